"""Monthly trend of a rate or a duration: line with discs, 95 % band, compared period, target, running month."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from salesdesk.charts.lettering import write
from salesdesk.charts.marks import LegendEntry, Marks, Swatch
from salesdesk.charts.plot_area import Margins, left_margin, plot_area, set_ticks, size
from salesdesk.charts.scale import Scale, Wording, scale
from salesdesk.charts.style import PIXEL, Style
from salesdesk.charts.timeline import (
    current_words,
    description,
    previous_values,
    previous_words,
    running_words,
    set_months,
    target_words,
    trend_marks,
    values,
)
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import text
from salesdesk.kpi.definition import KpiResult, Status, Unit, Zone

_APART = 34.0
"""Pixels between points below which only one of two neighbours gets its value written."""


def draw(figure: Figure, result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Draw the trend of a KPI whose figures do not add up.  Points that could not be measured leave a gap."""
    now, before = values(result, result.trend), previous_values(result)
    band = _band(result)
    lines = _zone_lines(result)
    expected = _expected(result)
    axis = _scale(result, np.concatenate([now, before, expected, band.ravel(), [zone.low for zone, _ in lines]]))
    wording = Wording.of(result.kpi.unit, formats, axis.high)
    margins = Margins(left=left_margin(wording.axis(axis)))
    axes = plot_area(figure, style, margins)
    width, _ = size(figure, margins)
    axes.set_ylim(axis.low, axis.high)
    set_ticks(axes.yaxis, axis.ticks, wording.axis(axis))
    set_months(axes, result.trend, width, formats)
    running = np.array([point.partial for point in result.trend], dtype=bool)
    _draw_ground(axes, result, style, band, running)
    _draw_zone_lines(axes, lines, style, wording)
    few = np.array([point.measure.few for point in result.trend], dtype=bool)
    young = running | _immature(result)
    _draw_expected(axes, style, expected)
    _draw_lines(axes, style, now, before, young, few)
    _draw_words(axes, style, wording, axis, now, young, width)
    return Marks(
        marks=trend_marks(result, axis, formats, expected),
        legend=_legend(result, style, formats, before, band, young, expected),
        description=description(result, formats),
        axes=axes,
    )


def _band(result: KpiResult) -> NDArray[np.float64]:
    """Lower and upper ends of the points' intervals, shape (points, 2), NaN where none exists."""
    none = (np.nan, np.nan)
    ends = [p.measure.interval if p.measure.interval and p.measure.value is not None else none for p in result.trend]
    return np.array(ends, dtype=np.float64).reshape(-1, 2)


def _immature(result: KpiResult) -> NDArray[np.bool_]:
    """Months whose cohorts are younger than the usual cycle: their rate will still rise."""
    since = result.details.get("immature_from") if result.basis == "cohort" else None
    return np.array([isinstance(since, date) and point.period.end > since for point in result.trend], dtype=bool)


def _zone_lines(result: KpiResult) -> list[tuple[Zone, str]]:
    """Benchmark zones whose lower ends are worth a line, those of rates that should be low, each with what it parts."""
    kpi, benchmark = result.kpi, result.benchmark
    if benchmark is None or kpi.higher_is_better or kpi.unit is not Unit.RATIO:
        return []
    named = pairwise(benchmark.zones)
    return [(zone, zone.key if zone.status is Status.ALERT else below.key) for below, zone in named]


def _expected(result: KpiResult) -> NDArray[np.float64]:
    """The final rate to expect of each point, NaN where it is final or nothing tells."""
    months = result.details.get("months") or () if result.basis == "cohort" else ()
    found = {month["month"]: month["expected"] for month in months if not month["mature"]}
    known = [found.get(point.period.start) for point in result.trend]
    return np.array([np.nan if rate is None else rate for rate in known], dtype=np.float64)


def _scale(result: KpiResult, drawn: NDArray[np.float64]) -> Scale:
    targets = [] if result.target is None else [result.target]
    axis = scale([*drawn.tolist(), *targets])
    if result.kpi.unit is Unit.RATIO and np.nanmax(drawn, initial=0.0) <= 1 and axis.high > 1:
        return Scale(axis.low, 1.0, (*(tick for tick in axis.ticks if tick < 1), 1.0))
    return axis


def _draw_ground(
    axes: Axes, result: KpiResult, style: Style, band: NDArray[np.float64], running: NDArray[np.bool_]
) -> None:
    for i in np.flatnonzero(running):
        axes.add_artist(
            Rectangle(
                (i - 0.5, 0),
                1,
                1,
                transform=axes.get_xaxis_transform(),
                facecolor=style.hover,
                linewidth=0,
                zorder=0.2,
            )
        )
    shapes = _stretches(band)
    if shapes:
        tint = to_rgba(style.series, style.band_opacity)
        axes.add_collection(PolyCollection(shapes, facecolors=tint, edgecolors="none", zorder=1), autolim=False)
    if result.target is not None:
        _add_line(axes, [-0.6, len(band) - 0.4], [result.target] * 2, style.text2, 1.0, dashes=(4, 3))


