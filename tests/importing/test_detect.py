"""Tables in sheets: headers, titles, side by side, one below the other."""

from pathlib import Path

import pytest

from salesdesk.domain.task import Task
from salesdesk.importing.column_builder import Value
from salesdesk.importing.detect import LeftOut, find_tables
from salesdesk.importing.reader import read_files
from tests.importing.reading_sheets import sheet_of, shown, tables_of

_RECORDS: list[list[Value]] = [["Dupont", "Paris", 12.5], ["Martin", "Lyon", 7], ["Petit", "Lille", 3.25]]


def test_that_a_plain_table_is_found() -> None:
    (table,) = tables_of(["Client", "Ville", "Montant"], *_RECORDS)
    assert table.headers == ("Client", "Ville", "Montant")
    assert (table.header_row, table.body.first_row, len(table.records)) == (1, 2, 3)
    assert [table.row_number(record) for record in range(3)] == [2, 3, 4]
    assert table.problems == ()


def test_that_the_header_is_found_under_titles_and_blanks() -> None:
    rows: list[list[Value]] = [
        ["Ventes 2023"],
        ["Édité le", "03/02/2024"],
        [],
        ["Client", "Ville", "Montant"],
        *_RECORDS,
    ]
    (table,) = tables_of(*rows)
    assert (table.header_row, table.headers) == (4, ("Client", "Ville", "Montant"))
    assert table.titles == ("Ventes 2023", "Édité le", "03/02/2024")


def test_that_addresses_are_those_of_the_sheet() -> None:
    (table,) = find_tables(sheet_of(["Client", "Montant"], ["Dupont", 1], ["Martin", 2], first_row=7, first_column=3))
    assert (table.header_row, table.body.first_row, table.body.first_column) == (7, 8, 3)


def test_that_a_text_file_has_headers_though_all_is_text() -> None:
    (table,) = tables_of(["Client", "Date", "Montant"], ["Dupont", "03/04/2023", "1 200,50 €"], ["Petit", "", "7,00"])
    assert (table.header_row, table.headers) == (1, ("Client", "Date", "Montant"))


def test_that_a_table_of_words_has_its_first_row_as_header() -> None:
    (table,) = tables_of(["Vendeur", "Équipe"], ["Ana", "Nord"], ["Bob", "Nord"], ["Cid", "Sud"])
    assert (table.header_row, len(table.records)) == (1, 3)


def test_that_data_without_header_gets_column_letters() -> None:
    (table,) = tables_of(*_RECORDS)
    assert (table.header_row, table.headers, len(table.records)) == (0, ("A", "B", "C"), 3)
    (words,) = tables_of(["Ana", "Nord"], ["Bob", "Nord"], ["Ana", "Sud"], ["Cid", "Sud"])
    assert (words.header_row, words.headers) == (0, ("A", "B"))


def test_that_years_and_months_can_be_headers() -> None:
    (table,) = tables_of(["Vendeur", 2021, 2022, 2023], ["Ana", 10, 20, 30], ["Bob", 11, 21, 31])
    assert table.headers == ("Vendeur", "2021", "2022", "2023")
    (months,) = tables_of(["Vendeur", "01/2023", "02/2023"], ["Ana", "10", "20"], ["Bob", "11", "21"])
    assert months.headers == ("Vendeur", "01/2023", "02/2023")


def test_that_names_are_distinct_and_never_empty() -> None:
    (table,) = tables_of(["Client", "Montant", None, "Montant", "D"], ["Dupont", 1, 2, 3, 4], ["Martin", 5, 6, 7, 8])
    assert table.headers == ("Client", "Montant", "C", "Montant (2)", "D")


def test_that_headers_lose_line_breaks_and_control_characters() -> None:
    (table,) = tables_of(["Date de\nclôture ", "M\0o\0ntant"], ["2023-01-05", 3])
    assert table.headers == ("Date de clôture", "Montant")


def test_that_a_header_on_two_lines_is_joined() -> None:
    top: list[Value] = ["", "", "Réel", "", "Prévu", ""]
    low: list[Value] = ["Client", "Ville", "Quantité", "Montant", "Quantité", "Montant"]
    (table,) = tables_of(["Rapport"], [], top, low, ["Dupont", "Paris", 1, 10, 2, 20], ["Petit", "Lille", 3, 30, 4, 40])
    assert table.headers == (
        "Client",
        "Ville",
        "Réel Quantité",
        "Réel Montant",
        "Prévu Quantité",
        "Prévu Montant",
    )
    assert (table.header_row, table.titles) == (4, ("Rapport",))


def test_that_a_header_cell_merged_downwards_names_its_column() -> None:
    (table,) = tables_of(["Client", "Ventes", ""], ["", "Qté", "CA"], ["Dupont", 1, 10.5], ["Petit", 3, 30.5])
    assert table.headers == ("Client", "Ventes Qté", "Ventes CA")


