"""What the latest import brought, and how it moved the KPIs."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.desk.imports import Moved
from salesdesk.domain.changes import Change, ChangeKind
from salesdesk.domain.formats import Formats
from salesdesk.ui import kpi_words
from salesdesk.ui.components import Label, clear_layout, line
from salesdesk.ui.language import speech
from salesdesk.ui.tokens import CARD_PADDING


class LastImport(QWidget):
    """Its records by what became of them, then each KPI before and after."""

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(CARD_PADDING, 4, CARD_PADDING, CARD_PADDING)
        self._list.setSpacing(3)

    def show_changes(self, changes: Sequence[Change], moved: Sequence[Moved] = ()) -> None:
        """``moved``: the KPIs that the latest import changed, where that is known."""
        clear_layout(self._list)
        last = next((change for change in reversed(changes) if change.kind is ChangeKind.IMPORT), None)
        if last is None:
            self._list.addWidget(Label(self.tr("Nothing has been imported yet."), "body", "text2", wrap=True))
        else:
            self._list.addWidget(Label(speech.say(last.label), "body", wrap=True))
            self._list.addWidget(Label(self._formats.moment(last.at), "small", "text3"))
            self._list.addWidget(line())
            counts = ((self.tr("Added"), last.new), (self.tr("Changed"), last.changed), (self.tr("Gone"), last.gone))
            for words, count in counts:
                self._add_pair(words, self._formats.integer(count))
            if moved:
                self._list.addWidget(line())
            for one in moved:
                self._add_pair(kpi_words.title(one.kpi.key), self._move(one))
        self._list.addStretch(1)

    def _move(self, one: Moved) -> str:
        before, after = (kpi_words.value(one.kpi, figure, self._formats) for figure in (one.before, one.after))
        return after if one.before is None else f"{before} → {after}"

    def _add_pair(self, words: str, figure: str) -> None:
        row = QHBoxLayout()
        row.addWidget(Label(words, "small", "text2", elide=True), 1)
        row.addWidget(Label(figure, "small_strong"))
        self._list.addLayout(row)
