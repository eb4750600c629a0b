"""Revenue of the leading reps, the compared period as an upright stroke."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from salesdesk.charts.marks import Marks
from salesdesk.charts.style import Style
from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import KpiResult
from salesdesk.report.words import member
from salesdesk.ui.panels.panel import Panel

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST = 8


def leading_reps(result: KpiResult) -> Panel | None:
    """None unless the result is grouped by rep."""
    if result.dimension != "rep" or not result.groups:
        return None
    ranked = sorted(result.groups, key=lambda group: -(group.measure.numerator or 0.0))[:MOST]

    def paint(figure: "Figure", style: Style, formats: Formats) -> Marks:
        from salesdesk.charts import bars

        rows = [
            bars.Bar(
                group.key,
                member("rep", group.key, formats),
                group.measure.numerator or 0.0,
                formats.short_money(group.measure.numerator),
                before=group.previous.numerator if group.previous is not None else None,
            )
            for group in ranked
        ]
        return bars.draw(figure, rows, style, dimension="rep")

    title = QCoreApplication.translate("Panels", "Leading reps")
    return Panel("reps", title, title, paint)
