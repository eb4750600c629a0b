"""Revenue per sales rep: net revenue ÷ reps who sold in the period.

Bases: ``invoiced``, order lines net of credit notes, dated by the line; ``signed``, amounts of won opportunities, dated
by the close.  Never both.  Without a choice: ``invoiced`` where order lines name a rep, else ``signed``.
The rep is the one on the record, not today's owner of the account.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import MICROS, NO_CODE, NO_MONEY, Kind
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import Figure, Message
from salesdesk.kpi.definition import Finding, Kpi, KpiResult, Measure, Status, Unit
from salesdesk.kpi.equal_context import GAP_SALES, gap_at_context, gap_explained, ranking
from salesdesk.kpi.facts import Excluded, Facts, Numbers, Reducer, between, by_day, sums
from salesdesk.kpi.findings import evidence
from salesdesk.kpi.lines import excluding, sale_lines
from salesdesk.kpi.panels import Panels, asked_later
from salesdesk.kpi.presence import presence
from salesdesk.kpi.prospects import WON, status
from salesdesk.kpi.question import Question
from salesdesk.kpi.ramp import ramp
from salesdesk.kpi.redistribution import redistribution
from salesdesk.kpi.strengths import strengths

WIDE_GAP: Final = 3.0
"""(best − worst) ÷ worst beyond which the article sees a problem."""

_NAMED: Final = 3


def default_basis(sales: Sales) -> str:
    """Invoices where they name a rep; else signatures, unless only the invoices hold any revenue."""
    if (sales[Kind.ORDER_LINE]["rep"] != NO_CODE).any():
        return "invoiced"
    won = status(sales) == WON
    named = sales[Kind.OPPORTUNITY]["rep"][won] != NO_CODE
    return "signed" if named.any() or not sales[Kind.ORDER_LINE].n else "invoiced"


def facts(sales: Sales, basis: str) -> Facts:
    """One entry per sale that names its rep.

    Left out: what is no sale, sales without a rep (``no_rep``), without an amount, or in a currency without a rate.
    """
    everything = all_sales(sales, basis)
    kind = everything.kinds[0]
    rep = sales[kind]["rep"][everything.rows]
    missing = np.flatnonzero(rep == NO_CODE)
    at = np.flatnonzero(rep != NO_CODE) if len(missing) else slice(None)
    excluded = everything.excluded
    if len(missing):
        excluded += (Excluded("no_rep", kind, everything.rows[missing], everything.day[missing]),)
    assert everything.numerator is not None
    return replace(
        everything,
        reducer=Reducer.PER_MEMBER,
        rows=everything.rows[at],
        day=everything.day[at],
        numerator=everything.numerator[at],
        member=rep[at],
        members=len(sales.names("rep")),
        excluded=excluded,
        scales=(1 / MICROS, 1.0),
        pool="" if len(missing) else everything.pool,
        _labels={},
    )


def all_sales(sales: Sales, basis: str) -> Facts:
    """All sales of a basis, with a rep or without; ``numerator`` is the amount in millionths."""
    if basis == "invoiced":
        return sale_lines(sales).facts(sales)
    return sales.remembered(("kpi", "signed"), lambda: _signed(sales))


def _signed(sales: Sales) -> Facts:
    frame = sales[Kind.OPPORTUNITY]
    won = status(sales) == WON
    left, excluded = excluding(
        Kind.OPPORTUNITY,
        frame["close_date"],
        ("no_amount", won & (frame["amount"] == NO_MONEY)),
        ("foreign_currency", won & sales.foreign(Kind.OPPORTUNITY)),
    )
    rows = np.flatnonzero(left & won)
    rows = rows[by_day(frame["close_date"][rows])]
    day, amount = frame["close_date"][rows], sales.amounts(Kind.OPPORTUNITY)[rows].astype(np.float64)
    return Facts(sales, Reducer.COUNT, (Kind.OPPORTUNITY,), rows, day, amount, excluded=excluded)


def details(question: Question, total: Measure) -> Panels:
    """All revenue of the period, who made it, and how far the reps are apart.

    ``revenue`` holds sales without a rep too.  ``active_reps`` worked in the period by entry and exit date, and
    ``reps_without_sales`` of them sold nothing (both None where reps are not listed).  ``gap`` is (best − worst) ÷
    worst among the reps present the whole period with :data:`GAP_SALES` sales or more.  Panels, each told in
    its own function: ``context`` (ranks as sold and at equal context), ``gap_at_context``, ``gap_explained``,
    ``ramp``, ``strengths``, ``redistribution``.
    """
    entries = question.entries
    span = entries.between(question.period)
    assert entries.numerator is not None
    assert entries.member is not None
    names = question.sales.names("rep")
    count = np.bincount(entries.member[span], minlength=len(names))
    earned = sums(entries.member[span], entries.numerator[span], len(names)) / MICROS
    sellers = np.flatnonzero(count)
    active = _active(question)
    idle = [] if active is None else [names[rep] for rep in active.tolist() if not count[rep]]
    best = sellers[np.argmax(earned[sellers])] if len(sellers) else None
    ready = {
        "revenue": _all_revenue(question),
        "reps": len(sellers),
        "active_reps": None if active is None else len(active),
        "per_active_rep": (total.numerator or 0.0) / len(active) if active is not None and len(active) else None,
        "reps_without_sales": None if active is None else len(idle),
        "idle": idle,
        "best": None if best is None else {"key": names[best], "revenue": float(earned[best])},
        **_gap(question, names, earned, count),
    }
    makers: dict[str, Callable[[Question], Any]] = {
        "context": ranking,
        "gap_at_context": gap_at_context,
        "gap_explained": gap_explained,
        "ramp": ramp,
        "strengths": strengths,
        "redistribution": redistribution,
    }
    return asked_later(question, ready, makers)


def _all_revenue(question: Question) -> float | None:
    """Sum of the sales that pass the filter; None where there are none."""
    everything = all_sales(question.sales, question.basis)
    keep, span = question.keep_of(everything), between(everything.day, question.period)
    assert everything.numerator is not None
    part = everything.numerator[span] if keep is None else everything.numerator[span][keep[span]]
    return float(part.sum()) / MICROS if len(part) else None


def _active(question: Question) -> NDArray[np.int32] | None:
    """Reps on the list who pass the filter and worked on some day of the period."""
    reps = question.sales[Kind.REP]
    if not reps.n:
        return None
    entry, exit_ = presence(question.sales)
    passing = question.rows(Kind.REP)
    listed = reps["rep"] if passing is None else reps["rep"][passing]
    listed = np.unique(listed[listed != NO_CODE])
    elapsed = question.elapsed
    return np.asarray(listed[(entry[listed] < elapsed.last) & (exit_[listed] >= elapsed.first)])


def _gap(question: Question, names: Sequence[str], earned: Numbers, count: NDArray[np.int64]) -> dict[str, Any]:
    entry, exit_ = presence(question.sales)
    elapsed = question.elapsed
    whole = (entry <= elapsed.first) & (exit_ >= elapsed.last - 1)
    compared = np.flatnonzero(whole & (count >= GAP_SALES))
    if len(compared) < 2:
        return {"gap": None, "gap_best": None, "gap_worst": None, "gap_reps": len(compared)}
    best, worst = compared[np.argmax(earned[compared])], compared[np.argmin(earned[compared])]
    low = float(earned[worst])
    return {
        "gap": (float(earned[best]) - low) / low if low > 0 else None,
        "gap_best": {"key": names[best], "revenue": float(earned[best])},
        "gap_worst": {"key": names[worst], "revenue": low},
        "gap_reps": len(compared),
    }


def findings(result: KpiResult, currency: str) -> Iterable[Finding]:
    """A gap beyond the article's 300 %, and reps who sold nothing."""
    details_ = result.details
    if details_["gap"] is not None and details_["gap"] > WIDE_GAP:
        best, worst = details_["gap_best"], details_["gap_worst"]
        values = {
            "gap": Figure(details_["gap"], "percent", decimals=0),
            "best": best["key"],
            "worst": worst["key"],
            "high": Figure(best["revenue"], "money", currency),
            "low": Figure(worst["revenue"], "money", currency),
        }
        text = Message("kpi.finding.revenue_per_rep.gap", values)
        yield Finding("gap", Status.ALERT, text, evidence(details_["gap_reps"]), "rep", worst["key"])
    if details_["reps_without_sales"]:
        values = {"n": details_["reps_without_sales"], "names": ", ".join(details_["idle"][:_NAMED])}
        key = "idle" if len(details_["idle"]) <= _NAMED else "idle_many"
        text = Message(f"kpi.finding.revenue_per_rep.{key}", values)
        yield Finding("idle", Status.WATCH, text, evidence(details_["active_reps"]))


