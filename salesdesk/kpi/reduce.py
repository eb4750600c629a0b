"""From entries to measures: one figure, one per month, one per group."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.intervals import wilson
from salesdesk.domain.period import Period, add_months
from salesdesk.domain.sales import Codes
from salesdesk.kpi.definition import NOTHING, Measure
from salesdesk.kpi.facts import Entries, Facts, Numbers, Reducer, sums
from salesdesk.kpi.statistics import LEVEL, median_ranks, rank_test, rank_tests, two_proportions

_TABLE: Final = 4_000_000
"""Pairs of codes are counted in a table up to this size, by sorting beyond."""


@dataclass(frozen=True, eq=False)
class Reduced:
    """Figures side by side.  NaN: not measured.

    ``p``: of no difference from all others together; 1 without a test.
    """

    value: Numbers
    numerator: Numbers
    denominator: Numbers
    based_on: NDArray[np.int64]
    low: Numbers
    high: Numbers
    p: Numbers

    def measures(self) -> list[Measure]:
        columns = (self.value, self.numerator, self.denominator, self.based_on, self.low, self.high)
        return [_measured(*values) for values in zip(*(column.tolist() for column in columns), strict=True)]


def _measured(value: float, numerator: float, denominator: float, based_on: int, low: float, high: float) -> Measure:
    if not based_on:
        return NOTHING
    return Measure(
        value=_known(value),
        numerator=_known(numerator),
        denominator=_known(denominator),
        based_on=based_on,
        interval=None if np.isnan(low) else (low, high),
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value


def measure(facts: Facts, entries: Entries, part: slice) -> Measure:
    """The figure of the entries in ``part``."""
    return _by_part(facts, entries, [part]).measures()[0]


def share(successes: int, trials: int) -> Measure:
    """A share of counted records."""
    return _shares(np.array([successes], dtype=float), np.array([trials], dtype=float)).measures()[0]


def trend(facts: Facts, entries: Entries, months: Sequence[Period]) -> list[Measure]:
    """One figure per month.  Repurchase takes the twelve months that end with each: one month holds no habit."""
    if facts.reducer is Reducer.REPEAT:
        years = [entries.between(Period(add_months(month.end, -12), month.end)) for month in months]
        return _rolling_repeats(facts, entries, years)
    return _by_part(facts, entries, [entries.between(month) for month in months]).measures()


def by_group(facts: Facts, entries: Entries, part: slice, groups: int) -> Reduced:
    """One figure per group of the entries in ``part``, each tested against the others."""
    assert entries.group is not None
    group = entries.group[part].astype(np.intp)
    match facts.reducer:
        case Reducer.MEDIAN:
            values = _whole(entries)[part]
            return replace(_medians(values, group, groups), p=rank_tests(values, group, groups))
        case Reducer.REPEAT:
            assert entries.member is not None
            customers, repeaters = _pairs(group, groups, entries.member[part], facts.members)
            return _shares(repeaters, customers)
    count = np.bincount(group, minlength=groups)
    numerator, denominator = (
        count.astype(np.float64) if weights is None else sums(group, weights[part], groups)
        for weights in (entries.numerator, entries.denominator)
    )
    if facts.reducer is Reducer.PER_MEMBER:
        assert entries.member is not None
        denominator = _pairs(group, groups, entries.member[part], facts.members)[0]
    return _summed(facts, numerator, denominator, count)


def change_supported(facts: Facts, entries: Entries, now: Measure, then: Measure, parts: list[slice]) -> bool | None:
    """Whether two figures differ beyond chance; None where no test exists or either has too few records."""
    if now.few or then.few:
        return None
    if facts.reducer is Reducer.MEDIAN:
        values = _whole(entries)
        return rank_test(values[parts[0]], values[parts[1]]) <= LEVEL
    if facts.reducer not in (Reducer.SHARE, Reducer.REPEAT):
        return None
    figures = (np.array([figure]) for figure in (now.numerator, now.denominator, then.numerator, then.denominator))
    return bool(two_proportions(*figures)[0] <= LEVEL)


def _by_part(facts: Facts, entries: Entries, parts: Sequence[slice]) -> Reduced:
    """One figure per stretch of the entries."""
    count = np.array([part.stop - part.start for part in parts], dtype=np.int64)
    if facts.reducer is Reducer.MEDIAN:
        whole = _whole(entries)
        values = [whole[part] for part in parts]
        group = np.repeat(np.arange(len(parts)), count)
        return _medians(np.concatenate(values) if parts else np.zeros(0, dtype=np.int64), group, len(parts))
    if facts.reducer in (Reducer.REPEAT, Reducer.PER_MEMBER):
        assert entries.member is not None
        tables = [np.bincount(entries.member[part], minlength=facts.members) for part in parts]
        members = np.array([np.count_nonzero(table) for table in tables], dtype=np.float64)
        if facts.reducer is Reducer.REPEAT:
            return _shares(np.array([np.count_nonzero(table > 1) for table in tables], dtype=np.float64), members)
    numerator, denominator = (
        count.astype(np.float64) if weights is None else np.array([weights[part].sum() for part in parts])
        for weights in (entries.numerator, entries.denominator)
    )
    return _summed(facts, numerator, members if facts.reducer is Reducer.PER_MEMBER else denominator, count)


def _summed(facts: Facts, numerator: Numbers, denominator: Numbers, count: NDArray[np.int64]) -> Reduced:
    numerator, denominator = numerator * facts.scales[0], denominator * facts.scales[1]
    if facts.reducer is Reducer.SHARE:
        return _shares(numerator, denominator)
    none, untested = np.full(len(count), np.nan), np.ones(len(count))
    based_on = np.maximum(numerator, denominator).astype(np.int64) if facts.repeated else count
    if facts.reducer is Reducer.COUNT:
        return Reduced(np.where(count > 0, numerator, np.nan), numerator, denominator, based_on, none, none, untested)
    return Reduced(_divided(numerator, denominator), numerator, denominator, based_on, none, none, untested)


def _shares(numerator: Numbers, denominator: Numbers) -> Reduced:
    """Shares of counted things, with their intervals and their tests against the rest."""
    low, high = wilson(numerator, denominator)
    p = np.ones(len(numerator))
    if len(numerator) > 1:
        rest, others = numerator.sum() - numerator, denominator.sum() - denominator
        p = two_proportions(numerator, denominator, rest, others)
    based_on = denominator.astype(np.int64)
    return Reduced(_divided(numerator, denominator), numerator, denominator, based_on, low, high, p)


def _divided(numerator: Numbers, denominator: Numbers) -> Numbers:
    """NaN where there is nothing, or less than nothing, to divide by."""
    quotient = np.full(len(numerator), np.nan)
    np.divide(numerator, denominator, out=quotient, where=denominator > 0)
    return quotient


def _whole(entries: Entries) -> NDArray[np.int64]:
    """Durations as whole numbers."""
    assert entries.numerator is not None
    return entries.numerator.astype(np.int64)


def _medians(values: NDArray[np.int64], group: NDArray[np.intp], groups: int) -> Reduced:
    """Medians of whole numbers ≥ 0 with their order-statistic intervals."""
    count = np.bincount(group, minlength=groups)
    span = int(values.max(initial=0)) + 1
    ordered = np.sort(group * span + values) % span
    start = np.cumsum(count) - count
    none = np.full(groups, np.nan)
    low, high, value = none.copy(), none.copy(), none.copy()
    some = np.flatnonzero(count)
    below, above = start[some] + (count[some] - 1) // 2, start[some] + count[some] // 2
    value[some] = (ordered[below] + ordered[above]) / 2
    for one in some.tolist():
        ranks = median_ranks(int(count[one]))
        if ranks is not None:
            low[one], high[one] = ordered[start[one] + ranks[0]], ordered[start[one] + ranks[1]]
    return Reduced(value, none, count.astype(np.float64), count, low, high, np.ones(groups))


def _rolling_repeats(facts: Facts, entries: Entries, windows: Sequence[slice]) -> list[Measure]:
    """Shares of members with two entries or more, in windows that move on over sorted entries."""
    assert entries.member is not None
    counts = np.zeros(facts.members, dtype=np.int64)
    start = stop = windows[0].start if windows else 0
    customers, repeaters = np.zeros(len(windows)), np.zeros(len(windows))
    for position, window in enumerate(windows):
        counts += np.bincount(entries.member[stop : window.stop], minlength=facts.members)
        counts -= np.bincount(entries.member[start : window.start], minlength=facts.members)
        start, stop = window.start, window.stop
        customers[position], repeaters[position] = np.count_nonzero(counts), np.count_nonzero(counts > 1)
    return _shares(repeaters, customers).measures()


def _pairs(group: NDArray[np.intp], groups: int, member: Codes, members: int) -> tuple[Numbers, Numbers]:
    """Per group, how many members have an entry, and how many have two or more."""
    keys = group * members + member
    if groups * members <= _TABLE:
        table = np.bincount(keys, minlength=groups * members).reshape(groups, members)
        return np.count_nonzero(table, axis=1).astype(np.float64), np.count_nonzero(table > 1, axis=1).astype(
            np.float64
        )
    keys, times = np.unique(keys, return_counts=True)
    of_group = keys // members
    one = np.bincount(of_group, minlength=groups).astype(np.float64)
    return one, np.bincount(of_group[times > 1], minlength=groups).astype(np.float64)
