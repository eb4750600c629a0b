"""Drawings made off the window's thread: matplotlib paints, Qt only shows the picture."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QThreadPool
from PySide6.QtGui import QImage

from salesdesk.charts.marks import Mark, Marks
from salesdesk.charts.style import DPI, Theme, style
from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import KpiResult

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Box = tuple[float, float, float, float]

drawing_pool: Final = QThreadPool()
"""One thread for all drawings: matplotlib is not made for several."""
drawing_pool.setMaxThreadCount(1)


@dataclass(frozen=True)
class Picture:
    """A drawing as an image, and the places in it that answer: left, top, right, bottom in logical pixels."""

    image: QImage
    marks: Marks
    boxes: tuple[tuple[Mark, Box], ...]

    def at(self, x: float, y: float) -> int:
        """Index of the mark under a pixel, the last drawn where several overlap; -1 for none."""
        for index in range(len(self.boxes) - 1, -1, -1):
            left, top, right, bottom = self.boxes[index][1]
            if left <= x <= right and top <= y <= bottom:
                return index
        return -1


@dataclass(frozen=True)
class Canvas:
    """Size in logical pixels, the screen's pixel ratio, the theme and the language to draw for."""

    width: int
    height: int
    ratio: float
    theme: Theme
    formats: Formats


class Drawer:
    """Keeps one figure and its artists between drawings.  Use from ``drawing_pool`` only."""

    def __init__(self, drawing: str) -> None:
        self._drawing = drawing
        self._figure: Figure | None = None
        self._look: tuple[object, ...] = ()

    def draw(self, result: KpiResult, on: Canvas) -> Picture:
        """Draw a result.  The artists are kept while theme and language stay."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        look = (on.theme, on.formats.language, result.kpi.key)
        if self._figure is None or look != self._look:
            self._figure = Figure(facecolor="none")
            FigureCanvasAgg(self._figure)
            self._look = look
        figure = self._figure
        figure.set_dpi(DPI * on.ratio)
        figure.set_size_inches(on.width / DPI, on.height / DPI)
        module: Any = import_module(f"salesdesk.charts.{self._drawing}")
        marks: Marks = module.draw(figure, result, style(on.theme), on.formats)
        canvas = figure.canvas
        assert isinstance(canvas, FigureCanvasAgg)
        canvas.draw()
        pixels = canvas.buffer_rgba()
        height, width = pixels.shape[:2]
        image = QImage(bytes(pixels), width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
        image.setDevicePixelRatio(on.ratio)
        return Picture(image, marks, tuple((mark, marks.box(mark)) for mark in marks.marks))
