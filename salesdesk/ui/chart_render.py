"""Drawings made off the window's thread: matplotlib paints, Qt only shows the picture."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import QThreadPool
from PySide6.QtGui import QImage

from salesdesk.charts.marks import Mark, Marks
from salesdesk.charts.style import DPI, Style, Theme, style
from salesdesk.domain.formats import Formats

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Box: TypeAlias = tuple[float, float, float, float]
Painting: TypeAlias = "Callable[[Figure, Style, Formats], Marks]"
"""One drawing, ready but for figure, theme and language."""

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


def write_file(painting: "Painting", on: Canvas, path: Path) -> None:
    """Draw to a file on the cards' ground; its ending says PNG (at twice the size) or SVG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure((on.width / DPI, on.height / DPI), dpi=DPI)
    FigureCanvasAgg(figure)
    tokens = style(on.theme)
    painting(figure, tokens, on.formats)
    kind = "svg" if path.suffix.lower() == ".svg" else "png"
    figure.savefig(path, format=kind, dpi=2 * DPI if kind == "png" else DPI, facecolor=tokens.surface)


class Drawer:
    """Keeps one figure and its artists between drawings.  Use from ``drawing_pool`` only."""

    def __init__(self) -> None:
        self._figure: Figure | None = None
        self._look: tuple[object, ...] = ()

    def draw(self, painting: Painting, on: Canvas) -> Picture:
        """Draw.  The artists are kept while theme and language stay."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        look = (on.theme, on.formats.language)
        if self._figure is None or look != self._look:
            self._figure = Figure(facecolor="none")
            FigureCanvasAgg(self._figure)
            self._look = look
        figure = self._figure
        figure.set_dpi(DPI * on.ratio)
        figure.set_size_inches(on.width / DPI, on.height / DPI)
        marks = painting(figure, style(on.theme), on.formats)
        canvas = figure.canvas
        assert isinstance(canvas, FigureCanvasAgg)
        canvas.draw()  # type: ignore[no-untyped-call]
        pixels = canvas.buffer_rgba()  # type: ignore[no-untyped-call]
        height, width = pixels.shape[:2]
        image = QImage(bytes(pixels), width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
        image.setDevicePixelRatio(on.ratio)
        return Picture(image, marks, tuple((mark, marks.box(mark)) for mark in marks.marks))
