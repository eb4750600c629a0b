"""How records spread over a measure: days of the sales cycle, hours to the first contact."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from salesdesk.charts.lettering import write
from salesdesk.charts.marks import Area, Mark, Marks
from salesdesk.charts.plot_area import Margins, plot_area, set_ticks, size
from salesdesk.charts.scale import bar_scale
from salesdesk.charts.style import PIXEL, Style
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import text


@dataclass(frozen=True)
class Histogram:
    """``counts[i]`` records lie in ``edges[i] <= x < edges[i + 1]``; ``open_end``: the last has no end.

    ``middle`` (median) gets an upright line with ``middle_words``, ``good`` a pale green stretch named ``good_words``.
    """

    edges: Sequence[float]
    counts: Sequence[int]
    caption: str
    middle: float | None = None
    middle_words: str = ""
    good: tuple[float, float] | None = None
    good_words: str = ""
    open_end: bool = False


def draw(figure: Figure, histogram: Histogram, style: Style, formats: Formats) -> Marks:
    """Draw the classes as bars of equal width per unit."""
    margins = Margins(bottom=40)
    axes = plot_area(figure, style, margins)
    width, _ = size(figure, margins)
    edges, counts = np.array(histogram.edges, dtype=np.float64), np.array(histogram.counts, dtype=np.int64)
    axis = bar_scale(counts.tolist(), room=0.3, integers=True)
    axes.set_ylim(axis.low, axis.high)
    axes.set_xlim(edges[0], edges[-1])
    set_ticks(axes.yaxis, axis.ticks, [formats.integer(tick) for tick in axis.ticks])
    _name_edges(axes, edges, width, formats, open_end=histogram.open_end)
    if histogram.good:
        _draw_good(axes, histogram, style, axis.high)
    gap = 2 * (edges[-1] - edges[0]) / width
    classes = list(zip(edges[:-1], edges[1:], counts, strict=True))
    bars = [[(a + gap / 2, 0), (a + gap / 2, n), (b - gap / 2, n), (b - gap / 2, 0)] for a, b, n in classes]
    axes.add_collection(PolyCollection(bars, facecolors=style.series, edgecolors="none", zorder=2), autolim=False)
    if histogram.middle is not None:
        x = min(histogram.middle, edges[-1])
        axes.add_artist(Line2D([x, x], [0, axis.high * 0.92], color=style.text, linewidth=1.5 * PIXEL, zorder=3))
        write(
            axes,
            x,
            axis.high * 0.86,
            histogram.middle_words,
            style.text,
            weight=600,
            offset=(4, 0),
            align="left",
            box=style,
        )
    caption = write(axes, 0.5, 0, histogram.caption, style.text3, offset=(0, -32), x_in_axes=True)
    caption.set_clip_on(False)
    marks = tuple(
        Mark(
            f"{_between(a, b, last=histogram.open_end and i == len(classes) - 1, formats=formats)}\n"
            + text("chart.based_on", formats.language, n=int(n)),
            Area(float(a), float(b), 0, axis.high),
            between=(float(a), np.inf if histogram.open_end and i == len(classes) - 1 else float(b)),
        )
        for i, (a, b, n) in enumerate(classes)
    )
    return Marks(marks, description=f"{histogram.caption}. {histogram.middle_words}", axes=axes)


def _draw_good(axes: Axes, histogram: Histogram, style: Style, top: float) -> None:
    assert histogram.good is not None
    low, high = histogram.good[0], min(histogram.good[1], axes.get_xlim()[1])
    axes.add_artist(Rectangle((low, 0), high - low, top, facecolor=style.good_soft, linewidth=0, zorder=0.3))
    write(axes, low, top * 0.96, histogram.good_words, style.good_text, offset=(3, 0), align="left")


def _name_edges(axes: Axes, edges: NDArray[np.float64], width: float, formats: Formats, *, open_end: bool) -> None:
    """Name as many class limits as fit; where the last class is open its limit gets a plus."""
    every = -(-len(edges) * 40 // max(int(width), 1))
    shown = edges[:-1][::every]
    words = [formats.integer(edge) for edge in shown]
    if open_end and (len(edges) - 2) % every == 0:
        words[-1] += "+"
    set_ticks(axes.xaxis, shown.tolist(), words)


def _between(low: float, high: float, *, last: bool, formats: Formats) -> str:
    if last:
        return text("chart.from", formats.language, low=formats.integer(low))
    return text("chart.between", formats.language, low=formats.integer(low), high=formats.integer(high))
