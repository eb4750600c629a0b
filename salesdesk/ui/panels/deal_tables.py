"""Open opportunities that grow old, and lost ones that may come back."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from salesdesk.domain.columns import Kind
from salesdesk.domain.formats import DASH, Formats
from salesdesk.kpi.definition import KpiResult
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.figure_model import Bar, Cell, Column
from salesdesk.ui.language import speech
from salesdesk.ui.panels.table_view import TableView, day, head, listed, name, number

_OLD: Final = 0.9
_LATE: Final = 0.75


def ageing(result: KpiResult, formats: Formats) -> TableView | None:
    """Open opportunities against the age at which others were won, the oldest first."""
    found: Mapping[str, Any] = result.details["ageing"]
    deals: Sequence[Mapping[str, Any]] = found["list"]
    columns = [
        Column(head("deal"), "name"),
        Column(head("rep"), "text"),
        Column(head("stage"), "text"),
        Column(head("amount")),
        Column(head("age")),
        Column("", "bar", 90),
        Column(head("older")),
        Column(head("in_stage")),
    ]
    amount = sum(float(band["amount"]) for band in found["bands"])
    old = int(found["bands"][-1]["count"]) if found["bands"] else 0
    foot = speech.text("table.ageing_foot", n=int(found["open"]), amount=formats.short_money(amount), old=old)
    rows = [_open_deal(result, deal, formats) for deal in deals]
    return listed("ageing", columns, rows, n=formats.integer(int(found["open"])), foot=foot)


def _open_deal(result: KpiResult, deal: Mapping[str, Any], formats: Formats) -> list[Cell]:
    older: float | None = deal["older_than"]
    role = "alert" if older is not None and older >= _OLD else "watch" if older is not None and older >= _LATE else ""
    stay, usual = deal["stage_days"], deal["usual_stage_days"]
    slow = stay is not None and usual is not None and stay > 2 * usual
    return [
        name(_title(deal), _record(result, Kind.OPPORTUNITY, deal)),
        name(deal["rep"] or DASH),
        name(deal["stage"] or DASH),
        number(formats.money(deal["amount"]), deal["amount"], strong=True),
        number(formats.days(deal["age"]), deal["age"]),
        Cell(sort=older, drawing=Bar(older, role=f"{role}.fill" if role else "series") if older is not None else None),
        number(formats.percent(older, 0), older, role=role or "text"),
        number(formats.days(stay), stay, role="watch" if slow else "text2"),
    ]


def win_back(result: KpiResult, formats: Formats) -> TableView | None:
    """Opportunities lost for timing, to be taken up again."""
    found: Mapping[str, Any] | None = result.details.get("win_back")
    if not found or not found.get("list"):
        return None
    columns = [
        Column(head("deal"), "name"),
        Column(head("rep"), "text"),
        Column(head("stage"), "text"),
        Column(head("why"), "text"),
        Column(head("amount")),
        Column(head("lost_on")),
        Column(head("come_back")),
    ]
    rows = [
        [
            name(_title(deal), _record(result, Kind.OPPORTUNITY, deal)),
            name(deal["rep"] or DASH),
            name(deal["stage"] or DASH),
            name(deal["loss_reason"] or DASH),
            number(formats.money(deal["amount"]), deal["amount"], strong=True),
            day(deal["lost"], formats),
            day(deal["resume"], formats),
        ]
        for deal in found["list"]
    ]
    count = int(found["count"])
    due = formats.integer(int(found["due"]))
    foot = speech.text("table.win_back_foot", n=count, amount=formats.short_money(found["amount"]), due=due)
    return listed("win_back", columns, rows, n=formats.integer(count), foot=foot)


def _title(deal: Mapping[str, Any]) -> str:
    """Whose deal it is; what it is about where no customer is known."""
    return str(deal["customer"] or deal["name"] or deal["opportunity_id"] or DASH)


def _record(result: KpiResult, kind: Kind, found: Mapping[str, Any]) -> DrillRequest:
    title = _title(found) if kind is Kind.OPPORTUNITY else str(found["company"] or found["lead_id"])
    return DrillRequest(result.kpi.key, result.basis, kind=kind, records=(int(found["at"]),), title=title)
