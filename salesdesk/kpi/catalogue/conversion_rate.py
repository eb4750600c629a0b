"""Conversion rate: sales made ÷ qualified prospects.

Bases: ``cohort`` (default), of the prospects qualified in the period, the share won to date, dated by qualification or
first contact; ``closed``, won ÷ (won + lost), dated by the close; ``flow``, won in the period ÷ qualified in it, each
by its own date, which may exceed 100 % and has no interval.
"""

import math
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any, Final

import numpy as np

from salesdesk.domain.columns import NO_DAY, NO_MOMENT, Kind
from salesdesk.domain.period import day_number, from_day_number
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import Figure, Message
from salesdesk.kpi.definition import FEW, Finding, Kpi, KpiResult, Measure, Status, Unit
from salesdesk.kpi.facts import Facts, Mask, Rows, between
from salesdesk.kpi.findings import evidence, outweighs
from salesdesk.kpi.follow_up import HOURS
from salesdesk.kpi.funnel import funnel
from salesdesk.kpi.leads import qualification
from salesdesk.kpi.prospect_facts import prospect_facts
from salesdesk.kpi.prospects import KINDS, OPEN, WON
from salesdesk.kpi.question import Question
from salesdesk.kpi.reduce import share
from salesdesk.kpi.survival import Survival, survival

_YOUNG: Final = 0.1
"""A larger share of the cohort than this being younger than the usual cycle is worth saying."""


def facts(sales: Sales, basis: str) -> Facts:
    """One entry per prospect; on the flow basis one per qualification and one per sale.

    Left out: deleted opportunities, and prospects without the date that the basis needs (outside of ``all``).
    """
    return prospect_facts(sales, basis)


def details(question: Question, _total: Measure) -> dict[str, Any]:
    """The cohort of the period, whatever the basis: won + lost + open = cohort, its maturity and its funnel.

    ``immature``: prospects still open and younger than the usual cycle (``usual_days``, the median of those won);
    where there are any, ``expected`` is the rate to expect once all are closed.  ``immature_from``: prospects qualified
    since that day are younger, and ``expected_months`` has the rate to expect of each month that holds any, by the
    month's first day.  ``unjudged``: leads of sources that record no qualification; all of them count.
    ``follow_up``: conversion by the delay of the first contact.
    """
    sales, facts_ = question.sales, prospect_facts(question.sales, "cohort")
    keep, span = question.keep_of(facts_), between(facts_.day, question.period)
    at = np.arange(span.start, span.stop) if keep is None else np.flatnonzero(keep[span]) + span.start
    outcome = facts_.extra["outcome"][at].astype(np.int64)
    opportunity = facts_.extra["opportunity"][at].astype(np.int64)
    open_, won, lost = (int(n) for n in np.bincount(outcome, minlength=3)[:3])
    return {
        "won": won,
        "lost": lost,
        "open": open_,
        "cohort": len(at),
        "unjudged": int(facts_.extra["unjudged"][at].sum()),
        **_maturity(question, facts_, keep, at),
        "follow_up": _follow_up(question, at, facts_),
        "funnel": [asdict(step) for step in funnel(sales, outcome, opportunity, _received(question))]
        if len(at)
        else [],
    }


def _maturity(question: Question, facts_: Facts, keep: Mask | None, at: Rows) -> dict[str, Any]:
    history, usual = _history(question.sales, facts_, keep)
    if usual is None:
        return {"usual_days": None, "immature": 0, "immature_from": None, "expected": None, "expected_months": {}}
    today = day_number(question.sales.as_of)
    still = at[facts_.extra["outcome"][at] == OPEN]
    day = facts_.day[still].astype(np.int64)
    age = np.where(day == NO_DAY, 0, np.maximum(today - day, 0))
    young = int(((day != NO_DAY) & (age < usual)).sum())
    won = int((facts_.extra["outcome"][at] == WON).sum())
    immature_from = from_day_number(today - math.ceil(usual) + 1)
    return {
        "usual_days": usual,
        "immature": young,
        "immature_from": immature_from,
        "expected_months": _expected_months(question, facts_, history, at, immature_from) if young else {},
        "expected": (won + float(history.chance(age).sum())) / len(at) if young else None,
    }


