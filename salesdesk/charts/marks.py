"""What a drawing tells the page that shows it: places to hover and click, legend, words for a screen reader.

Does not load matplotlib.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from salesdesk.charts.style import DPI
from salesdesk.domain.period import Period
from salesdesk.kpi.definition import Part

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Swatch(StrEnum):
    """The shapes of legend entries."""

    LINE = "line"
    DASHES = "dashes"
    BAND = "band"
    BAR = "bar"
    GHOST_BAR = "ghost_bar"  # pale, with a darker top edge
    HATCH = "hatch"
    RING = "ring"
    DISC = "disc"
    STROKE = "stroke"  # short and upright


@dataclass(frozen=True)
class LegendEntry:
    """One entry for the card's header.  ``colour`` is ``#RRGGBB``."""

    swatch: Swatch
    colour: str
    words: str


@dataclass(frozen=True)
class Area:
    """A rectangle in the drawing's own coordinates (those of its axes), all four sides included."""

    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True)
class Mark:
    """A place that answers hover and click.

    ``label`` is plain text, its first line a heading.  What a click opens: the records of ``period`` (None: the whole
    one) in ``group`` of ``dimension`` (None: all), as ``part`` of the figure.  ``members``: the place stands for
    several members of the dimension together ('' among them: unknown); then ``group`` is None.  ``also``: further
    dimensions, each with the one member that is meant.  ``between``: only records whose figure is at least the first
    and below the second.  ``kpi``: the records are those of another KPI than the one drawn.  Without ``opens`` the
    place has figures to tell but no records of its own.
    """

    label: str
    area: Area
    period: Period | None = None
    dimension: str = ""
    group: str | None = None
    part: Part = Part.NUMERATOR
    members: tuple[str, ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    between: tuple[float, float] | None = None
    kpi: str = ""
    opens: bool = True


@dataclass(frozen=True)
class Marks:
    """All places of one drawing.  Pixels are logical, from the drawing's top left, right for its present size."""

    marks: tuple[Mark, ...] = ()
    legend: tuple[LegendEntry, ...] = ()
    description: str = ""
    axes: "Axes | None" = field(default=None, repr=False, compare=False)

    def at(self, x: float, y: float) -> Mark | None:
        """The mark under a pixel.  Where marks overlap, the last one drawn."""
        return next((m for m in reversed(self.marks) if _inside(self.box(m), x, y)), None)

    def box(self, mark: Mark) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of a mark in pixels."""
        assert self.axes is not None, "marks come with the axes they are drawn on"
        figure = self.axes.get_figure(root=True)
        assert figure is not None
        locator = self.axes.get_axes_locator()
        if locator is not None:
            self.axes.set_position(locator(self.axes, None))  # type: ignore[arg-type]  # it needs no renderer
        scale = DPI / figure.dpi
        corners = self.axes.transData.transform([(mark.area.left, mark.area.top), (mark.area.right, mark.area.bottom)])
        height = figure.get_figheight() * DPI
        xs, ys = corners[:, 0] * scale, height - corners[:, 1] * scale
        return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())


def _inside(box: tuple[float, float, float, float], x: float, y: float) -> bool:
    left, top, right, bottom = box
    return left <= x <= right and top <= y <= bottom
