"""Problems of one sort: what is wrong, where, and how a cell is corrected without touching the file."""

from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from salesdesk.domain.problem import Problem, Severity
from salesdesk.importing.corrections import CORRECTED, suggested
from salesdesk.ui.components import Label, button, no_mnemonic, set_tip
from salesdesk.ui.flow_layout import FlowLayout
from salesdesk.ui.fonts import font
from salesdesk.ui.import_models import ProblemGroup
from salesdesk.ui.language import speech
from salesdesk.ui.painted.status_shape import StatusShape
from salesdesk.ui.record_words import with_count

_WIDEST_ADDRESS: Final = 220
_SHAPES: Final = {Severity.REJECTED: "alert", Severity.WARNING: "watch", Severity.NOTE: "none"}


class ProblemRow(QFrame):
    """An address to click, the way to the next one, and the corrections that the problem at hand allows.

    ``corrected(sheet, values)``: spreadsheet row and column → what the cell is to be read as, '' as it stands.
    """

    cell_asked = Signal(int, object)
    corrected = Signal(int, object)

    def __init__(self, group: ProblemGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = group
        self._place = 0
        outer = QHBoxLayout(self)
        outer.setContentsMargins(16, 10, 12, 10)
        outer.setSpacing(10)
        outer.addWidget(StatusShape(_SHAPES[group.severity]), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        self._message = Label("", "body", "text2", wrap=True)
        words.addWidget(self._message)
        place = QHBoxLayout()
        place.setSpacing(8)
        self.address = button("", kind="chip", clicked=self._show)
        place.addWidget(self.address)
        count = len(group.problems)
        self.next = button(self._counted(self.tr("%n row(s), next", "", count), count), kind="link",
                           clicked=self._go_on)  # fmt: skip
        self.next.setVisible(count > 1)
        self.read = button("", kind="link", clicked=self._read)
        self.read_all = button("", kind="link", clicked=self._read_all)
        self.type = button(self.tr("Type the value"), kind="link", clicked=self._open_value)
        self.next.setFont(font("small_strong"))
        place.addWidget(self.next)
        place.addStretch(1)
        words.addLayout(place)
        corrections = FlowLayout(gap=10)
        for made in (self.read, self.read_all, self.type):
            made.setFont(font("small_strong"))
            corrections.addWidget(made)
        words.addLayout(corrections)
        self.value = ValueEdit()
        self.value.setAccessibleName(self.tr("What the cell should say"))
        self.value.setPlaceholderText(self.tr("What the cell should say"))
        self.value.returnPressed.connect(self._typed)
        self.value.hide()
        words.addWidget(self.value)
        outer.addLayout(words, 1)
        self._tell()

    @property
    def _problem(self) -> Problem:
        return self._group.problems[self._place]

    def _tell(self) -> None:
        problem = self._problem
        self._message.setText(speech.say(problem.message))
        metrics = QFontMetrics(self.address.font())
        shown = metrics.elidedText(problem.address, Qt.TextElideMode.ElideMiddle, _WIDEST_ADDRESS)
        self.address.setText(no_mnemonic(shown))
        set_tip(self.address, problem.address if shown != problem.address else "")
        self.address.setVisible(bool(problem.row))
        self.address.setAccessibleName(self.tr("Show cell {address}").format(address=problem.address))
        self._offer()

    def _offer(self) -> None:
        """Which corrections there are: undo one, read what was surely meant, type what the cell should say."""
        problem, is_correction = self._problem, self._problem.message.key == CORRECTED
        meant = _words(suggested(problem))
        self.read.setText(self.tr("Take back") if is_correction else self.tr("Read {value}").format(value=meant))
        self.read.setVisible(is_correction or bool(meant))
        several = len(self._meant())
        all_words = self.tr("Correct all %n", "", several)
        self.read_all.setText(self._counted(all_words, several))
        self.read_all.setVisible(several > 1 and not is_correction)
        cell = problem.severity is Severity.REJECTED and problem.column >= 0 and bool(problem.row)
        self.type.setVisible(cell)
        self.value.setVisible(False)

    def _meant(self) -> dict[tuple[int, int], str]:
        """What each cell of the group was surely meant to say."""
        return {(p.row, p.column): meant for p in self._group.problems if (meant := suggested(p))}

    def _counted(self, words: str, count: int) -> str:
        return with_count(words, count, speech.formats())

    def _show(self) -> None:
        self.cell_asked.emit(self._group.sheet, self._problem)

    def _go_on(self) -> None:
        self._place = (self._place + 1) % len(self._group.problems)
        self._tell()
        self._show()

    def _read(self) -> None:
        value = "" if self._problem.message.key == CORRECTED else suggested(self._problem)
        self._correct({(self._problem.row, self._problem.column): value})

    def _read_all(self) -> None:
        self._correct(self._meant())

    def _open_value(self) -> None:
        self.value.setText(str(self._problem.message.values.get("text", "")))
        self.value.show()
        self.value.setFocus()
        self.value.selectAll()

    def _typed(self) -> None:
        if value := self.value.text().strip():
            self._correct({(self._problem.row, self._problem.column): value})

    def _correct(self, values: dict[tuple[int, int], str]) -> None:
        self.corrected.emit(self._group.sheet, values)


class ValueEdit(QLineEdit):
    """A field that Escape closes; the window around it stays open."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            event.accept()
        else:
            super().keyPressEvent(event)


def _words(value: str) -> str:
    """A suggested value as the reader writes it: days in the short form, numbers as the sheet has them."""
    try:
        return speech.formats().short_date(date.fromisoformat(value))
    except ValueError:
        return value
