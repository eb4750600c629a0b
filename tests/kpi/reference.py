"""The seven KPIs again, in plain loops and pandas straight from the definitions, to check the engine against."""

from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from salesdesk.domain.columns import BANT
from salesdesk.domain.period import Period, Unit
from tests.kpi.invented import Invented

Row: TypeAlias = Any
"""A row of a table, whose columns are attributes."""


def rows(table: pd.DataFrame) -> list[Row]:
    return list(table.itertuples())


@dataclass(frozen=True)
class Figure:
    value: float | None
    numerator: float | None
    denominator: float | None


def divided(numerator: float, denominator: float) -> Figure:
    return Figure(numerator / denominator if denominator > 0 else None, numerator, denominator)


def inside(day: Row, period: Period) -> bool:
    if period.unit is Unit.ALL:
        return True
    return not pd.isna(day) and period.start <= pd.Timestamp(day).date() < period.end


def own_currency(name: Row) -> bool:
    return pd.isna(name) or name in ("EUR", "€")


def qualified(lead: Row, *, silent: bool, linked: bool) -> bool:
    answers = [getattr(lead, name) for name in BANT]
    if all(answer >= 10 for answer in answers):
        return True
    if linked:
        return True
    if any(not pd.isna(answer) for answer in answers) or silent:
        return False
    return lead.status in ("qualified", "converted") or (
        not pd.isna(lead.qualified_at) and lead.status != "unqualified"
    )


def prospects(data: Invented) -> list[dict[str, Any]]:
    """Every prospect once: outcome, day of qualification, day of the close."""
    found = []
    alive = data.opportunities[data.opportunities.status != "deleted"]
    by_lead: dict[str, list[Row]] = {}
    for one in rows(alive):
        if isinstance(one.lead_id, str):
            by_lead.setdefault(one.lead_id, []).append(one)
        else:
            found.append(_from_opportunity(one, one.Index))
    for lead in rows(data.leads):
        linked = by_lead.get(lead.lead_id, [])
        silent = lead.sheet == 3
        named = (data.opportunities.lead_id == lead.lead_id).any()
        if not (qualified(lead, silent=silent, linked=bool(named)) or silent):
            continue
        found.append(_from_lead(lead, linked))
    return found


def _from_opportunity(one: Row, index: int) -> dict[str, Any]:
    outcome = one.status if one.status in ("won", "lost") else "open"
    day = one.created_date if pd.isna(one.first_contact_date) else one.first_contact_date
    return {"kind": "opportunity", "row": index, "outcome": outcome, "day": day, "closed": one.close_date}


def _from_lead(lead: Row, linked: list[Row]) -> dict[str, Any]:
    """The first won opportunity decides, else the last one open, else the last lost."""
    outcome = {"converted": "won", "unqualified": "lost"}.get(lead.status, "open")
    deciding = None
    for status, last in (("lost", True), ("open", True), ("won", False)):
        own = [one for one in linked if (one.status if one.status in ("won", "lost") else "open") == status]
        if own:
            outcome = status
            known = [one for one in own if not pd.isna(one.close_date)]
            known.sort(key=lambda one: one.close_date)
            deciding = (known or own)[-1 if last else 0]
    days = [lead.qualified_at, lead.first_contact_at, lead.received_at]
    if deciding is not None:
        days += [deciding.first_contact_date, deciding.created_date]
    days = [day for day in days if not pd.isna(day)]
    closed = deciding.close_date if deciding is not None and outcome != "open" else None
    return {"kind": "lead", "row": lead.Index, "outcome": outcome, "day": days[0] if days else None, "closed": closed}


def conversion(data: Invented, basis: str, period: Period) -> Figure:
    everyone = prospects(data)
    if basis == "closed":
        closed = [p for p in everyone if p["outcome"] != "open" and inside(p["closed"], period)]
        return divided(sum(p["outcome"] == "won" for p in closed), len(closed))
    cohort = [p for p in everyone if inside(p["day"], period)]
    if basis == "flow":
        won = [p for p in everyone if p["outcome"] == "won" and inside(p["closed"], period)]
        return divided(len(won), len(cohort))
    return divided(sum(p["outcome"] == "won" for p in cohort), len(cohort))


def sale_lines(data: Invented) -> pd.DataFrame:
    lines = data.lines
    keep = ~lines.document_type.isin(["quote", "order", "delivery"])
    keep &= lines.amount.notna() & lines.currency.map(own_currency)
    return lines[keep]


