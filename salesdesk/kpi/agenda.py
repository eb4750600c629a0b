"""When each KPI is to be looked at: the article's cadences, and what has been reviewed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from salesdesk.domain.period import Unit, containing


class Cadence(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


CADENCES: Final[Mapping[str, Cadence]] = {
    "repurchase_rate": Cadence.DAILY,
    "sales_cycle": Cadence.WEEKLY,
    "revenue_per_rep": Cadence.MONTHLY,
    "gross_margin": Cadence.MONTHLY,
    "qualified_leads": Cadence.MONTHLY,
    "conversion_rate": Cadence.MONTHLY,
    "loss_rate": Cadence.MONTHLY,
}
"""The article gives the first five; conversion and losses are reviewed with the month's other figures."""


@dataclass(frozen=True)
class Review:
    """``last``: day of the latest review (None: never).  ``due``: first day of the day, week or month that is to be
    reviewed; a review in it settles it.  ``overdue``: the one before was missed too.
    """

    kpi: str
    cadence: Cadence
    last: date | None
    due: date
    overdue: bool
    done: bool


def agenda(today: date, reviewed: Mapping[str, date]) -> list[Review]:
    """The reviews of the current day, ISO week or month: missed ones first, then due ones, then those done."""
    reviews = [_review(kpi, cadence, today, reviewed.get(kpi)) for kpi, cadence in CADENCES.items()]
    return sorted(reviews, key=lambda review: (review.done, not review.overdue))


def _review(kpi: str, cadence: Cadence, today: date, last: date | None) -> Review:
    start, before = _unit(today, cadence), _unit(_unit(today, cadence) - timedelta(days=1), cadence)
    done = last is not None and last >= start
    return Review(kpi, cadence, last, start, overdue=not done and (last is None or last < before), done=done)


def _unit(day: date, cadence: Cadence) -> date:
    match cadence:
        case Cadence.DAILY:
            return day
        case Cadence.WEEKLY:
            return containing(day, Unit.WEEK).start
        case Cadence.MONTHLY:
            return containing(day, Unit.MONTH).start
