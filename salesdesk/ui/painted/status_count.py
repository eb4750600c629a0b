"""How many KPIs stand at one status."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from salesdesk.kpi.definition import Status
from salesdesk.ui.fonts import font
from salesdesk.ui.painted.status_shape import paint_status
from salesdesk.ui.theme import theme


class StatusCount(QWidget):
    """A status' shape, how many KPIs have it, its word."""

    def __init__(self, status: Status, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status, self._count, self._word = status, 0, ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.update)

    def set_count(self, count: int, word: str) -> None:
        self._count, self._word = count, word
        self.setAccessibleName(f"{count} {word}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(max(QFontMetricsF(font("small")).horizontalAdvance(self._word), 40)) + 22, 54)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, 1, self.height()), theme.colour("border"))
        paint_status(painter, self._status, QRectF(16, 13, 10, 10).center(), 11)
        painter.setFont(font("count"))
        painter.setPen(theme.colour("text"))
        painter.drawText(QRectF(34, 0, 60, 36), Qt.AlignmentFlag.AlignVCenter, str(self._count))
        painter.setFont(font("small"))
        painter.setPen(theme.colour("text2"))
        painter.drawText(QRectF(16, 36, self.width() - 16, 18), Qt.AlignmentFlag.AlignVCenter, self._word)
