"""An import, written: members found or added, rows, journal, cells, problems, layouts, merges, snapshot."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.batch import Diff, ImportBatch, LocalMembers, Merge, RecordBatch, SheetBatch
from salesdesk.domain.changes import ChangeKind
from salesdesk.domain.columns import PROVENANCE, SCHEMAS, Column, Dtype, Kind
from salesdesk.domain.sales import Codes, Frame
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Message
from salesdesk.store import base as bases
from salesdesk.store import changes, correcting, layouts, members, merging, provenance, records, snapshot
from salesdesk.store.base import Base
from salesdesk.store.changes import Part
from salesdesk.store.database import storable
from salesdesk.store.members import MemberList
from salesdesk.store.packing import Texts
from salesdesk.store.records import KindChange, is_known


@dataclass(frozen=True)
class Piece:
    """What one sheet does to one kind.  Columns hold the company's codes and, in ``sheet``, the sheet's id.

    ``own`` marks the changed records that came from an earlier version of the same source.
    """

    columns: Mapping[str, Column]
    diff: Diff
    own: NDArray[np.bool_]


def pending(connection: sqlite3.Connection, batch: ImportBatch) -> ImportBatch:
    """The batch in storable texts, without the sheets and merges that would change nothing."""
    sheets = [_storable(sheet) for sheet in batch.sheets]
    merges = [Merge(m.dimension, storable(m.name), storable(m.same_as)) for m in batch.merges]
    layouts = dict(connection.execute("SELECT signature, mapping FROM layout"))
    held = bases.read_merges(connection)
    return replace(
        batch,
        sheets=tuple(
            sheet
            for sheet in sheets
            if any(len(diff.new) or len(diff.changed) or len(diff.gone) for diff in sheet.diffs)
            or layouts.get(sheet.layout) != _mapping(sheet)
        ),
        merges=tuple(m for m in merges if held.get(m.dimension, {}).get(m.name) != m.same_as),
    )


def _storable(sheet: SheetBatch) -> SheetBatch:
    return replace(
        sheet,
        source=storable(sheet.source),
        file=storable(sheet.file),
        path=storable(sheet.path),
        sheet=storable(sheet.sheet),
        layout=storable(sheet.layout),
    )


def rewrites(batch: ImportBatch) -> int:
    """How many records the batch adds, changes or removes."""
    return sum(len(d.new) + len(d.changed) + len(d.gone) for sheet in batch.sheets for d in sheet.diffs)


def apply(connection: sqlite3.Connection, base: Base, batch: ImportBatch, at: datetime, task: Task) -> tuple[int, Base]:
    """Writes a pending batch and returns the change's id with the new version.  Call inside a transaction."""
    files = ", ".join(dict.fromkeys(sheet.file for sheet in batch.sheets))
    change = changes.begin(connection, ChangeKind.IMPORT, Message("store.change.import", {"files": files}), at)
    lists: dict[str, MemberList] = {}
    pieces = _write_sheets(connection, base, change, batch.sheets, lists, at, task.part(0.0, 0.45))
    frames = dict(base.frames)
    weights = {kind: 1 + sum(len(p.diff.new) + len(p.diff.changed) for p in own) for kind, own in pieces.items()}
    total, done = sum(weights.values()) or 1, 0
    for kind, own in pieces.items():
        part = task.part(0.45 + 0.5 * done / total, 0.45 + 0.5 * (done + weights[kind]) / total)
        done += weights[kind]
        made = _kind_change(connection, base, kind, own)
        counts = {"new": made.n_added, "changed": len(made.replaced_at), "gone": len(made.dropped)}
        changes.count(connection, change, **counts)
        frame = revise(connection, base.frame(kind), made, part, change)
        frames.pop(kind, None)
        if frame is not None:
            frames[kind] = frame
    texts = write_members(connection, base, lists.values(), change)
    task.step(0.97, 1, Message("store.doing.finish"))
    merges = merging.put(connection, change, batch.merges)
    stages = bases.read_stages(connection, frames)
    return change, Base(next_version(connection), frames, texts, base.edits, merges, base.settings, stages)


def revise(
    connection: sqlite3.Connection, frame: Frame, made: KindChange, task: Task, change: int | None
) -> Frame | None:
    """Carries a change of records out: journal (unless ``change`` is None), rows, BLOBs.  Returns the frame then."""
    if made.empty:
        return frame if frame.n else None
    if change is not None:
        changes.note_records(connection, change, frame, made)
    records.write(connection, frame, made, task)
    return snapshot.write_frame(connection, made.kind, snapshot.revised(frame, made))


def write_members(
    connection: sqlite3.Connection, base: Base, lists: Iterable[MemberList], change: int
) -> dict[str, Texts]:
    """Writes the lists that grew or changed and returns all lists' names."""
    texts = dict(base.lists)
    for members_of in lists:
        if not members_of.dirty:
            continue
        before = {str(code): was for code, was in members_of.before.items() if code < members_of.first_new}
        told = {"first": members_of.first_new, "before": before}
        changes.note(connection, change, Part.MEMBERS, members_of.list_name, told)
        members_of.write(connection)
        made = snapshot.write_texts(connection, members_of.list_name, members_of.names)
        if made is not None:
            texts[members_of.list_name] = made
    return texts


def next_version(connection: sqlite3.Connection) -> int:
    """A number no version had before, even after an undo: figures are cached by it."""
    connection.execute("UPDATE company SET version = version + 1")
    return bases.read_version(connection)


def never_before(connection: sqlite3.Connection, version: int) -> None:
    """A version above one that another file had in this place: figures are cached by it."""
    connection.execute("UPDATE company SET version = MAX(version, ?) + 1", (version,))


