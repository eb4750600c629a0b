"""Changes of leads, written one after the other off the window's thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QThreadPool, Signal

from salesdesk.desk import Desk
from salesdesk.domain.task import Task
from salesdesk.ui.job import Job
from salesdesk.ui.language import speech


class LeadWriter(QObject):
    """``settled``: nothing is left to write, and the data may be shown; ``written`` follows each change.

    ``failed(error)``: a change was not written; the later ones are tried all the same.
    """

    settled = Signal()
    written = Signal()
    failed = Signal(object)

    def __init__(self, desk: Callable[[], Desk], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self.pending = 0

    def write(self, change: Callable[[Task], int]) -> None:
        """Write a change when those before it are written; ``change`` returns the record that it is about."""
        self.pending += 1
        desk = self._desk()

        def work(task: Task) -> int:
            record = change(task)
            desk.leads().prepare()  # made here, where the window need not wait for it
            return record

        job: Job[int] = Job(work, language=speech.current, pool=self._pool)
        job.finished_with.connect(self._done)
        job.failed.connect(self._stuck)
        job.start()

    def _done(self, _record: int) -> None:
        self.pending -= 1
        if not self.pending:
            self.settled.emit()
        self.written.emit()

    def _stuck(self, error: BaseException) -> None:
        self.pending -= 1
        self.failed.emit(error)
