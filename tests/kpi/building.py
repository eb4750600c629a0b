"""Snapshots built by hand or from public data, without the importer."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pandas as pd

from salesdesk.domain.columns import MICROS, PROVENANCE, SCHEMAS, Column, Dtype, Field, Kind
from salesdesk.domain.period import day_number
from salesdesk.domain.sales import Frame, Members, Sales, data_as_of

Values = Sequence[object] | pd.Series


class Builder:
    """Collects records kind by kind; texts become codes in lists that the kinds share."""

    def __init__(self) -> None:
        self.frames: dict[Kind, Frame] = {}
        self.lists: dict[str, dict[str, int]] = {}

    def add(self, kind: Kind, columns: Mapping[str, Values]) -> "Builder":
        n = len(next(iter(columns.values())))
        arrays: dict[str, Column] = {}
        for name, values in columns.items():
            if name in PROVENANCE:
                arrays[name] = np.asarray(values, dtype=np.int64)
            else:
                arrays[name] = self._column(SCHEMAS[kind].by_name[name], pd.Series(values, dtype=object))
        self.frames[kind] = Frame(kind, n, arrays)
        return self

    def build(self, today: date = date(2100, 1, 1), currency: str = "EUR", as_of: date | None = None) -> Sales:
        lists = {name: Members(tuple(codes)) for name, codes in self.lists.items()}
        return Sales(1, self.frames, lists, as_of or data_as_of(self.frames, today), currency)

    def _column(self, field: Field, values: pd.Series) -> Column:
        known = values.notna().to_numpy()
        out = np.full(len(values), field.dtype.unknown, dtype=field.dtype.numpy)
        if not known.any():
            return out
        given = values[known]
        match field.dtype:
            case Dtype.TEXT | Dtype.MEMBER:
                codes, names = pd.factorize(given.astype(str))
                mine = self.lists.setdefault(field.list_name, {})
                target = np.array([mine.setdefault(str(name), len(mine)) for name in names], dtype=np.int32)
                out[known] = target[codes]
            case Dtype.CHOICE:
                out[known] = [field.choices.index(str(value)) for value in given]
            case Dtype.DAY:
                out[known] = [_day(value) for value in given]
            case Dtype.MOMENT:
                out[known] = [_minutes(value) for value in given]
            case Dtype.MONEY:
                out[known] = np.rint(given.to_numpy(dtype=float) * MICROS).astype(np.int64)
            case _:
                out[known] = given.to_numpy(dtype=float)
        return out


def _day(value: object) -> int:
    if isinstance(value, str):
        return day_number(date.fromisoformat(value))
    if isinstance(value, np.integer | int):
        return int(value)
    assert isinstance(value, date)
    return (value.date() if isinstance(value, datetime) else value).toordinal() - date(1970, 1, 1).toordinal()


def _minutes(value: object) -> int:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    assert isinstance(moment, datetime)
    return int((moment - datetime.fromisoformat("1970-01-01")).total_seconds() // 60)


def maven(shared: Path) -> Sales:
    """8,800 opportunities of a fictitious computer dealer; "GTXPro" is the product list's "GTX Pro"."""
    folder = shared / "data" / "maven-crm"
    deals = maven_table(shared)
    teams = pd.read_csv(folder / "sales_teams.csv")
    products = pd.read_csv(folder / "products.csv")
    accounts = pd.read_csv(folder / "accounts.csv")
    status = deals.deal_stage.map({"Won": "won", "Lost": "lost", "Engaging": "open", "Prospecting": "open"})
    return (
        Builder()
        .add(
            Kind.OPPORTUNITY,
            {
                "opportunity_id": deals.opportunity_id,
                "rep": deals.sales_agent,
                "product": deals["product"],
                "customer": deals.account,
                "stage": deals.deal_stage,
                "status": status,
                "first_contact_date": deals.engage_date,
                "close_date": deals.close_date,
                "amount": deals.close_value,
            },
        )
        .add(Kind.REP, {"rep": teams.sales_agent, "manager": teams.manager, "region": teams.regional_office})
        .add(Kind.PRODUCT, {"product": products["product"], "range": products.series})
        .add(Kind.CUSTOMER, {"customer": accounts.account, "sector": accounts.sector})
        .build(currency="USD")
    )


def maven_table(shared: Path) -> pd.DataFrame:
    deals = pd.read_csv(shared / "data" / "maven-crm" / "sales_pipeline.csv")
    deals["product"] = deals["product"].replace("GTXPro", "GTX Pro")
    for name in ("engage_date", "close_date"):
        deals[name] = pd.to_datetime(deals[name], format="%m/%d/%Y").dt.strftime("%Y-%m-%d")
    return deals


def hypermarket_table(shared: Path) -> pd.DataFrame:
    return pd.read_excel(next((shared / "data" / "hypermarche").glob("*.xls")), engine="calamine")


def hypermarket(table: pd.DataFrame) -> Sales:
    return (
        Builder()
        .add(
            Kind.ORDER_LINE,
            {
                "order_no": table["ID commande"],
                "date": pd.to_datetime(table["Date de commande"]),
                "customer": table["ID client"],
                "segment": table["Segment"],
                "region": table["Région"],
                "range": table["Catégorie"],
                "product": table["ID produit"],
                "quantity": table["Quantité"],
                "amount": table["Ventes"],
                "cost": table["Ventes"] - table["Profit"],
                "cost_origin": ["margin"] * len(table),
            },
        )
        .build()
    )


def online_retail_table(shared: Path) -> pd.DataFrame:
    table = pd.read_excel(shared / "data" / "online-retail" / "Online Retail.xlsx", engine="calamine")
    table["Amount"] = table["Quantity"] * table["UnitPrice"]
    return table


def online_retail(table: pd.DataFrame) -> Sales:
    customer = table["CustomerID"]
    return (
        Builder()
        .add(
            Kind.ORDER_LINE,
            {
                "order_no": table["InvoiceNo"].astype(str),
                "date": day_numbers(table["InvoiceDate"]),
                "customer": customer.where(customer.isna(), customer.astype("Int64").astype(str)),
                "region": table["Country"],
                "product": table["StockCode"].astype(str),
                "quantity": table["Quantity"],
                "amount": table["Amount"],
            },
        )
        .build(currency="GBP")
    )


def day_numbers(moments: pd.Series) -> pd.Series:
    """Days since 1970 of timestamps."""
    return (pd.to_datetime(moments).dt.normalize() - pd.Timestamp(1970, 1, 1)).dt.days
