"""Panels drawn as rows of bars: loss reasons, stages, revenue of reps, weekly load, delays."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from salesdesk.charts.marks import Marks
from salesdesk.charts.style import Style
from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import KpiResult, Part, Status
from salesdesk.report.words import member
from salesdesk.ui.chart_render import Painting
from salesdesk.ui.panels.panel import Panel

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from salesdesk.charts.bars import Bar, Stretch

translate = QCoreApplication.translate
MOST = 8
FULL_LOAD = (15, 20)
"""Qualified leads that a rep can follow in a week."""


def loss_reasons(result: KpiResult, formats: Formats) -> Panel | None:
    """Reasons as written, most frequent first; those not given are grey."""
    tallies = [one for family in result.details.get("reasons", ()) for one in family["reasons"]]
    if not tallies:
        return None
    lost = sum(int(one["count"]) for one in tallies) or 1
    tallies.sort(key=lambda one: -int(one["count"]))
    from salesdesk.charts.bars import Bar

    bars = [
        Bar(
            _key(one),
            member("loss_reason", _key(one), formats),
            float(one["count"]),
            formats.integer(one["count"]),
            formats.percent(one["count"] / lost),
            muted=not _key(one),
        )
        for one in tallies[:MOST]
    ]
    return Panel("reasons", translate("Panels", "Why they were lost"), _painting(bars, "loss_reason"), 356)


def lost_stages(result: KpiResult, formats: Formats) -> Panel | None:
    """The last stage of what was lost."""
    stages = [one for one in result.details.get("stages", ()) if one["count"]]
    if not stages:
        return None
    from salesdesk.charts.bars import Bar

    most = max(one["count"] for one in stages)
    bars = [
        Bar(
            str(one["name"]),
            str(one["name"]),
            float(one["count"]),
            formats.integer(one["count"]),
            status=Status.ALERT if one["count"] == most and len(stages) > 1 else None,
        )
        for one in stages[:MOST]
    ]
    title = translate("Panels", "Where they were lost")
    return Panel("stages", title, _painting(bars, "stage"), 304, drills=False)


def stage_days(result: KpiResult, formats: Formats) -> Panel | None:
    """Median days that won opportunities spent in each stage."""
    stages = result.details.get("stages", ())
    if not stages:
        return None
    from salesdesk.charts.bars import Bar

    longest = max(one["median"] for one in stages)
    bars = [
        Bar(
            str(one["stage"]),
            str(one["stage"]),
            float(one["median"]),
            formats.days(one["median"]),
            status=Status.WATCH if one["median"] == longest and len(stages) > 1 else None,
        )
        for one in stages[:MOST]
    ]
    return Panel("stages", translate("Panels", "Days per stage"), _painting(bars), 304, drills=False)


def reps(result: KpiResult, formats: Formats) -> Panel | None:
    """Revenue of each rep, the compared period as an upright stroke."""
    if result.dimension != "rep" or not result.groups:
        return None
    from salesdesk.charts.bars import Bar

    ranked = sorted(result.groups, key=lambda group: -(group.measure.numerator or 0.0))
    bars = [
        Bar(
            group.key,
            member("rep", group.key, formats),
            group.measure.numerator or 0.0,
            formats.short_money(group.measure.numerator),
            before=group.previous.numerator if group.previous is not None else None,
        )
        for group in ranked[:MOST]
    ]
    return Panel("reps", translate("Panels", "Leading reps"), _painting(bars, "rep"), 476)


def weekly_load(result: KpiResult, formats: Formats) -> Panel | None:
    """Qualified leads per rep and week, beside what a rep can follow."""
    load = result.details.get("load", ())
    if not load:
        return None
    from salesdesk.charts.bars import Bar, Stretch

    bars = [
        Bar(
            str(one["rep"]),
            str(one["rep"]),
            float(one["mean"]),
            formats.number(one["mean"]),
            status=Status.WATCH if one["mean"] > FULL_LOAD[1] else None,
        )
        for one in load[:MOST]
    ]
    stretch = Stretch(*FULL_LOAD, f"{FULL_LOAD[0]}–{FULL_LOAD[1]}")
    title = translate("Panels", "Qualified leads per rep and week")
    return Panel("load", title, _painting(bars, "rep", stretch), 356)


def _key(one: dict[str, Any]) -> str:
    return str(one.get("key", one.get("name", "")) or "")


def _painting(bars: "Sequence[Bar]", dimension: str = "", stretch: "Stretch | None" = None) -> Painting:
    def paint(figure: "Figure", style: Style, formats: Formats) -> Marks:  # noqa: ARG001 - words are written already
        from salesdesk.charts import bars as drawing

        return drawing.draw(figure, bars, style, dimension=dimension, part=Part.NUMERATOR, stretch=stretch)

    return paint
