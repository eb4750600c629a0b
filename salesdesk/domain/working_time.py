"""Hours at which a company works, so that a clock can stand still outside of them."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.period import day_number

_DAY: Final = 1440
_MONDAY: Final = 3
"""1 January 1970 was a Thursday: day numbers plus three begin a new week every seven."""

_YEARS: Final = range(1990, 2101)
_FIXED: Final = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER: Final = (1, 39, 50)
"""Easter Monday, Ascension Day, Whit Monday."""


@dataclass(frozen=True)
class WorkingTime:
    """``days``: weekdays worked, 0 is Monday.  ``opens`` and ``closes``: minutes of the day.

    ``french_holidays``: France's eleven public holidays are not worked.
    """

    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    opens: int = 0
    closes: int = _DAY
    french_holidays: bool = False

    @classmethod
    def read(cls, setting: object) -> "WorkingTime":
        """From the company's setting; what it does not say, or says wrongly, is as by default."""
        told = setting if isinstance(setting, dict) else {}
        days = tuple(sorted({d for d in told.get("days", cls.days) if isinstance(d, int) and 0 <= d < 7}))
        opens, closes = told.get("opens", cls.opens), told.get("closes", cls.closes)
        if not (isinstance(opens, int) and isinstance(closes, int) and 0 <= opens < closes <= _DAY):
            opens, closes = cls.opens, cls.closes
        return cls(days or cls.days, opens, closes, bool(told.get("french_holidays", False)))

    def minutes(self, moments: NDArray[np.int64]) -> NDArray[np.int64]:
        """Minutes worked from a fixed day to each moment (minutes since 1970): differences are the time worked."""
        day, rest = np.divmod(moments, _DAY)
        week, weekday = np.divmod(day + _MONDAY, 7)
        worked = np.isin(np.arange(7), self.days)
        before = week * len(self.days) + np.concatenate([[0], np.cumsum(worked)])[weekday]
        today = worked[weekday]
        if self.french_holidays:
            before = before - np.searchsorted(self._off, day)
            today = today & ~np.isin(day, self._off)
        length = self.closes - self.opens
        return np.asarray(before * length + np.where(today, np.clip(rest - self.opens, 0, length), 0))

    @cached_property
    def _off(self) -> NDArray[np.int64]:
        """Holidays that fall on a weekday worked, ascending."""
        return np.array([day_number(day) for day in french_holidays() if day.weekday() in self.days], dtype=np.int64)


@cache
def french_holidays() -> tuple[date, ...]:
    """France's public holidays, ascending."""
    fixed = (date(year, month, day) for year in _YEARS for month, day in _FIXED)
    moving = (easter(year) + timedelta(days=days) for year in _YEARS for days in _AFTER_EASTER)
    return tuple(sorted({*fixed, *moving}))


def easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian algorithm, Nature 13, 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    s = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + s - 7 * ((a + 11 * h + 22 * s) // 451) + 114, 31)
    return date(year, month, day + 1)
