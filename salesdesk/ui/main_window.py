"""The window: a frame that opens at once, and the company that is loaded into it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.places import SUFFIX, data_folder, default_company
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Language
from salesdesk.ui.deeds import Deeds
from salesdesk.ui.errors import show_error
from salesdesk.ui.job import Job, jobs_running
from salesdesk.ui.keys import install_keys
from salesdesk.ui.language import speech
from salesdesk.ui.loading import load_import, load_program, load_the_rest
from salesdesk.ui.message_bar import MessageBar
from salesdesk.ui.offers import Offers
from salesdesk.ui.preferences import Preferences
from salesdesk.ui.questions import ask
from salesdesk.ui.theme import ThemeChoice, theme
from salesdesk.ui.tokens import NARROW
from salesdesk.ui.top_bar import TopBar

if TYPE_CHECKING:
    from salesdesk.desk import Desk
    from salesdesk.ui.board import Board
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
        self._waiting_files: list[Path] = []
        self._dimensions: list[str] = []
        self._closed = False
        self.deeds = Deeds(self, preferences)
        self.offers = Offers(self, preferences)
        self.setWindowTitle("SalesDesk")
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        if geometry := preferences.geometry:
            self.restoreGeometry(geometry)
        self.setAcceptDrops(True)
        self.messages = MessageBar(self)
        install_keys(self)
        self._build()
        speech.language_changed.connect(self.rebuild)

    # ------------------------------------------------------------------ opening

    def start(self, files: Sequence[Path] = ()) -> None:
        """Load what the program needs beside the window, then open a company: the one named, else the last one."""
        named = [path for path in files if path.suffix == SUFFIX]
        self._waiting_files = [path for path in files if path.suffix != SUFFIX]
        company = named[0] if named else next(iter(self._preferences.recent), default_company())
        if company.is_file():
            self.open_company(company)
        else:
            Job(load_program).start().finished_with.connect(lambda _: self._take(None))

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
            self.deeds.import_files(sheets)

    def open_company(self, path: Path, files: Sequence[Path] = ()) -> None:
        """Open a company file off the window's thread, then import files; on failure the one that is open stays."""
        self._waiting_files += files

        def work(task: Task) -> "tuple[Desk, list[str]]":
            load_program(task)
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
        self._remember_page()
        self.workspace = None
        self.desk = desk
        self._dimensions = list(dimensions)
        if desk is not None:
            self._preferences.opened(desk.path)
            self._use_board(desk)
        self.rebuild(self._preferences.page(desk.path) if desk is not None else "")
        if self.board is not None and desk is not None and not desk.empty:
            self.board.refresh()
        if old is not None:
            _close_when_idle(old)
        if desk is None or desk.empty:
            Job(load_import).start()
        self.company_opened.emit()
        if self._waiting_files:
            files, self._waiting_files = self._waiting_files, []
            self.deeds.import_files(files)

    def _use_board(self, desk: "Desk") -> None:
        """A new scoreboard, asking for the last twelve months of the data as it is now."""
        from salesdesk.ui.board import Board

        if self.board is not None:
            self.board.deleteLater()
        self.board = Board(desk, self)
        self.board.failed.connect(self._show_error)
        self.board.results_changed.connect(self.ready)
        self.board.results_changed.connect(self._warm, Qt.ConnectionType.SingleShotConnection)

    @Slot()
    def _warm(self) -> None:
        """Make what other pages will need, before somebody opens them."""
        if (desk := self.desk) is not None:
            Job(lambda _task: load_the_rest(desk), language=speech.current).start()
            from salesdesk.ui.changed_files import ChangedFiles

            ChangedFiles(self).look(desk)

    @Slot(object)
    def _show_error(self, error: BaseException) -> None:
        show_error(error, self)

    def _could_not_open(self, error: BaseException) -> None:
        spare = isinstance(error, SalesDeskError) and error.message.key.endswith("_backup")
        dialog = show_error(error, self, self.tr("Restore the backup") if spare else "")
        if isinstance(error, SalesDeskError) and spare:
            dialog.helped.connect(partial(self._restore, Path(str(error.message.values["file"]))))
        if self.desk is None:
            self._take(None)

    def _restore(self, path: Path) -> None:
        """Put the newest backup in the place of a company file that cannot be opened, and open that."""

        def work(_task: Task) -> Path:
            from salesdesk.desk.company import restore_newest

            return restore_newest(path)

        job = Job(work, language=speech.current)
        job.finished_with.connect(self.open_company)
        job.failed.connect(self._show_error)
        job.start()

    # ------------------------------------------------------------------ frame

    def _build(self) -> None:
        """The frame alone: light enough to be there at once."""
        frame = QWidget()
        self._frame = layout = QVBoxLayout(frame)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.top_bar = TopBar()
        doing = self.deeds
        self.top_bar.company.clicked.connect(self.offers.open_company_menu)
        self.top_bar.search.clicked.connect(self.offers.open_palette)
        self.top_bar.theme.clicked.connect(self.toggle_theme, Qt.ConnectionType.QueuedConnection)
        self.top_bar.export.clicked.connect(doing.export_pdf)
        self.top_bar.importing.clicked.connect(doing.choose_files)
        self.top_bar.export.setEnabled(self.desk is not None and not self.desk.empty)
        layout.addWidget(self.top_bar)
        self.body = QWidget()
        self.body.setObjectName("content")
        layout.addWidget(self.body, 1)
        self.messages.move_to(frame)
        self.setCentralWidget(frame)
        self.messages.place()
        self.top_bar.set_compact(self.width() < NARROW)

    def rebuild(self, page: str = "", *, at_once: bool = True) -> None:
        """Make everything anew, in the language in force, on the page that was in view or the one named.

        Not ``at_once``: the page follows when Qt's loop has turned, since all in one go holds up what else happens.
        """
        if not page and self.workspace is not None:
            page = self.workspace.page
        self.workspace = None
        self._build()
        if self.desk is None or self.board is None or self.desk.empty:
            self._show_first_run()
        else:
            self._show_workspace(page, at_once=at_once)
        self._show_company()

    def _show_first_run(self) -> None:
        from salesdesk.ui.first_run_page import FirstRunPage

        page = FirstRunPage()
        page.files_chosen.connect(self.deeds.import_files)
        page.sample_requested.connect(self.deeds.open_sample)
        page.template_requested.connect(self.deeds.save_template)
        self._set_body(page)

    def _show_workspace(self, page: str, *, at_once: bool) -> None:
        from salesdesk.ui.workspace import Workspace

        assert self.board is not None
        self.workspace = Workspace(self.board, self._dimensions)
        self.workspace.import_requested.connect(self.deeds.choose_files)
        self.workspace.files_requested.connect(self.deeds.import_files)
        self.workspace.data_changed.connect(self.refresh)
        self.workspace.renamed.connect(self._show_company)
        self.workspace.target_set.connect(lambda: self.deeds.offer_undo(self.tr("Target saved")))
        self.workspace.view_asked.connect(self.offers.ask_view_name)
        self._set_body(self.workspace)
        if at_once:
            self.workspace.open_first(page)
        else:
            QTimer.singleShot(0, self.workspace, partial(self.workspace.open_first, page))

    def _remember_page(self) -> None:
        if self.desk is not None and self.workspace is not None:
            self._preferences.left_on(self.desk.path, self.workspace.page)

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
            day = speech.formats().short_date(self.desk.sales.as_of)
            detail = self.tr("data up to {day}").format(day=day)
        if self.desk.demo:
            detail = self.tr("sample data")
        self.top_bar.company.set_company(self.desk.name, detail)
        self.setWindowTitle(f"{self.desk.name} – SalesDesk")

    # ------------------------------------------------------------------ what changes

    def refresh(self) -> None:
        """The data changed: show it anew, on the same page."""
        if self.desk is None:
            return
        desk = self.desk
        job = Job(lambda _task: (desk.filters(), desk.leads().prepare())[0], language=speech.current)
        job.finished_with.connect(self._refreshed)
        job.failed.connect(self._show_error)
        job.start()

    def _refreshed(self, dimensions: Sequence[str]) -> None:
        if self.desk is None or self.board is None:
            return
        self._dimensions = list(dimensions)
        if self.workspace is None:
            self._use_board(self.desk)
        if self.workspace is None or self.desk.empty:
            self.rebuild(at_once=False)
        else:
            self._show_company()
            self.workspace.follow_data(dimensions)
        if not self.desk.empty:
            self.board.follow_data()

    def toggle_theme(self) -> None:
        self.set_theme("light" if theme.current.dark else "dark")

    def set_theme(self, choice: ThemeChoice) -> None:
        """Take another theme.  Pages are slower to dress anew than to make anew; the lead desk may hold words typed."""
        from salesdesk.ui.rail import LEADS

        self._preferences.theme = choice
        page = self.workspace.page if self.workspace is not None else ""
        if page in ("", LEADS):
            if self.workspace is not None:
                self.workspace.forget_hidden_pages()
            theme.apply(choice)
            return
        self.messages.move_to(self)
        old = self.takeCentralWidget()
        if old is not None:
            old.deleteLater()
            QCoreApplication.sendPostedEvents(old, QEvent.Type.DeferredDelete.value)
        theme.apply(choice)
        self.rebuild(page)

    def set_language(self, language: Language) -> None:
        self._preferences.language = language
        speech.speak(language)

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
        if self.deeds.working and not ask(
            self.deeds.working,
            self.tr("If SalesDesk ends now, this is stopped and nothing of it is kept."),
            yes=self.tr("End all the same"),
            no=self.tr("Stay"),
            parent=self,
        ):
            event.ignore()
            return
        self._preferences.geometry = self.saveGeometry()
        self._remember_page()
        if not self._closed:
            self._closed = True
            speech.language_changed.disconnect(self.rebuild)
        if self.deeds.import_window is not None:
            self.deeds.import_window.close()
        super().closeEvent(event)


def _close_when_idle(desk: "Desk") -> None:
    """Close a company that is no longer shown once no work can be reading it."""
    if jobs_running():
        QTimer.singleShot(100, partial(_close_when_idle, desk))
    else:
        desk.close()
