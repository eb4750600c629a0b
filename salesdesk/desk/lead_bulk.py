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

BULK_FIELDS: Final = ("rep", "channel", "status", "next_action", "next_action_date")
"""Fields that make sense for several leads at once."""


class LeadBulk:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def change(self, records: Sequence[int], values: Mapping[str, object], task: Task, *, stage: str = "") -> int:
        """Type the same values over these leads, and move their open opportunities to a stage ('' : leave them).

        Returns how many leads changed.  Raises SalesDeskError when a stage is all that was asked for and none of the
        leads has an open opportunity.
        """
        assert set(values) <= set(BULK_FIELDS)
        work = LeadWork(self._desk)
        edits: list[Edit] = []
        touched = 0
        for place, record in enumerate(records):
            task.step(place, len(records), Message("lead.bulk.reading"))
            own = [Edit(Kind.LEAD, record, values)] if values else []
            own += work.moving(record, stage) if stage else []
            edits += own
            touched += bool(own)
        if edits:
            told = [Message(f"field.{name}") for name in values]
            told += [Message("lead.change.to_stage", {"stage": stage})] if stage else []
            fields = Message("lead.change.fields", {"first": told[0], "n": len(told) - 1}) if told[1:] else told[0]
            self._desk.edit_all(edits, Message("lead.change.several", {"n": touched, "field": fields}))
        elif stage and records:
            raise SalesDeskError("lead.error.none_open")
        return touched

    def join(self, kept: int, double: int) -> None:
        """Two leads become one: the double goes out of every list and figure, and gives what the other lacks."""
        book = self._desk.leads()
        places = [book.position(record) for record in (kept, double)]
        if min(places) < 0 or kept == double:
            raise SalesDeskError("lead.error.gone")
        one, two = (book.card(place) for place in places)
        label = Message("lead.change.joined", {"name": one.name or Message("lead.unnamed"), "other": two.name})
        self._desk.edit_all(joining_edits(one, two), label)
