"""The lists below the history on the data page: files, remembered layouts, merged names, backups, completeness."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from salesdesk.desk import Desk
from salesdesk.desk.known_files import FileState, KnownFile
from salesdesk.desk.quality import Completeness
from salesdesk.domain.batch import Merge
from salesdesk.importing.listing import field_label
from salesdesk.store.backup import Backup
from salesdesk.store.layouts import LayoutInfo
from salesdesk.ui.components import EmptyState
from salesdesk.ui.data_list import DataList
from salesdesk.ui.job import Job
from salesdesk.ui.language import speech
from salesdesk.ui.list_model import ListColumn
from salesdesk.ui.opening import open_file
from salesdesk.ui.questions import ask
from salesdesk.ui.record_words import field_title

_MEGABYTE = 1 << 20
_POOR, _FAIR = 0.8, 0.95
"""Below these shares of records that know a field, its figures speak of too few, or of not quite all."""


class FileList(DataList[KnownFile]):
    """``refresh_asked(paths)``: read these files again."""

    refresh_asked = Signal(object)
    import_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        formats = speech.formats()
        states = {
            FileState.SAME: self.tr("as imported"),
            FileState.CHANGED: self.tr("changed since"),
            FileState.MISSING: self.tr("no longer there"),
        }
        shapes = {FileState.SAME: "good", FileState.CHANGED: "watch", FileState.MISSING: "none"}
        columns: list[ListColumn[KnownFile]] = [
            ListColumn(self.tr("File"), lambda file: file.path.name),
            ListColumn(self.tr("Sheets"), lambda file: ", ".join(sheet.sheet for sheet in file.sheets), role="text2"),
            ListColumn(self.tr("Imported"), lambda file: moment_words(file.sheets[0].imported_at), role="text2"),
            ListColumn(self.tr("Rows"), lambda file: formats.integer(sum(s.rows for s in file.sheets)), right=True),
            ListColumn(self.tr("State"), lambda file: states[file.state], status=lambda file: shapes[file.state]),
        ]
        reason = self.tr("Drop a spreadsheet on the window, or choose one.")
        title, words = self.tr("Nothing imported yet"), self.tr("Import")
        empty = EmptyState("file-spreadsheet", title, reason, words, self.import_asked.emit)
        note = self.tr("Refreshing reads the files again where they lie; what they no longer hold is removed.")
        self._build(self.tr("Known files"), columns, empty, note)
        self.open = self.add_action(self.tr("Open the file"), "external-link", self._open, _is_there)
        self.one = self.add_action(self.tr("Refresh"), "refresh-cw", self._refresh, _is_there)
        self.all = self.add_button(self.tr("Refresh all that changed"), "refresh-cw", self._refresh_all)
        self.table.doubleClicked.connect(lambda _index: self.open.click())
        self._files: list[KnownFile] = []

    def follow(self, desk: Desk) -> None:
        self._files = desk.known_files()
        self.show_items(self._files)
        self.all.setEnabled(bool(self.changed))

    @property
    def changed(self) -> list[Path]:
        return [file.path for file in self._files if file.state is FileState.CHANGED]

    def _open(self, file: KnownFile) -> None:
        open_file(file.path, self)

    def _refresh(self, file: KnownFile) -> None:
        self.refresh_asked.emit([file.path])

    def _refresh_all(self) -> None:
        self.refresh_asked.emit(self.changed)


def _is_there(file: KnownFile) -> bool:
    return file.state is not FileState.MISSING


class LayoutList(DataList[LayoutInfo]):
    """Headers that were confirmed: the next file like it needs no question."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        formats = speech.formats()
        columns: list[ListColumn[LayoutInfo]] = [
            ListColumn(self.tr("Layout"), lambda layout: layout.title),
            ListColumn(self.tr("Columns"), lambda layout: formats.integer(len(layout.mapping)), right=True),
            ListColumn(self.tr("Fields"), _fields_of, role="text2"),
        ]
        empty = EmptyState("link", self.tr("No layout"), self.tr("Layouts are remembered when they are imported."))
        note = self.tr("A file with the same headers comes in without a question.")
        self._build(self.tr("Remembered layouts"), columns, empty, note, widest=2)
        self.rename = self.add_action(self.tr("Rename"), "pencil", self._ask_name)
        self.forget = self.add_action(self.tr("Forget"), "trash-2", self._forget)

    def follow(self) -> None:
        self.show_items(self._desk.company.layout_list())

    def _ask_name(self, layout: LayoutInfo) -> QInputDialog:
        dialog = QInputDialog(self)
        dialog.setWindowTitle(self.tr("Rename"))
        dialog.setLabelText(self.tr("Name of this layout"))
        dialog.setTextEchoMode(QLineEdit.EchoMode.Normal)
        dialog.setTextValue(layout.title)
        dialog.textValueSelected.connect(lambda name: self.give_name(layout, name))
        dialog.open()
        return dialog

    def give_name(self, layout: LayoutInfo, name: str) -> None:
        self._desk.company.rename_layout(layout.signature, name.strip())
        self.follow()

    def _forget(self, layout: LayoutInfo) -> None:
        self._desk.company.forget_layout(layout.signature)
        self.follow()


