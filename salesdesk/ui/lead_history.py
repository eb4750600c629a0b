"""What happened to a lead: day and words, latest first."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from salesdesk.desk.lead_history import Event
from salesdesk.domain.formats import Formats
from salesdesk.ui.components import Label
from salesdesk.ui.language import speech
from salesdesk.ui.record_words import day_words
from salesdesk.ui.surface import Surface

_SHOWN = 40
_LEAST = 36


class LeadHistory(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        title = self.tr("History")
        layout.addWidget(Label(title, "small", "text2"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(title)
        area.setMinimumHeight(_LEAST)
        page = Surface("surface")
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, 58)
        self._grid.setColumnStretch(1, 1)
        area.setWidget(page)
        layout.addWidget(area, 1)
        self._lines: list[tuple[Label, Label]] = []

    @property
    def lines(self) -> list[str]:
        """The words in view."""
        return [words.text() for _, words in self._lines if not words.isHidden()]

    def show_events(self, events: Sequence[Event], formats: Formats) -> None:
        """The latest events; lines are made once and used again."""
        top = Qt.AlignmentFlag.AlignTop
        while len(self._lines) < min(len(events), _SHOWN):
            day, words = Label("", "small", "text2"), Label("", "small", wrap=True)
            at = len(self._lines)
            self._grid.addWidget(day, at, 0, top)
            self._grid.addWidget(words, at, 1, top)
            self._lines.append((day, words))
        self._grid.setRowStretch(_SHOWN, 1)
        for at, (day, words) in enumerate(self._lines):
            shown = at < len(events)
            day.setVisible(shown)
            words.setVisible(shown)
            if shown:
                day.setText(_day_words(events[at].day, events[0].day.year, formats))
                words.setText(speech.say(events[at].what))


def _day_words(day: date, year: int, formats: Formats) -> str:
    """The day, with its year only where it is another than the latest event's."""
    words = day_words(day, formats)
    return words[:-5] if day.year == year else words
