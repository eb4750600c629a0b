"""The drawings of each KPI's page: the trend, and what its details allow besides."""

from typing import Final

from salesdesk.charts.details import extras
from salesdesk.kpi.definition import KpiResult
from salesdesk.ui.language import speech
from salesdesk.ui.panels.panel import Panel, painting_of, trend_painting
from salesdesk.ui.panels.reps import leading_reps

__all__ = ["Panel", "panels_of"]

TREND_WIDTHS: Final = (1160, 672, 476)
"""Weight of the trend beside none, one, and two other panels."""
NOT_RECORDS: Final = ("funnel", "lead_funnel", "stage_days", "histogram", "delays", "cohorts", "windows", "pareto")
"""Drawings whose places are no part of the figure that the records panel could open."""


def panels_of(result: KpiResult) -> list[Panel]:
    """The trend first."""
    others = [
        Panel(
            extra.key,
            speech.text(f"chart.panel.{extra.key}"),
            painting_of(extra.draw, result),
            extra.weight,
            drills=extra.key not in NOT_RECORDS,
        )
        for extra in extras(result)
    ]
    if result.kpi.key == "revenue_per_rep" and (reps := leading_reps(result)) is not None:
        others.append(reps)
    weight = TREND_WIDTHS[min(len(others), len(TREND_WIDTHS) - 1)]
    return [Panel("trend", speech.text("chart.panel.trend"), trend_painting(result), weight), *others]
