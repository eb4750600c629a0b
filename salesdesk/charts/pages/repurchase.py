"""Repurchase: cohorts, the time to the second purchase, the share who came back within set delays."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from salesdesk.charts.marks import Marks
from salesdesk.charts.pages.extra import Extra
from salesdesk.charts.style import Style
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import text
from salesdesk.kpi.definition import KpiResult

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MONTHS: Final = 14
"""Cohorts and months that a heat map by month has room for."""


def _cohorts(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Share of each quarter's new customers that bought again, by the time since their first purchase."""
    from salesdesk.charts import heat_map

    cohorts: Mapping[str, Any] = result.details["cohorts"]
    language = formats.language
    table = heat_map.HeatMap(
        rows=[
            text("chart.quarter", language, n=str((first.month + 2) // 3), year=str(first.year))
            for first in cohorts["first"]
        ],
        columns=[text("chart.months", language, n=int(months)) for months in cohorts["months"]],
        short_columns=[text("chart.months_short", language, n=int(months)) for months in cohorts["months"]],
        values=np.asarray(cohorts["rates"], dtype=np.float64),
        based_on=np.asarray(cohorts["customers"], dtype=np.int64),
    )
    return heat_map.draw(figure, table, style, formats)


def _monthly(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Share of each month's new customers that bought in each of the months after."""
    from salesdesk.charts import heat_map

    found: Mapping[str, Any] = result.details["heat_map"]
    rates = np.asarray(found["rates"], dtype=np.float64)[-_MONTHS:, :_MONTHS]
    since = list(found["since"])[:_MONTHS]
    table = heat_map.HeatMap(
        rows=[formats.month_year(first) for first in found["first"]][-_MONTHS:],
        columns=[text("chart.month_plus", formats.language, n=str(months)) for months in since],
        short_columns=[f"+{months}" for months in since],
        values=rates,
        based_on=np.asarray(found["customers"], dtype=np.int64)[-_MONTHS:],
    )
    return heat_map.draw(figure, table, style, formats)


def _second(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Share of new customers that bought a second time by each age, those still waiting included."""
    from salesdesk.charts import curves

    found: Mapping[str, Any] = result.details["second_purchase"]
    median = found["median"]
    drawn = curves.Curves(
        age=np.asarray(found["age"], dtype=np.float64),
        curves=[curves.Curve(text("chart.again", formats.language), style.series, np.asarray(found["share"]))],
        caption=text("chart.second_axis", formats.language),
        middle=median,
        middle_words=text("chart.half", formats.language, value=formats.days(median)),
    )
    return curves.draw(figure, drawn, style, formats)


def _windows(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Share of new customers who bought again within so many days; complete windows only."""
    from salesdesk.charts import bars

    windows = {int(days): measure for days, measure in result.details["windows"].items()}
    drawn = [
        bars.Bar(
            key="",
            label=text("chart.within", formats.language, days=formats.days(days)),
            value=measure.value or 0.0,
            words=formats.percent(measure.value),
            note=f"n = {formats.integer(measure.based_on)}",
            muted=measure.few,
        )
        for days, measure in sorted(windows.items())
        if measure.value is not None
    ]
    return bars.draw(figure, drawn, style)


EXTRAS: Final = (
    Extra("cohorts", 1, 672, "cohorts", _cohorts, lambda result: bool(result.details["cohorts"])),
    Extra("monthly", 1, 672, "heat_map", _monthly, lambda result: len(result.details["cohorts"].get("first", ())) > 1),
    Extra("second", 1, 672, "second_purchase", _second),
    Extra("windows", 1, 672, "windows", _windows),
)
