"""Labels written once above or beside their group, as printed reports do: every row of the group takes its label."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.raw import Cell, RawColumn
from salesdesk.domain.texts import Message
from salesdesk.importing.look import Look
from salesdesk.importing.matching import KindMatch
from salesdesk.importing.values import copied

_GROUPING: Final = frozenset(
    [
        *("rep_name", "customer_name", "customer_id", "product_family", "team", "region", "channel", "source"),
        *("segment", "customer_type", "industry"),
    ]
)
_MOST_FILLED: Final = 0.6
"""A column of labels is filled on the first row of each group: fuller ones merely have gaps."""


def spread_labels(look: Look, match: KindMatch) -> Look:
    """The table with the labels of its first columns on every row.

    Such a column stands at the left, is filled in the first row, and says each of its labels once.
    """
    fields = {m.column: m.field for m in match.matches}
    columns = list(look.table.body.columns)
    problems = list(look.table.problems)
    for place, cells in enumerate(look.cells):
        if fields.get(place) not in _GROUPING or not _says_each_once(cells):
            break
        filled = cells.kinds != Cell.EMPTY
        sources = np.maximum.accumulate(np.where(filled, np.arange(len(filled)), -1))
        blank = np.flatnonzero(~filled)
        columns[place] = copied(columns[place], look.table.records[blank], look.table.records[sources[blank]])
        problems.append(_told(look, place, blank))
    if len(problems) == len(look.table.problems):
        return look
    body = replace(look.table.body, columns=tuple(columns))
    return replace(look, table=replace(look.table, body=body, problems=tuple(problems)))


def _says_each_once(cells: RawColumn) -> bool:
    filled = cells.kinds != Cell.EMPTY
    labels = cells.codes[cells.kinds == Cell.TEXT]
    several = 2 <= len(labels) == int(filled.sum())
    return several and bool(filled[0]) and filled.mean() <= _MOST_FILLED and len(np.unique(labels)) == len(labels)


def _told(look: Look, place: int, blank: NDArray[np.int64]) -> Problem:
    message = Message("importing.note.group_labels", {"n": len(blank), "header": look.table.headers[place]})
    origin, row = look.origin, int(look.row_numbers[blank[0]])
    column = look.table.body.first_column + place
    return Problem(Severity.WARNING, message, origin.file, origin.sheet, row, column)
