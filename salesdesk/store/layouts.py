"""Header lists that a company has confirmed, with the field that each header fills."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True)
class LayoutInfo:
    """One remembered layout.  ``name`` as the user calls it ('' none); ``mapping`` header → import field.

    ``files``: the files and sheets that were imported with it, the latest first.
    """

    signature: str
    name: str
    mapping: Mapping[str, str]
    files: tuple[str, ...]

    @property
    def title(self) -> str:
        """The name, else the file it was confirmed for, else its headers."""
        return self.name or (self.files[0] if self.files else ", ".join(list(self.mapping)[:4]))


def read(connection: sqlite3.Connection) -> list[LayoutInfo]:
    """All remembered layouts, the one used last first."""
    files: dict[str, dict[str, None]] = {}
    latest: dict[str, int] = {}
    for number, layout, file, sheet in connection.execute("SELECT id, layout, file, name FROM sheet ORDER BY id DESC"):
        told = file if PurePath(file).stem == sheet else f"{file} › {sheet}"
        files.setdefault(layout, {})[told] = None
        latest.setdefault(layout, number)
    rows = connection.execute("SELECT signature, name, mapping FROM layout ORDER BY signature")
    found = [LayoutInfo(own, name, _fields(mapping), tuple(files.get(own, ()))) for own, name, mapping in rows]
    return sorted(found, key=lambda layout: -latest.get(layout.signature, 0))


def _fields(mapping: str) -> dict[str, str]:
    """Without the answers that are kept under names with a question mark."""
    return {header: field for header, field in json.loads(mapping).items() if not header.startswith("?")}


def remember(connection: sqlite3.Connection, signature: str, mapping: str) -> None:
    """Keeps a mapping; a name given before stays."""
    connection.execute(
        "INSERT INTO layout (signature, mapping) VALUES (?, ?)"
        " ON CONFLICT (signature) DO UPDATE SET mapping = excluded.mapping",
        (signature, mapping),
    )


def forget(connection: sqlite3.Connection, signature: str) -> None:
    connection.execute("DELETE FROM layout WHERE signature = ?", (signature,))


def rename(connection: sqlite3.Connection, signature: str, name: str) -> None:
    connection.execute("UPDATE layout SET name = ? WHERE signature = ?", (name, signature))
