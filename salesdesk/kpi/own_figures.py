"""A company's own figures for one filter, as velocity, what-if and actions need them together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from salesdesk.domain.columns import NO_MONEY, Kind
from salesdesk.domain.sales import Sales, money
from salesdesk.kpi.definition import KpiResult
from salesdesk.kpi.facts import Mask, all_of, member_mask, within
from salesdesk.kpi.pipeline import pipeline
from salesdesk.kpi.prospects import WON, status

_YEAR: Final = 365

Ask: TypeAlias = Callable[[str, str], KpiResult]
"""KPI and basis ('' its default) → the result for the filter that everything here is about."""


@dataclass(frozen=True)
class OwnFigures:
    """None: cannot be measured.  Money in the company currency, cycles in days.

    ``conversion``: of the prospects qualified in the period (``prospects``), the share won to date.  ``win_rate``: of
    those closed in it.  ``signed``: sum of the opportunities won in it, ``deal`` their mean amount.  ``open``:
    opportunities open at its end, ``open_before`` a year earlier.  ``repeat_worth``: what a customer with several
    purchases spent more than one with a single one.  ``period_days``: days of the period that the data covers.
    """

    revenue: float | None
    margin: float | None
    prospects: int
    conversion: float | None
    win_rate: float | None
    signed: float | None
    deal: float | None
    cycle: float | None
    open: int
    open_before: int
    customers: int
    repurchase: float | None
    repeat_worth: float | None


def own_figures(ask: Ask, sales: Sales) -> OwnFigures:
    """The figures behind a filter, each from the KPI that is responsible for it."""
    cohort, closed = ask("conversion_rate", "cohort"), ask("conversion_rate", "closed")
    revenue, cycle = ask("revenue_per_rep", ""), ask("sales_cycle", "")
    repurchase, margin = ask("repurchase_rate", "days"), ask("gross_margin", "")
    where = cohort.filter
    passing = passing_opportunities(sales, where.members)
    frame = sales[Kind.OPPORTUNITY]
    worth = sales.amounts(Kind.OPPORTUNITY)
    won = (status(sales) == WON) & within(frame["close_date"], where.period) & (worth != NO_MONEY)
    amounts = money(worth[won if passing is None else won & passing])
    book, end = pipeline(sales, passing), where.period.elapsed(sales.as_of).last - 1
    plus_ten = repurchase.details["plus_ten"]
    customers = int(repurchase.total.denominator or 0)
    return OwnFigures(
        revenue=revenue.details.get("revenue"),
        margin=margin.total.value,
        prospects=int(cohort.total.denominator or 0),
        conversion=cohort.total.value,
        win_rate=closed.total.value,
        signed=float(amounts.sum()) if len(amounts) else None,
        deal=float(amounts.mean()) if len(amounts) else None,
        cycle=cycle.total.value,
        open=int(np.count_nonzero(book.open_on(end))),
        open_before=int(np.count_nonzero(book.open_on(end - _YEAR))),
        customers=customers,
        repurchase=repurchase.total.value,
        repeat_worth=plus_ten / (0.1 * customers) if plus_ten is not None and customers else None,
    )


def passing_opportunities(sales: Sales, members: Mapping[str, tuple[str, ...]]) -> Mask | None:
    """Which opportunities pass a filter, dimensions that they cannot answer aside (None: all)."""
    masks = [
        member_mask(sales, Kind.OPPORTUNITY, dimension, names)
        for dimension, names in members.items()
        if sales.answers(Kind.OPPORTUNITY, dimension)
    ]
    return all_of(masks)
