"""What an answer rests on: a quiet line to type in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.ui.components import set_tip
from salesdesk.ui.fonts import font
from salesdesk.ui.language import speech


class EvidenceEdit(QLineEdit):
    """``proved(words)`` when other words were typed.  Words that are being typed are not replaced."""

    proved = Signal(str)

    def __init__(self, field: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(font("small"))
        self.setProperty("quiet", True)
        self.setPlaceholderText(self.tr("What does the answer rest on?"))
        self.setAccessibleName(speech.text(f"field.{field}_evidence"))
        self.editingFinished.connect(self._typed)

    def show_words(self, words: str) -> None:
        if not (self.hasFocus() and self.isModified()):
            self.setText(words)
            self.setCursorPosition(0)
            set_tip(self, words)

    def _typed(self) -> None:
        if self.isModified():
            self.setModified(False)
            self.proved.emit(self.text().strip())
