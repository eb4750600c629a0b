"""Lost-opportunity rate: lost ÷ handled (won + lost), dated by the close.

Bases: ``count`` (default) of opportunities, ``amount`` of their amounts.
"""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import MICROS, NO_CODE, NO_MONEY, Kind
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import Figure, Message
from salesdesk.kpi.definition import FEW, Finding, Kpi, KpiResult, Measure, Status, Unit
from salesdesk.kpi.facts import Facts, Numbers, Reducer, Rows, by_day, sums, within
from salesdesk.kpi.findings import evidence, member, outweighs
from salesdesk.kpi.lines import excluding, foreign
from salesdesk.kpi.loss_reasons import FAMILIES, family
from salesdesk.kpi.prospects import DELETED, LOST, OPEN, WON, status
from salesdesk.kpi.question import Question
from salesdesk.kpi.stages import closing_stages, stage_history

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
            ("foreign_currency", closed & foreign(sales, Kind.OPPORTUNITY)),
        ]
    left, excluded = excluding(Kind.OPPORTUNITY, day, *reasons)
    rows = np.flatnonzero(left & closed)
    rows = rows[by_day(day[rows])]
    lost = (state[rows] == LOST).astype(np.float64)
    amount = frame["amount"][rows].astype(np.float64) if basis == "amount" else None
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


def details(question: Question, _total: Measure) -> dict[str, Any]:
    """What was closed in the period, by count and amount, and why and where the lost ones died.

    ``reasons``: families with count, share, amount and the reasons as written; ``without_reason``: share of the lost
    that name none.  ``stages``: the last stage before the loss, where it is known.  ``open`` are those open today.
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
    return {
        "won": len(sold),
        "lost": len(lost),
        "open": int(np.count_nonzero(state == OPEN)),
        "amount": {
            "won": float(_amounts(sales, sold).sum()),
            "lost": float(_amounts(sales, lost).sum()),
            "open": float(_amounts(sales, np.flatnonzero(state == OPEN)).sum()),
        },
        "reasons": reasons,
        "without_reason": not_given / len(lost) if len(lost) else None,
        "stages": _stages(sales, lost),
        "competitors": _tally(sales, "competitor", lost),
        "reasons_by_stage": _reasons_by_stage(sales, lost),
        "groups": _first_reasons(sales, question.dimension, lost),
    }


def _amounts(sales: Sales, rows: Rows) -> Numbers:
    """Amounts in the company currency; 0 where unknown or foreign."""

    def find() -> Numbers:
        amount = sales[Kind.OPPORTUNITY]["amount"]
        unknown = (amount == NO_MONEY) | foreign(sales, Kind.OPPORTUNITY)
        return np.where(unknown, 0, amount) / MICROS

    return sales.remembered(("kpi", "opportunity_amounts"), find)[rows]


def _families(sales: Sales) -> NDArray[np.int64]:
    """Position in FAMILIES of each loss reason; the last place is for none given."""
    return sales.remembered(
        ("kpi", "loss_families"),
        lambda: np.array([FAMILIES.index(family(name)) for name in (*sales.names("loss_reason"), "")]),
    )


def _reasons(sales: Sales, lost: Rows) -> list[dict[str, Any]]:
    """Families of loss reasons, most frequent first."""
    names, reason = sales.names("loss_reason"), sales[Kind.OPPORTUNITY]["loss_reason"][lost]
    code = np.where(reason == NO_CODE, len(names), reason)
    counts = np.bincount(code, minlength=len(names) + 1)
    amounts = sums(code, _amounts(sales, lost), len(names) + 1)
    found = []
    for position, key in enumerate(FAMILIES):
        own = np.flatnonzero((_families(sales) == position) & (counts > 0))
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
                "amount": float(amounts[own].sum()),
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


def _died_at(sales: Sales) -> NDArray[np.int64]:
    """Last stage of each opportunity before it closed: from the stage history, else its present one; -1 unknown."""

    def find() -> NDArray[np.int64]:
        history, own = stage_history(sales), sales[Kind.OPPORTUNITY]["stage"].astype(np.int64)
        stage = np.where(closing_stages(sales)[own], NO_CODE, own)
        stage[history.opportunity[history.final]] = history.stage[history.final]
        return stage

    return sales.remembered(("kpi", "died_at"), find)


def _reasons_by_stage(sales: Sales, lost: Rows) -> dict[str, dict[str, int]]:
    """Losses per stage where they died and family of reasons; unknown stages aside."""
    names, stage = sales.names("stage"), _died_at(sales)[lost]
    known = stage != NO_CODE
    of_loss = _families(sales)[sales[Kind.OPPORTUNITY]["loss_reason"][lost[known]]]
    width = len(FAMILIES)
    counts = np.bincount(stage[known] * width + of_loss, minlength=len(names) * width).reshape(-1, width)
    return {
        names[code]: {FAMILIES[f]: int(counts[code, f]) for f in np.flatnonzero(counts[code]).tolist()}
        for code in np.flatnonzero(counts.sum(axis=1)).tolist()
    }


def _stages(sales: Sales, lost: Rows) -> list[dict[str, Any]]:
    """Where the lost ones died, in the order of the stages."""
    history, names = stage_history(sales), sales.names("stage")
    at = _died_at(sales)[lost]
    counts = np.bincount(at[at != NO_CODE], minlength=len(names))
    order = [*history.order.tolist(), *np.setdiff1d(np.argsort(-counts, kind="stable"), history.order).tolist()]
    return [{"name": names[code], "count": int(counts[code])} for code in order if counts[code]]


def _first_reasons(sales: Sales, dimension: str, lost: Rows) -> dict[str, dict[str, Any]]:
    """The most frequent family of reasons of each group."""
    if not dimension:
        return {}
    codes, names = sales.dimension(Kind.OPPORTUNITY, dimension)
    group = np.where(codes[lost] == NO_CODE, len(names), codes[lost])
    of_loss = _families(sales)[sales[Kind.OPPORTUNITY]["loss_reason"][lost]]
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
