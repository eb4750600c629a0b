"""Why a lead is lost; and, before it is given up, what the company knows to answer."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from salesdesk.desk.lead_words import LeadWords, Objection
from salesdesk.kpi.loss_reasons import family
from salesdesk.ui.components import Label, button
from salesdesk.ui.fonts import font


class LossDialog(QDialog):
    """``reason`` is what was chosen or typed.  The note of its family can be edited, and is kept on closing."""

    def __init__(self, words: LeadWords, name: str, reasons: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._notes: dict[str, Objection] = {card.family: card for card in words.objections()}
        self._family = ""
        self.setWindowTitle(self.tr("Lead lost"))
        self.setMinimumWidth(460)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(Label(self.tr("Why is {name} lost?").format(name=name), "body_strong", wrap=True))
        self.choice = QComboBox()
        self.choice.setEditable(True)
        self.choice.setFont(font("body"))
        self.choice.setAccessibleName(self.tr("Reason"))
        for reason in dict.fromkeys((*reasons, *(card.title for card in self._notes.values()))):
            self.choice.addItem(reason)
        self.choice.setCurrentText("")
        self.choice.currentTextChanged.connect(self._changed)
        layout.addWidget(self.choice)
        self.hint = Label("", "small_strong", "text2", wrap=True)
        layout.addWidget(self.hint)
        self.note = QPlainTextEdit()
        self.note.setFont(font("body"))
        self.note.setFixedHeight(92)
        self.note.setTabChangesFocus(True)
        self.note.setAccessibleName(self.tr("What to answer"))
        layout.addWidget(self.note)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(self.tr("Cancel"), clicked=self.reject))
        self.confirm = button(self.tr("Mark as lost"), kind="primary", clicked=self.accept)
        self.confirm.setDefault(True)
        row.addWidget(self.confirm)
        layout.addLayout(row)
        self._changed("")

    @property
    def reason(self) -> str:
        return self.choice.currentText().strip()

    def done(self, result: int) -> None:
        self._keep_note()
        super().done(result)

    def _changed(self, reason: str) -> None:
        self._keep_note()
        self.confirm.setEnabled(bool(reason.strip()))
        card = self._notes.get(self._family_of(reason)) if reason.strip() else None
        self._family = card.family if card else ""
        self.hint.setVisible(card is not None)
        self.note.setVisible(card is not None)
        if card is not None:
            self.hint.setText(self.tr("Before giving up: {title}").format(title=card.title))
            self.note.setPlainText(card.note)
            self.note.document().setModified(False)
        self.adjustSize()

    def _family_of(self, reason: str) -> str:
        titles = {card.title: key for key, card in self._notes.items()}
        return titles.get(reason) or family(reason)

    def _keep_note(self) -> None:
        if self._family and self.note.document().isModified():
            self._words.save_objection(self._family, self.note.toPlainText().strip())
            self._notes = {card.family: card for card in self._words.objections()}
            self.note.document().setModified(False)
