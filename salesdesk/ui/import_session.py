"""One import from files to records: reads, revises and applies off the window's thread; the latest plan is kept."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from PySide6.QtCore import QObject, Signal

from salesdesk.desk import Desk
from salesdesk.desk.imports import ImportOutcome
from salesdesk.desk.outlook import Outlook, outlook
from salesdesk.domain.task import Task
from salesdesk.importing.plan import ImportPlan
from salesdesk.importing.sheetplan import Question
from salesdesk.ui.job import Job
from salesdesk.ui.language import speech

R = TypeVar("R")
Revision: TypeAlias = Callable[[ImportPlan, int], ImportPlan]
"""Makes a new plan from a plan and the place of the sheet that is revised in it."""


class ImportSession(QObject):
    """``planned`` when there is a (new) plan; ``busy_changed(what)`` with reading, revising, applying or ''.

    What the user decided is kept as revisions by sheet, and made again when files are read again.
    """

    planned = Signal()
    busy_changed = Signal(str)
    progressed = Signal(float, str, object)
    failed = Signal(object)
    stopped = Signal()
    imported = Signal(object)

    def __init__(self, desk: Desk, paths: Sequence[Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.paths = list(paths)
        self.plan: ImportPlan | None = None
        self.outlook: list[Outlook] = []
        self.busy = ""
        self._again = False
        self._waiting: list[Path] = []
        self._passwords: dict[Path, str] = {}
        self._revisions: list[tuple[str, Revision]] = []
        self._job: Job[object] | None = None
        self._done: Callable[[Any], object] = self._take
        self._when_stopped: Callable[[], object] = self.stopped.emit

    def read(self) -> None:
        """Read all files and plan their import; what was decided before is decided again."""
        desk, paths, passwords = self.desk, list(self.paths), dict(self._passwords)
        revisions, language = list(self._revisions), speech.current

        def work(task: Task) -> ImportPlan:
            plan = desk.plan(paths, task, passwords=passwords, language=language)
            for source, revise in revisions:
                place = next((i for i, sheet in enumerate(plan.sheets) if sheet.origin.source == source), -1)
                if place >= 0:
                    plan = revise(plan, place)
            return plan

        self._start("reading", work, self._take)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Read more files together with those at hand: once what runs has ended, and after what is being written."""
        more = [path for path in paths if path not in self.paths]
        if self.busy == "applying":
            self._waiting += paths
            return
        self.paths += more
        if self.busy:
            self._again = self._again or bool(more)
        elif more:
            self.read()

    def read_waiting(self) -> bool:
        """After an import, read the files that came while it was written; False when none did."""
        if not self._waiting:
            return False
        self.paths, self._waiting = list(dict.fromkeys(self._waiting)), []
        self._revisions.clear()
        self.plan = None
        self.read()
        return True

    def unlock(self, password: str) -> None:
        """Try a password on every file that is locked."""
        assert self.plan is not None
        self._passwords |= {book.path: password for book in self.plan.books if book.password_needed}
        self.read()

    def revise(self, sheet: int, revision: Revision) -> None:
        """Decide something about a sheet and plan it anew."""
        plan = self.plan
        if plan is None or self.busy:
            return
        source = plan.sheets[sheet].origin.source

        def take(revised: ImportPlan) -> None:
            self._revisions.append((source, revision))
            self._take(revised)

        self._start("revising", lambda _task: revision(plan, sheet), take)

    def answer(self, question: Question, value: str) -> None:
        """Answer a question; it is not asked again."""
        key = question.key

        def again(plan: ImportPlan, _sheet: int) -> ImportPlan:
            asked = next((q for q in plan.questions if q.key == key and q.message == question.message), None)
            return plan.answer(asked, value) if asked is not None else plan

        self.revise(question.sheet, again)

    def replace_plan(self, plan: ImportPlan) -> None:
        """Take a plan that cost nothing to make, such as one with a proposal decided."""
        self._take(plan)

    def apply(self) -> None:
        """Write the plan in one transaction."""
        plan, desk = self.plan, self.desk
        assert plan is not None
        written: list[ImportOutcome] = []

        def work(task: Task) -> ImportOutcome:
            written.append(desk.apply(plan, task))
            return written[0]

        def stopped() -> None:
            # A cancel that came after the last step came too late: the import is written, and that is said.
            self.imported.emit(written[0]) if written else self.stopped.emit()

        self._start("applying", work, self.imported.emit, stopped)

    def cancel(self) -> None:
        """Stop what runs at its next step."""
        if self._job is not None:
            self._job.cancel()

    def _take(self, plan: ImportPlan) -> None:
        self.plan = plan
        self.outlook = outlook(plan, self.desk.sales)
        self.planned.emit()

    def _start(
        self,
        what: str,
        work: Callable[[Task], R],
        done: Callable[[R], object],
        stopped: Callable[[], object] | None = None,
    ) -> None:
        job: Job[R] = Job(work, language=speech.current)
        self._job = job  # type: ignore[assignment]  # Qt's classes know no variance
        self._done, self._when_stopped = done, stopped or self.stopped.emit
        job.progressed.connect(self.progressed)
        job.finished_with.connect(self._job_finished)
        job.failed.connect(self._job_failed)
        job.stopped.connect(self._job_stopped)
        self._set_busy(what)
        job.start()

    # Methods, not functions of the moment: Qt forgets them when the window is gone before its job.

    def _job_finished(self, result: object) -> None:
        self._set_busy("")
        self._done(result)
        self._read_again()

    def _job_failed(self, error: BaseException) -> None:
        self._set_busy("")
        self.failed.emit(error)
        self._read_again()

    def _job_stopped(self) -> None:
        self._set_busy("")
        self._when_stopped()

    def _read_again(self) -> None:
        if self._again and not self.busy:
            self._again = False
            self.read()

    def _set_busy(self, what: str) -> None:
        self.busy = what
        self.busy_changed.emit(what)
