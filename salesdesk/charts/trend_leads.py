"""Leads month by month: all that came in, and the qualified ones among them with their share."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from salesdesk.charts.lettering import write
from salesdesk.charts.marks import LegendEntry, Marks, Swatch
from salesdesk.charts.plot_area import Margins, left_margin, plot_area, set_ticks, size
from salesdesk.charts.scale import Wording, bar_scale
from salesdesk.charts.style import PIXEL, Style
from salesdesk.charts.timeline import (
    description,
    previous_values,
    running_words,
    set_months,
    target_words,
    trend_marks,
    values,
)
from salesdesk.charts.trend_amount import BAR, columns, draw_bars, monthly_target
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import text
from salesdesk.kpi.definition import KpiResult, Unit

_APART = 30.0
"""Pixels that a written share needs."""
_STROKE = 0.78


def draw(figure: Figure, result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Draw the qualified leads in front of all leads received, the compared period's as strokes."""
    qualified, before = values(result, result.trend), previous_values(result)
    received = _received(result)
    target = monthly_target(result)
    drawn = [*received.tolist(), *qualified.tolist(), *before.tolist(), *([] if target is None else [target])]
    axis = bar_scale(drawn, room=0.1, integers=True)
    wording = Wording.of(Unit.COUNT, formats, axis.high)
    margins = Margins(left=left_margin(wording.axis(axis)))
    axes = plot_area(figure, style, margins)
    width, _ = size(figure, margins)
    axes.set_ylim(axis.low, axis.high)
    set_ticks(axes.yaxis, axis.ticks, wording.axis(axis))
    set_months(axes, result.trend, width, formats)
    running = np.array([point.partial for point in result.trend], dtype=bool)
    pale = PolyCollection(columns(received, BAR), facecolors=style.none_soft, edgecolors=style.border2, zorder=1)
    pale.set_linewidth(PIXEL)
    axes.add_collection(pale, autolim=False)
    draw_bars(axes, style, qualified, running)
    _draw_before(axes, style, before)
    if target is not None:
        line = Line2D(axes.get_xlim(), [target] * 2, color=style.text2, linewidth=PIXEL, linestyle=(0, (4, 3)))
        line.set_zorder(3)
        axes.add_artist(line)
    _draw_shares(axes, style, formats, qualified, received, width)
    return Marks(
        trend_marks(result, axis, formats), _legend(result, style, formats), description(result, formats), axes
    )


def _received(result: KpiResult) -> NDArray[np.float64]:
    counts = [point.measure.denominator for point in result.trend]
    return np.array([np.nan if count is None else count for count in counts], dtype=np.float64)


def _draw_before(axes: Axes, style: Style, before: NDArray[np.float64]) -> None:
    half = _STROKE / 2
    strokes = [[(i - half, y), (i + half, y)] for i, y in enumerate(before.tolist()) if np.isfinite(y)]
    axes.add_collection(LineCollection(strokes, colors=style.ghost, linewidths=1.6 * PIXEL, zorder=2.5), autolim=False)


def _draw_shares(
    axes: Axes,
    style: Style,
    formats: Formats,
    qualified: NDArray[np.float64],
    received: NDArray[np.float64],
    width: float,
) -> None:
    """The qualification rate above every column, or above every other one where they are narrow."""
    step = max(int(np.ceil(_APART * len(received) / max(width, 1.0))), 1)
    for i in range(len(received) - 1, -1, -step):
        if received[i] > 0 and np.isfinite(qualified[i]):
            share = formats.percent(float(qualified[i] / received[i]), 0)
            write(axes, i, max(received[i], qualified[i]), share, style.text2, offset=(0, 8))


def _legend(result: KpiResult, style: Style, formats: Formats) -> tuple[LegendEntry, ...]:
    language = formats.language
    entries = [
        LegendEntry(Swatch.BAR, style.border2, text("chart.legend_received", language)),
        LegendEntry(Swatch.BAR, style.series, text("chart.legend_qualified", language)),
    ]
    if result.previous_trend:
        entries.append(LegendEntry(Swatch.LINE, style.ghost, text("chart.legend_before", language)))
    if result.target is not None:
        entries.append(LegendEntry(Swatch.DASHES, style.text2, target_words(result, formats)))
    if any(point.partial for point in result.trend):
        entries.append(LegendEntry(Swatch.HATCH, style.series, running_words(result, formats)))
    return tuple(entries)
