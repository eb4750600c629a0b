"""Qualified leads: leads qualified in the period, beside the leads received in it."""

from typing import Final

import numpy as np

from salesdesk.domain.columns import Kind
from salesdesk.domain.sales import Sales
from salesdesk.kpi.definition import Kpi, Unit
from salesdesk.kpi.facts import Facts, Reducer, by_day
from salesdesk.kpi.leads import qualification
from salesdesk.kpi.lines import excluding


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


QUALIFIED_LEADS: Final = Kpi(
    key="qualified_leads",
    unit=Unit.COUNT,
    higher_is_better=True,
    bases=("bant",),
    kinds=(Kind.LEAD,),
    dimensions=("source", "rep", "segment", "customer_type", "region", "sector", "team", "seniority"),
    facts=facts,
    judged=lambda _total, details: details.get("rate"),
)
