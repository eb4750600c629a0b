"""A box or a radio button whose words may take several lines."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from salesdesk.ui.components import Label


class WrappedChoice(QWidget):
    """Stands where the button would; a click on the words is one on the button."""

    def __init__(self, choice: QAbstractButton, words: str, style: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = choice
        choice.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        choice.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(choice, 0, Qt.AlignmentFlag.AlignTop)
        self.words = Label(words, style, wrap=True)
        row.addWidget(self.words, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._choice.setFocus(Qt.FocusReason.MouseFocusReason)
            self._choice.click()
