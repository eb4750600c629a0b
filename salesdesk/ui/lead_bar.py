"""Above the leads: grade, progress, rep, stage, source, late actions; what else can be done with them; a new lead."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QWidget

from salesdesk.desk import Desk
from salesdesk.desk.leads import LeadBook, Progress
from salesdesk.domain.columns import LEAD_STATUSES, Kind
from salesdesk.domain.formats import Formats
from salesdesk.ui.components import Segments, button, set_tip
from salesdesk.ui.fonts import font
from salesdesk.ui.icons import icon
from salesdesk.ui.language import speech
from salesdesk.ui.tokens import FILTER_BAR_HEIGHT, PAGE_PADDING

_GRADES = ("", "hot", "warm", "cold")
NARROW = 1120
"""A page less wide than this says and shows less."""
_MARGIN = 14
_MOST, _ARROW = 110, 42
"""Pixels of words in a chooser, and beside them."""


class LeadBar(QFrame):
    """``changed``: other leads are asked for.  ``new_lead``: a new one is to be typed."""

    changed = Signal()
    new_lead = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grade = ""
        self._narrow, self._late, self._formats = False, 0, speech.formats()
        self.setObjectName("filterBar")
        self.setFixedHeight(FILTER_BAR_HEIGHT)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(PAGE_PADDING[1], 0, PAGE_PADDING[1], 0)
        self.row.setSpacing(8)
        self.segments = Segments([(grade, self._grade_words(grade)) for grade in _GRADES], "")
        self.segments.setAccessibleName(self.tr("Leads by score"))
        self.segments.chosen.connect(self.choose_grade)
        self.row.addWidget(self.segments)
        self.progress = self._chooser(self.tr("Progress"))
        for key, words in (("open", self.tr("In progress")), ("closed", self.tr("Won or lost")), ("", self.tr("All"))):
            self.progress.addItem(words, key)
        self.rep, self.stage, self.source = (
            self._chooser(speech.text(f"field.{name}")) for name in ("rep", "stage", "source")
        )
        for chooser in (self.progress, self.rep, self.stage, self.source):
            self.row.addWidget(chooser)
        self.overdue = button(self.tr("Action overdue"), kind="chip", icon_name="triangle-alert", icon_size=12)
        self.overdue.setIcon(icon("triangle-alert", "watch.text"))
        self.overdue.setCheckable(True)
        self.overdue.toggled.connect(self._toggle_overdue)
        self.row.addWidget(self.overdue)
        self.row.addStretch(1)
        self.new_button = button(
            self.tr("New lead"), kind="small", icon_name="plus", clicked=self.new_lead.emit, icon_size=14
        )
        set_tip(self.new_button, self.tr("New lead (Ctrl+N)"))
        self.row.addWidget(self.new_button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow page the words are fewer and stand closer."""
        narrow = self.width() < NARROW
        side = _MARGIN if narrow else PAGE_PADDING[1]
        self.row.setContentsMargins(side, 0, side, 0)
        self.row.setSpacing(6 if narrow else 8)
        if narrow != self._narrow:
            self._narrow = narrow
            self._tell_late()
        super().resizeEvent(event)

    def add_tool(self, tool: QWidget) -> None:
        """Put a button left of the one for a new lead."""
        self.row.insertWidget(self.row.count() - 1, tool)

    # ------------------------------------------------------------------ what is asked for

    def found(self, book: LeadBook, words: str, grade: str = "") -> NDArray[np.int64]:
        """Positions of the leads that are asked for; of one grade where it is given."""
        return book.select(
            words=words,
            grade=grade,
            rep=self.rep.currentData() or "",
            stage=self.stage.currentData() or "",
            source=self.source.currentData() or "",
            overdue=self.overdue.isChecked(),
            progress=self._progress(),
        )

    def clear(self) -> None:
        """Ask for all leads; nothing is told."""
        for chooser in (self.rep, self.stage, self.source):
            chooser.setCurrentIndex(0)
        self.progress.setCurrentIndex(self.progress.findData(""))
        self.overdue.blockSignals(True)
        self.overdue.setChecked(False)
        self.overdue.blockSignals(False)
        self.grade = ""
        self.segments.set_current("")

    def choose_grade(self, grade: str) -> None:
        self.grade = grade
        self.changed.emit()

    # ------------------------------------------------------------------ what is on offer

    def offer(self, desk: Desk, book: LeadBook) -> None:
        """Offer what leads carry; a chooser with nothing to offer is hidden."""
        stages, names = book.stages
        statuses = np.unique(desk.sales[Kind.LEAD]["status"])
        own = [(names[c], names[c]) for c in np.unique(stages) if c >= 0]
        own += [
            (f"status:{key}", speech.text(f"choice.{key}")) for key in (LEAD_STATUSES[s] for s in statuses if s >= 0)
        ]
        _offer(self.rep, speech.text("field.rep"), _carried(desk, "rep"))
        _offer(self.stage, speech.text("field.stage"), own)
        _offer(self.source, speech.text("field.source"), _carried(desk, "source"))

    def tell(self, book: LeadBook, found: NDArray[np.int64], formats: Formats) -> None:
        """Say how many leads of each grade are among those found, and how many of those in hand are late."""
        counts = book.counts(found)
        for grade in _GRADES:
            number = counts[grade] if grade else len(found)
            self.segments.set_words(grade, f"{self._grade_words(grade)} · {formats.integer(number)}")
        self._late, self._formats = int(book.overdue.sum()), formats
        self._tell_late()
        self.overdue.setVisible(self._late > 0 or self.overdue.isChecked())

    def _tell_late(self) -> None:
        words = self.tr("Late · {count}") if self._narrow else self.tr("Action overdue · {count}")
        self.overdue.setText(f" {words.format(count=self._formats.integer(self._late))}")

    def _progress(self) -> Progress:
        match self.progress.currentData():
            case "open":
                return "open"
            case "closed":
                return "closed"
            case _:
                return ""

    def _chooser(self, words: str) -> QComboBox:
        chooser = QComboBox()
        chooser.setFont(font("small_strong"))
        chooser.setProperty("kind", "chip")
        chooser.setAccessibleName(words)
        chooser.view().setMinimumWidth(220)
        chooser.currentTextChanged.connect(lambda words: chooser.setFixedWidth(_width(chooser, words)))
        chooser.activated.connect(lambda _index: self.changed.emit())
        set_tip(chooser, words)
        return chooser

    def _toggle_overdue(self, on: bool) -> None:
        self.overdue.setProperty("active", on)
        self.changed.emit()

    def _grade_words(self, grade: str) -> str:
        return {"": self.tr("All"), "hot": self.tr("Hot"), "warm": self.tr("Warm"), "cold": self.tr("Cold")}[grade]


def _width(chooser: QComboBox, words: str) -> int:
    """As wide as its words, within limits, and the arrow."""
    return min(chooser.fontMetrics().horizontalAdvance(words), _MOST) + _ARROW


def _carried(desk: Desk, dimension: str) -> list[tuple[str, str]]:
    codes, names = desk.sales.dimension(Kind.LEAD, dimension)
    present = sorted((names[code] for code in np.unique(codes) if code >= 0), key=str.casefold)
    return [(name, name) for name in present]


def _offer(chooser: QComboBox, everything: str, choices: Sequence[tuple[str, str]]) -> None:
    """Fill a chooser with (key, words); what was chosen stays chosen while it is offered."""
    chosen = chooser.currentData()
    chooser.clear()
    chooser.addItem(everything, "")
    for key, words in choices:
        chooser.addItem(words, key)
    chooser.setCurrentIndex(max(chooser.findData(chosen), 0))
    chooser.setVisible(bool(choices))
