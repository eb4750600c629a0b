"""What a KPI counts: entries sorted by day, each pointing at the record it comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Final, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_CODE, NO_DAY, Kind
from salesdesk.domain.period import Period, Unit
from salesdesk.domain.sales import Codes, Sales

Days: TypeAlias = NDArray[np.int32]
Numbers: TypeAlias = NDArray[np.float64]
Rows: TypeAlias = NDArray[np.signedinteger]
Mask: TypeAlias = NDArray[np.bool_]
Members: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Dimensions with the names kept along each."""

_Item = TypeVar("_Item", bound=np.generic)


CROSS: Final = "\x1f"
"""Stands between two dimensions, or two members, that are taken together."""


class Reducer(StrEnum):
    """How entries become one figure."""

    SHARE = "share"  # Σ numerator ÷ Σ denominator, a share of counted records
    RATIO = "ratio"  # Σ numerator ÷ Σ denominator, of anything else
    COUNT = "count"  # Σ numerator
    MEDIAN = "median"  # median of the numerators
    PER_MEMBER = "per_member"  # Σ numerator ÷ number of distinct members
    REPEAT = "repeat"  # members with two entries or more ÷ distinct members


@dataclass(frozen=True)
class Labels:
    """One member per entry along a dimension; code ``len(names)`` stands for unknown.

    ``answered``: every kind of record that has entries knows the dimension for at least one of its records.
    """

    codes: NDArray[np.signedinteger]
    names: Sequence[str]
    answered: bool
    _latest: dict[tuple[str, ...], Mask] = field(default_factory=dict, repr=False)

    def among(self, wanted: tuple[str, ...]) -> Mask:
        """Which entries carry one of the names; '' selects the unknown.  The latest answer is kept."""
        mask = self._latest.get(wanted)
        if mask is None:
            mask = _wanted(self.names, wanted)[self.codes]
            self._latest.clear()
            self._latest[wanted] = mask
        return mask


@dataclass(frozen=True)
class Excluded:
    """Records of one kind that a KPI cannot use, for one reason (``kpi.left_out.<reason>``), with their days."""

    reason: str
    kind: Kind
    rows: Rows
    day: Days


@dataclass(frozen=True, eq=False)
class Entries:
    """What is reduced.  ``day`` ascends, unknown days come first.

    ``numerator`` and ``denominator`` None stand for ones.  ``index``: position of each entry in its facts (None: the
    same).
    """

    day: Days
    numerator: Numbers | None = None
    denominator: Numbers | None = None
    member: Codes | None = None
    group: NDArray[np.signedinteger] | None = None
    index: Rows | None = None

    def __len__(self) -> int:
        return len(self.day)

    @cached_property
    def by_member(self) -> Rows:
        """Positions of the dated entries, by member, then by day."""
        assert self.member is not None
        order = np.argsort(self.member, kind="stable")
        return np.asarray(order[self.day[order] != NO_DAY])

    def between(self, period: Period) -> slice:
        """The entries dated in the period; ``ALL`` holds the undated ones too."""
        return between(self.day, period)


