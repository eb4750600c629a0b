"""Which names count as one member.  Kept by name, so that a decision holds for names that come back later."""

import sqlite3
from collections.abc import Iterable

from salesdesk.domain.batch import Merge
from salesdesk.store import base, changes
from salesdesk.store.changes import Part


def put(connection: sqlite3.Connection, change: int, merges: Iterable[Merge]) -> dict[str, dict[str, str]]:
    """Adds merges and returns all that stand.  One that would close a circle takes the place of the one it meets."""
    held = base.read_merges(connection)
    for merge in merges:
        own = held.setdefault(merge.dimension, {})
        changes.note(connection, change, Part.MERGE, merge.dimension, own)
        end = merge.same_as
        while end != merge.name and end in own and own[end] != end:
            if own[end] == merge.name:
                del own[end]
                break
            end = own[end]
        own[merge.name] = merge.same_as
        set_merges(connection, merge.dimension, own)
    return held


def take_away(connection: sqlite3.Connection, change: int, merges: Iterable[Merge]) -> dict[str, dict[str, str]]:
    """Removes merges and returns all that stand."""
    held = base.read_merges(connection)
    for merge in merges:
        own = held.get(merge.dimension, {})
        changes.note(connection, change, Part.MERGE, merge.dimension, own)
        own.pop(merge.name, None)
        set_merges(connection, merge.dimension, own)
    return {list_name: own for list_name, own in held.items() if own}


def set_merges(connection: sqlite3.Connection, list_name: str, merges: dict[str, str]) -> None:
    connection.execute("DELETE FROM merge WHERE list = ?", (list_name,))
    connection.executemany(
        "INSERT INTO merge (list, name, same_as) VALUES (?, ?, ?)",
        [(list_name, name, same_as) for name, same_as in merges.items()],
    )
