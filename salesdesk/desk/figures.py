"""Figures of the open company: the KPIs, their targets and definitions, and what is made of several."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from salesdesk.desk.actions import ActionBook
from salesdesk.desk.company import CompanyDesk
from salesdesk.desk.open_deals import OpenStage, open_deals
from salesdesk.desk.recent import Recent
from salesdesk.domain.columns import DIMENSIONS, Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import Period, rolling_year
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.compute import compute
from salesdesk.kpi.definition import Kpi, KpiResult
from salesdesk.kpi.overview import Overview
from salesdesk.kpi.own_figures import Ask, OwnFigures, own_figures
from salesdesk.kpi.ranking import with_ranked
from salesdesk.kpi.rate_change import RateChange, rate_change
from salesdesk.kpi.stakes import Stake
from salesdesk.kpi.switches import SWITCHES, Switch, chosen
from salesdesk.store.company import CompanyFile

RESULTS_KEPT: Final = 128
"""Results held for the latest questions: a dozen and a half pages' worth of the seven."""


@dataclass(frozen=True)
class Chosen:
    """A choice within a KPI's definition, and what the company chose."""

    switch: Switch
    choice: str


def kpi_by_key(key: str) -> Kpi:
    """The KPI of that key.  Raises SalesDeskError with the known keys."""
    for kpi in KPIS:
        if kpi.key == key:
            return kpi
    raise SalesDeskError("error.kpi", key=key, known=", ".join(kpi.key for kpi in KPIS))


class FigureDesk(CompanyDesk):
    """The questions about figures.  Answers to the latest questions are kept."""

    def __init__(self, company: CompanyFile, today: date | None = None) -> None:
        super().__init__(company, today)
        self._results: Recent[KpiResult] = Recent(RESULTS_KEPT)
        self._stakes: Recent[tuple[Stake, ...]] = Recent(RESULTS_KEPT)

    def set_setting(self, key: str, value: object) -> None:
        super().set_setting(key, value)
        self._results.clear()
        self._stakes.clear()

    def default_period(self) -> Period:
        """The last twelve months that the data covers."""
        return rolling_year(self.sales.as_of)

    def result(
        self, key: str, where: Filter, *, basis: str = "", dimension: str = "", compared: str = "year", sector: str = ""
    ) -> KpiResult:
        """One KPI's complete answer.  '' takes the KPI's default basis and dimension, and the company's sector."""
        sales = self._sales_for(where, dimension)
        question = (sales.version, sales.as_of, key, where.key(), basis, dimension, compared, sector)
        return self._results.get(
            question,
            lambda: compute(
                kpi_by_key(key),
                sales,
                where,
                basis=basis or str(self.setting(f"basis.{key}", "")),
                dimension=dimension,
                compared=compared,
                sector=sector or sales.sector,
            ),
        )

    def told(self, result: KpiResult) -> KpiResult:
        """The result with its findings ranked by what is at stake; this takes all seven KPIs of its filter."""
        where, sales = result.filter, self._sales_for(result.filter, "")
        question = ("stakes", sales.version, sales.as_of, where.key())
        stakes = self._stakes.get(question, lambda: tuple(self.overview(where).stakes))
        return with_ranked(result, stakes, sales.currency)

    def results(self, where: Filter, *, compared: str = "year") -> list[KpiResult]:
        """The seven, in tab order."""
        return [self.result(kpi.key, where, compared=compared) for kpi in KPIS]

    def members(self, dimension: str) -> list[str]:
        """Names that records carry along a dimension, most frequent first; what a filter offers."""
        return list(self.member_counts(dimension))

    def member_counts(self, dimension: str) -> dict[str, int]:
        """As ``members``, with the number of order lines, opportunities and leads that carry each."""
        sales = self.sales
        counts: dict[str, int] = {}
        for kind in (Kind.ORDER_LINE, Kind.OPPORTUNITY, Kind.LEAD):
            codes, names = sales.dimension(kind, dimension)
            tally = np.bincount(codes[codes >= 0], minlength=len(names))
            for code in np.flatnonzero(tally).tolist():
                counts[names[code]] = counts.get(names[code], 0) + int(tally[code])
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def dimensions(self, key: str) -> list[str]:
        """The dimensions that a KPI's records can be told apart by."""
        kpi, sales = kpi_by_key(key), self.sales
        return [d for d in kpi.dimensions if any(sales.answers(kind, d) for kind in kpi.kinds)]

    def filters(self) -> list[str]:
        """The dimensions worth a chip in the filter bar: some record answers them."""
        kinds = (Kind.ORDER_LINE, Kind.OPPORTUNITY, Kind.LEAD)
        sales = self.sales
        return [d.key for d in DIMENSIONS.values() if d.filterable and any(sales.answers(k, d.key) for k in kinds)]

    def switches(self, key: str) -> list[Chosen]:
        """The choices within a KPI's definition, its basis first, with what the company chose."""
        kpi, sales = kpi_by_key(key), self.sales
        held = str(self.setting(f"basis.{key}", ""))
        basis = held if held in kpi.bases else kpi.default_basis(sales) if kpi.default_basis else kpi.bases[0]
        own = [Chosen(switch, chosen(sales, switch)) for switch in SWITCHES if switch.kpi == key]
        return [Chosen(Switch(key, "basis", kpi.bases), basis), *own] if len(kpi.bases) > 1 else own

    def set_switch(self, key: str, name: str, choice: str) -> None:
        """Define a KPI otherwise from now on: its ``basis``, or another of its switches.

        Raises SalesDeskError for a choice that there is not.
        """
        switch = next((held.switch for held in self.switches(key) if held.switch.name == name), None)
        if switch is None or choice not in switch.choices:
            known = ", ".join(switch.choices if switch else ())
            raise SalesDeskError("kpi.error.basis", basis=choice, known=known)
        if name == "basis":
            self.set_setting(f"basis.{key}", choice)
        else:
            self.set_setting("switches", {**self.sales.switches, switch.key: choice})

    # ------------------------------------------------------------------ across the KPIs

    def overview(self, where: Filter) -> Overview:
        """Pace, forecast, stakes, what-if and agenda of a filter; each part is made when it is first read."""
        sales = self._sales_for(where, "")

        def asker(filter_: Filter) -> Ask:
            return lambda key, basis: self.result(key, filter_, basis=basis)

        def within(dimension: str, member: str) -> OwnFigures:
            return own_figures(asker(where.with_member(dimension, member)), sales)

        return Overview(asker(where), sales, self.today, self.reviewed(), within)

    def open_deals(self, where: Filter) -> list[OpenStage]:
        """Opportunities in hand that pass a filter's members, whatever its period, stage by stage."""
        return open_deals(self._sales_for(where, ""), where)

    def why(self, result: KpiResult) -> RateChange | None:
        """Mix against rate in the change of a ratio, along the result's dimension; None where nothing adds up."""
        return rate_change(result)

    @property
    def actions(self) -> ActionBook:
        """What was decided, and what came of it."""
        return ActionBook(self)

    def reviewed(self) -> dict[str, date]:
        """Day of the latest review of each KPI that had one."""
        held = self._company.setting("reviewed", {})
        return {key: date.fromisoformat(day) for key, day in held.items()} if isinstance(held, dict) else {}

    def review(self, key: str) -> None:
        """Note that a KPI has been reviewed today."""
        held = {kpi: day.isoformat() for kpi, day in self.reviewed().items()}
        self._company.set_setting("reviewed", {**held, kpi_by_key(key).key: self.today.isoformat()})
