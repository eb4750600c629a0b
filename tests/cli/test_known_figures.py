"""Figures that third parties published or plain pandas computes, by the command line, with nothing mapped by hand."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.cli.conftest import run


def kpi(company: Path, key: str, *words: str) -> Any:  # noqa: ANN401 - JSON
    said = run("kpi", key, "--company", company, "--json", *words)
    assert said.code == 0, said.err
    (result,) = said.json
    return result


def test_that_maven_crm_gives_its_published_figures(maven: Path) -> None:
    info = run("info", "--company", maven, "--json").json
    assert info["records"] == {"opportunity": 8800, "customer": 85, "product": 7, "rep": 35}

    closed = kpi(maven, "conversion_rate", "--basis", "closed", "--period", "all")
    assert (closed["numerator"], closed["denominator"]) == (4238, 4238 + 2473)
    assert closed["value"] == pytest.approx(0.63150, abs=5e-6)

    cohort = kpi(maven, "conversion_rate", "--period", "all")
    assert (cohort["details"]["won"], cohort["details"]["lost"], cohort["details"]["open"]) == (4238, 2473, 1589 + 500)

    lost = kpi(maven, "loss_rate", "--period", "all")
    assert lost["value"] == pytest.approx(0.36850, abs=5e-6)

    revenue = kpi(maven, "revenue_per_rep", "--period", "all", "--by", "rep")
    assert revenue["numerator"] == 10_005_534
    assert revenue["groups"][0]["key"] == "Darcel Schlecht"
    assert revenue["groups"][0]["value"] == 1_153_214
    assert revenue["details"]["active_reps"] == 35
    assert revenue["details"]["reps_without_sales"] == 5

    cycle = kpi(maven, "sales_cycle", "--period", "all")
    assert cycle["value"] == 57
    assert cycle["details"]["mean"] == pytest.approx(51.78, abs=0.005)
    assert cycle["details"]["lost"]["mean"] == pytest.approx(41.48, abs=0.005)
    assert cycle["details"]["lost"]["median"] == 14


def test_that_gtxpro_counts_as_gtx_pro_and_gtx_plus_basic_wins_653_of_1051(maven: Path) -> None:
    closed = kpi(maven, "conversion_rate", "--basis", "closed", "--period", "all", "--by", "product")
    groups = {group["key"]: group for group in closed["groups"]}
    assert "GTXPro" not in groups
    assert "GTX Pro" in groups
    assert (groups["GTX Plus Basic"]["numerator"], groups["GTX Plus Basic"]["denominator"]) == (653, 1051)


def test_that_hypermarche_gives_its_published_figures(hypermarche: Path) -> None:
    margin = kpi(hypermarche, "gross_margin", "--period", "all", "--by", "range")
    assert margin["denominator"] == pytest.approx(2_938_089.0615, abs=1e-4)
    assert margin["numerator"] == pytest.approx(372_829.7415, abs=1e-4)
    assert margin["value"] == pytest.approx(0.12690, abs=5e-6)
    assert margin["based_on"] == 10_000
    by_range = {group["key"]: group["value"] for group in margin["groups"]}
    assert by_range["Mobilier"] == pytest.approx(0.08837, abs=5e-6)
    assert by_range["Fournitures de bureau"] == pytest.approx(0.15264, abs=5e-6)
    assert by_range["Produits technologiques"] == pytest.approx(0.12966, abs=5e-6)

    orders = kpi(hypermarche, "repurchase_rate", "--period", "all", "--basis", "orders")
    assert (orders["numerator"], orders["denominator"]) == (785, 795)


@pytest.mark.slow
def test_that_online_retail_gives_its_published_figures(shared: Path, tmp_path: Path) -> None:
    company = tmp_path / "retail.salesdesk"
    said = run("import", shared / "data/online-retail/Online Retail.xlsx", "--company", company, "--yes", "--json")
    assert said.code == 0, said.err
    (source,) = said.json["sources"]
    assert (source["kind"], source["new"], source["rejected"]) == ("order_line", 541_909, 0)
    info = run("info", "--company", company, "--json").json
    assert info["revenue"] == pytest.approx(9_747_747.934, abs=1e-3)

    days = kpi(company, "repurchase_rate", "--period", "all")
    assert (days["numerator"], days["denominator"]) == (2790, 4338)
    assert days["value"] == pytest.approx(0.64315, abs=5e-6)
    assert {item["reason"]: item["records"] for item in days["left_out"]}["no_customer"] == 135_080
    orders = kpi(company, "repurchase_rate", "--period", "all", "--basis", "orders")
    assert (orders["numerator"], orders["denominator"]) == (2845, 4338)
    assert orders["value"] == pytest.approx(0.65583, abs=5e-6)


def test_that_clients_commandes_gives_its_yearly_sales(shared: Path, tmp_path: Path) -> None:
    company = tmp_path / "commandes.salesdesk"
    files = sorted((shared / "data/clients-commandes").glob("*.csv"))
    assert run("import", *files, "--company", company, "--yes").code == 0
    assert run("info", "--company", company, "--json").json["revenue"] == pytest.approx(1_185_605.85, abs=0.005)
    for year, sales in (("2021", 656_836.10), ("2022", 528_769.75)):
        revenue = kpi(company, "revenue_per_rep", "--period", year)
        assert revenue["value"] is None  # no reps in these files: said, not invented
        assert revenue["details"]["revenue"] == pytest.approx(sales, abs=0.005)


def _won(stages: "pd.Series[str]") -> int:
    return int((stages == "Won").sum())


def test_that_every_month_of_a_trend_equals_plain_pandas(maven: Path, shared: Path) -> None:
    pipeline = pd.read_csv(shared / "data/maven-crm/sales_pipeline.csv")
    closed = pipeline[pipeline.deal_stage.isin(["Won", "Lost"])]
    month = pd.to_datetime(closed.close_date, format="%m/%d/%Y").dt.strftime("%Y-%m")
    expected = closed.groupby(month).deal_stage.agg([_won, "size"])
    trend = kpi(maven, "conversion_rate", "--basis", "closed", "--period", "2017")["trend"]
    found = {point["period"]: (point["numerator"], point["denominator"]) for point in trend if point["denominator"]}
    assert found == {key: tuple(row) for key, row in expected.iterrows()}
