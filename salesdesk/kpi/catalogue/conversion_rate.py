"""Conversion rate: sales made ÷ qualified prospects.

Bases: ``cohort`` (default), of the prospects qualified in the period, the share won to date, dated by qualification or
first contact; ``closed``, won ÷ (won + lost), dated by the close; ``flow``, won in the period ÷ qualified in it, each
by its own date, which may exceed 100 % and has no interval.
"""

from typing import Final

import numpy as np

from salesdesk.domain.columns import Kind
from salesdesk.domain.sales import Sales
from salesdesk.kpi.definition import Kpi, Unit
from salesdesk.kpi.facts import Facts, Reducer, by_day
from salesdesk.kpi.prospects import KINDS, LOST, WON, prospects


def facts(sales: Sales, basis: str) -> Facts:
    """One entry per prospect; on the flow basis one per qualification and one per sale.

    Left out: deleted opportunities, and prospects without the date that the basis needs (outside of ``all``).
    """
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
    )


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
)