@dataclass(frozen=True, eq=False)
class Facts:
    """All entries of one KPI on one basis.

    ``kind`` holds, per entry, which of ``kinds`` its row belongs to (None: all the first).  ``twin`` names, per entry,
    a second record (-1: none) that answers a dimension where the first is silent.  ``repeated``: a record may have
    several entries.  ``scales`` turn the sums of numerators and denominators into the units of a Measure.  ``extra``:
    further columns, parallel to the entries, that details need.  ``pool`` names rows that several facts have in common,
    so that their labels are made once.
    """

    sales: Sales
    reducer: Reducer
    kinds: tuple[Kind, ...]
    rows: Rows
    day: Days
    numerator: Numbers | None = None
    denominator: Numbers | None = None
    member: Codes | None = None
    members: int = 0
    kind: NDArray[np.int8] | None = None
    twin: tuple[Kind, Rows] | None = None
    excluded: tuple[Excluded, ...] = ()
    repeated: bool = False
    scales: tuple[float, float] = (1.0, 1.0)
    extra: Mapping[str, NDArray[np.generic]] = field(default_factory=dict)
    pool: str = ""
    _labels: dict[str, Labels] = field(default_factory=dict, repr=False)

    def labels(self, dimension: str) -> Labels:
        """Member of each entry along a dimension, or along two with CROSS between them.

        Raises KeyError for an unknown dimension.
        """
        if self.pool:
            return self.sales.remembered(("kpi", self.pool, dimension), lambda: self._label(dimension))
        found = self._labels.get(dimension)
        if found is None:
            found = self._labels[dimension] = self._label(dimension)
        return found

    def entries(self, keep: Mask | None = None) -> Entries:
        """The entries to reduce, those of ``keep`` only."""
        if keep is None:
            return Entries(self.day, self.numerator, self.denominator, self.member)
        index = np.flatnonzero(keep)
        return Entries(
            self.day[index],
            _taken(self.numerator, index),
            _taken(self.denominator, index),
            _taken(self.member, index),
            index=index,
        )

    def grouped(self, entries: Entries, keep: Mask | None, dimension: str) -> Entries:  # noqa: ARG002 - purchases need it
        """The same entries, each with its group along a dimension."""
        return replace(entries, group=_taken(self.labels(dimension).codes, entries.index))

    def records(self, entries: Entries, chosen: Rows, keep: Mask | None) -> list[tuple[Kind, Rows]]:  # noqa: ARG002 - purchases need it
        """The records behind the entries at positions ``chosen``, each once, by kind."""
        index = chosen if entries.index is None else entries.index[chosen]
        found = []
        for number, kind in enumerate(self.kinds):
            mine = index if self.kind is None else index[self.kind[index] == number]
            rows = distinct(self.rows[mine]) if self.repeated else np.sort(self.rows[mine])
            if len(rows):
                found.append((kind, rows.astype(np.int64)))
            if self.kind is None:
                break
        return found

    def undated(self, keep: Mask | None) -> list[tuple[Kind, Rows]]:
        """The records of entries without a day."""
        last = int(np.searchsorted(self.day, np.int32(NO_DAY), side="right"))
        chosen = np.arange(last) if keep is None else np.flatnonzero(keep[:last])
        return self.records(Entries(self.day), chosen, keep)

    def also_excluded(self, keep: Mask | None) -> tuple[Excluded, ...]:  # noqa: ARG002 - purchases need it
        """Records left out that only the filter tells."""
        return ()

    def _label(self, dimension: str) -> Labels:
        if CROSS in dimension:
            return self._crossed(*dimension.split(CROSS))
        if self.kind is None:
            own, names = self.sales.dimension(self.kinds[0], dimension)
            answered = not len(self.rows) or bool((own != NO_CODE).any())
            return Labels(_compact(own[self.rows], len(names)), names, answered)
        joined: dict[str, int] = {}
        codes = np.full(len(self.rows), NO_CODE, dtype=np.int32)
        answered = True
        for number, kind in enumerate(self.kinds):
            mine = self.kind == number
            if not mine.any():
                continue
            answered &= self.sales.answers(kind, dimension)
            codes[mine] = self._joined(kind, self.rows[mine], dimension, joined)
        if self.twin is not None:
            kind, rows = self.twin
            silent = (codes == NO_CODE) & (rows >= 0)
            codes[silent] = self._joined(kind, rows[silent], dimension, joined)
        return Labels(_compact(codes, len(joined)), tuple(joined), answered)

    def _crossed(self, first: str, second: str) -> Labels:
        """Pairs of members, only those that occur; each name holds both with CROSS between them."""
        rows, columns = self.labels(first), self.labels(second)
        width = len(columns.names) + 1
        pairs, codes = np.unique(rows.codes * np.int64(width) + columns.codes, return_inverse=True)
        left, right = [*rows.names, ""], [*columns.names, ""]
        names = [f"{left[pair // width]}{CROSS}{right[pair % width]}" for pair in pairs.tolist()]
        return Labels(_compact(codes, len(names)), names, rows.answered and columns.answered)

    def _joined(self, kind: Kind, rows: Rows, dimension: str, joined: dict[str, int]) -> Codes:
        """Codes of the rows in the list of names that several kinds share."""
        own, names = self.sales.dimension(kind, dimension)
        table = np.array([*(joined.setdefault(name, len(joined)) for name in names), NO_CODE], dtype=np.int32)
        return table[own[rows]]


