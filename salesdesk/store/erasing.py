"""Taking a person out of the company file: out of records, texts, cells, journal, labels and automatic backups.

Counts and amounts stay: a lead that is erased is still a lead received from its source on its day, without a name.
"""

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import BANT, MEDDIC, SCHEMAS, Dtype, Kind
from salesdesk.domain.raw import RawColumn
from salesdesk.store import provenance, snapshot

PERSONAL: Final = (
    *("contact", "email", "phone", "job_title", "notes", "next_action", "next_action_date"),
    *(f"{name}_evidence" for name in (*BANT, *MEDDIC)),
)
"""Fields of a lead that speak of a person."""

_SHORT: Final = 4
"""Words with fewer letters are no identifiers: they would be found everywhere."""
_GONE: Final = "✕"


@dataclass(frozen=True)
class Erased:
    """How much was taken out: records emptied, texts, cells, sentences of the history, automatic backups."""

    records: int
    texts: int
    cells: int
    sentences: int
    backups: int


class Mentions:
    """Whether a text names the person: one of the identifiers, as whole words, whatever the case and accents."""

    def __init__(self, identifiers: Iterable[str]) -> None:
        self.identifiers = tuple(dict.fromkeys(w for w in map(plain, identifiers) if len(w) >= _SHORT))
        found = "|".join(map(re.escape, self.identifiers))
        self._pattern = re.compile(rf"(?<!\w)(?:{found})(?!\w)") if found else None

    def __call__(self, text: str) -> bool:
        return self._pattern is not None and self._pattern.search(plain(text)) is not None

    def places(self, texts: Sequence[str]) -> list[int]:
        """Positions of the texts that name the person."""
        if self._pattern is None or self._pattern.search(plain("\n".join(texts))) is None:
            return []
        return [place for place, text in enumerate(texts) if self(text)]


def plain(text: str) -> str:
    """A text as it is compared: without case and accents."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text.casefold().strip()


def erase(connection: sqlite3.Connection, leads: Sequence[int], mentions: Mentions) -> Erased:
    """Takes the person out of everything but the backups.  Call inside a transaction; VACUUM afterwards."""
    cells = _cells(connection, leads, mentions)
    own = _own_texts(connection, leads)
    _records(connection, leads)
    texts = _texts(connection, mentions, own)
    sentences = _sentences(connection, mentions)
    return Erased(len(leads), texts, cells, sentences, 0)


def _records(connection: sqlite3.Connection, leads: Sequence[int]) -> None:
    blanks = ", ".join(f'"{name}" = NULL' for name in PERSONAL)
    for record in leads:
        connection.execute(f"UPDATE lead SET {blanks} WHERE id = ?", (record,))  # noqa: S608 - names are our own
        (identity,) = connection.execute("SELECT identity FROM lead WHERE id = ?", (record,)).fetchone()
        connection.executemany(
            "DELETE FROM edit WHERE kind = 'lead' AND identity = ? AND field = ?", [(identity, n) for n in PERSONAL]
        )
    snapshot.write_frame(connection, Kind.LEAD, snapshot.rebuilt(connection, Kind.LEAD))


def _own_texts(connection: sqlite3.Connection, leads: Sequence[int]) -> dict[str, set[int]]:
    """Codes of texts that only these leads use in their personal fields, by list."""
    found: dict[str, set[int]] = {}
    chosen = ", ".join("?" * len(leads))
    for name in PERSONAL:
        field = SCHEMAS[Kind.LEAD].by_name[name]
        if field.dtype is not Dtype.TEXT:
            continue
        held = f'SELECT "{name}" FROM lead WHERE id'  # noqa: S608 - names are our own
        typed = (
            f"SELECT value FROM (SELECT * FROM edit WHERE kind = 'lead' AND field = '{name}') AS typed"  # noqa: S608 - as above
            " JOIN lead ON lead.identity = typed.identity WHERE lead.id"
        )
        mine, others = f"IN ({chosen})", f"NOT IN ({chosen})"
        rows = connection.execute(
            f"{held} {mine} UNION {typed} {mine} EXCEPT {held} {others} EXCEPT {typed} {others}", (*leads,) * 4
        )
        found.setdefault(field.list_name, set()).update(code for (code,) in rows if code is not None)
    return found


def _texts(connection: sqlite3.Connection, mentions: Mentions, own: dict[str, set[int]]) -> int:
    """Blanks the texts in place: codes stay dense, and whatever still points at one finds no name."""
    changed = 0
    for list_name, names in snapshot.read_texts(connection).items():
        texts = list(names)
        gone = set(mentions.places(texts)) | own.get(list_name, set())
        for code in gone:
            texts[code] = f"{_GONE} {code}"
            connection.execute(
                "UPDATE member SET name = ?, key = '' WHERE list = ? AND code = ?", (texts[code], list_name, code)
            )
        if gone:
            snapshot.write_texts(connection, list_name, texts)
        changed += len(gone)
    return changed


def _cells(connection: sqlite3.Connection, leads: Sequence[int], mentions: Mentions) -> int:
    """Blanks the person's rows in lists of leads, in every version of them, and single cells elsewhere."""
    marks = ", ".join("?" * len(leads))
    rows: dict[int, set[int]] = {}
    for sheet, row in connection.execute(f"SELECT sheet, row FROM lead WHERE id IN ({marks})", tuple(leads)).fetchall():  # noqa: S608 - marks only
        rows.setdefault(sheet, set()).add(row)
        connection.execute("DELETE FROM correction WHERE sheet = ? AND row = ?", (sheet, row))
    blanked = 0
    for sheet, kinds, first in connection.execute("SELECT id, kinds, first_row FROM sheet").fetchall():
        table = provenance.read_cells(connection, sheet, first, first + 2**31)
        whole = np.zeros(table.n_rows, dtype=bool)
        if Kind.LEAD in json.loads(kinds):
            whole[[row - first for row in rows.get(sheet, ())]] = True
            whole |= _rows_of(table.columns, mentions)
        for place, column in enumerate(table.columns):
            gone = (whole | _cells_of(column, mentions)) & (column.kinds != 0)
            if gone.any():
                provenance.replace_column(connection, sheet, place, blanked_column(column, gone))
                blanked += int(gone.sum())
    return blanked


