"""Periods are half-open: ``start`` is in, ``end`` is out."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from salesdesk.domain.errors import SalesDeskError

EPOCH: Final = date(1970, 1, 1)
FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2200, 1, 1)


class Unit(StrEnum):
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ROLLING_YEAR = "12m"
    ALL = "all"
    CUSTOM = "custom"


_MONTHS: Final = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12, Unit.ROLLING_YEAR: 12}


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def from_day_number(number: int) -> date:
    return EPOCH + timedelta(days=int(number))


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, or the month's last day when there is none (31 January + 1 → 28 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Period:
    """``[start, end)``.  ``ALL`` also holds the records that carry no date."""

    start: date
    end: date
    unit: Unit = Unit.CUSTOM

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    @property
    def first(self) -> int:
        """Day number of ``start``."""
        return day_number(self.start)

    @property
    def last(self) -> int:
        """Day number of ``end``, which is excluded."""
        return day_number(self.end)

    def shifted(self, steps: int) -> "Period":
        """The period ``steps`` later (earlier when negative) of the same unit."""
        if self.unit is Unit.ALL:
            return self
        if months := _MONTHS.get(self.unit):
            return Period(add_months(self.start, months * steps), add_months(self.end, months * steps), self.unit)
        return Period(
            self.start + timedelta(days=self.days * steps), self.end + timedelta(days=self.days * steps), self.unit
        )

    def year_earlier(self) -> "Period":
        """The same period a year before."""
        if self.unit is Unit.ALL:
            return self
        return Period(add_months(self.start, -12), add_months(self.end, -12), self.unit)

    def partial(self, as_of: date) -> bool:
        """Whether the period still runs on the day that the data reaches."""
        return self.unit is not Unit.ALL and self.start <= as_of < self.end - timedelta(days=1)

    def elapsed(self, as_of: date) -> "Period":
        """The part of the period that the data covers."""
        return Period(self.start, min(self.end, as_of + timedelta(days=1)), self.unit)

    def months(self) -> list["Period"]:
        """The calendar months that the period touches, cut to the period."""
        return self._cut(Unit.MONTH)

    def weeks(self) -> list["Period"]:
        """The ISO weeks that the period touches, cut to the period."""
        return self._cut(Unit.WEEK)

    def __str__(self) -> str:
        """In the form that :func:`parse_period` reads."""
        match self.unit:
            case Unit.ALL | Unit.ROLLING_YEAR:
                return str(self.unit)
            case Unit.YEAR if self.start.month == 1:
                return f"{self.start.year}"
            case Unit.QUARTER if self.start.month % 3 == 1:
                return f"{self.start.year}-Q{(self.start.month + 2) // 3}"
            case Unit.MONTH:
                return f"{self.start:%Y-%m}"
            case Unit.WEEK:
                return f"{self.start:%G-W%V}"
            case _:
                return f"{self.start}..{self.end - timedelta(days=1)}"

    def _cut(self, unit: Unit) -> list["Period"]:
        pieces = []
        piece = containing(self.start, unit)
        while piece.start < self.end:
            pieces.append(Period(max(piece.start, self.start), min(piece.end, self.end), unit))
            piece = piece.shifted(1)
        return pieces


ALL_TIME: Final = Period(FIRST_DAY, LAST_DAY, Unit.ALL)


def containing(day: date, unit: Unit, fiscal_start: int = 1) -> Period:
    """The week, month, quarter or year that holds ``day``; fiscal years begin with month ``fiscal_start``."""
    if unit is Unit.WEEK:
        start = day - timedelta(days=day.weekday())
        return Period(start, start + timedelta(days=7), unit)
    months = _MONTHS[unit]
    offset = (day.month - fiscal_start) % months if months > 1 else 0
    start = add_months(day.replace(day=1), -offset)
    return Period(start, add_months(start, months), unit)


def rolling_year(as_of: date) -> Period:
    """The last twelve months that the data covers: whole months, the running one included up to ``as_of``."""
    end = as_of + timedelta(days=1)
    start = add_months(as_of.replace(day=1), -11)
    return Period(start, end, Unit.ROLLING_YEAR)


def parse_period(  # noqa: PLR0911 - one return per form
    words: str, as_of: date, fiscal_start: int = 1
) -> Period:
    """``2017``, ``2017-Q4``, ``2017-10``, ``2017-W42``, ``2017-01-01..2017-06-30`` (both days in), ``12m`` or ``all``.

    Raises SalesDeskError for anything else.
    """
    words = words.strip()
    try:
        if words == "all":
            return ALL_TIME
        if words == "12m":
            return rolling_year(as_of)
        if match := re.fullmatch(r"(\d{4})", words):
            return containing(date(int(match[1]), fiscal_start, 1), Unit.YEAR, fiscal_start)
        if match := re.fullmatch(r"(\d{4})-Q([1-4])", words, re.IGNORECASE):
            start = add_months(date(int(match[1]), fiscal_start, 1), 3 * (int(match[2]) - 1))
            return Period(start, add_months(start, 3), Unit.QUARTER)
        if match := re.fullmatch(r"(\d{4})-(\d{2})", words):
            return containing(date(int(match[1]), int(match[2]), 1), Unit.MONTH)
        if match := re.fullmatch(r"(\d{4})-W(\d{2})", words, re.IGNORECASE):
            return containing(date.fromisocalendar(int(match[1]), int(match[2]), 1), Unit.WEEK)
        first, last = (date.fromisoformat(part) for part in words.split(".."))
        if first <= last:
            return Period(first, last + timedelta(days=1))
    except ValueError:
        pass
    raise SalesDeskError("error.period", words=words)
