"""Cells read as something else than they say: as the user typed it, or as it was decided for the same row before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.batch import Correction
from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.raw import Cell, RawColumn
from salesdesk.domain.texts import Message
from salesdesk.importing.look import Look

Chosen: TypeAlias = Mapping[tuple[int, int], str]
"""Spreadsheet row and column (0 = A) → what the cell is to be read as; '' as it stands."""
Known: TypeAlias = Mapping[tuple[str, int], str]
"""Header and hash of a row's raw cells → what the cell is to be read as; '' as it stands."""


def corrected(look: Look, chosen: Chosen, known: Known) -> tuple[Look, tuple[Correction, ...]]:
    """The table as its corrections say, each told by a note, and the corrections that hold in it."""
    found = dict(_known(look, known)) | dict(_chosen(look, chosen, known))
    if not found:
        return look, ()
    corrections = tuple(found[place] for place in sorted(found))
    applied = [correction for correction in corrections if correction.value]
    body = look.table.body
    columns = list(body.columns)
    for column in {correction.column for correction in applied}:
        own = [correction for correction in applied if correction.column == column]
        rows = np.array([correction.row - body.first_row for correction in own])
        place = column - body.first_column
        columns[place] = _written(columns[place], rows, [correction.value for correction in own])
    table = replace(
        look.table,
        body=replace(body, columns=tuple(columns)),
        problems=(*look.table.problems, *(_told(correction, look) for correction in applied)),
    )
    return replace(look, table=table), corrections


def suggested(problem: Problem) -> str:
    """What a cell that could not be read was meant to say, where that is certain in kind; '' otherwise.

    A number is in the sheet's own writing, a day in ISO form, which is read alike in every sheet.
    """
    return str(problem.message.values.get("meant", "")) if problem.message.key in _CERTAIN else ""


_CERTAIN = frozenset(f"importing.cell.{name}" for name in ("letter_o", "impossible_date", "far_future", "far_past"))
CORRECTED = "importing.note.corrected"
"""Key of the note that tells a correction."""


def _known(look: Look, known: Known) -> Iterator[tuple[tuple[int, int], Correction]]:
    headers = {header for header, _ in known} & set(look.table.headers)
    for header in headers:
        hashes = np.array([own for name, own in known if name == header], dtype=np.int64)
        place = look.table.headers.index(header)
        for position in np.flatnonzero(np.isin(_hashes(look), hashes)).tolist():
            made = _correction(look, position, place, known[header, int(_hashes(look)[position])])
            if made.value and made.value != made.original:
                yield (made.row, made.column), made


def _chosen(look: Look, chosen: Chosen, known: Known) -> Iterator[tuple[tuple[int, int], Correction]]:
    body = look.table.body
    for (row, column), value in chosen.items():
        position = int(np.searchsorted(look.table.records, row - body.first_row))
        place = column - body.first_column
        if position >= len(look.row_numbers) or look.row_numbers[position] != row or not 0 <= place < len(body.columns):
            continue
        made = _correction(look, position, place, value)
        if made.value == made.original:
            made = replace(made, value="")
        if made.value or (made.header, made.row_hash) in known:
            yield (row, column), made


def _correction(look: Look, position: int, place: int, value: str) -> Correction:
    return Correction(
        int(look.row_numbers[position]),
        look.table.body.first_column + place,
        look.table.headers[place],
        int(_hashes(look)[position]),
        look.cells[place].display(position),
        value.strip(),
    )


def _hashes(look: Look) -> NDArray[np.int64]:
    return look.rows.view(np.int64)


def _written(column: RawColumn, rows: NDArray[np.int64], values: Sequence[str]) -> RawColumn:
    """The column with texts typed over some of its cells."""
    kinds, numbers, codes = column.kinds.copy(), column.numbers.copy(), column.codes.copy()
    kinds[rows], numbers[rows] = Cell.TEXT, np.nan
    codes[rows] = len(column.texts) + np.arange(len(rows))
    return RawColumn(kinds, numbers, codes, (*column.texts, *values))


def _told(correction: Correction, look: Look) -> Problem:
    message = Message(CORRECTED, {"text": correction.original, "meant": correction.value})
    origin = look.origin
    return Problem(Severity.NOTE, message, origin.file, origin.sheet, correction.row, correction.column)
