"""Shares that grow with age: won and lost, open ones included; customers who bought again."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from salesdesk.charts.lettering import write
from salesdesk.charts.marks import Area, LegendEntry, Mark, Marks, Swatch
from salesdesk.charts.plot_area import Margins, plot_area, set_ticks, size
from salesdesk.charts.scale import scale
from salesdesk.charts.style import PIXEL, Style
from salesdesk.domain.formats import Formats

_STEPS = (7, 14, 30, 60, 90, 180, 365, 730)
"""Days between two named ages."""
_PLACES = 40
"""Places under the pointer."""


@dataclass(frozen=True)
class Curve:
    """``share`` (0..1) at each age, none known where NaN."""

    label: str
    colour: str
    share: NDArray[np.float64]


@dataclass(frozen=True)
class Curves:
    """``age`` in days, ascending.  ``middle``: an age that gets an upright line with ``middle_words``."""

    age: NDArray[np.float64]
    curves: Sequence[Curve]
    caption: str
    middle: float | None = None
    middle_words: str = ""


def draw(figure: Figure, table: Curves, style: Style, formats: Formats) -> Marks:
    """Draw each curve as steps, its last share at its end."""
    margins = Margins(bottom=40, right=46)
    axes = plot_area(figure, style, margins)
    if not len(table.age):
        return Marks(axes=axes)
    axis = scale([0.0, *(float(np.nanmax(curve.share, initial=0.05)) for curve in table.curves)])
    last = float(table.age[-1]) or 1.0
    axes.set_xlim(0, last)
    axes.set_ylim(axis.low, min(axis.high, 1.0))
    width, _ = size(figure, margins)
    step = next((days for days in _STEPS if last / days * 44 <= width), _STEPS[-1])
    ages = list(range(0, int(last) + 1, step))
    ticks = [tick for tick in axis.ticks if tick <= 1]
    set_ticks(axes.xaxis, ages, [formats.integer(age) for age in ages])
    set_ticks(axes.yaxis, ticks, [formats.percent(tick, 0) for tick in ticks])
    for curve in table.curves:
        line = Line2D(table.age, curve.share, color=curve.colour, linewidth=2 * PIXEL, drawstyle="steps-post", zorder=3)
        axes.add_artist(line)
        known = np.flatnonzero(np.isfinite(curve.share))
        if known.size:
            at = int(known[-1])
            words = formats.percent(float(curve.share[at]), 0)
            write(
                axes,
                float(table.age[at]),
                float(curve.share[at]),
                words,
                curve.colour,
                weight=600,
                offset=(5, 0),
                align="left",
            )
    if table.middle is not None and table.middle <= last:
        axes.add_artist(
            Line2D(
                [table.middle] * 2, axes.get_ylim(), color=style.text2, linewidth=PIXEL, linestyle=(0, (4, 3)), zorder=2
            )
        )
        top = axes.get_ylim()[1]
        near = table.middle > last * 0.6
        write(
            axes,
            table.middle,
            top,
            table.middle_words,
            style.text,
            weight=600,
            offset=(-5 if near else 5, -8),
            align="right" if near else "left",
            box=style,
        )
    caption = write(axes, 0.5, axis.low, table.caption, style.text3, offset=(0, -32), x_in_axes=True)
    caption.set_clip_on(False)
    legend = tuple(LegendEntry(Swatch.LINE, curve.colour, curve.label) for curve in table.curves)
    marks = _marks(table, last, axes.get_ylim(), formats)
    return Marks(
        marks, legend if len(legend) > 1 else (), f"{table.caption}. {marks[-1].label}".replace("\n", " "), axes
    )


def _marks(table: Curves, last: float, ends: tuple[float, float], formats: Formats) -> tuple[Mark, ...]:
    half = last / _PLACES / 2
    ages = np.linspace(half, last - half, _PLACES)
    at = np.clip(np.searchsorted(table.age, ages, side="right") - 1, 0, len(table.age) - 1)
    return tuple(
        Mark(
            "\n".join(
                [formats.days(age), *(f"{c.label}\t{formats.percent(_share(c.share[i]))}" for c in table.curves)]
            ),
            Area(age - half, age + half, *ends),
            opens=False,
        )
        for age, i in zip(ages.tolist(), at.tolist(), strict=True)
    )


def _share(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
