"""Reps ranked as they sold and as they would at equal context."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Qt

from salesdesk.charts.pages.revenue import context_status
from salesdesk.domain.formats import DASH, Formats
from salesdesk.kpi.definition import Group, KpiResult
from salesdesk.ui import kpi_words
from salesdesk.ui.detail_table import goal_cell
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.figure_model import Cell, Column
from salesdesk.ui.language import speech
from salesdesk.ui.panels.table_view import TableView, head, name, number, tone, words

_YEAR: Final = 12
_TWO_YEARS: Final = 24
_SENIORITY, _CUSTOMERS, _REVENUE = 1, 3, 4
"""Columns."""


def rankings(result: KpiResult, formats: Formats) -> list[TableView]:
    """The same rows twice: by revenue, and by what is left of it at equal context."""
    told: Mapping[str, Mapping[str, Any]] = {str(rep["key"]): rep for rep in result.details["context"]}
    columns = [
        Column(head("rep"), "name"),
        Column(head("seniority"), "text"),
        Column(head("region"), "text"),
        Column(head("customer_type"), "text"),
        Column(speech.text("report.column.revenue_per_rep.value")),
        *([Column(speech.text("report.target"))] if _targets(result) else []),
        Column(head("at_context")),
        Column(speech.text("report.change")),
        Column(head("share")),
    ]
    rows = [_row(result, group, told.get(group.key), formats) for group in result.groups]
    # Beside targets there is no room for seniority and customers.
    crowded = (_SENIORITY, _CUSTOMERS) if _targets(result) else ()
    shown = [column.kind != "text" or any(row[i].words != DASH for row in rows) for i, column in enumerate(columns)]
    kept = [i for i, is_shown in enumerate(shown) if is_shown and i not in crowded]
    columns, rows = [columns[i] for i in kept], [[row[i] for i in kept] for row in rows]
    total = [_total(result, formats)[i] for i in kept]
    down = Qt.SortOrder.DescendingOrder
    actual = TableView(
        "actual",
        words("ranking"),
        words("actual"),
        columns,
        rows,
        total,
        (kept.index(_REVENUE), down),
        _foot(result, formats),
        grouped=True,
    )
    beside = kept.index(_REVENUE + 1 + _targets(result))
    at_context = replace(actual, key="context", tab=words("context"), sort=(beside, down))
    return [actual, at_context]


def _targets(result: KpiResult) -> bool:
    """Whether some rep has a target."""
    return any(group.target is not None for group in result.groups)


def _foot(result: KpiResult, formats: Formats) -> str:
    """The average, and how much of the gap between the first and the last rep their contexts explain."""
    said = [speech.text("table.per_rep", value=formats.money(result.total.value))]
    explained = (result.details.get("gap_explained") or {}).get("share")
    if explained is not None and explained > 0:
        said.append(speech.text("table.explained", share=formats.percent(min(explained, 1.0), 0)))
    return " · ".join(said)


def _row(result: KpiResult, group: Group, rep: Mapping[str, Any] | None, formats: Formats) -> list[Cell]:
    few = group.measure.few
    revenue = group.measure.numerator
    change = kpi_words.group_change(result, group.measure, group.previous, formats)
    before = group.previous.numerator if group.previous is not None else None
    shown = group.key or speech.text("report.unknown")
    whole = result.total.numerator
    share = revenue / whole if revenue is not None and whole else None
    gap = None if rep is None or rep["index"] is None else float(rep["index"]) / 100 - 1
    role = tone(context_status(rep)) if rep is not None else "text3"
    drill = DrillRequest(result.kpi.key, result.basis, result.dimension, group.key)
    months = None if rep is None else rep["months"]
    cells = [
        name(shown, faded=few, note=kpi_words.few_words(group.measure)),
        Cell(_since(months), months, None if months is None else round(months, 1), role="text2"),
        *(_text(rep, key) for key in ("region", "customer_type")),
        Cell(formats.money(revenue), revenue, revenue, strong=not few, drill=drill),
        *([goal_cell(result, group.measure, group.target, formats)] if _targets(result) else []),
        number(formats.percent_change(gap), gap, role=role),
        number(change.words, (revenue or 0) / before - 1 if before else None, role=change.role),
        number(formats.percent(share), share),
    ]
    return [replace(cell, faded=True) for cell in cells] if few else cells


def _text(rep: Mapping[str, Any] | None, key: str) -> Cell:
    shown = str(rep.get(key) or DASH) if rep is not None else DASH
    return Cell(shown, shown, shown, role="text2")


def _total(result: KpiResult, formats: Formats) -> list[Cell]:
    revenue = result.total.numerator
    change = kpi_words.result_change(result, formats)
    return [
        Cell(words("team"), strong=True),
        *(Cell() for _ in range(3)),
        Cell(formats.money(revenue), revenue, revenue, strong=True, drill=DrillRequest(result.kpi.key, result.basis)),
        *([Cell()] if _targets(result) else []),
        Cell(),
        Cell(change.words, role=change.role, strong=True),
        Cell(formats.percent(1.0), 1.0, 1.0, strong=True),
    ]


def _since(months: float | None) -> str:
    """How long a rep has been there: months, and whole years from the second one on."""
    if months is None:
        return DASH
    if months < _TWO_YEARS:
        return speech.text("table.months.short", n=int(months))
    return speech.text("table.months.years", n=int(months // _YEAR))
