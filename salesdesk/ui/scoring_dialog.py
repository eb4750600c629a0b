"""The scoring model: weights, thresholds and grades, with who changes grade while they are edited."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from salesdesk.desk import Desk
from salesdesk.desk.lead_models import LeadModels, Preview
from salesdesk.domain.columns import BANT
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.formats import Formats
from salesdesk.domain.lead import BANT_ANSWERS
from salesdesk.scoring.model import DEFAULT, PARTS, WHOLE, ScoringModel, check
from salesdesk.ui.components import Card, Label, button
from salesdesk.ui.fonts import font
from salesdesk.ui.language import speech
from salesdesk.ui.painted.score import GradeBadge

_PAUSE_MS = 120
_SHOWN = 8
_GRADES = ("hot", "warm", "cold")


class ScoringDialog(QDialog):
    """Nothing changes before Use this model; then the company file keeps the model under its name."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._models = LeadModels(desk)
        self._base = self._models.active
        self._formats: Formats = speech.formats(desk.sales.currency)
        self.setWindowTitle(self.tr("Scoring model"))
        self.setMinimumWidth(860)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.preview)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.setSpacing(12)
        outer.addLayout(self._head())
        columns = QHBoxLayout()
        columns.setSpacing(12)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self._weights_card())
        left.addWidget(self._rules_card())
        columns.addLayout(left, 1)
        columns.addWidget(self._preview_card(), 1)
        outer.addLayout(columns, 1)
        self.said = Label("", "small", "text2", wrap=True)
        outer.addWidget(self.said)
        outer.addLayout(self._foot())
        self._fill(self._base)

    @property
    def model_in_view(self) -> ScoringModel:
        """The model as the fields have it."""
        return replace(
            self._base,
            name=self.name.currentText().strip(),
            weights={part: spin.value() for part, spin in self.weights.items()},
            thresholds={name: int(choice.currentData()) for name, choice in self.thresholds.items()},
            hot=self.hot.value(),
            warm=self.warm.value(),
            half_life_days=float(self.half_life.value()),
            meddic_from=self.meddic_from.value() or None,
        )

    # ------------------------------------------------------------------ building

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Label(self.tr("Model"), "small_strong", "text2"))
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.setMinimumWidth(260)
        self.name.setFont(font("body"))
        self.name.setAccessibleName(self.tr("Name of the model"))
        for model in self._models.all():
            self.name.addItem(self._models.title(model, speech.current), model.name)
        self.name.setCurrentText(self._models.title(self._base, speech.current))
        self.name.activated.connect(self._choose)
        row.addWidget(self.name)
        row.addStretch(1)
        self.learn_button = button(
            self.tr("Learn from my history"), kind="small", icon_name="flask-conical", clicked=self.learn, icon_size=14
        )
        row.addWidget(self.learn_button)
        return row

    def _weights_card(self) -> Card:
        card = Card(self.tr("Most points of each part"))
        self.total = Label("", "small_strong")
        card.header.addWidget(self.total)
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        self.weights: dict[str, QSpinBox] = {}
        for row, part in enumerate(PARTS):
            words = speech.text(f"field.{part}")
            spin = self._spin(0, WHOLE, words)
            self.weights[part] = spin
            grid.addWidget(Label(words), row, 0)
            grid.addWidget(spin, row, 1)
        card.body.addLayout(grid)
        return card

    def _rules_card(self) -> Card:
        card = Card(self.tr("Qualification and grades"))
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        self.thresholds: dict[str, QComboBox] = {}
        row = 0
        for row, name in enumerate(BANT):
            words = self.tr("{criterion} is met from").format(criterion=speech.text(f"field.{name}"))
            choice = QComboBox()
            choice.setAccessibleName(words)
            for points in BANT_ANSWERS[1:]:
                choice.addItem(speech.text(f"lead.bant.{name}.answer_{points}"), points)
            choice.currentIndexChanged.connect(lambda _index: self._pause.start())
            self.thresholds[name] = choice
            grid.addWidget(Label(words), row, 0)
            grid.addWidget(choice, row, 1)
        self.hot = self._spin(2, WHOLE, self.tr("Hot from"))
        self.warm = self._spin(1, WHOLE, self.tr("Warm from"))
        self.half_life = self._spin(1, 720, self.tr("An interaction loses half its points in"))
        self.half_life.setSuffix(self.tr(" days"))
        self.meddic_from = QDoubleSpinBox()
        self.meddic_from.setRange(0, 1e12)
        self.meddic_from.setDecimals(0)
        self.meddic_from.setGroupSeparatorShown(True)
        self.meddic_from.setFixedWidth(150)
        self.meddic_from.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.meddic_from.setSuffix(f" {self._formats.symbol}")
        self.meddic_from.setSpecialValueText(self.tr("never"))
        self.meddic_from.setAccessibleName(self.tr("MEDDIC is asked from"))
        self.meddic_from.valueChanged.connect(lambda _value: self._pause.start())
        for field in (self.hot, self.warm, self.half_life, self.meddic_from):
            row += 1
            grid.addWidget(Label(field.accessibleName()), row, 0)
            grid.addWidget(field, row, 1)
        card.body.addLayout(grid)
        return card

    def _preview_card(self) -> Card:
        card = Card(self.tr("Who changes grade"))
        self.moved = Label("", "small_strong", "text2")
        card.header.addWidget(self.moved)
        self.counts = Label("", "body", "text2", wrap=True)
        card.body.addWidget(self.counts)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(0, 1)
        self.lines: list[tuple[Label, GradeBadge, GradeBadge]] = []
        for row in range(_SHOWN):
            line = (Label("", "body", elide=True), GradeBadge(), GradeBadge())
            for column, widget in enumerate(line):
                grid.addWidget(widget, row, column)
            self.lines.append(line)
        card.body.addLayout(grid)
        card.body.addStretch(1)
        return card

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button(self.tr("Starting weights"), clicked=lambda: self._fill(DEFAULT)))
        row.addStretch(1)
        row.addWidget(button(self.tr("Cancel"), clicked=self.reject))
        self.use = button(self.tr("Use this model"), kind="primary", clicked=self.accept)
        self.use.setDefault(True)
        row.addWidget(self.use)
        return row

    def _spin(self, low: int, high: int, words: str) -> QSpinBox:
        spin = QSpinBox()
        spin.setRange(low, high)
        spin.setFixedWidth(110)
        spin.setAlignment(Qt.AlignmentFlag.AlignRight)
        spin.setAccessibleName(words)
        spin.valueChanged.connect(lambda _value: self._pause.start())
        return spin

    # ------------------------------------------------------------------ showing

    def _choose(self, index: int) -> None:
        name = self.name.itemData(index)
        model = next((model for model in self._models.all() if model.name == name), None)
        if model is not None:
            self._base = model
            self._fill(model)

    def _fill(self, model: ScoringModel) -> None:
        for part, spin in self.weights.items():
            spin.setValue(int(model.weights[part]))
        for name, choice in self.thresholds.items():
            choice.setCurrentIndex(max(choice.findData(model.thresholds[name]), 0))
        self.hot.setValue(model.hot)
        self.warm.setValue(model.warm)
        self.half_life.setValue(round(model.half_life_days))
        self.meddic_from.setValue(model.meddic_from or 0)
        self.preview()

    def preview(self) -> None:
        """Score all leads by the fields, or say why they make no score."""
        self._pause.stop()
        total = sum(spin.value() for spin in self.weights.values())
        self.total.setText(f"{total}/{WHOLE}")
        self.total.set_role("good" if total == WHOLE else "alert")
        model = self.model_in_view
        try:
            check(model)
        except SalesDeskError as error:
            self.said.setText(speech.say(error.message))
            self.use.setEnabled(False)
            return
        self.said.clear()
        self.use.setEnabled(True)
        self._show(self._models.preview(model))

    def _show(self, preview: Preview) -> None:
        integer = self._formats.integer
        self.moved.setText(self.tr("%n lead(s)", "", len(preview.positions)))
        before, after = preview.before.grades, preview.after.grades
        words = self._grade_words()
        self.counts.setText(
            "\n".join(
                self.tr("{grade}: {before}, then {after}").format(
                    grade=words[grade],
                    before=integer(int((before == grade).sum())),
                    after=integer(int((after == grade).sum())),
                )
                for grade in _GRADES
            )
        )
        book = self._desk.leads()
        shown = preview.positions[:_SHOWN].tolist()
        for row, (name, old, new) in enumerate(self.lines):
            for widget in (name, old, new):
                widget.setVisible(row < len(shown))
            if row < len(shown):
                at = shown[row]
                name.setText(book.card(at).name or "–")
                old.set_grade(str(before[at]), f"{preview.before.total[at]:.0f}")
                new.set_grade(str(after[at]), f"{preview.after.total[at]:.0f}")

    def _grade_words(self) -> Mapping[str, str]:
        return {"hot": self.tr("Hot"), "warm": self.tr("Warm"), "cold": self.tr("Cold")}

    # ------------------------------------------------------------------ changing

    def learn(self) -> None:
        """Say which weights history proposes and why; those that rank better go into the fields.

        They are used only when the user says so.
        """
        try:
            proposal = self._models.learn(speech.current)
        except SalesDeskError as error:
            self.said.setText(speech.say(error.message))
            return
        if proposal.better:
            self.name.setEditText(proposal.model.name)
            self._fill(replace(self.model_in_view, weights=proposal.model.weights))
        reasons = [speech.say(proposal.verdict), *(speech.say(weight.reason) for weight in proposal.weights)]
        self.said.setText("\n".join(reasons))

    def accept(self) -> None:
        model = self.model_in_view
        try:
            if model.name == self._models.title(DEFAULT, speech.current):
                model = model.renamed("" if model.renamed("") == DEFAULT else self.tr("My model"))
            if model.name or model != DEFAULT:
                self._models.save(model)
            self._models.activate(model.name)
        except SalesDeskError as error:
            self.said.setText(speech.say(error.message))
            return
        super().accept()
