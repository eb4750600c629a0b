"""What the import asks and what it found wrong: questions first, then problems by sort, then names that look alike."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from salesdesk.desk.outlook import Outlook
from salesdesk.domain.batch import Merge
from salesdesk.domain.problem import Severity
from salesdesk.importing.plan import ImportPlan
from salesdesk.importing.proposals import Proposal
from salesdesk.importing.sheetplan import Question
from salesdesk.ui.components import Label, button, line
from salesdesk.ui.import_models import ProblemGroup, problem_groups
from salesdesk.ui.language import speech
from salesdesk.ui.painted.status_shape import StatusShape
from salesdesk.ui.problem_row import ProblemRow
from salesdesk.ui.record_words import field_title, with_count
from salesdesk.ui.surface import Surface
from salesdesk.ui.wrapped_choice import WrappedChoice

WIDTH: Final = 316
MOST_GROUPS: Final = 40
MOST_PROPOSALS: Final = 100


class IssuesPanel(Surface):
    """Says what is decided; decides nothing itself."""

    answered = Signal(object, str)
    cell_asked = Signal(int, object)
    decided = Signal(object, bool)
    all_decided = Signal(bool)
    corrected = Signal(int, object)
    rejected_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "l", parent)
        self.setFixedWidth(WIDTH)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName(self.tr("Questions and problems"))
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setStyleSheet("QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }")
        outer.addWidget(self._scroll)
        self.questions: list[QuestionBox] = []
        self.problems: list[ProblemRow] = []
        self.save_rejected: QPushButton | None = None
        self.proposals: list[QCheckBox] = []

    def show_plan(self, plan: ImportPlan, outlook: Sequence[Outlook]) -> None:
        """Show all of a plan's questions, problems and proposals."""
        place = self._scroll.verticalScrollBar().value()
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 12)
        layout.setSpacing(0)
        self._add_questions(layout, plan.questions)
        self._add_problems(layout, problem_groups(plan.sheets))
        self._add_proposals(layout, plan)
        self._add_outlook(layout, outlook)
        layout.addStretch(1)
        self._scroll.setWidget(page)
        self._scroll.verticalScrollBar().setValue(place)

    def _add_questions(self, layout: QVBoxLayout, questions: Sequence[Question]) -> None:
        self.questions = []
        if not questions:
            return
        layout.addWidget(
            _band(self.tr("%n question(s)", "", len(questions)), self.tr("the likeliest answer is ticked"))
        )
        for question in questions:
            box = QuestionBox(question)
            box.answered.connect(self.answered)
            self.questions.append(box)
            layout.addWidget(box)
            layout.addWidget(line())

    def _add_problems(self, layout: QVBoxLayout, groups: Sequence[ProblemGroup]) -> None:
        self.problems, self.save_rejected = [], None
        rejected, doubtful = _rows(groups, Severity.REJECTED), _count(groups, Severity.WARNING)
        titles = {
            Severity.REJECTED: (
                _counted(self.tr("%n row(s) rejected", "", rejected), rejected),
                self.tr("not imported until they are corrected"),
            ),
            Severity.WARNING: (
                _counted(self.tr("%n cell(s) to check", "", doubtful), doubtful),
                self.tr("imported all the same"),
            ),
            Severity.NOTE: (self.tr("Good to know"), ""),
        }
        for severity, (title, detail) in titles.items():
            own = [group for group in groups if group.severity is severity]
            if not own:
                continue
            band = _band(title, detail)
            if severity is Severity.REJECTED:
                save = button(self.tr("Save these rows as a workbook"), kind="link", clicked=self.rejected_asked.emit)
                inside = band.layout()
                assert inside is not None
                inside.addWidget(save)
                self.save_rejected = save
            layout.addWidget(band)
            for group in own[:MOST_GROUPS]:
                row = ProblemRow(group)
                row.cell_asked.connect(self.cell_asked)
                row.corrected.connect(self.corrected)
                self.problems.append(row)
                layout.addWidget(row)
                layout.addWidget(line())
            if len(own) > MOST_GROUPS:
                rest = Label(self.tr("… and %n more sort(s)", "", len(own) - MOST_GROUPS), "small", "text2")
                rest.setContentsMargins(16, 8, 16, 8)
                layout.addWidget(rest)
        if not groups:
            fine = Label(self.tr("No problem found."), "body", "text2")
            fine.setContentsMargins(16, 14, 16, 14)
            layout.addWidget(fine)

    def _add_proposals(self, layout: QVBoxLayout, plan: ImportPlan) -> None:
        self.proposals = []
        if not plan.proposals:
            return
        band = _band(
            self.tr("%n name(s) that look alike", "", len(plan.proposals)), self.tr("ticked: they count as one")
        )
        layout.addWidget(band)
        inside = QVBoxLayout()
        inside.setContentsMargins(16, 8, 12, 8)
        inside.setSpacing(6)
        bulk = QHBoxLayout()
        bulk.setSpacing(12)
        self.accept_all = button(self.tr("Accept all"), kind="link", clicked=lambda: self.all_decided.emit(True))
        self.refuse_all = button(self.tr("Refuse all"), kind="link", clicked=lambda: self.all_decided.emit(False))
        bulk.addWidget(self.accept_all)
        bulk.addWidget(self.refuse_all)
        bulk.addStretch(1)
        inside.addLayout(bulk)
        for proposal in plan.proposals[:MOST_PROPOSALS]:
            inside.addWidget(self._proposal(proposal, accepted=proposal.merge in plan.accepted))
            dimension = field_title(proposal.merge.dimension, speech.current)
            reason = Label(f"{dimension} · {speech.say(proposal.reason)}", "micro", "text3", wrap=True)
            reason.setContentsMargins(23, 0, 0, 4)
            inside.addWidget(reason)
        if len(plan.proposals) > MOST_PROPOSALS:
            rest = len(plan.proposals) - MOST_PROPOSALS
            inside.addWidget(Label(self.tr("… and %n more", "", rest), "small", "text2"))
        layout.addLayout(inside)

    def _proposal(self, proposal: Proposal, *, accepted: bool) -> WrappedChoice:
        merge: Merge = proposal.merge
        words = self.tr("“{name}” = “{same}”").format(name=merge.name, same=merge.same_as)
        box = QCheckBox()
        box.setAccessibleDescription(speech.say(proposal.reason))
        box.setChecked(accepted)
        box.toggled.connect(lambda on: self.decided.emit(merge, on))
        self.proposals.append(box)
        return WrappedChoice(box, words, "small_strong")

    def _add_outlook(self, layout: QVBoxLayout, outlook: Sequence[Outlook]) -> None:
        layout.addWidget(_band(self.tr("What you will see"), self.tr("from this import and the data you have")))
        inside = QVBoxLayout()
        inside.setContentsMargins(16, 8, 16, 8)
        inside.setSpacing(5)
        for item in outlook:
            row = QHBoxLayout()
            row.setSpacing(9)
            row.addWidget(StatusShape("good" if item.ready else "none", size=8), 0, Qt.AlignmentFlag.AlignTop)
            title = speech.text(f"kpi.{item.kpi}.title")
            row.addWidget(Label(title, "small_strong", "text" if item.ready else "text2"))
            row.addWidget(Label(self._missing(item), "small", "text2", wrap=True), 1)
            inside.addLayout(row)
        layout.addLayout(inside)

    def _missing(self, item: Outlook) -> str:
        if item.ready:
            return ""
        if item.absent:
            words = speech.text(f"kind.{item.kind}").lower()
            return self.tr("no {kind}").format(kind=words)
        missing = ", ".join(field_title(name, speech.current).lower() for name in item.missing)
        return self.tr("missing: {fields}").format(fields=missing)


