"""One change for several leads: who looks after them, where they stand, what is next.  One step to undo."""

from collections.abc import Mapping, Sequence
from typing import Final

from salesdesk.desk.desk import Desk
from salesdesk.desk.lead_joining import joining_edits
from salesdesk.desk.lead_work import LeadWork
from salesdesk.domain.changes import Edit
from salesdesk.domain.columns import Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Message

BULK_FIELDS: Final = ("rep", "channel", "status", "segment", "sector", "region", "next_action", "next_action_date")
"""Fields that make sense for several leads at once."""


class LeadBulk:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def change(self, records: Sequence[int], values: Mapping[str, object]) -> int:
        """Type the same values over all of these leads; returns how many they are."""
        assert set(values) <= set(BULK_FIELDS)
        if not records or not values:
            return 0
        edits = [Edit(Kind.LEAD, record, values) for record in records]
        first, *more = (Message(f"field.{name}") for name in values)
        fields = Message("lead.change.fields", {"first": first, "n": len(more)}) if more else first
        self._desk.edit_all(edits, Message("lead.change.several", {"n": len(edits), "field": fields}))
        return len(edits)

    def move(self, records: Sequence[int], stage: str, task: Task) -> int:
        """Move the open opportunities of these leads to a stage; returns how many there were.

        Raises SalesDeskError when none of them has one.
        """
        work = LeadWork(self._desk)
        edits: list[Edit] = []
        moved = 0
        for place, record in enumerate(records):
            task.step(place, len(records), Message("lead.bulk.reading"))
            found = work.moving(record, stage)
            edits += found
            moved += bool(found)
        if not moved:
            raise SalesDeskError("lead.error.none_open")
        label = Message("lead.change.several", {"n": moved, "field": Message("lead.change.to_stage", {"stage": stage})})
        self._desk.edit_all(edits, label)
        return moved

    def join(self, kept: int, double: int) -> None:
        """Two leads become one: the double goes out of every list and figure, and gives what the other lacks."""
        book = self._desk.leads()
        places = [book.position(record) for record in (kept, double)]
        if min(places) < 0 or kept == double:
            raise SalesDeskError("lead.error.gone")
        one, two = (book.card(place) for place in places)
        label = Message("lead.change.joined", {"name": one.name or Message("lead.unnamed"), "other": two.name})
        self._desk.edit_all(joining_edits(one, two), label)
