"""Products whose margin rate drifts: the last three months against the twelve before them."""

from datetime import timedelta
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.period import Period, add_months
from salesdesk.kpi.definition import FEW
from salesdesk.kpi.facts import Mask, Numbers, between, sums
from salesdesk.kpi.question import Question
from salesdesk.kpi.statistics import holm, two_sided

RECENT: Final = 3
BEFORE: Final = 12
"""Months: a drift is seen at the end of the period asked for, whatever its length."""

SIDE: Final = 8
"""Lines that a product needs on either side, and FEW in all, to be judged."""

MOVED: Final = 0.01
"""A rate that moved less than a point is no drift, however certain."""

_RATE: Final = 1e-6


def drift(question: Question) -> dict[str, Any] | None:
    """Products whose rate moved by a point or more beyond chance; None without a line in the last three months.

    Tested: line by line, Mann–Whitney's U of the rates of the recent lines against the earlier ones, Holm-corrected
    over the products ``tested``.  ``change`` is of the rate on revenue; ``money``: what it made of the recent revenue.
    Only lines with positive revenue have a rate; ``alerts`` begin with the most money lost.
    """
    facts, entries, end = question.facts, question.entries, question.elapsed.end
    middle = add_months(end, -RECENT)
    windows = Period(add_months(middle, -BEFORE), middle), Period(middle, end)
    parts = [between(entries.day, window) for window in windows]
    assert entries.numerator is not None
    assert entries.denominator is not None
    span = slice(parts[0].start, parts[1].stop)
    at = span if entries.index is None else entries.index[span]
    labels = facts.labels("product")
    product, margin, sold = labels.codes[at], entries.numerator[span], entries.denominator[span]
    recent = np.arange(span.start, span.stop) >= parts[1].start
    judged = (sold > 0) & (product < len(labels.names))
    product, margin, sold, recent = product[judged], margin[judged], sold[judged], recent[judged]
    if not recent.any():
        return None
    size = len(labels.names)
    lines = [np.bincount(product[side], minlength=size) for side in (~recent, recent)]
    enough = (lines[0] >= SIDE) & (lines[1] >= SIDE) & (lines[0] + lines[1] >= FEW)
    tested = np.flatnonzero(enough)
    rates = [_ratio(product, margin, sold, side, size) for side in (~recent, recent)]
    change = rates[1] - rates[0]
    kept = enough[product]
    p = _rank_tests(product[kept], (margin[kept] / sold[kept]), recent[kept], size)[tested]
    alerts = tested[holm(p) & (np.abs(change[tested]) >= MOVED)]
    money = change * sums(product[recent], sold[recent], size) / 1e6
    return {
        "recent": [middle, end - timedelta(days=1)],
        "before": [windows[0].start, middle - timedelta(days=1)],
        "tested": len(tested),
        "alerts": [
            {
                "key": labels.names[i],
                "rate": float(rates[1][i]),
                "before": float(rates[0][i]),
                "change": float(change[i]),
                "money": float(money[i]),
                "lines": int(lines[1][i]),
                "lines_before": int(lines[0][i]),
            }
            for i in alerts[np.argsort(money[alerts], kind="stable")].tolist()
        ],
    }


def _ratio(product: NDArray[np.integer], margin: Numbers, sold: Numbers, side: Mask, size: int) -> Numbers:
    below = sums(product[side], sold[side], size)
    return np.divide(sums(product[side], margin[side], size), below, out=np.zeros(size), where=below > 0)


def _rank_tests(group: NDArray[np.integer], values: Numbers, second: Mask, groups: int) -> Numbers:
    """Two-sided p-values of Mann–Whitney's U inside each group: the values of ``second`` against its other values.

    Normal approximation with tie and continuity correction; 1 where a side is empty.  Values are compared to a
    millionth.
    """
    # Ranks inside groups: sort by group and value, and give ties the middle of their places.
    rounded = np.rint(values / _RATE).astype(np.int64)
    order = np.lexsort((rounded, group))
    own, value = group[order], rounded[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (own[1:] != own[:-1]) | (value[1:] != value[:-1])
    run = np.cumsum(first) - 1
    length = np.bincount(run).astype(np.float64) if len(run) else np.zeros(0)
    last = np.cumsum(length)
    size = np.bincount(group, minlength=groups).astype(np.float64)
    ahead = np.cumsum(size) - size
    rank = (last - (length - 1) / 2)[run] - ahead[own]
    ties = sums(own[first], length**3 - length, groups)
    n = np.bincount(own[second[order]], minlength=groups).astype(np.float64)
    others = size - n
    u = sums(own[second[order]], rank[second[order]], groups) - n * (n + 1) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = n * others / 12 * ((size + 1) - ties / (size * (size - 1)))
        z = np.maximum(np.abs(u - n * others / 2) - 0.5, 0.0) / np.sqrt(variance)
    return two_sided(np.where((n > 0) & (others > 0) & (variance > 0), z, np.nan))
