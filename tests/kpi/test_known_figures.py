"""Figures that third parties published for public data sets."""

from pathlib import Path

import pandas as pd
import pytest

from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME, parse_period
from salesdesk.domain.sales import Sales
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.compute import compute, select
from salesdesk.kpi.definition import Group, KpiResult, Part, Status
from tests.kpi.building import hypermarket, hypermarket_table, maven, online_retail, online_retail_table


def ask(key: str, sales: Sales, where: Filter | None = None, basis: str = "", dimension: str = "") -> KpiResult:
    kpi = next(one for one in KPIS if one.key == key)
    return compute(kpi, sales, where or Filter(ALL_TIME), basis=basis, dimension=dimension)


def group(result: KpiResult, key: str) -> Group:
    return next(one for one in result.groups if one.key == key)


@pytest.fixture(scope="module")
def deals(shared: Path) -> Sales:
    return maven(shared)


@pytest.fixture(scope="module")
def lines(shared: Path) -> Sales:
    return hypermarket(hypermarket_table(shared))


@pytest.fixture(scope="module")
def gifts(shared: Path) -> Sales:
    return online_retail(online_retail_table(shared))


def test_that_maven_won_63_percent_of_what_it_closed(deals: Sales) -> None:
    total = ask("conversion_rate", deals, basis="closed").total
    assert (total.numerator, total.denominator) == (4238, 6711)
    assert total.value == pytest.approx(0.63150, abs=5e-6)


def test_that_maven_counts_all_8800_prospects_in_the_cohort(deals: Sales) -> None:
    details = ask("conversion_rate", deals).details
    assert {key: details[key] for key in ("won", "lost", "open", "cohort")} == {
        "won": 4238,
        "lost": 2473,
        "open": 1589 + 500,
        "cohort": 8800,
    }


def test_that_maven_leaves_out_500_prospects_without_an_engage_date_in_any_period(deals: Sales) -> None:
    result = ask("conversion_rate", deals, Filter(parse_period("2017", deals.as_of)))
    assert [(item.reason, item.records) for item in result.left_out] == [("no_date", 500)]


def test_that_maven_lost_36_percent(deals: Sales) -> None:
    result = ask("loss_rate", deals)
    assert (result.total.numerator, result.total.denominator) == (2473, 6711)
    assert result.total.value == pytest.approx(0.36850, abs=5e-6)
    assert result.status is Status.GOOD


def test_that_mavens_won_revenue_and_best_rep_are_the_published_ones(deals: Sales) -> None:
    result = ask("revenue_per_rep", deals)
    assert result.basis == "signed"
    assert result.total.numerator == 10_005_534
    assert result.total.denominator == 30
    assert result.details["best"] == {"key": "Darcel Schlecht", "revenue": 1_153_214}
    assert group(result, "Darcel Schlecht").measure.value == 1_153_214
    assert sum(one.measure.value or 0 for one in result.groups) == 10_005_534


def test_that_five_of_mavens_35_reps_sold_nothing(deals: Sales) -> None:
    details = ask("revenue_per_rep", deals).details
    assert (details["active_reps"], details["reps"], details["reps_without_sales"]) == (35, 30, 5)


def test_that_mavens_cycle_is_57_days_and_its_losses_take_14(deals: Sales) -> None:
    result = ask("sales_cycle", deals)
    assert result.total.value == 57
    assert result.details["mean"] == pytest.approx(51.78, abs=0.005)
    assert result.details["lost"]["mean"] == pytest.approx(41.48, abs=0.005)
    assert result.details["lost"]["median"] == 14


def test_that_maven_won_653_of_1051_gtx_plus_basic(deals: Sales) -> None:
    measure = group(ask("conversion_rate", deals, basis="closed", dimension="product"), "GTX Plus Basic").measure
    assert (measure.numerator, measure.denominator) == (653, 1051)


def test_that_the_hypermarkets_margin_is_12_690_percent(lines: Sales) -> None:
    result = ask("gross_margin", lines)
    assert result.total.value == pytest.approx(0.12690, abs=5e-6)
    assert result.total.numerator == pytest.approx(372_829.7415, abs=1e-6)
    assert result.total.denominator == pytest.approx(2_938_089.0615, abs=1e-6)
    assert result.total.based_on == 10_000
    published = {"Mobilier": 0.08837, "Fournitures de bureau": 0.15264, "Produits technologiques": 0.12966}
    for name, value in published.items():
        assert group(result, name).measure.value == pytest.approx(value, abs=5e-6)


@pytest.mark.parametrize("basis", ["days", "orders"])
def test_that_785_of_the_hypermarkets_795_customers_came_back(lines: Sales, basis: str) -> None:
    total = ask("repurchase_rate", lines, basis=basis).total
    assert (total.numerator, total.denominator) == (785, 795)


def test_that_the_hypermarket_says_that_no_rep_is_named(lines: Sales) -> None:
    result = ask("revenue_per_rep", lines)
    assert result.basis == "invoiced"
    assert result.total.value is None
    assert result.details["revenue"] == pytest.approx(2_938_089.0615, abs=1e-6)
    assert [(item.reason, item.records) for item in result.left_out] == [("no_rep", 10_000)]


@pytest.mark.slow
def test_that_online_retail_matches_both_published_repurchase_rates(gifts: Sales) -> None:
    by_day, by_order = (ask("repurchase_rate", gifts, basis=basis) for basis in ("days", "orders"))
    assert (by_day.total.numerator, by_day.total.denominator) == (2790, 4338)
    assert by_day.total.value == pytest.approx(0.64315, abs=5e-6)
    assert (by_order.total.numerator, by_order.total.denominator) == (2845, 4338)
    assert by_order.total.value == pytest.approx(0.65583, abs=5e-6)
    assert by_day.details["revenue"] == pytest.approx(8_911_407.904, abs=1e-3)
    assert [(item.reason, item.records) for item in by_day.left_out] == [("no_customer", 135_080)]


@pytest.mark.slow
def test_that_online_retails_net_total_is_exact(gifts: Sales) -> None:
    assert ask("revenue_per_rep", gifts).details["revenue"] == pytest.approx(9_747_747.934, abs=1e-6)


@pytest.mark.slow
def test_that_online_retails_records_hold_as_many_customers_as_the_figure_says(gifts: Sales) -> None:
    kpi = next(one for one in KPIS if one.key == "repurchase_rate")
    for part, expected in ((Part.NUMERATOR, 2790), (Part.DENOMINATOR, 4338)):
        (selection,) = select(kpi, gifts, Filter(ALL_TIME), part=part)
        customers = gifts[selection.kind]["customer"][selection.rows]
        assert len(pd.unique(customers)) == expected