def dated(table: pd.DataFrame, column: str, period: Period) -> pd.DataFrame:
    return table[[inside(day, period) for day in table[column]]]


def revenue(data: Invented, basis: str, period: Period) -> Figure:
    if basis == "invoiced":
        table = dated(sale_lines(data), "date", period)
    else:
        table = data.opportunities
        table = table[(table.status == "won") & table.amount.notna() & table.currency.map(own_currency)]
        table = dated(table, "close_date", period)
    table = table[table.rep.notna()]
    return divided(float(table.amount.sum()), table.rep.nunique())


def cycle(data: Invented, period: Period) -> Figure:
    days = cycles(data, period)
    return Figure(float(days.median()) if len(days) else None, None, len(days))


def cycles(data: Invented, period: Period, status: str = "won") -> pd.Series:
    table = data.opportunities[data.opportunities.status == status]
    table = dated(table[table.close_date.notna()], "close_date", period)
    start = table.first_contact_date.fillna(table.created_date)
    days = (table.close_date - start).dt.days.dropna()
    return days[days >= 0]


def purchases(data: Invented) -> list[tuple[Any, str, str]]:
    """Day, customer and order of each order of positive net amount."""
    lines = sale_lines(data)
    orders: dict[tuple[str, str], list[Row]] = {}
    for line in rows(lines[lines.customer.notna()]):
        number = line.original_order if isinstance(line.original_order, str) else line.order_no
        if not isinstance(number, str):
            number = f"day {line.date}"
        orders.setdefault((line.customer, number), []).append(line)
    found = []
    for (customer, number), own in orders.items():
        if round(sum(line.amount for line in own), 6) <= 0:
            continue
        positive = [line.date for line in own if line.amount > 0 and not pd.isna(line.date)]
        anyday = [line.date for line in own if not pd.isna(line.date)]
        found.append((min(positive or anyday) if anyday else None, customer, number))
    return found


def repurchase(data: Invented, basis: str, period: Period) -> Figure:
    times: dict[str, set[Any]] = {}
    for day, customer, number in purchases(data):
        if inside(day, period):
            times.setdefault(customer, set()).add(number if basis == "orders" else str(day))
    return divided(sum(len(own) > 1 for own in times.values()), len(times))


def repurchase_cohort(data: Invented, window: int, period: Period, last: pd.Timestamp) -> Figure:
    days: dict[str, set[Any]] = {}
    for day, customer, _ in purchases(data):
        if day is not None:
            days.setdefault(customer, set()).add(day)
    again = customers = 0
    for own in days.values():
        first, *rest = sorted(own)
        if inside(first, period) and first + pd.Timedelta(days=window) <= last:
            customers += 1
            again += bool(rest and (rest[0] - first).days <= window)
    return divided(again, customers)


def costed(data: Invented, period: Period) -> pd.DataFrame:
    table = dated(sale_lines(data), "date", period).copy()
    unit = table["product"].map(data.products.set_index("product").cost)
    table["cost"] = table.cost.astype(float).fillna(unit.astype(float) * table.quantity)
    return table[table.cost.notna()]


def margin(data: Invented, period: Period) -> Figure:
    table = costed(data, period)
    sold = float(table.amount.sum())
    return divided(sold - float(table.cost.sum()), sold)


def leads(data: Invented, period: Period) -> Figure:
    named = set(data.opportunities.lead_id.dropna())
    count = received = 0
    for lead in rows(data.leads):
        is_qualified = qualified(lead, silent=lead.sheet == 3, linked=lead.lead_id in named)
        if lead.sheet == 3 and not is_qualified:
            continue
        received += inside(lead.received_at, period)
        day = lead.received_at if pd.isna(lead.qualified_at) else lead.qualified_at
        count += is_qualified and inside(day, period)
    return Figure(count, count, received)


def losses(data: Invented, basis: str, period: Period) -> Figure:
    table = data.opportunities[data.opportunities.status.isin(["won", "lost"])]
    table = dated(table, "close_date", period)
    if basis == "count":
        return divided(int((table.status == "lost").sum()), len(table))
    table = table[table.amount.notna() & table.currency.map(own_currency)]
    return divided(float(table.amount[table.status == "lost"].sum()), float(table.amount.sum()))
