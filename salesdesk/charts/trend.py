"""The monthly trend of any KPI, drawn as its unit asks."""

from matplotlib.figure import Figure

from salesdesk.charts import trend_amount, trend_leads, trend_rate
from salesdesk.charts.marks import Marks
from salesdesk.charts.style import Style
from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import KpiResult, Unit


def draw(figure: Figure, result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Bars for money and counts, counts in front of all that came in; a line for rates and durations.

    Call it again on the same figure for new data or a new size: the axes are kept.
    """
    if result.kpi.unit is Unit.COUNT and result.total.denominator:
        return trend_leads.draw(figure, result, style, formats)
    if result.kpi.unit in {Unit.MONEY, Unit.COUNT}:
        return trend_amount.draw(figure, result, style, formats)
    return trend_rate.draw(figure, result, style, formats)
