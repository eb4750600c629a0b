"""What the user asks of the window: import, undo and redo, report, print, sample, template."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.places import SUFFIX, data_folder, default_company
from salesdesk.domain.task import Task
from salesdesk.ui.errors import show_error
from salesdesk.ui.job import Job
from salesdesk.ui.language import speech
from salesdesk.ui.opening import open_file
from salesdesk.ui.preferences import Preferences

if TYPE_CHECKING:
    from salesdesk.desk.imports import ImportOutcome
    from salesdesk.desk.timeline import Taken
    from salesdesk.ui.import_window import ImportWindow
    from salesdesk.ui.main_window import MainWindow

SAMPLE = "delaunay"


class Deeds(QObject):
    """Everything that takes time is a job; ``working`` says in words what must not be cut short, '' for nothing."""

    def __init__(self, window: "MainWindow", preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self._job: Job[Path] | None = None
        self._doing = ""
        self.import_window: ImportWindow | None = None

    @property
    def working(self) -> str:
        """What is under way and would be lost if the program ended now, in words; '' for nothing."""
        if self.import_window is not None and self.import_window.session.busy == "applying":
            return self.tr("An import is being written.")
        return self._doing

    # ------------------------------------------------------------------ import and undo

    def choose_files(self) -> None:
        """Ask for spreadsheets to import."""
        from salesdesk.ui.drop_zone import choose_files

        if files := choose_files(self._window, self.tr("Import"), self.tr("Spreadsheets")):
            self.import_files(files)

    def import_files(self, files: Sequence[Path]) -> None:
        """Show spreadsheets in the import window.  While the sample is open they go to one's own company."""
        window = self._window
        self._preferences.imported(files)
        if self.import_window is not None:
            self.import_window.session.add_files(files)
            self.import_window.raise_()
            return
        if window.desk is not None and window.desk.demo and default_company().is_file():
            window.open_company(default_company(), files)
            return
        desk = window.desk
        if desk is None or desk.demo:
            try:
                desk = window.create_company()
            except SalesDeskError as error:
                show_error(error, window)
                return
        from salesdesk.ui.import_window import ImportWindow

        self.import_window = made = ImportWindow(desk, list(files), window)
        made.imported.connect(self._imported)
        made.finished.connect(self._import_ended)
        made.show()

    def _import_ended(self) -> None:
        if self.import_window is not None:
            self.import_window.deleteLater()
            self.import_window = None

    def _imported(self, outcome: "ImportOutcome") -> None:
        from salesdesk.ui.import_words import ImportTold

        window = self._window
        if window.board is not None:
            window.board.moved = outcome.moved
        window.refresh()
        told = ImportTold(outcome)
        undo = self.tr("Undo import")
        window.messages.show_message(told.title, told.detail, status=told.status, action=undo, clicked=self.undo)

    def undo(self) -> None:
        """Take back the latest edit: of records, an import included, or of settings."""
        self._step_back_or_forth(undo=True)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._step_back_or_forth(undo=False)

    def offer_undo(self, title: str) -> None:
        """Say what was done, with a button that takes it back."""
        self._window.messages.show_message(title, action=self.tr("Undo"), clicked=self.undo)

    def _step_back_or_forth(self, *, undo: bool) -> None:
        desk = self._window.desk
        if desk is None:
            return

        def work(_task: Task) -> "Taken":
            return desk.take_back() if undo else desk.redo()

        job: Job[Taken] = Job(work, language=speech.current)
        job.finished_with.connect(self._undone if undo else self._redone)
        job.failed.connect(self._tell)
        job.start()

    def _undone(self, taken: "Taken") -> None:
        self._window.refresh()
        words = self.tr("Undone: {change}").format(change=speech.say(taken.label))
        again, redo = (self.tr("Redo"), self.redo) if taken.can_redo else ("", None)
        if taken.imported and self._preferences.recent_files:
            again, redo = self.tr("Import again"), self.choose_files
        self._window.messages.show_message(words, action=again, clicked=redo)

    def _redone(self, taken: "Taken") -> None:
        self._window.refresh()
        self.offer_undo(self.tr("Done again: {change}").format(change=speech.say(taken.label)))

    # ------------------------------------------------------------------ report

    def export_pdf(self) -> None:
        """Ask where to, then write the report."""
        desk = self._window.desk
        if desk is None or desk.empty:
            return
        name = f"{desk.name}.pdf".replace("/", "-")
        chosen, _ = QFileDialog.getSaveFileName(self._window, self.tr("Export PDF"), name, "PDF (*.pdf)")
        if chosen:
            self.write_report(Path(chosen))

    def print_report(self) -> None:
        """Draw the report's pages and show them as they will be printed."""
        desk = self._window.desk
        if desk is not None and not desk.empty:
            folder = Path(mkdtemp(prefix="salesdesk-"))
            self._report(folder / "page.png", lambda path: self._preview(path.parent))

    def _preview(self, folder: Path) -> None:
        from salesdesk.ui.print_preview import PrintPreview, numbered

        pages = numbered(folder)
        preview = PrintPreview(pages, self._window.windowTitle(), self._window)
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rmtree(folder, ignore_errors=True)
        preview.open()

    def write_report(self, path: Path) -> None:
        """Write the report off the window's thread, and offer to open it."""

        def written(done: Path) -> None:
            self._window.messages.show_message(
                self.tr("Report written"), str(done), action=self.tr("Open"), clicked=lambda: self._open(done)
            )

        self._report(path, written)

    def _report(self, path: Path, then: Callable[[Path], object]) -> None:
        desk, board = self._window.desk, self._window.board
        assert desk is not None
        assert board is not None
        where, compared, language = board.filter, board.compared, speech.current

        def work(task: Task) -> Path:
            desk.report(path, where, compared=compared, language=language, task=task)
            return path

        self._work(self.tr("Writing the report…"), work, then)

    def _open(self, path: Path) -> None:
        open_file(path, self._window)

    # ------------------------------------------------------------------ sample and template

    def open_sample(self) -> None:
        """Open the sample company; it is made from its workbooks the first time."""
        path = data_folder() / f"{SAMPLE}{SUFFIX}"
        if path.is_file():
            self._window.open_company(path)
            return

        def work(task: Task) -> Path:
            from salesdesk.desk.sample import make_sample

            return make_sample(path, task)

        self._work(self.tr("Making the sample company…"), work, self._window.open_company)

    def save_template(self) -> None:
        """Save the workbook with the right columns."""
        from salesdesk.domain.resources import resource

        template = resource("sample", "modele.xlsx" if speech.current == "fr" else "template.xlsx")
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save the template"), template.name, "Excel (*.xlsx)"
        )
        if not chosen:
            return
        try:
            Path(chosen).write_bytes(template.read_bytes())
        except OSError as error:
            show_error(SalesDeskError("error.write", path=chosen, reason=error.strerror or str(error)), self._window)
            return
        self._window.messages.show_message(
            self.tr("Template saved"), chosen, action=self.tr("Open"), clicked=lambda: self._open(Path(chosen))
        )

    # ------------------------------------------------------------------ work

    def _work(self, doing: str, work: Callable[[Task], Path], done: Callable[[Path], object]) -> None:
        """Run one long work at a time, with its progress and a way to stop it in the message bar."""
        if self._job is not None:
            return
        self._doing = doing
        self._again = partial(self._work, doing, work, done)
        self._job = job = Job(work, language=speech.current)
        self._done = done
        job.progressed.connect(self._progressed)
        job.finished_with.connect(self._finished)
        job.failed.connect(self._failed)
        job.stopped.connect(self._stopped)
        self._window.messages.show_progress(doing, job.cancel)
        job.start()

    def _progressed(self, share: float, doing: str, remaining: float | None) -> None:
        words = doing
        if remaining is not None:
            words += " · " + self.tr("about %n second(s) left", "", max(round(remaining), 1))
        self._window.messages.tell_progress(share, words)

    def _finished(self, path: Path) -> None:
        self._end_work()
        self._done(path)

    def _stopped(self) -> None:
        self._end_work()
        self._window.messages.show_message(self.tr("Stopped. Nothing was changed."), status="none")

    def _failed(self, error: BaseException) -> None:
        """What the user can mend is told with a button that tries again; a bug has its report."""
        self._end_work()
        if isinstance(error, SalesDeskError):
            title, words = self.tr("This could not be done"), speech.say(error.message)
            retry = self.tr("Retry")
            self._window.messages.show_message(title, words, status="alert", action=retry, clicked=self._again)
        else:
            show_error(error, self._window)

    def _tell(self, error: BaseException) -> None:
        """There is nothing to take back, or to do again; or it failed."""
        if isinstance(error, SalesDeskError):
            self._window.messages.show_message(speech.say(error.message), status="none")
        else:
            show_error(error, self._window)

    def _end_work(self) -> None:
        self._job, self._doing = None, ""
        self._window.messages.hide()
