"""What to answer when a lead objects: one card per family of loss reasons, the most frequent first, each editable."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from salesdesk.desk.lead_words import LeadWords, Objection
from salesdesk.domain.formats import Formats
from salesdesk.ui.components import Card, Label, button
from salesdesk.ui.fonts import font
from salesdesk.ui.record_words import with_count


class ObjectionsDialog(QDialog):
    """A note is kept when it is left; an empty one brings ours back."""

    def __init__(self, words: LeadWords, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setWindowTitle(self.tr("Objections and answers"))
        self.setMinimumSize(560, 480)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.setSpacing(10)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setObjectName("page")
        cards = QVBoxLayout(page)
        cards.setContentsMargins(0, 0, 8, 0)
        cards.setSpacing(10)
        self.notes: dict[str, QPlainTextEdit] = {}
        for objection in words.objections():
            cards.addWidget(self._card(objection, formats))
        area.setWidget(page)
        outer.addWidget(area, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(self.tr("Close"), clicked=self.close))
        outer.addLayout(row)

    def done(self, result: int) -> None:
        for family in self.notes:
            self._keep(family)
        super().done(result)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            for family, note in self.notes.items():
                if note is watched:
                    self._keep(family)
        return super().eventFilter(watched, event)

    def _card(self, objection: Objection, formats: Formats) -> Card:
        card = Card(objection.title)
        lost = self.tr("%n opportunity(ies) lost for it", "", objection.lost)
        card.header.addWidget(Label(with_count(lost, objection.lost, formats), "small", "text2"))
        note = QPlainTextEdit(objection.note)
        note.setFont(font("body"))
        note.setFixedHeight(76)
        note.setTabChangesFocus(True)
        note.setAccessibleName(objection.title)
        note.installEventFilter(self)
        self.notes[objection.family] = note
        card.body.addWidget(note)
        return card

    def _keep(self, family: str) -> None:
        note = self.notes[family]
        if note.document().isModified():
            note.document().setModified(False)
            self._words.save_objection(family, note.toPlainText().strip())
