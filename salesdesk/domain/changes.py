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
    """One undoable step.  ``files`` names the spreadsheets of an import; ``records`` counts what it touched."""

    id: int
    kind: ChangeKind
    at: datetime
    label: Message
    files: tuple[str, ...] = ()
    new: int = 0
    changed: int = 0
    gone: int = 0
    rejected: int = 0
