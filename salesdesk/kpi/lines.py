"""Order lines that count as sales, shared by the KPIs that measure invoices."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from salesdesk.domain.columns import DOCUMENT_TYPES, NO_MONEY, Kind
from salesdesk.domain.sales import Codes, Sales
from salesdesk.kpi.facts import Days, Excluded, Facts, Mask, Numbers, Reducer, Rows, by_day

POOL: Final = "sale_lines"
"""Facts that take all these lines share their labels under this name."""

_PROMISES: Final = tuple(DOCUMENT_TYPES.index(name) for name in ("order", "delivery", "quote"))
_ORDER: Final = DOCUMENT_TYPES.index("order")


@dataclass(frozen=True, eq=False)
class SaleLines:
    """Lines sorted by day.

    ``amount`` is in millionths of the company currency (float64 holds their sums exactly up to 9 billion units).
    """

    rows: Rows
    day: Days
    amount: Numbers
    excluded: tuple[Excluded, ...]

    def facts(self, sales: Sales) -> Facts:
        """All lines, for totals and filters."""
        return Facts(
            sales,
            Reducer.COUNT,
            (Kind.ORDER_LINE,),
            self.rows,
            self.day,
            self.amount,
            excluded=self.excluded,
            pool=POOL,
        )


def sale_lines(sales: Sales) -> SaleLines:
    """Invoiced lines, credit notes and returns included as the negatives they are, dated by the line's date.

    Left out: quotes, deliveries and orders (``not_a_sale``; orders count where nothing is invoiced at all), lines
    without an amount (``no_amount``) or in a currency that has no rate (``foreign_currency``).
    """
    return sales.remembered(("kpi", "sale_lines"), lambda: _sale_lines(sales))


def excluding(kind: Kind, day: Days, *reasons: tuple[str, Mask]) -> tuple[Mask, tuple[Excluded, ...]]:
    """Which records remain when each reason, in order, takes its own out; and those taken out."""
    left = np.ones(len(day), dtype=bool)
    excluded = []
    for reason, mask in reasons:
        rows = np.flatnonzero(left & mask)
        if len(rows):
            excluded.append(Excluded(reason, kind, rows, day[rows]))
            left[rows] = False
    return left, tuple(excluded)


def _sale_lines(sales: Sales) -> SaleLines:
    frame = sales[Kind.ORDER_LINE]
    day, amount = frame["date"], frame["amount"]
    used, excluded = excluding(
        Kind.ORDER_LINE,
        day,
        ("not_a_sale", _promised(frame["document_type"])),
        ("no_amount", amount == NO_MONEY),
        ("foreign_currency", sales.foreign(Kind.ORDER_LINE)),
    )
    rows = np.flatnonzero(used).astype(np.int32)
    rows = rows[by_day(day[rows])]
    return SaleLines(rows, day[rows], sales.amounts(Kind.ORDER_LINE)[rows].astype(np.float64), excluded)


def _promised(document_type: Codes) -> Mask:
    """Which lines are no sale yet.  Where a company only records orders, its orders are its sales."""
    promised = np.isin(document_type, _PROMISES)
    if promised.all() and len(promised):
        promised = document_type != _ORDER
    return promised
