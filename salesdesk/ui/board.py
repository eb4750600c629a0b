"""The scoreboard: the question asked (period, filter, comparison) and its seven answers, computed off the window."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal, Slot

from salesdesk.desk import Desk
from salesdesk.desk.imports import Moved
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import Period
from salesdesk.domain.task import Task
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.definition import KpiResult
from salesdesk.ui.job import Job

_T = TypeVar("_T")

PAINTING = 100
"""Milliseconds left to the page in view, to be painted before the other answers are worked out."""
PATIENCE = 200
"""Milliseconds before a page says that it computes."""


@dataclass(frozen=True)
class View:
    """How one KPI's page is set: '' takes the KPI's defaults."""

    basis: str = ""
    dimension: str = ""


class Board(QObject):
    """Pages ask here and are told when answers are new; what they showed stays until then."""

    filter_changed = Signal()
    first_changed = Signal()
    """The answer for the page in view came, before the others."""
    results_changed = Signal()
    busy_changed = Signal(bool)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.results: dict[str, KpiResult] = {}
        self.views: dict[str, View] = {}
        self.first = ""
        """The KPI in view, which is answered before the others; '' for none."""
        self.compared = "year"
        self.moved: tuple[Moved, ...] = ()
        self._default = desk.default_period()
        self.filter = Filter(self._default)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._asked = 0
        self._others = QTimer(self)
        self._others.setSingleShot(True)
        self._others.setInterval(PAINTING)
        self._others.timeout.connect(self._refresh_all)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(PATIENCE)
        self._slow.timeout.connect(lambda: self.busy_changed.emit(True))

    def ask(self, where: Filter | None = None, compared: str = "") -> None:
        """Ask anew, with another filter or comparison; a question overtaken by a later one is not answered."""
        if where is not None:
            self.filter = where
        self.compared = compared or self.compared
        self.filter_changed.emit()
        self.refresh()

    def follow_data(self) -> None:
        """The data changed: compute anew; the last twelve months move on with it."""
        default = self.desk.default_period()
        if self.filter.period == self._default and default != self._default:
            self.filter = Filter(default, self.filter.members)
            self.filter_changed.emit()
        self._default = default
        self.refresh()

    def refresh(self) -> None:
        """Compute what is asked; the answers arrive with ``results_changed``."""
        if self.first in self.results:
            self._start(self._asking(self.first), self._take_first)
        else:
            self._refresh_all()

    def _refresh_all(self) -> None:
        self._others.stop()
        asking = [self._asking(kpi.key) for kpi in KPIS]
        self._start(lambda: {key: result for ask in asking for key, result in ask().items()}, self._take)

    def _asking(self, key: str) -> Callable[[], dict[str, KpiResult]]:
        """What computes one KPI as its page is set now, in another thread."""
        desk, where, compared, view = self.desk, self.filter, self.compared, self.views.get(key, View())
        return lambda: {key: desk.result(key, where, basis=view.basis, dimension=view.dimension, compared=compared)}

    def set_view(self, key: str, *, basis: str | None = None, dimension: str | None = None) -> None:
        """Show a KPI by another basis or dimension; None keeps what is set."""
        view = self.views.get(key, View())
        view = replace(
            view,
            basis=view.basis if basis is None else basis,
            dimension=view.dimension if dimension is None else dimension,
        )
        self.views[key] = view
        self.refresh()

    def besides(self, work: Callable[[], _T], take: Callable[[_T], None]) -> None:
        """Work out something more about what is shown, behind the questions asked before.

        ``take`` is to be a slot of what shows it: an answer that comes when that is gone is dropped by Qt.
        """
        job = Job(lambda _task: work(), pool=self._pool)
        job.finished_with.connect(take)
        job.failed.connect(self.failed)
        job.start()

    def set_period(self, period: Period) -> None:
        self.ask(Filter(period, self.filter.members))

    def set_members(self, dimension: str, names: tuple[str, ...]) -> None:
        self.ask(self.filter.with_member(dimension, *names))

    def clear_members(self) -> None:
        self.ask(Filter(self.filter.period))

    @property
    def next_period_allowed(self) -> bool:
        """Whether the data reaches beyond the period."""
        return self.filter.period.shifted(1).start <= self.desk.sales.as_of and self.filter.period.shifted(1) != (
            self.filter.period
        )

    def _start(self, compute: Callable[[], dict[str, KpiResult]], take: Callable[[dict[str, KpiResult]], None]) -> None:
        self._asked += 1
        asked = self._asked
        if not self._slow.isActive():
            self._slow.start()

        def work(_task: Task) -> _Answer:
            try:
                return _Answer(asked, take, compute())
            except Exception as error:  # noqa: BLE001 - told by whoever listens to ``failed``
                return _Answer(asked, take, error=error)

        job = Job(work, pool=self._pool)
        job.finished_with.connect(self._answer)
        job.start()

    @Slot(object)
    def _answer(self, answer: "_Answer") -> None:
        """A slot of the board: an answer that comes when it is gone is dropped by Qt."""
        if answer.asked != self._asked:
            return
        self._slow.stop()
        self.busy_changed.emit(False)
        if answer.error is not None:
            self.failed.emit(answer.error)
        else:
            answer.take(answer.results)

    def _take(self, answers: dict[str, KpiResult]) -> None:
        self.results = answers
        self.results_changed.emit()

    def _take_first(self, answers: dict[str, KpiResult]) -> None:
        self.results = {**self.results, **answers}
        self.first_changed.emit()
        self._others.start()


@dataclass(frozen=True)
class _Answer:
    """What became of one question; ``asked`` tells whether it is still the one wanted."""

    asked: int
    take: Callable[[dict[str, KpiResult]], None]
    results: dict[str, KpiResult] = field(default_factory=dict)
    error: Exception | None = None
