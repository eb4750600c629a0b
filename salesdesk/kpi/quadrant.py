"""Products and ranges by what they sell and what they keep of it: quadrant, ABC classes, references sold at a loss."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import MICROS, Kind
from salesdesk.kpi.facts import Numbers, sums
from salesdesk.kpi.question import Question

QUADRANTS: Final = ("weak", "niche", "mass", "strong")
"""Position = 2 × (revenue at or above the average) + (margin rate at or above the average).

``niche``: a high margin on little revenue, which the article reads as a possible problem of positioning.  Words:
``panel.quadrant.<key>``.
"""

CLASSES: Final = (("a", 0.8), ("b", 0.95), ("c", 1.0))
"""References that make the first 80 % of the margin, up to 95 %, and the rest, those sold at a loss included."""


@dataclass(frozen=True, eq=False)
class Sums:
    """Members with a line, in the order of their codes.  Money in the company currency; ``quantity`` NaN: unknown."""

    key: list[str]
    code: NDArray[np.int64]
    lines: NDArray[np.int64]
    quantity: Numbers
    revenue: Numbers
    margin: Numbers


def totals(question: Question, dimension: str) -> Sums:
    """Lines of known cost per member of a dimension; unknown members aside."""
    entries, labels = question.entries, question.facts.labels(dimension)
    assert entries.numerator is not None
    assert entries.denominator is not None
    part, at, size = entries.between(question.period), question.positions(question.period), len(labels.names) + 1
    code = labels.codes[at]
    lines = np.bincount(code, minlength=size)[:-1]
    present = np.flatnonzero(lines)
    quantity = question.sales[Kind.ORDER_LINE]["quantity"][question.facts.rows[at]]
    return Sums(
        key=[labels.names[c] for c in present.tolist()],
        code=present,
        lines=lines[present],
        quantity=sums(code, quantity, size)[present],
        revenue=sums(code, entries.denominator[part], size)[present] / MICROS,
        margin=sums(code, entries.numerator[part], size)[present] / MICROS,
    )


def quadrant(question: Question) -> dict[str, dict[str, Any]]:
    """Per dimension (product, range) that the data answers: members against the average revenue and the overall rate.

    Columns ``key``, ``revenue``, ``margin``, ``rate``, ``quadrant``, most revenue first; ``counts`` per quadrant.  Left
    out: members without positive revenue, which have no rate (``no_rate`` counts them).
    """
    found = {}
    for dimension in ("product", "range"):
        if not question.facts.labels(dimension).answered:
            continue
        own = totals(question, dimension)
        sold = np.flatnonzero(own.revenue > 0)
        if len(sold) < 2:
            continue
        sold = sold[np.argsort(-own.revenue[sold], kind="stable")]
        revenue, margin = own.revenue[sold], own.margin[sold]
        average, overall = float(revenue.mean()), float(margin.sum() / revenue.sum())
        rate = margin / revenue
        place = 2 * (revenue >= average) + (rate >= overall)
        found[dimension] = {
            "average_revenue": average,
            "average_rate": overall,
            "key": [own.key[i] for i in sold.tolist()],
            "revenue": revenue,
            "margin": margin,
            "rate": rate,
            "quadrant": [QUADRANTS[i] for i in place.tolist()],
            "counts": dict(zip(QUADRANTS, np.bincount(place, minlength=4).tolist(), strict=True)),
            "no_rate": len(own.key) - len(sold),
        }
    return found


def classes(question: Question) -> list[dict[str, Any]]:
    """ABC classes of the references by cumulated margin; empty where the margin adds up to nothing."""
    margin = np.sort(totals(question, "product").margin)[::-1]
    whole = float(margin.sum())
    if whole <= 0:
        return []
    # The reference that crosses a bound still belongs to the class below it.
    before = (np.cumsum(margin) - margin) / whole
    place = np.searchsorted(np.array([bound for _, bound in CLASSES[:-1]]) - 1e-12, before, side="right")
    place[margin <= 0] = len(CLASSES) - 1
    place = np.maximum.accumulate(place)
    return [
        {
            "class": name,
            "references": int((place == i).sum()),
            "margin": float(margin[place == i].sum()),
            "share": float(margin[place == i].sum()) / whole,
        }
        for i, (name, _) in enumerate(CLASSES)
    ]


def losing(question: Question) -> list[dict[str, Any]]:
    """Every reference whose margin is negative, most euros lost first; ``below_cost`` of its lines lost money."""
    own = totals(question, "product")
    at = np.flatnonzero(own.margin < 0)
    entries, labels = question.entries, question.facts.labels("product")
    assert entries.numerator is not None
    negative = (entries.numerator[entries.between(question.period)] < 0).astype(np.float64)
    below = sums(labels.codes[question.positions(question.period)], negative, len(labels.names) + 1)
    return [
        {
            "key": own.key[i],
            "margin": float(own.margin[i]),
            "revenue": float(own.revenue[i]),
            "cost": float(own.revenue[i] - own.margin[i]),
            "rate": float(own.margin[i] / own.revenue[i]) if own.revenue[i] > 0 else None,
            "quantity": None if np.isnan(own.quantity[i]) else float(own.quantity[i]),
            "lines": int(own.lines[i]),
            "below_cost": int(below[own.code[i]]),
        }
        for i in at[np.argsort(own.margin[at], kind="stable")].tolist()
    ]
