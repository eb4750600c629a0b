"""A lead's score: badge with flame, sun or snowflake, and the half-circle gauge."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from salesdesk.scoring.model import DEFAULT
from salesdesk.ui.fonts import font
from salesdesk.ui.icons import paint_icon
from salesdesk.ui.theme import theme

BADGE: Final = QSize(48, 28)
_LOOKS: Final = {"hot": ("flame", "alert"), "warm": ("sun", "watch"), "cold": ("snowflake", "none")}


def paint_badge(painter: QPainter, rect: QRectF, words: str, grade: str) -> None:
    """Icon and words on the grade's tint, framed."""
    icon_name, status = _LOOKS[grade]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.colour(f"{status}.soft"))
    painter.setPen(QPen(theme.colour("border2" if status == "none" else f"{status}.fill"), 1))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.setFont(font("card_title" if len(words) <= 3 else "small_strong"))
    width = painter.fontMetrics().horizontalAdvance(words)
    left = rect.center().x() - (width + 17) / 2
    paint_icon(painter, icon_name, f"{status}.text", QRectF(left, rect.center().y() - 6.5, 13, 13))
    painter.setPen(theme.colour(f"{status}.text"))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(QRectF(left + 17, rect.top(), width + 4, rect.height()), flags, words)
    painter.restore()


class GradeBadge(QWidget):
    """The grade in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grade = "cold"
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.update)

    def set_grade(self, grade: str, words: str) -> None:
        self._grade, self._words = grade, words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        from PySide6.QtGui import QFontMetrics

        return QSize(QFontMetrics(font("small_strong")).horizontalAdvance(self._words) + 34, 24)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is painted
        paint_badge(QPainter(self), QRectF(self.rect()), self._words, self._grade)


class ScoreGauge(QWidget):
    """Half a circle from 0 to 100 with gaps where warm and hot begin."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._score = 0.0
        self.setFixedSize(196, 122)
        theme.theme_changed.connect(self.update)

    def set_score(self, score: float) -> None:
        self._score = max(0.0, min(100.0, score))
        self.setAccessibleName(self.tr("Score {score} out of 100").format(score=round(score)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is painted
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre, radius, thick = QPointF(self.width() / 2, 100), 84.0, 11.0
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        for low, high in ((0, DEFAULT.warm), (DEFAULT.warm, DEFAULT.hot), (DEFAULT.hot, 100)):
            inset = 0.6 if low else 0
            self._arc(painter, box, thick, low + inset, high, "none.soft")
            if self._score > low:
                self._arc(painter, box, thick, low + inset, min(high, self._score), "series")
        painter.setFont(font("micro"))
        painter.setPen(theme.colour("text3"))
        for mark in (DEFAULT.warm, DEFAULT.hot):
            painter.drawText(self._around(centre, radius - 21, mark), Qt.AlignmentFlag.AlignCenter, str(mark))
        painter.setFont(font("hero"))
        painter.setPen(theme.colour("text"))
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, 52, self.width(), 50), middle, str(round(self._score)))
        painter.setFont(font("micro"))
        painter.setPen(theme.colour("text2"))
        painter.drawText(QRectF(0, 102, self.width(), 16), middle, self.tr("out of 100"))

    def _arc(self, painter: QPainter, box: QRectF, thick: float, low: float, high: float, role: str) -> None:
        pen = QPen(theme.colour(role), thick)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        start, span = 180 - low * 1.8, -(high - low) * 1.8
        painter.drawArc(box, round(start * 16), round(span * 16))

    def _around(self, centre: QPointF, radius: float, mark: float) -> QRectF:
        import math

        angle = math.radians(180 - mark * 1.8)
        x, y = centre.x() + radius * math.cos(angle), centre.y() - radius * math.sin(angle)
        return QRectF(x - 14, y - 8, 28, 16)
