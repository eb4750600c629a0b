"""Documents of several rows: what their first row says of the whole document is said of every line.

Some programs write a document's date and customer on its first line only, others on a row of its own above the lines.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.raw import Cell, RawColumn
from salesdesk.domain.texts import Message
from salesdesk.importing.left_out import LeftOut
from salesdesk.importing.look import Look
from salesdesk.importing.matching import KindMatch
from salesdesk.importing.values import copied, read_words

_OF_DOCUMENT: Final = frozenset(
    [
        *("document_number", "document_type", "document_status", "original_document", "date", "due_date"),
        *("payment_date", "payment_method", "customer_id", "customer_name", "customer_type", "rep_name", "rep_id"),
        *("team", "channel", "region", "city", "postcode", "country", "currency", "exchange_rate", "project"),
        *("industry", "segment"),
    ]
)
_WORTH: Final = frozenset(["quantity", "unit_price_net", "unit_price_gross", "line_total_net", "line_total_gross"])
_OF_LINE: Final = _WORTH | {"product_id", "product_name", "description"}
_MOSTLY_FILLED: Final = 0.5
_HARDLY_FILLED: Final = 0.05
_USUAL: Final = 0.2
"""Without a document number, so many rows must lack date and customer: fewer are gaps, not lines of the row above."""


def spread_documents(look: Look, match: KindMatch) -> Look:
    """The table with what each document's first row says filled in below it, and rows that are no lines left out."""
    cells = {m.field: look.cells[m.column] for m in match.matches}
    found = _lines_below(cells, len(look.table.records))
    if found is None:
        return _spread_first_lines(look, match)
    below, first = found
    heads = np.zeros(len(below), dtype=bool)
    heads[first[below]] = True
    heads &= ~_filled(cells, _WORTH)
    places = {m.column for m in match.matches if m.field in _OF_DOCUMENT}
    records = look.table.records
    columns = tuple(
        _filled_down(column, records[below], records[first[below]]) if place in places else column
        for place, column in enumerate(look.table.body.columns)
    )
    left_out = dict(look.table.left_out)
    if heads.any():
        left_out[LeftOut.DOCUMENT] = records[heads]
    told = ("document_rows", np.flatnonzero(heads)) if heads.any() else ("filled_down", np.flatnonzero(below))
    key, rows = told
    note = Problem(
        Severity.NOTE,
        Message(f"importing.note.{key}", {"n": len(rows)}),
        look.origin.file,
        look.origin.sheet,
        int(look.row_numbers[rows[0]]),
    )
    table = replace(
        look.table,
        body=replace(look.table.body, columns=columns),
        records=records[~heads],
        left_out=left_out,
        problems=(*look.table.problems, note),
    )
    return replace(look, table=table)


def _spread_first_lines(look: Look, match: KindMatch) -> Look:
    """The table with columns that are filled on the first line of each document only, as Shopify has them, filled."""
    cells = {m.field: look.cells[m.column] for m in match.matches}
    number = cells.get("document_number")
    if number is None:
        return look
    documents = read_words(number).codes
    first = np.append(np.unique(documents[documents >= 0], return_index=True)[1], 0)
    known = np.flatnonzero(documents >= 0)
    sources = np.full(len(documents), -1, dtype=np.int64)
    sources[known] = known[first[np.searchsorted(np.unique(documents[known]), documents[known])]]
    later = (sources >= 0) & (sources != np.arange(len(sources)))
    columns = list(look.table.body.columns)
    spread = np.zeros(len(documents), dtype=bool)
    for match_ in match.matches:
        own = look.cells[match_.column]
        filled = own.kinds != Cell.EMPTY
        if match_.field not in _OF_DOCUMENT or not _on_first_lines(filled, later, sources):
            continue
        rows = np.flatnonzero(later & ~filled & filled[sources])
        spread[rows] = True
        records = look.table.records
        columns[match_.column] = copied(columns[match_.column], records[rows], records[sources[rows]])
    if not spread.any():
        return look
    message = Message("importing.note.first_lines", {"n": int(spread.sum())})
    row = int(look.row_numbers[np.flatnonzero(spread)[0]])
    note = Problem(Severity.NOTE, message, look.origin.file, look.origin.sheet, row)
    body = replace(look.table.body, columns=tuple(columns))
    return replace(look, table=replace(look.table, body=body, problems=(*look.table.problems, note)))


def _on_first_lines(filled: NDArray[np.bool_], later: NDArray[np.bool_], sources: NDArray[np.int64]) -> bool:
    """Whether a column is filled on most first lines of documents of several, and on hardly any other line of them."""
    if not later.any():
        return False
    heads = np.unique(sources[later])
    return bool(filled[heads].mean() >= _MOSTLY_FILLED and filled[later].mean() <= _HARDLY_FILLED)


def _lines_below(cells: Mapping[str, RawColumn], n: int) -> tuple[NDArray[np.bool_], NDArray[np.int64]] | None:
    """Which rows are lines of a document begun above, and for every row the row that its document begins with."""
    who = next((name for name in ("customer_name", "customer_id") if name in cells), "")
    if not n or "date" not in cells or not who:
        return None
    told = _filled(cells, {"date", who})
    lines = _filled(cells, _OF_LINE) & _filled(cells, _WORTH)
    number = cells.get("document_number")
    first: NDArray[np.int64] = np.maximum.accumulate(np.where(told, np.arange(n), -1))
    below = lines & ~told & (first >= 0)
    if number is not None:
        given = number.kinds != Cell.EMPTY
        same = _same(number, first)
        below &= ~given | same
    elif below.sum() < _USUAL * n:
        return None
    return (below, first) if below.any() else None


def _filled(cells: Mapping[str, RawColumn], names: frozenset[str] | set[str]) -> NDArray[np.bool_]:
    """Rows that hold something in one of the fields."""
    n = len(next(iter(cells.values())))
    filled = np.zeros(n, dtype=bool)
    for name in names & cells.keys():
        filled |= cells[name].kinds != Cell.EMPTY
    return filled


def _same(column: RawColumn, other: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each cell equals the cell of another row."""
    numbers = np.nan_to_num(column.numbers)
    result: NDArray[np.bool_] = (
        (column.kinds == column.kinds[other]) & (column.codes == column.codes[other]) & (numbers == numbers[other])
    )
    return result


def _filled_down(column: RawColumn, rows: NDArray[np.int64], sources: NDArray[np.int64]) -> RawColumn:
    """The column with empty cells of ``rows`` taking what ``sources``, one for one, hold."""
    blank = column.kinds[rows] == Cell.EMPTY
    return copied(column, rows[blank], sources[blank])
