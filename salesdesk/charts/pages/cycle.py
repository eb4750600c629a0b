"""Sales cycle: how long sales took, how open ones fare, and where the days go."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from salesdesk.charts.marks import Marks
from salesdesk.charts.pages.extra import MOST_BARS, Extra
from salesdesk.charts.style import Style
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import text
from salesdesk.kpi.definition import KpiResult, Status

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def _histogram(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """How the days from first contact to signature spread, with the median and the benchmark's good zone."""
    from salesdesk.charts import histogram

    classes: Sequence[Mapping[str, Any]] = result.details["histogram"]
    last = classes[-1]
    width = int(classes[0]["high"] or 1) - int(classes[0]["low"])
    edges = [int(c["low"]) for c in classes] + [int(last["high"] or int(last["low"]) + width)]
    median = result.total.value
    good = next((z for z in result.benchmark.zones if z.status is Status.GOOD), None) if result.benchmark else None
    drawn = histogram.Histogram(
        edges=edges,
        counts=[int(c["count"]) for c in classes],
        caption=text("chart.cycle_axis", formats.language),
        middle=median,
        middle_words=text("chart.median", formats.language, value=formats.days(median)),
        good=(good.low, good.high) if good is not None and good.low < edges[-1] else None,
        good_words=text("chart.benchmark", formats.language),
        open_end=last["high"] is None,
    )
    return histogram.draw(figure, drawn, style, formats)


def _survival(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Of all opportunities, open ones included, the share won and lost by each age."""
    from salesdesk.charts import curves

    found: Mapping[str, Any] = result.details["survival"]
    drawn = curves.Curves(
        age=np.asarray(found["age"], dtype=np.float64),
        curves=[
            curves.Curve(text("chart.legend_won", formats.language), style.series, np.asarray(found["won"])),
            curves.Curve(text("chart.legend_lost", formats.language), style.c4, np.asarray(found["lost"])),
        ],
        caption=text("chart.survival_axis", formats.language),
        middle=result.total.value,
        middle_words=text("chart.median", formats.language, value=formats.days(result.total.value)),
    )
    return curves.draw(figure, drawn, style, formats)


def _stage_days(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Median days in each stage; the longest stands out."""
    from salesdesk.charts import bars

    stages: Sequence[Mapping[str, Any]] = result.details["stages"]
    longest = max(float(stage["median"]) for stage in stages)
    drawn = [
        bars.Bar(
            key=str(stage["stage"]),
            label=str(stage["stage"]),
            value=float(stage["median"]),
            words=formats.days(float(stage["median"])),
            told=text("chart.based_on", formats.language, n=int(stage["count"])),
            status=Status.ALERT if stage["median"] == longest and len(stages) > 1 else None,
        )
        for stage in stages[:MOST_BARS]
    ]
    return bars.draw(figure, drawn, style, names_above=True)


EXTRAS: Final = (
    Extra("histogram", 1, 356, "histogram", _histogram, lambda result: bool(result.details["histogram"])),
    Extra("survival", 1, 356, "survival", _survival, lambda result: len(result.details["survival"]["age"]) > 1),
    Extra("stage_days", 2, 304, "stages", _stage_days, lambda result: bool(result.details["stages"])),
)
