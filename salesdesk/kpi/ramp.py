"""How beginners grow: what experienced reps make beside them, by months since entry."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import MICROS, NO_DAY
from salesdesk.domain.period import day_number
from salesdesk.kpi.definition import FEW
from salesdesk.kpi.facts import Numbers, sums
from salesdesk.kpi.presence import FAR, presence
from salesdesk.kpi.question import Question

REFERENCE: Final = ((0, 2.3), (12, 2.3), (24, 1.4), (36, 1.4))
"""Months since entry, and how many times a beginner's revenue an experienced rep makes (article, unverified)."""

EXPERIENCED: Final = 36
"""Months since entry from which a rep is experienced."""

STEP: Final = 3
REPS: Final = 3
"""A step that rests on fewer beginners than this, or on fewer than FEW sales, is too thin to judge."""

_SUMMARIES: Final = (("first_year", 0, 12), ("third_year", 24, 36))


def ramp(question: Question) -> dict[str, Any] | None:
    """The company's own curve beside the article's; None without both beginners and experienced reps.

    Whole calendar months in which a rep of known entry date was present, over all of the data, whatever rep, team or
    period is asked for.  Each beginner's month is set beside the average of the experienced reps in the same month, so
    that seasons and growth do not count: ``ratio`` = Σ experienced ÷ Σ beginners.  ``revenue`` and ``experienced`` are
    per month.  Left out: months without an experienced rep.
    """
    question = question.without("rep", "team")
    months = _Months.of(question)
    if months is None:
        return None
    senior = months.present & (months.age >= EXPERIENCED)
    beginner = months.present & (months.age >= 0) & (months.age < EXPERIENCED)
    seniors = senior.sum(axis=0)
    beginner &= seniors > 0
    if not beginner.any():
        return None
    usual = np.where(senior, months.revenue, 0.0).sum(axis=0) / np.maximum(seniors, 1)

    def over(first: int, last: int) -> dict[str, Any]:
        mine = beginner & (months.age >= first) & (months.age < last)
        n, own = int(mine.sum()), float(months.revenue[mine].sum())
        beside = float((mine * usual).sum())
        reps, sales = int(mine.any(axis=1).sum()), int(months.sales[mine].sum())
        return {
            "from": first,
            "to": last,
            "rep_months": n,
            "reps": reps,
            "sales": sales,
            "few": reps < REPS or sales < FEW,
            "revenue": own / n if n else None,
            "experienced": beside / n if n else None,
            "ratio": beside / own if own > 0 else None,
        }

    steps = [over(first, first + STEP) for first in range(0, EXPERIENCED, STEP)]
    return {
        "steps": [step for step in steps if step["rep_months"]],
        **{name: over(first, last) for name, first, last in _SUMMARIES},
        "reference": [{"months": at, "ratio": ratio} for at, ratio in REFERENCE],
        "experienced_from": EXPERIENCED,
        "experienced_reps": int(senior.any(axis=1).sum()),
        "beginners": int(beginner.any(axis=1).sum()),
    }


class _Months:
    """Reps × calendar months: whether present throughout, months since entry, revenue and sales."""

    def __init__(
        self, present: NDArray[np.bool_], age: NDArray[np.int64], revenue: Numbers, sales: NDArray[np.int64]
    ) -> None:
        self.present, self.age, self.revenue, self.sales = present, age, revenue, sales

    @classmethod
    def of(cls, question: Question) -> "_Months | None":
        """None where no entry date is known, or the data covers no whole month."""
        entries, reps = question.entries, question.facts.members
        entry, exit_ = presence(question.sales)
        listed = entry != -FAR
        today = day_number(question.sales.as_of)
        start = int(np.searchsorted(entries.day, np.int32(NO_DAY), side="right"))
        stop = int(np.searchsorted(entries.day, np.int32(today), side="right"))
        if start == stop or not listed.any():
            return None
        day = entries.day[start:stop]
        first, last = _first_whole(np.array([day[0]]))[0], int(_month(np.array([today + 1]))[0])
        width = int(last - first)
        if width < 1:
            return None
        assert entries.member is not None
        assert entries.numerator is not None
        month = _month(day) - first
        inside = (month >= 0) & (month < width)
        key = entries.member[start:stop][inside].astype(np.int64) * width + month[inside]
        age = first + np.arange(width) - _first_whole(np.where(listed, entry, 0))[:, np.newaxis]
        left = _month(np.where(exit_ == FAR, today, exit_) + 1)[:, np.newaxis]
        gone = (exit_ != FAR)[:, np.newaxis] & (first + np.arange(width) >= left)
        return cls(
            listed[:, np.newaxis] & (age >= 0) & ~gone,
            age,
            sums(key, entries.numerator[start:stop][inside], reps * width).reshape(reps, width) / MICROS,
            np.bincount(key, minlength=reps * width).reshape(reps, width),
        )


def _month(day: NDArray[np.integer]) -> NDArray[np.int64]:
    """Calendar months since January 1970."""
    return day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def _first_whole(day: NDArray[np.integer]) -> NDArray[np.int64]:
    """The first calendar month that begins on the day or after."""
    return _month(day - 1) + 1
