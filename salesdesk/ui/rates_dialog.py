"""What other currencies are worth in the company's own, from which day on."""

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from salesdesk.desk import Desk
from salesdesk.domain.columns import Kind
from salesdesk.domain.rates import Rates, currency_code
from salesdesk.ui.components import Label, button
from salesdesk.ui.language import speech

SPARE = 3
"""Empty rows to write in."""


class RatesDialog(QDialog):
    """Changes the company file when accepted; what cannot be understood is pointed at, and nothing is saved then."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(self.tr("Exchange rates"))
        self.setMinimumSize(460, 340)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        own = currency_code(desk.sales.currency)
        words = self.tr(
            "One unit of each currency in {own}, from a day on (empty: from the start). Amounts in a currency"
            " without a rate are left out and listed."
        )
        layout.addWidget(Label(words.format(own=own), "small", "text2", wrap=True))
        rows = self._rows(desk, own)
        self.table = QTableWidget(len(rows) + SPARE, 3)
        self.table.setAccessibleName(self.tr("Exchange rates"))
        self.table.setHorizontalHeaderLabels([self.tr("Currency"), self.tr("From"), self.tr("Rate")])
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().hide()
        for place, row in enumerate(rows):
            for column, text in enumerate(row):
                self.table.setItem(place, column, QTableWidgetItem(text))
        layout.addWidget(self.table, 1)
        self.problem = Label("", "small", "alert", wrap=True)
        self.problem.hide()
        layout.addWidget(self.problem)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(self.tr("Cancel"), clicked=self.reject))
        save = button(self.tr("Save"), kind="primary", clicked=self.accept)
        save.setDefault(True)
        foot.addWidget(save)
        layout.addLayout(foot)

    def accept(self) -> None:
        told: dict[str, list[tuple[str | None, float]]] = {}
        for row in range(self.table.rowCount()):
            name, day, rate = (self._text(row, column) for column in range(3))
            wrong = self._wrong(name, day, rate)
            if wrong is not None:
                self._point_at(row, *wrong)
                return
            if value := _number(rate):
                told.setdefault(currency_code(name), []).append((_day(day), value))
        self._desk.set_setting("rates", told)
        super().accept()

    def _wrong(self, name: str, day: str, rate: str) -> tuple[int, str] | None:
        """The first cell of a row that cannot be understood, and why; None where all can."""
        if not name and (day or rate):
            return 0, self.tr("Which currency is this rate for?")
        if day and _day(day) is None:
            return 1, self.tr("“{text}” is not a date. Example: 24/03/2026").format(text=day)
        if rate and not _number(rate):
            return 2, self.tr("“{text}” is not a rate. Example: 0.92").format(text=rate)
        return None

    def _point_at(self, row: int, column: int, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()
        self.table.setCurrentCell(row, column)
        self.table.setFocus()

    @staticmethod
    def _rows(desk: Desk, own: str) -> list[tuple[str, str, str]]:
        """The rates held, then the currencies that the data names and nothing is known of."""
        held = desk.setting("rates", {})
        known = Rates.read(held).held
        rows = []
        for name, pairs in sorted(held.items()) if isinstance(held, dict) else ():
            for day, rate in pairs:
                shown = speech.formats().short_date(date.fromisoformat(day)) if day else ""
                rows.append((name, shown, speech.formats().cell(rate)))
        used = (Kind.ORDER_LINE, Kind.OPPORTUNITY)
        named = {currency_code(name) for name in desk.sales.names("currency")} - {own, *known}
        return rows + [(name, "", "") for name in sorted(named) if any("currency" in desk.sales[kind] for kind in used)]

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item is not None else ""


def _number(text: str) -> float | None:
    """A rate with a point or a comma; None for anything else."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _day(text: str) -> str | None:
    """24/03/2026 as the file keeps it; None for anything else."""
    day = QDate.fromString(text, "dd/MM/yyyy")
    return day.toString(Qt.DateFormat.ISODate) if day.isValid() else None
