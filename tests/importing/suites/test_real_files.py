"""Every public data file comes in with no manual mapping and no wrong column, alone as well as among its neighbours."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest

from salesdesk.domain.columns import Kind
from salesdesk.domain.task import Task
from salesdesk.importing.book import Book
from salesdesk.importing.plan import ImportPlan, Options, plan_import
from salesdesk.importing.reader import read_files
from tests.importing.company import EMPTY

_OPTIONS: Final = Options(today=dt.date(2026, 3, 24))

# Sheet → kind, and header:field of every column that fills one.  A sheet that is absent here is left aside.
_SALES_FR: Final = (
    Kind.ORDER_LINE,
    """NuméroCommande:document_number NuméroLigneCommande:line_number DateCommande:date DateExpédition:ship_date
    CléProduit:product_id CléRevendeur:customer_id CléEmployé:rep_id CléTerritoire:region Quantité:quantity
    PrixUnitaire:unit_price_net""",
)
_SALES_EN: Final = (
    Kind.ORDER_LINE,
    """SalesOrderNumber:document_number SalesOrderLineNumber:line_number OrderDate:date ShipDate:ship_date
    ProductKey:product_id ResellerKey:customer_id EmployeeKey:rep_id SalesTerritoryKey:region OrderQuantity:quantity
    UnitPrice:unit_price_net""",
)
_EXPECTED: Final[Mapping[str, tuple[Kind, str]]] = {
    "clients.csv|clients": (
        Kind.CUSTOMER,
        "num_client:customer_id actif:status date_création_compte:created_date Genre:gender date_naissance:birth_date",
    ),
    "commandes.csv|commandes": (
        Kind.ORDER_LINE,
        """num_client:customer_id numero_commande:document_number date:date montant_des_produits:products_amount
        remise_sur_produits:discount_amount montant_livraison:shipping remise_sur_livraison:shipping_discount
        montant_total_paye:amount_paid""",
    ),
    "Hypermarché.xls|Achats": (
        Kind.ORDER_LINE,
        """ID_ligne:line_id ID_commande:document_number Date_de_commande:date Date_d'expédition:ship_date
        Mode_d'expédition:ship_mode ID_client:customer_id Nom_du_client:customer_name Segment:customer_type
        Ville:city Région:region Pays/Région:country ID_produit:product_id Catégorie:product_family
        Sous-catégorie:product_subfamily Nom_du_produit:product_name Ventes:line_total_net Quantité:quantity
        Remise:discount_pct Profit:margin_amount""",
    ),
    "accounts.csv|accounts": (
        Kind.CUSTOMER,
        """account:customer_name sector:industry year_established:year_founded revenue:annual_revenue
        employees:company_size office_location:country subsidiary_of:parent""",
    ),
    "products.csv|products": (Kind.PRODUCT, "product:product_name series:family sales_price:sale_price_net"),
    "sales_pipeline.csv|sales_pipeline": (
        Kind.OPPORTUNITY,
        """opportunity_id:deal_id sales_agent:rep_name product:product_name account:customer_name deal_stage:stage
        engage_date:first_contact_date close_date:close_date close_value:amount""",
    ),
    "sales_teams.csv|sales_teams": (Kind.REP, "sales_agent:rep_name manager:manager regional_office:territory"),
    "Online Retail.xlsx|Online Retail": (
        Kind.ORDER_LINE,
        """InvoiceNo:document_number StockCode:product_id Description:description Quantity:quantity InvoiceDate:date
        UnitPrice:unit_price_net CustomerID:customer_id Country:country""",
    ),
    "referentiel.xlsx|Table_Correspondance": (
        Kind.PRODUCT,
        """Product_Ref:product_id Produit:product_name Catégorie_de_produit:family Créé_le:created_date
        Prix_d'achat:purchase_price Prix_vente_HT:sale_price_net""",
    ),
    "DimProduct.xlsx|Sheet1": (
        Kind.PRODUCT,
        """CléProduit:product_id NomProduitAnglais:product_name Coût_standard:cost_price PrixCatalogue:sale_price_net
        LigneProduit:family""",
    ),
    "Salesperson.xlsx|Sheet1": (
        Kind.REP,
        "CléEmployé:rep_id Vendeur:rep_name Fonction:job_title Email:email Prénom:first_name",
    ),
    "Ventes.xlsx|Sheet1": _SALES_FR,
    **{f"ventes_{year}{month:02}.xlsx|Sheet1": _SALES_FR for year in (2021, 2022) for month in range(1, 13)},
    **{f"ventes_2023{month:02}.xlsx|Sheet1": _SALES_EN if month < 5 else _SALES_FR for month in range(1, 8)},
}
_ASIDE: Final = {
    "Hypermarché.xls|Retours": "importing.aside.lookup",
    "Hypermarché.xls|Personnes": "importing.aside.lookup",
    "data_dictionary.csv|data_dictionary": "importing.aside.dictionary",
    "referentiel.xlsx|Table_Correspondance": "importing.aside.lookup",
    "Region.xlsx|Sheet1": "importing.aside.lookup",
    "SalespersonRegion.xlsx|Sheet1": "importing.aside.lookup",
    "Targets.xlsx|Sheet1": "importing.aside.cross",
}


@pytest.fixture(scope="module")
def books(shared: Path, public_books: Sequence[Book]) -> dict[str, Book]:
    return {book.file: book for book in public_books if book.path.is_relative_to(shared / "data")}


def _check(plan: ImportPlan) -> None:
    for sheet in plan.sheets:
        place = f"{sheet.file}|{sheet.sheet}"
        if not sheet.include:
            assert sheet.reason_excluded is not None
            assert sheet.reason_excluded.key == _ASIDE[place], place
            continue
        kind, listed = _EXPECTED[place]
        found = {column.header.replace(" ", "_"): column.field for column in sheet.columns if column.field}
        assert (place, sheet.kind, found) == (place, kind, dict(pair.split(":") for pair in listed.split()))


def test_that_each_file_alone_has_no_wrong_column(books: Mapping[str, Book]) -> None:
    for book in books.values():
        assert not [problem for problem in book.problems if problem.severity == "rejected"]
        _check(plan_import([book], EMPTY, _OPTIONS))


def test_that_files_together_have_no_wrong_column_and_few_questions(books: Mapping[str, Book]) -> None:
    by_folder: dict[Path, list[Book]] = {}
    for book in books.values():
        by_folder.setdefault(book.path.parent, []).append(book)
    asked = {}
    for folder, own in by_folder.items():
        plan = plan_import(own, EMPTY, _OPTIONS)
        _check(plan)
        asked[folder.name] = [question.key for question in plan.questions]
    assert asked.pop("clients-commandes") == ["amount", "vat"]
    assert all(keys in ([], ["vat"]) for keys in asked.values())


@pytest.mark.slow
def test_that_half_a_million_lines_have_no_wrong_column(shared: Path) -> None:
    books: Sequence[Book] = read_files(sorted((shared / "data" / "online-retail").glob("*.xlsx")), Task())
    _check(plan_import(books, EMPTY, _OPTIONS))
