"""What a sheet holds before anything is understood: cells by column, as arrays, cheap to send and to keep."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


class Cell(IntEnum):
    """What a raw cell is."""

    EMPTY = 0
    NUMBER = 1  # value in numbers
    TEXT = 2  # text in codes
    DATE = 3  # numbers: days since 1970-01-01 with the time as a fraction
    BOOL = 4  # numbers: 0 or 1
    ERROR = 5  # codes: '#N/A', '#DIV/0!'…; '#CACHE' for a formula without a stored value


@dataclass(frozen=True)
class RawColumn:
    """One column of n cells.  ``texts`` holds each distinct text once; ``codes`` point into it (-1: no text)."""

    kinds: NDArray[np.uint8]
    numbers: NDArray[np.float64]
    codes: NDArray[np.int32]
    texts: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.kinds)

    def slice(self, start: int, stop: int) -> "RawColumn":
        return RawColumn(self.kinds[start:stop], self.numbers[start:stop], self.codes[start:stop], self.texts)

    def display(self, index: int) -> str:
        """The cell as a person would type it: dates ISO, whole numbers without decimals, empty as ''."""
        match Cell(int(self.kinds[index])):
            case Cell.EMPTY:
                return ""
            case Cell.TEXT | Cell.ERROR:
                return self.texts[int(self.codes[index])]
            case Cell.NUMBER:
                number = float(self.numbers[index])
                return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
            case Cell.BOOL:
                return "TRUE" if self.numbers[index] else "FALSE"
            case Cell.DATE:
                moment = np.datetime64(round(float(self.numbers[index]) * 86_400), "s")
                words = str(moment).replace("T", " ")
                return words.removesuffix(" 00:00:00")


@dataclass(frozen=True)
class RawTable:
    """A sheet, or a rectangle of it.  Index 0 of every column is spreadsheet row ``first_row`` (1 = the first row).

    Column i is spreadsheet column ``first_column + i`` (0 = A).
    """

    columns: tuple[RawColumn, ...]
    first_row: int = 1
    first_column: int = 0

    @property
    def n_rows(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    @property
    def n_cells(self) -> int:
        """Number of cells that hold something."""
        return int(sum(np.count_nonzero(column.kinds) for column in self.columns))

    def row(self, index: int) -> list[str]:
        return [column.display(index) for column in self.columns]

    def slice(self, start: int, stop: int) -> "RawTable":
        """Rows ``start`` to ``stop`` by index, keeping their addresses."""
        columns = tuple(column.slice(start, stop) for column in self.columns)
        return RawTable(columns, self.first_row + start, self.first_column)
