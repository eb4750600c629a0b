"""Concentration: which share of the margin the best references bring.  One line, however many references."""

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from salesdesk.charts.lettering import shortened, write
from salesdesk.charts.marks import Area, Mark, Marks
from salesdesk.charts.plot_area import Margins, plot_area, set_ticks, size
from salesdesk.charts.style import PIXEL, Style
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import text

_MARGINS = Margins(right=24, bottom=40)
_BESIDE, _BELOW, _HIGH = 0.72, 0.36, 0.6
"""How far down the words on losses stand, as shares of the curve; where the reference is high, below its words."""
_FEWEST = 5
"""Members below which the reference share of them is less than one: nothing is read off the line then."""
_PLACES = 200
"""Points of the line: more could not be told apart."""


@dataclass(frozen=True)
class Pareto:
    """``curve``: share of the whole that the best 0, 1, 2 … members bring; ``reference``: the share of members to read
    off; ``losing``: how many of the last ones take away from it.
    """

    curve: NDArray[np.float64]
    reference: float = 0.2
    losing: int = 0


def draw(figure: Figure, pareto: Pareto, style: Style, formats: Formats) -> Marks:
    """Draw the curve, the equal share as a dashed diagonal and what the reference share of members brings."""
    axes = plot_area(figure, style, _MARGINS)
    shares = pareto.curve
    members = len(shares) - 1
    axes.set_xlim(0, 1)
    axes.set_ylim(min(0.0, float(shares.min())), max(1.02, float(shares.max()) * 1.02))
    quarters = (0, 0.25, 0.5, 0.75, 1)
    for axis in (axes.xaxis, axes.yaxis):
        set_ticks(axis, quarters, [formats.percent(share, 0) for share in quarters])
    width, _ = size(figure, _MARGINS)
    caption = shortened(text("chart.pareto_axis", formats.language, n=members), width + _MARGINS.left)
    write(axes, 0.5, axes.get_ylim()[0], caption, style.text3, offset=(0, -32), x_in_axes=True)
    if not members:
        return Marks(axes=axes)
    xs = np.linspace(0, 1, min(_PLACES, members + 1))
    ys = np.interp(xs, np.arange(members + 1) / members, shares)
    _draw_curve(axes, xs, ys, style)
    told, share = "", 0.0
    if members >= _FEWEST:
        share = float(np.interp(pareto.reference, xs, ys))
        told = _draw_reference(axes, pareto.reference, share, style, formats)
    if pareto.losing:
        x = 1 - pareto.losing / members
        y = float(np.interp(x, xs, ys))
        foot = y * (_BELOW if share > _HIGH else _BESIDE)
        line = Line2D([x, x], [foot, y], color=style.alert_fill, linewidth=PIXEL, zorder=3)
        axes.add_artist(line)
        words = text("chart.losing", formats.language, n=pareto.losing)
        for i, part in enumerate(words.split("\n")):
            write(axes, x, foot, part, style.alert_text, offset=(-4, -6 - 14 * i), align="right")
    half = 0.5 / len(xs)
    marks = tuple(
        Mark(
            text("chart.pareto_point", formats.language, n=round(x * members), share=formats.percent(y)),
            Area(x - half, x + half, *axes.get_ylim()),
            opens=False,
        )
        for x, y in zip(xs.tolist(), ys.tolist(), strict=True)
    )
    return Marks(marks, description=told, axes=axes)


def _draw_curve(axes: Axes, xs: NDArray[np.float64], ys: NDArray[np.float64], style: Style) -> None:
    axes.fill_between(xs, ys, color=style.series, alpha=style.band_opacity, linewidth=0, zorder=1)
    axes.add_artist(Line2D([0, 1], [0, 1], color=style.ghost, linewidth=PIXEL, linestyle=(0, (3, 3)), zorder=1.5))
    axes.add_artist(Line2D(xs, ys, color=style.series, linewidth=2 * PIXEL, solid_capstyle="round", zorder=3))


def _draw_reference(axes: Axes, members: float, share: float, style: Style, formats: Formats) -> str:
    """Read the curve off at a share of members; returns what is written there."""
    for line in (([members, members], [0, share]), ([0, members], [share, share])):
        axes.add_artist(Line2D(*line, color=style.text2, linewidth=PIXEL, linestyle=(0, (4, 3)), zorder=2))
    dot = Line2D([members], [share], color=style.series, marker="o", markersize=6 * PIXEL, zorder=4)
    dot.set_markeredgecolor(style.surface)
    axes.add_artist(dot)
    told = text("chart.pareto", formats.language, members=formats.percent(members, 0), share=formats.percent(share, 0))
    for i, words in enumerate(told.split("\n")):
        down = -14 - 15 * i if share > 0.3 else 30 - 15 * i
        write(axes, members, share, words, style.text, weight=600, offset=(12, down), align="left")
    return told.replace("\n", " ")
