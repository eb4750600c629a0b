"""Taking the latest change back, so that the file holds exactly what it held before."""

import sqlite3

from salesdesk.domain.changes import Change
from salesdesk.domain.task import Task
from salesdesk.store import applying, changes, edits, layouts, merging, snapshot
from salesdesk.store.base import Base
from salesdesk.store.changes import Part


def undo(connection: sqlite3.Connection, base: Base, change: Change) -> None:
    """Takes back ``change``, which must be the latest.  Call inside a transaction."""
    for made in changes.inverse(connection, change.id, base.frames):
        applying.revise(connection, base.frame(made.kind), made, Task(), None)
    for subject, values in changes.noted(connection, change.id, Part.EDIT).items():
        edits.put_back(connection, subject, values)
    for list_name, told in changes.noted(connection, change.id, Part.MEMBERS).items():
        _take_members_back(connection, base, list_name, told["first"], told["before"])
    for signature, mapping in changes.noted(connection, change.id, Part.LAYOUT).items():
        if mapping is None:
            layouts.forget(connection, signature)
        else:
            layouts.remember(connection, signature, mapping)
    for list_name, merges in changes.noted(connection, change.id, Part.MERGE).items():
        merging.set_merges(connection, list_name, merges)
    # Journal, sheets, cells and problems go with it.
    connection.execute("DELETE FROM change WHERE id = ?", (change.id,))
    applying.next_version(connection)


def _take_members_back(
    connection: sqlite3.Connection, base: Base, list_name: str, first: int, before: dict[str, tuple[str, str]]
) -> None:
    """Codes are appended and changes are undone latest first, so what a change added is the end of the list."""
    connection.execute("DELETE FROM member WHERE list = ? AND code >= ?", (list_name, first))
    names = base.names(list_name)[:first]
    for code, (name, key) in before.items():
        names[int(code)] = name
        connection.execute(
            "UPDATE member SET name = ?, key = ? WHERE list = ? AND code = ?", (name, key, list_name, int(code))
        )
    snapshot.write_texts(connection, list_name, names)
