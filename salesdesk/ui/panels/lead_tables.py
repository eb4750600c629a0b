"""Where leads come from and what becomes of them, and those that nobody has contacted yet."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt

from salesdesk.domain.columns import Kind
from salesdesk.domain.formats import DASH, Formats
from salesdesk.kpi.definition import FEW, KpiResult, Part
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.figure_model import Bar, Cell, Column
from salesdesk.ui.language import speech
from salesdesk.ui.panels.table_view import TableView, by_words, head, listed, name, number, words

_DAY = 24
_QUALIFIED = 2
"""Column that the table is sorted by."""


def sources(result: KpiResult, formats: Formats) -> TableView:
    """Per source: leads, qualified ones, their rate, sales, and where they are known costs."""
    found: Sequence[Mapping[str, Any]] = result.details["sources"]["rows"]
    whole: Mapping[str, Any] = {
        "leads": int(result.total.denominator or 0),
        "qualified": int(result.total.numerator or 0),
        "won": sum(int(one["won"]) for one in found),
        "revenue": sum(float(one["revenue"] or 0) for one in found),
        "rate": result.details["qualification_rate"],
    }
    costly = any(one["cost"] is not None for one in found)
    most = max((one["rate"].value or 0.0 for one in found), default=0.0) or 1.0
    columns = [
        Column(head_of(result), "name"),
        Column(head("received")),
        Column(head("qualified_count")),
        Column("", "bar", 74),
        Column(head("rate")),
        Column(head("won")),
        *([Column(head("cost_per_lead")), Column(head("roi"))] if costly else []),
    ]

    def row(one: Mapping[str, Any], key: str | None) -> list[Cell]:
        rate, total = one["rate"], key is None
        few = not total and one["leads"] < FEW
        shown = speech.text("report.whole") if total else key or speech.text("report.unknown")
        mean = (whole["rate"].value or 0.0) / most
        bar = None if total else Bar((rate.value or 0.0) / most, mean=mean)
        cells = [
            Cell(shown, shown, shown, strong=total, faded=few, note=f"n = {one['leads']}" if few else ""),
            number(formats.integer(one["leads"]), one["leads"], drill=_request(result, key, Part.DENOMINATOR)),
            number(formats.integer(one["qualified"]), one["qualified"], drill=_request(result, key, Part.NUMERATOR)),
            Cell(sort=rate.value, drawing=bar, faded=few),
            number(formats.percent(rate.value, 0), rate.value, strong=True),
            number(formats.integer(one["won"]), one["won"]),
        ]
        if costly:
            cost, back = one.get("cost_per_lead"), one.get("roi")
            cells += [number(formats.money(cost), cost), number(formats.percent(back, 0), back)]
        return cells

    rows = [row(one, str(one["key"])) for one in found]
    down = Qt.SortOrder.DescendingOrder
    return TableView(
        "groups", words("detail"), by_words(result), columns, rows, row(whole, None), (_QUALIFIED, down), grouped=True
    )


def head_of(result: KpiResult) -> str:
    """The name of the page's dimension, at the head of a column."""
    found = speech.text(f"field.{result.dimension}")
    return found[:1].upper() + found[1:]


def _request(result: KpiResult, key: str | None, part: Part) -> DrillRequest:
    return DrillRequest(result.kpi.key, result.basis, "" if key is None else result.dimension, key, part)


def waiting(result: KpiResult, formats: Formats) -> TableView | None:
    """Qualified leads without a first contact, longest wait first."""
    found: Mapping[str, Any] | None = result.details["clocks"]
    if not found:
        return None
    columns = [
        Column(head("company"), "name"),
        Column(head("rep"), "text"),
        Column(head("qualified")),
        Column(head("waiting")),
    ]
    rows = [
        [
            name(str(lead["company"] or lead["contact"] or lead["lead_id"]), _record(result, lead)),
            name(lead["rep"] or DASH),
            _moment(lead["qualified"]),
            number(formats.hours(lead["hours"]), lead["hours"], role="alert" if lead["hours"] > _DAY else "text"),
        ]
        for lead in found["list"]
    ]
    return listed("waiting", columns, rows, n=formats.integer(int(found["running"])))


def _record(result: KpiResult, lead: Mapping[str, Any]) -> DrillRequest:
    title = str(lead["company"] or lead["contact"] or lead["lead_id"])
    return DrillRequest(result.kpi.key, result.basis, kind=Kind.LEAD, records=(int(lead["at"]),), title=title)


def _moment(moment: datetime) -> Cell:
    return Cell(f"{moment:%d/%m/%Y %H:%M}", moment.timestamp(), moment)
