"""A table of shares, the stronger the darker: repurchase cohorts, channel by rep."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from numpy.typing import NDArray

from salesdesk.charts.marks import Area, Mark, Marks
from salesdesk.charts.pixels import Canvas
from salesdesk.charts.style import Style
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import text
from salesdesk.kpi.definition import FEW

_LETTER = 6.2
_HEAD = 20.0
_MOST_ROWS = 16


@dataclass(frozen=True)
class HeatMap:
    """``values`` (0..1) has one row per row name and one column per column name; NaN leaves a cell empty.

    ``short_columns`` stand in where the columns are narrow.  ``based_on`` has the shape of ``values``, or one number
    per row that is shown beside its name.
    """

    rows: Sequence[str]
    columns: Sequence[str]
    short_columns: Sequence[str]
    values: NDArray[np.float64]
    based_on: NDArray[np.int64]


def draw(figure: Figure, table: HeatMap, style: Style, formats: Formats) -> Marks:
    """Draw the last rows that fit (16 at most)."""
    canvas = Canvas.on(figure, style)
    rows, columns = list(table.rows)[-_MOST_ROWS:], list(table.columns)
    values, based_on = table.values[-_MOST_ROWS:], table.based_on[-_MOST_ROWS:]
    if not rows or not columns:
        return Marks(axes=canvas.axes)
    counted = based_on.ndim == 1
    names = min(_LETTER * max(len(name) for name in rows) + 12, canvas.width * 0.3)
    left = names + (62 if counted else 0)
    wide, high = (canvas.width - left) / len(columns), (canvas.height - _HEAD) / len(rows)
    darkest = float(np.nanmax(values)) if np.isfinite(values).any() else 1.0
    heads = columns if _LETTER * max(len(name) for name in columns) <= wide else list(table.short_columns)
    for j, name in enumerate(heads):
        canvas.words(left + (j + 0.5) * wide, _HEAD / 2, name, style.text3, align="center", most=wide)
    marks = []
    for i, name in enumerate(rows):
        middle = _HEAD + (i + 0.5) * high
        canvas.words(0, middle, name, style.text, most=names)
        if counted:
            canvas.words(left - 10, middle, f"n = {formats.integer(int(based_on[i]))}", style.text3, align="right")
        for j in np.flatnonzero(np.isfinite(values[i])).tolist():
            cell = Area(
                left + j * wide + 1, left + (j + 1) * wide - 1, _HEAD + (i + 1) * high - 1, _HEAD + i * high + 1
            )
            n = int(based_on[i] if counted else based_on[i, j])
            value = float(values[i, j])
            _draw_cell(canvas, cell, value, value / darkest if darkest else 0.0, formats, few=n < FEW)
            label = f"{name} · {columns[j]}\n{formats.percent(value)}\n{text('chart.based_on', formats.language, n=n)}"
            marks.append(Mark(label, cell))
    told = text("chart.heat_map", formats.language, rows=str(len(rows)), columns=str(len(columns)))
    return Marks(tuple(marks), description=told, axes=canvas.axes)


def _draw_cell(canvas: Canvas, cell: Area, value: float, strength: float, formats: Formats, *, few: bool) -> None:
    """``strength`` 0..1 runs from the pale to the full colour; cells on few records are half as strong."""
    style = canvas.style
    low, high = np.array(to_rgb(style.accent_soft)), np.array(to_rgb(style.series))
    ground = low + (high - low) * min(max(strength, 0.0), 1.0) * (0.5 if few else 1.0)
    canvas.bar(cell, to_hex(tuple(ground)))
    words = max(("#FFFFFF", "#1D1C1A"), key=lambda colour: _contrast(np.array(to_rgb(colour)), ground))
    canvas.words(
        (cell.left + cell.right) / 2, (cell.top + cell.bottom) / 2, formats.percent(value, 0), words, align="center"
    )


def _contrast(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Contrast ratio of two colours as WCAG 2 defines it."""
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: NDArray[np.float64]) -> float:
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))
