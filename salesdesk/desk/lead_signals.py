"""The signals of one lead, as its form shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from salesdesk.desk.leads import LeadBook
from salesdesk.domain.columns import Kind
from salesdesk.domain.lead import PART_SCALE
from salesdesk.domain.texts import Message
from salesdesk.scoring.signals import SIGNALS

_FRESH: Final = 95
"""Percent of engagement left above which nothing is said of time."""


@dataclass(frozen=True)
class SignalHeld:
    """``points``: what the signal is worth, of 20 for its part, whether or not it is ``held``."""

    held: bool
    by_hand: bool
    points: int


@dataclass(frozen=True)
class SignalView:
    """``points`` of ``most`` for the part.  ``noted``: a number typed or imported goes before the signals.

    ``notes``: what else the points come from.
    """

    points: int
    most: int
    signals: Mapping[str, SignalHeld]
    noted: bool
    notes: tuple[Message, ...]


def signal_view(book: LeadBook, position: int, part: str) -> SignalView:
    """Engagement or profile of the lead at a position."""
    scores, leads = book.scores, book.sales[Kind.LEAD]
    held = {
        name: SignalHeld(
            bool(scores.signals.told[name][position] == 1), bool(leads[name][position] >= 0), book.model.signals[name]
        )
        for name in SIGNALS[part]
    }
    noted = bool(scores.signals.noted[part][position])
    notes = []
    if noted:
        notes.append(Message("lead.signal.noted", {"points": round(float(leads[part][position])), "most": PART_SCALE}))
    if part == "engagement":
        left = round(100 * float(scores.signals.fade[position]))
        if left < _FRESH:
            notes.append(Message("lead.signal.faded", {"percent": left}))
        if count := int(scores.interactions.count[position]):
            days = int(scores.known_by[position]) - int(scores.interactions.latest[position])
            points = round(float(scores.interactions.points[position]))
            notes.append(Message("lead.signal.interactions", {"n": count, "days": days, "points": points}))
    whole = next(found for found in book.score(position).parts if found.key == part)
    return SignalView(whole.points, whole.most, held, noted, tuple(notes))
