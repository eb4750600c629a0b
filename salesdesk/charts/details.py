"""The drawings that a KPI's details allow besides its trend.  Does not load matplotlib."""

from collections.abc import Mapping
from typing import Final

from salesdesk.charts.pages import conversion, cycle, leads, losses, margin, repurchase, revenue
from salesdesk.charts.pages.extra import Extra
from salesdesk.kpi.definition import KpiResult

__all__ = ["Extra", "extras", "telling"]

_EXTRAS: Final[Mapping[str, tuple[Extra, ...]]] = {
    "conversion_rate": conversion.EXTRAS,
    "revenue_per_rep": revenue.EXTRAS,
    "sales_cycle": cycle.EXTRAS,
    "repurchase_rate": repurchase.EXTRAS,
    "gross_margin": margin.EXTRAS,
    "qualified_leads": leads.EXTRAS,
    "loss_rate": losses.EXTRAS,
}

_TELLING: Final[Mapping[str, tuple[str, ...]]] = {
    "sales_cycle": ("stage_days", "histogram"),
    "gross_margin": ("why", "quadrant", "pareto"),
    "qualified_leads": ("delays", "lead_funnel"),
    "loss_rate": ("reasons", "lost_at"),
}
"""Where the page's order is not the order of what tells most."""


def extras(result: KpiResult) -> tuple[Extra, ...]:
    """The drawings that this result's details allow, in the order of the page."""
    return tuple(extra for extra in _EXTRAS.get(result.kpi.key, ()) if extra.fits(result))


def telling(result: KpiResult) -> tuple[Extra, ...]:
    """The same, those first that tell most, for a page with room for one or two."""
    order = _TELLING.get(result.kpi.key, ())
    found = extras(result)
    return tuple(sorted(found, key=lambda extra: order.index(extra.key) if extra.key in order else len(order)))
