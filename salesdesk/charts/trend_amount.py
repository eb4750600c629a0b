"""Monthly trend of an amount or a count: bars over the compared period's bars, running month hatched."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from salesdesk.charts.lettering import write
from salesdesk.charts.marks import LegendEntry, Marks, Swatch
from salesdesk.charts.plot_area import Margins, left_margin, plot_area, set_ticks, size
from salesdesk.charts.scale import Wording, bar_scale
from salesdesk.charts.style import PIXEL, Style
from salesdesk.charts.timeline import (
    current_words,
    description,
    previous_values,
    previous_words,
    running_words,
    set_months,
    trend_marks,
    values,
)
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import text
from salesdesk.kpi.definition import KpiResult, Unit
from salesdesk.kpi.written import full

BAR = 0.52
GHOST_BAR = 0.84
_APART = 30.0
"""Pixels that a written value needs."""


def draw(figure: Figure, result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Draw what each month brought: the whole amount for money (the KPI's numerator), the count for counts."""
    now, before = values(result, result.trend), previous_values(result)
    target = monthly_target(result)
    drawn = [*now.tolist(), *before.tolist(), *([] if target is None else [target])]
    axis = bar_scale(drawn, integers=result.kpi.unit is Unit.COUNT)
    wording = Wording.of(result.kpi.unit, formats, max(abs(axis.low), axis.high))
    margins = Margins(left=left_margin(wording.axis(axis)))
    axes = plot_area(figure, style, margins)
    width, _ = size(figure, margins)
    axes.set_ylim(axis.low, axis.high)
    set_ticks(axes.yaxis, axis.ticks, wording.axis(axis))
    set_months(axes, result.trend, width, formats)
    running = np.array([point.partial for point in result.trend], dtype=bool)
    _draw_ghosts(axes, style, before)
    draw_bars(axes, style, now, running)
    if target is not None:
        line = Line2D(axes.get_xlim(), [target] * 2, color=style.text2, linewidth=PIXEL, linestyle=(0, (4, 3)))
        line.set_zorder(3)
        axes.add_artist(line)
    _draw_words(axes, style, wording, now, running, width)
    return Marks(
        marks=trend_marks(result, axis, formats),
        legend=_legend(result, style, formats, wording, target),
        description=description(result, formats),
        axes=axes,
    )


def monthly_target(result: KpiResult) -> float | None:
    """The period's target spread evenly over its months; for money, over all reps together."""
    if result.target is None or not result.trend:
        return None
    whole = result.kpi.unit is Unit.MONEY and result.total.numerator is not None
    sharers = (result.total.denominator or 1.0) if whole else 1.0
    return result.target * sharers / len(result.trend)


def columns(heights: NDArray[np.float64], wide: float) -> list[list[tuple[float, float]]]:
    """Outlines of upright bars at 0, 1, 2 …; unknown heights have none."""
    half = wide / 2
    return [
        [(i - half, 0.0), (i - half, h), (i + half, h), (i + half, 0.0)]
        for i, h in enumerate(heights.tolist())
        if np.isfinite(h)
    ]


def _draw_ghosts(axes: Axes, style: Style, before: NDArray[np.float64]) -> None:
    bars = columns(before, GHOST_BAR)
    if not bars:
        return
    axes.add_collection(PolyCollection(bars, facecolors=style.ghost_bar, edgecolors="none", zorder=1), autolim=False)
    tops = [[column[1], column[2]] for column in bars]
    axes.add_collection(LineCollection(tops, colors=style.ghost, linewidths=PIXEL, zorder=1.1), autolim=False)


def draw_bars(axes: Axes, style: Style, now: NDArray[np.float64], running: NDArray[np.bool_]) -> None:
    """The months' bars, those still running hatched."""
    whole = columns(np.where(running, np.nan, now), BAR)
    axes.add_collection(PolyCollection(whole, facecolors=style.series, edgecolors="none", zorder=2), autolim=False)
    for i in np.flatnonzero(running & np.isfinite(now)):
        bar = Rectangle(
            (i - BAR / 2, 0),
            BAR,
            now[i],
            facecolor=style.accent_soft,
            edgecolor=style.series,
            linewidth=PIXEL,
            hatch="////",
            zorder=2,
        )
        bar.set_hatch_linewidth(PIXEL)
        axes.add_artist(bar)


def _draw_words(
    axes: Axes, style: Style, wording: Wording, now: NDArray[np.float64], running: NDArray[np.bool_], width: float
) -> None:
    """Write every value when each has room, else the first, the last whole one and the running one."""
    known = np.flatnonzero(np.isfinite(now))
    if not known.size:
        return
    column = width / max(len(now), 1)
    whole = known[~running[known]]
    wanted = known if column >= _APART else np.array([*whole[:1], *whole[-1:], *known[running[known]]], dtype=np.int64)
    written: list[int] = []
    for i in sorted({int(i) for i in wanted}, reverse=True):
        if written and (written[-1] - i) * column < _APART:
            continue
        written.append(i)
        up = now[i] >= 0
        write(
            axes,
            i,
            now[i],
            wording.point(float(now[i])),
            style.text if running[i] else style.text2,
            weight=600 if running[i] else 400,
            offset=(0, 9 if up else -9),
            box=style,
        )


def _legend(
    result: KpiResult, style: Style, formats: Formats, wording: Wording, target: float | None
) -> tuple[LegendEntry, ...]:
    language = formats.language
    name = current_words(result, formats)
    unit = wording.power_words
    entries = [LegendEntry(Swatch.BAR, style.series, f"{name}, {unit}" if unit else name)]
    if result.previous_trend:
        entries.append(LegendEntry(Swatch.GHOST_BAR, style.ghost_bar, previous_words(result, formats)))
    if target is not None:
        value = formats.short_money(target) if result.kpi.unit is Unit.MONEY else full(Unit.COUNT, formats, target)
        entries.append(LegendEntry(Swatch.DASHES, style.text2, text("chart.monthly_target", language, value=value)))
    if any(point.partial for point in result.trend):
        entries.append(LegendEntry(Swatch.HATCH, style.series, running_words(result, formats)))
    return tuple(entries)
