"""A table of shares, the stronger the darker: repurchase cohorts, channel by rep."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from numpy.typing import NDArray

from salesdesk.charts.lettering import width_of
from salesdesk.charts.marks import Area, Mark, Marks
from salesdesk.charts.pixels import Canvas
from salesdesk.charts.style import Style
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import text
from salesdesk.kpi.definition import FEW, Part, Status

_HEAD = 20.0
_DOUBLE = 200.0
"""An index of tones that is shown at full strength: twice as much as the others."""
_NARROW_CELL = 30.0
"""Pixels under which a cell has no room for its share."""
_NARROW_HEAD = 44.0
"""Pixels after which a column's name is rather cut than given two columns' room."""
_MOST_ROWS = 16


@dataclass(frozen=True)
class HeatMap:
    """``values`` (0..1) has one row per row name and one column per column name; NaN leaves a cell empty.

    ``short_columns`` stand in where the columns are narrow.  ``based_on`` has the shape of ``values``, or one number
    per row that is shown beside its name.

    ``row_keys`` of ``row_dimension`` and ``column_keys`` of ``column_dimension`` are what the cells open, as ``part``;
    without them they open nothing.  ``words``: what cells say instead of a share.  ``tones``: cells are tinted by a
    status (None: not told apart from chance, grey) instead of by their value.  ``told``: more for the pointer.
    """

    rows: Sequence[str]
    columns: Sequence[str]
    short_columns: Sequence[str]
    values: NDArray[np.float64]
    based_on: NDArray[np.int64]
    row_dimension: str = ""
    row_keys: Sequence[str] = ()
    column_dimension: str = ""
    column_keys: Sequence[str] = ()
    part: Part = Part.DENOMINATOR
    words: Sequence[Sequence[str]] = ()
    tones: Sequence[Sequence[Status | None]] = ()
    told: Sequence[Sequence[str]] = ()


def draw(figure: Figure, table: HeatMap, style: Style, formats: Formats) -> Marks:
    """Draw the last rows that fit (16 at most)."""
    canvas = Canvas.on(figure, style)
    columns = list(table.columns)
    first = max(len(table.rows) - _MOST_ROWS, 0)
    rows = list(table.rows)[first:]
    if not rows or not columns:
        return Marks(axes=canvas.axes)
    counted = table.based_on.ndim == 1
    names = min(max(width_of(name) for name in rows) + 14, canvas.width * 0.3)
    left = names + (62 if counted else 0)
    wide, high = (canvas.width - left) / len(columns), (canvas.height - _HEAD) / len(rows)
    heads = columns if max(width_of(name) for name in columns) <= wide - 4 else list(table.short_columns)
    step = max(-(-int(min(max(width_of(name) for name in heads), _NARROW_HEAD) + 4) // max(int(wide), 1)), 1)
    for j in range(len(heads) - 1, -1, -step):
        most = wide * step - 2
        canvas.words(left + (j + 0.5) * wide, _HEAD / 2, heads[j], style.text3, align="center", most=most)
    marks = []
    for i, name in enumerate(rows, first):
        top = _HEAD + (i - first) * high
        canvas.words(0, top + high / 2, name, style.text, most=names)
        if counted:
            n = f"n = {formats.integer(int(table.based_on[i]))}"
            canvas.words(left - 10, top + high / 2, n, style.text3, align="right")
        for j in np.flatnonzero(np.isfinite(table.values[i])).tolist():
            cell = Area(left + j * wide + 1, left + (j + 1) * wide - 1, top + high - 1, top + 1)
            _draw_cell(canvas, cell, table, (i, j), formats, written=wide >= _NARROW_CELL)
            marks.append(_mark(table, (i, j), cell, formats))
    told = text("chart.heat_map", formats.language, rows=str(len(rows)), columns=str(len(columns)))
    return Marks(tuple(marks), description=told, axes=canvas.axes)


def _n(table: HeatMap, place: tuple[int, int]) -> int:
    return int(table.based_on[place[0]] if table.based_on.ndim == 1 else table.based_on[place])


def _words(table: HeatMap, place: tuple[int, int], formats: Formats, decimals: int) -> str:
    i, j = place
    return table.words[i][j] if table.words else formats.percent(float(table.values[place]), decimals)


def _mark(table: HeatMap, place: tuple[int, int], cell: Area, formats: Formats) -> Mark:
    i, j = place
    based_on = text("chart.based_on", formats.language, n=_n(table, place))
    lines = [f"{table.rows[i]} · {table.columns[j]}", _words(table, place, formats, 1)]
    label = "\n".join([*lines, table.told[i][j] if table.told else based_on])
    if not table.row_keys or not table.column_keys:
        return Mark(label, cell, opens=False)
    also = ((table.column_dimension, table.column_keys[j]),)
    return Mark(label, cell, dimension=table.row_dimension, group=table.row_keys[i], part=table.part, also=also)


def _draw_cell(
    canvas: Canvas, cell: Area, table: HeatMap, place: tuple[int, int], formats: Formats, *, written: bool
) -> None:
    """From the pale to the full colour; cells on few records are half as strong, those with a tone take its tint."""
    style = canvas.style
    middle = (cell.left + cell.right) / 2, (cell.top + cell.bottom) / 2
    words, value = _words(table, place, formats, 0), float(table.values[place])
    if table.tones:
        tone = table.tones[place[0]][place[1]]
        colours = style.status(tone) if tone is not None else None
        canvas.bar(cell, colours.soft if colours else _mixed(style.hover, style.series_soft, value / _DOUBLE - 0.25))
        weight = 600 if colours else 400
        canvas.words(*middle, words, colours.text if colours else style.text, weight=weight, align="center")
        return
    darkest = float(np.nanmax(table.values)) or 1.0
    strength = min(value / darkest, 1.0) * (0.5 if _n(table, place) < FEW else 1.0)
    ground = _mixed(style.accent_soft, style.series, strength)
    canvas.bar(cell, ground)
    if not written:
        return
    ink = max(("#FFFFFF", "#1D1C1A"), key=lambda colour: _contrast(colour, ground))
    canvas.words(*middle, words, ink, align="center")


def _mixed(pale: str, full: str, strength: float) -> str:
    """A colour between two, ``strength`` 0..1 of the way."""
    low, high = np.array(to_rgb(pale)), np.array(to_rgb(full))
    return to_hex(tuple(low + (high - low) * min(max(strength, 0.0), 1.0)))


def _contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2 defines it."""
    lights = sorted(_luminance(np.array(to_rgb(colour))) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: NDArray[np.float64]) -> float:
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))