def _stretches(band: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Outlines of the band, one per run of months that have an interval."""
    known = np.flatnonzero(np.isfinite(band[:, 0]))
    runs = np.split(known, np.flatnonzero(np.diff(known) > 1) + 1)
    return [
        np.concatenate([np.column_stack([run, band[run, 0]]), np.column_stack([run, band[run, 1]])[::-1]])
        for run in runs
        if len(run) > 1
    ]


def _draw_expected(axes: Axes, style: Style, expected: NDArray[np.float64]) -> None:
    """Where the months that are not closed are headed: a small stroke each."""
    strokes = [[(i - 0.26, y), (i + 0.26, y)] for i, y in enumerate(expected.tolist()) if np.isfinite(y)]
    if strokes:
        axes.add_collection(LineCollection(strokes, colors=style.c2, linewidths=2.2 * PIXEL, zorder=3.5), autolim=False)


def _draw_zone_lines(axes: Axes, zones: Sequence[tuple[Zone, str]], style: Style, wording: Wording) -> None:
    for zone, name in zones:
        status = zone.status if zone.status is Status.ALERT else Status.GOOD
        colours = style.status(status)
        ends = axes.get_xlim()
        _add_line(axes, list(ends), [zone.low] * 2, colours.fill, 1.0)
        below = status is Status.GOOD
        write(
            axes,
            ends[1],
            zone.low,
            f"{wording.formats.percent(zone.low, 0)} {text(f'benchmark.zone.{name}', wording.formats.language)}",
            colours.text,
            offset=(-3, -7 if below else 7),
            align="right",
        )


def _draw_lines(
    axes: Axes,
    style: Style,
    now: NDArray[np.float64],
    before: NDArray[np.float64],
    young: NDArray[np.bool_],
    few: NDArray[np.bool_],
) -> None:
    """Lines, discs (faded where they rest on few records), dotted with hollow markers where figures still change."""
    places = np.arange(len(now))
    if np.isfinite(before).any():
        _add_line(axes, places, before, style.ghost, 1.25)
    whole = np.where(young, np.nan, now)
    _add_line(axes, places, whole, style.series, 2.0)
    for chosen, colour in ((~few, style.series), (few, style.series_soft)):
        discs = _add_line(axes, places, np.where(chosen, whole, np.nan), colour, 0)
        edge = style.surface if colour == style.series else style.series
        discs.set(marker="o", markersize=5 * PIXEL, markeredgecolor=edge, markeredgewidth=PIXEL, zorder=4)
    for i in np.flatnonzero(young & np.isfinite(now)):
        earlier = np.flatnonzero(np.isfinite(now[:i]))
        if earlier.size:
            ends = [int(earlier[-1]), int(i)]
            _add_line(axes, ends, now[ends], style.series, 2.0, dashes=(1.5, 1.5))
        ring = _add_line(axes, [int(i)], [now[i]], style.series, 0)
        ring.set(
            marker="o",
            markersize=6.5 * PIXEL,
            markerfacecolor=style.surface,
            markeredgecolor=style.series,
            markeredgewidth=1.6 * PIXEL,
            zorder=5,
        )


def _draw_words(
    axes: Axes,
    style: Style,
    wording: Wording,
    axis: Scale,
    now: NDArray[np.float64],
    young: NDArray[np.bool_],
    width: float,
) -> None:
    """Write the first value, the last settled one and the last one, leaving out what would overlap."""
    known = np.flatnonzero(np.isfinite(now))
    if not known.size:
        return
    settled = known[~young[known]]
    wanted = {int(i) for i in (*settled[:1], *settled[-1:], known[-1])}
    floor = axis.low + 0.2 * (axis.high - axis.low)
    ceiling = axis.high - 0.08 * (axis.high - axis.low)
    apart = _APART * len(now) / width
    written: list[int] = []
    for i in sorted(wanted, reverse=True):
        if written and written[-1] - i < apart:
            continue
        written.append(i)
        write(
            axes,
            i,
            now[i],
            wording.point(float(now[i])),
            style.text,
            weight=600 if young[i] else 400,
            offset=(0, 14 if now[i] < floor or (now[i] < ceiling and _room_above(now, i)) else -14),
            box=style,
        )


def _room_above(now: NDArray[np.float64], i: int) -> bool:
    """Whether the value goes above its point: not where the line comes down to it from higher up."""
    beside = [now[j] for j in (i - 1, i + 1) if 0 <= j < len(now) and np.isfinite(now[j])]
    return not beside or float(np.mean(beside)) <= now[i] or len(beside) == 1


def _add_line(
    axes: Axes,
    xs: Sequence[float] | NDArray[np.int64],
    ys: Sequence[float] | NDArray[np.float64],
    colour: str,
    width: float,
    *,
    dashes: tuple[float, float] | None = None,
) -> Line2D:
    """A line ``width`` pixels wide; dash lengths are pixels."""
    line = Line2D(xs, ys, color=colour, linewidth=width * PIXEL, solid_capstyle="round", solid_joinstyle="round")
    if dashes is not None:
        line.set_linestyle((0, tuple(length / width for length in dashes)))
    line.set_zorder(3)
    axes.add_artist(line)
    return line


def _legend(
    result: KpiResult,
    style: Style,
    formats: Formats,
    before: NDArray[np.float64],
    band: NDArray[np.float64],
    young: NDArray[np.bool_],
    expected: NDArray[np.float64],
) -> tuple[LegendEntry, ...]:
    entries = [LegendEntry(Swatch.LINE, style.series, current_words(result, formats))]
    if np.isfinite(expected).any():
        entries.append(LegendEntry(Swatch.LINE, style.c2, text("chart.legend_expected", formats.language)))
    if young.sum() > 1:
        entries.append(LegendEntry(Swatch.RING, style.series, text("chart.immature", formats.language)))
    if np.isfinite(band).any():
        entries.append(LegendEntry(Swatch.BAND, style.series, text("chart.interval", formats.language)))
    if np.isfinite(before).any():
        entries.append(LegendEntry(Swatch.LINE, style.ghost, previous_words(result, formats)))
    if result.target is not None:
        entries.append(LegendEntry(Swatch.DASHES, style.text2, target_words(result, formats)))
    if young.sum() == 1:
        entries.append(LegendEntry(Swatch.RING, style.series, running_words(result, formats)))
    return tuple(entries)
