"""The axes that drawings share: fixed pixel margins, horizontal grid, one bottom line.

A figure keeps its axes from one drawing to the next: making axes and ticks costs more than all that is drawn on them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

from matplotlib.axes import Axes
from matplotlib.axes._base import _AxesBase
from matplotlib.axis import Axis
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.ticker import FixedFormatter, FixedLocator
from matplotlib.transforms import Bbox

from salesdesk.charts.lettering import drawable, families, font
from salesdesk.charts.style import DPI, PIXEL, Style


@dataclass(frozen=True)
class Margins:
    """Pixels around the axes.  An instance is the axes' locator, so that margins survive a resize."""

    left: float = 42
    right: float = 12
    top: float = 14
    bottom: float = 26

    def __call__(self, axes: _AxesBase, renderer: RendererBase | None = None) -> Bbox:  # noqa: ARG002 - matplotlib passes it
        figure = axes.get_figure(root=True)
        assert figure is not None
        width, height = (max(float(inches) * DPI, 1.0) for inches in figure.get_size_inches())
        left, bottom = self.left / width, self.bottom / height
        right, top = 1 - self.right / width, 1 - self.top / height
        return Bbox.from_extents(left, bottom, max(right, left + 1 / width), max(top, bottom + 1 / height))


MARGINS: Final = Margins()

_known: WeakKeyDictionary[Figure, tuple[str, bool, Axes]] = WeakKeyDictionary()


def plot_area(
    figure: Figure, style: Style, margins: Margins = MARGINS, *, grid: bool = True, base: bool | None = None
) -> Axes:
    """Empty axes on the figure, ready to draw; the figure's former ones when they fit.

    ``base``: with a line along the bottom (None: where there is a grid).
    """
    known = _known.get(figure)
    if known is not None and known[:2] == (style.theme, grid) and figure.axes == [known[2]]:
        axes = known[2]
        for artist in (*axes.lines, *axes.patches, *axes.collections, *axes.texts):
            artist.remove()
    else:
        figure.clear()
        axes = _new(figure, style, grid=grid)
        _known[figure] = (style.theme, grid, axes)
    axes.spines["bottom"].set_visible(grid if base is None else base)
    axes.set_axes_locator(margins)
    axes.set_position(margins(axes))
    return axes


def size(figure: Figure, margins: Margins = MARGINS) -> tuple[float, float]:
    """Width and height inside the margins, in pixels."""
    width, height = (float(inches) * DPI for inches in figure.get_size_inches())
    return max(width - margins.left - margins.right, 1.0), max(height - margins.top - margins.bottom, 1.0)


def left_margin(words: Sequence[str]) -> float:
    """Pixels that the words beside an axis need; the usual margin unless they are long."""
    return max(MARGINS.left, 6.6 * max((len(label) for label in words), default=0) + 8)


def set_ticks(axis: Axis, places: Sequence[float], words: Sequence[str]) -> None:
    """Put plain words at places of an axis."""
    axis.set_major_locator(FixedLocator(list(places)))
    axis.set_major_formatter(FixedFormatter([drawable(label) for label in words]))
    for tick in axis.get_major_ticks(len(places)):
        tick.label1.set_parse_math(False)
        tick.label1.set_fontproperties(font())


def _new(figure: Figure, style: Style, *, grid: bool) -> Axes:
    figure.set_facecolor("none")
    axes = figure.add_subplot()
    axes.set_facecolor("none")
    axes.set_autoscale_on(False)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    bottom = axes.spines["bottom"]
    bottom.set_color(style.axis)
    bottom.set_linewidth(PIXEL)
    axes.tick_params(which="both", length=0, pad=4.3, labelcolor=style.text3, labelfontfamily=list(families()))
    axes.set_axisbelow(True)
    if grid:
        axes.grid(axis="y", color=style.grid, linewidth=PIXEL)
    return axes
