"""What a panel is: one drawing of a KPI page's second row."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesdesk.charts.marks import Marks
from salesdesk.charts.style import Style
from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import KpiResult
from salesdesk.ui.chart_render import Painting

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Panel:
    """One card: ``weight`` is its share of the row's width; without ``drills`` its places open nothing."""

    key: str
    title: str
    painting: Painting
    weight: int
    drills: bool = True


def trend_painting(result: KpiResult) -> Painting:
    """The monthly trend of a KPI."""

    def paint(figure: "Figure", style: Style, formats: Formats) -> Marks:
        from salesdesk.charts import trend

        return trend.draw(figure, result, style, formats)

    return paint
