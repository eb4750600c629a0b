"""What is wrong with a cell, a row or a file, collected rather than raised."""

from dataclasses import dataclass
from enum import StrEnum

from salesdesk.domain.texts import Message


class Severity(StrEnum):
    """REJECTED: the row is not imported.  WARNING: imported all the same.  NOTE: good to know."""

    REJECTED = "rejected"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Problem:
    """Rows and columns count as the spreadsheet shows them: row 1 is the first; column 0 is A, -1 the whole row."""

    severity: Severity
    message: Message
    file: str = ""
    sheet: str = ""
    row: int = 0
    column: int = -1

    @property
    def address(self) -> str:
        """Such as ``Ventes!F128``."""
        cell = f"{column_letters(self.column) if self.column >= 0 else ''}{self.row or ''}"
        return f"{self.sheet}!{cell}" if self.sheet and cell else cell or self.sheet


def column_letters(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters
