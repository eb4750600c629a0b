"""Open opportunities on the curve of the won, and short cycles, against plain loops."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME
from salesdesk.kpi.catalogue.sales_cycle import SALES_CYCLE
from salesdesk.kpi.compute import compute
from tests.kpi.building import Builder, maven, maven_table
from tests.kpi.invented import invented
from tests.kpi.reference import cycles, own_currency

AS_OF = pd.Timestamp(2024, 3, 17)


def test_that_each_open_opportunity_stands_where_its_age_is_among_the_won() -> None:
    data = invented()
    found = compute(SALES_CYCLE, data.sales, Filter(ALL_TIME)).details["ageing"]
    won = cycles(data, ALL_TIME)
    table = data.opportunities
    open_ = table[~table.status.isin(["won", "lost", "deleted"])]
    start = open_.first_contact_date.fillna(open_.created_date).dropna()
    age = (AS_OF - start).dt.days.clip(lower=0)
    share = age.map(lambda days: (won < days).mean())
    assert (found["won"], found["open"], found["undated"]) == (len(won), len(start), len(open_) - len(start))
    for band in found["bands"]:
        inside = share[(share >= band["low"]) & ((share < band["high"]) | (band["high"] == 1))]
        assert band["count"] == len(inside)
        assert band["amount"] == pytest.approx(
            open_.amount[open_.currency.map(own_currency)].reindex(inside.index).sum()
        )
    for one in found["list"]:
        assert one["age"] == age[one["at"]]
        assert one["older_than"] == pytest.approx(share[one["at"]])
    ranks = [one["older_than"] for one in found["list"]]
    assert ranks == sorted(ranks, reverse=True)


def test_that_a_short_cycle_is_judged_by_the_year_that_follows() -> None:
    data = invented()
    found = compute(SALES_CYCLE, data.sales, Filter(ALL_TIME)).details["too_short"]
    won = cycles(data, ALL_TIME)
    assert found["origin"] == "own"
    assert found["limit"] == pytest.approx(np.quantile(won, 0.1))
    assert found["short"] == (won < found["limit"]).sum()
    assert found["short"] + found["others"] == len(won)
    services = replace(data.sales, sector="b2b_services", _cache={})
    assert compute(SALES_CYCLE, services, Filter(ALL_TIME)).details["too_short"]["origin"] == "benchmark"


def test_that_coming_back_takes_two_days_of_purchase_and_credit_one_negative_line() -> None:
    sales = (
        Builder()
        .add(
            Kind.OPPORTUNITY,
            {
                "opportunity_id": ["A", "B", "C"],
                "customer": ["back", "once", "late"],
                "status": ["won"] * 3,
                "first_contact_date": ["2022-01-01", "2022-01-01", "2022-01-01"],
                "close_date": ["2022-01-03", "2022-03-01", "2022-03-01"],
                "amount": [100.0] * 3,
            },
        )
        .add(
            Kind.ORDER_LINE,
            {
                "order_no": ["1", "2", "3", "4", "5", "6"],
                "date": ["2022-01-10", "2022-05-01", "2022-03-02", "2022-04-01", "2022-03-02", "2023-06-01"],
                "customer": ["back", "back", "once", "once", "late", "late"],
                "amount": [100.0, 50.0, 100.0, -100.0, 100.0, 100.0],
            },
        )
        .build(as_of=pd.Timestamp(2024, 1, 1).date())
    )
    found = compute(SALES_CYCLE, sales, Filter(ALL_TIME)).details["too_short"]
    assert (found["short"], found["others"]) == (1, 2)
    assert (found["again"]["short"].numerator, found["again"]["others"].numerator) == (1, 0)
    assert (found["credited"]["short"].numerator, found["credited"]["others"].numerator) == (0, 1)
    assert found["again"]["differs"] is False


def test_that_maven_has_as_many_old_opportunities_as_pandas_counts(shared: Path) -> None:
    table = maven_table(shared)
    won = table[table.deal_stage == "Won"]
    days = (pd.to_datetime(won.close_date) - pd.to_datetime(won.engage_date)).dt.days
    engaging = table[(table.deal_stage == "Engaging")]
    age = (pd.Timestamp(2017, 12, 31) - pd.to_datetime(engaging.engage_date)).dt.days
    old = sum((days < one).mean() >= 0.9 for one in age)
    found = compute(SALES_CYCLE, maven(shared), Filter(ALL_TIME)).details["ageing"]
    assert (found["open"], found["undated"], found["bands"][-1]["count"]) == (1589, 500, old)
