"""Upright bars over named classes, a dashed line between those in time and those too late."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from salesdesk.charts.lettering import write
from salesdesk.charts.marks import Area, Mark, Marks
from salesdesk.charts.plot_area import Margins, plot_area, set_ticks
from salesdesk.charts.style import PIXEL, Style
from salesdesk.kpi.definition import Status

_WIDE = 0.72
_CAP = 0.07


@dataclass(frozen=True)
class Column:
    """``label`` stands below, ``words`` above the bar; ``told`` is what the pointer says besides.

    ``low`` and ``high`` end a whisker; ``faded``: too few records to judge.
    """

    label: str
    value: float
    words: str
    told: str = ""
    status: Status | None = None
    low: float | None = None
    high: float | None = None
    faded: bool = False


@dataclass(frozen=True)
class Border:
    """Stands right of the column ``after``; words on either side of it."""

    after: int
    before_words: str
    after_words: str
    status: Status = Status.WATCH


def draw(figure: Figure, columns: Sequence[Column], style: Style, *, border: Border | None = None) -> Marks:
    """Draw the columns from left to right, from 0."""
    axes = plot_area(figure, style, Margins(left=8, right=8, top=14), grid=False, base=True)
    if not columns:
        return Marks(axes=axes)
    most = max(max(column.value, column.high or 0.0) for column in columns) or 1.0
    top = most * (1.34 if border else 1.14)
    axes.set_xlim(-0.5, len(columns) - 0.5)
    axes.set_ylim(0, top)
    set_ticks(axes.xaxis, range(len(columns)), [column.label for column in columns])
    set_ticks(axes.yaxis, [], [])
    half = _WIDE / 2
    bars = [[(i - half, 0), (i - half, c.value), (i + half, c.value), (i + half, 0)] for i, c in enumerate(columns)]
    axes.add_collection(
        PolyCollection(bars, facecolors=[_colour(c, style) for c in columns], edgecolors="none", zorder=2),
        autolim=False,
    )
    for i, column in enumerate(columns):
        reach = column.value
        if column.low is not None and column.high is not None:
            reach = column.high
            low, high, cap = column.low, column.high, _CAP
            ends: list[list[tuple[float, float]]] = [
                [(i, low), (i, high)],
                [(i - cap, low), (i + cap, low)],
                [(i - cap, high), (i + cap, high)],
            ]
            whisker = LineCollection(ends, colors=style.text, linewidths=1.2 * PIXEL, zorder=3)
            axes.add_collection(whisker, autolim=False)
        write(
            axes,
            i,
            reach,
            column.words,
            style.text3 if column.faded else style.text,
            weight=400 if column.faded else 600,
            offset=(0, 8),
        )
    if border is not None:
        x = border.after + 0.5
        axes.add_artist(Line2D([x, x], [0, top], color=style.text, linewidth=PIXEL, linestyle=(0, (4, 3)), zorder=3))
        write(axes, x, top, border.before_words, style.text, weight=600, offset=(-6, -5), align="right")
        late = style.status(border.status).text
        write(axes, x, top, border.after_words, late, weight=600, offset=(6, -5), align="left")
    marks = tuple(
        Mark("\n".join(filter(None, (c.label, c.words, c.told))), Area(i - 0.5, i + 0.5, 0, top), opens=False)
        for i, c in enumerate(columns)
    )
    said = " · ".join(f"{column.label} {column.words}" for column in columns)
    return Marks(marks, description=said, axes=axes)


def _colour(column: Column, style: Style) -> str:
    if column.faded:
        return style.series_soft
    return style.series if column.status is None else style.status(column.status).fill
