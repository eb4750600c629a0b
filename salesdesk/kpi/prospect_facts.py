"""Prospects as entries to count, on each basis of the conversion rate."""

import numpy as np

from salesdesk.domain.columns import Kind
from salesdesk.domain.sales import Sales
from salesdesk.kpi.facts import Facts, Mask, Reducer, Rows, between, by_day
from salesdesk.kpi.prospects import KINDS, LOST, WON, prospects
from salesdesk.kpi.question import Question


def prospect_facts(sales: Sales, basis: str) -> Facts:
    """One entry per prospect, or per closed one (``closed``); on the ``flow`` basis one per qualification and per sale.

    ``extra``: outcome, day of the close, deciding opportunity, and whether its source records no qualification.
    """
    return sales.remembered(("kpi", "prospect_facts", basis), lambda: _facts(sales, basis))


def cohort_asked(question: Question) -> tuple[Facts, Mask | None, Rows]:
    """Prospects on the cohort basis, which of them pass the filter (None: all), and where those asked for stand.

    Whatever the basis, these are dated by qualification or first contact.
    """
    facts = prospect_facts(question.sales, "cohort")
    keep, span = question.keep_of(facts), between(facts.day, question.period)
    at = np.arange(span.start, span.stop) if keep is None else np.flatnonzero(keep[span]) + span.start
    return facts, keep, at


def _facts(sales: Sales, basis: str) -> Facts:
    found = prospects(sales)
    won = found.outcome == WON
    match basis:
        case "closed":
            at = np.flatnonzero(won | (found.outcome == LOST))
            day, numerator, denominator = found.closed[at], won[at].astype(np.float64), None
        case "flow":
            sold = np.flatnonzero(won)
            at = np.concatenate([np.arange(len(won)), sold])
            day = np.concatenate([found.qualified, found.closed[sold]])
            numerator = np.repeat((0.0, 1.0), (len(won), len(sold)))
            denominator = 1.0 - numerator
        case _:
            at, day, numerator, denominator = np.arange(len(won)), found.qualified, won.astype(np.float64), None
    order = by_day(day)
    at = at[order]
    return Facts(
        sales=sales,
        reducer=Reducer.RATIO if basis == "flow" else Reducer.SHARE,
        kinds=KINDS,
        rows=found.row[at],
        kind=found.kind[at],
        twin=(Kind.OPPORTUNITY, found.opportunity[at]),
        day=day[order],
        numerator=numerator[order],
        denominator=None if denominator is None else denominator[order],
        excluded=found.excluded,
        repeated=basis == "flow",
        extra={
            "outcome": found.outcome[at],
            "closed": found.closed[at],
            "opportunity": found.opportunity[at],
            "unjudged": found.unjudged[at],
        },
    )
