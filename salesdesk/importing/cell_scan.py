"""What a second look at a sheet finds."""

from dataclasses import dataclass, field
from typing import Final

_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


@dataclass
class CellScan:
    """``valued``: cells with a number or truth value, which a reader cannot take for empty.

    Cells are (row from 1, column from 0).
    """

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    valued: set[tuple[int, int]] = field(default_factory=set)


def error_name(code: int) -> str:
    """As Excel shows the error that its binary formats number."""
    return _ERRORS.get(code, "#ERR")
