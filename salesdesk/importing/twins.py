"""Rows that are the same in every cell: kept, unless the user says that they are one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from salesdesk.domain.batch import Correction
from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.texts import Message
from salesdesk.importing.left_out import LeftOut
from salesdesk.importing.look import Look

TWICE: Final = "importing.row.twice"
"""Key of the warning about a row that equals an earlier one."""
ONE_KEPT: Final = "importing.note.one_kept"
"""Key of the note about such a row that was left out."""
KEEP_ONE: Final = "one"
"""What a row (column -1) is corrected to, so that of it and its equals the first alone is kept."""
WHOLE_ROW: Final = -1


def without_twins(
    look: Look, chosen: Mapping[tuple[int, int], str], known: Mapping[tuple[str, int], str]
) -> tuple[Look, tuple[Correction, ...]]:
    """The table without the rows that the user took for repetitions, each told by a note, and these decisions."""
    decided = {row_hash: value for (header, row_hash), value in known.items() if not header}
    said = {row: value for (row, column), value in chosen.items() if column == WHOLE_ROW}
    if not decided and not said:
        return look, ()
    hashes, rows = look.rows.view(np.int64), look.row_numbers
    refused = []
    for position in np.flatnonzero(np.isin(rows, list(said))).tolist():
        row_hash, value = int(hashes[position]), said[int(rows[position])]
        if not value and decided.get(row_hash):
            refused.append(Correction(int(rows[position]), WHOLE_ROW, "", row_hash, "", ""))
        decided[row_hash] = value
    wanted = [row_hash for row_hash, value in decided.items() if value == KEEP_ONE]
    gone, corrections, problems = [], refused, []
    for row_hash in wanted:
        first, *others = np.flatnonzero(hashes == row_hash).tolist() or [0]
        gone += others
        for position in others:
            row = int(rows[position])
            corrections.append(Correction(row, WHOLE_ROW, "", row_hash, "", KEEP_ONE))
            message = Message(ONE_KEPT, {"row": int(rows[first])})
            problems.append(Problem(Severity.NOTE, message, look.origin.file, look.origin.sheet, row))
    left_out = {**look.table.left_out, LeftOut.REPEATED: np.sort(look.table.records[gone])} if gone else {}
    table = replace(
        look.table,
        records=np.delete(look.table.records, gone),
        left_out=left_out or look.table.left_out,
        problems=(*look.table.problems, *problems),
    )
    return replace(look, table=table), tuple(corrections)
