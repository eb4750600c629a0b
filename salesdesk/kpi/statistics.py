"""The few statistics that keep figures honest, in plain numpy.

Sources: Fleiss, Levin & Paik, Statistical Methods for Rates and Proportions, ch. 3, for the two-proportion z-test;
Hollander, Wolfe & Chicken, Nonparametric Statistical Methods, ch. 3.6 and 4.1, for order-statistic intervals and
Mann–Whitney's U with tie correction; Holm, Scand. J. Statist. 6 (1979).
"""

import math
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.intervals import Z
from salesdesk.kpi.facts import Mask, Numbers

LEVEL: Final = 0.05
_EXACT: Final = 1000


def two_proportions(successes: Numbers, trials: Numbers, other: Numbers, other_trials: Numbers) -> Numbers:
    """Two-sided p-values of the pooled z-test, pair by pair; 1 where nothing can be told."""
    n = np.where((trials > 0) & (other_trials > 0), trials, np.nan)
    pooled = (successes + other) / (n + other_trials)
    error = np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / np.where(other_trials > 0, other_trials, np.nan)))
    with np.errstate(divide="ignore", invalid="ignore"):
        return two_sided((successes / n - other / other_trials) / error)


def two_sided(z: Numbers) -> Numbers:
    """Two-sided p-values of normal deviates; 1 for NaN."""
    flat = [math.erfc(abs(value) / math.sqrt(2)) if value == value else 1.0 for value in np.ravel(z)]  # noqa: PLR0124 - NaN
    return np.array(flat).reshape(np.shape(z))


def rank_tests(values: NDArray[np.int64], group: NDArray[np.integer], groups: int) -> Numbers:
    """Two-sided p-values of Mann–Whitney's U of each group against all other values.

    Normal approximation with tie and continuity correction; 1 where a side is empty.  ``values`` are days: whole,
    not negative, and not so long that counting each would not pay.
    """
    n = len(values)
    sizes = np.bincount(group, minlength=groups).astype(np.float64)
    if n == 0:
        return np.ones(groups)
    counts = np.bincount(values)
    ranks = np.cumsum(counts) - (counts - 1) / 2
    sums = np.bincount(group, weights=ranks[values], minlength=groups)
    others = n - sizes
    u = sums - sizes * (sizes + 1) / 2
    ties = float((counts.astype(np.float64) ** 3 - counts).sum())
    variance = sizes * others / 12 * ((n + 1) - ties / (n * (n - 1) if n > 1 else 1))
    distance = np.maximum(np.abs(u - sizes * others / 2) - 0.5, 0.0)
    testable = (sizes > 0) & (others > 0) & (variance > 0) & (np.count_nonzero(counts) > 1)
    return two_sided(np.where(testable, distance / np.sqrt(np.where(testable, variance, 1.0)), np.nan))


def rank_test(values: NDArray[np.int64], others: NDArray[np.int64]) -> float:
    """Two-sided p-value of Mann–Whitney's U between two samples; 1 where one is empty."""
    group = np.repeat((0, 1), (len(values), len(others)))
    return float(rank_tests(np.concatenate([values, others]), group, 2)[0])


@lru_cache(maxsize=4096)
def median_ranks(n: int) -> tuple[int, int] | None:
    """0-based positions in a sorted sample of ``n`` between which the median lies with at least 95 %.

    None below six values: no such pair exists.  Exact binomial up to 1,000 values, then its normal approximation.
    """
    if n > _EXACT:
        low = math.floor(n / 2 - Z * math.sqrt(n) / 2)
    else:
        # The largest `low` for which fewer than `low` of n values fall below the median with at most 2.5 %.
        tail, low = 0.0, 0
        log_half = n * math.log(2)
        for k in range(n + 1):
            tail += math.exp(math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) - log_half)
            if tail > LEVEL / 2:
                break
            low = k + 1
        if low == 0:
            return None
    return low - 1, n - low


def holm(p: Numbers, level: float = LEVEL) -> Mask:
    """Which hypotheses are rejected when the whole family is kept at ``level``."""
    order = np.argsort(p, kind="stable")
    steps = p[order] <= level / np.arange(len(p), 0, -1)
    rejected = np.zeros(len(p), dtype=bool)
    rejected[order] = np.logical_and.accumulate(steps) if len(p) else steps
    return rejected
