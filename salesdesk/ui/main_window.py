"""The window: a frame that opens at once, and the company that is loaded into it."""

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QFileDialog, QMainWindow, QVBoxLayout, QWidget

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.places import SUFFIX, data_folder, default_company
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Language
from salesdesk.ui.errors import show_error
from salesdesk.ui.job import Job
from salesdesk.ui.language import speech
from salesdesk.ui.message_bar import MessageBar
from salesdesk.ui.preferences import Preferences
from salesdesk.ui.theme import ThemeChoice, theme
from salesdesk.ui.tokens import NARROW
from salesdesk.ui.top_bar import TopBar

if TYPE_CHECKING:
    from salesdesk.desk import Desk
    from salesdesk.desk.desk import ImportOutcome
    from salesdesk.ui.board import Board
    from salesdesk.ui.import_window import ImportWindow
    from salesdesk.ui.palette import CommandPalette
    from salesdesk.ui.workspace import Workspace

SMALLEST = (1024, 640)
USUAL = (1440, 900)


class MainWindow(QMainWindow):
    """Owns the open company.  ``company_opened`` when its first page is made; ``ready`` when figures are shown."""

    company_opened = Signal()
    ready = Signal()

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self.desk: Desk | None = None
        self.board: Board | None = None
        self.workspace: Workspace | None = None
        self.import_window: ImportWindow | None = None
        self._waiting_files: list[Path] = []
        self.setWindowTitle("SalesDesk")
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        if geometry := preferences.geometry:
            self.restoreGeometry(geometry)
        self.setAcceptDrops(True)
        self._shortcuts()
        self._build()
        speech.language_changed.connect(self._rebuild)

    # ------------------------------------------------------------------ opening

    def start(self, files: Sequence[Path] = ()) -> None:
        """Load what the program needs beside the window, then open a company: the one named, else the last one."""
        named = [path for path in files if path.suffix == SUFFIX]
        self._waiting_files = [path for path in files if path.suffix != SUFFIX]
        company = named[0] if named else next(iter(self._preferences.recent), default_company())
        if company.is_file():
            self.open_company(company)
        else:
            Job(_load).start().finished_with.connect(lambda _: self._take(None))

    def take_files(self, files: Sequence[Path]) -> None:
        """Files from a second start, or dropped: companies open, spreadsheets are imported."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        companies = [path for path in files if path.suffix == SUFFIX]
        sheets = [path for path in files if path.suffix != SUFFIX]
        if companies:
            self._waiting_files = sheets
            self.open_company(companies[0])
        elif sheets:
            self.import_files(sheets)

    def open_company(self, path: Path) -> None:
        """Open a company file off the window's thread; on failure the one that is open stays."""

        def work(task: Task) -> "tuple[Desk, list[str]]":
            _load(task)
            from salesdesk.desk import Desk

            desk = Desk.open(path)
            return desk, desk.filters()

        job = Job(work, language=speech.current)
        job.finished_with.connect(lambda opened: self._take(*opened))
        job.failed.connect(self._could_not_open)
        job.start()

    def create_company(self, path: Path | None = None, name: str = "") -> "Desk":
        """Make a company file (in the user's data folder unless a place is given) and open it."""
        from salesdesk.desk import Desk

        if path is None:
            data_folder()
            path = default_company()
        desk = Desk.create(path, name or self.tr("My company"))
        self._take(desk, [])
        return desk

    def _take(self, desk: "Desk | None", dimensions: Sequence[str] = ()) -> None:
        old = self.desk
        self.desk = desk
        self._dimensions = list(dimensions)
        if desk is not None:
            self._preferences.opened(desk.path)
            self._use_board(desk)
        self._rebuild()
        if self.board is not None and desk is not None and not desk.empty:
            self.board.refresh()
        if old is not None:
            QTimer.singleShot(0, old.close)
        self.company_opened.emit()
        if self._waiting_files:
            files, self._waiting_files = self._waiting_files, []
            self.import_files(files)

    def _use_board(self, desk: "Desk") -> None:
        """A new scoreboard, asking for the last twelve months of the data as it is now."""
        from salesdesk.ui.board import Board

        if self.board is not None:
            self.board.deleteLater()
        self.board = Board(desk, self)
        self.board.failed.connect(self._show_error)
        self.board.results_changed.connect(self.ready)

    @Slot(object)
    def _show_error(self, error: BaseException) -> None:
        show_error(error, self)

    def _could_not_open(self, error: BaseException) -> None:
        show_error(error, self)
        if self.desk is None:
            self._take(None)

    # ------------------------------------------------------------------ frame

    def _build(self) -> None:
        """The frame alone: light enough to be there at once."""
        frame = QWidget()
        self._frame = layout = QVBoxLayout(frame)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.top_bar = TopBar()
        self.top_bar.company.clicked.connect(self._open_company_menu)
        self.top_bar.search.clicked.connect(self.open_palette)
        self.top_bar.theme.clicked.connect(self.toggle_theme)
        self.top_bar.export.clicked.connect(lambda _checked=False: self.export_pdf())
        self.top_bar.importing.clicked.connect(lambda _checked=False: self.choose_files())
        self.top_bar.export.setEnabled(self.desk is not None and not self.desk.empty)
        layout.addWidget(self.top_bar)
        self.body = QWidget()
        self.body.setObjectName("content")
        layout.addWidget(self.body, 1)
        self.setCentralWidget(frame)
        self.messages = MessageBar(frame)
        self.top_bar.set_compact(self.width() < NARROW)

    def _rebuild(self) -> None:
        """Make everything anew, in the language in force, on the page that was in view."""
        page = self.workspace.page if self.workspace is not None else ""
        self.workspace = None
        self._build()
        if self.desk is None or self.board is None or self.desk.empty:
            self._show_first_run()
        else:
            self._show_workspace(page)
        self._show_company()

    def _show_first_run(self) -> None:
        from salesdesk.ui.first_run_page import FirstRunPage

        page = FirstRunPage()
        page.files_chosen.connect(self.import_files)
        page.sample_requested.connect(self.open_sample)
        page.template_requested.connect(self.save_template)
        self._set_body(page)

    def _show_workspace(self, page: str) -> None:
        from salesdesk.ui.rail import OVERVIEW
        from salesdesk.ui.workspace import Workspace

        assert self.board is not None
        self.workspace = Workspace(self.board, self._dimensions)
        self.workspace.import_requested.connect(self.choose_files)
        self.workspace.data_changed.connect(self.refresh)
        self._set_body(self.workspace)
        self.workspace.open_page(page or OVERVIEW)

    def _set_body(self, widget: QWidget) -> None:
        self._frame.replaceWidget(self.body, widget)
        self.body.deleteLater()
        self.body = widget
        self.messages.raise_()

    def _show_company(self) -> None:
        if self.desk is None:
            self.top_bar.company.set_company("SalesDesk", "")
            return
        detail = ""
        if not self.desk.empty:
            day = speech.formats().date(self.desk.sales.as_of)
            detail = self.tr("data up to {day}").format(day=day)
        if self.desk.demo:
            detail = self.tr("sample data")
        self.top_bar.company.set_company(self.desk.name, detail)
        self.setWindowTitle(f"{self.desk.name} – SalesDesk")

    # ------------------------------------------------------------------ what the user asks for

    def choose_files(self) -> None:
        """Ask for spreadsheets to import."""
        from salesdesk.ui.drop_zone import choose_files

        if files := choose_files(self, self.tr("Import"), self.tr("Spreadsheets")):
            self.import_files(files)

    def import_files(self, files: Sequence[Path]) -> None:
        """Open the import window on spreadsheets; the company file is made when there is none yet.

        An import window that is open takes them as well.
        """
        if self.import_window is not None and self.import_window.isVisible():
            self.import_window.session.add_files(files)
            self.import_window.raise_()
            self.import_window.activateWindow()
            return
        try:
            desk = self.desk or self.create_company()
        except SalesDeskError as error:
            show_error(error, self)
            return
        from salesdesk.ui.import_window import ImportWindow

        window = ImportWindow(desk, list(files), self)
        window.imported.connect(self._imported)
        window.show()
        self.import_window = window

    def _imported(self, outcome: "ImportOutcome") -> None:
        from salesdesk.ui.import_words import ImportTold

        if self.board is not None:
            self.board.moved = outcome.moved
        self.refresh()
        told = ImportTold(outcome)
        undo = self.tr("Undo import")
        self.messages.show_message(told.title, told.detail, status=told.status, action=undo, clicked=self.undo)

    def refresh(self) -> None:
        """The data changed: show it anew, on the same page."""
        if self.desk is None:
            return
        desk = self.desk
        job = Job(lambda _task: desk.filters(), language=speech.current)
        job.finished_with.connect(self._refreshed)
        job.failed.connect(self._show_error)
        job.start()

    def _refreshed(self, dimensions: Sequence[str]) -> None:
        if self.desk is None or self.board is None:
            return
        first = self.workspace is None
        if first or list(dimensions) != self._dimensions or self.desk.empty:
            self._dimensions = list(dimensions)
            if first:
                self._use_board(self.desk)
            self._rebuild()
        else:
            self._show_company()
        if not self.desk.empty:
            self.board.follow_data()
            if self.workspace is not None:
                self.workspace.follow_data()

    def undo(self) -> None:
        """Take back the latest import or edit."""
        if self.desk is None:
            return
        desk = self.desk
        job = Job(lambda _task: desk.undo(), language=speech.current)
        job.finished_with.connect(lambda change: self._undone(speech.say(change.label)))
        job.failed.connect(self._show_error)
        job.start()

    def _undone(self, label: str) -> None:
        self.refresh()
        self.messages.show_message(self.tr("Undone: {change}").format(change=label))

    def export_pdf(self) -> None:
        """Ask where to, then write the report off the window's thread."""
        if self.desk is None or self.board is None or self.desk.empty:
            return
        name = f"{self.desk.name}.pdf".replace("/", "-")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Export PDF"), name, "PDF (*.pdf)")
        if not chosen:
            return
        path = Path(chosen)
        desk, where, compared, language = self.desk, self.board.filter, self.board.compared, speech.current
        job = Job(
            lambda task: desk.report(path, where, compared=compared, language=language, task=task), language=language
        )
        job.finished_with.connect(lambda _: self.messages.show_message(self.tr("Report written"), str(path)))
        job.failed.connect(self._show_error)
        job.start()
        self.messages.show_message(self.tr("Writing the report…"), status="none")

    def open_sample(self) -> None:
        """Open a fresh copy of the sample company."""
        from salesdesk.domain.resources import resource

        samples = sorted(resource("sample").glob("delaunay-*.xlsx"))
        if samples:
            self.import_files(samples)

    def save_template(self) -> None:
        """Save the workbook with the right columns."""
        from salesdesk.domain.resources import resource

        template = resource("sample", "modele.xlsx" if speech.current == "fr" else "template.xlsx")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the template"), template.name, "Excel (*.xlsx)")
        if not chosen:
            return
        try:
            Path(chosen).write_bytes(template.read_bytes())
        except OSError as error:
            show_error(error, self)
            return
        self.messages.show_message(self.tr("Template saved"), chosen)

    def toggle_theme(self) -> None:
        self.set_theme("light" if theme.current.dark else "dark")

    def set_theme(self, choice: ThemeChoice) -> None:
        self._preferences.theme = choice
        if self.workspace is not None:
            self.workspace.forget_hidden_pages()
        theme.apply(choice)

    def set_language(self, language: Language) -> None:
        self._preferences.language = language
        speech.speak(language)

    def open_palette(self) -> "CommandPalette":
        """Open the command palette over the search field."""
        from salesdesk.ui.palette import Command, CommandPalette

        commands = self.workspace.commands() if self.workspace is not None else []
        commands += [
            Command(self.tr("Import"), self.choose_files, icon="import", keys="Ctrl+I"),
            Command(self.tr("Export PDF"), self.export_pdf, icon="file-text", keys="Ctrl+P"),
            Command(self.tr("Undo the last change"), self.undo, icon="undo-2", keys="Ctrl+Z"),
            Command(self.tr("Light or dark"), self.toggle_theme, icon="sun-moon"),
        ]
        palette = CommandPalette(commands, self)
        palette.open_under(self.top_bar.search)
        return palette

    # ------------------------------------------------------------------ menu and keys

    def _open_company_menu(self) -> None:
        from salesdesk.ui.company_menu import CompanyMenu

        menu = CompanyMenu(self, self._preferences)
        menu.popup(self.top_bar.company.mapToGlobal(QPoint(8, self.top_bar.company.height())))

    def _shortcuts(self) -> None:
        for keys, run in (
            ("Ctrl+K", self.open_palette),
            ("Ctrl+I", self.choose_files),
            ("Ctrl+P", self.export_pdf),
            ("Ctrl+Z", self.undo),
            ("Alt+Left", lambda: self._step(-1)),
            ("Alt+Right", lambda: self._step(1)),
            ("F1", self._explain),
        ):
            QShortcut(QKeySequence(keys), self, run)
        for number in range(10):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, partial(self._open_number, number))

    def _open_number(self, number: int) -> None:
        if self.workspace is not None and number < len(self.workspace.rail.keys):
            self.workspace.open_page(self.workspace.rail.keys[number])

    def _step(self, steps: int) -> None:
        if self.workspace is not None:
            self.workspace.filters.step(steps)

    def _explain(self) -> None:
        from salesdesk.ui.kpi_page import KpiPage

        if self.workspace is not None and isinstance(page := self.workspace.stack.currentWidget(), KpiPage):
            page.open_method()

    # ------------------------------------------------------------------ Qt's events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.take_files(files)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.top_bar.set_compact(self.width() < NARROW)
        self.messages.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._preferences.geometry = self.saveGeometry()
        speech.language_changed.disconnect(self._rebuild)
        if self.import_window is not None:
            self.import_window.close()
        super().closeEvent(event)


def _load(_task: Task) -> None:
    """Import what takes long to import; the window is already there."""
    import salesdesk.desk

    with suppress(ImportError):
        import salesdesk.charts.trend  # noqa: F401 - the first chart is quicker
