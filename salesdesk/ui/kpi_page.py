"""One KPI's page: verdict, figures, trend, groups, findings.  One class for all seven."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from salesdesk.charts.marks import Mark
from salesdesk.domain.filter import Filter
from salesdesk.domain.formats import Formats
from salesdesk.domain.period import ALL_TIME, Unit
from salesdesk.kpi.definition import KpiResult, Part
from salesdesk.report import words as report_words
from salesdesk.ui import kpi_words
from salesdesk.ui.board import Board
from salesdesk.ui.chart_card import ChartCard
from salesdesk.ui.choice_button import ChoiceButton
from salesdesk.ui.components import Card, EmptyState, button, no_mnemonic
from salesdesk.ui.detail_table import DetailRows
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.errors import show_error
from salesdesk.ui.figure_table import FigureTable
from salesdesk.ui.findings_card import FindingsCard
from salesdesk.ui.kpi_header import KpiHeader
from salesdesk.ui.language import speech
from salesdesk.ui.method_panel import MethodPanel
from salesdesk.ui.panels import panels_of
from salesdesk.ui.tokens import GAP, PAGE_PADDING

ROW_2, ROW_3 = 266, 330
FINDINGS = 376
FINDINGS_COMPACT = 336
SECOND_ROW = 3
"""As many panels as the second row holds."""
BESIDE = 300
WIDEST = 16_777_215


class KpiPage(QScrollArea):
    """Shows the board's answer for its KPI; what it showed stays until the next answer.

    ``drill_requested(DrillRequest, Filter)`` asks for records; ``import_requested`` for more data;
    ``target_requested(key)`` for the target to be set.
    """

    drill_requested = Signal(object, object)
    import_requested = Signal()
    target_requested = Signal(str)

    def __init__(self, key: str, board: Board, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._board, self._formats = board, formats
        self._compact = False
        self.result: KpiResult | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setObjectName("page")
        self.setWidget(page)
        self._outer = QVBoxLayout(page)
        self._outer.setContentsMargins(PAGE_PADDING[1], PAGE_PADDING[0], PAGE_PADDING[1], PAGE_PADDING[0])
        self._outer.setSpacing(GAP)
        self.header = KpiHeader()
        self.header.method_asked.connect(self.open_method)
        self.header.left_out_asked.connect(lambda: self._ask(DrillRequest(key, self._basis, part=Part.LEFT_OUT)))
        self.header.target_asked.connect(lambda: self.target_requested.emit(key))
        self._outer.addWidget(self.header)
        self._add_body()
        board.results_changed.connect(self.refresh)
        self.refresh()

    @property
    def _basis(self) -> str:
        return self.result.basis if self.result is not None else ""

    def set_compact(self, compact: bool) -> None:
        """Smaller paddings and columns for narrow windows; the third row then scrolls."""
        self._compact = compact
        side = 20 if compact else PAGE_PADDING[1]
        self._outer.setContentsMargins(side, PAGE_PADDING[0], side, PAGE_PADDING[0])
        self.header.set_compact(compact=compact)
        self.findings.setFixedWidth(FINDINGS_COMPACT if compact else FINDINGS)
        self._place_last()

    def refresh(self) -> None:
        """Show the board's latest answer, if it is another one."""
        result = self._board.results.get(self.key)
        if result is None or result is self.result:
            return
        self.result = result
        self.header.show_result(result, self._board.compared, self._formats)
        if result.total.value is None:
            self._show_empty(result)
            return
        self._empty.hide()
        self._figures.show()
        self._show_panels(result)
        self._show_detail(result)
        self.findings.show_result(result)

    def open_method(self) -> MethodPanel | None:
        """Say how the figure is calculated."""
        if self.result is None:
            return None
        panel = MethodPanel(self.result, self._formats, self)
        panel.drilled.connect(self._ask)
        panel.basis_chosen.connect(lambda basis: self._board.set_view(self.key, basis=basis))
        panel.open_under(self.header.method)
        return panel

    def _add_body(self) -> None:
        self._figures = QWidget()
        rows = QVBoxLayout(self._figures)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP)
        second = QWidget()
        second.setFixedHeight(ROW_2)
        self._panels = QHBoxLayout(second)
        self._panels.setContentsMargins(0, 0, 0, 0)
        self._panels.setSpacing(GAP)
        self.charts: dict[str, ChartCard] = {}
        rows.addWidget(second)
        self._third = third = QHBoxLayout()
        third.setSpacing(GAP)
        third.addWidget(self._detail(), 1)
        self.findings = FindingsCard()
        self.findings.setFixedWidth(FINDINGS)
        self.findings.drilled.connect(self._ask)
        third.addWidget(self.findings)
        rows.addLayout(third, 1)
        self._below = QHBoxLayout()
        rows.addLayout(self._below)
        self._outer.addWidget(self._figures, 1)
        self._empty = Card()
        self._empty.hide()
        self._outer.addWidget(self._empty, 1)

    def _detail(self) -> Card:
        card = Card(self.tr("Detail"), padded=False)
        card.setMinimumHeight(ROW_3)
        self.by = ChoiceButton()
        self.by.clicked.connect(self._open_dimensions)
        card.header.addWidget(self.by)
        self.export = button(kind="flat", icon_name="download", name=self.tr("Export this table"), clicked=self._export)
        card.header.addWidget(self.export)
        card.header.setContentsMargins(12, 0, 6, 0)
        self.table = FigureTable()
        self.table.view.setAccessibleName(self.tr("Detail"))
        self.table.drilled.connect(self._ask)
        card.body.addWidget(self.table, 1)
        self.detail = card
        return card

    def _show_panels(self, result: KpiResult) -> None:
        wanted = panels_of(result)
        for key in [key for key in self.charts if key not in {panel.key for panel in wanted}]:
            self.charts.pop(key).deleteLater()
        for index, panel in enumerate(wanted):
            card = self.charts.get(panel.key)
            if card is None:
                card = self.charts[panel.key] = ChartCard(panel.title)
                if panel.drills:
                    card.mark_clicked.connect(self._ask_mark)
            if index < SECOND_ROW:
                self._panels.insertWidget(index, card, panel.weight)
                self._panels.setStretchFactor(card, panel.weight)
            card.show_painting(panel.title, panel.painting, self._formats)
        self._place_last()

    def _place_last(self) -> None:
        """What the second row has no room for: beside the detail, or below it in narrow windows."""
        last = list(self.charts.values())[SECOND_ROW:]
        for card in last:
            if self._compact:
                card.setFixedHeight(ROW_2)
                card.setMinimumWidth(0)
                card.setMaximumWidth(WIDEST)
                self._below.addWidget(card)
            else:
                card.setMinimumHeight(0)
                card.setMaximumHeight(WIDEST)
                card.setFixedWidth(BESIDE)
                self._third.insertWidget(1, card)

    def _show_detail(self, result: KpiResult) -> None:
        rows = DetailRows(result, self._formats)
        self.by.setVisible(bool(result.dimension))
        self.by.set_choice(
            kpi_words.small(report_words.dimension_words(result.dimension, speech.current)),
            before=self.tr("by"),
        )
        order = Qt.SortOrder.AscendingOrder if not result.kpi.higher_is_better else Qt.SortOrder.DescendingOrder
        natural = result.dimension in ("amount_band", "seniority")
        sort = None if natural else (rows.sort_column, order)
        self.table.show_rows(rows.columns, rows.rows, rows.total, sort)

    def _show_empty(self, result: KpiResult) -> None:
        while (item := self._empty.body.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        where = result.filter
        if where.members:
            state = EmptyState(
                "list-filter",
                self.tr("No row matches these filters"),
                self.tr("The filters leave nothing that this indicator could use."),
                self.tr("Clear all"),
                self._board.clear_members,
            )
        elif where.period.unit is not Unit.ALL and self._has_data():
            state = EmptyState(
                "calendar",
                self.tr("Nothing in this period"),
                self.tr("The data this indicator needs lies outside of the period."),
                self.tr("Show all dates"),
                lambda: self._board.set_period(ALL_TIME),
            )
        else:
            state = EmptyState("table-2", self._missing(), self._needs(), self.tr("Import"), self.import_requested.emit)
        self._empty.body.addWidget(state)
        self._figures.hide()
        self._empty.show()

    def _has_data(self) -> bool:
        """Whether the records that the KPI counts exist at all."""
        sales = self._board.desk.sales
        kinds = self.result.kpi.kinds if self.result is not None else ()
        needs_cost = self.key == "gross_margin"
        return any(sales[kind].n and (not needs_cost or "cost" in sales[kind]) for kind in kinds)

    def _missing(self) -> str:
        words = {
            "conversion_rate": self.tr("Prospects are missing"),
            "revenue_per_rep": self.tr("Sales with a rep are missing"),
            "sales_cycle": self.tr("Signed opportunities are missing"),
            "repurchase_rate": self.tr("Sales with a customer are missing"),
            "gross_margin": self.tr("Purchase cost is missing"),
            "qualified_leads": self.tr("Leads are missing"),
            "loss_rate": self.tr("Closed opportunities are missing"),
        }
        return words.get(self.key, self.tr("Data is missing"))

    def _needs(self) -> str:
        words = {
            "conversion_rate": self.tr("Import leads, or opportunities with their stage or outcome."),
            "revenue_per_rep": self.tr("Import sales lines with a rep and an amount, or won opportunities."),
            "sales_cycle": self.tr("Import opportunities with a first-contact date and a signature date."),
            "repurchase_rate": self.tr("Import sales lines with a customer, a date and an amount."),
            "gross_margin": self.tr(
                "No imported column holds a purchase cost; per line or per product, either will do."
            ),
            "qualified_leads": self.tr("Import a sheet of leads with BANT answers or a status."),
            "loss_rate": self.tr("Import opportunities with their outcome: won or lost."),
        }
        return words.get(self.key, "")

    def _open_dimensions(self) -> None:
        menu = QMenu(self)
        for dimension in self._board.desk.dimensions(self.key):
            action = menu.addAction(no_mnemonic(report_words.dimension_words(dimension, speech.current)))
            action.setCheckable(True)
            action.setChecked(self.result is not None and dimension == self.result.dimension)
            action.triggered.connect(
                lambda _checked=False, dimension=dimension: self._board.set_view(self.key, dimension=dimension)
            )
        menu.popup(self.by.mapToGlobal(self.by.rect().bottomLeft()) + QPoint(0, 5))

    def _ask(self, request: DrillRequest) -> None:
        self.drill_requested.emit(request, self._board.filter)

    def _ask_mark(self, mark: Mark) -> None:
        where = self._board.filter
        if mark.period is not None:
            where = Filter(mark.period, where.members)
        if mark.members:
            where = where.with_member(mark.dimension, *mark.members)
        self.drill_requested.emit(DrillRequest(self.key, self._basis, mark.dimension, mark.group, mark.part), where)

    def _export(self) -> None:
        name = f"{kpi_words.title(self.key)}.csv"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Export this table"), name, "CSV (*.csv)")
        if not chosen:
            return
        try:
            self.table.export_csv(Path(chosen))
        except OSError as error:
            show_error(error, self)
