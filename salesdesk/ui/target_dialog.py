"""Where the targets of a KPI are set, for the company or a segment, and what else it is held against."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from salesdesk.desk import Desk
from salesdesk.domain.formats import Formats
from salesdesk.domain.period import Unit as PeriodUnit
from salesdesk.kpi.benchmarks import SECTORS
from salesdesk.kpi.definition import KpiResult, Unit
from salesdesk.kpi.targets import RECURRING, YEARLY, Target, target_value
from salesdesk.report import words as report_words
from salesdesk.ui import kpi_words
from salesdesk.ui.components import Label, button, line, no_mnemonic
from salesdesk.ui.figure_field import figure_field
from salesdesk.ui.language import speech
from salesdesk.ui.threshold_form import ThresholdForm

_UNNAMED: Final = (PeriodUnit.ALL, PeriodUnit.ROLLING_YEAR, PeriodUnit.CUSTOM)
LIST_HEIGHT: Final = 92


class TargetDialog(QDialog):
    """Changes the company file when accepted; a target always goes before the benchmark."""

    def __init__(self, desk: Desk, result: KpiResult, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._result, self._formats = desk, result, formats
        self._scale = 100.0 if result.kpi.unit is Unit.RATIO else 1.0
        self.setWindowTitle(kpi_words.title(result.kpi.key))
        self.setMinimumWidth(440)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(Label(self.tr("Target"), "small_strong", "text2"))
        layout.addLayout(self._place())
        explanation = self.tr("A target goes before the benchmark. 0 means no target.")
        layout.addWidget(Label(explanation, "small", "text3", wrap=True))
        self.held = QListWidget()
        self.held.setAccessibleName(self.tr("Targets set"))
        self.held.setFixedHeight(LIST_HEIGHT)
        self.held.itemClicked.connect(self._load)
        layout.addWidget(self.held)
        layout.addWidget(line())
        layout.addWidget(Label(self.tr("Sector of the company"), "small_strong", "text2"))
        layout.addWidget(self._sectors())
        self.thresholds = ThresholdForm(desk, result, formats)
        layout.addWidget(self.thresholds)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(self.tr("Cancel"), clicked=self.reject))
        save = button(self.tr("Save"), kind="primary", clicked=self.accept)
        save.setDefault(True)
        row.addWidget(save)
        layout.addLayout(row)
        self._list()
        self._show_held()

    def accept(self) -> None:
        value = self.field.value() / self._scale
        held = self._held()
        if value != (target_value(self._result.kpi, held) if held else 0.0):
            self._desk.targets.put(self._result.kpi.key, value or None, *self._chosen())
        self.thresholds.save()
        sector = self.sector.currentData()
        if sector != self._desk.setting("sector", ""):
            self._desk.set_setting("sector", sector)
        super().accept()

    def _place(self) -> QFormLayout:
        """For whom, for when, how much."""
        form = QFormLayout()
        form.setSpacing(8)
        self.dimension, self.member, self.period = QComboBox(), QComboBox(), QComboBox()
        self.dimension.addItem(self.tr("The whole company"), "")
        for dimension in self._desk.dimensions(self._result.kpi.key):
            words = kpi_words.large(report_words.dimension_words(dimension, speech.current))
            self.dimension.addItem(no_mnemonic(words), dimension)
        for words, period in self._periods():
            self.period.addItem(words, period)
        self.field = figure_field(self._result.kpi.unit, self._formats)
        self.field.setAccessibleName(self.tr("Target"))
        for words, widget in (
            (self.tr("For"), self.dimension),
            ("", self.member),
            (self.tr("Period"), self.period),
            (self.tr("Value"), self.field),
        ):
            if words:
                widget.setAccessibleName(widget.accessibleName() or words)
            form.addRow(words, widget)
        self.member.setAccessibleName(self.tr("Segment"))
        self.member.setEnabled(False)
        self.dimension.currentIndexChanged.connect(self._offer_members)
        for box in (self.member, self.period):
            box.currentIndexChanged.connect(self._show_held)
        return form

    def _periods(self) -> list[tuple[str, str]]:
        """Amounts and counts are set per year, quarter or month, rates and days for good; or for the period shown."""
        accrues = self._result.kpi.unit in (Unit.MONEY, Unit.COUNT)
        again = [YEARLY, *(words for words in reversed(RECURRING) if words != YEARLY)] if accrues else [""]
        found = [(period_words(words, accrues=accrues), words) for words in again]
        shown = self._result.filter.period
        return found if shown.unit in _UNNAMED else [*found, (str(shown), str(shown))]

    def _sectors(self) -> QComboBox:
        self.sector = QComboBox()
        self.sector.setAccessibleName(self.tr("Sector of the company"))
        self.sector.addItem(self.tr("(none)"), "")
        for sector in SECTORS:
            self.sector.addItem(no_mnemonic(speech.text(f"benchmark.sector.{sector}")), sector)
        self.sector.setCurrentIndex(max(self.sector.findData(str(self._desk.setting("sector", ""))), 0))
        return self.sector

    def _chosen(self) -> tuple[str, str, str]:
        dimension = str(self.dimension.currentData())
        return dimension, str(self.member.currentData() or "") if dimension else "", str(self.period.currentData())

    def _held(self) -> Target | None:
        return self._desk.targets.find(self._result.kpi.key, *self._chosen())

    def _show_held(self) -> None:
        held = self._held()
        self.field.setValue(target_value(self._result.kpi, held) * self._scale if held else 0.0)

    def _offer_members(self) -> None:
        dimension = str(self.dimension.currentData())
        self.member.blockSignals(True)
        self.member.clear()
        for name in self._desk.members(dimension) if dimension else ():
            self.member.addItem(no_mnemonic(report_words.member(dimension, name, self._formats)), name)
        self.member.setEnabled(bool(dimension))
        self.member.blockSignals(False)
        self._show_held()

    def _list(self) -> None:
        """What is set already; a click takes it up."""
        own = self._desk.targets.of(self._result.kpi.key)
        self.held.setVisible(bool(own))
        accrues = self._result.kpi.unit in (Unit.MONEY, Unit.COUNT)
        for target in own:
            whole = self.tr("The whole company")
            who = report_words.member(target.dimension, target.member, self._formats) if target.dimension else whole
            value = kpi_words.target(self._result.kpi, target_value(self._result.kpi, target), self._formats)
            origin = speech.text(f"target.origin.{'by_hand' if target.by_hand else 'imported'}")
            said = " · ".join((who, period_words(target.words, accrues=accrues), value, origin))
            item = QListWidgetItem(said)
            item.setData(Qt.ItemDataRole.UserRole, (target.dimension, target.member, target.words))
            self.held.addItem(item)

    def _load(self, item: QListWidgetItem) -> None:
        dimension, member, words = item.data(Qt.ItemDataRole.UserRole)
        if self.dimension.findData(dimension) < 0:
            return
        self.dimension.setCurrentIndex(self.dimension.findData(dimension))
        self.member.setCurrentIndex(max(self.member.findData(member), 0))
        if self.period.findData(words) < 0:
            self.period.addItem(words, words)
        self.period.setCurrentIndex(self.period.findData(words))
        self._show_held()


def period_words(words: str, *, accrues: bool) -> str:
    """The period of a target: recurring ones are said, dated ones stand as written."""
    if words in RECURRING:
        return speech.text(f"target.period.{words}")
    if words:
        return words
    return speech.text(f"target.period.{'yearly' if accrues else 'always'}")
