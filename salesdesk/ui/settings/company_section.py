"""Name, sector, currency and fiscal year of the company."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from salesdesk.desk import Desk
from salesdesk.domain.formats import Formats
from salesdesk.kpi.benchmarks import SECTORS
from salesdesk.ui.components import no_mnemonic
from salesdesk.ui.language import speech
from salesdesk.ui.settings.section import Section

CURRENCIES: Final = ("EUR", "USD", "GBP", "CHF", "CAD", "MAD", "XOF")
WIDTH: Final = 280


class CompanySection(Section):
    """What the figures of all pages take into account."""

    def __init__(self, desk: Desk, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Company"), "building-2", parent)
        sales = desk.sales
        self._held = {
            "name": desk.name,
            "sector": sales.sector,
            "currency": sales.currency,
            "fiscal_start": sales.fiscal_start,
        }
        form = self.add_form()
        self.name = QLineEdit(desk.name)
        self.sector = QComboBox()
        self.sector.addItem(self.tr("(none)"), "")
        for sector in SECTORS:
            self.sector.addItem(no_mnemonic(speech.text(f"benchmark.sector.{sector}")), sector)
        self.sector.setCurrentIndex(max(self.sector.findData(sales.sector), 0))
        self.currency = QComboBox()
        self.currency.setEditable(True)
        self.currency.addItems(list(dict.fromkeys((sales.currency, *CURRENCIES))))
        self.fiscal_start = QComboBox()
        for month in range(1, 13):
            self.fiscal_start.addItem(formats.month(date(2026, month, 1)), month)
        self.fiscal_start.setCurrentIndex(sales.fiscal_start - 1)
        for words, field in (
            (self.tr("Name"), self.name),
            (self.tr("Sector"), self.sector),
            (self.tr("Currency"), self.currency),
            (self.tr("Fiscal year begins in"), self.fiscal_start),
        ):
            field.setFixedWidth(WIDTH)
            self.add_row(form, words, field)
        self.add_note(self.tr("The sector decides which benchmarks the indicators are held against."))
        self.add_note(self.tr("The currency is a name only: amounts are not converted."))
        self.body.addStretch(1)

    def changed(self) -> Mapping[str, object]:
        code = self.currency.currentText().strip().upper()
        told = {
            "name": self.name.text().strip() or self._held["name"],
            "sector": self.sector.currentData(),
            "currency": code if re.fullmatch(r"[A-Z]{3}", code) else self._held["currency"],
            "fiscal_start": self.fiscal_start.currentData(),
        }
        return {key: value for key, value in told.items() if value != self._held[key]}
