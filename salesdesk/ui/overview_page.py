"""The overview: a headline, how many KPIs stand where, all seven in one table, revenue month by month."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.charts.marks import Mark
from salesdesk.domain.filter import Filter
from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import KpiResult, Status
from salesdesk.ui import kpi_words
from salesdesk.ui.actions_dialog import ActionsDialog
from salesdesk.ui.board import Board
from salesdesk.ui.board_page import BoardPage
from salesdesk.ui.chart_card import ChartCard
from salesdesk.ui.components import Card, Label
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.figure_model import Cell, Column, OnScale, Spark
from salesdesk.ui.figure_table import FigureTable
from salesdesk.ui.job import Job
from salesdesk.ui.painted.scale_geometry import scale_of
from salesdesk.ui.painted.status_count import StatusCount
from salesdesk.ui.panels.actions_card import ActionsCard
from salesdesk.ui.panels.morning import Morning, read_morning
from salesdesk.ui.panels.panel import trend_painting
from salesdesk.ui.panels.side_card import SideCard
from salesdesk.ui.period_words import compared_words, period_words
from salesdesk.ui.tokens import GAP
from salesdesk.ui.what_if_dialog import WhatIfDialog

ROW = 42
REVENUE = "revenue_per_rep"


class OverviewPage(BoardPage):
    """``kpi_chosen(key)`` when a row or an action is opened; ``drill_requested(DrillRequest, Filter)`` for records."""

    kpi_chosen = Signal(object)
    drill_requested = Signal(object, object)

    def __init__(self, board: Board, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(board, formats, parent)
        self._shown: dict[str, KpiResult] = {}
        self._asked = 0
        self._version = -1
        self._outer.addLayout(self._head())
        self._outer.addWidget(self._table())
        lower = QHBoxLayout()
        lower.setSpacing(GAP)
        self.first_things = ActionsCard()
        self.first_things.kpi_chosen.connect(self.kpi_chosen)
        self.first_things.actions_asked.connect(lambda: ActionsDialog(board, formats, parent=self).open())
        self.first_things.what_if_asked.connect(lambda: WhatIfDialog(board, formats, self).open())
        lower.addWidget(self.first_things, 448)
        self.revenue = ChartCard(self.tr("Monthly revenue"))
        self.revenue.mark_clicked.connect(self._ask_month)
        lower.addWidget(self.revenue, 398)
        self.side = SideCard(board, formats)
        self.side.kpi_chosen.connect(self.kpi_chosen)
        self.side.drill_requested.connect(lambda request: self.drill_requested.emit(request, board.filter))
        lower.addWidget(self.side, 290)
        self._outer.addLayout(lower, 1)
        self.refresh()

    def refresh(self) -> None:
        results = self._board.results
        if not results:
            return
        version = self._board.desk.sales.version
        same = all(self._shown.get(key) is result for key, result in results.items())
        if version == self._version and same:
            return
        self._version = version
        self._ask_morning()
        self._shown = dict(results)
        seven = list(results.values())
        self.headline.setText(kpi_words.headline(seven, self._formats))
        period, dates = period_words(self._board.filter.period, self._formats)
        compared = compared_words(self._board.compared, self._board.filter.period)
        self.period.setText(
            self.tr("{period}, compared with: {compared}").format(
                period=f"{period} ({dates})" if dates else period, compared=compared
            )
        )
        for status, count in self.counts.items():
            found = sum(result.status is status for result in seven)
            word = self.tr("Not rated") if status is Status.NONE else kpi_words.status_word(status)
            count.set_count(found, word)
            count.setVisible(found > 0 or status is not Status.NONE)
        self._show_table(seven)
        revenue = results.get(REVENUE)
        if revenue is not None and revenue.total.value is not None:
            self.revenue.show_painting(self.tr("Monthly revenue"), trend_painting(revenue), self._formats)
        self.revenue.setVisible(revenue is not None and revenue.total.value is not None)

    def _ask_month(self, mark: Mark) -> None:
        """Open the sales of a month of the revenue chart."""
        where = self._board.filter
        if mark.period is not None:
            where = Filter(mark.period, where.members)
        self.drill_requested.emit(DrillRequest(REVENUE, self._shown[REVENUE].basis), where)

    @Slot(object)
    def _take_morning(self, morning: Morning) -> None:
        if morning.asked == self._asked:
            self.first_things.show_stakes(morning.stakes, list(self._shown.values()), self._formats)
            self.side.show_morning(morning)

    def _ask_morning(self) -> None:
        """Work out what lies beyond the seven figures, beside the window's thread."""
        self._asked += 1
        asked, desk, where = self._asked, self._board.desk, self._board.filter
        job = Job(lambda _task: read_morning(desk, where, asked))
        job.finished_with.connect(self._take_morning)
        job.start()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(20)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.headline = Label("", "headline", wrap=True)
        self.period = Label("", "small", "text3")
        words.addWidget(self.headline)
        words.addWidget(self.period)
        words.addStretch(1)
        row.addLayout(words, 1)
        self.counts = {status: StatusCount(status) for status in Status}
        for count in self.counts.values():
            row.addWidget(count, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _table(self) -> Card:
        card = Card(self.tr("The 7 indicators"), padded=False)
        key = Label(self.tr("bar: your value · dotted: your target · bands: zones of the benchmark"), "micro", "text3")
        card.header.addWidget(key)
        self.table = FigureTable(fixed_row=ROW)
        self.table.sortable = False
        self.table.view.setAccessibleName(self.tr("The 7 indicators"))
        self.table.setFixedHeight(28 + 7 * ROW)
        self.table.drilled.connect(self.kpi_chosen)
        card.body.addWidget(self.table)
        return card

    def _show_table(self, seven: Sequence[KpiResult]) -> None:
        change = self.tr("Over a year") if self._board.compared == "year" else self.tr("Change")
        columns = [
            Column(self.tr("Indicator"), "name"),
            Column(self.tr("Value")),
            Column(change),
            Column(self.tr("Trend"), "spark", 140),
            Column(self.tr("Benchmark and target"), "scale", 200),
            Column(self.tr("Target")),
            Column(self.tr("In plain words"), "words"),
        ]
        self.table.show_rows(columns, [self._row(result) for result in seven])

    def _row(self, result: KpiResult) -> list[Cell]:
        kpi, formats, total = result.kpi, self._formats, result.total
        moved = kpi_words.result_change(result, formats)
        values = tuple(point.measure.value for point in result.trend)
        partial = bool(result.trend) and result.trend[-1].partial
        own = result.benchmark_value == total.value
        scale = None
        if result.benchmark is not None:
            target = result.target if own else None
            shape = scale_of(result.benchmark, [result.benchmark_value, target])
            scale = OnScale(shape, result.benchmark_value, target)
        sentences = kpi_words.verdict(result, formats), kpi_words.without_effect(result)
        return [
            Cell(kpi_words.title(kpi.key), status=result.status, drill=kpi.key, underlined=False),
            Cell(kpi_words.value(kpi, total.value, formats), strong=True, faded=total.few),
            Cell(str(moved), role=moved.role),
            Cell(drawing=Spark(values, None, partial, result.status is Status.ALERT)),
            Cell(drawing=scale),
            Cell(kpi_words.target(kpi, result.target, formats), role="text2"),
            Cell(" ".join(filter(None, sentences)), role="text2"),
        ]