def apart(result: KpiResult, _currency: str) -> Iterable[Finding]:
    """The rep furthest above and the one furthest below what others make in the same context, beyond chance."""
    reps = [rep for rep in result.details["context"] if rep["differs"] and rep["index"] is not None]
    above = max((rep for rep in reps if rep["index"] > 100), key=lambda rep: rep["index"], default=None)
    below = min((rep for rep in reps if rep["index"] < 100), key=lambda rep: rep["index"], default=None)
    for rep, way, severity in ((below, "behind", Status.WATCH), (above, "ahead", Status.GOOD)):
        if rep is not None:
            values = {"group": rep["key"], "index": round(rep["index"])}
            key = f"kpi.finding.revenue_per_rep.{way}{'' if 'region' in rep['given'] else '_alone'}"
            yield Finding(way, severity, Message(key, values), evidence(rep["sales"]), "rep", rep["key"])


REVENUE_PER_REP: Final = Kpi(
    key="revenue_per_rep",
    unit=Unit.MONEY,
    higher_is_better=True,
    bases=("invoiced", "signed"),
    kinds=(Kind.ORDER_LINE, Kind.OPPORTUNITY),
    dimensions=(
        "rep",
        "region",
        "customer_type",
        "seniority",
        "channel",
        "range",
        "product",
        "segment",
        "team",
        "sector",
    ),
    facts=facts,
    details=details,
    findings=findings,
    further=apart,
    default_basis=default_basis,
    judged=lambda _total, details: details.get("gap"),
)
