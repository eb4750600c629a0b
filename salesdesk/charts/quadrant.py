"""Members by volume and margin rate, cut in four by the averages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from matplotlib.axes import Axes
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

_NAMED: Final = 14
"""More members than this go without names beside their points."""
_SHAPES: Final = {Status.ALERT: "D", Status.WATCH: "^"}


@dataclass(frozen=True)
class Point:
    """One member; ``status`` gives it a shape and a colour of its own."""

    key: str
    label: str
    volume: float
    rate: float
    status: Status | None = None


@dataclass(frozen=True)
class Quadrant:
    """``corners``: words of the four fields: low volume and low rate, low and high, high and low, high and high."""

    points: Sequence[Point]
    average_volume: float
    average_rate: float
    corners: tuple[str, str, str, str]
    caption: str


def draw(figure: Figure, quadrant: Quadrant, style: Style, formats: Formats, *, dimension: str) -> Marks:
    """Draw the points; the largest get their names where these do not overlap."""
    margins = Margins(bottom=40, right=16)
    axes = plot_area(figure, style, margins)
    points = quadrant.points
    volumes = bar_scale([point.volume for point in points], room=0.12)
    rates = bar_scale([point.rate for point in points], room=0.18)
    wording = Wording.of(Unit.MONEY, formats, volumes.high)
    axes.set_xlim(volumes.low, volumes.high)
    axes.set_ylim(rates.low, rates.high)
    set_ticks(axes.xaxis, volumes.ticks, wording.axis(volumes))
    set_ticks(axes.yaxis, rates.ticks, [formats.percent(tick, 0) for tick in rates.ticks])
    for ends in (
        ([quadrant.average_volume] * 2, [rates.low, rates.high]),
        ([volumes.low, volumes.high], [quadrant.average_rate] * 2),
    ):
        axes.add_artist(Line2D(*ends, color=style.text2, linewidth=PIXEL, linestyle=(0, (4, 3)), zorder=1.5))
    caption = write(axes, 0.5, rates.low, quadrant.caption, style.text3, offset=(0, -32), x_in_axes=True)
    caption.set_clip_on(False)
    for words, (x, y, side) in zip(
        quadrant.corners,
        (
            (volumes.low, rates.low, 1),
            (volumes.low, rates.high, 1),
            (volumes.high, rates.low, -1),
            (volumes.high, rates.high, -1),
        ),
        strict=True,
    ):
        lift = 8 if y == rates.low else -8
        write(axes, x, y, words, style.text3, offset=(4 * side, lift), align="left" if side > 0 else "right")
    _draw_points(axes, points, style)
    if len(points) <= _NAMED:
        _name(axes, points, style, size(figure, margins))
    told = [f"{p.label} {formats.percent(p.rate)}" for p in points[:_NAMED]]
    legend = (LegendEntry(Swatch.DASHES, style.text2, text("chart.averages", formats.language)),)
    return Marks(_marks(figure, margins, quadrant, axes, formats, dimension), legend, " · ".join(told), axes)


def _draw_points(axes: Axes, points: Sequence[Point], style: Style) -> None:
    """One artist per shape, however many points."""
    many = len(points) > _NAMED
    for status in (None, Status.WATCH, Status.ALERT):
        of = [point for point in points if point.status is status]
        colour = style.series if status is None else style.status(status).fill
        dots = Line2D([p.volume for p in of], [p.rate for p in of], color=colour, linestyle="none", zorder=4)
        dots.set(marker=_SHAPES.get(status, "o") if status else "o", markersize=(5 if many else 8) * PIXEL)
        dots.set(markeredgecolor=style.surface, markeredgewidth=0.8 * PIXEL)
        axes.add_artist(dots)


def _name(axes: Axes, points: Sequence[Point], style: Style, room: tuple[float, float]) -> None:
    """Names beside, above or below their points, wherever they meet no other name; else none."""
    (low, high), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    taken: list[tuple[float, float, float, float]] = []
    spots = [((p.volume - low) / (high - low) * room[0], (p.rate - bottom) / (top - bottom) * room[1]) for p in points]
    taken += [(x - 5, y - 5, x + 5, y + 5) for x, y in spots]
    for point, (x, y) in sorted(zip(points, spots, strict=True), key=lambda one: -one[0].volume):
        words = shortened(point.label, 170)
        wide = width_of(words)
        for align, dx, dy in (("left", 9, 0), ("right", -9, 0), ("center", 0, 13), ("center", 0, -13)):
            left = x + dx - (0 if align == "left" else wide if align == "right" else wide / 2)
            box = (left, y + dy - 6, left + wide, y + dy + 6)
            inside = box[0] >= 0 and box[2] <= room[0] + 14
            if inside and not any(_meet(box, other) for other in taken):
                write(axes, point.volume, point.rate, words, style.text, offset=(dx, dy), align=align, box=style)
                taken.append(box)
                break


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _marks(
    figure: Figure, margins: Margins, quadrant: Quadrant, axes: Axes, formats: Formats, dimension: str
) -> tuple[Mark, ...]:
    width, height = size(figure, margins)
    reach = np.array([np.ptp(axes.get_xlim()) / width, np.ptp(axes.get_ylim()) / height]) * 7
    return tuple(
        Mark(
            f"{p.label}\n{text('chart.margin_rate', formats.language)}\t{formats.percent(p.rate)}\n"
            f"{text('chart.revenue', formats.language)}\t{formats.money(p.volume)}",
            Area(p.volume - reach[0], p.volume + reach[0], p.rate - reach[1], p.rate + reach[1]),
            dimension=dimension,
            group=p.key,
        )
        for p in reversed(quadrant.points)  # the largest last, so that they answer first
    )