class QuestionBox(QWidget):
    """One question with its options; the guess is ticked."""

    answered = Signal(object, str)

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 12, 10)
        layout.setSpacing(4)
        words = speech.say(question.message)
        layout.addWidget(Label(words, "body_strong", wrap=True))
        self._group = QButtonGroup(self)
        self.options: dict[str, QRadioButton] = {}
        for value, message in question.options:
            option = QRadioButton()
            option.setChecked(value == question.guess)
            option.setAccessibleDescription(words)
            option.clicked.connect(lambda _checked=False, value=value: self._take(value))
            self._group.addButton(option)
            self.options[value] = option
            layout.addWidget(WrappedChoice(option, speech.say(message)))
        self.keep = button(self.tr("Yes, keep this"), kind="link", clicked=lambda: self._take(question.guess))
        layout.addWidget(self.keep)

    def _take(self, value: str) -> None:
        self.answered.emit(self.question, value)


def _band(title: str, detail: str) -> Surface:
    band = Surface("surface2", "tb")
    layout = QVBoxLayout(band)
    layout.setContentsMargins(16, 8, 16, 8)
    layout.setSpacing(0)
    layout.addWidget(Label(title, "body_strong", wrap=True))
    if detail:
        layout.addWidget(Label(detail, "small", "text2", wrap=True))
    return band


def _counted(words: str, count: int) -> str:
    return with_count(words, count, speech.formats())


def _count(groups: Sequence[ProblemGroup], severity: Severity) -> int:
    return sum(len(group.problems) for group in groups if group.severity is severity)


def _rows(groups: Sequence[ProblemGroup], severity: Severity) -> int:
    return len({(g.sheet, p.row) for g in groups if g.severity is severity for p in g.problems})
