"""The same seven KPIs as anyone would write them in pandas on codes: the floor that speed is measured against.

Each takes the period and the year before it: total, months and groups, as the engine answers them in one call.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from salesdesk.domain.columns import NO_DAY, NO_MONEY, Kind
from salesdesk.domain.period import Period
from salesdesk.domain.sales import Sales


def floor(sales: Sales, period: Period) -> dict[str, Callable[[], None]]:  # noqa: C901 - seven small functions
    """KPI key → a call that computes it."""
    lines, deals, leads = (_table(sales, kind) for kind in (Kind.ORDER_LINE, Kind.OPPORTUNITY, Kind.LEAD))
    customers = sales[Kind.CUSTOMER]
    lines["month"] = _months(lines["date"])
    lines["range"] = sales[Kind.PRODUCT]["range"][lines["product"]]
    deals = deals[deals["status"] != 3].copy()
    deals["closing"], deals["starting"] = _months(deals["close_date"]), _months(deals["first_contact_date"])
    deals["won"], deals["lost"] = deals["status"] == 1, deals["status"] == 2
    deals["band"] = np.searchsorted([1e9, 5e9, 2e10, 1e11], deals["amount"])
    leads["day"] = leads["received_at"] // 1440
    leads["month"], leads["qualified"] = _months(leads["day"]), leads["status"].isin([2, 4])
    both = (period, period.year_earlier())

    def conversion() -> None:
        for one in both:
            cohort = _cut(deals, "first_contact_date", one)
            cohort["won"].mean()
            for by in ("starting", "channel"):
                cohort.groupby(by)["won"].agg(["sum", "count"])

    def revenue() -> None:
        for one in both:
            sold = _cut(lines, "date", one)
            sold["amount"].sum()
            sold["rep"].nunique()
            sold.groupby("month")["amount"].sum()
            sold.groupby("month")["rep"].nunique()
            sold.groupby("rep")["amount"].agg(["sum", "count"])

    def cycle() -> None:
        for one in both:
            signed = _cut(deals[deals["won"]], "close_date", one)
            days = signed["close_date"] - signed["first_contact_date"]
            days.quantile([0.25, 0.5, 0.75, 0.9])
            days.mean()
            for by in ("closing", "band"):
                days.groupby(signed[by]).median()

    def repurchase() -> None:
        orders = lines.groupby(["order_no", "customer"]).agg(amount=("amount", "sum"), date=("date", "min"))
        orders = orders[orders["amount"] > 0].reset_index().drop_duplicates(["customer", "date"])
        orders["segment"] = customers["segment"][orders["customer"]]
        for one in both:
            bought = _cut(orders, "date", one)
            (bought.groupby("customer").size() > 1).mean()
            (bought.groupby(["segment", "customer"]).size() > 1).groupby(level=0).agg(["sum", "count"])
            for month in one.months():
                year = orders[(orders["date"] >= month.last - 365) & (orders["date"] < month.last)]
                (year.groupby("customer").size() > 1).mean()

    def margin() -> None:
        known = lines[lines["cost"] != NO_MONEY]
        for one in both:
            sold = _cut(known, "date", one)
            sums = sold[["amount", "cost"]]
            sums.sum()
            for by in ("month", "range", "product"):
                sums.groupby(sold[by]).sum()

    def qualified() -> None:
        for one in both:
            received = _cut(leads, "day", one)
            for by in ("month", "channel"):
                received.groupby(by)["qualified"].agg(["sum", "count"])
            received.groupby(["rep", received["day"] // 7]).size()

    def losses() -> None:
        for one in both:
            closed = _cut(deals[deals["won"] | deals["lost"]], "close_date", one)
            for by in ("closing", "rep"):
                closed.groupby(by)["lost"].agg(["sum", "count"])
            closed[closed["lost"]].groupby("loss_reason")["amount"].agg(["sum", "count"])

    return {
        "conversion_rate": conversion,
        "revenue_per_rep": revenue,
        "sales_cycle": cycle,
        "repurchase_rate": repurchase,
        "gross_margin": margin,
        "qualified_leads": qualified,
        "loss_rate": losses,
    }


def _table(sales: Sales, kind: Kind) -> pd.DataFrame:
    return pd.DataFrame(dict(sales[kind].columns))


def _months(days: pd.Series) -> pd.Series:
    dates = pd.to_datetime(days.where(days != NO_DAY, 0), unit="D")
    return dates.dt.year * 12 + dates.dt.month


def _cut(table: pd.DataFrame, day: str, period: Period) -> pd.DataFrame:
    return table[(table[day] >= period.first) & (table[day] < period.last)]
