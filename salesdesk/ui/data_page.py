"""Where the data comes from: the company file, the sheets imported, what was done and what was wrong."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from salesdesk.desk import Desk
from salesdesk.domain.changes import Change, ChangeKind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.formats import DASH
from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.task import Task
from salesdesk.ui.components import Card, EmptyState, Label, Segments, button, no_mnemonic, set_tip
from salesdesk.ui.data_list import DataList
from salesdesk.ui.data_lists import BackupList, FileList, LayoutList, MergeList, QualityList, moment_words
from salesdesk.ui.errors import show_error
from salesdesk.ui.fonts import font
from salesdesk.ui.icon_label import IconLabel
from salesdesk.ui.job import Job
from salesdesk.ui.language import speech
from salesdesk.ui.list_model import ListColumn, ListModel
from salesdesk.ui.list_table import ListTable
from salesdesk.ui.opening import open_folder

SHAPES = {Severity.REJECTED: "alert", Severity.WARNING: "watch", Severity.NOTE: "none"}
_UNDO_WIDTH = 220


class DataPage(QScrollArea):
    """``data_changed`` after an undo and the like, ``renamed`` with the company's name.

    ``files_requested(paths)``: import these files again.
    """

    data_changed = Signal()
    renamed = Signal(str)
    import_requested = Signal()
    files_requested = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self._desk = desk
        self._version = -1
        page = QWidget()
        page.setObjectName("page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self._file_card())
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self._history_card(), 62)
        middle.addWidget(self._problems_card(), 38)
        layout.addLayout(middle, 1)
        layout.addWidget(self._lists_card(), 1)
        self.setWidget(page)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        self.follow()
        super().showEvent(event)

    def follow(self) -> None:
        """Show the data anew if it changed elsewhere."""
        if self._version != self._desk.sales.version:
            self.refresh()

    def refresh(self) -> None:
        """Show the data as it is now."""
        self._version = self._desk.sales.version
        self.name.setText(self._desk.name)
        self.path.setText(str(self._desk.path))
        changes = sorted(self._desk.changes(), key=lambda change: change.id, reverse=True)
        self.history.show_items(changes)
        self.undo_button.setEnabled(bool(changes))
        self._name_undo(speech.say(changes[0].label) if changes else "")
        self._follow_lists()
        if not changes:
            self._show_problems(None)

    def _name_undo(self, what: str) -> None:
        """The button says which change it takes back: always the latest, whichever row is selected."""
        words = self.tr("Undo: {what}").format(what=what) if what else self.tr("Undo the latest")
        metrics = QFontMetrics(self.undo_button.font())
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, _UNDO_WIDTH)
        self.undo_button.setText(no_mnemonic(f" {shown}"))
        self.undo_button.setAccessibleName(words)
        set_tip(self.undo_button, words if shown != words else "")

    # ------------------------------------------------------------------ building

    def _file_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(IconLabel("database", "text2", 18))
        words = QVBoxLayout()
        words.setSpacing(4)
        self.name = QLineEdit()
        self.name.setFont(font("body_strong"))
        self.name.setMaximumWidth(360)
        self.name.setAccessibleName(self.tr("Name of the company"))
        self.name.editingFinished.connect(self._rename)
        line = QHBoxLayout()
        line.addWidget(self.name, 1)
        line.addStretch(1)
        words.addLayout(line)
        self.path = Label("", "small", "text2", elide=True)
        words.addWidget(self.path)
        row.addLayout(words, 1)
        row.addWidget(button(self.tr("Open the folder"), icon_name="folder-open", clicked=self._open_folder))
        self.backup_button = button(self.tr("Save a copy"), icon_name="save", clicked=self._ask_backup)
        row.addWidget(self.backup_button)
        return card

    def _history_card(self) -> Card:
        card = Card(self.tr("What was done"), padded=False)
        self.undo_button = button(
            self.tr("Undo the latest"), kind="small", icon_name="undo-2", clicked=self._undo, icon_size=14
        )
        card.header.addWidget(self.undo_button)
        integer = speech.formats().integer
        columns: list[ListColumn[Change]] = [
            ListColumn(self.tr("When"), lambda change: moment_words(change.at), role="text2"),
            ListColumn(self.tr("What"), lambda change: speech.say(change.label)),
            ListColumn(self.tr("Who"), lambda change: change.user or DASH, role="text2"),
            ListColumn(self.tr("New"), lambda change: integer(change.new), right=True),
            ListColumn(self.tr("Changed"), lambda change: integer(change.changed), right=True),
            ListColumn(self.tr("Gone"), lambda change: integer(change.gone), right=True),
        ]
        self.history = ListTable(ListModel(columns, self), self.tr("What was done"), widest=1)
        self.history.setMinimumHeight(220)
        self.history.selectionModel().currentRowChanged.connect(
            lambda current, _previous: self._show_problems(self.history.item(current.row()))
        )
        card.body.addWidget(self.history)
        return card

    def _problems_card(self) -> Card:
        card = Card(self.tr("Problems of this import"), padded=False)
        self.problem_count = Label("", "small", "text2")
        card.header.addWidget(self.problem_count)
        columns: list[ListColumn[Problem]] = [
            ListColumn(
                self.tr("What is wrong"),
                lambda problem: speech.say(problem.message),
                status=lambda problem: SHAPES[problem.severity],
            ),
            ListColumn(self.tr("Where"), lambda problem: problem.address, role="text2"),
        ]
        self.problems = ListTable(ListModel(columns, self), self.tr("Problems of this import"))
        card.body.addWidget(self.problems)
        self.no_problem = EmptyState("circle-check", self.tr("No problem"), self.tr("Every row was imported as it is."))
        card.body.addWidget(self.no_problem)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 10)
        foot.addStretch(1)
        words = self.tr("Save the rejected rows")
        self.save_button = button(
            words, kind="small", icon_name="download", clicked=self._ask_where_to_save, icon_size=14
        )
        foot.addWidget(self.save_button)
        card.body.addLayout(foot)
        return card

    def _lists_card(self) -> Card:
        """Files, layouts, merged names, backups and completeness, one at a time."""
        card = Card(self.tr("Where the data comes from"), padded=False)
        self.files = FileList()
        self.files.refresh_asked.connect(self.files_requested)
        self.files.import_asked.connect(self.import_requested)
        self.layouts = LayoutList(self._desk)
        self.merges = MergeList(self._desk)
        self.merges.changed.connect(self._changed)
        self.merges.failed.connect(self._failed)
        self.spares = BackupList(self._desk)
        self.spares.restored.connect(self._restored)
        self.spares.failed.connect(self._failed)
        self.quality = QualityList()
        self.lists: dict[str, tuple[str, DataList[Any]]] = {
            "files": (self.tr("Files"), self.files),
            "layouts": (self.tr("Layouts"), self.layouts),
            "merges": (self.tr("Merged names"), self.merges),
            "backups": (self.tr("Backups"), self.spares),
            "quality": (self.tr("Completeness"), self.quality),
        }
        self.tabs = Segments([(key, words) for key, (words, _) in self.lists.items()], "files")
        self.tabs.chosen.connect(self.show_list)
        card.header.addWidget(self.tabs)
        self._lists = QStackedWidget()
        self._lists.setMinimumHeight(240)
        for _, made in self.lists.values():
            self._lists.addWidget(made)
        card.body.addWidget(self._lists)
        return card

    def show_list(self, key: str) -> None:
        """Show one of the lists by its key."""
        self.tabs.set_current(key)
        self._lists.setCurrentWidget(self.lists[key][1])

    def _follow_lists(self) -> None:
        self.files.follow(self._desk)
        self.layouts.follow()
        self.merges.follow()
        self.spares.follow()
        self.quality.follow(self._desk)
        for key, (words, made) in self.lists.items():
            n = made.table.model().rowCount()
            self.tabs.set_words(key, f"{words} {n}" if n and key != "quality" else words)

    # ------------------------------------------------------------------ doing

    def _show_problems(self, change: Change | None) -> None:
        found = self._desk.problems(change.id) if change is not None and change.kind == ChangeKind.IMPORT else []
        order = list(Severity)
        found = sorted(found, key=lambda problem: (order.index(problem.severity), problem.sheet, problem.row))
        self.problems.show_items(found)
        self.problems.setVisible(bool(found))
        self.no_problem.setVisible(not found)
        rejected = sum(problem.severity is Severity.REJECTED for problem in found)
        self.save_button.setVisible(bool(rejected))
        words = self.tr("{rejected} rejected, {checked} to check")
        integer = speech.formats().integer
        self.problem_count.setText(
            words.format(rejected=integer(rejected), checked=integer(len(found) - rejected)) if found else ""
        )

    def _undo(self) -> None:
        desk = self._desk
        self.undo_button.setEnabled(False)
        job: Job[object] = Job(lambda _task: desk.undo(), language=speech.current)
        job.finished_with.connect(self._undone)
        job.failed.connect(self._failed)
        job.start()

    def _undone(self, _change: object) -> None:
        self._changed()

    def _changed(self) -> None:
        self.refresh()
        self.data_changed.emit()

    def _restored(self) -> None:
        self._changed()
        self.renamed.emit(self._desk.name)

    def _rename(self) -> None:
        name = self.name.text().strip()
        if name and name != self._desk.name:
            self._desk.set_setting("name", name)
            self.renamed.emit(name)
        self.name.setText(self._desk.name)

    def _open_folder(self) -> None:
        open_folder(self._desk.path, self)

    def _ask_where_to_save(self) -> None:
        name = self.tr("Rejected rows") + ".xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the rejected rows"), name, "Excel (*.xlsx)")
        if chosen:
            self.save_rejected(Path(chosen))

    def save_rejected(self, path: Path) -> None:
        """Write the rows that the selected import refused, each with its reason, as a workbook."""
        change = self.history.item(self.history.currentIndex().row())
        try:
            self._desk.save_rejected(path, speech.current, change.id if change is not None else None)
        except SalesDeskError as error:
            show_error(error, self.window())
        else:
            self.path.setText(self.tr("Rejected rows saved: {path}").format(path=path))

    def _ask_backup(self) -> None:
        suggested = self._desk.path.with_name(f"{self._desk.path.stem}-{self._desk.today:%Y-%m-%d}.salesdesk")
        title = self.tr("Save a copy of the company file")
        name, _ = QFileDialog.getSaveFileName(self, title, str(suggested), "SalesDesk (*.salesdesk)")
        if name:
            self.backup(Path(name))

    def backup(self, to: Path) -> None:
        """Write a copy of the company file."""
        company = self._desk.company

        def write(_task: Task) -> Path:
            company.backup(to)
            return to

        job: Job[Path] = Job(write, language=speech.current)
        job.finished_with.connect(self._backed_up)
        job.failed.connect(self._failed)
        job.start()

    def _backed_up(self, to: Path) -> None:
        self.path.setText(self.tr("Copy written: {path}").format(path=to))

    def _failed(self, error: BaseException) -> None:
        self.refresh()
        show_error(error, self.window())
