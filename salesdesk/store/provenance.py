"""Where records come from: the sheets that were imported and their cells as they were read."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.batch import SheetBatch
from salesdesk.domain.columns import Kind
from salesdesk.domain.problem import Problem, Severity, column_letters
from salesdesk.domain.raw import RawColumn, RawTable
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Message
from salesdesk.store import messages
from salesdesk.store.database import storable
from salesdesk.store.packing import pack, pack_texts, unpack, unpack_texts

BLOCK: Final = 8_192
"""Cells are kept in blocks of this many rows, so that a few rows can be read without the rest."""


@dataclass(frozen=True)
class SheetInfo:
    """One imported version of one sheet.

    ``rows`` counts the spreadsheet rows that gave records, ``rejected`` those that were refused.  ``header_row`` counts
    as the spreadsheet shows it (1 = the first).  The newest version of a source comes last in a list of sheets.
    """

    id: int
    change_id: int
    source: str
    file: str
    path: str
    sheet: str
    kinds: tuple[Kind, ...]
    header_row: int
    sha256: str
    modified: datetime
    imported_at: datetime
    layout: str
    rows: int
    rejected: int


def write_sheet(connection: sqlite3.Connection, change: int, sheet: SheetBatch, at: datetime) -> int:
    """Writes a sheet's line and returns its id; its cells are written by :func:`write_cells`."""
    rejected = {p.row for p in sheet.problems if p.severity is Severity.REJECTED}
    raw = sheet.raw
    cursor = connection.execute(
        "INSERT INTO sheet (change, source, file, path, name, kinds, sha256, modified, imported_at, layout, header_row,"
        " rows, rejected, first_row, first_column, cell_rows, cell_columns)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            change,
            sheet.source,
            sheet.file,
            sheet.path,
            sheet.sheet,
            json.dumps([str(batch.kind) for batch in sheet.records]),
            sheet.sha256,
            sheet.modified.isoformat(),
            at.isoformat(),
            sheet.layout,
            sheet.header_row,
            _distinct([batch.row for batch in sheet.records]),
            len(rejected),
            raw.first_row,
            raw.first_column,
            raw.n_rows,
            len(raw.columns),
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def write_cells(connection: sqlite3.Connection, sheet_id: int, raw: RawTable, task: Task) -> None:
    for place, column in enumerate(raw.columns):
        task.step(place, len(raw.columns), Message("store.doing.cells"))
        _write_column(connection, sheet_id, place, column)


def replace_column(connection: sqlite3.Connection, sheet_id: int, place: int, column: RawColumn) -> None:
    """Writes other cells over a column, all of it."""
    for table in ("raw_cells", "raw_texts"):
        connection.execute(f"DELETE FROM {table} WHERE sheet = ? AND column = ?", (sheet_id, place))  # noqa: S608 - names are our own
    _write_column(connection, sheet_id, place, column)


def _write_column(connection: sqlite3.Connection, sheet_id: int, place: int, column: RawColumn) -> None:
    blocks = range(0, len(column), BLOCK)
    connection.executemany(
        "INSERT INTO raw_cells (sheet, column, block, data) VALUES (?, ?, ?, ?)",
        ((sheet_id, place, i, _pack_cells(column.slice(at, at + BLOCK))) for i, at in enumerate(blocks)),
    )
    connection.executemany(
        "INSERT INTO raw_texts (sheet, column, block, data) VALUES (?, ?, ?, ?)",
        (
            (sheet_id, place, i, pack_texts(column.texts[at : at + BLOCK], small=True))
            for i, at in enumerate(range(0, len(column.texts), BLOCK))
        ),
    )


def read_sheets(connection: sqlite3.Connection) -> list[SheetInfo]:
    rows = connection.execute(
        "SELECT id, change, source, file, path, name, kinds, header_row, sha256, modified, imported_at, layout, rows,"
        " rejected FROM sheet ORDER BY id"
    )
    return [
        SheetInfo(
            **dict(zip(("id", "change_id", "source", "file", "path", "sheet"), row, strict=False)),
            kinds=tuple(Kind(kind) for kind in json.loads(row[6])),
            header_row=row[7],
            sha256=row[8],
            modified=datetime.fromisoformat(row[9]),
            imported_at=datetime.fromisoformat(row[10]),
            layout=row[11],
            rows=row[12],
            rejected=row[13],
        )
        for row in rows
    ]


def read_cells(connection: sqlite3.Connection, sheet_id: int, first_row: int, last_row: int) -> RawTable:
    """Cells of spreadsheet rows ``first_row`` to ``last_row``, both in, as far as the sheet has them.

    Raises KeyError for an unknown sheet.
    """
    top, left, n_rows, n_columns = _extent(connection, sheet_id)
    start = min(max(first_row - top, 0), n_rows)
    stop = max(min(last_row + 1 - top, n_rows), start)
    columns = tuple(_read_column(connection, sheet_id, place, start, stop) for place in range(n_columns))
    return RawTable(columns, top + start, left)


def read_column(connection: sqlite3.Connection, sheet_id: int, header: str) -> tuple[int, RawColumn]:
    """The column under ``header``, with the spreadsheet row of its first cell.

    As in an import, the second column of one header is ``header (2)``, and one without a header goes by its letters.
    Raises KeyError when the sheet has no such column.
    """
    top, left, n_rows, n_columns = _extent(connection, sheet_id)
    header_row = connection.execute("SELECT header_row FROM sheet WHERE id = ?", (sheet_id,)).fetchone()[0]
    at = header_row - top
    times: dict[str, int] = {}
    for place in range(n_columns):
        written = _read_column(connection, sheet_id, place, at, at + 1).display(0) if 0 <= at < n_rows else ""
        title = " ".join(written.split()) or column_letters(left + place)
        times[title] = times.get(title, 0) + 1
        if (title if times[title] == 1 else f"{title} ({times[title]})") == header:
            return top, _read_column(connection, sheet_id, place, 0, n_rows)
    raise KeyError(header)


def write_problems(connection: sqlite3.Connection, change: int, sheet: SheetBatch) -> None:
    connection.executemany(
        "INSERT INTO problem (change, severity, message, file, sheet, row, column) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                change,
                str(p.severity),
                messages.to_json(p.message),
                storable(p.file or sheet.file),
                storable(p.sheet or sheet.sheet),
                p.row,
                p.column,
            )
            for p in sheet.problems
        ),
    )


