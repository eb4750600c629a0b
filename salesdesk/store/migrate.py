"""The forms a company file has had.  A file's ``user_version`` is the number of the last migration it went through."""

import re
import sqlite3
from functools import cache
from importlib import resources
from typing import Final

from salesdesk.store.database import APPLICATION_ID

_NAME: Final = re.compile(r"(\d{4})_\w+\.sql")


@cache
def migrations() -> tuple[str, ...]:
    """The SQL of every migration; the first has number 1."""
    found = {
        int(match[1]): entry.read_text(encoding="utf-8")
        for entry in resources.files("salesdesk.store").joinpath("migrations").iterdir()
        if (match := _NAME.fullmatch(entry.name))
    }
    assert sorted(found) == list(range(1, len(found) + 1)), "migrations are numbered without gaps"
    return tuple(found[number] for number in sorted(found))


def file_version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, upto: int | None = None) -> None:
    """Brings the file to the newest form (or to form ``upto``), each step in a transaction of its own."""
    for number in range(file_version(connection) + 1, (upto or len(migrations())) + 1):
        try:
            connection.executescript(
                f"BEGIN IMMEDIATE;\n{migrations()[number - 1]}\n"
                f"PRAGMA application_id = {APPLICATION_ID};\nPRAGMA user_version = {number};\nCOMMIT;"
            )
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
