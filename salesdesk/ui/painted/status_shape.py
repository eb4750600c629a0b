"""The shape of a status: disc, triangle, diamond, ring.  Never colour alone."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from salesdesk.ui.fonts import font
from salesdesk.ui.theme import theme

SHAPE_SIZE = 10


def paint_status(painter: QPainter, status: str, centre: QPointF, size: float = SHAPE_SIZE) -> None:
    """Paint the shape of a status (``good``, ``watch``, ``alert``, anything else is "not enough data")."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill = QColor(theme.current.status(status).fill)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    half = size / 2
    if status == "good":
        painter.drawEllipse(centre, half, half)
    elif status == "watch":
        top, base = centre.y() - half, centre.y() + half * 0.84
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(centre.x(), top),
                    QPointF(centre.x() + half * 1.1, base),
                    QPointF(centre.x() - half * 1.1, base),
                ]
            )
        )
    elif status == "alert":
        reach = half * 1.15
        painter.drawPolygon(
            QPolygonF(
                [
                    centre + QPointF(0, -reach),
                    centre + QPointF(reach, 0),
                    centre + QPointF(0, reach),
                    centre + QPointF(-reach, 0),
                ]
            )
        )
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(fill, 1.6))
        painter.drawEllipse(centre, half - 1.2, half - 1.2)
    painter.restore()


class StatusShape(QWidget):
    """A status shape as a widget; its accessible name is the status' word."""

    def __init__(self, status: str = "none", parent: QWidget | None = None, *, size: float = SHAPE_SIZE) -> None:
        super().__init__(parent)
        self._status = status
        self._size = size
        self.setFixedSize(round(size) + 4, round(size) + 4)
        theme.theme_changed.connect(self.update)

    def set_status(self, status: str, word: str = "") -> None:
        self._status = status
        self.setAccessibleName(word)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        paint_status(painter, self._status, QRectF(self.rect()).center(), self._size)


class StatusPill(QWidget):
    """Shape and word on the status' soft tint."""

    HEIGHT = 20

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status = "none"
        self._word = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.update)

    def set_status(self, status: str, word: str) -> None:
        self._status = status
        self._word = word
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        from PySide6.QtGui import QFontMetrics

        return QSize(QFontMetrics(font("small_strong")).horizontalAdvance(self._word) + 33, self.HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        colours = theme.current.status(self._status)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.soft))
        painter.drawRoundedRect(QRectF(self.rect()), self.HEIGHT / 2, self.HEIGHT / 2)
        paint_status(painter, self._status, QPointF(14, self.height() / 2), 9)
        painter.setPen(QColor(colours.text))
        painter.setFont(font("small_strong"))
        painter.drawText(
            QRectF(self.rect()).adjusted(23, 0, -6, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self._word,
        )
