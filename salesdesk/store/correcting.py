"""Cells that an import read as something else than they say: kept beside the cells, never in their place."""

import sqlite3
from collections.abc import Iterable

from salesdesk.domain.batch import Correction
from salesdesk.store.database import storable

_FIELDS = "row, column, header, row_hash, original, value"


def write(connection: sqlite3.Connection, sheet_id: int, corrections: Iterable[Correction]) -> None:
    """Writes the corrections of one version of a sheet; they go when the sheet goes."""
    connection.executemany(
        f"INSERT INTO correction (sheet, {_FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - names are our own
        [
            (sheet_id, c.row, c.column, storable(c.header), c.row_hash, storable(c.original), storable(c.value))
            for c in corrections
        ],
    )


def read(connection: sqlite3.Connection, sheet_id: int) -> list[Correction]:
    """The corrections of one version of a sheet, in the order of its rows."""
    rows = connection.execute(
        f"SELECT {_FIELDS} FROM correction WHERE sheet = ? ORDER BY row, column",  # noqa: S608 - names are our own
        (sheet_id,),
    )
    return [Correction(*row) for row in rows]


def known(connection: sqlite3.Connection) -> dict[tuple[str, int], str]:
    """Header and row hash → what the cell there is read as, as decided last ('': as it stands)."""
    rows = connection.execute("SELECT header, row_hash, value FROM correction ORDER BY sheet, row, column")
    return {(header, row_hash): value for header, row_hash, value in rows}
