"""A notice when spreadsheets have changed since they were imported, with the way to read them again."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from salesdesk.desk import Desk
from salesdesk.desk.known_files import FileState
from salesdesk.ui.job import Job
from salesdesk.ui.language import speech

if TYPE_CHECKING:
    from salesdesk.ui.main_window import MainWindow


class ChangedFiles(QObject):
    """Looks at the files off the window's thread."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    def look(self, desk: Desk) -> None:
        """Tell which files of a company have changed; of the sample, and over another message, nothing is said."""
        if desk.demo:
            return
        job: Job[list[Path]] = Job(
            lambda _task: [file.path for file in desk.known_files() if file.state is FileState.CHANGED],
            language=speech.current,
        )
        job.finished_with.connect(self._tell)
        job.start()

    def _tell(self, paths: list[Path]) -> None:
        window = self._window
        if paths and not window.messages.isVisible():
            title = self.tr("%n file(s) changed since the import", "", len(paths))
            names = ", ".join(path.name for path in paths)
            refresh = self.tr("Refresh")
            window.messages.show_message(
                title, names, status="watch", action=refresh, clicked=lambda: window.deeds.import_files(paths)
            )
