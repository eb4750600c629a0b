"""Python cell values, row chunk by row chunk, into typed column arrays."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.raw import Cell, RawColumn, RawTable

Value: TypeAlias = int | float | str | bool | time | date | datetime | timedelta | None

_KIND: Final[dict[type, Cell]] = {
    type(None): Cell.EMPTY,
    str: Cell.TEXT,
    float: Cell.NUMBER,
    int: Cell.NUMBER,
    bool: Cell.BOOL,
    date: Cell.DATE,
    datetime: Cell.DATE,
    time: Cell.TEXT,
    timedelta: Cell.TEXT,
}
_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - spreadsheets have no time zones
_EPOCH_DAY: Final = _EPOCH.toordinal()
_DAY: Final = timedelta(days=1)


class ColumnBuilder:
    """Collects one column.  Equal texts are stored once; a text of spaces counts as empty.

    Times of day and durations, which no record field holds, are kept as texts such as ``08:30:00``.
    """

    def __init__(self) -> None:
        self._kinds: list[NDArray[np.uint8]] = []
        self._numbers: list[NDArray[np.float64]] = []
        self._codes: list[NDArray[np.int32]] = []
        self._texts: list[str] = []
        self._index: dict[str, int] = {}

    def extend(self, values: Sequence[Value]) -> None:
        """Append cells, top to bottom."""
        types = set(map(type, values))
        n = len(values)
        if types == {str}:
            codes = self._encode(values)
            self._append(np.where(codes < 0, Cell.EMPTY, Cell.TEXT), np.full(n, np.nan), codes)
        elif len(types) == 1 and (kind := _KIND[next(iter(types))]) is not Cell.TEXT:
            self._append(np.full(n, kind), _numbers(values, kind), np.full(n, -1, np.int32))
        else:
            self._extend_mixed(values)

    def _extend_mixed(self, values: Sequence[Value]) -> None:
        n = len(values)
        kinds = np.fromiter(map(_KIND.__getitem__, map(type, values)), np.uint8, n)
        numbers, codes = np.full(n, np.nan), np.full(n, -1, np.int32)
        for kind in np.unique(kinds).tolist():
            where = np.flatnonzero(kinds == kind)
            chosen = [values[i] for i in where.tolist()]
            if kind == Cell.TEXT:
                codes[where] = self._encode([_words(value) for value in chosen])
            else:
                numbers[where] = _numbers(chosen, Cell(kind))
        kinds[(kinds == Cell.TEXT) & (codes < 0)] = Cell.EMPTY
        self._append(kinds, numbers, codes)

    def _encode(self, texts: Sequence[Value]) -> NDArray[np.int32]:
        """Codes of the texts, -1 for those without a visible character."""
        index = self._index
        for text in dict.fromkeys(texts):
            if text not in index:
                assert isinstance(text, str)
                blank = not text or text.isspace()
                index[text] = -1 if blank else len(self._texts)
                if not blank:
                    self._texts.append(text)
        return np.fromiter(map(index.__getitem__, texts), np.int32, len(texts))  # type: ignore[arg-type]

    def _append(self, kinds: NDArray[np.generic], numbers: NDArray[np.float64], codes: NDArray[np.int32]) -> None:
        self._kinds.append(kinds.astype(np.uint8))
        self._numbers.append(numbers)
        self._codes.append(codes)

    def finish(self) -> RawColumn:
        """The whole column."""
        return RawColumn(
            np.concatenate(self._kinds) if self._kinds else np.zeros(0, np.uint8),
            np.concatenate(self._numbers) if self._numbers else np.zeros(0),
            np.concatenate(self._codes) if self._codes else np.zeros(0, np.int32),
            tuple(self._texts),
        )


def _numbers(values: Sequence[Value], kind: Cell) -> NDArray[np.float64]:
    if kind is Cell.EMPTY:
        return np.full(len(values), np.nan)
    if kind is Cell.DATE:
        return np.fromiter(map(_day, values), np.float64, len(values))
    return np.fromiter(values, np.float64, len(values))


def _day(value: Value) -> float:
    if isinstance(value, datetime):
        return (value - _EPOCH) / _DAY
    assert isinstance(value, date)
    return value.toordinal() - _EPOCH_DAY


def _words(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        sign = "-" if seconds < 0 else ""
        hours, rest = divmod(abs(seconds), 3600)
        return f"{sign}{hours:02}:{rest // 60:02}:{rest % 60:02}"
    assert isinstance(value, time)
    return value.isoformat("seconds")


def build_columns(rows: Iterable[Sequence[Sequence[Value]]]) -> list[RawColumn]:
    """Columns from chunks of rows.  Rows may differ in length; short ones end in empty cells."""
    builders: list[ColumnBuilder] = []
    done = 0
    for chunk in rows:
        widths = set(map(len, chunk))
        width = max(widths)
        while len(builders) < width:
            builders.append(ColumnBuilder())
            if done:
                builders[-1].extend([None] * done)
        if widths != {len(builders)}:
            chunk = [[*row, *[None] * (len(builders) - len(row))] for row in chunk]  # noqa: PLW2901 - padded
        for builder, values in zip(builders, zip(*chunk, strict=True), strict=True):
            builder.extend(values)
        done += len(chunk)
    return [builder.finish() for builder in builders]


def overlay(table: RawTable, cells: Mapping[tuple[int, int], str], kind: Cell) -> RawTable:
    """The table with cells of ``kind`` put at (spreadsheet row from 1, column from 0), grown where they lie outside."""
    if not cells:
        return table
    first_row = min(table.first_row if table.n_rows else 1 << 30, *(row for row, _ in cells))
    last_row = max(table.first_row + table.n_rows - 1, *(row for row, _ in cells))
    first_column = min(table.first_column if table.columns else 1 << 30, *(column for _, column in cells))
    last_column = max(table.first_column + len(table.columns) - 1, *(column for _, column in cells))
    n, above = last_row - first_row + 1, table.first_row - first_row
    by_column: dict[int, dict[int, str]] = {}
    for (row, column), text in cells.items():
        by_column.setdefault(column, {})[row - first_row] = text
    columns: list[RawColumn] = []
    for address in range(first_column, last_column + 1):
        index = address - table.first_column
        old = table.columns[index] if 0 <= index < len(table.columns) else None
        if old is None:
            old = empty_column(n)
        elif len(old) != n:
            old = grown(old, above, n)
        columns.append(_put(old, by_column[address], kind) if address in by_column else old)
    return RawTable(tuple(columns), first_row, first_column)


def empty_column(n: int) -> RawColumn:
    return RawColumn(np.zeros(n, np.uint8), np.full(n, np.nan), np.full(n, -1, np.int32), ())


def grown(column: RawColumn, above: int, n: int) -> RawColumn:
    """The column with ``above`` empty cells before it, n in all."""
    grown = empty_column(n)
    stop = above + len(column)
    grown.kinds[above:stop], grown.numbers[above:stop], grown.codes[above:stop] = (
        column.kinds,
        column.numbers,
        column.codes,
    )
    return RawColumn(grown.kinds, grown.numbers, grown.codes, column.texts)


def _put(column: RawColumn, cells: Mapping[int, str], kind: Cell) -> RawColumn:
    index = {text: code for code, text in enumerate(column.texts)}
    codes = [index.setdefault(text, len(index)) for text in cells.values()]
    rows = np.fromiter(cells, np.int64, len(cells))
    kinds, numbers, all_codes = column.kinds.copy(), column.numbers.copy(), column.codes.copy()
    kinds[rows], numbers[rows], all_codes[rows] = kind, np.nan, codes
    return RawColumn(kinds, numbers, all_codes, tuple(index))


def trimmed(table: RawTable) -> RawTable:
    """The table without the blank rows and columns around what it holds, at the same addresses."""
    filled = [bool(column.kinds.any()) for column in table.columns]
    if not any(filled):
        return RawTable((), 1, 0)
    left = filled.index(True)
    right = len(filled) - filled[::-1].index(True)
    used = table.columns[left:right]
    rows = np.zeros(table.n_rows, bool)
    for column, has in zip(used, filled[left:right], strict=True):
        if has:
            rows |= column.kinds != Cell.EMPTY
    top, bottom = int(rows.argmax()), table.n_rows - int(rows[::-1].argmax())
    columns = tuple(column.slice(top, bottom) for column in used)
    return RawTable(columns, table.first_row + top, table.first_column + left)
