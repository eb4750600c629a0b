"""An on/off switch."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from salesdesk.ui.theme import theme

_WIDTH, _HEIGHT, _GAP = 30, 18, 3.0


class Switch(QAbstractButton):
    """A checkable button that looks like a switch; what it switches is its accessible name."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setFixedSize(_WIDTH + 2, _HEIGHT + 2)
        theme.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH + 2, _HEIGHT + 2)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is painted
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(1, 1, _WIDTH, _HEIGHT)
        on = self.isChecked()
        painter.setPen(
            QPen(theme.colour("accent" if on or self.hasFocus() else "none.fill"), 2 if self.hasFocus() else 1)
        )
        painter.setBrush(theme.colour("accent" if on else "surface"))
        painter.drawRoundedRect(track, _HEIGHT / 2, _HEIGHT / 2)
        size = _HEIGHT - 2 * _GAP
        left = track.right() - _GAP - size if on else track.left() + _GAP
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("on_accent" if on else "text3"))
        painter.drawEllipse(QRectF(left, track.top() + _GAP, size, size))
