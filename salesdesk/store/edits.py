"""What is typed by hand: laid over an imported record by its identity, or a record of its own."""

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

import numpy as np

from salesdesk.domain.changes import Edit
from salesdesk.domain.columns import MICROS, SCHEMAS, Column, Dtype, Field, Kind
from salesdesk.domain.period import EPOCH, day_number
from salesdesk.domain.sales import Frame
from salesdesk.domain.task import Task
from salesdesk.store import applying, changes, records
from salesdesk.store.base import Base
from salesdesk.store.changes import Part
from salesdesk.store.members import MemberList
from salesdesk.store.packing import unpack
from salesdesk.store.records import KindChange

Lists = dict[str, MemberList]
"""The lists that a change names members of, by name; who began the change writes them at its end."""


def edit(
    connection: sqlite3.Connection,
    base: Base,
    change: int,
    kind: Kind,
    record: int,
    values: Mapping[str, object],
    lists: Lists,
) -> None:
    """Lays values over a record.  Raises KeyError for an unknown record or field."""
    identity = _identity(connection, kind, record)
    held = connection.execute(
        "SELECT field, value FROM edit WHERE kind = ? AND identity = ? ORDER BY field", (kind, identity)
    )
    changes.note(connection, change, Part.EDIT, f"{kind}:{identity}", dict(held.fetchall()))
    stored = _stored(connection, base, kind, values, lists)
    connection.executemany(
        "INSERT OR REPLACE INTO edit (kind, identity, field, value) VALUES (?, ?, ?, ?)",
        [(kind, identity, name, value) for name, value in stored.items()],
    )
    changes.count(connection, change, new=0, changed=1, gone=0)


def add(
    connection: sqlite3.Connection, base: Base, change: int, kind: Kind, wanted: Sequence[Edit], lists: Lists
) -> tuple[list[int], Frame]:
    """Adds records of one kind, all that a change adds of it; returns their ids and the kind's frame."""
    first, n = records.next_id(connection, kind), len(wanted)
    stored = [_stored(connection, base, kind, edit.values, lists) for edit in wanted]
    columns: dict[str, Column] = {}
    for name in dict.fromkeys(name for values in stored for name in values):
        blank = records.unknown(kind, name, 1)[0].item()
        told = [blank if (value := values.get(name)) is None else value for values in stored]
        if any(values.get(name) is not None for values in stored):
            columns[name] = np.array(told, dtype=SCHEMAS[kind].by_name[name].dtype.numpy)
    ids = np.arange(first, first + n, dtype=np.int64)
    own = [
        _own_identity(kind, first + at) if edit.identity is None else edit.identity for at, edit in enumerate(wanted)
    ]
    columns |= {"id": ids, "identity": np.array(own, dtype=np.int64)}
    columns |= {name: np.zeros(n, dtype=np.int64) for name in ("content", "sheet", "row")}
    frame = applying.revise(connection, base.frame(kind), KindChange(kind, added=columns), Task(), change)
    assert frame is not None
    changes.count(connection, change, new=n, changed=0, gone=0)
    return ids.tolist(), frame


def _own_identity(kind: Kind, record: int) -> int:
    digest = hashlib.blake2b(f"{kind} typed by hand {record}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def touched_by(connection: sqlite3.Connection, kind: Kind, record: int) -> set[int]:
    """The changes that added, replaced or typed over a record.  Raises KeyError for an unknown one."""
    told = connection.execute(
        "SELECT change, part, data FROM journal WHERE part = ? AND subject = ? OR subject = ? AND (part = ?"
        " OR part = ? AND field = 'id')",
        (
            str(Part.EDIT),
            f"{kind}:{_identity(connection, kind, record)}",
            str(kind),
            str(Part.ADDED),
            str(Part.REPLACED),
        ),
    )
    touched = set()
    for change, part, data in told:
        if part == Part.ADDED:
            first, last = json.loads(data)
            hit = first <= record <= last
        else:
            hit = part == Part.EDIT or record in unpack(data)
        if hit:
            touched.add(int(change))
    return touched


def _identity(connection: sqlite3.Connection, kind: Kind, record: int) -> int:
    found = connection.execute(f"SELECT identity FROM {kind} WHERE id = ?", (record,)).fetchone()  # noqa: S608 - names are our own
    if found is None:
        raise KeyError(record)
    return int(found[0])


def put_back(connection: sqlite3.Connection, subject: str, values: Mapping[str, int | float | None]) -> None:
    """Sets what is typed over one record (``kind:identity``) to what it was."""
    kind, _, identity = subject.partition(":")
    connection.execute("DELETE FROM edit WHERE kind = ? AND identity = ?", (kind, int(identity)))
    connection.executemany(
        "INSERT INTO edit (kind, identity, field, value) VALUES (?, ?, ?, ?)",
        [(kind, int(identity), name, value) for name, value in values.items()],
    )


def _stored(
    connection: sqlite3.Connection, base: Base, kind: Kind, values: Mapping[str, object], lists: Lists
) -> dict[str, int | float | None]:
    """The values as rows hold them, None for unknown; new members are put on the lists."""
    stored: dict[str, int | float | None] = {}
    for name, value in values.items():
        field = SCHEMAS[kind].by_name[name]
        if value is None or value == "":
            stored[name] = None
        elif field.dtype in (Dtype.TEXT, Dtype.MEMBER):
            if field.list_name not in lists:
                lists[field.list_name] = MemberList.read(connection, field.list_name, base.names(field.list_name))
            code = lists[field.list_name].find(str(value))
            stored[name] = code if code >= 0 else None
        else:
            stored[name] = _number(field, value)
    return stored


def _number(field: Field, value: object) -> int | float:  # noqa: PLR0911 - one return per type of field
    """A typed value as a number: money in the company's currency, dates and moments as such, choices by their name."""
    match field.dtype:
        case Dtype.CHOICE:
            return field.choices.index(str(value))
        case Dtype.FLAG:
            return int(bool(value))
        case Dtype.DAY if isinstance(value, date):
            return day_number(value.date() if isinstance(value, datetime) else value)
        case Dtype.MOMENT if isinstance(value, datetime):
            return int((value - datetime.combine(EPOCH, time())).total_seconds() // 60)
        case Dtype.MOMENT if isinstance(value, date):
            return day_number(value) * 1440
        case Dtype.MONEY if isinstance(value, int | float | Decimal):
            return round(Decimal(str(value)) * MICROS)
        case Dtype.NUMBER if isinstance(value, int | float | Decimal):
            return float(value)
    message = f"{field.name} cannot hold {value!r}"
    raise TypeError(message)
