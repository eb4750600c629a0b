"""Why a sum moved: from what it was to what it is, one floating bar per reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from salesdesk.charts.lettering import shortened, write
from salesdesk.charts.marks import Area, Mark, Marks
from salesdesk.charts.plot_area import Margins, left_margin, plot_area, set_ticks, size
from salesdesk.charts.scale import Scale, Wording, bar_scale, scale
from salesdesk.charts.style import PIXEL, Style
from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import Unit

_WIDE = 0.62
_CUT = 0.5
"""An axis that would begin at 0 begins higher where the ends are this much larger than what lies between them."""


@dataclass(frozen=True)
class Step:
    """What one reason added (money in the company currency, signed)."""

    label: str
    amount: float


def draw(figure: Figure, ends: tuple[Step, Step], steps: Sequence[Step], style: Style, formats: Formats) -> Marks:
    """Draw the first end, the steps and the second end; the steps add up to the difference of the ends."""
    before, after = ends
    tops = [before.amount]
    for step in steps:
        tops.append(tops[-1] + step.amount)
    axis = _axis([*tops, after.amount])
    wording = Wording.of(Unit.MONEY, formats, max(abs(axis.high), abs(axis.low)))
    margins = Margins(left=left_margin(wording.axis(axis)), top=20)
    axes = plot_area(figure, style, margins)
    width, _ = size(figure, margins)
    count = len(steps) + 2
    axes.set_xlim(-0.5, count - 0.5)
    axes.set_ylim(axis.low, axis.high)
    set_ticks(axes.yaxis, axis.ticks, wording.axis(axis))
    names = [before.label, *(step.label for step in steps), after.label]
    set_ticks(axes.xaxis, range(count), [shortened(name, width / count) for name in names])
    _end(axes, 0, before, axis, style, wording)
    _end(axes, count - 1, after, axis, style, wording)
    level = before.amount
    marks = [_mark(0, before, axis, formats.money(before.amount))]
    for i, step in enumerate(steps, 1):
        _step(axes, i, level, step, style, wording)
        level += step.amount
        marks.append(_mark(i, step, axis, _signed(step.amount, formats)))
    marks.append(_mark(count - 1, after, axis, formats.money(after.amount)))
    told = " · ".join(mark.label.replace("\n", " ") for mark in marks)
    return Marks(tuple(marks), description=told, axes=axes)


def _axis(levels: Sequence[float]) -> Scale:
    """From 0, unless the steps would then be too small to read; then the ends' bars are shown cut off."""
    low, high = min(levels), max(levels)
    if low > 0 and (high - low) < (1 - _CUT) * high:
        room = (high - low) * 0.5
        return scale([low - room, high + room * 0.3])
    return bar_scale(levels, room=0.15)


def _end(axes: Axes, at: int, end: Step, axis: Scale, style: Style, wording: Wording) -> None:
    base = max(axis.low, 0.0) if end.amount >= 0 else 0.0
    _bar(axes, at, base, end.amount, style.series)
    if axis.low > 0:  # a white gap says that the bar's foot is not 0
        gap = (axis.high - axis.low) * 0.02
        y = axis.low + 2.5 * gap
        axes.add_artist(Rectangle((at - 0.5, y), 1, gap, facecolor=style.surface, linewidth=0, zorder=2.5))
    _words(axes, at, end.amount, wording.point(end.amount), style.text, style)


def _step(axes: Axes, at: int, level: float, step: Step, style: Style, wording: Wording) -> None:
    after = level + step.amount
    rise = step.amount >= 0
    _bar(axes, at, level, after, style.good_fill if rise else style.alert_fill)
    reach = [at - 1 + _WIDE / 2, at + _WIDE / 2], [level, level]
    axes.add_artist(Line2D(*reach, color=style.axis, linewidth=PIXEL, zorder=1.5))
    colour = style.good_text if rise else style.alert_text
    amount = f"+{wording.point(step.amount)}" if step.amount > 0 else wording.point(step.amount)
    _words(axes, at, max(level, after), amount if step.amount else "0", colour if step.amount else style.text3, style)


def _bar(axes: Axes, at: int, low: float, high: float, colour: str) -> None:
    low, high = sorted((low, high))
    axes.add_artist(Rectangle((at - _WIDE / 2, low), _WIDE, high - low, facecolor=colour, linewidth=0, zorder=2))


def _words(axes: Axes, at: int, y: float, words: str, colour: str, style: Style) -> None:
    write(axes, at, y, words, colour, weight=600, offset=(0, 8), box=style)


def _mark(at: int, step: Step, axis: Scale, words: str) -> Mark:
    return Mark(f"{step.label}\n{words}", Area(at - 0.5, at + 0.5, axis.low, axis.high), opens=False)


def _signed(amount: float, formats: Formats) -> str:
    words = formats.money(amount)
    return f"+{words}" if amount > 0 else words
