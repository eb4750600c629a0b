"""One BANT question: four graded answers, answered by mouse or by the keys 0 to 3."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from salesdesk.domain.lead import BANT_ANSWERS, BANT_THRESHOLD
from salesdesk.ui.components import Label
from salesdesk.ui.evidence_edit import EvidenceEdit
from salesdesk.ui.fonts import font
from salesdesk.ui.icon_label import IconLabel
from salesdesk.ui.language import speech
from salesdesk.ui.theme import theme

ICONS: Final = {
    "bant_budget": "wallet",
    "bant_authority": "user-check",
    "bant_need": "target",
    "bant_timeline": "calendar-clock",
}
_ROW = 30


class AnswerRow(QRadioButton):
    """Indicator, words, points at right; tinted when it is the answer."""

    def __init__(self, words: str, points: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._points = points
        self.setProperty("kind", "answer")  # the style gives it the height that it asks for
        self.setFixedHeight(_ROW)
        self.setAccessibleName(self.tr("{words}, {points} points").format(words=words, points=points))
        theme.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(180, _ROW)

    def hitButton(self, pos) -> bool:  # type: ignore[no-untyped-def]  # noqa: ANN001 - Qt's own signature
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is painted
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        checked = self.isChecked()
        if checked or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft" if checked else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        dot = QRectF(9, _ROW / 2 - 7.5, 15, 15)
        painter.setBrush(theme.colour("surface"))
        painter.setPen(QPen(theme.colour("accent" if checked else "none.fill"), 4.5 if checked else 1))
        painter.drawEllipse(dot.adjusted(2.2, 2.2, -2.2, -2.2) if checked else dot)
        painter.setPen(theme.colour("text" if checked else "text2"))
        painter.setFont(font("body_strong" if checked else "body"))
        middle = Qt.AlignmentFlag.AlignVCenter
        words = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width() - 62)
        painter.drawText(QRectF(33, 0, self.width() - 62, _ROW), middle | Qt.AlignmentFlag.AlignLeft, words)
        painter.setFont(font("small_strong" if checked else "small"))
        points = QRectF(self.width() - 32, 0, 24, _ROW)
        painter.drawText(points, middle | Qt.AlignmentFlag.AlignRight, str(self._points))


class BantCard(QFrame):
    """``answered(field, points)`` when the user gives another answer; ``proved(field, words)``: what it rests on."""

    answered = Signal(str, int)
    proved = Signal(str, str)

    def __init__(self, field: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._points: float | None = None
        self._threshold: float = BANT_THRESHOLD
        self.setProperty("card", True)
        title = speech.text(f"field.{field}")
        question = speech.text(f"lead.bant.{field}.question")
        self.setAccessibleName(f"{title}. {question}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(7, 10, 7, 4)
        layout.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(5, 0, 5, 6)
        head.setSpacing(7)
        head.addWidget(IconLabel(ICONS[field], "text2", 15))
        head.addWidget(Label(title, "card_title"))
        head.addWidget(Label(question, "small", "text2", elide=True), 1)
        self._tick = IconLabel("check", "good.text", 13)
        head.addWidget(self._tick)
        self._worth = Label("", "small_strong")
        head.addWidget(self._worth)
        layout.addLayout(head)
        self._group = QButtonGroup(self)
        self._rows: dict[int, AnswerRow] = {}
        for points in reversed(BANT_ANSWERS):
            row = AnswerRow(speech.text(f"lead.bant.{field}.answer_{points}"), points)
            row.clicked.connect(lambda _checked=False, points=points: self.answer(points))
            self._group.addButton(row)
            self._rows[points] = row
            layout.addWidget(row)
        foot = QHBoxLayout()
        foot.setContentsMargins(25, 2, 8, 0)
        self.evidence = EvidenceEdit(field)
        self.evidence.proved.connect(lambda words: self.proved.emit(field, words))
        foot.addWidget(self.evidence, 1)
        self.day = Label("", "micro", "text2")
        foot.addWidget(self.day)
        layout.addLayout(foot)

    @property
    def met(self) -> bool:
        """Whether the criterion is shown as met."""
        return not self._tick.isHidden()

    @property
    def points(self) -> float | None:
        return self._points

    def set_threshold(self, points: float) -> None:
        """From how many points on the company takes the criterion as met."""
        self._threshold = points

    def set_points(self, points: float | None) -> None:
        """Show an answer; points between two answers count as the lower one's row."""
        self._points = points
        reached = max(p for p in BANT_ANSWERS if p <= max(points or 0, 0))
        self._rows[reached].setChecked(True)
        met = (points or 0) >= self._threshold
        self._worth.setText(f"{points or 0:.0f}/{BANT_ANSWERS[-1]}")
        self._worth.set_role("good" if met else "text2")
        self._tick.setVisible(met)
        self.setAccessibleDescription(self._worth.text())

    def show_proof(self, evidence: str, day: str) -> None:
        """What the answer rests on, and the day on which it was given ('' : not known)."""
        self.evidence.show_words(evidence)
        self.day.setText(day)

    def answer(self, points: int) -> None:
        """The user's answer."""
        if points != self._points:
            self.set_points(points)
            self.answered.emit(self._field, points)

    def focus_answer(self) -> None:
        """Give the keyboard to the chosen answer."""
        checked = self._group.checkedButton()
        if checked is not None:
            checked.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in ("0", "1", "2", "3") and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.answer(BANT_ANSWERS[int(event.text())])
            self.focus_answer()
        else:
            super().keyPressEvent(event)
