"""What all KPIs together say of one filter: pace, forecast, what is worth acting on, what is to be reviewed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from salesdesk.domain.period import day_number
from salesdesk.domain.sales import Sales
from salesdesk.kpi.agenda import Review, agenda
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.definition import KpiResult
from salesdesk.kpi.forecast import HORIZON, Forecast, forecast
from salesdesk.kpi.own_figures import Ask, OwnFigures, own_figures, passing_opportunities
from salesdesk.kpi.pipeline import pipeline
from salesdesk.kpi.stakes import Stake, stakes
from salesdesk.kpi.velocity import Velocity, velocity
from salesdesk.kpi.what_if import Levers, WhatIf, what_if


@dataclass(frozen=True, eq=False)
class Overview:
    """Each part is made when it is first read.

    ``reviewed``: day of the latest review of each KPI.  ``within``: the figures of one member of a dimension.
    """

    ask: Ask
    sales: Sales
    today: date
    reviewed: Mapping[str, date]
    within: Callable[[str, str], OwnFigures] | None = None

    @cached_property
    def results(self) -> dict[str, KpiResult]:
        """The seven, by key, in tab order."""
        return {kpi.key: self.ask(kpi.key, "") for kpi in KPIS}

    @cached_property
    def figures(self) -> OwnFigures:
        return own_figures(self.ask, self.sales)

    @cached_property
    def velocity(self) -> Velocity:
        return velocity(self.figures)

    @cached_property
    def forecast(self) -> Forecast | None:
        """Of the next :data:`~salesdesk.kpi.forecast.HORIZON` days."""
        return self.forecast_for(HORIZON)

    @cached_property
    def stakes(self) -> list[Stake]:
        """All that is worth acting on, most euros first."""
        where = next(iter(self.results.values())).filter
        book = pipeline(self.sales, passing_opportunities(self.sales, where.members))
        today = day_number(self.sales.as_of)
        return stakes(self.results, self.figures, book, today, self.sales.currency, self.within)

    @cached_property
    def agenda(self) -> list[Review]:
        return agenda(self.today, self.reviewed)

    def forecast_for(self, horizon: int) -> Forecast | None:
        """``horizon`` in days, a multiple of 30."""
        where = self.ask("conversion_rate", "").filter
        return forecast(self.sales, passing_opportunities(self.sales, where.members), horizon)

    def what_if(self, levers: Levers) -> WhatIf | None:
        return what_if(self.figures, levers)
