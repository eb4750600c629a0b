"""Workbooks in memory, as the reader would hand them over."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from salesdesk.domain.raw import Cell, RawColumn, RawTable
from salesdesk.importing.book import Book, RawSheet

Value = str | float | bool | dt.date | None
_EPOCH = dt.datetime(1970, 1, 1)


def column(*values: Value) -> RawColumn:
    """Cells as a reader tells them; texts that start with '#' and end in '!' or '/A' are errors."""
    kinds = np.zeros(len(values), dtype=np.uint8)
    numbers = np.full(len(values), np.nan)
    codes = np.full(len(values), -1, dtype=np.int32)
    texts: dict[str, int] = {}
    for i, value in enumerate(values):
        match value:
            case None | "":
                continue
            case bool():
                kinds[i], numbers[i] = Cell.BOOL, value
            case int() | float():
                kinds[i], numbers[i] = Cell.NUMBER, value
            case dt.datetime():
                kinds[i], numbers[i] = Cell.DATE, (value - _EPOCH).total_seconds() / 86_400
            case dt.date():
                kinds[i], numbers[i] = Cell.DATE, (value - _EPOCH.date()).days
            case str():
                kinds[i] = Cell.ERROR if value in {"#N/A", "#DIV/0!", "#CACHE"} else Cell.TEXT
                codes[i] = texts.setdefault(value, len(texts))
    return RawColumn(kinds, numbers, codes, tuple(texts))


def sheet(name: str, rows: Sequence[Sequence[Value]], separator: str = "") -> RawSheet:
    width = max(map(len, rows))
    filled = [[*row, *([None] * (width - len(row)))] for row in rows]
    columns = tuple(column(*(row[i] for row in filled)) for i in range(width))
    return RawSheet(name, RawTable(columns), separator=separator)


def book(
    file: str,
    *sheets: RawSheet,
    modified: dt.datetime = dt.datetime(2026, 3, 24),
) -> Book:
    digest = hashlib.sha256(repr((file, [s.table.row(1) for s in sheets if s.table.n_rows > 1])).encode()).hexdigest()
    return Book(file, Path("/data") / file, digest, modified, tuple(sheets))


def table(file: str, rows: Sequence[Sequence[Value]], separator: str = "") -> Book:
    """A file with one sheet of the same name."""
    return book(file, sheet(Path(file).stem, rows, separator))
