"""Rows of the record tables.  Columns come from ``domain.columns.SCHEMAS``; unknown is NULL."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import PROVENANCE, SCHEMAS, Column, Kind
from salesdesk.domain.sales import Frame
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Message

BLOCK: Final = 2_000
"""Rows made into Python values at once: few enough to stay in the processor's cache."""
TOGETHER: Final = 50
"""Rows per INSERT: with :data:`BLOCK`, a third faster than one row each of many."""
READ_BLOCK: Final = 20_000
_NOWHERE: Final = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class KindChange:
    """What happens to the records of one kind: some replaced in place, some dropped, some added.

    ``replaced_at`` and ``dropped`` are positions in the frame as it was.  ``replaced`` and ``added`` hold arrays by
    field, provenance included (``added`` with its ids); a field they lack is unknown in all of them.
    """

    kind: Kind
    replaced_at: NDArray[np.int64] = field(default_factory=lambda: _NOWHERE)
    replaced: Mapping[str, Column] = field(default_factory=dict)
    dropped: NDArray[np.int64] = field(default_factory=lambda: _NOWHERE)
    added: Mapping[str, Column] = field(default_factory=dict)

    @property
    def n_added(self) -> int:
        return len(self.added["id"]) if self.added else 0

    @property
    def empty(self) -> bool:
        return not (len(self.replaced_at) or len(self.dropped) or self.n_added)


def unknown(kind: Kind, name: str, n: int) -> Column:
    """``n`` unknowns of a field, taking no memory; provenance is never unknown, so it gives zeros."""
    if name in PROVENANCE:
        return np.broadcast_to(np.int64(0), (n,))
    dtype = SCHEMAS[kind].by_name[name].dtype
    return np.broadcast_to(dtype.numpy(dtype.unknown), (n,))


def fills(kind: Kind, name: str, column: Column) -> bool:
    """Whether any value of the column is known."""
    if name in PROVENANCE:
        return True
    return bool(is_known(kind, name, column).any())


def is_known(kind: Kind, name: str, column: Column) -> NDArray[np.bool_]:
    if column.dtype.kind == "f":
        return ~np.isnan(column)
    return np.asarray(column != SCHEMAS[kind].by_name[name].dtype.unknown)


def write(connection: sqlite3.Connection, frame: Frame, change: KindChange, task: Task) -> None:
    """Brings the rows of one kind from ``frame`` to what the change makes of it."""
    if len(change.dropped):
        _delete(connection, frame, change.dropped)
    if len(change.replaced_at):
        _update(connection, frame, change)
    if change.n_added:
        _insert(connection, change, task)


def read(connection: sqlite3.Connection, kind: Kind) -> dict[str, Column]:
    """Every filled column of a kind, by id: what the snapshot is rebuilt from."""
    blanks = {name: unknown(kind, name, 1) for name in (*SCHEMAS[kind].by_name, *PROVENANCE)}
    # NaN is NULL in SQLite and None in Python, which NumPy makes NaN again.
    listed = ", ".join(
        f'"{name}"' if blank.dtype.kind == "f" else f'COALESCE("{name}", {blank[0]})' for name, blank in blanks.items()
    )
    rows = connection.execute(f"SELECT {listed} FROM {kind} ORDER BY id")  # noqa: S608 - names are our own
    parts: dict[str, list[Column]] = {name: [] for name in blanks}
    while block := rows.fetchmany(READ_BLOCK):
        for (name, blank), values in zip(blanks.items(), zip(*block, strict=True), strict=True):
            parts[name].append(np.array(values, dtype=blank.dtype))
    columns = {name: np.concatenate(own) for name, own in parts.items() if own}
    return {name: column for name, column in columns.items() if fills(kind, name, column)}


def next_id(connection: sqlite3.Connection, kind: Kind) -> int:
    return int(connection.execute(f"SELECT COALESCE(MAX(id), 0) + 1 FROM {kind}").fetchone()[0])  # noqa: S608 - as above


def _insert(connection: sqlite3.Connection, change: KindChange, task: Task) -> None:
    kind, n = change.kind, change.n_added
    columns = {name: column for name, column in change.added.items() if fills(kind, name, column)}
    # What is the same in every row is written into the statement: half of the time goes into handing values over.
    constant = {name: str(column[0]) for name, column in columns.items() if _same_integer(kind, name, column)}
    columns = {name: column for name, column in columns.items() if name not in constant}
    listed = ", ".join(f'"{name}"' for name in (*columns, *constant))
    marks = "(" + ", ".join((*"?" * len(columns), *constant.values())) + ")"
    statement = f"INSERT INTO {kind} ({listed}) VALUES "  # noqa: S608 - as above
    several = statement + ", ".join([marks] * TOGETHER)
    for start in range(0, n, BLOCK):
        task.step(start, n, Message("store.doing.write"))
        rows = zip(*(_python(kind, m, column[start : start + BLOCK]) for m, column in columns.items()), strict=True)
        values = list(chain.from_iterable(rows))
        width = TOGETHER * len(columns)
        whole = len(values) // width * width
        connection.executemany(several, [values[at : at + width] for at in range(0, whole, width)])
        width = len(columns)
        connection.executemany(statement + marks, [values[at : at + width] for at in range(whole, len(values), width)])


def _same_integer(kind: Kind, name: str, column: Column) -> bool:
    first = column[:1]
    return name != "id" and column.dtype.kind == "i" and fills(kind, name, first) and bool((column == first).all())


def _update(connection: sqlite3.Connection, frame: Frame, change: KindChange) -> None:
    kind, n = change.kind, len(change.replaced_at)
    names = [name for name in dict.fromkeys((*frame.columns, *change.replaced)) if name != "id"]
    listed = ", ".join(f'"{name}" = ?' for name in names)
    values = [
        _python(kind, name, change.replaced[name]) if name in change.replaced else repeat(None, n) for name in names
    ]
    ids = frame["id"][change.replaced_at].tolist()
    connection.executemany(
        f"UPDATE {kind} SET {listed} WHERE id = ?",  # noqa: S608 - as above
        zip(*values, ids, strict=True),
    )


def _delete(connection: sqlite3.Connection, frame: Frame, positions: NDArray[np.int64]) -> None:
    if len(positions) == frame.n:
        connection.execute(f"DELETE FROM {frame.kind}")  # noqa: S608 - as above
        return
    ids = np.sort(frame["id"][positions])
    # Neighbours go in one statement: what an import added is one stretch of ids.
    breaks = np.flatnonzero(np.diff(ids) != 1)
    firsts = ids[np.concatenate(([0], breaks + 1))].tolist()
    lasts = ids[np.concatenate((breaks, [len(ids) - 1]))].tolist()
    connection.executemany(
        f"DELETE FROM {frame.kind} WHERE id BETWEEN ? AND ?",  # noqa: S608 - as above
        zip(firsts, lasts, strict=True),
    )


def _python(kind: Kind, name: str, column: Column) -> Iterable[object]:
    """The values as SQLite takes them, with None for unknown (it stores NaN as NULL by itself)."""
    values: list[object] = column.tolist()
    if column.dtype.kind != "f" and name not in PROVENANCE:
        for i in np.flatnonzero(~is_known(kind, name, column)).tolist():
            values[i] = None
    return values