def _write_sheets(
    connection: sqlite3.Connection,
    base: Base,
    change: int,
    sheets: tuple[SheetBatch, ...],
    lists: dict[str, MemberList],
    at: datetime,
    task: Task,
) -> dict[Kind, list[Piece]]:
    pieces: dict[Kind, list[Piece]] = {}
    sources = dict(connection.execute("SELECT id, source FROM sheet"))
    for place, sheet in enumerate(sheets):
        sheet_id = provenance.write_sheet(connection, change, sheet, at)
        part = task.part(place / len(sheets), (place + 1) / len(sheets))
        provenance.write_cells(connection, sheet_id, sheet.raw, part)
        provenance.write_problems(connection, change, sheet)
        correcting.write(connection, sheet_id, sheet.corrections)
        _remember_layout(connection, change, sheet)
        own_sheets = [number for number, source in sources.items() if source == sheet.source]
        for batch, diff in zip(sheet.records, sheet.diffs, strict=True):
            seen = base.seen(batch.kind)
            columns = _company_columns(connection, base, batch, diff, lists)
            columns["sheet"] = np.broadcast_to(np.int64(sheet_id), (batch.n,))
            own = np.isin(seen["sheet"][diff.changed_old], own_sheets)
            pieces.setdefault(batch.kind, []).append(Piece(columns, _in_base(base, batch.kind, diff), own))
    return pieces


def _in_base(base: Base, kind: Kind, diff: Diff) -> Diff:
    """The diff with positions in the frame as imported: hand edits of dates may have moved records in the snapshot."""
    frame, seen = base.frame(kind), base.seen(kind)
    if frame["id"] is seen["id"] or not (len(diff.changed_old) or len(diff.gone)):
        return diff
    return replace(
        diff,
        changed_old=changes.positions_of(frame, seen["id"][diff.changed_old]),
        gone=changes.positions_of(frame, seen["id"][diff.gone]),
    )


def _company_columns(
    connection: sqlite3.Connection, base: Base, batch: RecordBatch, diff: Diff, lists: dict[str, MemberList]
) -> dict[str, Column]:
    """The batch's columns with the company's codes; members are added for the rows that are written, no others."""
    schema = SCHEMAS[batch.kind].by_name
    columns = dict(batch.columns)
    coded = [name for name in columns if schema[name].dtype in (Dtype.TEXT, Dtype.MEMBER)]
    written = np.concatenate((diff.new, diff.changed))
    everything = len(written) == batch.n
    tables: dict[str, Codes] = {}
    for list_name in dict.fromkeys(schema[name].list_name for name in coded):
        if list_name not in lists:
            lists[list_name] = MemberList.read(connection, list_name, base.names(list_name))
        local: LocalMembers = batch.lists[list_name]
        own = [columns[name] for name in coded if schema[name].list_name == list_name]
        used = members.used_codes(len(local.names), *(own if everything else [codes[written] for codes in own]))
        tables[list_name] = lists[list_name].match(local, used)
    for name in coded:
        columns[name] = tables[schema[name].list_name][columns[name]]
    columns |= {"row": batch.row, "identity": batch.identity, "content": batch.content}
    return columns


def _kind_change(connection: sqlite3.Connection, base: Base, kind: Kind, pieces: list[Piece]) -> KindChange:
    frame = base.frame(kind)
    names = list(dict.fromkeys(name for piece in pieces for name in piece.columns))
    n_added = sum(len(piece.diff.new) for piece in pieces)
    added: dict[str, Column] = {}
    if n_added:
        first = records.next_id(connection, kind)
        added["id"] = np.arange(first, first + n_added, dtype=np.int64)
        for name in names:
            added[name] = _joined([_column(kind, p, name)[p.diff.new] for p in pieces])
    replaced_at, latest = _latest(np.concatenate([piece.diff.changed_old for piece in pieces]))
    replaced: dict[str, Column] = {}
    if len(replaced_at):
        own = np.concatenate([piece.own for piece in pieces])[latest]
        for name in dict.fromkeys((*names, *frame.columns)):
            if name == "id":
                continue
            told = _joined([_column(kind, p, name)[p.diff.changed] for p in pieces])[latest]
            if name not in PROVENANCE:
                # Another source adds what it knows; what it does not know it leaves as it stands.
                told = np.where(own | is_known(kind, name, told), told, frame[name][replaced_at])
            replaced[name] = told
    gone = np.setdiff1d(np.concatenate([piece.diff.gone for piece in pieces]), replaced_at)
    return KindChange(kind, replaced_at, replaced, gone, added)


def _latest(positions: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The distinct positions, and where each was named last: the last sheet that changes a record decides."""
    distinct, back = np.unique(positions[::-1], return_index=True)
    return distinct, len(positions) - 1 - back


def _column(kind: Kind, piece: Piece, name: str) -> Column:
    column = piece.columns.get(name)
    return column if column is not None else records.unknown(kind, name, len(piece.columns["row"]))


def _joined(columns: list[Column]) -> Column:
    return columns[0] if len(columns) == 1 else np.concatenate(columns)


def _remember_layout(connection: sqlite3.Connection, change: int, sheet: SheetBatch) -> None:
    mapping = _mapping(sheet)
    held = connection.execute("SELECT mapping FROM layout WHERE signature = ?", (sheet.layout,)).fetchone()
    if held is not None and held[0] == mapping:
        return
    changes.note(connection, change, Part.LAYOUT, sheet.layout, held[0] if held else None)
    layouts.remember(connection, sheet.layout, mapping)


def _mapping(sheet: SheetBatch) -> str:
    return json.dumps(dict(sheet.mapping), sort_keys=True)