def _expected_months(question: Question, facts_: Facts, history: Survival, at: Rows, since: date) -> dict[date, float]:
    """Final rate to expect of each month's prospects, for months that reach beyond ``since``."""
    day, outcome = facts_.day[at], facts_.extra["outcome"][at]
    age = np.where(day == NO_DAY, 0, np.maximum(day_number(question.sales.as_of) - day.astype(np.int64), 0))
    chance = np.where(outcome == WON, 1.0, np.where(outcome == OPEN, history.chance(age), 0.0))
    found = {}
    for month in question.elapsed.months():
        part = between(day, month)
        if month.end > since and part.start < part.stop:
            found[month.start] = float(chance[part].mean())
    return found


def _history(sales: Sales, facts_: Facts, keep: Mask | None) -> tuple[Survival, float | None]:
    """The fate of all prospects that pass the filter, and the median days to a sale."""

    def find() -> tuple[Survival, float | None]:
        chosen = slice(None) if keep is None else keep
        start, end = facts_.day[chosen], facts_.extra["closed"][chosen].astype(np.int32)
        outcome = facts_.extra["outcome"][chosen].astype(np.int8)
        sold = (outcome == WON) & (start != NO_DAY) & (end != NO_DAY) & (end >= start)
        usual = float(np.median(end[sold] - start[sold])) if sold.any() else None
        dated = start[start != NO_DAY]
        first = int(dated.min()) if len(dated) else 0
        return survival(start, end, outcome, first, day_number(sales.as_of)), usual

    return sales.remembered(("kpi", "cohort survival"), find) if keep is None else find()


def _follow_up(question: Question, at: Rows, facts_: Facts) -> list[dict[str, Any]]:
    """Conversion by the delay from a lead's qualification to its first contact; delays without a lead aside."""
    leads = question.sales[Kind.LEAD]
    assert facts_.kind is not None
    own = at[facts_.kind[at] == KINDS.index(Kind.LEAD)]
    row = facts_.rows[own]
    start, contact = leads["qualified_at"][row], leads["first_contact_at"][row]
    known = (start != NO_MOMENT) & (contact != NO_MOMENT)
    delay = np.searchsorted(np.array(HOURS) * 60, np.maximum(contact - start, 0)[known])
    won = facts_.extra["outcome"][own][known] == WON
    trials = np.bincount(delay, minlength=len(HOURS) + 1)
    wins = np.bincount(delay[won], minlength=len(HOURS) + 1)
    return [
        {"up_to_hours": HOURS[i] if i < len(HOURS) else None, "rate": share(int(wins[i]), int(trials[i]))}
        for i in np.flatnonzero(trials).tolist()
    ]


def _received(question: Question) -> tuple[int, int] | None:
    """Leads received in the period and those of them qualified; None where leads are not recorded."""
    if not question.sales[Kind.LEAD].n:
        return None
    judged = qualification(question.sales)
    received = question.asked(Kind.LEAD, judged.received)
    return int(received.sum()), int((received & judged.qualified).sum())


def findings(result: KpiResult, _currency: str) -> Iterable[Finding]:
    """The step that loses most, leads that nobody judged, and how young the cohort is."""
    details_ = result.details
    steps = sorted((s for s in details_["funnel"] if s["step"] == "stage"), key=lambda step: -step["lost"])
    if len(steps) > 1 and outweighs(steps[0]["lost"], steps[1]["lost"]) and details_["lost"] >= FEW:
        worst = steps[0]
        values = {
            "stage": worst["name"],
            "n": worst["lost"],
            "share": Figure(worst["lost"] / details_["lost"], "percent"),
        }
        yield Finding(
            "worst_step", Status.WATCH, Message("kpi.finding.conversion_rate.step", values), evidence(details_["lost"])
        )
    if details_["unjudged"]:
        values = {"n": details_["unjudged"]}
        text = Message("kpi.finding.conversion_rate.unjudged", values)
        yield Finding("unjudged", Status.NONE, text, evidence(details_["unjudged"]))
    if details_["expected"] is not None and details_["immature"] > _YOUNG * details_["cohort"]:
        values = {
            "n": details_["immature"],
            "days": Figure(details_["usual_days"], "days"),
            "expected": Figure(details_["expected"], "percent"),
        }
        text = Message("kpi.finding.conversion_rate.immature", values)
        yield Finding("immature", Status.NONE, text, evidence(details_["cohort"]))


CONVERSION_RATE: Final = Kpi(
    key="conversion_rate",
    unit=Unit.RATIO,
    higher_is_better=True,
    bases=("cohort", "closed", "flow"),
    kinds=KINDS,
    dimensions=(
        "channel",
        "rep",
        "segment",
        "customer_type",
        "region",
        "team",
        "sector",
        "product",
        "range",
        "amount_band",
        "seniority",
    ),
    facts=facts,
    details=details,
    findings=findings,
)
