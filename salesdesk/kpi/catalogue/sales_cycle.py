"""Sales cycle: median days from first contact to signature of the opportunities won in the period."""

from typing import Final

import numpy as np

from salesdesk.domain.columns import NO_DAY, Kind
from salesdesk.domain.sales import Sales
from salesdesk.kpi.definition import Kpi, Unit
from salesdesk.kpi.facts import Facts, Reducer, by_day
from salesdesk.kpi.lines import excluding
from salesdesk.kpi.prospects import WON, first_known, status


def facts(sales: Sales, basis: str) -> Facts:  # noqa: ARG001 - one basis
    """One entry per won opportunity, dated by its close.  Without a first-contact date the created date starts it.

    Left out: closes before the first contact (``inverted_dates``), no date to start from (``no_start_date``), and no
    close date (there is no duration then, in ``all`` neither).
    """
    frame = sales[Kind.OPPORTUNITY]
    day, start = frame["close_date"], first_known(frame["first_contact_date"], frame["created_date"])
    won = status(frame) == WON
    left, excluded = excluding(
        Kind.OPPORTUNITY,
        day,
        ("no_date", won & (day == NO_DAY)),
        ("no_start_date", won & (start == NO_DAY)),
        ("inverted_dates", won & (day < start)),
    )
    rows = np.flatnonzero(left & won)
    rows = rows[by_day(day[rows])]
    return Facts(
        sales=sales,
        reducer=Reducer.MEDIAN,
        kinds=(Kind.OPPORTUNITY,),
        rows=rows,
        day=day[rows],
        numerator=(day[rows] - start[rows]).astype(np.float64),
        excluded=excluded,
    )


SALES_CYCLE: Final = Kpi(
    key="sales_cycle",
    unit=Unit.DAYS,
    higher_is_better=False,
    bases=("contact_to_close",),
    kinds=(Kind.OPPORTUNITY,),
    dimensions=(
        "amount_band",
        "customer_type",
        "rep",
        "segment",
        "channel",
        "region",
        "team",
        "sector",
        "product",
        "range",
        "seniority",
    ),
    facts=facts,
)
