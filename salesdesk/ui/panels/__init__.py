"""The drawings of each KPI's page: the trend, and what its details allow besides."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import KpiResult
from salesdesk.ui.panels.bars import loss_reasons, lost_stages, reps, stage_days, weekly_load
from salesdesk.ui.panels.flows import concentration, cycle_histogram, funnel
from salesdesk.ui.panels.panel import Panel, trend_painting

__all__ = ["Panel", "panels_of"]

Maker = Callable[[KpiResult, Formats], Panel | None]

SPECIFIC: Final[Mapping[str, tuple[Maker, ...]]] = {
    "conversion_rate": (funnel,),
    "revenue_per_rep": (reps,),
    "sales_cycle": (cycle_histogram, stage_days),
    "gross_margin": (concentration,),
    "qualified_leads": (funnel, weekly_load),
    "loss_rate": (loss_reasons, lost_stages),
}
"""What a KPI's page draws beside its trend, as far as the data allows."""

TREND_WIDTHS: Final = (1160, 672, 476)
"""Weight of the trend beside none, one and two other panels."""


def panels_of(result: KpiResult, formats: Formats) -> list[Panel]:
    """The trend first."""
    makers = SPECIFIC.get(result.kpi.key, ())
    others = [panel for maker in makers if (panel := maker(result, formats)) is not None]
    title = QCoreApplication.translate("Panels", "Monthly trend")
    return [Panel("trend", title, trend_painting(result), TREND_WIDTHS[len(others)]), *others]
