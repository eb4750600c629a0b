"""Qualified leads: leads qualified in the period, beside the leads received in it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import numpy as np

from salesdesk.domain.columns import LEAD_STATUSES, NO_CODE, NO_MOMENT, Kind
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import Figure, Message
from salesdesk.kpi.definition import FEW, Finding, Kpi, KpiResult, Measure, Status, Unit
from salesdesk.kpi.facts import Facts, Mask, Reducer, by_day
from salesdesk.kpi.findings import evidence, member
from salesdesk.kpi.follow_up import FULL_LOAD, clocks, reaction, weekly_load, working_reaction
from salesdesk.kpi.leads import ORIGINS, qualification
from salesdesk.kpi.lines import excluding
from salesdesk.kpi.panels import Panels
from salesdesk.kpi.prospects import WON, prospects
from salesdesk.kpi.question import Question
from salesdesk.kpi.reduce import share
from salesdesk.kpi.sources import sources
from salesdesk.kpi.statistics import holm, two_proportions

TARGETING: Final = 0.2
"""Qualification rate under which the article sees a problem of targeting."""

_LATE: Final = 0.25
"""More late first contacts than this share, beyond chance, are worth a finding."""

_NAMED: Final = 3


def facts(sales: Sales, basis: str) -> Facts:  # noqa: ARG001 - one basis
    """One entry per lead received (denominator, by the date received) and one per lead qualified (numerator, by the
    qualification date, else the date received).

    Left out: leads of a source that records no qualification at all (``no_qualification``).
    """
    judged = qualification(sales)
    left, excluded = excluding(Kind.LEAD, judged.received, ("no_qualification", judged.silent & ~judged.qualified))
    received, qualified = np.flatnonzero(left), np.flatnonzero(judged.qualified)
    rows = np.concatenate([received, qualified])
    day = np.concatenate([judged.received[received], judged.day[qualified]])
    numerator = np.repeat((0.0, 1.0), (len(received), len(qualified)))
    order = by_day(day)
    return Facts(
        sales=sales,
        reducer=Reducer.COUNT,
        kinds=(Kind.LEAD,),
        rows=rows[order],
        day=day[order].astype(np.int32),
        numerator=numerator[order],
        denominator=1.0 - numerator[order],
        excluded=excluded,
        repeated=True,
    )


def details(question: Question, total: Measure) -> Mapping[str, Any]:
    """How good the leads are, who follows them, and how fast.

    ``qualification_rate``: of the leads received in the period, the share qualified to date.  ``origins``: who says so,
    for the leads qualified in the period.  ``load``: leads qualified per rep and ISO week.  ``reaction``: from
    qualification to first contact.  ``groups``: qualification rate and sales of each group.  Made when looked at:
    ``sources``, ``clocks`` still running, and ``working``, the reaction with Saturdays and Sundays left out.
    """
    judged = qualification(question.sales)
    asked = question.asked(Kind.LEAD, judged.received) & ~(judged.silent & ~judged.qualified)
    qualified = question.asked(Kind.LEAD, judged.day) & judged.qualified
    origins = np.bincount(judged.origin[qualified], minlength=len(ORIGINS))
    ready = {
        "received": int(asked.sum()),
        "qualified": int(total.numerator or 0),
        "qualification_rate": share(int((asked & judged.qualified).sum()), int(asked.sum())),
        "origins": {name: int(origins[code]) for code, name in enumerate(ORIGINS) if name},
        "funnel": _funnel(question, asked, judged.qualified),
        "load": weekly_load(question, qualified, judged.day),
        "reaction": reaction(question.sales, qualified),
        "groups": _groups(question, asked, judged.qualified),
    }
    later: dict[str, Callable[[], Any]] = {
        "sources": lambda: sources(question, asked, judged.qualified, judged.received),
        "clocks": lambda: clocks(question.sales, qualified),
        "working": lambda: working_reaction(question.sales, qualified),
    }
    return Panels(ready, later)


def _won(sales: Sales) -> Mask:
    """Which leads became a sale."""
    found = prospects(sales)
    won = np.zeros(sales[Kind.LEAD].n, dtype=bool)
    won[found.row[(found.kind == 0) & (found.outcome == WON)]] = True
    return won


def _funnel(question: Question, received: Mask, qualified: Mask) -> list[dict[str, int | str]]:
    """Of the leads received in the period: contacted, qualified, won to date."""
    leads = question.sales[Kind.LEAD]
    contacted = (leads["first_contact_at"] != NO_MOMENT) | (leads["status"] > LEAD_STATUSES.index("new")) | qualified
    steps = (("leads", received), ("contacted", contacted), ("qualified", qualified), ("won", _won(question.sales)))
    return [{"step": step, "reached": int((received & mask).sum())} for step, mask in steps]


def _groups(question: Question, received: Mask, qualified: Mask) -> dict[str, dict[str, Any]]:
    if not question.dimension:
        return {}
    codes, names = question.sales.dimension(Kind.LEAD, question.dimension)
    group = np.where(codes == NO_CODE, len(names), codes)
    size = len(names) + 1
    trials, successes, sales = (
        np.bincount(group[mask], minlength=size)
        for mask in (received, received & qualified, received & _won(question.sales))
    )
    rates, others = trials.astype(np.float64), trials.sum() - trials
    p = two_proportions(successes.astype(np.float64), rates, successes.sum() - successes.astype(np.float64), others)
    tested = np.flatnonzero(trials >= FEW)
    differs = np.zeros(size, dtype=bool)
    differs[tested] = holm(p[tested])
    keys = [*names, ""]
    return {
        keys[g]: {
            "rate": share(int(successes[g]), int(trials[g])),
            "differs": bool(differs[g]),
            "won": int(sales[g]),
        }
        for g in np.flatnonzero(trials).tolist()
    }


def findings(result: KpiResult, currency: str) -> Iterable[Finding]:
    """Overloaded reps, slow first contacts, and groups whose leads are rarely qualified."""
    details_ = result.details
    heavy = [one for one in details_["load"] if one["mean"] > FULL_LOAD[1]]
    if heavy:
        values = {"n": len(heavy), "names": ", ".join(one["rep"] for one in heavy[:_NAMED])}
        text = Message("kpi.finding.qualified_leads.load", values)
        evidence_ = evidence(sum(one["leads"] for one in heavy))
        yield Finding("load", Status.ALERT, text, evidence_, "rep", heavy[0]["rep"])
    yield from _off_target(result, currency)
    fast = details_["reaction"]
    if fast and not fast["within_24h"].few and fast["within_24h"].interval[1] < 1 - _LATE:
        values = {"share": Figure(1 - fast["within_24h"].value, "percent")}
        text = Message("kpi.finding.qualified_leads.late", values)
        yield Finding("late", Status.WATCH, text, evidence(fast["within_24h"].based_on))


def _off_target(result: KpiResult, currency: str) -> Iterable[Finding]:
    """The largest group that is under the threshold beyond chance."""
    under = [
        (name, group["rate"])
        for name, group in result.details["groups"].items()
        if name and not group["rate"].few and group["rate"].interval[1] < TARGETING
    ]
    if under:
        name, rate = max(under, key=lambda one: one[1].based_on)
        values = {"group": member(result.dimension, name, currency), "v": Figure(rate.value, "percent")}
        text = Message("kpi.finding.qualified_leads.off_target", values)
        yield Finding("off_target", Status.WATCH, text, evidence(rate.based_on), result.dimension, name)


QUALIFIED_LEADS: Final = Kpi(
    key="qualified_leads",
    unit=Unit.COUNT,
    higher_is_better=True,
    bases=("bant",),
    kinds=(Kind.LEAD,),
    dimensions=("source", "rep", "segment", "customer_type", "region", "sector", "team", "seniority"),
    facts=facts,
    details=details,
    findings=findings,
    judged=lambda _total, details: details["qualification_rate"].value,
)
