"""A trend in a table cell: a line, its target, and a hollow end while the month runs."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from salesdesk.ui.theme import theme


def paint_sparkline(
    painter: QPainter,
    area: QRectF,
    values: Sequence[float | None],
    *,
    target: float | None = None,
    partial: bool = False,
    alert: bool = False,
) -> None:
    """Paint values left to right, evenly spaced; gaps where a value is None; the last one hollow when ``partial``."""
    known = [v for v in values if v is not None]
    if len(known) < 2:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shown = [*known, *([target] if target is not None else [])]
    low, high = min(shown), max(shown)
    span = high - low or 1.0
    inner = area.adjusted(4, 4, -4, -4)

    def at(index: int, figure: float) -> QPointF:
        x = inner.left() + inner.width() * index / max(len(values) - 1, 1)
        return QPointF(x, inner.bottom() - inner.height() * (figure - low) / span)

    if target is not None:
        pen = QPen(theme.colour("ghost"), 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        y = at(0, target).y()
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
    colour = QColor(theme.current.alert.fill if alert else theme.current.series)
    pen = QPen(colour, 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    points = [at(i, v) for i, v in enumerate(values) if v is not None]
    whole = points[:-1] if partial else points
    painter.drawPolyline(QPolygonF(whole))
    if partial and len(points) > 1:
        pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawLine(points[-2], points[-1])
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(theme.colour("surface") if partial else colour)
    painter.drawEllipse(points[-1], 2.6, 2.6)
    painter.restore()
