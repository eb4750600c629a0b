"""Where the data comes from: the company file, the sheets imported, what was done and what was wrong."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QShowEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from salesdesk.desk import Desk
from salesdesk.domain.changes import Change, ChangeKind
from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.task import Task
from salesdesk.store.provenance import SheetInfo
from salesdesk.ui.components import Card, EmptyState, Label, button, no_mnemonic, set_tip
from salesdesk.ui.errors import show_error
from salesdesk.ui.fonts import font
from salesdesk.ui.icon_label import IconLabel
from salesdesk.ui.job import Job
from salesdesk.ui.language import speech
from salesdesk.ui.list_model import ListColumn, ListModel
from salesdesk.ui.list_table import ListTable
from salesdesk.ui.opening import open_file, open_folder

SHAPES = {Severity.REJECTED: "alert", Severity.WARNING: "watch", Severity.NOTE: "none"}
_UNDO_WIDTH = 220


class DataPage(QScrollArea):
    """``data_changed`` after an undo, ``renamed`` with the company's new name."""

    data_changed = Signal()
    renamed = Signal(str)
    import_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self._desk = desk
        self._version = -1
        self._in_force: frozenset[int] = frozenset()
        page = QWidget()
        page.setObjectName("page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self._file_card())
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self._history_card(), 58)
        middle.addWidget(self._problems_card(), 42)
        layout.addLayout(middle, 1)
        layout.addWidget(self._sources_card(), 1)
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
        sheets = self._newest_first(self._desk.sheets())
        self.sources.show_items(sheets)
        self.sources.setVisible(bool(sheets))
        self.no_source.setVisible(not sheets)
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

    def _newest_first(self, sheets: Sequence[SheetInfo]) -> list[SheetInfo]:
        """The version in force of every source, newest first, then the versions that a later import replaced."""
        newest: dict[str, int] = {}
        for sheet in sheets:
            newest[sheet.source] = max(sheet.id, newest.get(sheet.source, 0))
        self._in_force = frozenset(newest.values())
        return sorted(sheets, key=lambda sheet: (sheet.id in self._in_force, sheet.id), reverse=True)

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
            ListColumn(self.tr("When"), lambda change: _moment(change.at), role="text2"),
            ListColumn(self.tr("What"), lambda change: speech.say(change.label)),
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
        return card

    def _sources_card(self) -> Card:
        card = Card(self.tr("Imported sheets"), padded=False)
        formats = speech.formats()
        columns: list[ListColumn[SheetInfo]] = [
            ListColumn(self.tr("File"), lambda sheet: sheet.file, role=self._faded),
            ListColumn(self.tr("Sheet"), lambda sheet: sheet.sheet, role=self._faded),
            ListColumn(
                self.tr("Holds"),
                lambda sheet: ", ".join(speech.text(f"kind.{kind}") for kind in sheet.kinds),
                role=self._faded,
            ),
            ListColumn(self.tr("Imported"), self._imported_words, role=self._faded),
            ListColumn(self.tr("Rows"), lambda sheet: formats.integer(sheet.rows), right=True, role=self._faded),
            ListColumn(
                self.tr("Rejected"),
                lambda sheet: formats.integer(sheet.rejected),
                right=True,
                role=lambda sheet: "alert.text" if sheet.rejected and sheet.id in self._in_force else "text3",
            ),
        ]
        self.sources = ListTable(ListModel(columns, self), self.tr("Imported sheets"))
        self.sources.setMinimumHeight(180)
        self.sources.activated.connect(lambda index: self._open_source(index.row()))
        card.body.addWidget(self.sources)
        reason = self.tr("Drop a spreadsheet on the window, or choose one.")
        self.no_source = EmptyState(
            "file-spreadsheet", self.tr("Nothing imported yet"), reason, self.tr("Import"), self.import_requested.emit
        )
        card.body.addWidget(self.no_source)
        return card

    def _faded(self, sheet: SheetInfo) -> str:
        return "text" if sheet.id in self._in_force else "text3"

    def _imported_words(self, sheet: SheetInfo) -> str:
        when = _moment(sheet.imported_at)
        return when if sheet.id in self._in_force else self.tr("{when}, replaced").format(when=when)

    # ------------------------------------------------------------------ doing

    def _show_problems(self, change: Change | None) -> None:
        found = self._desk.problems(change.id) if change is not None and change.kind == ChangeKind.IMPORT else []
        order = list(Severity)
        found = sorted(found, key=lambda problem: (order.index(problem.severity), problem.sheet, problem.row))
        self.problems.show_items(found)
        self.problems.setVisible(bool(found))
        self.no_problem.setVisible(not found)
        rejected = sum(problem.severity is Severity.REJECTED for problem in found)
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
        self.refresh()
        self.data_changed.emit()

    def _rename(self) -> None:
        name = self.name.text().strip()
        if name and name != self._desk.name:
            self._desk.set_setting("name", name)
            self.renamed.emit(name)
        self.name.setText(self._desk.name)

    def _open_folder(self) -> None:
        open_folder(self._desk.path, self)

    def _open_source(self, row: int) -> None:
        sheet = self.sources.item(row)
        if isinstance(sheet, SheetInfo) and Path(sheet.path).is_file():
            open_file(Path(sheet.path), self)

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


def _moment(moment: datetime) -> str:
    local = moment.astimezone().replace(tzinfo=None) if moment.tzinfo else moment
    return f"{local:%d/%m/%Y %H:%M}"
