"""Where the company's target of a KPI and its sector are set."""

from PySide6.QtWidgets import QComboBox, QDialog, QDoubleSpinBox, QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.desk import Desk
from salesdesk.domain.formats import Formats
from salesdesk.kpi.benchmarks import SECTORS
from salesdesk.kpi.definition import KpiResult, Unit
from salesdesk.ui import kpi_words
from salesdesk.ui.components import Label, button, no_mnemonic
from salesdesk.ui.language import speech


class TargetDialog(QDialog):
    """Changes the company file when accepted; a target always goes before the benchmark."""

    def __init__(self, desk: Desk, result: KpiResult, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._result = desk, result
        self._scale = 100.0 if result.kpi.unit is Unit.RATIO else 1.0
        self.setWindowTitle(kpi_words.title(result.kpi.key))
        self.setMinimumWidth(400)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(Label(self.tr("Target of the company"), "small_strong", "text2"))
        self.field = self._field(formats)
        layout.addWidget(self.field)
        explanation = self.tr("A target goes before the benchmark. 0 means no target.")
        layout.addWidget(Label(explanation, "small", "text3", wrap=True))
        layout.addWidget(Label(self.tr("Sector of the company"), "small_strong", "text2"))
        self.sector = QComboBox()
        self.sector.setAccessibleName(self.tr("Sector of the company"))
        self.sector.addItem(self.tr("(none)"), "")
        for sector in SECTORS:
            self.sector.addItem(no_mnemonic(speech.text(f"benchmark.sector.{sector}")), sector)
        self.sector.setCurrentIndex(max(self.sector.findData(str(desk.setting("sector", ""))), 0))
        layout.addWidget(self.sector)
        if result.benchmark is not None:
            source = speech.text(result.benchmark.source)
            layout.addWidget(Label(source, "small", "text3", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(self.tr("Cancel"), clicked=self.reject))
        save = button(self.tr("Save"), kind="primary", clicked=self.accept)
        save.setDefault(True)
        row.addWidget(save)
        layout.addLayout(row)

    def accept(self) -> None:
        value = self.field.value() / self._scale
        self._desk.set_target(self._result.kpi.key, value or None)
        sector = self.sector.currentData()
        if sector != self._desk.setting("sector", ""):
            self._desk.set_setting("sector", sector)
        super().accept()

    def _field(self, formats: Formats) -> QDoubleSpinBox:
        unit = self._result.kpi.unit
        field = QDoubleSpinBox()
        field.setRange(0, 1e12)
        field.setDecimals(1 if unit is Unit.RATIO else 0)
        suffixes = {
            Unit.RATIO: " %",
            Unit.MONEY: f" {formats.symbol}",
            Unit.DAYS: self.tr(" days"),
            Unit.COUNT: "",
        }
        field.setSuffix(suffixes[unit])
        field.setGroupSeparatorShown(True)
        field.setValue((self._result.target or 0.0) * self._scale)
        field.setAccessibleName(self.tr("Target of the company"))
        return field
