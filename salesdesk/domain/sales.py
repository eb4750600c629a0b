"""The snapshot: all of a company's records as immutable typed columns, ready for vectorised questions."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Final, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import (
    BANT,
    DIMENSIONS,
    MICROS,
    NO_CODE,
    NO_DAY,
    NO_MOMENT,
    NO_MONEY,
    PROVENANCE,
    SCHEMAS,
    Column,
    Dtype,
    Kind,
)
from salesdesk.domain.lead import BANT_THRESHOLD
from salesdesk.domain.period import day_number, from_day_number
from salesdesk.domain.rates import Rates, currency_code
from salesdesk.domain.working_time import WorkingTime

Codes: TypeAlias = NDArray[np.int32]
_T = TypeVar("_T")

AMOUNT_BANDS: Final = (1_000, 5_000, 20_000, 100_000)
AMOUNT_BAND_NAMES: Final = ("<1000", "1000-5000", "5000-20000", "20000-100000", ">=100000")
SENIORITY_MONTHS: Final = (12, 24, 60)
SENIORITY_NAMES: Final = ("<1y", "1-2y", "2-5y", ">=5y")
_MAIN_DATE: Final = {
    Kind.OPPORTUNITY: ("close_date", "qualified_date", "first_contact_date", "created_date"),
    Kind.ORDER_LINE: ("date",),
    Kind.LEAD: ("received_at", "qualified_at", "first_contact_at"),
    Kind.STAGE_CHANGE: ("date",),
    Kind.ACTIVITY: ("date",),
}


@dataclass(frozen=True)
class Members:
    """The texts that codes point to.  ``same_as[code]`` is the code it counts as (itself, unless merged)."""

    names: Sequence[str]
    same_as: Codes | None = None

    def __len__(self) -> int:
        return len(self.names)

    @cached_property
    def by_name(self) -> dict[str, int]:
        return {name: code for code, name in enumerate(self.names)}


@dataclass(frozen=True)
class Frame:
    """All records of one kind, one array per field, all of length ``n``.

    A field that no record fills takes no memory: asking for it gives a read-only array of unknowns.
    """

    kind: Kind
    n: int
    columns: Mapping[str, Column]

    def __getitem__(self, name: str) -> Column:
        column = self.columns.get(name)
        if column is not None:
            return column
        if name in PROVENANCE:
            return np.broadcast_to(np.int64(0), (self.n,))
        dtype = SCHEMAS[self.kind].by_name[name].dtype
        return np.broadcast_to(dtype.numpy(dtype.unknown), (self.n,))

    def __contains__(self, name: str) -> bool:
        return name in self.columns

    def days(self, name: str) -> NDArray[np.int32]:
        """Day numbers of a DAY or MOMENT field; NO_DAY where unknown."""
        column = self[name]
        if SCHEMAS[self.kind].by_name[name].dtype is Dtype.MOMENT:
            known = column != NO_MOMENT
            return np.where(known, np.where(known, column, 0) // 1440, NO_DAY).astype(np.int32)
        return column

    @property
    def main_date(self) -> NDArray[np.int32]:
        """The day each record is dated by when no KPI is asked: the first known of the kind's dates."""
        days = np.full(self.n, NO_DAY, dtype=np.int32)
        for name in reversed(_MAIN_DATE.get(self.kind, ())):
            own = self.days(name)
            days = np.where(own != NO_DAY, own, days)
        return days


@dataclass(frozen=True, eq=False)
class StagesSeen:
    """Stages in which successive imports of a pipeline found its opportunities, parallel arrays.

    ``opportunity``: the record's ``id``.  ``day``: when the spreadsheet that first showed this stage was saved; NO_DAY
    where the opportunity was in it from the first import on, so that nobody saw it enter.
    Each opportunity's stand in the order of time.
    """

    opportunity: NDArray[np.int64]
    stage: Codes
    day: Codes

    def __len__(self) -> int:
        return len(self.opportunity)


NO_STAGES: Final = StagesSeen(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32))


