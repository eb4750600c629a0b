"""Traps of structure: where the table lies on its sheet, and which rows and columns are no data."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from openpyxl.worksheet.worksheet import Worksheet

from salesdesk.domain.columns import Kind
from tests.importing.suites.hostile import AMOUNTS, CUSTOMERS, HEADER, Case, Cell, Rows, book, lines, sales, text

_DAYS: Final = ["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08"]
_WHOLE: Final[dict[str, Sequence[object]]] = {"amount": AMOUNTS, "date": _DAYS, "customer": list(CUSTOMERS)}
_TOTAL: Final = sum(AMOUNTS)
_PRODUCTS: Final[list[list[Cell]]] = [
    ["Référence", "Désignation", "Prix d'achat HT", "Prix de vente HT"],
    ["A1", "Pompe", 40, 100],
    ["A2", "Vanne", 12.5, 30],
    ["A3", "Filtre", 3, 9],
]


def _shifted(rows: Rows, down: int, right: int) -> list[list[Cell]]:
    blank: list[list[Cell]] = [[] for _ in range(down)]
    return blank + [[*[None] * right, *row] for row in rows]


def _side_by_side() -> list[list[Cell]]:
    left = [HEADER, *sales([10, 20, 30, 40, 50, 60])]
    return [[*left[i], None, *(_PRODUCTS[i] if i < len(_PRODUCTS) else [])] for i in range(len(left))]


def _merged_header(sheet: Worksheet) -> None:
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("D1:E1")


def _merged_title(sheet: Worksheet) -> None:
    sheet.merge_cells("A1:D1")


def _merged_documents(sheet: Worksheet) -> None:
    for column in "ABC":
        sheet.merge_cells(f"{column}2:{column}3")
        sheet.merge_cells(f"{column}4:{column}6")


def _formatted(sheet: Worksheet) -> None:
    for row in range(1, 40):
        for column in range(5, 12):
            sheet.cell(row, column).number_format = "0.00"


def _hide(sheet: Worksheet) -> None:
    if sheet.title == "Archive":
        sheet.sheet_state = "hidden"


_DOCUMENT_LINES: Final[list[list[Cell]]] = [
    ["Type ligne", "N° pièce", "Date", "Client", "Représentant", "Désignation", "Quantité", "PU HT", "Montant HT"],
    ["E", "FA001", dt.datetime(2026, 1, 5), "Clinique Saint-Aubin", "C. Moreau", None, None, None, None],
    ["L", None, None, None, None, "Pompe", 2, 100, 200],
    ["L", None, None, None, None, "Vanne", 3, 30, 90],
    ["E", "FA002", dt.datetime(2026, 1, 6), "Brasserie Kervran", "J. Le Goff", None, None, None, None],
    ["L", None, None, None, None, "Filtre", 4, 9, 36],
    ["L", None, None, None, None, "Pompe", 1, 100, 100],
]
_FIRST_LINE_ONLY: Final[list[list[Cell]]] = [
    ["Order number", "Order date", "Customer", "Product", "Quantity", "Unit price excl. VAT", "Amount excl. VAT"],
    ["SO1", dt.datetime(2026, 1, 5), "Northwind", "Pump", 2, 100, 200],
    ["SO1", None, None, "Valve", 3, 30, 90],
    ["SO2", dt.datetime(2026, 1, 6), "Bluebird", "Filter", 4, 9, 36],
    ["SO2", None, None, "Pump", 1, 100, 100],
    ["SO2", None, None, "Valve", 1, 30, 30],
]

CASES: Final = (
    Case(
        "title rows above the header",
        book([["Ventes 2026"], ["Extrait du 24/03/2026"], HEADER, *sales()]),
        {**_WHOLE, "row": [4, 5, 6, 7]},
    ),
    Case("a merged title", book([["Sales report, first quarter"], HEADER, *sales()], _merged_title), _WHOLE),
    Case(
        "header on row 7 under blanks",
        book([["Société Martin"], [], ["Période : janvier 2026"], [], [], [], HEADER, *sales()]),
        {**_WHOLE, "row": [8, 9, 10, 11]},
    ),
    Case("a table that starts at D5", book(_shifted([HEADER, *sales()], 4, 3)), {**_WHOLE, "row": [6, 7, 8, 9]}),
    Case(
        "headers in both languages",
        book([["Invoice No", "Date de facture", "Customer", "Montant HT"], *sales()]),
        _WHOLE,
        {"Invoice No": "document_number", "Date de facture": "date", "Customer": "customer_name"},
    ),
    Case(
        "one file per month, in two languages",
        [
            *book([HEADER, *sales()], name="2026-01.xlsx"),
            *book(
                [
                    ["Invoice No", "Date", "Customer", "Amount excl. VAT"],
                    ["FA101", dt.datetime(2026, 2, 3), "Acme", 10.0],
                    ["FA102", dt.datetime(2026, 2, 4), "Acme", 20.0],
                ],
                name="2026-02.xlsx",
            ),
        ],
        {"amount": [*AMOUNTS, 10.0, 20.0]},
    ),
    Case(
        "two tables side by side",
        book(_side_by_side()),
        {"amount": [10.0, 20.0, 30.0, 40.0, 50.0, 60.0]},
        others=frozenset({Kind.PRODUCT}),
    ),
    Case(
        "two tables one below the other",
        book([HEADER, *sales(), [], *_PRODUCTS]),
        {"amount": AMOUNTS},
        others=frozenset({Kind.PRODUCT}),
    ),
    Case(
        "data on the third sheet",
        book({"Lisez-moi": [["Ce classeur est tenu par la comptabilité, merci de ne rien y changer sans accord."]],
              "Vide": [], "Données": [HEADER, *sales()]}),
        _WHOLE,
        aside={"Lisez-moi": "reading.no_table"},
    ),
    Case(
        "a pivot sheet beside the data",
        book({"TCD": [["Étiquettes de lignes", "Somme de Montant HT"], ["Clinique", 1480], ["Total général", 1480]],
              "Ventes": [HEADER, *sales()]}),
        _WHOLE,
        aside={"TCD": "reading.pivot"},
    ),
    Case(
        "an English pivot sheet beside the data",
        book({"Pivot": [["Row Labels", "Sum of Amount"], ["Acme", 1480], ["Grand Total", 1480]],
              "Sales": [HEADER, *sales()]}),
        _WHOLE,
        aside={"Pivot": "reading.pivot"},
    ),
    Case(
        "subtotals and a total by their label",
        book([HEADER, *sales()[:2], ["Sous-total", None, None, 2420.5], *sales()[2:],
              ["Sous-total", None, None, 3735.25], ["Total général", None, None, _TOTAL]]),
        _WHOLE,
        problems=[("4", "reading.left_out.total"), ("7", "reading.left_out.total"), ("8", "reading.left_out.total")],
    ),
    Case(
        "English subtotals behind a name",
        book([HEADER, *sales()[:2], [None, None, "Paris Total", 2420.5], *sales()[2:],
              [None, None, "Grand Total", _TOTAL]]),
        _WHOLE,
        problems=[("4", "reading.left_out.total"), ("7", "reading.left_out.total")],
    ),
    Case(
        "a total that only arithmetic tells",
        book([HEADER, *sales(), [None, None, None, _TOTAL]]),
        _WHOLE,
        problems=[("6", "reading.left_out.total")],
    ),
    Case(
        "a customer whose name is Total",
        book([HEADER, *sales()[:3], ["FA004", dt.datetime(2026, 1, 8), "Total Énergies", 615.25]]),
        {"amount": AMOUNTS, "customer": [*CUSTOMERS[:3], "Total Énergies"]},
    ),
    Case(
        "merged headers on two lines",
        book([["Document", None, None, "Montants", None], ["N° facture", "Date", "Client", "HT", "TTC"],
              *([*row, float(str(row[3])) * 1.2] for row in sales())], _merged_header),
        _WHOLE,
    ),
    Case("trailing columns that only have a format", book([HEADER, *sales()], _formatted), _WHOLE),
    Case("blank rows between the rows", book([HEADER, *(r for row in sales() for r in (row, []))]), _WHOLE),
    Case(
        "headers repeated on every printed page",
        book([HEADER, *sales()[:2], HEADER, *sales()[2:]]),
        _WHOLE,
        problems=[("4", "reading.left_out.repeated_header")],
    ),
    Case(
        "a note of the program below",
        book([HEADER, *sales(), [], ["Généré par GestCom le 24/03/2026"]]),
        _WHOLE,
        problems=[("7", "reading.left_out.note")],
    ),
    Case(
        "a document row followed by its lines",
        book(_DOCUMENT_LINES),
        {
            "amount": [200.0, 90.0, 36.0, 100.0],
            "order_no": ["FA001", "FA001", "FA002", "FA002"],
            "date": ["2026-01-05", "2026-01-05", "2026-01-06", "2026-01-06"],
            "customer": ["Clinique Saint-Aubin"] * 2 + ["Brasserie Kervran"] * 2,
            "rep": ["C. Moreau"] * 2 + ["J. Le Goff"] * 2,
        },
        problems=[("2", "importing.note.document_rows")],
    ),
    Case(
        "order columns on the first line only",
        book(_FIRST_LINE_ONLY),
        {
            "amount": [200.0, 90.0, 36.0, 100.0, 30.0],
            "customer": ["Northwind"] * 2 + ["Bluebird"] * 3,
            "date": ["2026-01-05"] * 2 + ["2026-01-06"] * 3,
        },
        problems=[("3", "importing.note.filled_down")],
    ),
    Case(
        "document cells merged over their lines",
        book([*[[*row[:7]] for row in _FIRST_LINE_ONLY[:2]], [None, None, None, *_FIRST_LINE_ONLY[2][3:]],
              _FIRST_LINE_ONLY[3], *([None, None, None, *row[3:]] for row in _FIRST_LINE_ONLY[4:])],
             _merged_documents),
        {
            "order_no": ["SO1"] * 2 + ["SO2"] * 3,
            "customer": ["Northwind"] * 2 + ["Bluebird"] * 3,
            "date": ["2026-01-05"] * 2 + ["2026-01-06"] * 3,
        },
        problems=[("3", "importing.note.filled_down")],
    ),
    Case(
        "a hidden sheet beside the data",
        book({"Ventes": [HEADER, *sales()], "Archive": [HEADER, ["FA900", dt.datetime(2020, 1, 5), "Vieux", 1.0]]},
             _hide),
        _WHOLE,
        aside={"Archive": "importing.aside.hidden"},
    ),
    Case("a header with line breaks and spaces",
         book([["N° facture", " Date ", "Client\u00a0", "Montant\nHT"], *sales()]), _WHOLE),
    Case(
        "the same header twice",
        book([[*HEADER, "Montant HT"], *([*row, "à voir"] for row in sales())]),
        _WHOLE,
        {"Montant HT": "line_total_net", "Montant HT (2)": ""},
    ),
    Case(
        "a column without a header",
        book([[*HEADER[:3], None, HEADER[3]], *([*row[:3], "x", row[3]] for row in sales())]),
        _WHOLE,
        {"D": ""},
    ),
    Case(
        "a table with periods as columns",
        book([["Client", "Janvier", "Février", "Mars", "Avril", "Mai", "Juin"],
              *([name, 1, 2, 3, 4, 5, 6] for name in CUSTOMERS)]),
        kind=None,
        aside={"Ventes": "importing.aside.cross"},
    ),
    Case("only a header", book([HEADER]), kind=None, aside={"Ventes": "reading.no_rows"}),
    Case(
        "a description of columns",
        book({"Dictionnaire": [["Champ", "Description"], ["Montant HT", "Total HT"], ["Client", "Nom du client"],
                               ["Date", "Date de facture"], ["Vendeur", "Commercial"]],
              "Ventes": [HEADER, *sales()]}),
        _WHOLE,
        aside={"Dictionnaire": "importing.aside.dictionary"},
    ),
    Case(
        "control characters and writing from right to left",
        text(lines([HEADER, *sales(["10,5", "20,5", "30,5", "40,5"], ["05/01/2026", "06/01/2026", "17/01/2026",
                                                                      "18/01/2026"])])
             .replace("Brasserie Kervran", "شركة النور").replace("Date", "Da\x0bte")
             .replace("Plasturgie Moreau", "Plasturgie\x07 Moreau")),
        {"amount": [10.5, 20.5, 30.5, 40.5], "customer": [CUSTOMERS[0], "شركة النور", CUSTOMERS[2], CUSTOMERS[3]]},
    ),
    Case(
        "ragged rows",
        text("N° facture;Date;Client;Montant HT\nFA1;05/01/2026;Acme;10,50;remarque\nFA2;16/01/2026;Acme\n"
             "FA3;17/01/2026;Beta;30,50\n"),
        {"amount": [10.5, 30.5], "order_no": ["FA1", "FA3"]},
        problems=[("D3", "importing.lack.row_order_line")],
    ),
    Case(
        "a list of customers under a title",
        book([["Fichier clients"], [], ["Code client", "Raison sociale", "Ville", "Secteur d'activité"],
              ["C1", "Acme", "Nantes", "Industrie"], ["C2", "Beta", "Lyon", "Santé"],
              ["C3", "Gama", "Lille", "Santé"]]),
        {"customer": ["Acme", "Beta", "Gama"], "sector": ["Industrie", "Santé", "Santé"]},
        kind=Kind.CUSTOMER,
    ),
)  # fmt: skip
