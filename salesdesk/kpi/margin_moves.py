"""Why the margin moved between two periods, in money that adds up to the cent.

For every product sold in both periods, with quantity q, unit price p and unit cost c (0: before, 1: after), margin
M = q (p − c), and V = Σ q1 p0 ÷ Σ q0 p0, sales after at the prices before over sales before:

- ``price``  = Σ q1 (p1 − p0)
- ``cost``   = − Σ q1 (c1 − c0)
- ``volume`` = (V − 1) Σ M0, the margin before grown as sales at constant prices grew
- ``mix``    = Σ q1 (p0 − c0) − V Σ M0, what selling other proportions of these products changed

Then price + cost + volume + mix = Σ M1 − Σ M0 over these products, whatever the figures.  Volume is measured at
constant prices because pieces, hours and litres do not add up.

Products sold in one period only are ``new`` (M1) or ``dropped`` (− M0).
Where no unit price can be told (quantity unknown on a line, not positive in a period, or revenue before not
positive; no product named), M1 − M0 is ``other``.  Each part is rounded to the cent and ``mix`` carries what rounding
leaves, so the parts add up to ``after`` − ``before`` as printed.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from salesdesk.domain.columns import MICROS, Kind
from salesdesk.domain.period import Period
from salesdesk.kpi.facts import Mask, Numbers, sums
from salesdesk.kpi.question import Question

EFFECTS: Final = ("price", "cost", "volume", "mix", "new", "dropped", "other")
"""In the order in which they are told; their words are ``panel.effect.<key>``."""

_CENT: Final = MICROS // 100
_SHOWN: Final = 12


@dataclass(frozen=True, eq=False)
class Sold:
    """Per product, the last place for lines that name none: lines, quantity (NaN: unknown), revenue and cost."""

    lines: Numbers
    quantity: Numbers
    revenue: Numbers
    cost: Numbers

    @property
    def margin(self) -> Numbers:
        return self.revenue - self.cost


@dataclass(frozen=True, eq=False)
class Moves:
    """Per product, each effect in the unit of the amounts; ``before`` and ``after`` are margins."""

    before: Numbers
    after: Numbers
    effects: dict[str, Numbers]


def moves(before: Sold, after: Sold) -> Moves:
    """Effects per product; each product's add up to its change of margin, but for rounding of floats."""
    m0, m1 = before.margin, after.margin
    known = np.ones(len(m0), dtype=bool)
    known[-1] = False
    new, gone = known & (before.lines == 0), known & (after.lines == 0)
    with np.errstate(invalid="ignore"):
        priced = (before.quantity > 0) & (after.quantity > 0) & (before.revenue > 0)
    both = known & ~new & ~gone & priced
    grown = np.divide(after.quantity, before.quantity, out=np.zeros(len(m0)), where=both)
    constant, at_constant_cost = grown * before.revenue, grown * before.cost
    base = float(before.revenue[both].sum())
    growth = float(constant[both].sum()) / base if base else 1.0
    effects = {
        "price": _only(both, after.revenue - constant),
        "cost": _only(both, at_constant_cost - after.cost),
        "volume": _only(both, (growth - 1) * m0),
        "mix": _only(both, constant - at_constant_cost - growth * m0),
        "new": _only(new & ~gone, m1),
        "dropped": _only(gone & ~new, -m0),
        "other": _only(~both & ~(new ^ gone), m1 - m0),
    }
    return Moves(m0, m1, effects)


def margin_moves(question: Question) -> dict[str, Any] | None:
    """The parts of the change since the compared period; None without one, or with no sale in either.

    ``parts``: each effect in money.  ``products``: those whose margin moved most, with their own price, cost, and all
    other effects together as ``volume_mix`` (new and dropped included).
    """
    if question.compared is None:
        return None
    before, after = sold(question, question.compared), sold(question, question.period)
    if not before.lines.sum() or not after.lines.sum():
        return None
    found = moves(before, after)
    cents = {key: round(float(found.effects[key].sum()) / _CENT) for key in EFFECTS}
    first, last = round(float(found.before.sum()) / _CENT), round(float(found.after.sum()) / _CENT)
    cents["mix"] += last - first - sum(cents.values())
    return {
        "before": first / 100,
        "after": last / 100,
        "change": (last - first) / 100,
        "parts": {key: cents[key] / 100 for key in EFFECTS},
        "new": int(np.count_nonzero((before.lines[:-1] == 0) & (after.lines[:-1] > 0))),
        "dropped": int(np.count_nonzero((after.lines[:-1] == 0) & (before.lines[:-1] > 0))),
        "products": _largest(question, found),
    }


def sold(question: Question, period: Period) -> Sold:
    """What the lines of known cost in a period add up to, per product, in millionths."""
    facts, part = question.facts, question.entries.between(period)
    at = question.positions(period)
    labels, entries = facts.labels("product"), question.entries
    assert entries.numerator is not None
    assert entries.denominator is not None
    code, size = labels.codes[at], len(labels.names) + 1
    revenue, margin = entries.denominator[part], entries.numerator[part]
    quantity = question.sales[Kind.ORDER_LINE]["quantity"][facts.rows[at]]
    return Sold(
        lines=np.bincount(code, minlength=size).astype(np.float64),
        quantity=sums(code, quantity, size),  # one unknown makes the sum unknown
        revenue=sums(code, revenue, size),
        cost=sums(code, revenue - margin, size),
    )


def _only(where: Mask, values: Numbers) -> Numbers:
    return np.where(where, values, 0.0)


def _largest(question: Question, found: Moves) -> list[dict[str, Any]]:
    """The products whose margin moved most, either way."""
    names, change = question.facts.labels("product").names, (found.after - found.before)[:-1]
    order = np.argsort(-np.abs(change), kind="stable")[:_SHOWN]
    price, cost = found.effects["price"], found.effects["cost"]
    return [
        {
            "key": names[p],
            "change": float(change[p]) / MICROS,
            "price": float(price[p]) / MICROS,
            "cost": float(cost[p]) / MICROS,
            "volume_mix": float(change[p] - price[p] - cost[p]) / MICROS,
        }
        for p in order.tolist()
        if change[p]
    ]
