"""How far the target is reached: words above, a bar below."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from salesdesk.ui.fonts import font
from salesdesk.ui.theme import theme

HEIGHT = 26
WIDTH = 330


class TargetBar(QWidget):
    """``share`` 1 means reached; more is shown full."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._verdict = ""
        self._share = 0.0
        self._status = "none"
        self.setFixedHeight(HEIGHT)
        self.setFixedWidth(WIDTH)
        theme.theme_changed.connect(self.update)

    def set_target(self, words: str, verdict: str, share: float, status: str) -> None:
        self._words, self._verdict = words, verdict
        self._share = min(max(share, 0.0), 1.0)
        self._status = status
        self.setAccessibleName(f"{words}, {verdict}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.current.status(self._status)
        above = QRectF(0, 0, self.width(), 17)
        painter.setFont(font("small"))
        painter.setPen(theme.colour("text2"))
        painter.drawText(above, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._words)
        painter.setFont(font("small_strong"))
        painter.setPen(QColor(colours.text))
        painter.drawText(above, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._verdict)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(0, HEIGHT - 6, self.width(), 6)
        painter.setBrush(theme.colour("border"))
        painter.drawRoundedRect(bar, 3, 3)
        if self._share:
            bar.setWidth(max(bar.width() * self._share, 6))
            painter.setBrush(QColor(colours.fill))
            painter.drawRoundedRect(bar, 3, 3)
