"""Next actions as a calendar file (iCalendar, RFC 5545), to open in any calendar program."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from salesdesk.desk.leads import LeadCard
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.texts import Language, text

_FOLD: Final = 75
"""Octets per line."""


def calendar(cards: Iterable[LeadCard], language: Language, written: datetime) -> str:
    """One all-day event per lead with a dated action.  Opened again, an event replaces its earlier self."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//SalesDesk//Leads//FR", "CALSCALE:GREGORIAN"]
    for card in cards:
        due = card.values["next_action_date"]
        if isinstance(due, date):
            lines += _event(card, due, language, written)
    return "\r\n".join(part for line in (*lines, "END:VCALENDAR") for part in _folded(line)) + "\r\n"


def write_calendar(path: Path, cards: Iterable[LeadCard], language: Language) -> None:
    """Raises SalesDeskError when the file cannot be written."""
    try:
        path.write_text(calendar(cards, language, datetime.now(UTC)), encoding="utf-8", newline="")
    except OSError as error:
        raise SalesDeskError("error.write", path=path, reason=error.strerror or "") from error


def _event(card: LeadCard, due: date, language: Language, written: datetime) -> list[str]:
    action = str(card.values["next_action"] or text("lead.change.an_action", language))
    told = [str(card.values[name]) for name in ("contact", "phone", "email") if card.values[name]]
    return [
        "BEGIN:VEVENT",
        f"UID:lead-{card.record}@salesdesk.local",
        f"DTSTAMP:{written:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(f'{card.name} – {action}' if card.name else action)}",
        *([f"DESCRIPTION:{_escaped(chr(10).join(told))}"] if told else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(words: str) -> str:
    for char in ("\\", ";", ","):
        words = words.replace(char, f"\\{char}")
    return "\\n".join(words.splitlines())


def _folded(line: str) -> list[str]:
    """A line in pieces of at most 75 octets, no character torn apart; all but the first begin with a space."""
    pieces, piece = [], ""
    for char in line:
        if len((piece + char).encode()) > _FOLD:
            pieces.append(piece)
            piece = " "
        piece += char
    return [*pieces, piece]
