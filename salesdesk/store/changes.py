"""What was done to a company's data, and the journal from which each change is taken back."""

import getpass
import json
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.changes import Change, ChangeKind
from salesdesk.domain.columns import Column, Kind
from salesdesk.domain.sales import Frame
from salesdesk.domain.texts import Message
from salesdesk.store import messages
from salesdesk.store.database import storable
from salesdesk.store.packing import pack, unpack
from salesdesk.store.records import KindChange


class Part(StrEnum):
    """What a line of the journal tells; in brackets its subject."""

    ADDED = "added"  # ids that records were given [kind]
    REPLACED = "replaced"  # records as they were before they were changed [kind], one BLOB per field
    DROPPED = "dropped"  # records that were removed [kind], one BLOB per field
    MEMBERS = "members"  # the first code added, and members as they were [list]
    LAYOUT = "layout"  # the mapping as it was [signature]
    MERGE = "merge"  # the merges of a list as they were [list]
    EDIT = "edit"  # the values typed over a record as they were [kind:identity]


_ONE: Final = ""


def begin(connection: sqlite3.Connection, kind: ChangeKind, label: Message, at: datetime) -> int:
    """A new change; its counts are set by :func:`count`."""
    cursor = connection.execute(
        "INSERT INTO change (kind, label, at, new, changed, gone, user) VALUES (?, ?, ?, 0, 0, 0, ?)",
        (str(kind), messages.to_json(label), at.isoformat(), _user()),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _user() -> str:
    """The name under which someone is at this computer; '' where it has none."""
    try:
        return storable(getpass.getuser())
    except (ImportError, KeyError, OSError):
        return ""


def count(connection: sqlite3.Connection, change: int, *, new: int, changed: int, gone: int) -> None:
    connection.execute(
        "UPDATE change SET new = new + ?, changed = changed + ?, gone = gone + ? WHERE id = ?",
        (new, changed, gone, change),
    )


def read(connection: sqlite3.Connection) -> list[Change]:
    """All changes that stand, oldest first."""
    rows = connection.execute("SELECT id, kind, label, at, new, changed, gone, user FROM change ORDER BY id")
    return [
        Change(row[0], ChangeKind(row[1]), datetime.fromisoformat(row[3]), messages.from_json(row[2]), *row[4:])
        for row in rows
    ]


def note(connection: sqlite3.Connection, change: int, part: Part, subject: str, told: object) -> None:
    """Writes something small into the journal.  What a change notes twice counts as it was first."""
    connection.execute(
        "INSERT OR IGNORE INTO journal (change, part, subject, field, data) VALUES (?, ?, ?, ?, ?)",
        (change, str(part), subject, _ONE, json.dumps(told).encode()),
    )


def noted(connection: sqlite3.Connection, change: int, part: Part) -> dict[str, Any]:
    """What was noted, by subject."""
    rows = connection.execute(
        "SELECT subject, data FROM journal WHERE change = ? AND part = ? ORDER BY subject", (change, str(part))
    )
    return {subject: json.loads(data) for subject, data in rows}


def note_records(connection: sqlite3.Connection, change: int, frame: Frame, made: KindChange) -> None:
    """Keeps what a change of records replaces and drops, and which it adds."""
    kind = str(made.kind)
    if made.n_added:
        ids = made.added["id"]
        note(connection, change, Part.ADDED, kind, [int(ids[0]), int(ids[-1])])
    for part, positions in ((Part.REPLACED, made.replaced_at), (Part.DROPPED, made.dropped)):
        if len(positions):
            connection.executemany(
                "INSERT INTO journal (change, part, subject, field, data) VALUES (?, ?, ?, ?, ?)",
                (
                    (change, str(part), kind, name, pack(column[positions], small=True))
                    for name, column in frame.columns.items()
                ),
            )


def inverse(connection: sqlite3.Connection, change: int, frames: Mapping[Kind, Frame]) -> list[KindChange]:
    """What takes a change of records back, kind by kind."""
    added = noted(connection, change, Part.ADDED)
    replaced = _noted_records(connection, change, Part.REPLACED)
    dropped = _noted_records(connection, change, Part.DROPPED)
    inverses = []
    for kind in sorted({*map(Kind, added), *replaced, *dropped}):
        frame = frames.get(kind, Frame(kind, 0, {}))
        before = replaced.get(kind, {})
        inverses.append(
            KindChange(
                kind,
                replaced_at=positions_of(frame, before["id"]) if before else np.zeros(0, dtype=np.int64),
                replaced=before,
                dropped=_positions_between(frame, *added[kind]) if kind in added else np.zeros(0, dtype=np.int64),
                added=dropped.get(kind, {}),
            )
        )
    return inverses


def positions_of(frame: Frame, ids: Column) -> NDArray[np.int64]:
    """Positions of records by id, in the order of ``ids``; every one must be there."""
    order = np.argsort(frame["id"], kind="stable")
    places: NDArray[np.int64] = order[np.searchsorted(frame["id"], ids, sorter=order).clip(max=max(frame.n - 1, 0))]
    assert np.array_equal(frame["id"][places], ids), "the records are in the frame"
    return places


def _positions_between(frame: Frame, first: int, last: int) -> NDArray[np.int64]:
    return np.flatnonzero((frame["id"] >= first) & (frame["id"] <= last))


def _noted_records(connection: sqlite3.Connection, change: int, part: Part) -> dict[Kind, dict[str, Column]]:
    found: dict[Kind, dict[str, Column]] = {}
    rows = connection.execute(
        "SELECT subject, field, data FROM journal WHERE change = ? AND part = ? ORDER BY subject, field",
        (change, str(part)),
    )
    for kind, name, data in rows:
        found.setdefault(Kind(kind), {})[name] = unpack(data)
    return found
