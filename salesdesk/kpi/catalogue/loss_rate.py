"""Lost-opportunity rate: lost ÷ handled (won + lost), dated by the close.

Bases: ``count`` (default) of opportunities, ``amount`` of their amounts.
"""

from typing import Final

import numpy as np

from salesdesk.domain.columns import MICROS, NO_MONEY, Kind
from salesdesk.domain.sales import Sales
from salesdesk.kpi.definition import Kpi, Unit
from salesdesk.kpi.facts import Facts, Reducer, by_day
from salesdesk.kpi.lines import excluding, foreign
from salesdesk.kpi.prospects import DELETED, LOST, OPEN, status


def facts(sales: Sales, basis: str) -> Facts:
    """One entry per opportunity won or lost.

    Left out: deleted opportunities; by amount also those without one or in a currency that has no rate; those without a
    close date (outside of ``all``).
    """
    frame = sales[Kind.OPPORTUNITY]
    state, day = status(frame), frame["close_date"]
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
)