def passing(facts: Facts, members: Members) -> Mask | None:
    """Which entries carry, along each dimension that the facts answer, one of its names (None: all)."""
    masks = [labels.among(names) for d, names in members if (labels := facts.labels(d)).answered]
    return all_of(masks)


def member_mask(sales: Sales, kind: Kind, dimension: str, wanted: tuple[str, ...]) -> Mask:
    """Which records of a kind carry one of the names along a dimension.  The latest answer is kept."""
    latest: dict[tuple[str, ...], Mask] = sales.remembered(("kpi", "mask", kind, dimension), dict)
    mask = latest.get(wanted)
    if mask is None:
        codes, names = sales.dimension(kind, dimension)
        mask = _wanted(names, wanted)[codes]  # -1 takes the last place, which stands for unknown
        latest.clear()
        latest[wanted] = mask
    return mask


def _wanted(names: Sequence[str], wanted: tuple[str, ...]) -> Mask:
    """Which codes are wanted; the last place stands for unknown."""
    table = np.zeros(len(names) + 1, dtype=bool)
    chosen = set(wanted)
    table[[code for code, name in enumerate(names) if name in chosen]] = True
    table[-1] |= "" in chosen
    return table


def _compact(codes: NDArray[np.integer], unknown: int) -> NDArray[np.signedinteger]:
    """Codes with ``unknown`` for -1, in half the memory where they fit."""
    small: NDArray[np.signedinteger] = codes.astype(np.int16) if unknown <= _SMALL else codes.astype(np.int32)
    small[small == NO_CODE] = unknown
    return small


def between(day: Days, period: Period) -> slice:
    """Where the days of a period lie in ascending days; ``ALL`` is everything."""
    if period.unit is Unit.ALL:
        return slice(0, len(day))
    # Bounds of another type than the days' would make numpy copy all of them.
    first, last = np.searchsorted(day, np.array((period.first, period.last), dtype=day.dtype))
    return slice(int(first), int(last))


def within(day: Days, period: Period) -> Mask:
    """Which days lie in the period; ``ALL`` holds unknown days too."""
    if period.unit is Unit.ALL:
        return np.ones(len(day), dtype=bool)
    return (day >= period.first) & (day < period.last)


_RADIX_SPAN: Final = 65_535
_SMALL: Final = int(np.iinfo(np.int16).max)


def by_day(day: Days) -> Rows:
    """Stable order by day, unknown days first."""
    if not len(day) or bool((day[1:] >= day[:-1]).all()):
        return np.arange(len(day))
    known = day != NO_DAY
    first = int(day[known].min()) if known.any() else 0
    if known.any() and int(day.max()) - first < _RADIX_SPAN:
        # Days within 179 years of each other fit 16 bits, which numpy sorts by radix, ten times faster.
        return np.argsort(np.where(known, day - np.int64(first) + 1, 0).astype(np.uint16), kind="stable")
    return np.argsort(day, kind="stable")


def all_of(masks: list[Mask]) -> Mask | None:
    """Where all masks hold; None without any."""
    if not masks:
        return None
    found = masks[0]
    for mask in masks[1:]:
        found = found & mask
    return found


def distinct(keys: NDArray[_Item]) -> NDArray[_Item]:
    """Each key once, ascending.  numpy's own ``unique`` hashes, which takes twenty times as long on keys like ours."""
    ordered = np.sort(keys)
    first = np.ones(len(ordered), dtype=bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def sums(codes: NDArray[np.integer], weights: Numbers, groups: int) -> Numbers:
    """Sum of the weights of each code."""
    return np.asarray(np.bincount(codes, weights=weights, minlength=groups), dtype=np.float64)


def _taken(values: NDArray[_Item] | None, index: Rows | None) -> NDArray[_Item] | None:
    return values if values is None or index is None else values[index]
