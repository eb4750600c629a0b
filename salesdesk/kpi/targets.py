"""Targets per KPI, segment and period, from the records of kind ``target``: imported, or set in the window.

A target names its KPI, a ``dimension`` and ``member`` ('' : the whole company) and a ``period``: a dated one
(``2025``, ``2025-03``…), every ``year``, ``quarter`` or ``month``, or '' (amounts and counts: every year; rates and
days: always).  A target of a dated period goes before a recurring one, one set in the window before an imported one.

Amounts and counts accrue by the day: a month is held against its share of the year's target, a running period against
the share of the days elapsed.  Targets of revenue per rep are per rep for the company and for reps, and the revenue
of the whole segment for any other dimension.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from salesdesk.domain.columns import NO_CODE, Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.filter import Filter
from salesdesk.domain.names import folded
from salesdesk.domain.period import Period, parse_period
from salesdesk.domain.period import Unit as PeriodUnit
from salesdesk.domain.sales import Sales
from salesdesk.kpi.definition import Kpi, Measure, Unit
from salesdesk.kpi.facts import Facts
from salesdesk.kpi.reduce import measure

RECURRING: Final = {"month": 1, "quarter": 3, "year": 12}
"""Periods that come again, with their months."""

YEARLY: Final = "year"
_YEAR_DAYS: Final = 365.25
_STARTS: Final = (
    "jan",
    "fev feb",
    "mar",
    "avr apr",
    "mai may",
    "juin jun",
    "juil jul",
    "aou aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_MONTHS: Final = {start: number for number, starts in enumerate(_STARTS, 1) for start in starts.split()}
"""How the names of months begin in French and English, accents aside."""

_FORMS: Final = (
    (r"^(\d{4})-(\d{2})-\d{2}$", r"\1-\2"),
    (r"^(?:\d{2}/)?(\d{2})/(\d{4})$", r"\2-\1"),
    (r"^[TQtq]([1-4])[ -]?(\d{4})$", r"\2-Q\1"),
)


@dataclass(frozen=True)
class Target:
    """``value`` is in the KPI's unit (rates 0..1).  ``words``: the period as written; ``period``: where it is dated.

    ``at``: position in the frame of targets.
    """

    kpi: str
    value: float
    dimension: str
    member: str
    words: str
    period: Period | None
    by_hand: bool
    at: int


def targets(sales: Sales) -> Sequence[Target]:
    """All targets that can be understood, each segment and period once; those of no KPI of ours are left out."""
    return sales.remembered(("kpi", "targets"), lambda: _read(sales))


def _read(sales: Sales) -> list[Target]:
    frame = sales[Kind.TARGET]
    columns = {name: [*sales.names(name), ""] for name in ("kpi", "period", "dimension", "member")}
    found: dict[tuple[str, Period | str, str, str], Target] = {}
    known = (frame["kpi"] != NO_CODE) & ~np.isnan(frame["value"])
    by_hand = frame["sheet"] == 0
    for at in np.flatnonzero(known)[np.argsort(by_hand[known], kind="stable")].tolist():
        kpi, words, dimension, member = (texts[frame[name][at]] for name, texts in columns.items())
        period = _dated(words, sales)
        if period is None and words not in ("", *RECURRING):
            continue
        found[kpi, period or words, dimension, member] = Target(
            kpi, float(frame["value"][at]), dimension, member, words, period, bool(by_hand[at]), at
        )
    return list(found.values())


def _dated(words: str, sales: Sales) -> Period | None:
    """Also read: a day, ``03/2025`` or ``mars 2025`` as its month, ``T1 2025`` as ``2025-Q1``."""
    if words in ("", *RECURRING):
        return None
    named = re.fullmatch(r"([a-z]+)\.? (\d{4})", folded(words).strip())
    if named:
        month = next((number for start, number in _MONTHS.items() if named[1].startswith(start)), 0)
        words = f"{named[2]}-{month:02}"
    for form, written in _FORMS:
        words = re.sub(form, written, words.strip())
    try:
        return parse_period(words, sales.as_of, sales.fiscal_start)
    except SalesDeskError:
        return None


def target_value(kpi: Kpi, target: Target) -> float:
    """In the KPI's unit: a rate written as 25 is 25 %."""
    return target.value / 100 if kpi.unit is Unit.RATIO and target.value > 1 else target.value


