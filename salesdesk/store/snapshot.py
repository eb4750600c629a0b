"""The records as columns: kept as one BLOB per column beside the rows, and made into the snapshot on opening.

Records of a kind stand in the order of their main date, then of their id, undated ones first, so that a period is one
stretch of the frame.  Columns are opened when they are first asked for.
"""

import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import SCHEMAS, Column, Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.sales import Frame
from salesdesk.store import records
from salesdesk.store.packing import Texts, pack, pack_texts, packed_length, unpack, unpack_texts
from salesdesk.store.records import KindChange


class LazyColumns(Mapping[str, Column]):
    """Columns that are made when they are first asked for, and kept."""

    def __init__(self, makers: Mapping[str, Callable[[], Column]]) -> None:
        self._makers = dict(makers)
        self._made: dict[str, Column] = {}

    def __getitem__(self, name: str) -> Column:
        made = self._made.get(name)
        if made is None:
            made = self._makers[name]()
            made.flags.writeable = False
            # Two threads may make the same column at once: both get equal ones.
            self._made[name] = made
        return made

    def __contains__(self, name: object) -> bool:
        return name in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def read_frames(connection: sqlite3.Connection) -> dict[Kind, Frame]:
    """The frame of every kind that has records; made from the rows for a kind whose BLOBs are missing."""
    held = kept_frames(connection)
    frames: dict[Kind, Frame] = {}
    for kind in SCHEMAS:
        if kind in held:
            frames[kind] = held[kind]
        elif columns := rebuilt(connection, kind):
            frames[kind] = Frame(kind, len(columns["id"]), columns)
    return frames


def kept_frames(connection: sqlite3.Connection) -> dict[Kind, Frame]:
    """The frames that are kept as BLOBs."""
    packed: dict[Kind, dict[str, bytes]] = {}
    for kind, name, data in connection.execute("SELECT kind, field, data FROM snapshot_column"):
        packed.setdefault(Kind(kind), {})[name] = data
    return {kind: packed_frame(kind, columns) for kind, columns in packed.items() if "id" in columns}


def rebuilt(connection: sqlite3.Connection, kind: Kind) -> dict[str, Column]:
    """The columns of a kind made from its rows, in order: what its BLOBs must hold."""
    columns = records.read(connection, kind)
    if not columns:
        return {}
    order = order_by_date(Frame(kind, len(columns["id"]), columns))
    return columns if order is None else {name: column[order] for name, column in columns.items()}


def read_texts(connection: sqlite3.Connection) -> dict[str, Texts]:
    """The names of every list, by code."""
    return {name: unpack_texts(data) for name, data in connection.execute("SELECT list, data FROM snapshot_texts")}


def packed_frame(kind: Kind, packed: Mapping[str, bytes]) -> Frame:
    makers = {name: partial(_opened, data) for name, data in packed.items()}
    return Frame(kind, packed_length(packed["id"]), LazyColumns(makers))


def write_frame(connection: sqlite3.Connection, kind: Kind, columns: Mapping[str, Column]) -> Frame | None:
    """Writes the BLOBs of a kind and returns the frame as opening would give it; None when no record is left."""
    empty = not len(columns["id"])
    packed = {} if empty else {n: pack(column) for n, column in columns.items() if records.fills(kind, n, column)}
    held = {name for (name,) in connection.execute("SELECT field FROM snapshot_column WHERE kind = ?", (kind,))}
    connection.executemany(
        "DELETE FROM snapshot_column WHERE kind = ? AND field = ?", [(kind, name) for name in held - set(packed)]
    )
    connection.executemany(
        "INSERT INTO snapshot_column (kind, field, data) VALUES (?, ?, ?) "
        "ON CONFLICT (kind, field) DO UPDATE SET data = excluded.data",
        [(kind, name, data) for name, data in packed.items()],
    )
    return None if empty else packed_frame(kind, packed)


def write_texts(connection: sqlite3.Connection, list_name: str, names: list[str]) -> Texts | None:
    """Writes the names of a list and returns them as opening would give them; None when none is left."""
    if not names:
        connection.execute("DELETE FROM snapshot_texts WHERE list = ?", (list_name,))
        return None
    data = pack_texts(names)
    connection.execute(
        "INSERT INTO snapshot_texts (list, data) VALUES (?, ?) ON CONFLICT (list) DO UPDATE SET data = excluded.data",
        (list_name, data),
    )
    return unpack_texts(data)


def revised(frame: Frame, change: KindChange) -> dict[str, Column]:
    """The columns after the change, in order."""
    kind = frame.kind
    keep: NDArray[np.bool_] | None = None
    if len(change.dropped):
        keep = np.ones(frame.n, dtype=bool)
        keep[change.dropped] = False
    columns: dict[str, Column] = {}
    for name in dict.fromkeys((*frame.columns, *change.replaced, *change.added)):
        column = frame[name]
        if len(change.replaced_at) and name != "id":
            column = column.copy()
            column[change.replaced_at] = change.replaced.get(name, records.unknown(kind, name, 1))
        if keep is not None:
            column = column[keep]
        if change.n_added:
            added = change.added.get(name, records.unknown(kind, name, change.n_added))
            column = np.concatenate((column, added)) if len(column) else added
        columns[name] = column
    order = order_by_date(Frame(kind, len(columns["id"]), columns))
    return columns if order is None else {name: column[order] for name, column in columns.items()}


def order_by_date(frame: Frame) -> NDArray[np.int64] | None:
    """Positions by main date, then id; None when they stand so already."""
    sort_key = (frame.main_date.astype(np.int64) << 32) | frame["id"]
    if bool((sort_key[1:] > sort_key[:-1]).all()):
        return None
    return np.argsort(sort_key, kind="stable")


def _opened(data: bytes) -> Column:
    try:
        return unpack(data)
    except (ValueError, IndexError, zlib.error) as error:
        raise SalesDeskError("store.error.snapshot") from error
