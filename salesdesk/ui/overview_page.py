"""The overview: a headline, how many KPIs stand where, all seven in one table, revenue month by month."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.desk.desk import Moved
from salesdesk.domain.changes import Change, ChangeKind
from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import Finding, KpiResult, Status
from salesdesk.ui import kpi_words
from salesdesk.ui.board import Board
from salesdesk.ui.chart_card import ChartCard
from salesdesk.ui.components import Card, EmptyState, Label, button, clear_layout, line
from salesdesk.ui.figure_model import Cell, Column, OnScale, Spark
from salesdesk.ui.figure_table import FigureTable
from salesdesk.ui.findings_card import finding_words, most_urgent
from salesdesk.ui.fonts import font
from salesdesk.ui.job import Job
from salesdesk.ui.language import speech
from salesdesk.ui.painted.scale_geometry import scale_of
from salesdesk.ui.painted.status_shape import StatusShape, paint_status
from salesdesk.ui.panels.panel import trend_painting
from salesdesk.ui.period_words import compared_words, period_words
from salesdesk.ui.theme import theme
from salesdesk.ui.tokens import GAP, PAGE_PADDING

ROW = 42
REVENUE = "revenue_per_rep"
MOST_ACTIONS = 4


class StatusCount(QWidget):
    """A status' shape, how many KPIs have it, its word."""

    def __init__(self, status: Status, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status, self._count, self._word = status, 0, ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.update)

    def set_count(self, count: int, word: str) -> None:
        self._count, self._word = count, word
        self.setAccessibleName(f"{count} {word}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(max(QFontMetricsF(font("small")).horizontalAdvance(self._word), 40)) + 22, 54)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, 1, self.height()), theme.colour("border"))
        paint_status(painter, self._status, QRectF(16, 13, 10, 10).center(), 11)
        painter.setFont(font("count"))
        painter.setPen(theme.colour("text"))
        painter.drawText(QRectF(34, 0, 60, 36), Qt.AlignmentFlag.AlignVCenter, str(self._count))
        painter.setFont(font("small"))
        painter.setPen(theme.colour("text2"))
        painter.drawText(QRectF(16, 36, self.width() - 16, 18), Qt.AlignmentFlag.AlignVCenter, self._word)


class OverviewPage(QScrollArea):
    """``kpi_chosen(key)`` when a row is opened; ``drill_requested`` from the revenue chart."""

    kpi_chosen = Signal(object)
    drill_requested = Signal(object, object)

    def __init__(self, board: Board, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board, self._formats = board, formats
        self._shown: dict[str, KpiResult] = {}
        self._version = -1
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setObjectName("page")
        self.setWidget(page)
        self._outer = QVBoxLayout(page)
        self._outer.setContentsMargins(PAGE_PADDING[1], PAGE_PADDING[0], PAGE_PADDING[1], PAGE_PADDING[0])
        self._outer.setSpacing(GAP)
        self._outer.addLayout(self._head())
        self._outer.addWidget(self._table())
        lower = QHBoxLayout()
        lower.setSpacing(GAP)
        self.first_things = Card(self.tr("What to do first"))
        self.first_things.setMinimumHeight(250)
        lower.addWidget(self.first_things, 448)
        self.revenue = ChartCard(self.tr("Monthly revenue"))
        lower.addWidget(self.revenue, 398)
        self.changes = Card(self.tr("What the last import changed"))
        lower.addWidget(self.changes, 290)
        self._outer.addLayout(lower, 1)
        board.results_changed.connect(self.refresh)
        self.refresh()

    def set_compact(self, compact: bool) -> None:
        side = 20 if compact else PAGE_PADDING[1]
        self._outer.setContentsMargins(side, PAGE_PADDING[0], side, PAGE_PADDING[0])
        self._compact = compact

    def refresh(self) -> None:
        results = self._board.results
        if not results:
            return
        version = self._board.desk.sales.version
        if version != self._version:
            self._version = version
            self._ask_changes()
        if results == self._shown:
            return
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
        self._show_findings(seven)
        revenue = results.get(REVENUE)
        if revenue is not None and revenue.total.value is not None:
            self.revenue.show_painting(self.tr("Monthly revenue"), trend_painting(revenue), self._formats)
        self.revenue.setVisible(revenue is not None and revenue.total.value is not None)

    def show_last_import(self, changes: Sequence[Change], moved: Sequence[Moved] = ()) -> None:
        """The latest import: its records, and the KPIs it moved (where that is known)."""
        clear_layout(self.changes.body)
        imports = [change for change in changes if change.kind is ChangeKind.IMPORT]
        last = max(imports, key=lambda change: change.id, default=None)
        if last is not None:
            self.changes.body.addWidget(Label(speech.say(last.label), "body", wrap=True))
            self.changes.body.addWidget(Label(self._formats.moment(last.at), "small", "text3"))
            counts = (
                (self.tr("Added"), last.new),
                (self.tr("Changed"), last.changed),
                (self.tr("Gone"), last.gone),
            )
            self.changes.body.addWidget(line())
            for words, count in counts:
                self._add_pair(words, self._formats.integer(count))
        for one in moved:
            before, after = (kpi_words.value(one.kpi, figure, self._formats) for figure in (one.before, one.after))
            self._add_pair(kpi_words.title(one.kpi.key), f"{before} → {after}")
        self.changes.body.addStretch(1)

    def _add_pair(self, words: str, figure: str) -> None:
        row = QHBoxLayout()
        row.addWidget(Label(words, "body", "text2"), 1)
        row.addWidget(Label(figure, "body_medium"))
        self.changes.body.addLayout(row)

    @Slot(object)
    def _take_changes(self, changes: Sequence[Change]) -> None:
        self.show_last_import(changes, self._board.moved)

    def _ask_changes(self) -> None:
        """Read what was imported last, beside the window's thread."""
        desk = self._board.desk
        job = Job(lambda _task: desk.changes())
        job.finished_with.connect(self._take_changes)
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
            Column(self.tr("Trend"), "spark", 170),
            Column(self.tr("Benchmark and target"), "scale", 230),
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
        return [
            Cell(kpi_words.title(kpi.key), status=result.status, drill=kpi.key, underlined=False),
            Cell(kpi_words.value(kpi, total.value, formats), strong=True, faded=total.few),
            Cell(str(moved), role=moved.role),
            Cell(drawing=Spark(values, None, partial, result.status is Status.ALERT)),
            Cell(drawing=scale),
            Cell(kpi_words.target(kpi, result.target, formats), role="text2"),
            Cell(kpi_words.verdict(result, formats), role="text2"),
        ]

    def _show_findings(self, seven: Sequence[KpiResult]) -> None:
        clear_layout(self.first_things.body)
        urgent = most_urgent(seven, MOST_ACTIONS)
        for index, (result, finding) in enumerate(urgent):
            if index:
                self.first_things.body.addWidget(line())
            self.first_things.body.addLayout(self._action(result, finding))
        if not urgent:
            calm = self.tr("No finding calls for action in this period.")
            self.first_things.body.addWidget(EmptyState("circle-check", self.tr("Nothing urgent"), calm))
        self.first_things.body.addStretch(1)

    def _action(self, result: KpiResult, finding: Finding) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        shape = StatusShape()
        shape.set_status(finding.severity, kpi_words.status_word(finding.severity))
        row.addWidget(shape)
        words = QVBoxLayout()
        words.setSpacing(0)
        title, sentence = finding_words(finding)
        words.addWidget(Label(title or sentence, "body_strong", elide=True))
        detail = sentence if title else kpi_words.title(result.kpi.key)
        words.addWidget(Label(detail, "small", "text2", elide=True))
        row.addLayout(words, 1)
        key, name = result.kpi.key, kpi_words.title(result.kpi.key)
        row.addWidget(Label(self._formats.grouped(finding.evidence), "small_strong"))
        row.addWidget(
            button(kind="flat", icon_name="chevron-right", name=name, clicked=lambda: self.kpi_chosen.emit(key))
        )
        return row
