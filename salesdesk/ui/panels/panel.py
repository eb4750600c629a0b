"""What a panel is: one drawing of a KPI's page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from salesdesk.charts.marks import Marks
from salesdesk.charts.style import Style
from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import KpiResult
from salesdesk.ui.chart_render import Painting

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Drawing: TypeAlias = "Callable[[Figure, KpiResult, Style, Formats], Marks]"


@dataclass(frozen=True)
class Panel:
    """One drawing.  ``tab`` is its short name among others of the same card."""

    key: str
    title: str
    tab: str
    painting: Painting


@dataclass(frozen=True)
class Place:
    """A card with one drawing shown at a time: ``weight`` is its share of a row; row 2 is below the header."""

    number: int
    weight: int
    panels: tuple[Panel, ...]


def painting_of(draw: Drawing, result: KpiResult) -> Painting:
    """A drawing of a result, ready but for figure, theme and language."""

    def paint(figure: "Figure", style: Style, formats: Formats) -> Marks:
        return draw(figure, result, style, formats)

    return paint


def trend_painting(result: KpiResult) -> Painting:
    """The monthly trend of a KPI."""

    def paint(figure: "Figure", style: Style, formats: Formats) -> Marks:
        from salesdesk.charts import trend

        return trend.draw(figure, result, style, formats)

    return paint
