"""The six MEDDIC questions of a complex cycle, each from 0 to 3, with what the answer rests on."""

from collections.abc import Callable, Mapping
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.columns import MEDDIC
from salesdesk.domain.lead import MEDDIC_ANSWERS
from salesdesk.ui.components import Card, Label, Segments
from salesdesk.ui.evidence_edit import EvidenceEdit
from salesdesk.ui.language import speech


class MeddicQuestion(QWidget):
    """``answered(field, points)``, ``proved(field, words)``; the keys 0 to 3 answer while it has the keyboard."""

    answered = Signal(str, int)
    proved = Signal(str, str)

    def __init__(self, field: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        title = speech.text(f"lead.meddic.{field}")
        self.setAccessibleName(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.addWidget(Label(title, "body_medium", elide=True), 0, 0)
        self.choices = Segments([(str(points), str(points)) for points in MEDDIC_ANSWERS])
        self.choices.setAccessibleName(title)
        self.choices.chosen.connect(lambda key: self.answer(int(key)))
        grid.addWidget(self.choices, 0, 1)
        layout.addLayout(grid)
        foot = QHBoxLayout()
        self.evidence = EvidenceEdit(field)
        self.evidence.proved.connect(lambda words: self.proved.emit(field, words))
        foot.addWidget(self.evidence, 1)
        self.day = Label("", "micro", "text2")
        foot.addWidget(self.day)
        layout.addLayout(foot)

    def show_answer(self, points: float | None, evidence: str, day: str) -> None:
        """``day``: when the answer was given, '' where nobody knows."""
        self.choices.set_current(str(int(min(max(points or 0, 0), MEDDIC_ANSWERS[-1]))))
        self.evidence.show_words(evidence)
        self.day.setText(day)

    def answer(self, points: int) -> None:
        self.choices.set_current(str(points))
        self.answered.emit(self._field, points)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() and event.text() in "0123":
            self.answer(int(event.text()))
        else:
            super().keyPressEvent(event)


class MeddicCard(Card):
    """``answered(field, points)`` and ``proved(field, words)`` as the questions'."""

    answered = Signal(str, int)
    proved = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("MEDDIC", parent)
        hint = Label(self.tr("0 unknown, 1 heard, 2 confirmed, 3 proved"), "small", "text2", elide=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.header.addWidget(hint, 10)

    @cached_property
    def questions(self) -> dict[str, MeddicQuestion]:
        """The six questions, made when they are first asked: most leads never are."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        made: dict[str, MeddicQuestion] = {}
        for index, field in enumerate(MEDDIC):
            question = MeddicQuestion(field)
            question.answered.connect(self.answered)
            question.proved.connect(self.proved)
            made[field] = question
            grid.addWidget(question, index // 2, index % 2)
        self.body.addLayout(grid)
        return made

    def show_answers(self, values: Mapping[str, object], day_words: Callable[[object], str]) -> None:
        """``day_words``: how a day is told, '' where it is not known."""
        for field, question in self.questions.items():
            points = values[field]
            question.show_answer(
                float(points) if isinstance(points, int | float) else None,
                str(values[f"{field}_evidence"] or ""),
                day_words(values[f"{field}_date"]),
            )
