"""Is the file sound, and what does it hold."""

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from salesdesk.domain.columns import SCHEMAS, Column, Dtype, Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.sales import Frame
from salesdesk.domain.texts import Message
from salesdesk.store import snapshot

_DUMPED: Final = {
    "setting": "key",
    "change": "id",
    "journal": "change, part, subject, field",
    "sheet": "id",
    "raw_cells": "sheet, column, block",
    "raw_texts": "sheet, column, block",
    "problem": "id",
    "correction": "sheet, row, column",
    "layout": "signature",
    "merge": "list, name",
    "member": "list, code",
    "edit": "kind, identity, field",
    **{str(kind): "id" for kind in SCHEMAS},
}


def complete(connection: sqlite3.Connection) -> bool:
    """Whether every table of a company file is there."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return tables >= {"company", "snapshot_column", "snapshot_texts", *_DUMPED}


def dump(connection: sqlite3.Connection) -> Iterator[str]:
    """Every row of every table but the snapshot, which says the same again, and the version, which only grows."""
    for table, order in _DUMPED.items():
        for row in connection.execute(f"SELECT * FROM {table} ORDER BY {order}"):  # noqa: S608 - names are our own
            yield f"{table} {row!r}"


def check(connection: sqlite3.Connection) -> list[Problem]:
    """What is wrong with the file; call inside a transaction.  A wrong snapshot is made anew from the rows."""
    found = [
        _problem(Severity.REJECTED, "store.check.damaged", detail=str(told))
        for (told,) in connection.execute("PRAGMA integrity_check")
        if told != "ok"
    ]
    if found:
        return found
    found += [
        _problem(Severity.REJECTED, "store.check.orphan", table=table)
        for table, *_ in connection.execute("PRAGMA foreign_key_check")
    ]
    sizes = dict(connection.execute("SELECT list, COUNT(*) FROM member GROUP BY list"))
    frames = snapshot.kept_frames(connection)
    for kind in SCHEMAS:
        rebuilt = snapshot.rebuilt(connection, kind)
        if not _same(frames.get(kind), rebuilt):
            found.append(_problem(Severity.WARNING, "store.check.rebuilt", kind=str(kind)))
            if rebuilt:
                snapshot.write_frame(connection, kind, rebuilt)
            else:
                connection.execute("DELETE FROM snapshot_column WHERE kind = ?", (str(kind),))
        found += [
            _problem(Severity.REJECTED, "store.check.member", list=name) for name in _strays(kind, rebuilt, sizes)
        ]
    found += _check_texts(connection)
    return found


def _check_texts(connection: sqlite3.Connection) -> list[Problem]:
    names: dict[str, list[str]] = {}
    for list_name, name in connection.execute("SELECT list, name FROM member ORDER BY list, code"):
        names.setdefault(list_name, []).append(name)
    held = {list_name: texts.all() for list_name, texts in snapshot.read_texts(connection).items()}
    wrong = [list_name for list_name in names | held if names.get(list_name) != held.get(list_name)]
    for list_name in wrong:
        snapshot.write_texts(connection, list_name, names.get(list_name, []))
    return [_problem(Severity.WARNING, "store.check.rebuilt", kind=list_name) for list_name in wrong]


def _same(frame: Frame | None, columns: Mapping[str, Column]) -> bool:
    if frame is None:
        return not columns
    try:
        return set(frame.columns) == set(columns) and all(
            np.array_equal(frame[name], column, equal_nan=column.dtype.kind == "f") for name, column in columns.items()
        )
    except SalesDeskError:
        return False


def _strays(kind: Kind, columns: Mapping[str, Column], sizes: Mapping[str, int]) -> list[str]:
    """Lists that some record names a member of which there is none."""
    return [
        field.list_name
        for field in SCHEMAS[kind].fields
        if field.dtype in (Dtype.TEXT, Dtype.MEMBER)
        and field.name in columns
        and len(columns[field.name])
        and int(columns[field.name].max()) >= sizes.get(field.list_name, 0)
    ]


def _problem(severity: Severity, key: str, **values: object) -> Problem:
    return Problem(severity, Message(key, values))
