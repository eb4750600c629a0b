"""Lost-opportunity rate: lost ÷ handled (won + lost), dated by the close.

Bases: ``count`` (default) of opportunities, ``amount`` of their amounts.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

import numpy as np

from salesdesk.domain.columns import MICROS, NO_CODE, NO_MONEY, Kind
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import Figure, Message
from salesdesk.kpi.definition import FEW, Finding, Kpi, KpiResult, Measure, Status, Unit
from salesdesk.kpi.facts import Facts, Reducer, Rows, by_day, sums, within
from salesdesk.kpi.findings import evidence, member, outweighs
from salesdesk.kpi.lines import excluding
from salesdesk.kpi.loss_reasons import FAMILIES
from salesdesk.kpi.losses import amounts, died_at, families_of, objections, reason_stage, rivals, win_back
from salesdesk.kpi.panels import Panels, asked_later
from salesdesk.kpi.prospects import DELETED, LOST, OPEN, WON, status
from salesdesk.kpi.question import Question
from salesdesk.kpi.stages import stage_history

ALARM: Final = 0.7
"""Loss rate beyond which the article sees a major dysfunction in B2B."""

_SILENT: Final = 0.05
"""More losses than this share without a reason are worth saying."""


def facts(sales: Sales, basis: str) -> Facts:
    """One entry per opportunity won or lost.

    Left out: deleted opportunities; by amount also those without one or in a currency that has no rate; those without a
    close date (outside of ``all``).
    """
    frame = sales[Kind.OPPORTUNITY]
    state, day = status(sales), frame["close_date"]
    closed = state != OPEN
    reasons = [("deleted", state == DELETED)]
    if basis == "amount":
        reasons += [
            ("no_amount", closed & (frame["amount"] == NO_MONEY)),
            ("foreign_currency", closed & sales.foreign(Kind.OPPORTUNITY)),
        ]
    left, excluded = excluding(Kind.OPPORTUNITY, day, *reasons)
    rows = np.flatnonzero(left & closed)
    rows = rows[by_day(day[rows])]
    lost = (state[rows] == LOST).astype(np.float64)
    amount = sales.amounts(Kind.OPPORTUNITY)[rows].astype(np.float64) if basis == "amount" else None
    return Facts(
        sales=sales,
        reducer=Reducer.SHARE if amount is None else Reducer.RATIO,
        kinds=(Kind.OPPORTUNITY,),
        rows=rows,
        day=day[rows],
        numerator=lost if amount is None else lost * amount,
        denominator=amount,
        excluded=excluded,
        scales=(1.0, 1.0) if amount is None else (1 / MICROS, 1 / MICROS),
    )


def details(question: Question, _total: Measure) -> Panels:
    """What was closed in the period, by count and amount, and why and where the lost ones died.

    ``reasons``: families with count, share, amount and the reasons as written; ``without_reason``: share of the lost
    that name none.  ``stages``: the last stage before the loss, where it is known.  ``open`` are those open today.
    Panels, each told in its own function: ``reason_stage``, ``rivals``, ``objections``, ``win_back``.
    """
    sales = question.sales
    frame = sales[Kind.OPPORTUNITY]
    state, passing = status(sales), question.rows(Kind.OPPORTUNITY)
    inside = within(frame["close_date"], question.period)
    if passing is not None:
        inside, state = inside & passing, np.where(passing, state, DELETED)
    lost = np.flatnonzero(inside & (state == LOST))
    sold = np.flatnonzero(inside & (state == WON))
    reasons = _reasons(sales, lost)
    not_given = next((r["count"] for r in reasons if r["family"] == "not_given"), 0)
    ready = {
        "won": len(sold),
        "lost": len(lost),
        "open": int(np.count_nonzero(state == OPEN)),
        "amount": {
            "won": float(amounts(sales, sold).sum()),
            "lost": float(amounts(sales, lost).sum()),
            "open": float(amounts(sales, np.flatnonzero(state == OPEN)).sum()),
        },
        "reasons": reasons,
        "without_reason": not_given / len(lost) if len(lost) else None,
        "stages": _stages(sales, lost),
        "competitors": _tally(sales, "competitor", lost),
        "groups": _first_reasons(sales, question.dimension, lost),
    }
    makers: dict[str, Callable[[Question], Any]] = {
        "reason_stage": reason_stage,
        "rivals": rivals,
        "objections": objections,
        "win_back": win_back,
    }
    return asked_later(question, ready, makers)


def _reasons(sales: Sales, lost: Rows) -> list[dict[str, Any]]:
    """Families of loss reasons, most frequent first."""
    names, reason = sales.names("loss_reason"), sales[Kind.OPPORTUNITY]["loss_reason"][lost]
    code = np.where(reason == NO_CODE, len(names), reason)
    counts = np.bincount(code, minlength=len(names) + 1)
    worth = sums(code, amounts(sales, lost), len(names) + 1)
    found = []
    for position, key in enumerate(FAMILIES):
        own = np.flatnonzero((families_of(sales) == position) & (counts > 0))
        if not len(own):
            continue
        own = own[np.argsort(-counts[own], kind="stable")]
        count = int(counts[own].sum())
        written = [{"name": names[c], "count": int(counts[c])} for c in own.tolist() if c < len(names)]
        found.append(
            {
                "family": key,
                "count": count,
                "share": count / len(lost),
                "amount": float(worth[own].sum()),
                "reasons": written,
            }
        )
    return sorted(found, key=lambda one: -one["count"])


def _tally(sales: Sales, field: str, rows: Rows) -> list[dict[str, Any]]:
    """Members of a field with their counts, most frequent first; unknown ones aside."""
    names, codes = sales.names(field), sales[Kind.OPPORTUNITY][field][rows]
    counts = np.bincount(codes[codes != NO_CODE], minlength=len(names))
    order = np.argsort(-counts, kind="stable")
    return [{"name": names[code], "count": int(counts[code])} for code in order.tolist() if counts[code]]


def _stages(sales: Sales, lost: Rows) -> list[dict[str, Any]]:
    """Where the lost ones died, in the order of the stages."""
    history, names = stage_history(sales), sales.names("stage")
    at = died_at(sales)[lost]
    counts = np.bincount(at[at != NO_CODE], minlength=len(names))
    order = [*history.order.tolist(), *np.setdiff1d(np.argsort(-counts, kind="stable"), history.order).tolist()]
    return [{"name": names[code], "count": int(counts[code])} for code in order if counts[code]]


def _first_reasons(sales: Sales, dimension: str, lost: Rows) -> dict[str, dict[str, Any]]:
    """The most frequent family of reasons of each group."""
    if not dimension:
        return {}
    codes, names = sales.dimension(Kind.OPPORTUNITY, dimension)
    group = np.where(codes[lost] == NO_CODE, len(names), codes[lost])
    of_loss = families_of(sales)[sales[Kind.OPPORTUNITY]["loss_reason"][lost]]
    width = len(FAMILIES)
    counts = np.bincount(group * width + of_loss, minlength=(len(names) + 1) * width).reshape(-1, width)
    first = counts.argmax(axis=1)
    keys = [*names, ""]
    return {keys[g]: {"reason": FAMILIES[first[g]]} for g in np.flatnonzero(counts.sum(axis=1)).tolist()}


def findings(result: KpiResult, currency: str) -> Iterable[Finding]:
    """Groups beyond the alarm, the stage and the reason that cost most, and losses that name no reason."""
    details_, lost = result.details, result.details["lost"]
    if result.basis == "count":
        yield from _alarming(result, currency)
    stages = sorted(details_["stages"], key=lambda stage: -stage["count"])
    if lost >= FEW and len(stages) > 1 and outweighs(stages[0]["count"], stages[1]["count"]):
        values = {
            "stage": stages[0]["name"],
            "n": stages[0]["count"],
            "share": Figure(stages[0]["count"] / lost, "percent"),
        }
        text = Message("kpi.finding.loss_rate.stage", values)
        yield Finding("stage", Status.WATCH, text, evidence(lost), "stage", stages[0]["name"])
    given = [reason for reason in details_["reasons"] if reason["family"] != "not_given"]
    if (
        lost >= FEW
        and given
        and given[0]["family"] != "other"
        and (len(given) == 1 or outweighs(given[0]["count"], given[1]["count"]))
    ):
        values = {
            "reason": Message(f"kpi.loss_rate.family.{given[0]['family']}"),
            "n": given[0]["count"],
            "share": Figure(given[0]["share"], "percent"),
        }
        yield Finding("reason", Status.WATCH, Message("kpi.finding.loss_rate.reason", values), evidence(lost))
    if details_["without_reason"] and details_["without_reason"] > _SILENT:
        values = {"n": round(details_["without_reason"] * lost), "share": Figure(details_["without_reason"], "percent")}
        yield Finding("silent", Status.NONE, Message("kpi.finding.loss_rate.silent", values), evidence(lost))


def _alarming(result: KpiResult, currency: str) -> Iterable[Finding]:
    """The group with most losses among those above the alarm beyond chance."""
    above = [
        group
        for group in result.groups
        if group.key and not group.measure.few and group.measure.interval and group.measure.interval[0] > ALARM
    ]
    if above and (result.total.value or 0.0) <= ALARM:
        worst = max(above, key=lambda group: group.measure.numerator or 0.0)
        values = {
            "group": member(result.dimension, worst.key, currency),
            "v": Figure(worst.measure.value or 0.0, "percent"),
        }
        text = Message("kpi.finding.loss_rate.alarm", values)
        yield Finding("alarm", Status.ALERT, text, evidence(worst.measure.based_on), result.dimension, worst.key)


LOSS_RATE: Final = Kpi(
    key="loss_rate",
    unit=Unit.RATIO,
    higher_is_better=False,
    bases=("count", "amount"),
    kinds=(Kind.OPPORTUNITY,),
    dimensions=(
        "rep",
        "channel",
        "segment",
        "customer_type",
        "region",
        "competitor",
        "team",
        "sector",
        "product",
        "range",
        "amount_band",
        "seniority",
        "stage",
    ),
    facts=facts,
    details=details,
    findings=findings,
)
