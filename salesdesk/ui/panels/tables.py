"""The tables of each KPI's page: its groups first, then the lists that its details hold."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt

from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import KpiResult
from salesdesk.ui.detail_table import DetailRows
from salesdesk.ui.panels import customer_tables, deal_tables, lead_tables, margin_tables, rep_tables
from salesdesk.ui.panels.table_view import TableView, by_words, words

_NATURAL: Final = ("amount_band", "seniority")

_LISTS: Final[Mapping[str, tuple[Callable[[KpiResult, Formats], TableView | None], ...]]] = {
    "sales_cycle": (deal_tables.ageing,),
    "repurchase_rate": (customer_tables.at_risk, customer_tables.rfm),
    "gross_margin": (margin_tables.losing, margin_tables.drift, margin_tables.leakage, margin_tables.moves),
    "qualified_leads": (lead_tables.waiting,),
    "loss_rate": (deal_tables.win_back,),
}


def tables_of(result: KpiResult, formats: Formats) -> list[TableView]:
    """At least one; lists without an entry are left out."""
    lists = (make(result, formats) for make in _LISTS.get(result.kpi.key, ()))
    return [*_groups(result, formats), *(found for found in lists if found is not None and found.rows)]


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
