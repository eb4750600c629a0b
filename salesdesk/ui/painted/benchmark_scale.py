"""The benchmark scale: zones, the company's value with its interval, its target."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from salesdesk.kpi.definition import Benchmark, Zone
from salesdesk.ui.fonts import font
from salesdesk.ui.painted.scale_geometry import Scale, scale_of
from salesdesk.ui.theme import theme

BAR = 10
TOP = 30
HEIGHT = 78


def paint_zones(painter: QPainter, bar: QRectF, scale: Scale) -> None:
    """One soft segment per zone, outlined in its status' colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for zone in scale.zones:
        left, right = (bar.left() + bar.width() * scale.share(edge) for edge in scale.ends(zone))
        if right - left < 2:
            continue
        colours = theme.current.status(zone.status)
        line = QColor(colours.fill)
        line.setAlphaF(0.45)
        painter.setPen(QPen(line, 1))
        painter.setBrush(QColor(colours.soft))
        painter.drawRoundedRect(QRectF(left + 0.5, bar.top() + 0.5, right - left - 1.5, bar.height() - 1), 2, 2)
    painter.restore()


def paint_marker(painter: QPainter, bar: QRectF, x: float) -> None:
    """The value: a bar through the scale with a triangle above."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("text"))
    painter.drawRect(QRectF(x - 1.25, bar.top() - 4, 2.5, bar.height() + 8))
    top = bar.top() - 9
    painter.drawPolygon(QPolygonF([QPointF(x - 4.5, top), QPointF(x + 4.5, top), QPointF(x, top + 6)]))
    painter.restore()


def paint_target(painter: QPainter, bar: QRectF, x: float) -> None:
    painter.save()
    pen = QPen(theme.colour("text2"), 1.4)
    pen.setDashPattern([2, 1.6])
    painter.setPen(pen)
    painter.drawLine(QPointF(x, bar.top() - 4), QPointF(x, bar.bottom() + 4))
    painter.restore()


class BenchmarkScale(QWidget):
    """Large form for a KPI page's header.  ``set_scale`` takes words ready to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale: Scale | None = None
        self._value: float | None = None
        self._value_words = ""
        self._interval: tuple[float, float] | None = None
        self._target: float | None = None
        self._target_words = ""
        self._edge_words: Callable[[float], str] = str
        self._zone_words: Callable[[Zone], str] = lambda zone: zone.key
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.update)

    def set_scale(
        self,
        benchmark: Benchmark,
        value: tuple[float | None, str],
        *,
        interval: tuple[float, float] | None,
        target: tuple[float | None, str],
        edge_words: Callable[[float], str],
        zone_words: Callable[[Zone], str],
    ) -> None:
        self._value, self._value_words = value
        self._target, self._target_words = target
        self._interval = interval
        self._edge_words, self._zone_words = edge_words, zone_words
        self._scale = scale_of(benchmark, [self._value, self._target, *(interval or ())])
        self.setAccessibleName(f"{self._value_words}. {self._target_words}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self._scale is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(0, TOP, self.width(), BAR)
        paint_zones(painter, bar, self._scale)
        self._paint_words_below(painter, bar, self._scale)
        if self._interval is not None:
            self._paint_interval(painter, bar, *(bar.width() * self._scale.share(edge) for edge in self._interval))
        value_area = self._paint_value(painter, bar, self._scale)
        if self._target is not None:
            self._paint_target(painter, bar, bar.width() * self._scale.share(self._target), value_area)

    def _paint_interval(self, painter: QPainter, bar: QRectF, low: float, high: float) -> None:
        painter.setPen(QPen(theme.colour("text"), 1.3))
        y = bar.center().y()
        painter.drawLine(QPointF(low, y), QPointF(high, y))
        for x in (low, high):
            painter.drawLine(QPointF(x, y - 3), QPointF(x, y + 3))

    def _paint_value(self, painter: QPainter, bar: QRectF, scale: Scale) -> QRectF:
        if self._value is None:
            return QRectF()
        x = bar.width() * scale.share(self._value)
        paint_marker(painter, bar, x)
        painter.setFont(font("body_strong"))
        painter.setPen(theme.colour("text"))
        width = QFontMetricsF(painter.font()).horizontalAdvance(self._value_words) + 2
        left = min(max(x - width / 2, 0), self.width() - width)
        area = QRectF(left, 0, width, 19)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._value_words)
        return area

    def _paint_target(self, painter: QPainter, bar: QRectF, x: float, taken: QRectF) -> None:
        paint_target(painter, bar, x)
        painter.setFont(font("small"))
        painter.setPen(theme.colour("text3"))
        width = QFontMetricsF(painter.font()).horizontalAdvance(self._target_words) + 2
        place = QRectF(min(max(x - width, 0), self.width() - width), 3, width, 18)
        if not taken.isNull() and place.intersects(taken.adjusted(-6, 0, 6, 0)):
            before, after = taken.left() - 6 - width, taken.right() + 6
            place.moveLeft(
                before if (before >= 0 and x <= taken.center().x()) or after + width > self.width() else after
            )
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._target_words)

    def _paint_words_below(self, painter: QPainter, bar: QRectF, scale: Scale) -> None:
        painter.setFont(font("small"))
        metrics = QFontMetricsF(painter.font())
        edges = scale.edges
        free = -1.0
        for index, edge in enumerate(edges):
            words = self._edge_words(edge)
            width = metrics.horizontalAdvance(words) + 1
            x = min(max(bar.width() * scale.share(edge) - width / 2, 0), self.width() - width)
            last = index == len(edges) - 1
            if x < free or (last and self.width() - width < free):
                continue
            painter.setPen(theme.colour("text3"))
            painter.drawText(QRectF(x, bar.bottom() + 6, width + 2, 16), Qt.AlignmentFlag.AlignLeft, words)
            free = x + width + 6
        self._paint_zone_names(painter, bar, scale)

    def _paint_zone_names(self, painter: QPainter, bar: QRectF, scale: Scale) -> None:
        metrics = QFontMetricsF(painter.font())
        free = 0.0
        for zone in scale.zones:
            left, right = (bar.width() * scale.share(edge) for edge in scale.ends(zone))
            words = self._zone_words(zone)
            width = metrics.horizontalAdvance(words) + 1
            x = min(max((left + right - width) / 2, free), self.width() - width)
            if x < free:
                continue
            painter.setPen(QColor(theme.current.status(zone.status).text))
            painter.drawText(QRectF(x, bar.bottom() + 21, width + 2, 16), Qt.AlignmentFlag.AlignLeft, words)
            free = x + width + 8
