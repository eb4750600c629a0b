"""Panels of the repurchase page against plain loops."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME
from salesdesk.kpi.catalogue.repurchase_rate import REPURCHASE_RATE
from salesdesk.kpi.compute import compute
from salesdesk.kpi.customers import RFM
from tests.kpi.building import Builder, online_retail, online_retail_table
from tests.kpi.invented import invented
from tests.kpi.reference import sale_lines

AS_OF = pd.Timestamp(2024, 3, 17)


def details(sales: Any, **members: tuple[str, ...]) -> Any:  # noqa: ANN401 - details are of many types
    return compute(REPURCHASE_RATE, sales, Filter(ALL_TIME, members)).details


@pytest.fixture(scope="module")
def orders() -> pd.DataFrame:
    """Orders of the invented company, credits by themselves among them: customer, amount, day."""
    lines = sale_lines(invented())
    lines = lines[lines.customer.notna()].copy()
    number = lines.original_order.where(lines.original_order.notna(), lines.order_no)
    lines["number"] = number.where(number.notna(), "day " + lines.date.astype(str))
    lines["sold"] = lines.date.where(lines.amount > 0)
    orders = lines.groupby(["customer", "number"]).agg(
        amount=("amount", "sum"), sold=("sold", "min"), first=("date", "min")
    )
    orders["day"] = orders.sold.fillna(orders["first"])
    return orders.dropna(subset="day").reset_index()


@pytest.fixture(scope="module")
def bought(orders: pd.DataFrame) -> pd.DataFrame:
    """Dated purchases: customer, day, amount."""
    own = orders[orders.amount.round(6) > 0]
    return own.groupby(["customer", "day"]).amount.sum().reset_index()


def net_since(orders: pd.DataFrame, customer: object, since: pd.Timestamp) -> float:
    """Purchases less credits of a customer after a day, never less than nothing."""
    own = orders[(orders.customer == customer) & (orders.day > since)]
    return float(max(own.amount.sum(), 0.0))


def test_that_the_heat_map_counts_customers_by_calendar_month(bought: pd.DataFrame) -> None:
    found = details(invented().sales)["heat_map"]
    month = bought.day.dt.to_period("M")
    began = month.groupby(bought.customer).transform("min")
    for row, first in enumerate(found["first"]):
        cohort = bought[began == pd.Period(first, "M")]
        assert found["customers"][row] == cohort.customer.nunique()
        for column, since in enumerate(found["since"]):
            later = pd.Period(first, "M") + since
            rate = found["rates"][row, column]
            if later.end_time.normalize() > AS_OF:
                assert np.isnan(rate)
            else:
                again = cohort[cohort.day.dt.to_period("M") == later].customer.nunique()
                assert rate == pytest.approx(again / cohort.customer.nunique())
    assert len(found["first"]) >= 20


def test_that_the_second_purchase_is_a_kaplan_meier_curve(bought: pd.DataFrame) -> None:
    from lifelines import KaplanMeierFitter

    days = bought.sort_values("day").groupby("customer").day.apply(list)
    wait = [(d[1] - d[0]).days if len(d) > 1 else (AS_OF - d[0]).days for d in days]
    fitted = KaplanMeierFitter().fit(wait, [len(d) > 1 for d in days])
    found = details(invented().sales)["second_purchase"]
    assert found["customers"] == len(days)
    assert found["again"] == sum(len(d) > 1 for d in days)
    for age, share in zip(found["age"].tolist(), found["share"].tolist(), strict=True):
        assert share == pytest.approx(1 - float(fitted.predict(age)), abs=1e-9)
    assert found["median"] == fitted.median_survival_time_


def test_that_rfm_segments_hold_every_customer_and_all_they_spent(orders: pd.DataFrame, bought: pd.DataFrame) -> None:
    found = details(invented().sales)["rfm"]
    assert [one["segment"] for one in found] == list(RFM)
    assert sum(one["customers"] for one in found) == bought.customer.nunique()
    assert sum(one["spent"] for one in found) == pytest.approx(bought.amount.sum())
    recent = [net_since(orders, customer, AS_OF - pd.Timedelta(days=365)) for customer in bought.customer.unique()]
    assert sum(one["revenue"] for one in found) == pytest.approx(sum(recent))


def test_that_rhythm_revenue_and_overdue_are_each_customers_own(orders: pd.DataFrame, bought: pd.DataFrame) -> None:
    found = details(invented().sales)["at_risk"]
    expected = {}
    for customer, table in bought.groupby("customer"):
        days = sorted(table.day)
        if len(days) < 3:
            continue
        rhythm = float(np.median(np.diff(days).astype("timedelta64[D]").astype(int)))
        silence = (AS_OF - days[-1]).days
        if 1.5 * rhythm < silence <= 365:
            active = net_since(orders, customer, days[-1] - pd.Timedelta(days=365))
            recent = net_since(orders, customer, AS_OF - pd.Timedelta(days=365))
            expected[customer] = (rhythm, silence - round(rhythm), recent, active)
    assert found["count"] == len(expected)
    assert found["revenue"] == pytest.approx(sum(one[2] for one in expected.values()))
    stakes = []
    for account in found["accounts"]:
        rhythm, overdue, recent, active = expected[account["key"]]
        assert (account["rhythm"], account["overdue"]) == (rhythm, overdue)
        assert account["revenue"] == pytest.approx(recent)
        assert account["at_stake"] == pytest.approx(active * (1 - account["alive"]))
        stakes.append(account["at_stake"])
    assert stakes == sorted(stakes, reverse=True)


def test_that_the_lifetime_value_needs_customers_who_come_back() -> None:
    sales = (
        Builder()
        .add(
            Kind.ORDER_LINE,
            {
                "order_no": [f"F{i}" for i in range(50)],
                "date": [date(2024, 1, 1 + i % 28) for i in range(50)],
                "customer": [f"C{i}" for i in range(50)],
                "amount": [100.0] * 50,
            },
        )
        .build()
    )
    found = details(sales)
    assert found["lifetime_value"]["customers"] == 50
    assert found["lifetime_value"]["next_year"] is None
    assert found["at_risk"]["accounts"] == []
    assert found["heat_map"] == {}


@pytest.mark.slow
def test_that_online_retail_agrees_with_pandas(shared: Path) -> None:
    table = online_retail_table(shared)
    found = details(online_retail(table))
    lines = table[table.CustomerID.notna()].assign(day=lambda t: t.InvoiceDate.dt.normalize())
    net = lines.groupby(["CustomerID", "InvoiceNo"]).agg(amount=("Amount", "sum"), day=("day", "min"))
    visits = net[net.amount > 0].groupby(["CustomerID", "day"]).amount.sum().reset_index()
    december = visits.groupby("CustomerID").day.transform("min") < "2011-01-01"
    first = visits[december]
    assert found["heat_map"]["customers"][0] == first.CustomerID.nunique() == 885
    november = first[first.day.dt.to_period("M") == "2011-11"].CustomerID.nunique()
    assert found["heat_map"]["rates"][0, 10] == pytest.approx(november / 885)
    value = found["lifetime_value"]
    assert value["customers"] == 4338
    assert 0 < value["alive"] <= 4338
    year = visits[visits.day > visits.day.max() - pd.Timedelta(days=365)].amount.sum()
    assert value["next_year"] == pytest.approx(year, rel=0.25)
