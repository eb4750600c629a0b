"""Where the tables of a sheet lie: header row, body, side-by-side tables, and the rows that are no records."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.raw import Cell, RawTable
from salesdesk.domain.texts import Message
from salesdesk.importing.book import RawSheet
from salesdesk.importing.column_builder import empty_column, grown, trimmed
from salesdesk.importing.header_row import Header, clean, distinct, find_header
from salesdesk.importing.left_out import LeftOut, filled_cells, find_left_out
from salesdesk.importing.totals import is_pivot

__all__ = ["LeftOut", "Table", "find_tables"]

_MOST_TABLES_BELOW: Final = 20
_SPACER_FROM_ROWS: Final = 100
"""Two tables of so many rows do not end on the same row by chance."""

_MOST_TOLD: Final = 200
_PROSE_LENGTH: Final = 60


@dataclass(frozen=True)
class Table:
    """One table of a sheet.

    ``body`` holds the rows below the header, columns of this table only, at true sheet addresses; ``records`` are the
    indices into ``body`` of the rows that are records, ``left_out`` those of the others by reason (together they are
    all rows of ``body``).  ``headers`` has one distinct, non-empty name per column of ``body``.  ``header_row`` is the
    spreadsheet row of the (last) header line, 0 when the table has none.  ``titles`` are texts above the header.
    ``problems`` tell each left-out row that held something.  When ``reason_skipped`` is given the table is set aside.
    """

    headers: tuple[str, ...]
    header_row: int
    body: RawTable
    records: NDArray[np.int64]
    left_out: Mapping[LeftOut, NDArray[np.int64]] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    reason_skipped: Message | None = None

    def row_number(self, record: int) -> int:
        """Spreadsheet row of the ``record``-th record."""
        return self.body.first_row + int(self.records[record])


def find_tables(sheet: RawSheet) -> list[Table]:
    """The tables of a sheet, left to right and top to bottom; none for an empty sheet.

    Columns that hold nothing part tables, unless both sides start and end on the same rows.  Rows that hold nothing
    part tables when what follows has a header of its own.
    """
    blocks = _merged_spacers(_column_blocks(sheet.table))
    tables = [table for block in blocks for table in _tables_in(block, sheet.name)]
    useful = [table for table in tables if table.reason_skipped is None]
    if useful:
        return [table for table in tables if table.reason_skipped is None or table.body.n_rows]
    return tables[:1]


def _columns(table: RawTable, start: int, stop: int) -> RawTable:
    return RawTable(table.columns[start:stop], table.first_row, table.first_column + start)


def _column_blocks(table: RawTable) -> list[RawTable]:
    """Runs of columns that hold something, each cut to its own rows."""
    filled = np.array([bool(column.kinds.any()) for column in table.columns], bool)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], filled, [False])).astype(np.int8)))
    return [trimmed(_columns(table, start, stop)) for start, stop in edges.reshape(-1, 2).tolist()]


def _merged_spacers(blocks: list[RawTable]) -> list[RawTable]:
    """Blocks joined across a column that is merely left free.

    They have their headers on the same row, end on the same row, share no name, and the right one is no table of its
    own.
    """
    merged: list[RawTable] = []
    for block in blocks:
        if merged and _belong_together(merged[-1], block):
            merged[-1] = _glued(merged[-1], block)
        else:
            merged.append(block)
    return merged


def _belong_together(left: RawTable, right: RawTable) -> bool:
    if left.first_row + left.n_rows != right.first_row + right.n_rows:
        return False
    left_header, right_header = find_header(left), find_header(right)
    if left_header is None or right_header is None or set(left_header.names) & set(right_header.names) - {""}:
        return False
    if left.first_row + left_header.start != right.first_row + right_header.start:
        return False
    return right.n_rows >= _SPACER_FROM_ROWS or not _stands_alone(right, right_header)


def _stands_alone(block: RawTable, header: Header) -> bool:
    """Whether a block reads like a table of its own: several columns, of which the first names each row once."""
    rows = block.n_rows - header.start
    first = block.columns[0].slice(header.start, block.n_rows)
    texts = first.codes[first.kinds == Cell.TEXT]
    return len(block.columns) > 1 and rows >= 3 and len(np.unique(texts)) == rows


def _glued(left: RawTable, right: RawTable) -> RawTable:
    """Both, with the free columns between them, as one rectangle."""
    top = min(left.first_row, right.first_row)
    n = left.first_row + left.n_rows - top
    gap = right.first_column - left.first_column - len(left.columns)
    columns = (
        *(grown(column, left.first_row - top, n) for column in left.columns),
        *(empty_column(n) for _ in range(gap)),
        *(grown(column, right.first_row - top, n) for column in right.columns),
    )
    return RawTable(columns, top, left.first_column)


def _tables_in(block: RawTable, sheet: str) -> list[Table]:
    """The tables of a run of columns, one below the other."""
    tables: list[Table] = []
    rest = block
    while rest.n_rows and len(tables) <= _MOST_TABLES_BELOW:
        header = find_header(rest)
        if header is None:
            break
        stop = _next_table(rest, header)
        tables.append(_table(rest.slice(0, stop), header, sheet))
        rest = rest.slice(stop, rest.n_rows)
    return tables


def _next_table(block: RawTable, header: Header) -> int:
    """Index of the row where another table starts below this one, the number of rows when none does.

    It starts after a blank row, and its header labels columns in which this table has values.
    """
    filled = filled_cells(block)
    blank = filled == 0
    after_blank = np.flatnonzero(blank[:-1] & ~blank[1:]) + 1
    after_blank = after_blank[after_blank > header.start]
    starts: list[int] = after_blank[:_MOST_TABLES_BELOW].tolist()
    for start in starts:
        end = int(next(iter(np.flatnonzero(blank[start:])), block.n_rows - start)) + start
        below = block.slice(start, min(block.n_rows, max(end, start + 12)))
        other = find_header(below)
        if other is None or other.row < 0 or start + other.row >= end:
            continue
        names = [name for name in other.names if name]
        if len(names) >= 2 and other.names != header.names and _new_header(block, header, start + other.row):
            return start
    return block.n_rows


def _new_header(block: RawTable, header: Header, row: int) -> bool:
    """Whether the row has labels where the table above has numbers or dates, and values come below it."""
    if row + 1 >= block.n_rows:
        return False
    labelled = valued = 0
    for column in block.columns:
        above = column.kinds[header.start : row]
        above = above[above != Cell.EMPTY]
        if len(above) and np.count_nonzero(above != Cell.TEXT) * 2 > len(above):
            valued += 1
            labelled += column.kinds[row] == Cell.TEXT
    return valued > 0 and labelled * 2 >= valued


def _table(block: RawTable, header: Header, sheet: str) -> Table:
    start = header.start
    body = block.slice(start, block.n_rows)
    used = [bool(name) or bool(column.kinds.any()) for name, column in zip(header.names, body.columns, strict=True)]
    left = used.index(True) if any(used) else 0
    right = len(used) - used[::-1].index(True) if any(used) else 0
    body = _columns(body, left, right)
    last = np.flatnonzero(filled_cells(body))
    body = body.slice(0, int(last[-1]) + 1 if len(last) else 0)
    written = header.names[left:right]
    title_rows = range(max(0, header.row - header.lines + 1) if header.row >= 0 else start)
    titles = tuple(clean(text) for row in title_rows for text in block.row(row) if text)
    table = Table(
        headers=distinct(written, body.first_column),
        header_row=block.first_row + header.row if header.row >= 0 else 0,
        body=body,
        records=np.arange(body.n_rows),
        titles=titles,
        reason_skipped=_reason_skipped(body, written, titles),
    )
    return table if table.reason_skipped else _without_left_out(table, written, sheet)


def _reason_skipped(body: RawTable, written: tuple[str, ...], titles: tuple[str, ...]) -> Message | None:
    if is_pivot((*written, *titles)):
        return Message("reading.pivot")
    if not body.n_rows:
        return Message("reading.no_rows" if len(body.columns) > 1 else "reading.no_table")
    if len(body.columns) == 1 and body.columns[0].texts:
        texts = body.columns[0].texts
        if sum(len(text) for text in texts) / len(texts) > _PROSE_LENGTH:
            return Message("reading.no_table")
    return None


def _without_left_out(table: Table, written: tuple[str, ...], sheet: str) -> Table:
    left_out = find_left_out(table.body, written)
    keep = np.ones(table.body.n_rows, bool)
    for rows in left_out.values():
        keep[rows] = False
    records = np.flatnonzero(keep)
    problems: list[Problem] = []
    for reason, rows in left_out.items():
        if reason is LeftOut.BLANK:
            continue
        message = Message(f"reading.left_out.{reason.value}")
        told = (rows[:_MOST_TOLD] + table.body.first_row).tolist()
        problems += [Problem(Severity.NOTE, message, sheet=sheet, row=row) for row in told]
        if len(rows) > _MOST_TOLD:
            more = Message("reading.left_out.more", {"n": len(rows) - _MOST_TOLD})
            problems.append(Problem(Severity.NOTE, more, sheet=sheet))
    reason_skipped = None if len(records) else Message("reading.no_rows")
    return replace(table, records=records, left_out=left_out, problems=tuple(problems), reason_skipped=reason_skipped)
