"""The palette's search among the company's customers, reps, products and orders."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from salesdesk.desk.finding import Found, find_names, records_of
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME
from salesdesk.domain.task import Task
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.job import Job
from salesdesk.ui.language import speech
from salesdesk.ui.palette import Command
from salesdesk.ui.record_words import field_title

if TYPE_CHECKING:
    from salesdesk.ui.workspace import Workspace

PAUSE: Final = 60
"""Milliseconds of rest in typing before the names are searched."""
LETTERS: Final = 2
"""Fewer letters would find nearly everything."""
ICONS: Final = {"customer": "building-2", "rep": "user", "product": "layout-grid", "order_no": "file-text"}
PAGES: Final = {"rep": "revenue_per_rep", "product": "gross_margin"}
"""Where a name is shown as a filter; of the others the records are shown."""


class NameSearch(QObject):
    """``found(words, commands)`` follows ``ask(words)``; a question overtaken by a later one is not answered."""

    found = Signal(str, object)

    def __init__(self, workspace: "Workspace") -> None:
        super().__init__()
        self._workspace = workspace
        self._words = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._search)

    def ask(self, words: str) -> None:
        self._words = words
        if len(words.strip()) >= LETTERS:
            self._pause.start()
        else:
            self._pause.stop()

    def _search(self) -> None:
        words, desk = self._words, self._workspace.board.desk

        def work(_task: Task) -> tuple[str, list[Found]]:
            return words, find_names(desk.sales, words)

        job = Job(work, language=speech.current)
        job.finished_with.connect(self._tell)
        job.start()

    @Slot(object)
    def _tell(self, answer: tuple[str, Sequence[Found]]) -> None:
        """A slot of this object: an answer that comes when the palette is gone is dropped by Qt."""
        words, names = answer
        if words == self._words:
            self.found.emit(words, [self._command(name) for name in names])

    def _command(self, name: Found) -> Command:
        open_it = self._filter if name.field in PAGES else self._show_records
        note = field_title(name.field, speech.current)
        return Command(name.name, partial(open_it, name), icon=ICONS[name.field], note=note)

    def _filter(self, name: Found) -> None:
        workspace = self._workspace
        workspace.open_page(PAGES[name.field])
        workspace.board.set_members(name.field, (name.name,))

    def _show_records(self, name: Found) -> None:
        workspace, sales = self._workspace, self._workspace.board.desk.sales
        records = records_of(sales, name)
        if records is None:
            return
        kind, positions = records
        title = f"{field_title(name.field, speech.current)} {name.name}"
        kpi = PAGES["rep"]
        request = DrillRequest(kpi, kind=kind, records=tuple(positions.tolist()), title=title, all_time=True)
        workspace.open_rows(request, Filter(ALL_TIME))
