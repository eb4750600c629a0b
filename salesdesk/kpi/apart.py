"""Whether a rep is apart from the others at equal context by more than chance.

The rep's revenue is set against the others' revenue per month of exposure in the same cells, nothing shrunk, as fine as
the cells are in which half of the rep's exposure meets others.  How uncertain the ratio is, the others' part in it
included, is seen by leaving out each month in turn (jackknife; Efron & Stein, Ann. Statist. 9, 1981); Student's t,
Holm's correction over the reps judged.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.kpi.definition import FEW
from salesdesk.kpi.facts import Mask, Numbers
from salesdesk.kpi.statistics import holm, two_sided

MONTHS: Final = 6
"""Fewer months than this tell no luck from ability."""

MOST_CELLS: Final = 20_000_000
_MET: Final = 0.5


@dataclass(frozen=True, eq=False)
class Apart:
    """Per rep: ``differs`` beyond chance from others; compared along the first ``depth`` dimensions of the context.

    ``ratio``: revenue ÷ what others make there (NaN: not comparable).
    """

    differs: Mask
    depth: NDArray[np.int64]
    ratio: Numbers


def nobody(reps: int) -> Apart:
    """Where nothing can be told."""
    return Apart(np.zeros(reps, dtype=bool), np.zeros(reps, dtype=np.int64), np.full(reps, np.nan))


def apart(count: Numbers, earned: Numbers, present: Numbers) -> Apart:
    """``count`` and ``earned``: months × reps × one axis per dimension.  ``present``: months × reps, shares worked."""
    months, reps = count.shape[:2]
    depths = range(min(count.ndim - 2, 1), count.ndim - 1)
    if months < MONTHS or reps < 2:
        return nobody(reps)
    whole = [_compared(count.sum(axis=0), earned.sum(axis=0), present.sum(axis=0), depth) for depth in depths]
    usable = np.array([(met >= _MET) & ~np.isnan(log) for log, met in whole])
    deepest = len(whole) - 1 - usable[::-1].argmax(axis=0)
    comparable = usable.any(axis=0)
    tested = np.flatnonzero(comparable & (count.sum(axis=tuple(d for d in range(count.ndim) if d != 1)) >= FEW))
    at = np.arange(reps)
    log = np.array([found for found, _ in whole])[deepest, at]
    without = np.full((months, reps), np.nan)
    for month in range(months):
        rest = np.arange(months) != month
        n, made, worked = (table[rest].sum(axis=0) for table in (count, earned, present))
        without[month] = np.array([_compared(n, made, worked, depth)[0] for depth in depths])[deepest, at]
    spread = ((without - without.mean(axis=0)) ** 2).sum(axis=0) * (months - 1) / months
    t = np.divide(log, np.sqrt(spread), out=np.full(reps, np.nan), where=spread > 0)
    differs = np.zeros(reps, dtype=bool)
    differs[tested] = holm(two_sided(normal_of_t(t[tested], months - 1)))
    return Apart(differs, np.where(comparable, deepest + depths[0], 0), np.where(comparable, np.exp(log), np.nan))


def _compared(count: Numbers, earned: Numbers, present: Numbers, depth: int) -> tuple[Numbers, Numbers]:
    """Log of revenue ÷ what others make in the same cells, and the share of the exposure that meets others there."""
    finer = tuple(range(depth + 1, count.ndim))
    axes = tuple(range(1, depth + 1))
    count, earned = count.sum(axis=finer), earned.sum(axis=finer)
    total = count.sum(axis=axes) if axes else count
    months = present / np.maximum(total, 1)
    spent = count * months.reshape(-1, *(1 for _ in axes))
    others = [table.sum(axis=0) - table for table in (earned, spent)]
    met = (others[1] > 0) & (spent > 0)
    rate = np.divide(others[0], others[1], out=np.zeros_like(spent), where=met)
    expected, actual, shared = spent * rate, np.where(met, earned, 0.0), np.where(met, spent, 0.0)
    if axes:
        expected, actual, shared = (table.sum(axis=axes) for table in (expected, actual, shared))
    known = (expected > 0) & (actual > 0)
    log = np.full(len(actual), np.nan)
    np.log(np.divide(actual, expected, out=np.ones_like(actual), where=known), out=log, where=known)
    return log, np.divide(shared, present, out=np.zeros_like(present), where=present > 0)


def normal_of_t(t: Numbers, freedom: float) -> Numbers:
    """The normal deviate as far out as Student's t (Wallace, Ann. Math. Statist. 30, 1959)."""
    wide = np.sqrt(freedom * np.log1p(t * t / freedom))
    return np.asarray(np.copysign((8 * freedom + 1) / (8 * freedom + 3) * wide, t))
