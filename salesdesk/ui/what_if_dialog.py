"""What a change of a few levers would mean on the company's own figures."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDoubleSpinBox, QGridLayout, QVBoxLayout, QWidget

from salesdesk.domain.formats import DASH, Formats
from salesdesk.kpi.own_figures import OwnFigures
from salesdesk.kpi.what_if import LEVERS, Levers, Outcome, what_if
from salesdesk.ui.board import Board
from salesdesk.ui.components import Label, line

POINTS = ("conversion", "repurchase", "margin")
"""Levers moved in points of a rate; the others in per cent of what they are."""


class WhatIfDialog(QDialog):
    """Figures of the board's filter; nothing is predicted, and nothing is changed."""

    def __init__(self, board: Board, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._figures: OwnFigures | None = None
        self.setWindowTitle(self.tr("What if"))
        self.setMinimumWidth(520)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        words = self.tr("All else stays as it was in the period shown: arithmetic on your own figures, no forecast.")
        layout.addWidget(Label(words, "small", "text2", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        self.fields: dict[str, QDoubleSpinBox] = {}
        self._now: dict[str, Label] = {}
        self._alone: dict[str, Label] = {}
        for column, head in enumerate((self.tr("Lever"), self.tr("Today"), self.tr("Change"), self.tr("Revenue"))):
            grid.addWidget(Label(head, "small_strong", "text2"), 0, column)
        for row, lever in enumerate(LEVERS, 1):
            self._now[lever], self._alone[lever] = Label(DASH, "body", "text2"), Label(DASH, "body", "text2")
            grid.addWidget(Label(self._words(lever), "body"), row, 0)
            grid.addWidget(self._now[lever], row, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(self._field(lever), row, 2)
            grid.addWidget(self._alone[lever], row, 3, Qt.AlignmentFlag.AlignRight)
        layout.addLayout(grid)
        layout.addWidget(line())
        self.outcome = Label("", "verdict", wrap=True)
        layout.addWidget(self.outcome)
        self.missing = Label("", "small", "text3", wrap=True)
        layout.addWidget(self.missing)
        desk, where = board.desk, board.filter
        board.besides(lambda: desk.overview(where).figures, self._take)

    @Slot(object)
    def _take(self, figures: OwnFigures) -> None:
        """The figures have been measured."""
        self._figures = figures
        formats = self._formats
        told = {
            "conversion": formats.percent(figures.conversion),
            "deal": formats.money(figures.deal),
            "cycle": formats.days(figures.cycle),
            "repurchase": formats.percent(figures.repurchase),
            "margin": formats.percent(figures.margin),
        }
        for lever, words in told.items():
            self._now[lever].setText(words)
        self._show()

    def _show(self) -> None:
        if self._figures is None:
            return
        levers = Levers(**{lever: field.value() / 100 for lever, field in self.fields.items()})
        found = what_if(self._figures, levers)
        if found is None:
            self.outcome.setText(self.tr("The revenue of this period cannot be measured."))
            return
        for lever, label in self._alone.items():
            alone = found.alone.get(lever)
            moved = alone is not None and lever != "margin"
            label.setText(self._gained(alone.revenue - found.now.revenue) if moved and alone is not None else DASH)
        then, now = found.then, found.now
        words = self.tr("Revenue {then} instead of {now} ({gain}){margin}.")
        self.outcome.setText(
            words.format(
                then=self._formats.money(then.revenue),
                now=self._formats.money(now.revenue),
                gain=self._gained(then.revenue - now.revenue),
                margin=self._margin(now, then),
            )
        )
        names = ", ".join(self._words(lever) for lever in found.unmeasured)
        self.missing.setText(self.tr("Not measured here, left as it is: {names}").format(names=names) if names else "")

    def _margin(self, now: Outcome, then: Outcome) -> str:
        if now.margin is None or then.margin is None:
            return ""
        words = self.tr("; margin {then} ({gain})")
        return words.format(then=self._formats.money(then.margin), gain=self._gained(then.margin - now.margin))

    def _gained(self, amount: float) -> str:
        shown = self._formats.money(amount)
        return f"+{shown}" if round(amount) > 0 else shown

    def _field(self, lever: str) -> QDoubleSpinBox:
        field = self.fields[lever] = QDoubleSpinBox()
        field.setRange(-50, 100)
        field.setDecimals(1)
        field.setSuffix(self.tr(" pts") if lever in POINTS else " %")
        field.setAccessibleName(self._words(lever))
        field.valueChanged.connect(self._show)
        return field

    def _words(self, lever: str) -> str:
        return {
            "conversion": self.tr("Conversion"),
            "deal": self.tr("Average deal"),
            "cycle": self.tr("Sales cycle"),
            "repurchase": self.tr("Repurchase"),
            "margin": self.tr("Margin rate"),
        }[lever]