def test_that_two_tables_side_by_side_are_two(shared: Path) -> None:
    (book,) = read_files([shared / "data" / "side-by-side" / "referentiel.xlsx"], Task())
    countries, products = find_tables(book.sheets[0])
    assert (countries.headers[0], len(countries.records)) == ("Pays_Cod", 39)
    assert (products.headers[0], len(products.records), products.body.first_column) == ("Product_Ref", 400, 7)
    assert countries.left_out == products.left_out == {}


def test_that_two_small_tables_of_one_height_are_two() -> None:
    rows: list[list[Value]] = [
        ["Vendeur", "Équipe", "", "Produit", "Prix"],
        ["Ana", "Nord", "", "Chaise", 10],
        ["Bob", "Sud", "", "Table", 20],
        ["Cid", "Sud", "", "Lampe", 5],
    ]
    reps, products = tables_of(*rows)
    assert (reps.headers, products.headers) == (("Vendeur", "Équipe"), ("Produit", "Prix"))


def test_that_a_column_left_free_does_not_part_a_table() -> None:
    rows: list[list[Value]] = [[f"C{row}", row, "", 2 * row, "x"] for row in range(1, 9)]
    (table,) = tables_of(["Client", "Qté", "", "Montant", "Note"], *rows)
    assert table.headers == ("Client", "Qté", "C", "Montant", "Note")


def test_that_tables_one_below_the_other_are_told_apart() -> None:
    rows: list[list[Value]] = [["Client", "Ville", "Montant"], *_RECORDS, [], ["Objectifs"]]
    rows += [["Vendeur", "Mois", "Objectif"], ["Ana", "2023-01", 100], ["Bob", "2023-01", 200]]
    sales, targets = tables_of(*rows)
    assert len(sales.records) == 3
    assert (targets.headers, targets.header_row, targets.titles) == (("Vendeur", "Mois", "Objectif"), 7, ("Objectifs",))
    assert shown(targets) == [["Ana", "2023-01", "100"], ["Bob", "2023-01", "200"]]


def test_that_blank_rows_inside_a_table_do_not_part_it() -> None:
    (table,) = tables_of(["Client", "Ville", "Montant"], *_RECORDS[:2], [], [], _RECORDS[2])
    assert len(table.records) == 3
    assert table.left_out[LeftOut.BLANK].tolist() == [2, 3]


def test_that_columns_of_a_title_do_not_widen_the_table() -> None:
    (table,) = tables_of(["Rapport", "", "", "", "page 1"], ["Client", "Ville", "Montant"], *_RECORDS)
    assert table.headers == ("Client", "Ville", "Montant")


def test_that_a_sheet_without_table_says_so() -> None:
    assert tables_of() == []
    long = "Ce classeur présente les ventes de l’entreprise et la manière de les lire, pas à pas."
    (prose,) = tables_of([long], [long + " Suite."], ["Voir l’onglet suivant pour les chiffres, qui sont en euros."])
    assert prose.reason_skipped is not None
    assert prose.reason_skipped.key == "reading.no_table"
    (empty,) = tables_of(["Client", "Montant"])
    assert empty.reason_skipped is not None
    assert empty.reason_skipped.key == "reading.no_rows"


@pytest.mark.parametrize("caption", ["Étiquettes de lignes", "Row Labels"])
def test_that_a_pivot_table_is_set_aside(caption: str) -> None:
    (table,) = tables_of(["Somme de Montant"], [caption, "2022", "2023"], ["Nord", 10, 20], ["Sud", 5, 6])
    assert table.reason_skipped is not None
    assert table.reason_skipped.key == "reading.pivot"


def test_that_monthly_extracts_are_found_under_their_titles(shared: Path) -> None:
    folder = shared / "data" / "ventes-fr" / "extraction-mensuelle"
    books = read_files(sorted(folder.glob("*.xlsx")), Task())
    (whole,) = read_files([folder.parent / "Ventes.xlsx"], Task())
    found = {book.file: find_tables(book.sheets[0]) for book in books}
    assert {len(tables) for tables in found.values()} == {1}
    first = {name: tables[0] for name, tables in found.items()}
    assert {table.headers[0] for table in first.values()} == {"NuméroCommande", "SalesOrderNumber"}
    assert (first["ventes_202301.xlsx"].header_row, first["ventes_202303.xlsx"].header_row) == (2, 3)
    assert first["ventes_202303.xlsx"].titles == ("Extraction",)
    assert all(len(table.records) == table.body.n_rows for table in first.values())
    (all_sales,) = find_tables(whole.sheets[0])
    assert len(all_sales.records) == 48_954


def test_that_a_pipeline_of_8800_deals_is_one_table(shared: Path) -> None:
    (book,) = read_files([shared / "data" / "maven-crm" / "sales_pipeline.csv"], Task())
    (table,) = find_tables(book.sheets[0])
    assert (len(table.records), table.headers[0], table.left_out) == (8800, "opportunity_id", {})