@dataclass(frozen=True)
class Sales:
    """A company's data at one version.  Never changed: a new import makes a new snapshot.

    ``lists`` maps a list name (a dimension, or the name of a TEXT field) to its members.
    ``custom``: spreadsheet columns that fill no field, as dimensions: header → kind → codes and names.
    ``as_of`` is the latest dated fact that is not in the future of the day the data was written.
    ``switches``: what the company chose within the definitions of KPIs (``salesdesk.kpi.switches``).
    ``source_costs``: what each source of leads costs per month, in the company currency.
    ``benchmarks``: thresholds that the company set in the place of published ones (``salesdesk.kpi.benchmarks``).
    ``bant_thresholds``: points from which budget, authority, need and timeline count as met.
    """

    version: int
    frames: Mapping[Kind, Frame]
    lists: Mapping[str, Members]
    as_of: date
    currency: str = "EUR"
    fiscal_start: int = 1
    sector: str = ""
    custom: Mapping[str, Mapping[Kind, tuple[Codes, Sequence[str]]]] = field(default_factory=dict)
    bant_thresholds: tuple[float, ...] = (BANT_THRESHOLD,) * len(BANT)
    source_costs: Mapping[str, float] = field(default_factory=dict)
    stages_seen: StagesSeen = NO_STAGES
    switches: Mapping[str, str] = field(default_factory=dict)
    rates: Rates = field(default_factory=Rates)
    working_time: WorkingTime = field(default_factory=WorkingTime)
    benchmarks: Mapping[str, Sequence[float]] = field(default_factory=dict)
    _cache: dict[object, object] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, kind: Kind) -> Frame:
        frame = self.frames.get(kind)
        return frame if frame is not None else Frame(kind, 0, {})

    def names(self, list_name: str) -> Sequence[str]:
        members = self.lists.get(list_name)
        return members.names if members is not None else ()

    def remembered(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What ``make`` returns, made once and kept for as long as this snapshot lives."""
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = make()
        return found  # type: ignore[return-value]

    def knows(self, dimension: str) -> bool:
        """Whether it is a dimension of ours or a custom one."""
        return dimension in DIMENSIONS or dimension in self.custom

    def with_custom(self, name: str, columns: Mapping[Kind, tuple[Codes, Sequence[str]]]) -> "Sales":
        """The snapshot with a further dimension.  It remembers its own answers: those of this one do not know it."""
        return replace(self, custom={**self.custom, name: columns}, _cache={})

    def answers(self, kind: Kind, dimension: str) -> bool:
        """Whether records of this kind can be told apart by the dimension at all."""
        codes, _ = self.dimension(kind, dimension)
        return bool((codes != NO_CODE).any())

    def foreign(self, kind: Kind) -> NDArray[np.bool_]:
        """Which records are in a currency that has no rate on their day."""
        return self.remembered(("foreign", kind), lambda: np.isnan(self._rate(kind)))

    def amounts(self, kind: Kind, name: str = "amount") -> Column:
        """A MONEY field in millionths of the company currency; NO_MONEY where unknown or without a rate."""
        return self.remembered(("amounts", kind, name), lambda: self._converted(kind, name))

    def _converted(self, kind: Kind, name: str) -> Column:
        held, rate = self[kind][name], self._rate(kind)
        if (rate == 1).all():
            return held
        known = (held != NO_MONEY) & ~np.isnan(rate)
        made = np.full(len(held), NO_MONEY, dtype=np.int64)
        made[known] = np.rint(held[known] * rate[known]).astype(np.int64)
        return made

    def _rate(self, kind: Kind) -> NDArray[np.float64]:
        """What one unit of each record's currency is worth on its day; 1 in the company's own, NaN without a rate."""
        frame = self[kind]
        if "currency" not in SCHEMAS[kind].by_name or "currency" not in frame:
            return np.broadcast_to(np.float64(1), (frame.n,))
        own = currency_code(self.currency)
        others = [(code, name) for code, name in enumerate(self.names("currency")) if currency_code(name) != own]
        if not others:
            return np.broadcast_to(np.float64(1), (frame.n,))
        rate, day = np.ones(frame.n), frame.main_date
        for code, name in others:
            at = np.flatnonzero(frame["currency"] == code)
            rate[at] = self.rates.at(currency_code(name), day[at])
        return rate

    def dimension(self, kind: Kind, key: str) -> tuple[Codes, Sequence[str]]:
        """Code of each record along a dimension, with the names that the codes point to; -1 where unknown.

        Sources are tried in the order that the dimension declares.  Raises KeyError for an unknown dimension.
        """
        return self.remembered((kind, key), lambda: self._resolve(kind, key))

    def _resolve(self, kind: Kind, key: str) -> tuple[Codes, Sequence[str]]:
        frame = self[kind]
        if key in self.custom:
            return self.custom[key].get(kind) or (np.full(frame.n, NO_CODE, dtype=np.int32), ())
        if key == "amount_band":
            return self._amount_band(frame), AMOUNT_BAND_NAMES
        if key == "seniority":
            return self._seniority(frame), SENIORITY_NAMES
        parts: list[tuple[Codes, str]] = []
        for source in DIMENSIONS[key].sources:
            via, _, name = source.rpartition(".")
            codes = self._through(frame, via, name) if via else self._own(frame, name)
            if codes is not None and (codes != NO_CODE).any():
                parts.append((codes, self._list_name(frame.kind if not via else Kind(via), name)))
        return self._first_known(parts, frame.n)

    def _first_known(self, parts: list[tuple[Codes, str]], n: int) -> tuple[Codes, Sequence[str]]:
        if not parts:
            return np.full(n, NO_CODE, dtype=np.int32), ()
        codes, list_name = parts[0]
        names = self.names(list_name)
        for more, other in parts[1:]:
            missing = (codes == NO_CODE) & (more != NO_CODE)
            if not missing.any():
                continue
            if other != list_name:
                # Two lists of names meet in one dimension: join them by name.
                joined = {name: code for code, name in enumerate(names)}
                target = np.array([joined.setdefault(name, len(joined)) for name in self.names(other)], dtype=np.int32)
                names, list_name = tuple(joined), ""
                more = target[more] if len(target) else more  # noqa: PLW2901 - the remapped codes stand for `more`
            codes = np.where(missing, more, codes)
        return codes, names

    def _own(self, frame: Frame, name: str) -> Codes | None:
        schema = SCHEMAS[frame.kind].by_name
        return frame[name] if name in schema and name in frame else None

    def _through(self, frame: Frame, via: str, name: str) -> Codes | None:
        """The field of the customer, product or rep that each record names."""
        other = self[Kind(via)]
        own = self._own(frame, via)
        if own is None or not other.n or name not in other or other.kind is frame.kind:
            return None
        table = np.full(len(self.names(via)) + 1, NO_CODE, dtype=np.int32)  # the last place serves unknown (-1)
        table[other[via]] = other[name]
        table[-1] = NO_CODE
        return table[own]

    def _list_name(self, kind: Kind, name: str) -> str:
        return SCHEMAS[kind].by_name[name].list_name

    def _amount_band(self, frame: Frame) -> Codes:
        if "amount" not in SCHEMAS[frame.kind].by_name:
            return np.full(frame.n, NO_CODE, dtype=np.int32)
        amount = self.amounts(frame.kind)
        bands = np.searchsorted(np.array(AMOUNT_BANDS, dtype=np.int64) * MICROS, amount, side="right")
        return np.where(amount == NO_MONEY, NO_CODE, bands).astype(np.int32)

    def _seniority(self, frame: Frame) -> Codes:
        """Band of the months between the rep's entry and the record's main date."""
        reps = self[Kind.REP]
        own = self._own(frame, "rep")
        if own is None or "entry_date" not in reps:
            return np.full(frame.n, NO_CODE, dtype=np.int32)
        entry = np.full(len(self.names("rep")) + 1, NO_DAY, dtype=np.int64)
        entry[reps["rep"]] = reps["entry_date"]
        entry[-1] = NO_DAY
        day = frame.main_date.astype(np.int64)
        known = (entry[own] != NO_DAY) & (day != NO_DAY)
        months = (day - entry[own]) / 30.4375
        bands = np.searchsorted(np.array(SENIORITY_MONTHS), months, side="right")
        return np.where(known & (months >= 0), bands, NO_CODE).astype(np.int32)


def data_as_of(frames: Mapping[Kind, Frame], today: date) -> date:
    """The latest dated fact that is not after ``today``; ``today`` when nothing is dated."""
    latest = NO_DAY
    for frame in frames.values():
        if frame.kind not in _MAIN_DATE or not frame.n:
            continue
        for name in _MAIN_DATE[frame.kind]:
            days = frame.days(name)
            past = days[(days != NO_DAY) & (days <= day_number(today))]
            if past.size:
                latest = max(latest, int(past.max()))
    return from_day_number(latest) if latest != NO_DAY else today


def money(amounts: Column) -> NDArray[np.float64]:
    """Amounts in the company currency as floats; NaN where unknown."""
    return np.where(amounts == NO_MONEY, np.nan, amounts / MICROS)
