"""Plans of real files, with no manual mapping, against plain pandas."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from salesdesk.domain.batch import Merge
from salesdesk.domain.columns import MICROS, NO_CODE, STATUSES, Column, Kind
from salesdesk.domain.period import day_number
from salesdesk.domain.sales import Frame, Sales, money
from salesdesk.domain.task import Task
from salesdesk.importing.book import Book
from salesdesk.importing.listing import mapping_listing
from salesdesk.importing.plan import ImportPlan, plan_import
from salesdesk.importing.reader import read_files
from tests.importing.company import EMPTY, Company


def _read(shared: Path, *patterns: str) -> list[Book]:
    paths = [path for pattern in patterns for path in sorted((shared / "data").glob(pattern))]
    assert paths
    return read_files(paths, Task())


def _sales(plan: ImportPlan) -> Sales:
    return Company().apply(plan.batch()).sales


def _named(sales: Sales, frame: Frame, field: str, list_name: str = "") -> Sequence[str | None]:
    names = sales.names(list_name or field)
    return [names[code] if code != NO_CODE else None for code in frame[field]]


def _days(series: "pd.Series[pd.Timestamp]") -> list[int]:
    return [day_number(day.date()) for day in series]


def _harmless(books: Sequence[Book], plan: ImportPlan) -> None:
    """Planning the same files again against what they brought changes nothing and asks nothing."""
    again = plan_import(books, Company().apply(plan.batch()).knowledge)
    assert [(s.new, s.changed, s.gone) for s in again.sheets] == [(0, 0, 0)] * len(again.sheets)
    assert not any(len(d.new) + len(d.changed) + len(d.gone) for sheet in again.batch().sheets for d in sheet.diffs)
    assert again.questions == ()
    assert again.proposals == ()


def _micros(column: Column) -> int:
    return int(column.sum())


def test_that_the_crm_pipeline_comes_in_whole(shared: Path) -> None:
    books = _read(shared, "maven-crm/*.csv")
    plan = plan_import(books, EMPTY)
    kinds = {sheet.file: sheet.kind for sheet in plan.sheets}
    assert kinds == {
        "accounts.csv": Kind.CUSTOMER,
        "data_dictionary.csv": None,
        "products.csv": Kind.PRODUCT,
        "sales_pipeline.csv": Kind.OPPORTUNITY,
        "sales_teams.csv": Kind.REP,
    }
    (dictionary,) = (sheet for sheet in plan.sheets if sheet.kind is None)
    assert dictionary.reason_excluded is not None
    sales = _sales(plan)
    frame, truth = sales[Kind.OPPORTUNITY], pd.read_csv(shared / "data/maven-crm/sales_pipeline.csv")
    assert frame.n == len(truth) == 8_800
    stages = truth.deal_stage.value_counts()
    counts = {STATUSES[code]: int(n) for code, n in zip(*np.unique(frame["status"], return_counts=True), strict=True)}
    assert counts == {"won": stages.Won, "lost": stages.Lost, "open": stages.Engaging + stages.Prospecting}
    assert (counts["won"], counts["lost"], counts["open"]) == (4_238, 2_473, 1_589 + 500)
    assert np.nansum(money(frame["amount"])) == truth.close_value.sum() == 10_005_534
    assert _named(sales, frame, "opportunity_id") == truth.opportunity_id.tolist()
    assert _named(sales, frame, "rep") == truth.sales_agent.tolist()
    assert _named(sales, frame, "customer") == truth.account.where(truth.account.notna(), None).tolist()
    won = truth.deal_stage.eq("Won").to_numpy()
    engaged = pd.to_datetime(truth.engage_date[won], format="%m/%d/%Y")
    closed = pd.to_datetime(truth.close_date[won], format="%m/%d/%Y")
    assert frame["first_contact_date"][won].tolist() == _days(engaged)
    assert frame["close_date"][won].tolist() == _days(closed)
    cycle = frame["close_date"][won].astype(int) - frame["first_contact_date"][won]
    assert (round(float(cycle.mean()), 2), float(np.median(cycle))) == (51.78, 57)
    assert Merge("product", "GTXPro", "GTX Pro") in plan.batch().merges


def test_that_the_lists_beside_the_pipeline_come_in(shared: Path) -> None:
    books = _read(shared, "maven-crm/*.csv")
    plan = plan_import(books, EMPTY)
    sales = _sales(plan)
    folder = shared / "data/maven-crm"
    customers, accounts = sales[Kind.CUSTOMER], pd.read_csv(folder / "accounts.csv")
    assert _named(sales, customers, "customer") == accounts.account.tolist()
    assert _named(sales, customers, "sector") == accounts.sector.tolist()
    reps, teams = sales[Kind.REP], pd.read_csv(folder / "sales_teams.csv")
    assert _named(sales, reps, "rep") == teams.sales_agent.tolist()
    assert _named(sales, reps, "manager", "rep") == teams.manager.tolist()
    assert _named(sales, reps, "region") == teams.regional_office.tolist()
    products, prices = sales[Kind.PRODUCT], pd.read_csv(folder / "products.csv")
    assert money(products["list_price"]).tolist() == prices.sales_price.tolist()
    assert _named(sales, products, "range") == prices.series.tolist()
    (pipeline,) = (sheet for sheet in plan.sheets if sheet.kind is Kind.OPPORTUNITY)
    assert pipeline.date_order == "mdy"
    assert [question.key for question in plan.questions] == ["vat"]
    _harmless(books, plan)


def test_that_the_french_sales_workbook_comes_in_whole(shared: Path) -> None:
    books = _read(shared, "hypermarche/*.xls")
    plan = plan_import(books, EMPTY)
    assert [sheet.include for sheet in plan.sheets] == [True, False, False]
    sales = _sales(plan)
    frame = sales[Kind.ORDER_LINE]
    truth = pd.read_excel(next((shared / "data/hypermarche").glob("*.xls")), sheet_name="Achats", engine="calamine")
    assert frame.n == len(truth) == 10_000
    assert _micros(frame["amount"]) == round(2_938_089.0615 * MICROS)
    assert _micros(frame["amount"]) - _micros(frame["cost"]) == round(372_829.7415 * MICROS)
    assert money(frame["amount"]) == pytest.approx(truth.Ventes.to_numpy())
    assert frame["date"].tolist() == _days(truth["Date de commande"])
    assert _named(sales, frame, "order_no") == truth["ID commande"].tolist()
    assert _named(sales, frame, "range") == truth["Catégorie"].tolist()
    assert _named(sales, frame, "customer_type") == truth["Segment"].tolist()
    assert _named(sales, frame, "region") == truth["Région"].tolist()
    assert frame["discount"] == pytest.approx(truth["Remise"].to_numpy())
    (lines,) = (b for b in plan.batch().sheets[0].records if b.kind is Kind.ORDER_LINE)
    keys = lines.lists["customer"].keys
    assert [keys[code] for code in lines.columns["customer"]] == truth["ID client"].tolist()
    assert len(set(frame["customer"].tolist())) == truth["ID client"].nunique() == 795
    assert sales[Kind.CUSTOMER].n == 795
    assert sales[Kind.PRODUCT].n == truth["ID produit"].nunique()
    mapped = {column.header: column.field for column in plan.sheets[0].columns}
    assert mapped["Profit"] == "margin_amount"
    assert mapped["Sous-catégorie"] == "product_subfamily"
    _harmless(books, plan)


@pytest.mark.slow
def test_that_half_a_million_lines_come_in_whole(shared: Path) -> None:
    books = _read(shared, "online-retail/*.xlsx")
    plan = plan_import(books, EMPTY)
    (batch, *_) = plan.batch().sheets[0].records
    assert batch.n == 541_909
    assert _micros(batch.columns["amount"]) == round(9_747_747.934 * MICROS)
    assert int((batch.columns["customer"] == NO_CODE).sum()) == 135_080
    assert "17850" in batch.lists["customer"].keys
    negative = batch.columns["amount"] < 0
    assert (batch.columns["document_type"][negative] == 1).all()
    assert (batch.columns["document_type"][~negative] == 0).all()
    _harmless(books, plan)


def test_that_french_orders_and_customers_come_in(shared: Path) -> None:
    books = _read(shared, "clients-commandes/*.csv")
    plan = plan_import(books, EMPTY)
    sales = _sales(plan)
    frame = sales[Kind.ORDER_LINE]
    truth = pd.read_csv(shared / "data/clients-commandes/commandes.csv", sep=";", encoding="cp1252")
    paid = truth[truth.montant_total_paye.notna()]
    assert frame.n == len(paid)
    assert plan.sheets[1].rejected == len(truth) - len(paid)
    years = frame["date"].astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    totals = {int(year): _micros(frame["amount"][years == year]) / MICROS for year in np.unique(years)}
    assert totals == {2021: 656_836.10, 2022: 528_769.75}
    assert _micros(frame["amount"]) / MICROS == 1_185_605.85
    assert sorted({q.key for q in plan.questions}) == ["amount", "vat"]
    customers = sales[Kind.CUSTOMER]
    assert customers.n == 5_096
    known = set(customers["customer"].tolist())
    assert len(known) == 5_096
    assert set(frame["customer"].tolist()) <= known | set(range(len(sales.names("customer"))))
    _harmless(books, plan)


def test_that_sales_reps_and_products_meet_by_their_keys(shared: Path) -> None:
    books = _read(shared, "ventes-fr/*.xlsx")
    plan = plan_import(books, EMPTY)
    kinds = {sheet.file: sheet.kind for sheet in plan.sheets}
    assert kinds == {
        "DimProduct.xlsx": Kind.PRODUCT,
        "Region.xlsx": None,
        "Salesperson.xlsx": Kind.REP,
        "SalespersonRegion.xlsx": None,
        "Targets.xlsx": None,
        "Ventes.xlsx": Kind.ORDER_LINE,
    }
    assert all(sheet.reason_excluded for sheet in plan.sheets if sheet.kind is None)
    sales = _sales(plan)
    frame = sales[Kind.ORDER_LINE]
    truth = pd.read_excel(shared / "data/ventes-fr/Ventes.xlsx", engine="calamine")
    people = (
        pd.read_excel(shared / "data/ventes-fr/Salesperson.xlsx", engine="calamine").set_index("CléEmployé").Vendeur
    )
    assert frame.n == len(truth)
    assert _micros(frame["amount"]) / MICROS == pytest.approx(
        float((truth["Quantité"] * truth.PrixUnitaire).sum()), abs=1e-3
    )
    expected = [people.get(key, str(key)) for key in truth["CléEmployé"]]
    assert _named(sales, frame, "rep") == expected
    _harmless(books, plan)


def test_that_monthly_files_in_two_languages_are_one_source(shared: Path) -> None:
    books = _read(shared, "ventes-fr/extraction-mensuelle/*.xlsx")
    plan = plan_import(books, EMPTY)
    assert len({sheet.group for sheet in plan.sheets}) == 1
    assert len(plan.questions) == 1
    frame = _sales(plan)[Kind.ORDER_LINE]
    whole = plan_import(_read(shared, "ventes-fr/Ventes.xlsx"), EMPTY)
    lines = whole.sheets[0].records[0]
    assert frame.n == lines.n
    assert _micros(frame["amount"]) == _micros(lines.columns["amount"])
    assert set(frame["identity"].tolist()) == set(lines.identity.tolist())
    _harmless(books, plan)


def test_that_two_tables_on_one_sheet_are_judged_apart(shared: Path) -> None:
    books = _read(shared, "side-by-side/*.xlsx")
    plan = plan_import(books, EMPTY)
    assert [(sheet.kind, sheet.rows) for sheet in plan.sheets] == [(None, 39), (Kind.PRODUCT, 400)]
    products = plan.sheets[1].records[0]
    assert _micros(products.columns["cost"]) / MICROS == 3279.79
    _harmless(books, plan)


def test_that_the_mapping_is_listed_for_the_command_line(shared: Path) -> None:
    plan = plan_import(_read(shared, "hypermarche/*.xls"), EMPTY)
    lines = list(mapping_listing(plan, "fr"))
    assert any(line.startswith("Hypermarché.xls · Achats · Lignes de vente") for line in lines)
    assert any("Région" in line and "98%" in line for line in lines)
