"""Conversion rate: sales made ÷ qualified prospects.

Bases: ``cohort`` (default), of the prospects qualified in the period, the share won to date, dated by qualification or
first contact; ``closed``, won ÷ (won + lost), dated by the close; ``flow``, won in the period ÷ qualified in it, each
by its own date, which may exceed 100 % and has no interval.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any, Final

import numpy as np

from salesdesk.domain.columns import Kind
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import Figure, Message
from salesdesk.kpi.conversion_cuts import by_delay, heat, segment_targets
from salesdesk.kpi.definition import FEW, Finding, Kpi, KpiResult, Measure, Status, Unit
from salesdesk.kpi.facts import Facts
from salesdesk.kpi.findings import evidence, outweighs
from salesdesk.kpi.funnel import funnel
from salesdesk.kpi.leads import qualification
from salesdesk.kpi.maturity import by_month, maturity
from salesdesk.kpi.panels import Panels, asked_later
from salesdesk.kpi.prospect_facts import cohort_asked, prospect_facts
from salesdesk.kpi.prospects import KINDS
from salesdesk.kpi.question import Question

_YOUNG: Final = 0.1
"""A larger share of the cohort than this being younger than the usual cycle is worth saying."""


def facts(sales: Sales, basis: str) -> Facts:
    """One entry per prospect; on the flow basis one per qualification and one per sale.

    Left out: deleted opportunities, and prospects without the date that the basis needs (outside of ``all``).
    """
    return prospect_facts(sales, basis)


def details(question: Question, _total: Measure) -> Panels:
    """The cohort of the period, whatever the basis: won + lost + open = cohort, its maturity and its funnel.

    ``immature``: prospects still open and younger than the usual cycle (``usual_days``, the median of those won);
    where there are any, ``expected`` is the rate to expect once all are closed.  ``immature_from``: prospects qualified
    since that day are younger.  ``unjudged``: leads of sources that record no qualification; all of them count.
    Panels, each told in its own function: ``follow_up`` (by the delay of the first contact), ``months`` (maturity by
    month of qualification), ``heat`` (channel × rep), ``segment_targets``.
    """
    facts_, keep, at = cohort_asked(question)
    outcome = facts_.extra["outcome"][at].astype(np.int64)
    opportunity = facts_.extra["opportunity"][at].astype(np.int64)
    open_, won, lost = (int(n) for n in np.bincount(outcome, minlength=3)[:3])
    ready = {
        "won": won,
        "lost": lost,
        "open": open_,
        "cohort": len(at),
        "unjudged": int(facts_.extra["unjudged"][at].sum()),
        **maturity(question, facts_, keep, at),
        "funnel": [asdict(step) for step in funnel(question.sales, outcome, opportunity, _received(question))]
        if len(at)
        else [],
    }
    makers: dict[str, Callable[[Question], Any]] = {
        "follow_up": by_delay,
        "months": by_month,
        "heat": heat,
        "segment_targets": segment_targets,
    }
    return asked_later(question, ready, makers)


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
