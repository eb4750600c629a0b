"""Drawing in logical pixels from the top left, for charts whose rows are words and bars rather than axes."""

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from salesdesk.charts.lettering import shortened, write
from salesdesk.charts.marks import Area
from salesdesk.charts.plot_area import Margins, plot_area, set_ticks, size
from salesdesk.charts.style import PIXEL, Style

_NO_MARGINS = Margins(0, 0, 0, 0)


@dataclass(frozen=True)
class Canvas:
    """A figure measured in pixels: x to the right, y downwards."""

    axes: Axes
    style: Style
    width: float
    height: float

    @classmethod
    def on(cls, figure: Figure, style: Style) -> "Canvas":
        axes = plot_area(figure, style, _NO_MARGINS, grid=False)
        width, height = size(figure, _NO_MARGINS)
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        set_ticks(axes.xaxis, [], [])
        set_ticks(axes.yaxis, [], [])
        return cls(axes, style, width, height)

    def bar(self, area: Area, colour: str, *, hatch: str = "", zorder: float = 2) -> None:
        """A filled rectangle; ``hatch`` is the colour of stripes over it."""
        patch = Rectangle(
            (area.left, area.top),
            area.right - area.left,
            area.bottom - area.top,
            facecolor=colour,
            edgecolor=hatch or "none",
            linewidth=0,
            hatch="////" if hatch else None,
            zorder=zorder,
        )
        patch.set_hatch_linewidth(1.3 * PIXEL)
        self.axes.add_artist(patch)

    def line(
        self, x1: float, y1: float, x2: float, y2: float, colour: str, *, width: float = 1, dashes: bool = False
    ) -> None:
        line = Line2D([x1, x2], [y1, y2], color=colour, linewidth=width * PIXEL, solid_capstyle="butt", zorder=3)
        if dashes:
            line.set_linestyle((0, (4 / width, 3 / width)))
        self.axes.add_artist(line)

    def words(
        self, x: float, y: float, words: str, colour: str, *, weight: int = 400, align: str = "left", most: float = 0
    ) -> None:
        """Words at a point, vertically centred on it, cut to ``most`` pixels."""
        shown = shortened(words, most) if most else words
        write(self.axes, x, y, shown, colour, weight=weight, align=align, vertical="center_baseline")
