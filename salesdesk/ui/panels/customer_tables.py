"""Customers overdue against their own rhythm, and all of them by recency, frequency and amount."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from salesdesk.domain.formats import DASH, Formats
from salesdesk.kpi.definition import KpiResult, Part
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.figure_model import Bar, Cell, Column, Overdue
from salesdesk.ui.language import speech
from salesdesk.ui.panels.table_view import TableView, day, head, listed, name, number

_FAR_OVERDUE: Final = 2.0
"""Rhythms late from which an account is an alert."""


def at_risk(result: KpiResult, formats: Formats) -> TableView | None:
    """Accounts that did not come back in time, most revenue at stake first; each opens its lines."""
    found: Mapping[str, Any] = result.details["at_risk"]
    accounts: Sequence[Mapping[str, Any]] = found["accounts"]
    columns = [
        Column(head("customer"), "name"),
        Column(head("rep"), "text"),
        Column(head("last_purchase")),
        Column(head("expected")),
        Column("", "bar", 84),
        Column(head("overdue")),
        Column(head("revenue")),
        Column(head("stake")),
    ]
    longest = max((account["rhythm"] + account["overdue"] for account in accounts), default=1.0)
    rows = [_account(result, account, longest, formats) for account in accounts]
    count = int(found["count"])
    foot = speech.text(
        "table.at_risk_foot",
        n=count,
        revenue=formats.money(found["revenue"]),
        stake=formats.money(found["at_stake"]),
    )
    return listed("at_risk", columns, rows, n=formats.integer(count), foot=foot)


def _account(result: KpiResult, account: Mapping[str, Any], longest: float, formats: Formats) -> list[Cell]:
    rhythm, overdue = float(account["rhythm"]), float(account["overdue"])
    role = "alert" if overdue >= _FAR_OVERDUE * rhythm else "watch"
    lines = DrillRequest(result.kpi.key, result.basis, "customer", account["key"], Part.DENOMINATOR, all_time=True)
    late = Overdue(rhythm / longest, overdue / longest, f"{role}.fill")
    return [
        name(account["key"], lines),
        name(account["rep"] or DASH),
        day(account["last"], formats),
        day(account["expected"], formats),
        Cell(sort=overdue, drawing=late),
        number(f"+{formats.days(overdue)}", overdue, role=role),
        number(formats.money(account["revenue"]), account["revenue"]),
        number(formats.money(account["at_stake"]), account["at_stake"], strong=True),
    ]


def rfm(result: KpiResult, formats: Formats) -> TableView | None:
    """Seven kinds of customers, from those who buy much and lately to those gone."""
    found: Sequence[Mapping[str, Any]] = result.details["rfm"]
    if not found:
        return None
    whole = {key: sum(float(one[key]) for one in found) for key in ("customers", "revenue", "spent")}
    most = max(float(one["customers"]) for one in found) or 1.0
    columns = [
        Column(head("segment"), "name"),
        Column("", "bar", 178),
        Column(head("customers")),
        Column(head("share")),
        Column(head("revenue")),
        Column(head("spent")),
    ]

    def row(title: str, one: Mapping[str, float], *, strong: bool = False) -> list[Cell]:
        share = one["customers"] / whole["customers"] if whole["customers"] else None
        bar = None if strong else Bar(one["customers"] / most)
        return [
            Cell(title, title, title, strong=strong),
            Cell(sort=one["customers"], drawing=bar),
            number(formats.integer(one["customers"]), one["customers"], strong=strong),
            number(formats.percent(share), share, strong=strong),
            number(formats.money(one["revenue"]), one["revenue"], strong=strong),
            number(formats.money(one["spent"]), one["spent"], strong=strong),
        ]

    rows = [row(speech.text(f"table.rfm_segment.{one['segment']}"), one) for one in found]
    worth: Mapping[str, Any] = result.details.get("lifetime_value") or {}
    foot = ""
    if worth.get("next_year") is not None:
        money = {"next": formats.short_money(worth["next_year"]), "new": formats.money(worth["new_customer"])}
        foot = speech.text("table.rfm_foot", **money)
    made = listed("rfm", columns, rows, foot=foot)
    return TableView(
        made.key, made.title, made.tab, columns, rows, row(speech.text("report.whole"), whole, strong=True), foot=foot
    )
