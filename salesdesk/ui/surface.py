"""A plain area in one colour role, with hairlines on the sides named."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from salesdesk.ui.theme import theme


class Surface(QWidget):
    """``lines`` holds the letters of the sides that carry a hairline: l, t, r, b."""

    def __init__(self, role: str = "surface", lines: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._lines = lines
        theme.theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is painted
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(self._role))
        width, height = self.width(), self.height()
        sides = {
            "l": QRect(0, 0, 1, height),
            "t": QRect(0, 0, width, 1),
            "r": QRect(width - 1, 0, 1, height),
            "b": QRect(0, height - 1, width, 1),
        }
        for side in self._lines:
            painter.fillRect(sides[side], theme.colour("border"))
