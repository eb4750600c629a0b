"""Conversion: the steps to the sale, and what the delay of the first contact does to it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from salesdesk.charts.marks import Marks
from salesdesk.charts.pages.extra import Extra
from salesdesk.charts.pages.revenue import short_names
from salesdesk.charts.style import Style
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import text
from salesdesk.kpi.definition import KpiResult, Part
from salesdesk.kpi.follow_up import HOURS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from salesdesk.charts.funnel import Stage

_MOST: Final = 9
"""Channels and reps that a heat map has room for."""
_PARTS: Final = {"qualified": Part.DENOMINATOR, "won": Part.NUMERATOR}
_LEAD_PARTS: Final = {"leads": Part.DENOMINATOR, "qualified": Part.NUMERATOR}


def funnel_stages(result: KpiResult, formats: Formats) -> "list[Stage]":
    """The steps to the sale, one under the other."""
    steps: Sequence[Mapping[str, Any]] = result.details["funnel"]
    if result.kpi.key != "conversion_rate":
        return [_stage(step, formats, _LEAD_PARTS) for step in steps]
    # Its prospects begin as qualified; the leads are on their own page.
    steps = [step for step in steps if step["step"] not in {"leads", "opportunity"}]
    return [_stage(step, formats, _PARTS if result.basis == "cohort" else {}) for step in steps]


def _stage(step: Mapping[str, Any], formats: Formats, parts: Mapping[str, Part]) -> "Stage":
    """One step; where it is not told what became of those who did not pass, all who reached it are drawn."""
    from salesdesk.charts.funnel import Stage

    name, reached = str(step.get("name", "")), int(step["reached"])
    told = "passed" in step and step["step"] != "won"
    return Stage(
        key=name,
        label=name or text(f"chart.step.{step['step']}", formats.language),
        reached=reached,
        passed=int(step["passed"]) if told else reached,
        waiting=int(step["open"]) if told else 0,
        lost=int(step["lost"]) if told else 0,
        part=parts.get(step["step"]),
    )


def funnel(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    from salesdesk.charts import funnel as drawing

    return drawing.draw(figure, funnel_stages(result, formats), style, formats)


def _follow_up(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Share of the prospects won, by the delay of the first contact."""
    from salesdesk.charts import columns

    delays: Sequence[Mapping[str, Any]] = result.details["follow_up"]["classes"]
    drawn = []
    for delay in delays:
        rate, last = delay["rate"], delay["up_to_hours"]
        i = len(HOURS) if last is None else HOURS.index(last)
        low, high = rate.interval or (None, None)
        drawn.append(
            columns.Column(
                label=text(f"chart.delay_short_{i}", formats.language),
                value=rate.value or 0.0,
                words=formats.percent(rate.value),
                told=text("chart.few" if rate.few else "chart.based_on", formats.language, n=rate.based_on),
                low=low,
                high=high,
                faded=rate.few,
            )
        )
    return columns.draw(figure, drawn, style)


def _heat(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Conversion of each channel by rep."""
    from salesdesk.charts import heat_map

    found: Mapping[str, Any] = result.details["heat"]
    channels, reps = list(found["channels"])[:_MOST], list(found["reps"])[:_MOST]
    rates = np.array([[np.nan if rate is None else rate for rate in row[:_MOST]] for row in found["rate"][:_MOST]])
    table = heat_map.HeatMap(
        rows=channels,
        columns=reps,
        short_columns=short_names(reps),
        values=rates,
        based_on=np.array([row[:_MOST] for row in found["prospects"][:_MOST]], dtype=np.int64),
        row_dimension="channel",
        row_keys=channels,
        column_dimension="rep",
        column_keys=reps,
    )
    return heat_map.draw(figure, table, style, formats)


def _has_delays(result: KpiResult) -> bool:
    found = result.details["follow_up"]
    return bool(found and found["classes"])


EXTRAS: Final = (
    Extra("funnel", 1, 476, "funnel", funnel, lambda result: bool(result.details["funnel"])),
    Extra("follow_up", 1, 476, "follow_up", _follow_up, _has_delays),
    Extra("cross", 1, 476, "heat", _heat, lambda result: bool(result.details["heat"])),
)