def _fields_of(layout: LayoutInfo) -> str:
    return ", ".join(field_label(field, speech.current) for field in dict.fromkeys(layout.mapping.values()))


class MergeList(DataList[Merge]):
    """``changed`` when names were told apart again."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        columns: list[ListColumn[Merge]] = [
            ListColumn(self.tr("Name in the files"), lambda merge: merge.name),
            ListColumn(self.tr("Counts as"), lambda merge: merge.same_as),
            ListColumn(self.tr("Field"), lambda merge: field_title(merge.dimension, speech.current), role="text2"),
        ]
        reason = self.tr("Names that an import takes for one are listed here.")
        empty = EmptyState("git-merge", self.tr("No merged names"), reason)
        note = self.tr("The files keep their names; telling them apart can be undone.")
        self._build(self.tr("Merged names"), columns, empty, note)
        self.part = self.add_action(self.tr("Tell apart again"), "undo-2", lambda merge: self.unmerge([merge]))

    def follow(self) -> None:
        self.show_items(self._desk.merges())

    def unmerge(self, merges: list[Merge]) -> None:
        """Count names as members of their own from now on."""
        desk = self._desk
        job: Job[int] = Job(lambda _task: desk.unmerge(merges), language=speech.current)
        job.finished_with.connect(self._done)
        job.failed.connect(self.failed)
        job.start()

    def _done(self, _change: object) -> None:
        self.changed.emit()


class BackupList(DataList[Backup]):
    """``restored`` when the company file is another one than before."""

    restored = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        formats = speech.formats()
        events = {
            "import": self.tr("before an import"),
            "migration": self.tr("before a new version of SalesDesk"),
            "restore": self.tr("before a backup was restored"),
            "erasure": self.tr("after a person was erased"),
        }
        columns: list[ListColumn[Backup]] = [
            ListColumn(self.tr("Backup"), lambda spare: moment_words(spare.made_at)),
            ListColumn(self.tr("Made"), lambda spare: events.get(spare.before, spare.before), role="text2"),
            ListColumn(
                self.tr("Size"),
                lambda spare: self.tr("{size} MB").format(size=formats.number(max(spare.size / _MEGABYTE, 0.1))),
                right=True,
            ),
        ]
        reason = self.tr("A copy is made before every import that changes the data.")
        empty = EmptyState("save", self.tr("No backup yet"), reason)
        note = self.tr("What you have now is backed up before another copy takes its place.")
        self._build(self.tr("Backups"), columns, empty, note, widest=1)
        self.back = self.add_action(self.tr("Restore"), "history", self._ask)

    def follow(self) -> None:
        self.show_items(self._desk.backups())

    def _ask(self, spare: Backup) -> None:
        question = self.tr("Go back to the data of {moment}?").format(moment=moment_words(spare.made_at))
        detail = self.tr("Imports and changes made since are no longer there. The present state is backed up first.")
        if ask(question, detail, yes=self.tr("Go back"), no=self.tr("Keep the present state"), parent=self.window()):
            self.restore(spare)

    def restore(self, spare: Backup) -> None:
        """Bring a backup back."""
        desk = self._desk
        self.setEnabled(False)
        job: Job[None] = Job(lambda _task: desk.restore(spare.path), language=speech.current)
        job.finished_with.connect(self._done)
        job.failed.connect(self._failed)
        job.start()

    def _done(self, _nothing: object) -> None:
        self.setEnabled(True)
        self.restored.emit()

    def _failed(self, error: BaseException) -> None:
        self.setEnabled(True)
        self.failed.emit(error)


class QualityList(DataList[Completeness]):
    """How complete the fields are that figures hang on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        formats = speech.formats()
        columns: list[ListColumn[Completeness]] = [
            ListColumn(self.tr("Records"), lambda one: speech.text(f"kind.{one.kind}")),
            ListColumn(self.tr("Field"), lambda one: field_title(one.field, speech.current)),
            ListColumn(self.tr("Filled"), lambda one: formats.percent(one.share), right=True, status=_shape),
            ListColumn(self.tr("Missing in"), lambda one: formats.integer(one.records - one.known), right=True),
            ListColumn(self.tr("Of"), lambda one: formats.integer(one.records), right=True, role="text2"),
        ]
        empty = EmptyState("shield-check", self.tr("No records"), self.tr("Import a spreadsheet first."))
        note = self.tr("Records that lack a field are left out of the figures that need it, and each figure says so.")
        self._build(self.tr("Completeness"), columns, empty, note, widest=1)

    def follow(self, desk: Desk) -> None:
        self.show_items(desk.completeness())


def _shape(one: Completeness) -> str:
    return "good" if one.share >= _FAIR else "watch" if one.share >= _POOR else "alert"


def moment_words(moment: datetime) -> str:
    """Day and time on this computer's clock."""
    local = moment.astimezone().replace(tzinfo=None) if moment.tzinfo else moment
    return f"{local:%d/%m/%Y %H:%M}"
