"""Import batches from plain values, for tests.

``records(Kind.LEAD, [{"lead_id": "L1", "rep": "Ada", "received_at": datetime(…)}, …])`` makes a RecordBatch;
``sheet(…)`` a SheetBatch with raw cells and a diff against a frame; ``batch(…)`` an ImportBatch.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.batch import Diff, ImportBatch, LocalMembers, Merge, RecordBatch, SheetBatch
from salesdesk.domain.columns import MICROS, SCHEMAS, Column, Dtype, Field, Kind
from salesdesk.domain.period import day_number
from salesdesk.domain.problem import Problem
from salesdesk.domain.raw import Cell, RawColumn, RawTable
from salesdesk.domain.sales import Frame

Values = Mapping[str, object]
"""Field → Python value: text (or ``(name, key)`` for a member with an id), a choice's name, date, datetime, bool,
number; money as Decimal, int or float in the currency; None or absent for unknown."""

_EPOCH = datetime.combine(date(1970, 1, 1), time())

NOTHING: NDArray[np.int64] = np.zeros(0, dtype=np.int64)


def hash64(words: str) -> int:
    """A stable 64-bit number for a text."""
    return int.from_bytes(
        hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little", signed=True
    )


def records(kind: Kind, rows: Sequence[Values], first_row: int = 2, fields: Iterable[str] | None = None) -> RecordBatch:
    """Records as one sheet gives them; row i comes from spreadsheet row ``first_row + i``.

    ``fields``: the columns of the sheet when they are more than the rows' own.
    """
    schema = SCHEMAS[kind]
    wanted = list(fields) if fields is not None else [f.name for f in schema.fields if any(f.name in r for r in rows)]
    texts: dict[str, dict[tuple[str, str], int]] = {}
    columns: dict[str, Column] = {}
    for name in wanted:
        field = schema.by_name[name]
        column = [_encoded(field, row.get(name), texts) for row in rows]
        columns[name] = np.array(column, dtype=field.dtype.numpy)
    lists = {
        list_name: LocalMembers(tuple(n for n, _ in members), tuple(k for _, k in members))
        for list_name, members in texts.items()
    }
    for name in wanted:
        if schema.by_name[name].dtype in (Dtype.TEXT, Dtype.MEMBER):
            lists.setdefault(schema.by_name[name].list_name, LocalMembers((), ()))
    return RecordBatch(
        kind,
        columns,
        lists,
        row=np.arange(first_row, first_row + len(rows), dtype=np.int64),
        identity=np.array(_identities(kind, rows), dtype=np.int64),
        content=np.array([hash64(_written(row)) for row in rows], dtype=np.int64),
    )


def diff(made: RecordBatch, frame: Frame | None, own: NDArray[np.bool_] | None = None) -> Diff:
    """How records stand against a frame.  ``own`` marks the frame's records that vanish when the sheet lacks them."""
    if frame is None or not frame.n:
        return Diff(np.arange(made.n), NOTHING, NOTHING, NOTHING, NOTHING)
    held = {identity: place for place, identity in enumerate(frame["identity"].tolist())}
    new, changed, changed_old, unchanged = [], [], [], []
    for place, (identity, content) in enumerate(zip(made.identity.tolist(), made.content.tolist(), strict=True)):
        at = held.get(identity)
        if at is None:
            new.append(place)
        elif frame["content"][at] == content:
            unchanged.append(place)
        else:
            changed.append(place)
            changed_old.append(at)
    own = np.zeros(frame.n, dtype=bool) if own is None else own
    gone = np.flatnonzero(own & ~np.isin(frame["identity"], made.identity))
    return Diff(_places(new), _places(changed), _places(changed_old), _places(unchanged), gone)


