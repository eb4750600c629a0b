"""Actual beside expected, one row per member: a disc, an upright stroke, and the gap between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from salesdesk.charts.lettering import shortened, width_of, write
from salesdesk.charts.marks import Area, LegendEntry, Mark, Marks, Swatch
from salesdesk.charts.plot_area import Margins, plot_area, set_ticks, size
from salesdesk.charts.scale import Wording, bar_scale
from salesdesk.charts.style import PIXEL, Style
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import text
from salesdesk.kpi.definition import Status, Unit

_FIGURES: Final = 70.0
"""Pixels at right for the gap in per cent."""


@dataclass(frozen=True)
class Pair:
    """One member.  Money in the company currency; ``expected`` None: nothing to compare with.

    ``status`` colours the gap (None: too few records to judge, grey).
    """

    key: str
    label: str
    actual: float
    expected: float | None
    status: Status | None = None
    note: str = ""


def draw(figure: Figure, pairs: Sequence[Pair], style: Style, formats: Formats, *, dimension: str) -> Marks:
    """Draw the rows from top to bottom in the order given."""
    language = formats.language
    left = min(max(max((width_of(pair.label) for pair in pairs), default=0) + 18, 42), 150)
    margins = Margins(left=left, right=_FIGURES)
    axes = plot_area(figure, style, margins, grid=False)
    if not pairs:
        return Marks(axes=axes)
    _, height = size(figure, margins)
    top = max(max(pair.actual, pair.expected or 0.0) for pair in pairs)
    axis = bar_scale([*(pair.actual for pair in pairs), top], room=0.04)
    wording = Wording.of(Unit.MONEY, formats, axis.high)
    axes.set_xlim(axis.low, axis.high)
    axes.set_ylim(len(pairs) - 0.5, -0.5)
    set_ticks(axes.xaxis, axis.ticks, wording.axis(axis))
    set_ticks(axes.yaxis, [], [])
    lines = [[(x, -0.5), (x, len(pairs) - 0.5)] for x in axis.ticks]
    axes.add_collection(LineCollection(lines, colors=style.grid, linewidths=PIXEL, zorder=0.5), autolim=False)
    marks = []
    for i, pair in enumerate(pairs):
        _draw_pair(axes, i, pair, style, reach=0.32 if height / len(pairs) < 34 else 10 / (height / len(pairs)))
        cut = shortened(pair.label, left - 10)
        write(axes, 0, i, cut, style.text, offset=(-10, 0), align="right", x_in_axes=True)
        gap = _gap(pair, formats)
        colour = style.status(pair.status).text if pair.status is not None else style.text3
        write(axes, 1, i, gap, colour, weight=600, offset=(_FIGURES - 4, 0), align="right", x_in_axes=True)
        told = [
            pair.label,
            f"{text('chart.actual', language)}\t{formats.money(pair.actual)}",
            f"{text('chart.expected', language)}\t{formats.money(pair.expected)}",
            f"{text('chart.at_context', language)}\t{gap}",
            pair.note,
        ]
        area = Area(axis.low, axis.high, i + 0.5, i - 0.5)
        marks.append(Mark("\n".join(filter(None, told)), area, dimension=dimension, group=pair.key))
    legend = (
        LegendEntry(Swatch.DISC, style.series, text("chart.actual", language)),
        LegendEntry(Swatch.STROKE, style.text2, text("chart.expected", language)),
    )
    said = " · ".join(f"{pair.label} {_gap(pair, formats)}" for pair in pairs)
    return Marks(tuple(marks), legend, said, axes)


def _draw_pair(axes: Axes, row: int, pair: Pair, style: Style, *, reach: float) -> None:
    if pair.expected is not None:
        colour = style.status(pair.status).fill if pair.status is not None else style.ghost
        gap = Line2D([pair.actual, pair.expected], [row, row], color=colour, linewidth=3 * PIXEL, zorder=2)
        gap.set_solid_capstyle("butt")
        axes.add_artist(gap)
        stroke = [pair.expected, pair.expected], [row - reach, row + reach]
        axes.add_artist(Line2D(*stroke, color=style.text2, linewidth=2 * PIXEL, zorder=3))
    disc = Line2D([pair.actual], [row], color=style.series, marker="o", markersize=9 * PIXEL, zorder=4)
    disc.set(markeredgecolor=style.surface, markeredgewidth=1.2 * PIXEL)
    axes.add_artist(disc)


def _gap(pair: Pair, formats: Formats) -> str:
    return formats.percent_change(pair.actual / pair.expected - 1 if pair.expected else None)
