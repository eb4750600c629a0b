"""Letters and e-mails for one lead, filled in, to copy.  Nothing is sent; the templates can be edited."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from salesdesk.desk.lead_words import LeadWords
from salesdesk.desk.leads import LeadCard
from salesdesk.ui.components import Label, button
from salesdesk.ui.fonts import font


class LetterDialog(QDialog):
    """Shows the letter to the lead, or, while Edit template is on, the template with its places."""

    def __init__(self, words: LeadWords, card: LeadCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._card = card
        self.setWindowTitle(self.tr("Letter to {name}").format(name=card.name))
        self.setMinimumSize(560, 480)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        head = QHBoxLayout()
        self.choice = QComboBox()
        self.choice.setFont(font("body"))
        self.choice.setAccessibleName(self.tr("Letter"))
        for draft in words.templates():
            self.choice.addItem(draft.title, draft.key)
        self.choice.currentIndexChanged.connect(lambda _index: self._show())
        head.addWidget(self.choice, 1)
        self.edit = button(self.tr("Edit template"), kind="chip")
        self.edit.setCheckable(True)
        self.edit.toggled.connect(self._toggle)
        head.addWidget(self.edit)
        layout.addLayout(head)
        self.subject = QLineEdit()
        self.subject.setFont(font("body_medium"))
        self.subject.setAccessibleName(self.tr("Subject"))
        layout.addWidget(self.subject)
        self.body = QPlainTextEdit()
        self.body.setFont(font("body"))
        self.body.setAccessibleName(self.tr("Text"))
        layout.addWidget(self.body, 1)
        self.hint = Label("", "small", "text2", wrap=True)
        layout.addWidget(self.hint)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(self.tr("Close"), clicked=self.close))
        self.copy_button = button(self.tr("Copy"), kind="primary", icon_name="copy", clicked=self.copy)
        foot.addWidget(self.copy_button)
        layout.addLayout(foot)
        self._show()

    def copy(self) -> None:
        """Subject and text to the clipboard."""
        QGuiApplication.clipboard().setText(f"{self.subject.text()}\n\n{self.body.toPlainText()}")
        self.hint.setText(self.tr("Copied."))

    def _toggle(self, on: bool) -> None:
        if not on:
            self._words.save_template(self.choice.currentData(), self.subject.text(), self.body.toPlainText())
        self.edit.setText(self.tr("Keep template") if on else self.tr("Edit template"))
        self.choice.setEnabled(not on)
        self.copy_button.setEnabled(not on)
        self._show()

    def _show(self) -> None:
        key = self.choice.currentData()
        editing = self.edit.isChecked()
        if editing:
            draft = next(draft for draft in self._words.templates() if draft.key == key)
        else:
            draft = self._words.draft(key, self._card)
        self.subject.setText(draft.subject)
        self.body.setPlainText(draft.body)
        places = "{contact} {company} {rep} {amount} {next_action} {due} {today} {us}"
        hint = self.tr("Places that are filled in: {places}").format(places=places) if editing else ""
        self.hint.setText(hint or self.tr("Nothing is sent: copy the text into your own mail program."))
