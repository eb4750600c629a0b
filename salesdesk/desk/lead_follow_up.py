"""How fast and how evenly leads are followed up: the clock of one lead, the week of each rep."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import numpy as np

from salesdesk.desk.leads import LeadBook, LeadCard
from salesdesk.domain.columns import NO_CODE, NO_DAY, Kind
from salesdesk.domain.period import day_number
from salesdesk.kpi.follow_up import FULL_LOAD
from salesdesk.kpi.leads import qualification

DELAY: Final = timedelta(hours=24)
"""From qualification to first contact, clock hours."""


class Clock(StrEnum):
    """``running``: not contacted, still in time; ``late``: not contacted in time; ``met`` and ``missed``: contacted."""

    RUNNING = "running"
    LATE = "late"
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True)
class Reaction:
    """``hours`` left while the clock is running, else since qualification (until the contact, where there was one)."""

    clock: Clock
    hours: float


@dataclass(frozen=True)
class Load:
    """``leads``: a rep's leads qualified in a week from Monday on; ``overdue``: late actions on any of the rep's."""

    rep: str
    leads: int
    overdue: int

    @property
    def key(self) -> str:
        """light, full or heavy: below, in and above 15 to 20."""
        return "light" if self.leads < FULL_LOAD[0] else "full" if self.leads <= FULL_LOAD[1] else "heavy"


def reaction(card: LeadCard, now: datetime) -> Reaction | None:
    """The clock of a lead; None before it is qualified."""
    start, contact = card.values["qualified_at"], card.values["first_contact_at"]
    if not isinstance(start, datetime):
        return None
    if isinstance(contact, datetime):
        took = max(contact - start, timedelta())
        return Reaction(Clock.MET if took <= DELAY else Clock.MISSED, took / timedelta(hours=1))
    waited = now - start
    if waited > DELAY:
        return Reaction(Clock.LATE, waited / timedelta(hours=1))
    return Reaction(Clock.RUNNING, (DELAY - waited) / timedelta(hours=1))


def weekly_load(book: LeadBook) -> list[Load]:
    """Load in the present week of every rep who has a lead, heaviest first."""
    sales = book.sales
    codes, names = sales.dimension(Kind.LEAD, "rep")
    judged = qualification(sales)
    monday = day_number(book.today) - book.today.weekday()
    this_week = judged.qualified & (judged.day != NO_DAY) & (judged.day >= monday) & (judged.day < monday + 7)
    known = codes != NO_CODE
    qualified, overdue = (np.bincount(codes[known & mask], minlength=len(names)) for mask in (this_week, book.overdue))
    present = np.unique(codes[known])
    loads = [Load(names[code], int(qualified[code]), int(overdue[code])) for code in present.tolist()]
    return sorted(loads, key=lambda load: (-load.leads, -load.overdue, load.rep))