def read_problems(connection: sqlite3.Connection, change: int) -> list[Problem]:
    rows = connection.execute(
        "SELECT severity, message, file, sheet, row, column FROM problem WHERE change = ? ORDER BY id", (change,)
    )
    return [Problem(Severity(row[0]), messages.from_json(row[1]), *row[2:]) for row in rows]


def _extent(connection: sqlite3.Connection, sheet_id: int) -> tuple[int, int, int, int]:
    found = connection.execute(
        "SELECT first_row, first_column, cell_rows, cell_columns FROM sheet WHERE id = ?", (sheet_id,)
    ).fetchone()
    if found is None:
        raise KeyError(sheet_id)
    return found[0], found[1], found[2], found[3]


def _pack_cells(column: RawColumn) -> bytes:
    """Kinds of all cells, then the numbers and codes of those cells alone that have them."""
    parts = [pack(column.kinds, small=True)]
    with_text = column.codes >= 0
    parts.append(pack(with_text.view(np.uint8), small=True))
    parts.append(pack(column.numbers[_holds_number(column.kinds)], small=True))
    parts.append(pack(column.codes[with_text], small=True))
    sizes = np.array([len(part) for part in parts], dtype="<i8")
    return sizes.tobytes() + b"".join(parts)


def _holds_number(kinds: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return _NUMERIC[kinds]


def _unpack_cells(data: bytes) -> tuple[NDArray[np.uint8], NDArray[np.float64], NDArray[np.int32]]:
    sizes = np.frombuffer(data, "<i8", 4)
    ends = np.cumsum(sizes) + sizes.nbytes
    kinds, with_text, numbers, codes = (
        unpack(data[end - size : end]) for end, size in zip(ends.tolist(), sizes.tolist(), strict=True)
    )
    all_numbers = np.full(len(kinds), np.nan)
    all_numbers[_holds_number(kinds)] = numbers
    all_codes = np.full(len(kinds), -1, dtype=np.int32)
    all_codes[with_text.astype(bool)] = codes
    return kinds, all_numbers, all_codes


def _read_column(connection: sqlite3.Connection, sheet_id: int, place: int, start: int, stop: int) -> RawColumn:
    rows = connection.execute(
        "SELECT data FROM raw_cells WHERE sheet = ? AND column = ? AND block BETWEEN ? AND ? ORDER BY block",
        (sheet_id, place, start // BLOCK, (stop - 1) // BLOCK),
    )
    blocks = [_unpack_cells(data) for (data,) in rows]
    if stop <= start or not blocks:
        return RawColumn(np.zeros(0, np.uint8), np.zeros(0), np.zeros(0, np.int32), ())
    skip = start - start // BLOCK * BLOCK
    kinds, numbers, codes = (np.concatenate(parts)[skip : skip + stop - start] for parts in zip(*blocks, strict=True))
    needed = np.unique(codes[codes >= 0])
    texts = _read_texts(connection, sheet_id, place, needed)
    if len(needed):
        codes = np.where(codes >= 0, np.searchsorted(needed, codes), -1).astype(np.int32)
    return RawColumn(kinds, numbers, codes, texts)


def _read_texts(connection: sqlite3.Connection, sheet_id: int, place: int, codes: NDArray[np.int32]) -> tuple[str, ...]:
    """The texts of sorted codes, reading only the blocks they lie in."""
    texts: list[str] = []
    for block in np.unique(codes // BLOCK).tolist():
        (data,) = connection.execute(
            "SELECT data FROM raw_texts WHERE sheet = ? AND column = ? AND block = ?", (sheet_id, place, block)
        ).fetchone()
        held = unpack_texts(data)
        texts += [held[code] for code in (codes[codes // BLOCK == block] - block * BLOCK).tolist()]
    return tuple(texts)


def _distinct(rows: list[NDArray[np.int64]]) -> int:
    rows = [row for row in rows if len(row)]
    if not rows:
        return 0
    seen = np.zeros(max(int(row.max()) for row in rows) + 1, dtype=bool)
    for row in rows:
        seen[row] = True
    return int(seen.sum())


_NUMERIC: Final = np.array([False, True, False, True, True, False])
"""By ``domain.raw.Cell``: whether the cell's value is in ``numbers``."""
