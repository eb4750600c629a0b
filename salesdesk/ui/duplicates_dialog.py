"""Leads that seem to be one, pair by pair; a click shows one of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from salesdesk.desk.lead_duplicates import Duplicate
from salesdesk.desk.leads import LeadBook
from salesdesk.ui.components import Label, button
from salesdesk.ui.fonts import font
from salesdesk.ui.language import speech

_SHOWN = 500
_RECORD = Qt.ItemDataRole.UserRole


class DuplicatesDialog(QDialog):
    """``chosen(record)``: a lead to bring into view.  Nothing is joined."""

    chosen = Signal(int)

    def __init__(self, book: LeadBook, pairs: Sequence[Duplicate], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Possible duplicates"))
        self.setMinimumSize(560, 420)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        count = self.tr("%n pair(s)", "", len(pairs))
        layout.addWidget(Label(count, "body_strong"))
        self.list = QListWidget()
        self.list.setFont(font("body"))
        self.list.setAccessibleName(self.tr("Possible duplicates"))
        for pair in pairs[:_SHOWN]:
            for position in (pair.first, pair.second):
                card = book.card(position)
                told = [str(card.values[name]) for name in ("contact", "email", "phone") if card.values[name]]
                item = QListWidgetItem(", ".join((card.name or "–", *told)))
                item.setData(_RECORD, card.record)
                self.list.addItem(item)
            why = QListWidgetItem(f"    {speech.say(pair.reason)}")
            why.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(why)
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        layout.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(self.tr("Close"), clicked=self.close))
        layout.addLayout(row)

    def _choose(self, item: QListWidgetItem) -> None:
        record = item.data(_RECORD)
        if record is not None:
            self.chosen.emit(int(record))
