"""The opportunities in hand by stage, and what they should bring."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.columns import Kind
from salesdesk.domain.formats import Formats
from salesdesk.ui.components import Label
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.figure_model import Bar, Cell, Column
from salesdesk.ui.figure_table import FigureTable
from salesdesk.ui.language import speech
from salesdesk.ui.panels.morning import Morning
from salesdesk.ui.tokens import CARD_PADDING

ROW: Final = 31
MOST: Final = 5
KPI: Final = "sales_cycle"
"""Where the question for open deals comes from."""


class OpenDealsView(QWidget):
    """``drill_requested(DrillRequest)`` for the deals of a stage."""

    drill_requested = Signal(object)

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.table = FigureTable(fixed_row=ROW)
        self.table.sortable = False
        self.table.view.horizontalHeader().hide()
        self.table.view.setAccessibleName(self.tr("Open deals by stage"))
        self.table.drilled.connect(self.drill_requested)
        layout.addWidget(self.table)
        words = QVBoxLayout()
        words.setContentsMargins(CARD_PADDING, 4, CARD_PADDING, CARD_PADDING)
        words.setSpacing(2)
        self.expected = Label("", "page_title")
        self.range = Label("", "small", "text2", wrap=True)
        self.tested = Label("", "small", "text3", wrap=True)
        for label in (self.expected, self.range, self.tested):
            words.addWidget(label)
        layout.addLayout(words)
        layout.addStretch(1)

    def show_morning(self, morning: Morning) -> None:
        formats = self._formats
        most = max((stage.amount for stage in morning.deals), default=0.0) or 1.0
        rows = [
            [
                Cell(stage.stage or speech.text("report.unknown")),
                Cell(drawing=Bar(max(stage.amount, 0.0) / most)),
                Cell(
                    formats.integer(len(stage.records)),
                    drill=DrillRequest(KPI, kind=Kind.OPPORTUNITY, records=stage.records, title=stage.stage),
                ),
                Cell(formats.short_money(stage.amount), strong=True),
            ]
            for stage in morning.deals[:MOST]
        ]
        columns = [Column("", "name"), Column("", "bar", 52), Column(""), Column("")]
        self.table.show_rows(columns, rows)
        self.table.setFixedHeight(ROW * len(rows) + 2)
        self._show_forecast(morning)

    def _show_forecast(self, morning: Morning) -> None:
        formats, forecast = self._formats, morning.forecast
        if forecast is None:
            few = self.tr("Too little history to forecast what these deals will bring.")
            self.expected.setText(formats.short_money(sum(stage.amount for stage in morning.deals)))
            self.range.setText(few)
            self.tested.setText("")
            return
        self.expected.setText(self.tr("{amount} expected").format(amount=formats.short_money(forecast.expected)))
        days = (forecast.until - forecast.as_of).days
        said = self.tr("within {days}, going by your own history; 80% range: {low} to {high}")
        self.range.setText(
            said.format(
                days=formats.days(days), low=formats.short_money(forecast.low), high=formats.short_money(forecast.high)
            )
        )
        tests = forecast.backtests
        held = self.tr("{held} of {all} past forecasts held")
        self.tested.setText(held.format(held=sum(test.inside for test in tests), all=len(tests)) if tests else "")
