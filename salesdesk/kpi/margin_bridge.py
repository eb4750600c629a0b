"""Why the margin moved between two periods, in money, adding up exactly: volume, mix, price and cost."""

from dataclasses import dataclass

from salesdesk.domain.sales import Codes
from salesdesk.kpi.facts import Numbers, sums


@dataclass(frozen=True)
class Bridge:
    """``after`` = ``before`` + ``volume`` + ``mix`` + ``price`` + ``cost``.

    ``volume``: the earlier margin grown as total quantity grew.  ``price`` and ``cost``: what today's quantities gained
    by products' changed unit prices and lost by their changed unit costs.  ``mix``: the rest, that is selling other
    proportions, products that are new and products that are gone.
    """

    before: float
    after: float
    volume: float
    mix: float
    price: float
    cost: float


@dataclass(frozen=True, eq=False)
class Sold:
    """Quantity, revenue and cost of each product in one period."""

    quantity: Numbers
    revenue: Numbers
    cost: Numbers


def sold(product: Codes, quantity: Numbers, revenue: Numbers, cost: Numbers, products: int) -> Sold:
    """What lines of known quantity and cost add up to, per product."""
    return Sold(*(sums(product, column, products) for column in (quantity, revenue, cost)))


def bridge(earlier: Sold, later: Sold) -> Bridge | None:
    """From one period to the other; None where the earlier one sold no positive quantity."""
    q0, q1 = earlier.quantity, later.quantity
    if q0.sum() <= 0:
        return None
    before = float((earlier.revenue - earlier.cost).sum())
    after = float((later.revenue - later.cost).sum())
    both = (q0 > 0) & (q1 > 0)
    grown = q1[both] / q0[both]
    price = float((later.revenue[both] - earlier.revenue[both] * grown).sum())
    cost = float((earlier.cost[both] * grown - later.cost[both]).sum())
    volume = before * (float(q1.sum()) / float(q0.sum()) - 1)
    return Bridge(before, after, volume, after - before - volume - price - cost, price, cost)
