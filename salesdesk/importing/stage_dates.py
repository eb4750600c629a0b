"""Columns that say on which day a deal entered a stage, one column per stage: read as stage changes.

HubSpot writes such columns beside each deal: Date entered "Negotiation (Sales pipeline)".
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.batch import LocalMembers, RecordBatch
from salesdesk.domain.columns import NO_CODE, NO_DAY, Column, Kind
from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.texts import Message
from salesdesk.importing.identity import identify
from salesdesk.importing.import_fields import IGNORED
from salesdesk.importing.look import Look
from salesdesk.importing.stage_headers import stage_entered
from salesdesk.importing.values import read_days, take

MOST_WARNINGS: Final = 20
FIELD: Final = "stage_date"
"""What such a column is called in a mapping."""


def stage_columns(headers: Sequence[str], chosen: Mapping[str, str]) -> dict[int, str]:
    """Place of each column of entry days → its stage, but for those that the user set aside."""
    found = {place: stage_entered(header) for place, header in enumerate(headers)}
    return {place: stage for place, stage in found.items() if stage and chosen.get(headers[place]) != IGNORED}


def unread_days(look: Look, stages: Mapping[int, str], positions: NDArray[np.int64], order: str) -> list[Problem]:
    """The cells of such columns that are no dates; of each column the first ones, and how many more there are."""
    problems = []
    for place in stages:
        failed = read_days(take(look.cells[place], positions), order).failures
        for at in range(min(len(failed), MOST_WARNINGS + 1)):
            more = len(failed) - at
            told = Message("importing.note.more_unreadable", {"n": more}) if at == MOST_WARNINGS else failed.reason(at)
            row = int(look.row_numbers[positions[failed.rows[at]]])
            column = look.table.body.first_column + place
            problems.append(Problem(Severity.WARNING, told, look.origin.file, look.origin.sheet, row, column))
    return problems


def stage_changes(
    look: Look,
    stages: Mapping[int, str],
    deals: tuple[Column, LocalMembers],
    positions: NDArray[np.int64],
    order: str,
) -> RecordBatch | None:
    """One record per deal and stage that it entered.

    ``deals``: their ids, as codes and list, one per entry of ``positions`` among the table's records.  ``order``: of
    day, month and year.  Cells that are no dates are left out, see :func:`unread_days`.
    """
    ids, members = deals
    days = {place: read_days(take(look.cells[place], positions), order).values for place in stages}
    known = {place: np.flatnonzero((own != NO_DAY) & (ids != NO_CODE)) for place, own in days.items()}
    if not any(len(rows) for rows in known.values()):
        return None
    names = tuple(dict.fromkeys(stages.values()))
    columns: dict[str, Column] = {
        "opportunity_id": np.concatenate([ids[rows] for rows in known.values()]),
        "stage": np.concatenate(
            [np.full(len(rows), names.index(stages[place]), dtype=np.int32) for place, rows in known.items()]
        ),
        "date": np.concatenate([days[place][rows] for place, rows in known.items()]),
    }
    lists = {"opportunity_id": members, "stage": LocalMembers(names, ("",) * len(names))}
    row = np.concatenate([look.row_numbers[positions[rows]] for rows in known.values()])
    by_row = np.argsort(row, kind="stable")
    columns = {name: column[by_row] for name, column in columns.items()}
    none = np.zeros(len(row), dtype=np.uint64)
    found = identify(Kind.STAGE_CHANGE, columns, lists, none, look.origin.source)
    keep = np.setdiff1d(np.arange(len(row)), found.repeated)
    return RecordBatch(
        Kind.STAGE_CHANGE,
        {name: column[keep] for name, column in columns.items()},
        lists,
        row[by_row][keep],
        found.identity[keep],
        found.content[keep],
    )
