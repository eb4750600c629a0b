"""The thresholds that a KPI is held against: as published for the sector, the company's own, or none."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QVBoxLayout, QWidget

from salesdesk.desk import Desk
from salesdesk.domain.formats import Formats
from salesdesk.kpi.benchmarks import OWN_ZONES, place, published
from salesdesk.kpi.definition import KpiResult, Unit, Zone
from salesdesk.ui.components import Label
from salesdesk.ui.figure_field import figure_field
from salesdesk.ui.language import speech

PUBLISHED, OWN, NONE = "published", "own", "none"


class ThresholdForm(QWidget):
    """Saved by :meth:`save`; as many fields as there are limits between zones."""

    def __init__(self, desk: Desk, result: KpiResult, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._result = desk, result
        self._place = place(result.kpi.key, str(desk.setting("sector", "")), result.basis)
        self._published = published(result.kpi.key, str(desk.setting("sector", "")), result.basis)
        # A KPI may be judged by another figure than its own: a gap or a rate, then.
        own = result.benchmark_value == result.total.value and result.kpi.key != "revenue_per_rep"
        self._unit = result.kpi.unit if own else Unit.RATIO
        self._scale = 100.0 if self._unit is Unit.RATIO else 1.0
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(Label(self.tr("Thresholds"), "small_strong", "text2"))
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("Thresholds"))
        if self._published is not None:
            self.choice.addItem(self.tr("As published for the sector, unverified"), PUBLISHED)
        self.choice.addItem(self.tr("Our own"), OWN)
        self.choice.addItem(self.tr("None"), NONE)
        layout.addWidget(self.choice)
        limits = QFormLayout()
        limits.setSpacing(6)
        self.fields = [self._field(zone, formats, limits) for zone in self._zones()[1:]]
        layout.addLayout(limits)
        self.source = Label("", "small", "text3", wrap=True)
        layout.addWidget(self.source)
        self._take(self._kept())
        self.choice.currentIndexChanged.connect(self._follow)

    def save(self) -> None:
        """Keep what was chosen; limits that do not rise are put in order."""
        held = self._desk.setting("benchmarks", {})
        kept = dict(held) if isinstance(held, dict) else {}
        match self.choice.currentData():
            case "published":
                kept.pop(self._place, None)
            case "none" if self._published is None:
                kept.pop(self._place, None)
            case "none":
                kept[self._place] = []
            case _:
                limits = sorted(field.value() / self._scale for field in self.fields)
                if limits[-1] > 0:
                    kept[self._place] = limits
        if kept != held:
            self._desk.set_setting("benchmarks", kept)

    def _kept(self) -> Sequence[float] | None:
        held = self._desk.setting("benchmarks", {})
        return held.get(self._place) if isinstance(held, dict) else None

    def _zones(self) -> Sequence[Zone]:
        if self._published is not None:
            return self._published.zones
        return OWN_ZONES[not self._result.kpi.higher_is_better]

    def _field(self, zone: Zone, formats: Formats, limits: QFormLayout) -> QDoubleSpinBox:
        field = figure_field(self._unit, formats)
        word = speech.text(f"benchmark.zone.{zone.key}")
        field.setAccessibleName(word)
        limits.addRow(Label(self.tr("{zone} from").format(zone=word), "small", "text2"), field)
        return field

    def _take(self, kept: Sequence[float] | None) -> None:
        chosen = PUBLISHED if self._published is not None else NONE
        if kept is not None:
            chosen = OWN if kept else NONE
        self.choice.setCurrentIndex(self.choice.findData(chosen))
        limits = kept or [zone.low for zone in self._zones()[1:]]
        for field, limit in zip(self.fields, limits, strict=False):
            field.setValue(limit * self._scale)
        self._follow()

    def _follow(self) -> None:
        chosen = self.choice.currentData()
        for field in self.fields:
            field.setEnabled(chosen == OWN)
        said = chosen == PUBLISHED and self._published is not None
        self.source.setVisible(said)
        if said and self._published is not None:
            self.source.setText(speech.text(self._published.source))
