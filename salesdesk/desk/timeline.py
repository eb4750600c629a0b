"""Undo and redo of all that is edited while a company is open: records and settings, in the order of their doing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from salesdesk.domain.changes import Change, ChangeKind, Edit
from salesdesk.domain.columns import Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.texts import Message, keys

if TYPE_CHECKING:
    from salesdesk.store.company import CompanyFile

NOT_UNDONE: Final = frozenset({"opt_outs", "demo", "before_imports"})
"""Settings that follow from something else, or that must not come back: who objected to being imported."""


@dataclass(frozen=True)
class SettingsEdit:
    """Settings before and after (None: not set).  ``after``: id of the change of records that it followed."""

    after: int
    label: Message
    old: Mapping[str, object]
    new: Mapping[str, object]


@dataclass(frozen=True)
class RecordsEdit:
    """Values typed by hand, as one change; ``ids`` are the records that they went to."""

    change: int
    label: Message
    edits: tuple[Edit, ...]
    ids: tuple[int, ...]


Step: TypeAlias = SettingsEdit | RecordsEdit


@dataclass(frozen=True)
class Taken:
    """What was taken back or done again.  ``imported``: it was an import, which only its files can do again."""

    label: Message
    imported: bool = False
    can_redo: bool = False


class Timeline:
    """Changes of records are taken back from the journal of the company file, those of earlier sessions too.

    Settings are no part of the journal: they can be taken back for as long as the company is open.
    """

    def __init__(self, company: "CompanyFile", write: Callable[[Sequence[Edit], Message], list[int]]) -> None:
        self._company = company
        self._write = write
        self._settings: list[SettingsEdit] = []
        self._typed: dict[int, RecordsEdit] = {}
        self._undone: list[Step] = []
        self._open: SettingsEdit | None = None
        self._replaying = False

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    @property
    def can_undo(self) -> bool:
        return bool(self._settings) or bool(self._company.changes())

    # ------------------------------------------------------------------ told by the desk

    @contextmanager
    def one_step(self, label: Message) -> Iterator[None]:
        """What is set within is one edit."""
        self._open = SettingsEdit(self._latest(), label, {}, {})
        try:
            yield
        finally:
            done, self._open = self._open, None
            if done.old != done.new:
                self._settings.append(done)

    def setting_changed(self, key: str, old: object, new: object) -> None:
        if self._replaying or key in NOT_UNDONE or old == new:
            return
        self._undone.clear()
        if self._open is not None:
            before = self._open.old.get(key, old)
            self._open = replace(self._open, old={**self._open.old, key: before}, new={**self._open.new, key: new})
            return
        name = f"setting.change.{key.partition('.')[0]}"
        label = Message(name if name in keys() else "setting.change.other")
        self._settings.append(SettingsEdit(self._latest(), label, {key: old}, {key: new}))

    def records_changed(self, edits: Sequence[Edit], ids: Sequence[int], label: Message) -> None:
        change = self._latest()
        self._typed[change] = RecordsEdit(change, label, tuple(edits), tuple(ids))
        if not self._replaying:
            self._undone.clear()

    def imported(self) -> None:
        """Other data came in: what was taken back before is not done again over it."""
        self._undone.clear()

    # ------------------------------------------------------------------ undo and redo

    def undo(self, take_back: Callable[[], Change]) -> Taken:
        """Take the latest edit back; ``take_back`` undoes the latest change of records.

        Raises SalesDeskError when there is nothing.
        """
        latest = self._latest()
        if self._settings and self._settings[-1].after >= latest:
            step = self._settings.pop()
            self._set(step.old)
            self._undone.append(step)
            return Taken(step.label, can_redo=True)
        change = take_back()
        typed = self._typed.pop(change.id, None)
        if typed is not None:
            self._undone.append(typed)
        else:
            self._undone.clear()
        return Taken(change.label, imported=change.kind == ChangeKind.IMPORT, can_redo=typed is not None)

    def redo(self) -> Taken:
        """Do again what was taken back last.  Raises SalesDeskError when there is nothing, or its record is gone."""
        if not self._undone:
            raise SalesDeskError("setting.error.nothing_to_redo")
        step = self._undone.pop()
        if isinstance(step, SettingsEdit):
            self._set(step.new)
            self._settings.append(replace(step, after=self._latest()))
            return Taken(step.label, can_redo=self.can_redo)
        self._replaying = True
        try:
            ids = self._write(step.edits, step.label)
        except KeyError as error:
            self._undone.clear()
            raise SalesDeskError("setting.error.record_gone") from error
        finally:
            self._replaying = False
        renamed = {
            (edit.kind, old): new
            for edit, old, new in zip(step.edits, step.ids, ids, strict=True)
            if edit.record is None
        }
        self._undone = [_followed(later, renamed) for later in self._undone]
        return Taken(step.label, can_redo=self.can_redo)

    def _set(self, values: Mapping[str, object]) -> None:
        for key, value in values.items():
            self._company.set_setting(key, value)

    def _latest(self) -> int:
        changes = self._company.changes()
        return changes[-1].id if changes else 0


def _followed(step: Step, renamed: Mapping[tuple[Kind, int], int]) -> Step:
    """A step whose record was made anew under another number."""
    if isinstance(step, SettingsEdit) or not renamed:
        return step
    edits = tuple(
        edit if edit.record is None else replace(edit, record=renamed.get((edit.kind, edit.record), edit.record))
        for edit in step.edits
    )
    return replace(step, edits=edits)
