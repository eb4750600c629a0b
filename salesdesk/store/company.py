"""The company file: everything that a company's figures are made from, in one SQLite file."""

import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from salesdesk.domain.batch import Correction, ImportBatch, Merge
from salesdesk.domain.changes import Change, ChangeKind, Edit
from salesdesk.domain.columns import Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.raw import RawColumn, RawTable
from salesdesk.domain.sales import Sales
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Message
from salesdesk.store import (
    applying,
    backup,
    base,
    changes,
    checking,
    correcting,
    database,
    edits,
    erasing,
    layouts,
    merging,
    migrate,
    provenance,
)
from salesdesk.store.base import SALES_SETTINGS, Base
from salesdesk.store.database import Database
from salesdesk.store.erasing import Erased
from salesdesk.store.layouts import LayoutInfo
from salesdesk.store.provenance import SheetInfo
from salesdesk.store.undoing import undo

_WITH_BACKUP: Final = {
    "store.error.absent": "store.error.absent_backup",
    "store.error.empty": "store.error.empty_backup",
    "store.error.damaged": "store.error.damaged_backup",
}


class CompanyFile:
    """One company's data.  Reading and writing may happen in different threads; writers wait for each other.

    Every method raises SalesDeskError when the disk is full, the file read-only, locked or damaged; the file then
    holds what it held before.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = Database(path)
        self._memo: Base | None = None

    @classmethod
    def create(cls, path: Path, name: str, currency: str = "EUR") -> Self:
        """A new, empty company file.  Raises SalesDeskError when the path is taken."""
        try:
            database.make_folder(path.parent)
            # The path is reserved first, then filled in one step: whoever looks sees all of the file or an empty one.
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError as error:
            raise SalesDeskError("store.error.exists", file=str(path)) from error
        except OSError as error:
            raise SalesDeskError("store.error.cannot_create", file=str(path)) from error
        try:
            with tempfile.TemporaryDirectory(dir=path.parent, prefix=".salesdesk-") as folder, database.told(path):
                made = Path(folder, path.name)
                _build(made, name, currency)
                made.replace(path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return cls(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """An existing company file, brought to the newest form after a backup.

        Raises SalesDeskError for a file that is absent, empty, foreign, damaged, newer than this program or read-only.
        """
        try:
            database.inspect(path)
            company = cls(path)
            try:
                with database.told(path):
                    company._prepare()
            except BaseException:
                company.close()
                raise
        except SalesDeskError as error:
            key = _WITH_BACKUP.get(error.message.key)
            spare = backup.newest_good_backup(path) if key else None
            if key is None or spare is None:
                raise
            raise SalesDeskError(key, file=str(path), backup=spare.name) from error
        return company

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- settings

    @property
    def name(self) -> str:
        return str(self.setting("name", self.path.stem))

    @property
    def version(self) -> int:
        """Grows with everything that can change a figure, undo included; no number comes twice."""
        with self._database.reading() as connection:
            return base.read_version(connection)

    def setting(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - a setting is whatever JSON holds
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
        return default if row is None else json.loads(row[0])

    def set_setting(self, key: str, value: Any) -> None:  # noqa: ANN401 - as above
        """Keeps a value that JSON can hold.  Settings are no changes: undo leaves them."""
        with self._database.transaction() as connection:
            held = self._current(connection)
            _write_setting(connection, key, value)
            if key in SALES_SETTINGS:
                applying.next_version(connection)
            made = held.successor(connection, held.frames, held.lists, ())
        self._memo = made

    # --- reading

    def snapshot(self, today: date) -> Sales:
        """All records as columns: merges applied, hand edits laid over.  The same object until the version changes."""
        return self._base().sales(today)

    def member_keys(self, list_name: str) -> Sequence[str]:
        """The ids beside the names of a list, by code; '' where none is known."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT key FROM member WHERE list = ? ORDER BY code", (list_name,))
            return [key for (key,) in rows]

    def changes(self) -> list[Change]:
        """What was done, oldest first; the last one is what :meth:`undo` takes back."""
        with self._database.reading() as connection:
            return changes.read(connection)

    def history(self, kind: Kind, record: int) -> list[Change]:
        """The changes that touched a record, latest first.  Raises KeyError for an unknown record."""
        with self._database.reading() as connection:
            touched = edits.touched_by(connection, kind, record)
            return [change for change in reversed(changes.read(connection)) if change.id in touched]

    def sheets(self) -> list[SheetInfo]:
        """Every imported version of every sheet, oldest first."""
        with self._database.reading() as connection:
            return provenance.read_sheets(connection)

    def raw(self, sheet_id: int, first_row: int, last_row: int) -> RawTable:
        """Cells as they were read, of spreadsheet rows ``first_row`` to ``last_row``, both in."""
        with self._database.reading() as connection:
            return provenance.read_cells(connection, sheet_id, first_row, last_row)

    def raw_column(self, sheet_id: int, header: str) -> tuple[int, RawColumn]:
        """The column under a header, with the spreadsheet row of its first cell.  KeyError when there is none."""
        with self._database.reading() as connection:
            return provenance.read_column(connection, sheet_id, header)

    def problems(self, change_id: int) -> list[Problem]:
        with self._database.reading() as connection:
            return provenance.read_problems(connection, change_id)

    def layouts(self) -> dict[str, dict[str, str]]:
        """Confirmed layouts: header signature → header → field."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT signature, mapping FROM layout ORDER BY signature")
            return {signature: json.loads(mapping) for signature, mapping in rows}

    def layout_list(self) -> list[LayoutInfo]:
        """The confirmed layouts with their names and the files that came in by them, the one used last first."""
        with self._database.reading() as connection:
            return layouts.read(connection)

    def corrections(self, sheet_id: int) -> list[Correction]:
        """Cells of one version of a sheet that were read as something else than they say."""
        with self._database.reading() as connection:
            return correcting.read(connection, sheet_id)

    def known_corrections(self) -> dict[tuple[str, int], str]:
        """Header and row hash → what the cell there is read as, as decided last ('': as it stands)."""
        with self._database.reading() as connection:
            return correcting.known(connection)

    def merges(self) -> list[Merge]:
        with self._database.reading() as connection:
            held = base.read_merges(connection)
        return [Merge(list_name, *pair) for list_name, own in held.items() for pair in own.items()]

    # --- writing

    def apply(self, batch: ImportBatch, task: Task) -> int:
        """Writes an import, all or nothing, and returns its id; 0 when it changes nothing, and nothing is written.

        Raises SalesDeskError when the data has changed since the batch was planned, and Cancelled.
        """
        with self._database.exclusive():
            with self._database.reading() as connection:
                waiting = applying.pending(connection, batch)
                first = not changes.read(connection)
            if not waiting.sheets and not waiting.merges:
                return 0
            if applying.rewrites(waiting) and not first:
                task.step(0, 1, Message("store.doing.backup"))
                backup.back_up_before(self.path, "import")
            with self._database.transaction() as connection:
                held = self._current(connection)
                if batch.base_version not in (None, held.version):
                    raise SalesDeskError("store.error.stale")
                change, made = applying.apply(connection, held, waiting, _now(), task)
            self._memo = made
        return change

    def edit(
        self,
        kind: Kind,
        record: int | None,
        values: Mapping[str, object],
        label: Message,
        *,
        identity: int | None = None,
    ) -> int:
        """Types values over a record (by its ``id`` in the frame), or adds a record when None; returns its id.

        Values: text, a choice's name, date, datetime, bool, numbers; money in the company currency; None for unknown.
        What is typed survives re-imports.  ``identity`` lets a later import recognise a new record.
        """
        return self.edit_all([Edit(kind, record, values, identity)], label)[0]

    def edit_all(self, wanted: Sequence[Edit], label: Message) -> list[int]:
        """Several edits as one change; returns the records' ids in their order."""
        with self._database.transaction() as connection:
            held = self._current(connection)
            change = changes.begin(connection, ChangeKind.EDIT, label, _now())
            frames = dict(held.frames)
            lists: edits.Lists = {}
            ids = [edit.record or 0 for edit in wanted]
            for edit in wanted:
                if edit.record is not None:
                    edits.edit(connection, held, change, edit.kind, edit.record, edit.values, lists)
            for kind in dict.fromkeys(edit.kind for edit in wanted if edit.record is None):
                places = [at for at, edit in enumerate(wanted) if edit.record is None and edit.kind is kind]
                added, frames[kind] = edits.add(connection, held, change, kind, [wanted[at] for at in places], lists)
                for at, record in zip(places, added, strict=True):
                    ids[at] = record
            texts = applying.write_members(connection, held, lists.values(), change)
            applying.next_version(connection)
            made = held.successor(connection, frames, texts, {edit.kind for edit in wanted})
        self._memo = made
        return ids

    def merge(self, merges: Sequence[Merge]) -> int:
        """Counts names as one member from now on; returns the change's id."""
        return self._merge(Message("store.change.merge", {"n": len(merges)}), merges, merging.put)

    def unmerge(self, merges: Sequence[Merge]) -> int:
        """Tells names apart again; returns the change's id."""
        return self._merge(Message("store.change.unmerge", {"n": len(merges)}), merges, merging.take_away)

    def forget_layout(self, signature: str) -> None:
        with self._database.transaction() as connection:
            layouts.forget(connection, signature)

    def rename_layout(self, signature: str, name: str) -> None:
        """Calls a remembered layout by a name of the user's; '' by its file again."""
        with self._database.transaction() as connection:
            layouts.rename(connection, signature, database.storable(name))

    def undo(self) -> Change:
        """Takes the latest change back and returns it.  Raises SalesDeskError when there is none."""
        with self._database.transaction() as connection:
            done = changes.read(connection)
            if not done:
                raise SalesDeskError("store.error.nothing_to_undo")
            undo(connection, self._current(connection), done[-1])
        return done[-1]

    # --- care

    def check(self) -> list[Problem]:
        """Whether the file is sound; a snapshot that differs from the rows is made anew from them, and that is said."""
        self._memo = None
        try:
            with self._database.transaction() as connection:
                return checking.check(connection)
        except SalesDeskError as error:
            return [Problem(Severity.REJECTED, error.message, str(self.path))]

    def backup(self, to: Path) -> None:
        """A copy of the file as it is now, with its SHA-256 beside it."""
        backup.back_up(self.path, to)

    def restore(self, spare: Path) -> None:
        """Puts a backup in the place of this file, which is backed up before, and goes on with it.

        Raises SalesDeskError when the backup is damaged or not a company file; nothing is changed then.
        """
        before = self.version
        self._database.put_aside(lambda: backup.restore(spare, self.path))
        self._prepare()
        self._memo = None
        with self._database.transaction() as connection:
            applying.never_before(connection, before)

    def dump(self) -> Iterator[str]:
        """The file's content line by line in a stable order: equal dumps mean equal data."""
        with self._database.reading() as connection:
            yield from checking.dump(connection)

    def erase(self, leads: Sequence[int], identifiers: Sequence[str]) -> Erased:
        """Takes a person out: leads by record, and every text that holds one of the identifiers.  Cannot be undone.

        Automatic backups hold the person too: they are deleted, and a new one is made.
        """
        with self._database.exclusive():
            with self._database.transaction() as connection:
                erased = erasing.erase(connection, leads, erasing.Mentions(identifiers))
                applying.next_version(connection)
            self._memo = None
            self._database.compact()
            gone = backup.delete_all(self.path)
            backup.back_up_before(self.path, "erasure")
        return replace(erased, backups=gone)

    # --- inside

    def _prepare(self) -> None:
        with self._database.reading() as connection:
            version = migrate.file_version(connection)
        if version > len(migrate.migrations()):
            raise SalesDeskError("store.error.newer", file=str(self.path))
        if version < len(migrate.migrations()):
            backup.back_up_before(self.path, "migration")
            with self._database.exclusive():
                migrate.migrate(self._database.writer)
        with self._database.reading() as connection:
            if not checking.complete(connection):
                raise SalesDeskError("store.error.damaged", file=str(self.path))
        database.make_private(self.path)

    def _base(self) -> Base:
        with self._database.reading() as connection:
            return self._current(connection)

    def _current(self, connection: sqlite3.Connection) -> Base:
        """The data at the version that ``connection`` sees."""
        held = self._memo
        if held is None or held.version != base.read_version(connection):
            held = self._memo = base.read(connection)
        return held

    def _merge(
        self,
        label: Message,
        merges: Sequence[Merge],
        write: Callable[[sqlite3.Connection, int, Sequence[Merge]], object],
    ) -> int:
        with self._database.transaction() as connection:
            held = self._current(connection)
            change = changes.begin(connection, ChangeKind.MERGE, label, _now())
            write(connection, change, merges)
            applying.next_version(connection)
            made = held.successor(connection, held.frames, held.lists, held.frames)
        self._memo = made
        return change


def _build(path: Path, name: str, currency: str) -> None:
    path.touch(0o600)
    connection = database.connect(path)
    try:
        migrate.migrate(connection)
        for key, value in (("name", name), ("currency", currency), ("fiscal_start", 1)):
            _write_setting(connection, key, value)
    finally:
        connection.close()


def _write_setting(connection: sqlite3.Connection, key: str, value: object) -> None:
    if value is None:
        connection.execute("DELETE FROM setting WHERE key = ?", (key,))
        return
    connection.execute(
        "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, json.dumps(value, ensure_ascii=False, sort_keys=True)),
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
