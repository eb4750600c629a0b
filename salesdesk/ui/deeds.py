"""What the user asks of the window: import, undo, export, sample, template, commands."""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
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
    from salesdesk.domain.changes import Change
    from salesdesk.ui.import_window import ImportWindow
    from salesdesk.ui.main_window import MainWindow
    from salesdesk.ui.palette import CommandPalette

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
        """Take back the latest import or edit."""
        desk = self._window.desk
        if desk is None:
            return
        job: Job[Change] = Job(lambda _task: desk.undo(), language=speech.current)
        job.finished_with.connect(self._undone)
        job.failed.connect(self._failed)
        job.start()

    def _undone(self, change: "Change") -> None:
        self._window.refresh()
        self._window.messages.show_message(self.tr("Undone: {change}").format(change=speech.say(change.label)))

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
        """Write the report beside the user's files and open it in the system's viewer, which previews and prints it."""
        desk = self._window.desk
        if desk is not None and not desk.empty:
            name = "".join(letter if letter.isalnum() or letter in " -_" else "-" for letter in desk.name)
            self.write_report(Path(mkdtemp(prefix="salesdesk-")) / f"{name or 'SalesDesk'}.pdf", then=self._open)

    def write_report(self, path: Path, then: Callable[[Path], object] | None = None) -> None:
        """Write the report off the window's thread; ``then`` runs when it is there."""
        window = self._window
        desk, board = window.desk, window.board
        assert desk is not None
        assert board is not None
        where, compared, language = board.filter, board.compared, speech.current

        def work(task: Task) -> Path:
            desk.report(path, where, compared=compared, language=language, task=task)
            return path

        def written(done: Path) -> None:
            self._window.messages.show_message(
                self.tr("Report written"), str(done), action=self.tr("Open"), clicked=lambda: self._open(done)
            )
            if then is not None:
                then(done)

        self._work(self.tr("Writing the report…"), work, written)

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
            self._failed(SalesDeskError("error.write", path=chosen, reason=error.strerror or str(error)))
            return
        self._window.messages.show_message(
            self.tr("Template saved"), chosen, action=self.tr("Open"), clicked=lambda: self._open(Path(chosen))
        )

    # ------------------------------------------------------------------ commands and menu

    def open_palette(self) -> "CommandPalette":
        """Open the command palette over the search field."""
        from salesdesk.ui.palette import Command, CommandPalette

        window = self._window
        commands = window.workspace.commands() if window.workspace is not None else []
        commands += [
            Command(self.tr("Import"), self.choose_files, icon="import", keys="Ctrl+I"),
            Command(self.tr("Export PDF"), self.export_pdf, icon="file-text", keys="Ctrl+P"),
            Command(self.tr("Undo the last change"), self.undo, icon="undo-2", keys="Ctrl+Z"),
            Command(self.tr("Light or dark"), window.toggle_theme, icon="sun-moon"),
        ]
        palette = CommandPalette(commands, window)
        palette.open_under(window.top_bar.search)
        return palette

    def open_company_menu(self) -> None:
        from salesdesk.ui.company_menu import CompanyMenu

        button = self._window.top_bar.company
        CompanyMenu(self._window, self._preferences).popup(button.mapToGlobal(QPoint(8, button.height())))

    # ------------------------------------------------------------------ work

    def _work(self, doing: str, work: Callable[[Task], Path], done: Callable[[Path], object]) -> None:
        """Run one long work at a time, with its progress and a way to stop it in the message bar."""
        if self._job is not None:
            return
        self._doing = doing
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
        self._end_work()
        show_error(error, self._window)

    def _end_work(self) -> None:
        self._job, self._doing = None, ""
        self._window.messages.hide()
