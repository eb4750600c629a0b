"""What a KPI's details hold, in the words and shapes that drawings take.  Does not load matplotlib.

Every function gives None where the details do not hold what its drawing needs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from salesdesk.charts.marks import Marks
from salesdesk.charts.style import Style
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import keys, text
from salesdesk.kpi.definition import KpiResult, Status

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from salesdesk.charts.funnel import Stage

_MOST_BARS: Final = 7
_FULL_LOAD: Final = (15, 20)
"""Qualified leads per rep and week that the load is held against."""


@dataclass(frozen=True)
class Extra:
    """A drawing beside the trend.  ``key`` names it (``chart.panel.<key>`` is its title).

    ``weight``: its share of a row of 1160 pixels, as designed.
    """

    key: str
    weight: int
    paint: "Callable[[Figure, KpiResult, Style, Formats], Marks]"

    def draw(self, figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
        return self.paint(figure, result, style, formats)


def extras(result: KpiResult) -> tuple[Extra, ...]:
    """The drawings that this result's details allow, in the order of the page."""
    return tuple(extra for extra, needed in _EXTRAS.get(result.kpi.key, ()) if result.details.get(needed))


# ---------------------------------------------------------------- conversion and leads


def _funnel(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    from salesdesk.charts import funnel

    return funnel.draw(figure, funnel_stages(result, formats), style, formats)


def funnel_stages(result: KpiResult, formats: Formats) -> "list[Stage]":
    """The steps to the sale, one under the other."""
    steps: Sequence[Mapping[str, Any]] = result.details["funnel"]
    if result.kpi.key == "conversion_rate":  # its prospects begin as qualified; the leads are on their own page
        steps = [step for step in steps if step["step"] not in {"leads", "opportunity"}]
    return [_stage(step, formats) for step in steps]


def _stage(step: Mapping[str, Any], formats: Formats) -> "Stage":
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
    )


def _delays(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Hours from qualification to first contact: within a day, later, too late."""
    from salesdesk.charts import bars

    counts: Sequence[int] = result.details["reaction"]["delays"]
    whole = sum(counts) or 1
    late = (None, None, None, Status.WATCH, Status.WATCH, Status.ALERT)
    drawn = [
        bars.Bar(
            key="",
            label=text(f"chart.delay_{i}", formats.language),
            value=float(count),
            words=formats.percent(count / whole, 0),
            note=formats.integer(count),
            status=status,
        )
        for i, (count, status) in enumerate(zip(counts, late, strict=True))
    ]
    return bars.draw(figure, drawn, style)


def _load(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Qualified leads per rep and week."""
    from salesdesk.charts import bars

    load: Sequence[Mapping[str, Any]] = result.details["load"]
    drawn = [
        bars.Bar(
            key=str(rep["rep"]),
            label=str(rep["rep"]),
            value=float(rep["mean"]),
            words=formats.number(float(rep["mean"])),
            status=Status.ALERT if rep["mean"] > _FULL_LOAD[1] else None,
        )
        for rep in load[:_MOST_BARS]
    ]
    low, high = _FULL_LOAD
    return bars.draw(figure, drawn, style, dimension="rep", stretch=bars.Stretch(low, high, f"{low}–{high}"))


# ---------------------------------------------------------------- sales cycle


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
            status=Status.ALERT if stage["median"] == longest and len(stages) > 1 else None,
        )
        for stage in stages[:_MOST_BARS]
    ]
    return bars.draw(figure, drawn, style, names_above=True)


# ---------------------------------------------------------------- repurchase, margin


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
    ]
    return bars.draw(figure, drawn, style)


def _cohorts(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Share of each cohort that bought again, by the time since its first purchase."""
    from salesdesk.charts import heat_map

    cohorts: Mapping[str, Any] = result.details["cohorts"]
    table = heat_map.HeatMap(
        rows=[formats.month_year(first) for first in cohorts["first"]],
        columns=[text("chart.months", formats.language, n=int(months)) for months in cohorts["months"]],
        short_columns=[text("chart.months_short", formats.language, n=int(months)) for months in cohorts["months"]],
        values=np.asarray(cohorts["rates"], dtype=np.float64),
        based_on=np.asarray(cohorts["customers"], dtype=np.int64),
    )
    return heat_map.draw(figure, table, style, formats)


def _pareto(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Share of the margin that the best references bring."""
    from salesdesk.charts import pareto

    curve = np.asarray(result.details["pareto"]["curve"], dtype=np.float64)
    return pareto.draw(figure, pareto.Pareto(np.concatenate([[0.0], curve])), style, formats)


# ---------------------------------------------------------------- losses


def _reasons(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Families of loss reasons, most frequent first, with their cumulated share."""
    from salesdesk.charts import bars

    reasons: Sequence[Mapping[str, Any]] = result.details["reasons"]
    cumulated = np.cumsum([float(reason["share"]) for reason in reasons])
    drawn = []
    for reason, share in zip(reasons, cumulated.tolist(), strict=True):
        name = f"kpi.loss_rate.family.{reason['family']}"
        known = tuple(str(written["name"]) for written in reason.get("reasons", ()))
        drawn.append(
            bars.Bar(
                key=str(reason["family"]),
                label=text(name, formats.language) if name in keys() else str(reason["family"]),
                value=float(reason["count"]),
                words=formats.integer(reason["count"]),
                note=formats.percent(share, 0),
                muted=reason["family"] == "not_given",
                members=known or ("",),
            )
        )
    return bars.draw(figure, drawn[:_MOST_BARS], style, dimension="loss_reason")


def _lost_at(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """The stage where the lost ones died; the worst stands out."""
    from salesdesk.charts import bars

    stages: Sequence[Mapping[str, Any]] = result.details["stages"]
    whole = sum(int(stage["count"]) for stage in stages) or 1
    worst = max(int(stage["count"]) for stage in stages)
    drawn = [
        bars.Bar(
            key=str(stage["name"]),
            label=str(stage["name"]),
            value=float(stage["count"]),
            words=formats.integer(stage["count"]),
            note=formats.percent(stage["count"] / whole, 0),
            status=Status.ALERT if stage["count"] == worst and len(stages) > 1 else None,
        )
        for stage in stages[:_MOST_BARS]
    ]
    return bars.draw(figure, drawn, style, names_above=True, dimension="stage")


_EXTRAS: Final[Mapping[str, tuple[tuple[Extra, str], ...]]] = {
    "conversion_rate": ((Extra("funnel", 476, _funnel), "funnel"),),
    "sales_cycle": (
        (Extra("histogram", 356, _histogram), "histogram"),
        (Extra("stage_days", 304, _stage_days), "stages"),
    ),
    "repurchase_rate": (
        (Extra("cohorts", 672, _cohorts), "cohorts"),
        (Extra("windows", 356, _windows), "windows"),
    ),
    "gross_margin": ((Extra("pareto", 378, _pareto), "pareto"),),
    "qualified_leads": (
        (Extra("lead_funnel", 304, _funnel), "funnel"),
        (Extra("delays", 356, _delays), "reaction"),
        (Extra("load", 332, _load), "load"),
    ),
    "loss_rate": (
        (Extra("reasons", 356, _reasons), "reasons"),
        (Extra("lost_at", 304, _lost_at), "stages"),
    ),
}
"""Per KPI its drawings, each with the key of the details that it needs."""
