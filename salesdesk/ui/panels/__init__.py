"""The drawings of each KPI's page: the trend, and what its details allow besides."""

from itertools import groupby
from typing import Final

from salesdesk.charts.details import extras
from salesdesk.domain.texts import keys
from salesdesk.kpi.definition import KpiResult
from salesdesk.ui.chart_render import Painting
from salesdesk.ui.language import speech
from salesdesk.ui.panels.panel import Panel, Place, painting_of, trend_painting
from salesdesk.ui.panels.reps import leading_reps
from salesdesk.ui.tokens import GAP

__all__ = ["SECOND_ROW", "Panel", "Place", "places_of"]

ROW: Final = 1160
"""Pixels of a row, its places and the gaps between them, as designed."""
SECOND_ROW: Final = 3
"""As many places as the second row holds; those numbered higher stand in the third."""


def places_of(result: KpiResult) -> list[Place]:
    """The trend first, then what stands beside it, then what stands in the third row."""
    panels = [
        (extra.place, extra.weight, _panel(extra.key, painting_of(extra.draw, result))) for extra in extras(result)
    ]
    if result.kpi.key == "revenue_per_rep" and not panels and (reps := leading_reps(result)) is not None:
        panels.append((1, 476, reps))
    panels.sort(key=lambda one: one[0])
    places = []
    for number, of in groupby(panels, key=lambda one: one[0]):
        members = list(of)
        places.append(Place(number, members[0][1], tuple(panel for _, _, panel in members)))
    beside = sum(place.weight + GAP for place in places if place.number < SECOND_ROW)
    trend = Place(0, max(ROW - beside, 300), (_panel("trend", trend_painting(result)),))
    return [trend, *places]


def _panel(key: str, painting: Painting) -> Panel:
    title = speech.text(f"chart.panel.{key}")
    tab = f"chart.tab.{key}"
    return Panel(key, title, speech.text(tab) if tab in keys() else title, painting)
