"""The legend of a chart: swatches in its card's header."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from salesdesk.charts.marks import LegendEntry, Swatch
from salesdesk.ui.fonts import font
from salesdesk.ui.theme import theme

GAP = 12


class Legend(QWidget):
    """As many entries as there is room for, the first ones first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[LegendEntry, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(18)

    def show_entries(self, entries: Sequence[LegendEntry]) -> None:
        self._entries = tuple(entries)
        self.setAccessibleName(", ".join(entry.words for entry in entries))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._width(entry) for entry in self._entries)), 18)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 18)

    def _width(self, entry: LegendEntry) -> float:
        return _swatch_width(entry.swatch) + 6 + QFontMetricsF(font("micro")).horizontalAdvance(entry.words) + GAP

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        shown: list[LegendEntry] = []
        used = 0.0
        for entry in self._entries:
            if used + self._width(entry) > self.width() + GAP:
                break
            used += self._width(entry)
            shown.append(entry)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("micro"))
        x = self.width() - used + GAP
        for entry in shown:
            width = _swatch_width(entry.swatch)
            _paint_swatch(painter, entry, QRectF(x, 4, width, 10))
            painter.setPen(theme.colour("text2"))
            rest = QRectF(x + width + 6, 0, self._width(entry), 18)
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, entry.words)
            x += self._width(entry)


def _swatch_width(swatch: Swatch) -> int:
    return {
        Swatch.BAND: 14,
        Swatch.BAR: 9,
        Swatch.GHOST_BAR: 10,
        Swatch.HATCH: 9,
        Swatch.RING: 9,
        Swatch.DISC: 9,
        Swatch.STROKE: 3,
    }.get(swatch, 14)


def _paint_swatch(painter: QPainter, entry: LegendEntry, area: QRectF) -> None:
    colour = QColor(entry.colour)
    middle = area.center().y()
    painter.setPen(Qt.PenStyle.NoPen)
    match entry.swatch:
        case Swatch.LINE | Swatch.DASHES:
            pen = QPen(colour, 1.8)
            if entry.swatch is Swatch.DASHES:
                pen.setDashPattern([2, 1.4])
            painter.setPen(pen)
            painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle))
        case Swatch.BAND:
            colour.setAlphaF(0.18)
            painter.fillRect(area.adjusted(0, 1, 0, -1), colour)
        case Swatch.BAR:
            painter.fillRect(area.adjusted(0, 0.5, 0, -0.5), colour)
        case Swatch.GHOST_BAR:
            painter.fillRect(area.adjusted(0, 0.5, 0, -0.5), theme.colour("ghost_bar"))
            painter.fillRect(QRectF(area.left(), area.top() + 0.5, area.width(), 1.2), colour)
        case Swatch.HATCH:
            painter.setPen(QPen(colour, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
            painter.drawLine(area.bottomLeft(), area.topRight())
        case Swatch.RING:
            painter.setPen(QPen(colour, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(area.center(), 3.2, 3.2)
        case Swatch.DISC:
            painter.setBrush(colour)
            painter.drawEllipse(area.center(), 3.6, 3.6)
        case Swatch.STROKE:
            painter.fillRect(area, colour)
