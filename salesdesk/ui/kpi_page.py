"""One KPI's page: verdict, figures, trend, groups, findings.  One class for all seven."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.charts.marks import Mark
from salesdesk.desk.actions import DecidedAction
from salesdesk.domain.filter import Filter
from salesdesk.domain.formats import Formats
from salesdesk.domain.period import ALL_TIME, Unit
from salesdesk.kpi.definition import KpiResult, Part
from salesdesk.ui.actions_dialog import ActionsDialog
from salesdesk.ui.board import Board
from salesdesk.ui.board_page import BoardPage
from salesdesk.ui.chart_card import ChartCard
from salesdesk.ui.components import Card, EmptyState
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.findings_card import FindingsCard
from salesdesk.ui.kpi_header import KpiHeader
from salesdesk.ui.method_panel import MethodPanel
from salesdesk.ui.panels import SECOND_ROW, places_of
from salesdesk.ui.panels.detail_card import DetailCard
from salesdesk.ui.tokens import GAP

ROW_2 = 266
FINDINGS = 376
FINDINGS_COMPACT = 336
BESIDE = 300
WIDEST = 16_777_215
PAINTED = 150
"""Milliseconds after which a page is painted."""


@dataclass(frozen=True)
class _Told:
    """A result, and the same with its findings ranked."""

    asked: KpiResult
    answer: KpiResult


class KpiPage(BoardPage):
    """Shows the board's answer for its KPI; what it showed stays until the next answer.

    ``drill_requested(DrillRequest, Filter)`` asks for records; ``import_requested`` for more data;
    ``target_requested(key)`` for the target to be set, ``setting_requested(key)``
    for exchange ``rates`` or ``working_time``.
    """

    drill_requested = Signal(object, object)
    import_requested = Signal()
    target_requested = Signal(str)
    setting_requested = Signal(str)

    def __init__(self, key: str, board: Board, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(board, formats, parent)
        self.key = key
        self.result: KpiResult | None = None
        self._ranked: KpiResult | None = None
        self.header = KpiHeader()
        self.header.method_asked.connect(self.open_method)
        self.header.left_out_asked.connect(lambda: self._ask(DrillRequest(key, self._basis, part=Part.LEFT_OUT)))
        self.header.target_asked.connect(lambda: self.target_requested.emit(key))
        self._outer.addWidget(self.header)
        self._add_body()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAINTED)
        self._soon.timeout.connect(self._rank)
        self.refresh()

    @property
    def _basis(self) -> str:
        return self.result.basis if self.result is not None else ""

    def set_compact(self, compact: bool) -> None:
        """Smaller columns too; the third row then scrolls."""
        super().set_compact(compact)
        self.header.set_compact(compact=compact)
        self.findings.setFixedWidth(FINDINGS_COMPACT if compact else FINDINGS)
        self.findings.set_compact(compact=compact)
        self._place_beside()

    def refresh(self) -> None:
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
        self._show_places(result)
        self.detail.show_result(result, self._board.desk.dimensions(self.key), self._formats)
        self.findings.show_result(result)
        self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    def _rank(self) -> None:
        """Ask what is at stake with each finding: all seven KPIs are needed for that, so the page is painted first."""
        result, desk = self.result, self._board.desk
        if result is None or result is self._ranked or not self.isVisible():
            return
        self._ranked = result
        self._board.besides(lambda: _Told(result, desk.told(result)), self._take_ranked)

    @Slot(object)
    def _take_ranked(self, told: "_Told") -> None:
        if told.asked is self.result:
            self.findings.show_result(told.answer)

    def open_method(self) -> MethodPanel | None:
        """Say how the figure is calculated."""
        if self.result is None:
            return None
        shown, switches = self.result, self._board.desk.switches(self.key)
        switches = [replace(held, choice=shown.basis) if held.switch.name == "basis" else held for held in switches]
        panel = MethodPanel(shown, switches, self._formats, self)
        panel.drilled.connect(self._ask)
        panel.switched.connect(self._define)
        panel.setting_asked.connect(self.setting_requested)
        panel.open_under(self.header.method)
        return panel

    def _define(self, switch: str, choice: str) -> None:
        """Define the KPI otherwise, here and everywhere else."""
        self._board.desk.set_switch(self.key, switch, choice)
        self._board.set_view(self.key, basis="")
        self._board.refresh()

    def _decide(self, proposed: DecidedAction) -> None:
        ActionsDialog(self._board, self._formats, proposed, self).open()

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
        self.cards: dict[int, ChartCard] = {}
        rows.addWidget(second)
        self._third = third = QHBoxLayout()
        third.setSpacing(GAP)
        self.detail = DetailCard()
        self.detail.drilled.connect(self._ask)
        self.detail.dimension_chosen.connect(lambda chosen: self._board.set_view(self.key, dimension=chosen))
        self.table, self.by = self.detail.table, self.detail.by
        third.addWidget(self.detail, 1)
        self.findings = FindingsCard()
        self.findings.setFixedWidth(FINDINGS)
        self.findings.drilled.connect(self._ask)
        self.findings.decided.connect(self._decide)
        third.addWidget(self.findings)
        rows.addLayout(third, 1)
        self._below = QHBoxLayout()
        rows.addLayout(self._below)
        self._outer.addWidget(self._figures, 1)
        self._empty = Card()
        self._empty.hide()
        self._outer.addWidget(self._empty, 1)

    def _show_places(self, result: KpiResult) -> None:
        wanted = places_of(result)
        for number in [number for number in self.cards if number not in {place.number for place in wanted}]:
            card = self.cards.pop(number)
            card.hide()
            card.deleteLater()
        for place in wanted:
            if place.number not in self.cards:
                self.cards[place.number] = ChartCard(place.panels[0].title)
                self.cards[place.number].mark_clicked.connect(self._ask_mark)
            card = self.cards[place.number]
            if place.number < SECOND_ROW:
                self._panels.insertWidget(sum(other < place.number for other in self.cards), card, place.weight)
                self._panels.setStretchFactor(card, place.weight)
            card.show_panels(place.panels, self._formats)
        self._place_beside()

    def _place_beside(self) -> None:
        """What the second row has no room for: beside the detail, or below it in narrow windows."""
        for number, card in self.cards.items():
            if number < SECOND_ROW:
                continue
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
        """Whether the records that the KPI counts exist at all, with the field it cannot do without."""
        sales = self._board.desk.sales
        kinds = self.result.kpi.kinds if self.result is not None else ()
        field = {"gross_margin": "cost", "revenue_per_rep": "rep", "repurchase_rate": "customer"}.get(self.key, "")
        return any(sales[kind].n and (not field or field in sales[kind]) for kind in kinds)

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

    def _ask(self, request: DrillRequest) -> None:
        where = self._board.filter
        self.drill_requested.emit(request, Filter(ALL_TIME, where.members) if request.all_time else where)

    def _ask_mark(self, mark: Mark) -> None:
        where = self._board.filter
        if mark.period is not None:
            where = Filter(mark.period, where.members)
        if mark.members:
            where = where.with_member(mark.dimension, *mark.members)
        for dimension, name in mark.also:
            where = where.with_member(dimension, name)
        title = "" if mark.between is None else mark.label.partition("\n")[0]
        request = DrillRequest(
            mark.kpi or self.key,
            self._basis,
            mark.dimension,
            mark.group,
            mark.part,
            within_figures=mark.between,
            title=title,
        )
        self.drill_requested.emit(request, where)
