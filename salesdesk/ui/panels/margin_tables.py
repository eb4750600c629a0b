"""What costs margin: items sold at a loss, drifts, discounts; and which items moved it."""

from collections.abc import Mapping, Sequence
from typing import Any

from salesdesk.domain.formats import DASH, Formats
from salesdesk.kpi.definition import KpiResult, Part
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.figure_model import Bar, Cell, Column
from salesdesk.ui.language import speech
from salesdesk.ui.panels.table_view import TableView, head, listed, name, number


def losing(result: KpiResult, formats: Formats) -> TableView | None:
    """References whose margin is negative, most euros lost first."""
    found: Sequence[Mapping[str, Any]] = result.details["losing"]
    columns = [
        Column(head("item"), "name"),
        Column(head("margin")),
        Column(head("rate")),
        Column(head("sold")),
        Column(head("cost")),
        Column(head("lines")),
        Column(head("below_cost")),
    ]
    rows = [
        [
            _item(result, one["key"]),
            number(formats.money(one["margin"]), one["margin"], role="alert", strong=True),
            number(formats.percent(one["rate"]), one["rate"]),
            number(formats.money(one["revenue"]), one["revenue"]),
            number(formats.money(one["cost"]), one["cost"]),
            number(formats.integer(one["lines"]), one["lines"]),
            number(formats.integer(one["below_cost"]), one["below_cost"]),
        ]
        for one in found
    ]
    made = listed("losing", columns, rows, n=formats.integer(len(found)))
    sums = {key: sum(one[key] for one in found) for key in ("margin", "revenue", "cost", "lines", "below_cost")}
    rate = sums["margin"] / sums["revenue"] if sums["revenue"] > 0 else None
    whole = speech.text("report.whole")
    total = [
        Cell(whole, whole, whole, strong=True),
        number(formats.money(sums["margin"]), sums["margin"], role="alert", strong=True),
        number(formats.percent(rate), rate, strong=True),
        *(number(formats.money(sums[key]), sums[key], strong=True) for key in ("revenue", "cost")),
        *(number(formats.integer(sums[key]), sums[key], strong=True) for key in ("lines", "below_cost")),
    ]
    return TableView(made.key, made.title, made.tab, columns, rows, total)


def drift(result: KpiResult, formats: Formats) -> TableView | None:
    """References whose rate of the last three months differs from before, chance ruled out."""
    found: Mapping[str, Any] | None = result.details["drift"]
    if not found:
        return None
    alerts: Sequence[Mapping[str, Any]] = found["alerts"]
    columns = [
        Column(head("item"), "name"),
        Column(head("before")),
        Column(head("now")),
        Column(head("change")),
        Column(head("effect")),
        Column(head("lines")),
    ]
    rows = [
        [
            _item(result, one["key"]),
            number(formats.percent(one["before"]), one["before"]),
            number(formats.percent(one["rate"]), one["rate"]),
            number(formats.points(one["change"]), one["change"], role="good" if one["change"] > 0 else "alert"),
            number(signed(one["money"], formats), one["money"]),
            number(formats.integer(one["lines"]), one["lines"]),
        ]
        for one in alerts
    ]
    foot = speech.text("table.drift_foot", n=int(found["tested"]))
    return listed("drift", columns, rows, n=formats.integer(len(alerts)), foot=foot)


def leakage(result: KpiResult, formats: Formats) -> TableView | None:
    """What each rep's discounts gave away, and how much of it beyond the rate of all."""
    found: Mapping[str, Any] | None = result.details["leakage"]
    if not found:
        return None
    reps: Sequence[Mapping[str, Any]] = found["reps"]
    most = max((rep["rate"] or 0.0 for rep in reps), default=0.0) or 1.0
    columns = [
        Column(head("rep"), "name"),
        Column("", "bar", 120),
        Column(head("rate")),
        Column(head("given")),
        Column(head("over")),
        Column(head("discounted")),
        Column(head("lines")),
    ]

    def row(rep: Mapping[str, Any]) -> list[Cell]:
        over, apart = rep["over"], rep["differs"]
        role = ("alert" if over > 0 else "good") if apart and over else "text2"
        drill = DrillRequest(result.kpi.key, result.basis, "rep", rep["key"], Part.NUMERATOR)
        mean = found["rate"] / most if found["rate"] is not None else None
        return [
            name(rep["key"] or speech.text("report.unknown"), drill),
            Cell(sort=rep["rate"], drawing=Bar((rep["rate"] or 0.0) / most, mean=mean)),
            number(formats.percent(rep["rate"]), rep["rate"], strong=True),
            number(formats.money(rep["given"]), rep["given"]),
            number(signed(over, formats), over, role=role),
            number(formats.integer(rep["discounted"]), rep["discounted"]),
            number(formats.integer(rep["lines"]), rep["lines"]),
        ]

    whole = speech.text("report.whole")
    sums = {key: sum(rep[key] for rep in reps) for key in ("given", "discounted", "lines")}
    total = [
        Cell(whole, whole, whole, strong=True),
        Cell(speech.text("report.average", value=formats.percent(found["rate"])), role="text3"),
        number(formats.percent(found["rate"]), found["rate"], strong=True),
        number(formats.money(sums["given"]), sums["given"], strong=True),
        Cell(),
        number(formats.integer(sums["discounted"]), sums["discounted"], strong=True),
        number(formats.integer(sums["lines"]), sums["lines"], strong=True),
    ]
    made = listed("leakage", columns, [row(rep) for rep in reps])
    return TableView(made.key, made.title, made.tab, columns, made.rows, total)


def moves(result: KpiResult, formats: Formats) -> TableView | None:
    """The references that moved the margin most, in euros: by price, by cost, by volume and mix."""
    found: Mapping[str, Any] | None = result.details["why"]
    if not found or result.previous is None or result.previous.value is None:
        return None
    parts = ("price", "cost", "volume_mix")
    columns = [Column(head("item"), "name"), Column(head("effect")), *(Column(head(part)) for part in parts)]
    rows = []
    for one in found["products"]:
        change = one["change"]
        tinted = number(signed(change, formats), change, role="good" if change > 0 else "alert", strong=True)
        cells = (number(signed(one.get(part), formats), one.get(part)) for part in parts)
        rows.append([_item(result, one["key"]), tinted, *cells])
    return listed("products", columns, rows)


def signed(amount: float | None, formats: Formats) -> str:
    """Money with its sign; zero has none."""
    if amount is None:
        return DASH
    shown = formats.money(amount)
    return f"+{shown}" if round(amount) > 0 else shown


def _item(result: KpiResult, key: str) -> Cell:
    drill = DrillRequest(result.kpi.key, result.basis, "product", key)
    return name(key or speech.text("report.unknown"), drill)
