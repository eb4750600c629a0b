"""Horizontal bars with their names and figures: loss reasons, days per stage, load per rep."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from salesdesk.charts.lettering import width_of
from salesdesk.charts.marks import Area, Mark, Marks
from salesdesk.charts.pixels import Canvas
from salesdesk.charts.style import Style
from salesdesk.kpi.definition import Part, Status

_GAP = 8.0
_THICK = 15.0
_MOST_PITCH = 54.0
_HEAVY = 1.05
"""How much wider heavy letters are."""


@dataclass(frozen=True)
class Bar:
    """One row.  ``words`` is the value written out, ``note`` a second figure, ``told`` is more for the pointer.

    ``status`` colours the bar, ``muted`` takes the colour from it (values that are not given), ``before`` is marked by
    an upright stroke.  ``members``: what the row stands for when it is not one member.
    """

    key: str
    label: str
    value: float
    words: str
    note: str = ""
    told: str = ""
    status: Status | None = None
    muted: bool = False
    before: float | None = None
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stretch:
    """A stretch of the value axis that is good, such as 15 to 20 leads a week."""

    low: float
    high: float
    words: str


def draw(
    figure: Figure,
    bars: Sequence[Bar],
    style: Style,
    *,
    dimension: str = "",
    part: Part = Part.NUMERATOR,
    stretch: Stretch | None = None,
    names_above: bool = False,
    heads: tuple[str, str] | None = None,
) -> Marks:
    """Draw the rows from top to bottom in the order given; ``names_above`` puts long names over their bars.

    ``heads`` stand over the words and the notes.
    """
    canvas = Canvas.on(figure, style)
    if not bars:
        return Marks(axes=canvas.axes)
    top = 18.0 if stretch or heads else 0.0
    pitch = min((canvas.height - top) / len(bars), _MOST_PITCH)
    left = 0.0 if names_above else min(max(width_of(b.label) for b in bars) * _HEAVY + _GAP, canvas.width * 0.42)
    words = max(width_of(b.words) for b in bars) * _HEAVY + _GAP
    note = max(width_of(b.note) for b in bars) + (_GAP + 6 if any(b.note for b in bars) else 0)
    if heads:
        words, note = max(words, width_of(heads[0])), max(note, width_of(heads[1]) + _GAP + 6)
    right = max(canvas.width - words - note, left + 20)
    most = max([b.value for b in bars] + [b.before or 0 for b in bars] + ([stretch.high] if stretch else [])) or 1.0
    scale = (right - left) / most
    if stretch:
        zone = Area(left + stretch.low * scale, left + stretch.high * scale, canvas.height, top)
        canvas.bar(zone, style.good_soft, zorder=0.5)
        canvas.words((zone.left + zone.right) / 2, 9, stretch.words, style.good_text, weight=600, align="center")
    if heads:
        canvas.words(canvas.width - note, 8, heads[0], style.text3, align="right")
        canvas.words(canvas.width, 8, heads[1], style.text3, align="right")
    marks = []
    for i, bar in enumerate(bars):
        middle = top + (i + (0.68 if names_above else 0.5)) * pitch
        _draw_row(canvas, bar, (left, middle, scale), right=canvas.width - note, names_above=names_above)
        if bar.note:
            canvas.words(canvas.width, middle, bar.note, style.text3, align="right")
        label = "\n".join(filter(None, (bar.label, bar.words, bar.note, bar.told)))
        row = Area(0, canvas.width, top + (i + 1) * pitch, top + i * pitch)
        group = bar.key if dimension and not bar.members else None
        opens = bool(dimension)
        marks.append(Mark(label, row, dimension=dimension, group=group, part=part, members=bar.members, opens=opens))
    told = " · ".join(f"{bar.label} {bar.words}" for bar in bars)
    return Marks(tuple(marks), description=told, axes=canvas.axes)


def _draw_row(canvas: Canvas, bar: Bar, place: tuple[float, float, float], *, right: float, names_above: bool) -> None:
    style = canvas.style
    left, middle, scale = place
    alert = bar.status is Status.ALERT
    colours = style.status(bar.status) if bar.status in {Status.ALERT, Status.WATCH} else None
    fill = style.ghost if bar.muted else colours.fill if colours else style.series
    thick = _THICK if not names_above else 13.0
    canvas.bar(Area(left, left + max(bar.value, 0) * scale, middle + thick / 2, middle - thick / 2), fill)
    weight = 600 if alert else 400
    if names_above:
        canvas.words(0, middle - 17, bar.label, style.text, weight=weight, most=right)
    else:
        canvas.words(left - 6, middle, bar.label, style.text, weight=weight, align="right", most=left - 6)
    canvas.words(right, middle, bar.words, colours.text if colours else style.text, weight=600, align="right")
    if bar.before is not None:
        x = left + bar.before * scale
        canvas.line(x, middle - 10, x, middle + 10, style.text2, width=1.5)
