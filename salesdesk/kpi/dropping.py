"""What would be at stake if a reference were dropped: its own margin, and what is bought along with it."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import MICROS, NO_CODE, Kind
from salesdesk.kpi.facts import Numbers, Rows, distinct, sums
from salesdesk.kpi.question import Question

SHOWN: Final = 20
_WITH: Final = 5


def dropping(question: Question) -> dict[str, Any] | None:
    """Columns with one place per reference, most margin lost first; None without a product on any line.

    ``margin`` and ``revenue`` of the reference itself; ``orders`` and ``customers`` that bought it;
    ``basket_margin`` and ``basket_revenue``: what those orders brought besides; ``only_customers``: customers who
    bought nothing else.  ``break_even``: for a reference sold at a loss, the share of the margin of its baskets whose
    loss would undo the gain of dropping it (None otherwise, or where its baskets hold none).  ``companions``: what is
    bought in the same orders as each of the :data:`SHOWN` worst references sold at a loss.  Left out: unknown products;
    lines without an order number are orders of their own.
    """
    entries, labels = question.entries, question.facts.labels("product")
    assert entries.numerator is not None
    assert entries.denominator is not None
    part, at, size = entries.between(question.period), question.positions(question.period), len(labels.names)
    product = labels.codes[at].astype(np.int64)
    named = product < size
    if not named.any():
        return None
    frame, row = question.sales[Kind.ORDER_LINE], question.facts.rows[at]
    margin, sold = entries.numerator[part] / MICROS, entries.denominator[part] / MICROS
    order = _own_where_unknown(frame["order_no"][row], len(question.sales.names("order_no")))
    baskets = _Pairs(order, product, size)
    own_margin, own_sold = sums(product, margin, size + 1), sums(product, sold, size + 1)
    basket_margin = baskets.total(sums(order, margin, int(order.max()) + 1))[:size] - own_margin[:size]
    basket_sold = baskets.total(sums(order, sold, int(order.max()) + 1))[:size] - own_sold[:size]
    customers, only = _customers(frame["customer"][row], product, size)
    shown = np.flatnonzero(np.bincount(product, minlength=size + 1)[:size])
    shown = shown[np.argsort(own_margin[shown], kind="stable")]
    loss = own_margin[shown] < 0
    holds = loss & (basket_margin[shown] > 0)
    break_even = np.divide(-own_margin[shown], basket_margin[shown], out=np.full(len(shown), np.nan), where=holds)
    return {
        "key": [labels.names[p] for p in shown.tolist()],
        "margin": own_margin[shown],
        "revenue": own_sold[shown],
        "orders": baskets.count[shown],
        "customers": customers[shown],
        "only_customers": only[shown],
        "basket_margin": basket_margin[shown],
        "basket_revenue": basket_sold[shown],
        "break_even": [None if np.isnan(value) else value for value in break_even.tolist()],
        "companions": {
            labels.names[p]: [
                {"key": labels.names[q], "orders": n} for q, n in baskets.companions(p, _WITH) if q < size
            ]
            for p in shown[loss][:SHOWN].tolist()
        },
    }


class _Pairs:
    """Each order with each product in it, once; the product's last place is the unknown one."""

    def __init__(self, order: Rows, product: Rows, size: int) -> None:
        key = distinct(order * (size + 1) + product)
        self.order, self.product, self.size = key // (size + 1), key % (size + 1), size
        self.count: NDArray[np.int64] = np.bincount(self.product, minlength=size + 1)

    def total(self, of_order: Numbers) -> Numbers:
        """Per product, the sum over the orders that hold it."""
        return sums(self.product, of_order[self.order], self.size + 1)

    def companions(self, product: int, most: int) -> list[tuple[int, int]]:
        """The products most often in the same orders, with how many of them."""
        holding = np.zeros(int(self.order[-1]) + 1, dtype=bool)
        holding[self.order[self.product == product]] = True
        together = np.bincount(self.product[holding[self.order]], minlength=self.size + 1)
        together[[product, self.size]] = 0
        return [(i, int(together[i])) for i in np.argsort(-together, kind="stable")[:most].tolist() if together[i]]


def _customers(customer: NDArray[np.int32], product: Rows, size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Per product, customers who bought it, and those of them who bought nothing else."""
    known = customer != NO_CODE
    key = distinct(customer[known].astype(np.int64) * (size + 1) + product[known])
    who, what = key // (size + 1), key % (size + 1)
    alone = (np.bincount(who)[who] == 1) if len(who) else np.zeros(0, dtype=bool)
    return np.bincount(what, minlength=size + 1), np.bincount(what[alone], minlength=size + 1)


def _own_where_unknown(codes: NDArray[np.int32], known: int) -> Rows:
    """The codes, with one of its own for each that is unknown."""
    return np.where(codes == NO_CODE, known + np.arange(len(codes)), codes.astype(np.int64))
