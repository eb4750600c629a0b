"""An icon standing alone, in a token's colour, following the theme."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from salesdesk.ui.icons import paint_icon
from salesdesk.ui.theme import theme


class IconLabel(QWidget):
    """Decoration only: what it means is always said in words beside it."""

    def __init__(self, name: str, role: str = "text2", size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._role = role
        self.setFixedSize(size, size)
        theme.theme_changed.connect(self.update)

    def set_icon(self, name: str, role: str) -> None:
        self._name, self._role = name, role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is painted
        paint_icon(QPainter(self), self._name, self._role, QRectF(self.rect()))