class Aims:
    """The targets of one KPI, as they hold for one period."""

    def __init__(self, kpi: Kpi, sales: Sales, period: Period) -> None:
        self._kpi = kpi
        self._accrues = kpi.unit in (Unit.MONEY, Unit.COUNT)
        self._period = period
        self._elapsed = period.elapsed(sales.as_of) if self._accrues and period.unit is not PeriodUnit.ALL else period
        self._own: dict[tuple[str, str], list[Target]] = {}
        for target in targets(sales):
            if target.kpi == kpi.key:
                self._own.setdefault((target.dimension, target.member), []).append(target)

    def of(self, dimension: str, member: str, reps: float | None = None) -> float | None:
        """The target of a segment in the period, in the unit of its figure's value; None where none is set.

        ``reps``: how many reps the segment's figure is divided by.
        """
        held = self._own.get((dimension, member))
        found = self._for_period(held) if held else None
        if found is not None and self._kpi.unit is Unit.MONEY and dimension not in ("", "rep"):
            return found / reps if reps else None
        return found

    def of_filter(self, where: Filter, total: Measure) -> float | None:
        """The target of what a filter keeps: its own where it keeps one member, else the company's.

        A count of part of the company is held against no target of the whole.
        """
        named = [(dimension, names) for dimension, names in where.members.items() if names]
        if len(named) == 1 and len(named[0][1]) == 1:
            own = self.of(named[0][0], named[0][1][0], total.denominator)
            if own is not None:
                return own
        return None if named and self._kpi.unit is Unit.COUNT else self.of("", "")

    def _for_period(self, held: Sequence[Target]) -> float | None:
        dated = [target for target in held if target.period is not None]
        found = self._exact(dated)
        if found is None:
            found = self._covered(dated)
        return self._recurring(held) if found is None else found

    def _exact(self, dated: Sequence[Target]) -> float | None:
        for target in dated:
            if target.period == self._period:
                share = self._elapsed.days / self._period.days if self._accrues else 1.0
                return target_value(self._kpi, target) * share
        return None

    def _covered(self, dated: Sequence[Target]) -> float | None:
        """From the shortest periods that together hold every day asked for."""
        by_unit: dict[PeriodUnit, list[tuple[Target, Period]]] = {}
        for target in dated:
            assert target.period is not None
            by_unit.setdefault(target.period.unit, []).append((target, target.period))
        asked = self._elapsed
        for held in sorted(by_unit.values(), key=lambda pairs: pairs[0][1].days):
            days, weighed = 0, 0.0
            for target, period in held:
                shared = min(asked.last, period.last) - max(asked.first, period.first)
                if shared > 0:
                    days += shared
                    weighed += target_value(self._kpi, target) * shared / (period.days if self._accrues else 1)
            if days == asked.days:
                return weighed if self._accrues else weighed / days
        return None

    def _recurring(self, held: Sequence[Target]) -> float | None:
        again = {target.words: target_value(self._kpi, target) for target in held if target.period is None}
        if not self._accrues:
            return again.get(str(self._period.unit), again.get(""))
        if self._period.unit is PeriodUnit.ALL:
            return None
        months = self._elapsed.days / _YEAR_DAYS * 12
        for words, span in sorted(RECURRING.items(), key=lambda one: one[0] != str(self._period.unit)):
            value = again.get(words, again.get("") if words == YEARLY else None)
            if value is not None:
                return value * (self._share(span) if self._elapsed == self._period else months / span)
        return None

    def _share(self, span: int) -> float:
        """How many recurring periods of ``span`` months the whole period holds; whole months count as such."""
        start, end = self._period.start, self._period.end
        whole = (end.year - start.year) * 12 + end.month - start.month
        return (whole if start.day == end.day == 1 else self._period.days / _YEAR_DAYS * 12) / span


def held_against(kpi: Kpi, sales: Sales, facts: Facts) -> list[Mapping[str, Any]]:
    """Each target of the KPI beside the figure of its own segment and period, filters aside.

    Recurring targets are told without a figure: they are held against whatever period is asked for.
    """
    found: list[Mapping[str, Any]] = []
    for target in targets(sales):
        if target.kpi != kpi.key:
            continue
        actual = None if target.period is None else _figure(sales, facts, target, target.period)
        goal = target_value(kpi, target)
        value = None if actual is None else _comparable(kpi, target, actual)
        found.append(
            {
                "dimension": target.dimension,
                "member": target.member,
                "period": target.period if target.period is not None else target.words,
                "target": goal,
                "actual": actual,
                "gap": None if value is None else value - goal,
                "by_hand": target.by_hand,
                "at": target.at,
            }
        )
    return found


def _figure(sales: Sales, facts: Facts, target: Target, period: Period) -> Measure | None:
    """The figure of a target's own period and segment; None where the data does not know the segment."""
    if target.dimension and not (sales.knows(target.dimension) and facts.labels(target.dimension).answered):
        return None
    keep = facts.labels(target.dimension).among((target.member,)) if target.dimension else None
    entries = facts.entries(keep)
    return measure(facts, entries, entries.between(period))


def _comparable(kpi: Kpi, target: Target, actual: Measure) -> float | None:
    """What the target is held against: the figure, or the whole segment's revenue."""
    return actual.numerator if kpi.unit is Unit.MONEY and target.dimension not in ("", "rep") else actual.value
