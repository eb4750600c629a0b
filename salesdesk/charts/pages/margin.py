"""Gross margin: how concentrated it is, why it moved, and which ranges earn it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from salesdesk.charts.marks import Marks
from salesdesk.charts.pages.extra import Extra
from salesdesk.charts.style import Style
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import text
from salesdesk.kpi.definition import KpiResult, Status

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from salesdesk.charts.quadrant import Quadrant

_CORNERS: Final = ("weak", "niche", "mass", "strong")
_MOST_POINTS: Final = 400
_POOR: Final = 0.5
"""Members whose rate is under this share of the overall rate are shown as poor."""


def _pareto(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Share of the margin that the best references bring."""
    from salesdesk.charts import pareto

    curve = np.asarray(result.details["pareto"]["curve"], dtype=np.float64)
    losing = int(result.details.get("loss_makers", {}).get("count", 0))
    return pareto.draw(figure, pareto.Pareto(np.concatenate([[0.0], curve]), losing=losing), style, formats)


def _why(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """From the margin of the compared period to that of this one, in parts that add up."""
    from salesdesk.charts import waterfall

    why: Mapping[str, Any] = result.details["why"]
    steps = [
        waterfall.Step(text(f"chart.effect.{name}", formats.language), float(amount))
        for name, amount in why["parts"].items()
        if amount or name in {"price", "cost", "volume", "mix"}
    ]
    before = waterfall.Step(text("chart.margin_before", formats.language), float(why["before"]))
    after = waterfall.Step(text("chart.margin_after", formats.language), float(why["after"]))
    return waterfall.draw(figure, (before, after), steps, style, formats)


def _quadrant(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Ranges (else products) by revenue and margin rate."""
    from salesdesk.charts import quadrant

    dimension, drawn = _points(result, formats)
    return quadrant.draw(figure, drawn, style, formats, dimension=dimension)


def _points(result: KpiResult, formats: Formats) -> "tuple[str, Quadrant]":
    from salesdesk.charts.quadrant import Point, Quadrant

    found = result.details["quadrant"]
    wanted = "product" if result.dimension == "product" else "range"
    dimension = wanted if wanted in found else next(iter(found))
    table: Mapping[str, Any] = found[dimension]
    average = float(table["average_rate"])
    members = list(zip(table["key"], table["revenue"], table["rate"], table["quadrant"], strict=True))[:_MOST_POINTS]
    language = formats.language
    return dimension, Quadrant(
        points=[
            Point(str(key), str(key), float(revenue), float(rate), _status(float(rate), average, str(place)))
            for key, revenue, rate, place in members
        ],
        average_volume=float(table["average_revenue"]),
        average_rate=average,
        corners=tuple(text(f"chart.corner.{corner}", language) for corner in _CORNERS),  # type: ignore[arg-type]  # four
        caption=text("chart.quadrant_axis", language),
    )


def _status(rate: float, average: float, place: str) -> Status | None:
    """Much revenue at a low rate is to be watched, a rate far below the average is an alert."""
    if rate < _POOR * average:
        return Status.ALERT
    return Status.WATCH if place == "mass" else None


def _moved(result: KpiResult) -> bool:
    return result.previous is not None and result.previous.value is not None and bool(result.details["why"])


EXTRAS: Final = (
    Extra("pareto", 1, 378, "pareto", _pareto, lambda result: bool(result.details["pareto"])),
    Extra("why", 1, 378, "why", _why, _moved),
    Extra("quadrant", 2, 378, "quadrant", _quadrant, lambda result: bool(result.details["quadrant"])),
)
