"""What a company file remembers of each change, so that it can be told and taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from salesdesk.domain.columns import Kind
from salesdesk.domain.texts import Message


class ChangeKind(StrEnum):
    IMPORT = "import"
    EDIT = "edit"
    MERGE = "merge"


@dataclass(frozen=True)
class Change:
    """One undoable step.  ``new``, ``changed`` and ``gone`` count records of all kinds.

    ``user`` is the name under which whoever made it was at the computer; '' where no one noted it.
    """

    id: int
    kind: ChangeKind
    at: datetime
    label: Message
    new: int = 0
    changed: int = 0
    gone: int = 0
    user: str = ""


@dataclass(frozen=True)
class Edit:
    """Values typed over a record, by its number for life; a new record when ``record`` is None.

    Values: text, a choice's name, date, datetime, bool, numbers; money in the company currency; None for unknown.
    ``identity`` lets a later import recognise a new record.
    """

    kind: Kind
    record: int | None
    values: Mapping[str, object]
    identity: int | None = None
