"""The tables of each KPI's page: its groups first, then the lists that its details hold."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from PySide6.QtCore import Qt

from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import KpiResult
from salesdesk.ui.detail_table import DetailRows
from salesdesk.ui.figure_model import Column
from salesdesk.ui.panels import advice_tables, customer_tables, deal_tables, lead_tables, margin_tables, rep_tables
from salesdesk.ui.panels.table_view import TableView, by_words, listed, words

_NATURAL: Final = ("amount_band", "seniority")

Maker: TypeAlias = Callable[[KpiResult, Formats], TableView | None]

_LISTS: Final[Mapping[str, tuple[Maker, ...]]] = {
    "sales_cycle": (deal_tables.ageing,),
    "repurchase_rate": (customer_tables.at_risk, customer_tables.rfm),
    "gross_margin": (margin_tables.losing, margin_tables.drift),
    "qualified_leads": (lead_tables.waiting,),
    "loss_rate": (deal_tables.win_back,),
}

_FURTHER: Final[Mapping[str, Mapping[str, Maker]]] = {
    "conversion_rate": {"segments": advice_tables.segment_targets, "why": advice_tables.why},
    "revenue_per_rep": {"capacity": advice_tables.capacity, "ramp": advice_tables.ramp},
    "sales_cycle": {"too_short": advice_tables.too_short},
    "repurchase_rate": {"why": advice_tables.why},
    "gross_margin": {
        "leakage": margin_tables.leakage,
        "products": margin_tables.moves,
        "dropping": advice_tables.dropping,
        "why": advice_tables.why,
    },
    "loss_rate": {"objections": advice_tables.objections, "why": advice_tables.why},
}
"""Made when they are asked for: what they rest on takes time, and their tabs tell no number."""


def tables_of(result: KpiResult, formats: Formats) -> list[TableView]:
    """At least one; lists without an entry are left out."""
    lists = (make(result, formats) for make in _LISTS.get(result.kpi.key, ()))
    return [*_groups(result, formats), *(found for found in lists if found is not None and found.rows)]


def further_tables(result: KpiResult) -> list[str]:
    """Keys of the tables that can be asked for besides."""
    return list(_FURTHER.get(result.kpi.key, ()))


def further_table(key: str, result: KpiResult, formats: Formats) -> TableView:
    """One of them; without rows where there is nothing to tell."""
    made = _FURTHER[result.kpi.key][key](result, formats)
    return listed(key, [Column("", "name")], [], foot=words("nothing_to_tell")) if made is None else made


def _groups(result: KpiResult, formats: Formats) -> list[TableView]:
    if result.dimension == "rep" and result.details.get("context"):
        return rep_tables.rankings(result, formats)
    if result.kpi.key == "qualified_leads" and result.dimension == "source" and result.details.get("sources"):
        return [lead_tables.sources(result, formats)]
    rows = DetailRows(result, formats)
    sort = None if result.dimension in _NATURAL else (rows.sort_column, Qt.SortOrder.DescendingOrder)
    return [
        TableView("groups", words("detail"), by_words(result), rows.columns, rows.rows, rows.total, sort, grouped=True)
    ]
