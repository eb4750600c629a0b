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
    """One card: ``weight`` is its share of the row's width; without ``drills`` its places open nothing."""

    key: str
    title: str
    painting: Painting
    weight: int
    drills: bool = True


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