def _cells_of(column: RawColumn, mentions: Mentions) -> NDArray[np.bool_]:
    table = np.zeros(len(column.texts) + 1, dtype=bool)
    table[mentions.places(column.texts)] = True
    table[-1] = False
    return table[column.codes]


def _rows_of(columns: Sequence[RawColumn], mentions: Mentions) -> NDArray[np.bool_]:
    """Rows with a cell that is an identifier, or with a cell for each of its words: first and last name stand apart."""
    found = np.zeros(len(columns[0]) if columns else 0, dtype=bool)
    for identifier in mentions.identifiers:
        found |= _holding(columns, identifier)
        words = identifier.split()
        if len(words) > 1:
            found |= np.logical_and.reduce([_holding(columns, word) for word in words])
    return found


def _holding(columns: Sequence[RawColumn], words: str) -> NDArray[np.bool_]:
    """Rows with a cell that is exactly this, whatever the case and accents."""
    found = np.zeros(len(columns[0]) if columns else 0, dtype=bool)
    for column in columns:
        found |= np.array([*(plain(text) == words for text in column.texts), False])[column.codes]
    return found


def blanked_column(column: RawColumn, gone: NDArray[np.bool_]) -> RawColumn:
    """The column with some cells empty; texts that no cell holds any more are empty too."""
    codes = np.where(gone, -1, column.codes).astype(np.int32)
    used = set(codes.tolist())
    texts = tuple(text if code in used else "" for code, text in enumerate(column.texts))
    return RawColumn(
        np.where(gone, 0, column.kinds).astype(np.uint8), np.where(gone, np.nan, column.numbers), codes, texts
    )


def _sentences(connection: sqlite3.Connection, mentions: Mentions) -> int:
    """Blanks names in labels, problems, merges, settings and what the journal notes."""
    changed = 0
    for table, key, column in (
        ("change", "id", "label"),
        ("problem", "id", "message"),
        ("setting", "key", "value"),
    ):
        for own, words in connection.execute(f"SELECT {key}, {column} FROM {table}").fetchall():  # noqa: S608 - names are our own
            told = json.loads(words)
            without = _without(told, mentions)
            if without != told:
                made = json.dumps(without, ensure_ascii=False, sort_keys=True)
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (made, own))  # noqa: S608 - as above
                changed += 1
    noted = connection.execute(
        "SELECT rowid, data FROM journal WHERE part IN ('members', 'merge', 'layout') AND field = ''"
    )
    for own, data in noted.fetchall():
        told = json.loads(data)
        made = _without(told, mentions)
        if made != told:
            connection.execute("UPDATE journal SET data = ? WHERE rowid = ?", (json.dumps(made).encode(), own))
            changed += 1
    typed = connection.execute("SELECT sheet, row, column, original, value FROM correction").fetchall()
    for sheet, row, place, original, value in typed:
        if mentions(original) or mentions(value):
            connection.execute("DELETE FROM correction WHERE sheet = ? AND row = ? AND column = ?", (sheet, row, place))
            changed += 1
    for list_name, name, same_as in connection.execute("SELECT list, name, same_as FROM merge").fetchall():
        if mentions(name) or mentions(same_as):
            connection.execute("DELETE FROM merge WHERE list = ? AND name = ?", (list_name, name))
            changed += 1
    return changed


def _without(value: Any, mentions: Mentions) -> Any:  # noqa: ANN401 - whatever JSON holds
    match value:
        case str():
            return _GONE if mentions(value) else value
        case dict():
            return {key: _without(own, mentions) for key, own in value.items()}
        case list():
            return [_without(own, mentions) for own in value]
    return value
