"""What a date that cannot be was meant to be, where only one reading is near."""

import calendar
from collections.abc import Iterator
from datetime import date

import numpy as np
from numpy.typing import NDArray

_YEARS = range(1950, 2101)


def meant_day(year: int, month: int, day: int) -> date | None:
    """The day that no calendar has, as it was meant: the month's last day, or day and month the other way round."""
    if year not in _YEARS:
        return None
    if 1 <= month <= 12 and 29 <= day <= 31:
        return date(year, month, calendar.monthrange(year, month)[1])
    if 1 <= day <= 12 < month <= calendar.monthrange(year, day)[1]:
        return date(year, day, month)
    return None


def meant_year(day: date, years: NDArray[np.int64]) -> date | None:
    """The day in the year that was meant: one typing mistake away, and a year of the column's other dates.

    ``years``: those of the other dates.  Two digits that changed places go before one wrong digit; None where several
    years are as near.
    """
    if not len(years):
        return None
    among = range(int(years.min()), int(years.max()) + 1)
    for mistakes in (_swapped(day.year), _mistyped(day.year)):
        found = sorted({year for year in mistakes if year in among})
        if len(found) == 1:
            last = calendar.monthrange(found[0], day.month)[1]
            return day.replace(year=found[0]) if day.day <= last else None
        if found:
            return None
    return None


def _swapped(year: int) -> Iterator[int]:
    digits = f"{year:04}"
    for place in range(3):
        yield int(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :])


def _mistyped(year: int) -> Iterator[int]:
    digits = f"{year:04}"
    for place in range(4):
        for digit in "0123456789":
            yield int(digits[:place] + digit + digits[place + 1 :])
