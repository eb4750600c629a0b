"""Stages in which opportunities were seen by successive imports, read back from the journal.

Every change keeps what it replaced, so the stages that an opportunity went through are there already: what each import
found is the old value of the next change, the last is the record itself.  Undoing an import takes its sightings along.
"""

import sqlite3
from datetime import datetime
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_CODE, NO_DAY, Column, Kind
from salesdesk.domain.period import day_number
from salesdesk.domain.sales import NO_STAGES, Codes, Frame, StagesSeen
from salesdesk.store.changes import Part
from salesdesk.store.packing import unpack

_FIELDS: Final = ("id", "stage", "sheet")


def read(connection: sqlite3.Connection, frame: Frame) -> StagesSeen:
    """The sightings of the opportunities in ``frame``, as they were imported."""
    sheets = _sheets(connection)
    if "stage" not in frame or len(sheets) < 2:
        return NO_STAGES
    sightings = [*_replaced(connection), {name: np.asarray(frame[name]) for name in _FIELDS}]
    opportunity, stage, sheet = (np.concatenate([one[name] for one in sightings]) for name in _FIELDS)
    known = np.flatnonzero((stage != NO_CODE) & np.isin(opportunity, frame["id"]))
    day, first = _days(sheet[known], sheets)
    order = np.lexsort((np.arange(len(known)), day, opportunity[known]))  # an older file may be imported later
    opportunity, stage, day, first = opportunity[known][order], stage[known][order], day[order], first[order]
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = opportunity[1:] != opportunity[:-1]
    moved = begins.copy()
    moved[1:] |= stage[1:] != stage[:-1]
    entered = np.where(begins & first, NO_DAY, day)
    return StagesSeen(opportunity[moved], stage[moved].astype(np.int32), entered[moved].astype(np.int32))


def _replaced(connection: sqlite3.Connection) -> list[dict[str, Column]]:
    """What each change found in the opportunities that it replaced, oldest change first."""
    rows = connection.execute(
        "SELECT change, field, data FROM journal WHERE part = ? AND subject = ? AND field IN (?, ?, ?) ORDER BY change",
        (str(Part.REPLACED), str(Kind.OPPORTUNITY), *_FIELDS),
    )
    changes = [{name: unpack(data) for _, name, data in own} for _, own in groupby(rows, key=lambda row: row[0])]
    return [change for change in changes if len(change) == len(_FIELDS)]


def _sheets(connection: sqlite3.Connection) -> dict[int, tuple[int, bool]]:
    """Of each sheet version, the day it was saved, and whether it was the first of its source."""
    found: dict[int, tuple[int, bool]] = {}
    sources: set[str] = set()
    for number, source, modified in connection.execute("SELECT id, source, modified FROM sheet ORDER BY id"):
        found[number] = day_number(datetime.fromisoformat(modified).date()), source not in sources
        sources.add(source)
    return found


def _days(sheet: Column, sheets: dict[int, tuple[int, bool]]) -> tuple[Codes, NDArray[np.bool_]]:
    """Day and firstness of each sighting; what was typed by hand (sheet 0) was never seen to enter."""
    table = {0: (NO_DAY, True), **sheets}
    numbers, at = np.unique(sheet, return_inverse=True)
    day = np.array([table.get(number, (NO_DAY, True))[0] for number in numbers.tolist()], dtype=np.int32)
    first = np.array([table.get(number, (NO_DAY, True))[1] for number in numbers.tolist()], dtype=bool)
    return day[at], first[at]
