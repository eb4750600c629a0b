"""The funnel: per stage how many reached it and of those how many passed, still wait, or were lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.figure import Figure

from salesdesk.charts.lettering import width_of
from salesdesk.charts.marks import Area, LegendEntry, Mark, Marks, Swatch
from salesdesk.charts.pixels import Canvas
from salesdesk.charts.style import Style
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import text
from salesdesk.kpi.definition import Part

_THICK = 20.0
_NARROW = 340.0
"""Pixels under which names stand above their bars."""
_NARROW_THICK = 14.0


@dataclass(frozen=True)
class Stage:
    """Records that reached a stage.  ``passed`` went on (or were won), ``waiting`` are there, ``lost`` ended there.

    ``part``: the stage is that part of the figure (None: it opens nothing).
    """

    key: str
    label: str
    reached: int
    passed: int
    waiting: int
    lost: int
    part: Part | None = None


def draw(figure: Figure, stages: Sequence[Stage], style: Style, formats: Formats) -> Marks:
    """Draw the stages from top to bottom; the weakest passage is in the alert colour."""
    canvas = Canvas.on(figure, style)
    if not stages:
        return Marks(axes=canvas.axes)
    if canvas.width < _NARROW:
        return _draw_narrow(canvas, stages, formats)
    left = min(max(width_of(stage.label) for stage in stages) + 12, canvas.width * 0.35)
    right = max(canvas.width - 108, left + 40)
    pitch = canvas.height / len(stages)
    most = max(stages[0].reached, *(stage.reached for stage in stages), 1)
    passages = [b.reached / a.reached if a.reached else None for a, b in pairwise(stages)]
    weakest = min((p for p in passages if p is not None), default=None)
    marks = []
    for i, stage in enumerate(stages):
        middle = i * pitch + min(_THICK / 2 + 2, pitch / 2)
        _draw_bar(canvas, stage, left, middle, (right - left) / most)
        share = formats.percent(stage.reached / most)
        canvas.words(left - 8, middle, stage.label, style.text, align="right", most=left - 8)
        canvas.words(canvas.width - 56, middle, formats.integer(stage.reached), style.text, weight=600, align="right")
        canvas.words(canvas.width, middle, share, style.text3, align="right")
        passage = passages[i] if i < len(passages) else None
        if passage is not None and pitch > _THICK + 12:
            worst = passage == weakest and len(passages) > 1
            words = text("chart.passing", formats.language, share=formats.percent(passage))
            colour = style.alert_text if worst else style.text3
            canvas.words(left + 2, middle + _THICK / 2 + 8, words, colour, weight=600 if worst else 400)
        row = Area(0, canvas.width, (i + 1) * pitch, i * pitch)
        marks.append(
            Mark(_label(stage, share, formats), row, part=stage.part or Part.NUMERATOR, opens=stage.part is not None)
        )
    told = " · ".join(f"{stage.label} {formats.integer(stage.reached)}" for stage in stages)
    legend = _legend(style, formats) if any(stage.waiting or stage.lost for stage in stages) else ()
    return Marks(tuple(marks), legend, told, canvas.axes)


def _draw_narrow(canvas: Canvas, stages: Sequence[Stage], formats: Formats) -> Marks:
    """Names, shares and numbers above bars on a track as wide as the drawing."""
    style, pitch = canvas.style, canvas.height / len(stages)
    most = max(1, *(stage.reached for stage in stages))
    marks = []
    for i, stage in enumerate(stages):
        head, middle = i * pitch + 9, i * pitch + 9 + 19
        canvas.words(0, head, stage.label, style.text, most=canvas.width * 0.4)
        canvas.words(canvas.width, head, formats.integer(stage.reached), style.text, weight=600, align="right")
        if i and stages[i - 1].reached:
            share = formats.percent(stage.reached / stages[i - 1].reached)
            words = text("chart.of_previous", formats.language, share=share)
            canvas.words(canvas.width - 54, head, words, style.text3, align="right")
        top, bottom = middle - _NARROW_THICK / 2, middle + _NARROW_THICK / 2
        canvas.bar(Area(0, canvas.width, bottom, top), style.none_soft, zorder=1)
        reach = canvas.width * stage.reached / most
        canvas.bar(Area(0, reach, bottom, top), style.series if i else style.ghost)
        row = Area(0, canvas.width, (i + 1) * pitch, i * pitch)
        label = _label(stage, formats.percent(stage.reached / most), formats)
        marks.append(Mark(label, row, part=stage.part or Part.NUMERATOR, opens=stage.part is not None))
    told = " · ".join(f"{stage.label} {formats.integer(stage.reached)}" for stage in stages)
    return Marks(tuple(marks), description=told, axes=canvas.axes)


def _draw_bar(canvas: Canvas, stage: Stage, left: float, middle: float, scale: float) -> None:
    style = canvas.style
    top, bottom = middle - _THICK / 2, middle + _THICK / 2
    for count, colour, hatch in (
        (stage.passed, style.series, ""),
        (stage.waiting, style.series_soft, ""),
        (stage.lost, style.alert_soft, style.alert_fill),
    ):
        if count:
            canvas.bar(Area(left, left + count * scale, bottom, top), colour, hatch=hatch)
            left += count * scale


def _label(stage: Stage, share: str, formats: Formats) -> str:
    language = formats.language
    parts = (("passed", stage.passed), ("waiting", stage.waiting), ("lost", stage.lost))
    told = [text(f"chart.{part}", language, n=count) for part, count in parts if count]
    return "\n".join([stage.label, f"{formats.integer(stage.reached)} · {share}", *told])


def _legend(style: Style, formats: Formats) -> tuple[LegendEntry, ...]:
    return (
        LegendEntry(Swatch.BAR, style.series, text("chart.legend_passed", formats.language)),
        LegendEntry(Swatch.BAR, style.series_soft, text("chart.legend_waiting", formats.language)),
        LegendEntry(Swatch.HATCH, style.alert_fill, text("chart.legend_lost", formats.language)),
    )
