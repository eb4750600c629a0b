"""The scoring model: weights, thresholds and grades, with who changes grade while they are edited."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from salesdesk.desk import Desk
from salesdesk.desk.lead_models import LeadModels, Preview
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.formats import Formats
from salesdesk.scoring.backtest import backtest
from salesdesk.scoring.model import DEFAULT, ScoringModel, check
from salesdesk.scoring.signals import best_sectors, own_areas
from salesdesk.ui.components import Card, Label, Segments, button
from salesdesk.ui.fonts import font
from salesdesk.ui.language import speech
from salesdesk.ui.painted.score import GradeBadge
from salesdesk.ui.scoring_fields import RuleFields, SignalFields

_PAUSE_MS = 120
_SHOWN = 8
_MOST_SAID = 132
"""Pixels for what is said of the fields, and of each weight learnt; more is scrolled."""
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
        self.setMinimumSize(880, 560)
        self.resize(920, 680)
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
        columns.addWidget(_scrolled(self._fields()), 1)
        columns.addWidget(self._preview_card(), 1)
        outer.addLayout(columns, 1)
        self.said = Label("", "small", "text2", wrap=True)
        self.reasons = _scrolled(self.said)
        self.reasons.setMaximumHeight(_MOST_SAID)
        self.reasons.hide()
        outer.addWidget(self.reasons)
        outer.addLayout(self._foot())
        self._fill(self._base)

    @property
    def model_in_view(self) -> ScoringModel:
        """The model as the fields have it."""
        named = replace(self._base, name=self.name.currentText().strip())
        return self.signals.typed_into(self.rules.typed_into(named))

    # ------------------------------------------------------------------ building

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Label(self.tr("Model"), "small_strong", "text2"))
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.setMinimumWidth(240)
        self.name.setFont(font("body"))
        self.name.setAccessibleName(self.tr("Name of the model"))
        self._list_models()
        self.name.activated.connect(self._choose)
        self.name.currentTextChanged.connect(lambda _words: self._offer_delete())
        row.addWidget(self.name)
        self.delete_button = button(kind="small", icon_name="trash-2", name=self.tr("Delete this model"), icon_size=14)
        self.delete_button.clicked.connect(lambda _checked=False: self.delete())
        row.addWidget(self.delete_button)
        row.addStretch(1)
        self.parts = Segments([("rules", self.tr("Weights")), ("signals", self.tr("Signals"))], "rules")
        self.parts.chosen.connect(lambda key: self.fields.setCurrentIndex(int(key == "signals")))
        row.addWidget(self.parts)
        self.learn_button = button(
            self.tr("Learn from my history"), kind="small", icon_name="flask-conical", clicked=self.learn, icon_size=14
        )
        row.addWidget(self.learn_button)
        return row

    def _fields(self) -> QStackedWidget:
        sales = self._desk.sales
        self.rules = RuleFields(self._formats)
        self.signals = SignalFields(", ".join(best_sectors(sales)), ", ".join(own_areas(sales)))
        self.fields = QStackedWidget()
        for page in (self.rules, self.signals):
            page.changed.connect(self._pause.start)
            self.fields.addWidget(page)
        return self.fields

    def _preview_card(self) -> Card:
        card = Card(self.tr("Who changes grade"))
        self.moved = Label("", "small_strong", "text2")
        card.header.addWidget(self.moved)
        self.counts = Label("", "body", "text2", wrap=True)
        card.body.addWidget(self.counts)
        self.worth = Label("", "body", "text2", wrap=True)
        card.body.addWidget(self.worth)
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

    # ------------------------------------------------------------------ showing

    def _choose(self, index: int) -> None:
        name = self.name.itemData(index)
        model = next((model for model in self._models.all() if model.name == name), None)
        if model is not None:
            self._base = model
            self._fill(model)

    def _fill(self, model: ScoringModel) -> None:
        self.rules.show_model(model)
        self.signals.show_model(model)
        self.preview()

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.reasons.setVisible(bool(words))

    def _list_models(self) -> None:
        """Every model that is kept; the one in view is chosen."""
        self.name.blockSignals(True)
        self.name.clear()
        for model in self._models.all():
            self.name.addItem(self._models.title(model, speech.current), model.name)
        self.name.setCurrentText(self._models.title(self._base, speech.current))
        self.name.blockSignals(False)

    def _offer_delete(self) -> None:
        """The starting model and the one in use stay."""
        name = self.name.currentText().strip()
        kept = {model.name for model in self._models.all()} - {"", self._models.active.name}
        self.delete_button.setEnabled(name in kept)

    def preview(self) -> None:
        """Score all leads by the fields, or say why they make no score."""
        self._pause.stop()
        self._offer_delete()
        self.rules.tell_total()
        model = self.model_in_view
        try:
            check(model)
        except SalesDeskError as error:
            self._say(speech.say(error.message))
            self.use.setEnabled(False)
            return
        self._say("")
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
        self.worth.setText(self._worth_words(preview))
        shown = preview.positions[:_SHOWN].tolist()
        for row, (name, old, new) in enumerate(self.lines):
            for widget in (name, old, new):
                widget.setVisible(row < len(shown))
            if row < len(shown):
                at = shown[row]
                name.setText(book.card(at).name or "–")
                old.set_grade(str(before[at]), f"{preview.before.total[at]:.0f}")
                new.set_grade(str(after[at]), f"{preview.after.total[at]:.0f}")

    def _worth_words(self, preview: Preview) -> str:
        """What the grades were worth in the past, by the model in use and by this one; '' without a past."""
        sales, percent = self._desk.sales, self._formats.percent
        was, would = (backtest(sales, scores, in_full=False) for scores in (preview.before, preview.after))
        words = self._grade_words()
        told = [
            self.tr("{grade}: {before} won, then {after}").format(
                grade=words[one.key], before=percent(one.rate, 0), after=percent(two.rate, 0)
            )
            for one, two in zip(was.grades, would.grades, strict=True)
        ]
        return self.tr("In your history:") + "\n" + "\n".join(told) if was.leads else ""

    def _grade_words(self) -> Mapping[str, str]:
        return {"hot": self.tr("Hot"), "warm": self.tr("Warm"), "cold": self.tr("Cold")}

    # ------------------------------------------------------------------ changing

    def delete(self) -> None:
        """Forget the model in view, and show the one in use."""
        self._models.delete(self.name.currentText().strip())
        self._base = self._models.active
        self._list_models()
        self._fill(self._base)

    def learn(self) -> None:
        """Say which weights history proposes and why; those that rank better go into the fields.

        They are used only when the user says so.
        """
        try:
            proposal = self._models.learn(speech.current)
        except SalesDeskError as error:
            self._say(speech.say(error.message))
            return
        if proposal.better:
            self.name.setEditText(proposal.model.name)
            self._fill(replace(self.model_in_view, weights=proposal.model.weights))
        reasons = [speech.say(proposal.verdict), *(speech.say(weight.reason) for weight in proposal.weights)]
        self._say("\n".join(reasons))

    def accept(self) -> None:
        model = self.model_in_view
        try:
            if model.name == self._models.title(DEFAULT, speech.current):
                model = model.renamed("" if model.renamed("") == DEFAULT else self.tr("My model"))
            self._models.use(model)
        except SalesDeskError as error:
            self._say(speech.say(error.message))
            return
        super().accept()


def _scrolled(widget: QWidget) -> QScrollArea:
    """The widget in an area as small as the screen asks for."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    return area
