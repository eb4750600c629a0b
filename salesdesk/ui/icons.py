"""Lucide icons, painted in a token's colour at the moment of painting, so they follow the theme."""

from functools import cache

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from salesdesk.domain.resources import resource
from salesdesk.ui.theme import theme

STROKE = "1.75"


@cache
def _source(name: str) -> str:
    return (
        resource("icons", f"{name}.svg")
        .read_text(encoding="utf-8")
        .replace('stroke-width="2"', f'stroke-width="{STROKE}"')
    )


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))


def paint_icon(painter: QPainter, name: str, role: str, rect: QRectF) -> None:
    """Paint an icon into a rectangle in the colour of a token (``text2``, ``accent``, ``good.text``…)."""
    _renderer(name, theme.current.colour(role)).render(painter, rect)


class _TintedEngine(QIconEngine):
    """Asks for the theme's colour whenever it paints; a disabled icon is pale."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        role = "border2" if mode == QIcon.Mode.Disabled else self._role
        paint_icon(painter, self._name, role, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPointF(0, 0).toPoint(), size), mode, state)
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._role)


def icon(name: str, role: str = "text2") -> QIcon:
    """The icon of that name (a file of ``resources/icons``) in the colour of a token."""
    return QIcon(_TintedEngine(name, role))