def sheet(
    made: Sequence[RecordBatch],
    frames: Mapping[Kind, Frame] | None = None,
    *,
    source: str = "sales.xlsx/Sheet1",
    own_sheets: Iterable[int] = (),
    raw: RawTable | None = None,
    mapping: Mapping[str, str] | None = None,
    problems: Sequence[Problem] = (),
    header_row: int = 1,
) -> SheetBatch:
    """A sheet that gives these records.  ``frames``: what is held; ``own_sheets``: ids of earlier versions."""
    frames = frames or {}
    names = dict.fromkeys(name for batch in made for name in batch.columns)
    mapping = mapping if mapping is not None else {name.upper(): name for name in names}
    raw = (
        raw if raw is not None else cells([list(mapping), *([1] * len(mapping) for _ in range(max(b.n for b in made)))])
    )
    file, _, sheet_name = source.partition("/")
    diffs = []
    for batch in made:
        frame = frames.get(batch.kind)
        own = None if frame is None else np.isin(frame["sheet"], list(own_sheets))
        diffs.append(diff(batch, frame, own))
    return SheetBatch(
        source=source,
        file=file,
        path=f"/somewhere/{file}",
        sheet=sheet_name,
        sha256=f"{hash64(source):x}",
        modified=datetime.fromisoformat("2026-01-31T12:00"),
        header_row=header_row,
        layout="|".join(mapping),
        mapping=mapping,
        raw=raw,
        records=tuple(made),
        diffs=tuple(diffs),
        problems=tuple(problems),
    )


def batch(*sheets: SheetBatch, merges: Sequence[Merge] = (), base_version: int | None = None) -> ImportBatch:
    return ImportBatch(tuple(sheets), tuple(merges), base_version)


def cells(rows: Sequence[Sequence[object]], first_row: int = 1) -> RawTable:
    """Raw cells from Python values: text, numbers, bool, date or datetime, None for empty, ``#N/A`` for an error."""
    width = max((len(row) for row in rows), default=0)
    columns = []
    for place in range(width):
        texts: dict[str, int] = {}
        made = [_cell(row[place] if place < len(row) else None, texts) for row in rows]
        columns.append(
            RawColumn(
                np.array([kind for kind, _, _ in made], dtype=np.uint8),
                np.array([number for _, number, _ in made], dtype=np.float64),
                np.array([code for _, _, code in made], dtype=np.int32),
                tuple(texts),
            )
        )
    return RawTable(tuple(columns), first_row)


def _places(listed: list[int]) -> NDArray[np.int64]:
    return np.array(listed, dtype=np.int64)


def _cell(value: object, texts: dict[str, int]) -> tuple[Cell, float, int]:
    match value:
        case None | "":
            return Cell.EMPTY, np.nan, -1
        case bool():
            return Cell.BOOL, float(value), -1
        case int() | float():
            return Cell.NUMBER, float(value), -1
        case datetime():
            return Cell.DATE, (value - _EPOCH).total_seconds() / 86_400, -1
        case date():
            return Cell.DATE, float(day_number(value)), -1
        case _:
            words = str(value)
            kind = Cell.ERROR if words.startswith("#") else Cell.TEXT
            return kind, np.nan, texts.setdefault(words, len(texts))


def _encoded(  # noqa: PLR0911 - one return per type of field
    field: Field, value: object, texts: dict[str, dict[tuple[str, str], int]]
) -> int | float:
    if value is None or value == "":
        return field.dtype.unknown
    match field.dtype:
        case Dtype.TEXT | Dtype.MEMBER:
            name, key = value if isinstance(value, tuple) else (str(value), "")
            known = texts.setdefault(field.list_name, {})
            return known.setdefault((name, key), len(known))
        case Dtype.CHOICE:
            return field.choices.index(str(value))
        case Dtype.DAY:
            assert isinstance(value, date)
            return day_number(value)
        case Dtype.MOMENT:
            assert isinstance(value, datetime)
            return int((value - _EPOCH).total_seconds() // 60)
        case Dtype.MONEY:
            return round(Decimal(str(value)) * MICROS)
        case Dtype.FLAG:
            return int(bool(value))
        case Dtype.NUMBER:
            assert isinstance(value, int | float | Decimal)
            return float(value)


def _identities(kind: Kind, rows: Sequence[Values]) -> list[int]:
    """By the best natural key that all of its fields are known for, else by the whole row and its occurrence."""
    seen: dict[str, int] = {}
    identities = []
    for row in rows:
        key = next((k for k in SCHEMAS[kind].keys if all(row.get(name) not in (None, "") for name in k)), None)
        words = f"{kind} {_written(row if key is None else {name: row[name] for name in key})}"
        occurrence = seen[words] = seen.get(words, -1) + 1
        identities.append(hash64(f"{words} {occurrence}"))
    return identities


def _written(row: Values) -> str:
    return repr(sorted((name, str(value)) for name, value in row.items() if value not in (None, "")))
