"""From entries to measures: one figure, one per month, one per group."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.intervals import wilson
from salesdesk.domain.period import Period, add_months
from salesdesk.domain.sales import Codes
from salesdesk.kpi.definition import NOTHING, Measure
from salesdesk.kpi.facts import Entries, Facts, Numbers, Reducer, sums
from salesdesk.kpi.statistics import median_ranks, rank_test, rank_tests, two_proportions

_TABLE: Final = 4_000_000
"""Pairs of codes are counted in a table up to this size, by sorting beyond."""


@dataclass(frozen=True, eq=False)
class Reduced:
    """Figures of several groups, side by side.  NaN: not measured.

    ``p``: of no difference from all other groups together; 1 without a test.
    """

    value: Numbers
    numerator: Numbers
    denominator: Numbers
    based_on: NDArray[np.int64]
    low: Numbers
    high: Numbers
    p: Numbers

    def measure(self, group: int) -> Measure:
        if not self.based_on[group]:
            return NOTHING
        low, high = float(self.low[group]), float(self.high[group])
        return Measure(
            value=_known(self.value[group]),
            numerator=_known(self.numerator[group]),
            denominator=float(self.denominator[group]),
            based_on=int(self.based_on[group]),
            interval=None if np.isnan(low) else (low, high),
        )


def _known(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)


def measure(facts: Facts, entries: Entries, part: slice) -> Measure:
    """The figure of the entries in ``part``."""
    count = part.stop - part.start
    return reduce_groups(facts, entries, part, np.zeros(count, dtype=np.int32), 1).measure(0)


def share(successes: int, trials: int) -> Measure:
    """A share of counted records."""
    if not trials:
        return NOTHING
    low, high = wilson(np.array([successes]), np.array([trials]))
    return Measure(successes / trials, float(successes), float(trials), trials, (float(low[0]), float(high[0])))


def trend(facts: Facts, entries: Entries, months: Sequence[Period]) -> list[Measure]:
    """One figure per month.  Repurchase takes the twelve months that end with each: one month holds no habit."""
    if not months:
        return []
    if facts.reducer is Reducer.REPEAT:
        years = [entries.between(Period(add_months(month.end, -12), month.end)) for month in months]
        return _rolling_repeats(facts, entries, years)
    parts = [entries.between(month) for month in months]
    whole = slice(parts[0].start, parts[-1].stop)
    month = np.repeat(np.arange(len(parts), dtype=np.int32), [part.stop - part.start for part in parts])
    found = reduce_groups(facts, entries, whole, month, len(parts))
    return [found.measure(position) for position in range(len(parts))]


def by_group(facts: Facts, entries: Entries, part: slice, groups: int) -> Reduced:
    """One figure per group of the entries in ``part``."""
    assert entries.group is not None
    return reduce_groups(facts, entries, part, entries.group[part], groups)


def reduce_groups(facts: Facts, entries: Entries, part: slice, group: Codes, groups: int) -> Reduced:
    """One figure per group; ``group`` holds the group of each entry in ``part``."""
    match facts.reducer:
        case Reducer.MEDIAN:
            assert entries.numerator is not None
            return _medians(entries.numerator[part].astype(np.int64), group, groups)
        case Reducer.REPEAT:
            assert entries.member is not None
            return _repeats(entries.member[part], facts.members, group, groups)
        case _:
            return _sums(facts, entries, part, group, groups)


def change_supported(facts: Facts, entries: Entries, part: slice, other: slice) -> bool | None:
    """Whether two figures differ beyond chance; None where no test exists or either has too few records."""
    now, then = measure(facts, entries, part), measure(facts, entries, other)
    if now.few or then.few:
        return None
    if facts.reducer is Reducer.MEDIAN:
        assert entries.numerator is not None
        values = entries.numerator.astype(np.int64)
        return rank_test(values[part], values[other]) <= 0.05
    if facts.reducer not in (Reducer.SHARE, Reducer.REPEAT):
        return None
    figures = (np.array([figure]) for figure in (now.numerator, now.denominator, then.numerator, then.denominator))
    return bool(two_proportions(*figures)[0] <= 0.05)


def _sums(facts: Facts, entries: Entries, part: slice, group: Codes, groups: int) -> Reduced:
    count = np.bincount(group, minlength=groups)
    numerator = _sum(entries.numerator, part, group, count) * facts.scales[0]
    denominator = _sum(entries.denominator, part, group, count) * facts.scales[1]
    based_on = count
    if facts.reducer is Reducer.SHARE:
        return _shares(numerator, denominator, count)
    if facts.reducer is Reducer.COUNT:
        value = np.where(count > 0, numerator, np.nan)
        based_on = np.maximum(numerator, denominator).astype(np.int64)
    elif facts.reducer is Reducer.PER_MEMBER:
        assert entries.member is not None
        denominator = _pairs(group, groups, entries.member[part], facts.members)[0]
        value = _divided(numerator, denominator)
    else:
        value = _divided(numerator, denominator)
        based_on = denominator.astype(np.int64) if facts.repeated else count
    none = np.full(groups, np.nan)
    return Reduced(value, numerator, denominator, based_on, none, none, np.ones(groups))


def _sum(weights: Numbers | None, part: slice, group: Codes, count: NDArray[np.int64]) -> Numbers:
    if weights is None:
        return count.astype(np.float64)
    if len(count) == 1:
        return np.array([weights[part].sum()])
    return sums(group, weights[part], len(count))


def _divided(numerator: Numbers, denominator: Numbers) -> Numbers:
    """NaN where there is nothing, or less than nothing, to divide by."""
    quotient = np.full(len(numerator), np.nan)
    np.divide(numerator, denominator, out=quotient, where=denominator > 0)
    return quotient


def _medians(values: NDArray[np.int64], group: Codes, groups: int) -> Reduced:
    """Medians of whole numbers ≥ 0 with their order-statistic intervals."""
    count = np.bincount(group, minlength=groups)
    span = int(values.max(initial=0)) + 1
    ordered = np.sort(group * np.int64(span) + values) % span
    start = np.cumsum(count) - count
    low, high = np.full(groups, np.nan), np.full(groups, np.nan)
    value = np.full(groups, np.nan)
    some = np.flatnonzero(count)
    below, above = start[some] + (count[some] - 1) // 2, start[some] + count[some] // 2
    value[some] = (ordered[below] + ordered[above]) / 2
    for one in some:
        ranks = median_ranks(int(count[one]))
        if ranks is not None:
            low[one], high[one] = ordered[start[one] + ranks[0]], ordered[start[one] + ranks[1]]
    p = rank_tests(values, group, groups) if groups > 1 else np.ones(groups)
    return Reduced(value, np.full(groups, np.nan), count.astype(np.float64), count, low, high, p)


def _repeats(member: Codes, members: int, group: Codes, groups: int) -> Reduced:
    """Shares of members with two entries or more."""
    customers, repeaters = _pairs(group, groups, member, members)
    return _shares(repeaters, customers, customers.astype(np.int64))


def _shares(numerator: Numbers, denominator: Numbers, based_on: NDArray[np.int64]) -> Reduced:
    """Shares of counted things, with their intervals and their tests against the rest."""
    low, high = wilson(numerator, denominator)
    p = np.ones(len(numerator))
    if len(numerator) > 1:
        rest, others = numerator.sum() - numerator, denominator.sum() - denominator
        p = two_proportions(numerator, denominator, rest, others)
    return Reduced(_divided(numerator, denominator), numerator, denominator, based_on, low, high, p)


def _rolling_repeats(facts: Facts, entries: Entries, windows: Sequence[slice]) -> list[Measure]:
    """Shares of members with two entries or more, in windows that move on over sorted entries."""
    assert entries.member is not None
    counts = np.zeros(facts.members, dtype=np.int64)
    start = stop = windows[0].start
    customers, repeaters = np.zeros(len(windows)), np.zeros(len(windows))
    for position, window in enumerate(windows):
        counts += np.bincount(entries.member[stop : window.stop], minlength=facts.members)
        counts -= np.bincount(entries.member[start : window.start], minlength=facts.members)
        start, stop = window.start, window.stop
        customers[position], repeaters[position] = np.count_nonzero(counts), np.count_nonzero(counts > 1)
    found = _shares(repeaters, customers, customers.astype(np.int64))
    return [found.measure(position) for position in range(len(windows))]


def _pairs(group: Codes, groups: int, member: Codes, members: int) -> tuple[Numbers, Numbers]:
    """Per group, how many members have an entry, and how many have two or more."""
    if groups == 1 or groups * members <= _TABLE:
        keys = member if groups == 1 else group * np.int64(members) + member
        table = np.bincount(keys, minlength=groups * members).reshape(groups, members)
        return (table > 0).sum(axis=1).astype(np.float64), (table > 1).sum(axis=1).astype(np.float64)
    keys, times = np.unique(group * np.int64(members) + member, return_counts=True)
    of_group = keys // members
    one = np.bincount(of_group, minlength=groups).astype(np.float64)
    return one, np.bincount(of_group[times > 1], minlength=groups).astype(np.float64)
