"""Long work off the window's thread."""

import sys
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from salesdesk.domain.errors import Cancelled, SalesDeskError
from salesdesk.domain.task import Task
from salesdesk.domain.texts import LANGUAGES, Language, Message, say

R = TypeVar("R")

_running: set["Job[Any]"] = set()
"""Keeps jobs alive until they have reported: nobody else needs to hold on to them."""


class _Signals(QObject):
    """What the worker's thread says; Qt queues it into the thread that made the job."""

    progressed = Signal(float, object, object)
    succeeded = Signal(object)
    errored = Signal(object)
    ended = Signal()


class _Work(QRunnable):
    def __init__(self, run: Callable[[], None]) -> None:
        super().__init__()
        self._run = run
        self.setAutoDelete(True)

    def run(self) -> None:
        self._run()


class Job(QObject, Generic[R]):
    """Runs ``work(task)`` on a thread pool and reports in the thread that started it.

    ``progressed(share, doing, seconds_left)``: share 0..1, the step in the reader's language, None while unknown.
    ``finished_with(result)``, or ``failed(error)``, or ``stopped()`` after :meth:`cancel`; exactly one of them.
    A failure that is our bug also reaches the error dialog when nobody is connected to ``failed``.
    """

    progressed = Signal(float, str, object)
    finished_with = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(
        self, work: Callable[[Task], R], *, language: Language = LANGUAGES[0], pool: QThreadPool | None = None
    ) -> None:
        super().__init__()
        self._work = work
        self._language = language
        self._pool = pool or QThreadPool.globalInstance()
        self._signals = _Signals()
        self._signals.progressed.connect(self._report)
        self._signals.succeeded.connect(self._succeed)
        self._signals.errored.connect(self._fail)
        self._signals.ended.connect(self._end)
        self._task = Task(self._step)

    def start(self) -> "Job[R]":
        _running.add(self)
        self._pool.start(_Work(self._run))
        return self

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._task.cancel()

    @property
    def pool(self) -> QThreadPool:
        """Where the work runs."""
        return self._pool

    @property
    def running(self) -> bool:
        return self in _running

    def _step(self, share: float, doing: Message, remaining: float | None) -> None:
        self._signals.progressed.emit(share, doing, remaining)

    def _run(self) -> None:
        try:
            result = self._work(self._task)
        except BaseException as error:  # noqa: BLE001 - whatever ends the work is told to the window
            self._signals.errored.emit(error)
        else:
            self._signals.succeeded.emit(result)
        self._signals.ended.emit()

    @Slot(float, object, object)
    def _report(self, share: float, doing: Message, remaining: float | None) -> None:
        self.progressed.emit(share, say(doing, self._language), remaining)

    @Slot(object)
    def _succeed(self, result: R) -> None:
        if self._task.cancelled:
            self.stopped.emit()
        else:
            self.finished_with.emit(result)

    @Slot(object)
    def _fail(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self.stopped.emit()
        elif self.receivers("2failed(PyObject)") or isinstance(error, SalesDeskError):
            self.failed.emit(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)

    @Slot()
    def _end(self) -> None:
        _running.discard(self)


def wait_for_jobs(milliseconds: int = 5000) -> bool:
    """Let running work end, before the program does."""
    pools = {QThreadPool.globalInstance()}
    for job in list(_running):
        job.cancel()
        pools.add(job.pool)
    waited = [pool.waitForDone(milliseconds) for pool in pools]
    return all(waited)


def jobs_running() -> int:
    """How many jobs have not reported yet."""
    return len(_running)
