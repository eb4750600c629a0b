"""Which drawings a result has, in the order of its page's second row."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from salesdesk.charts.marks import Marks
from salesdesk.charts.style import Style
from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import KpiResult
from salesdesk.ui.chart_render import Painting

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Panel:
    """One card: ``weight`` is its share of the row's width."""

    key: str
    title: str
    painting: Painting
    weight: int


def panels_of(result: KpiResult) -> list[Panel]:
    """The trend first."""
    return [Panel("trend", QCoreApplication.translate("Panels", "Monthly trend"), _trend(result), 672)]


def _trend(result: KpiResult) -> Painting:
    def paint(figure: "Figure", style: Style, formats: Formats) -> Marks:
        from salesdesk.charts import trend

        return trend.draw(figure, result, style, formats)

    return paint
