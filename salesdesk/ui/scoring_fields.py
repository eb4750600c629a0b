"""The fields of a scoring model: what each part weighs, when a lead is qualified or hot, what each signal is worth."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QGridLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from salesdesk.domain.columns import BANT
from salesdesk.domain.formats import Formats
from salesdesk.domain.lead import BANT_ANSWERS, PART_SCALE
from salesdesk.scoring.model import PARTS, SIGNAL_POINTS, WHOLE, ScoringModel
from salesdesk.scoring.signals import SIGNALS
from salesdesk.ui.components import Card, Label
from salesdesk.ui.language import speech

_WIDE = 150


class _Fields(QWidget):
    """``changed`` when any field has another value."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def _card(self, title: str) -> tuple[Card, QGridLayout]:
        card = Card(title)
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        card.body.addLayout(grid)
        self._column.addWidget(card)
        return card, grid

    @staticmethod
    def _add(grid: QGridLayout, words: str, field: QWidget) -> None:
        row = grid.rowCount()
        grid.addWidget(Label(words), row, 0)
        grid.addWidget(field, row, 1)

    def _spin(self, low: int, high: int, words: str, suffix: str = "") -> QSpinBox:
        spin = QSpinBox()
        spin.setRange(low, high)
        spin.setFixedWidth(110)
        spin.setAlignment(Qt.AlignmentFlag.AlignRight)
        spin.setAccessibleName(words)
        spin.setSuffix(suffix)
        spin.valueChanged.connect(lambda _value: self.changed.emit())
        return spin


class RuleFields(_Fields):
    """Weights, thresholds and grades."""

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card, grid = self._card(self.tr("Most points of each part"))
        self.total = Label("", "small_strong")
        card.header.addWidget(self.total)
        self.weights: dict[str, QSpinBox] = {}
        for part in PARTS:
            words = speech.text(f"field.{part}")
            self.weights[part] = self._spin(0, WHOLE, words)
            self._add(grid, words, self.weights[part])
        _, grid = self._card(self.tr("Qualification and grades"))
        self.thresholds: dict[str, QComboBox] = {}
        for name in BANT:
            words = self.tr("{criterion} is met from").format(criterion=speech.text(f"field.{name}"))
            choice = QComboBox()
            choice.setAccessibleName(words)
            for points in BANT_ANSWERS[1:]:
                choice.addItem(speech.text(f"lead.bant.{name}.answer_{points}"), points)
            choice.currentIndexChanged.connect(lambda _index: self.changed.emit())
            self.thresholds[name] = choice
            self._add(grid, words, choice)
        self.hot = self._spin(2, WHOLE, self.tr("Hot from"))
        self.warm = self._spin(1, WHOLE, self.tr("Warm from"))
        self.meddic_from = QDoubleSpinBox()
        self.meddic_from.setRange(0, 1e12)
        self.meddic_from.setDecimals(0)
        self.meddic_from.setGroupSeparatorShown(True)
        self.meddic_from.setFixedWidth(_WIDE)
        self.meddic_from.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.meddic_from.setSuffix(f" {formats.symbol}")
        self.meddic_from.setSpecialValueText(self.tr("never"))
        self.meddic_from.setAccessibleName(self.tr("MEDDIC is asked from"))
        self.meddic_from.valueChanged.connect(lambda _value: self.changed.emit())
        for field in (self.hot, self.warm, self.meddic_from):
            self._add(grid, field.accessibleName(), field)
        self._column.addStretch(1)

    def show_model(self, model: ScoringModel) -> None:
        for part, spin in self.weights.items():
            spin.setValue(int(model.weights[part]))
        for name, choice in self.thresholds.items():
            choice.setCurrentIndex(max(choice.findData(model.thresholds[name]), 0))
        self.hot.setValue(model.hot)
        self.warm.setValue(model.warm)
        self.meddic_from.setValue(model.meddic_from or 0)

    def typed_into(self, model: ScoringModel) -> ScoringModel:
        """The model with what the fields say."""
        return replace(
            model,
            weights={part: spin.value() for part, spin in self.weights.items()},
            thresholds={name: int(choice.currentData()) for name, choice in self.thresholds.items()},
            hot=self.hot.value(),
            warm=self.warm.value(),
            meddic_from=self.meddic_from.value() or None,
        )

    def tell_total(self) -> None:
        """Say what the weights make together."""
        total = sum(spin.value() for spin in self.weights.values())
        self.total.setText(f"{total}/{WHOLE}")
        self.total.set_role("good" if total == WHOLE else "alert")


class SignalFields(_Fields):
    """Points of the signals, who is aimed at, and how engagement fades."""

    def __init__(self, sectors: str, areas: str, parent: QWidget | None = None) -> None:
        """``sectors`` and ``areas``: what counts where nothing is typed."""
        super().__init__(parent)
        self.points: dict[str, QSpinBox] = {}
        for part, names in SIGNALS.items():
            _, grid = self._card(speech.text(f"field.{part}"))
            for name in names:
                words = speech.text(f"field.{name}")
                self.points[name] = self._spin(0, PART_SCALE, words)
                self._add(grid, words, self.points[name])
        _, grid = self._card(self.tr("Who is aimed at, and for how long it counts"))
        self.sectors = self._line(self.tr("Sectors, separated by commas"), sectors)
        self.areas = self._line(self.tr("Areas, separated by commas"), areas)
        self.size_from = self._spin(1, 100_000, self.tr("Employees, from"))
        days = self.tr(" days")
        self.half_life = self._spin(1, 720, self.tr("An interaction loses half its points in"), days)
        self.digital_half_life = self._spin(1, 1440, self.tr("Digital engagement loses half its points in"), days)
        for field in (self.sectors, self.areas, self.size_from, self.half_life, self.digital_half_life):
            self._add(grid, field.accessibleName(), field)
        self._column.addStretch(1)

    def show_model(self, model: ScoringModel) -> None:
        for name, spin in self.points.items():
            spin.setValue(int(model.signals[name]))
        self.sectors.setText(", ".join(model.sectors))
        self.areas.setText(", ".join(model.areas))
        self.size_from.setValue(model.size_from)
        self.half_life.setValue(round(model.half_life_days))
        self.digital_half_life.setValue(round(model.digital_half_life_days))

    def typed_into(self, model: ScoringModel) -> ScoringModel:
        """The model with what the fields say."""
        return replace(
            model,
            signals={name: self.points[name].value() for name in SIGNAL_POINTS},
            sectors=_names(self.sectors),
            areas=_names(self.areas),
            size_from=self.size_from.value(),
            half_life_days=float(self.half_life.value()),
            digital_half_life_days=float(self.digital_half_life.value()),
        )

    def _line(self, words: str, otherwise: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(words)
        line.setPlaceholderText(otherwise)
        line.setMinimumWidth(_WIDE)
        line.textChanged.connect(lambda _words: self.changed.emit())
        return line


def _names(line: QLineEdit) -> tuple[str, ...]:
    return tuple(name for part in line.text().split(",") if (name := part.strip()))
