"""What a company file remembers of each change, so that it can be told and taken back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from salesdesk.domain.texts import Message


class ChangeKind(StrEnum):
    IMPORT = "import"
    EDIT = "edit"
    MERGE = "merge"


@dataclass(frozen=True)
class Change:
    """One undoable step.  ``new``, ``changed`` and ``gone`` count records of all kinds."""

    id: int
    kind: ChangeKind
    at: datetime
    label: Message
    new: int = 0
    changed: int = 0
    gone: int = 0
