"""Reps at equal context: what each made against what others make with the same seniority, territory and customers.

Indirect standardisation.  Exposure is months present, spread over a rep's cells (seniority × customer type × region) by
its number of sales in each.  The expected revenue of a cell is the other reps' revenue per month there; a cell with
little exposure is shrunk towards its parent (seniority × customer type, then seniority, then all) as if the parent's
rate had been seen for :data:`CREDIBILITY` months more.  All expected revenues are scaled to the actual total.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.sales import Codes
from salesdesk.kpi.facts import Facts, Numbers, sums

DIMENSIONS: Final = ("seniority", "customer_type", "region")
"""The territory last: it is the one that a rep often has alone, and then the others still tell what to expect."""

CREDIBILITY: Final = 12.0
_CELLS: Final = 4_000_000


@dataclass(frozen=True, eq=False)
class Context:
    """Per rep, what is expected and where it sells.

    ``expected``: revenue in the unit of the amounts (NaN: nobody to compare with).  ``comparable``: per
    dimension, the share of the rep's exposure where others sell too in the cells of the dimensions up to that one (NaN:
    no exposure).  ``usual``: code of the member met most often along each dimension (the number of members: unknown).
    """

    expected: Numbers
    comparable: dict[str, Numbers]
    usual: dict[str, NDArray[np.int64]]

    def index(self, actual: Numbers) -> Numbers:
        """100 × actual ÷ expected; NaN where nothing is expected."""
        known = self.expected > 0
        return np.where(known, 100 * actual / np.where(known, self.expected, 1.0), np.nan)


@dataclass(frozen=True, eq=False)
class Cells:
    """The cell of each entry of the facts, and how many members each dimension has, the unknown one included."""

    code: Codes
    widths: dict[str, int]

    @property
    def count(self) -> int:
        return math.prod(self.widths.values())


def cells(facts: Facts) -> Cells:
    """Cells of the dimensions that the facts answer, as many as a table of reps × cells can hold."""
    code, widths = np.zeros(len(facts.rows), dtype=np.int32), dict[str, int]()
    for dimension in DIMENSIONS:
        labels = facts.labels(dimension)
        width = len(labels.names) + 1
        if not labels.answered or facts.members * width * math.prod(widths.values()) > _CELLS:
            continue
        code = code * np.int32(width) + labels.codes.astype(np.int32)
        widths[dimension] = width
    return Cells(code, widths)


def context(facts: Facts, found: Cells, member: Codes, code: Codes, amount: Numbers, months: Numbers) -> Context:
    """What reps are expected to make from sales of these reps, cells and amounts.

    ``months``: months each rep was present.
    """
    reps, shape = facts.members, tuple(found.widths.values())
    key = member.astype(np.intp) * found.count + code
    count = np.bincount(key, minlength=reps * found.count).reshape(reps, *shape)
    earned = sums(key, amount, reps * found.count).reshape(reps, *shape)
    axes = tuple(range(1, count.ndim))
    total = count.sum(axis=axes)
    spent = count * (months / np.maximum(total, 1)).reshape(reps, *(1 for _ in shape))
    rate: Numbers | None = None
    met: list[Numbers] = []
    for depth in range(len(shape) + 1):
        finer = axes[depth:]
        part_earned, part_spent = earned.sum(axis=finer), spent.sum(axis=finer)
        others = [table.sum(axis=0) - table for table in (part_earned, part_spent)]
        if rate is None:
            rate = np.divide(others[0], others[1], out=np.full(reps, np.nan), where=others[1] > 0)
        else:
            rate = (others[0] + CREDIBILITY * rate[..., None]) / (others[1] + CREDIBILITY)
        met.append(np.where(others[1] > 0, part_spent, 0.0).sum(axis=axes[:depth]))
    assert rate is not None
    exposure = spent.sum(axis=axes)
    comparable = {
        dimension: np.divide(shared, exposure, out=np.full(reps, np.nan), where=exposure > 0)
        for dimension, shared in zip(found.widths, met[1:], strict=True)
    }
    expected = (spent * rate).sum(axis=axes)
    actual = earned.sum(axis=axes)
    known = (total > 0) & ~np.isnan(expected) & (expected > 0)
    scale = actual[known].sum() / expected[known].sum() if known.any() else 0.0
    usual = {
        dimension: count.sum(axis=tuple(other for other in axes if other != axis)).argmax(axis=1)
        for axis, dimension in enumerate(found.widths, start=1)
    }
    return Context(np.where(known, expected * scale, np.nan), comparable, usual)
