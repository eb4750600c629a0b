"""Traps of files: encodings, separators, quotes, and names that promise another format."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import xlwt

from tests.importing.suites.hostile import AMOUNTS, CUSTOMERS, HEADER, Case, Cell, File, book, lines, sales, text

_ROWS: Final[list[list[Cell]]] = [
    HEADER,
    *sales(["1 480,00", "940,50", "3 120,00", "615,25"], ["05/01/2026", "06/01/2026", "17/01/2026", "18/01/2026"]),
]
_ENGLISH: Final[list[list[Cell]]] = [
    ["Invoice No", "Date", "Customer", "Amount excl. VAT"],
    *sales(["1480.00", "940.50", "3120.00", "615.25"], ["2026-01-05", "2026-01-06", "2026-01-17", "2026-01-18"]),
]
_WHOLE: Final[dict[str, Sequence[object]]] = {"amount": AMOUNTS, "customer": list(CUSTOMERS)}
_SEMICOLONS: Final = lines(_ROWS)


def _old_workbook(path: Path) -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Ventes")
    rows: list[list[Cell]] = [HEADER, *sales()]
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            sheet.write(i, j, cell, xlwt.easyxf(num_format_str="DD/MM/YYYY" if i and j == 1 else "General"))
    workbook.save(str(path))


def _html(path: Path) -> None:
    path.write_text("<html><body><table><tr><td>N° facture</td><td>12</td></tr></table></body></html>", "utf-8")


def _workbook_as(name: str) -> list[File]:
    (file,) = book([HEADER, *sales()])

    def write(path: Path) -> None:
        whole = path.with_name("whole.xlsx")
        file.write(whole)
        whole.rename(path)

    return [File(name, write)]


CASES: Final = (
    Case("cp1252", text(_SEMICOLONS, "cp1252"), _WHOLE, problems=[("", "reading.encoding_doubt")]),
    Case("cp437 of a DOS program", text(_SEMICOLONS.replace("Ô", "O"), "cp437"), _WHOLE,
         problems=[("", "reading.encoding_doubt")]),
    Case("UTF-16", text(_SEMICOLONS, "utf-16"), _WHOLE),
    Case("UTF-8 with its mark", text(_SEMICOLONS, "utf-8-sig"), _WHOLE),
    Case("a line that names the separator", text("sep=;\r\n" + _SEMICOLONS), _WHOLE),
    Case("tabs", text(lines(_ROWS, "\t"), name="Ventes.txt"), _WHOLE),
    Case("bars", text(lines(_ROWS, "|")), _WHOLE),
    Case("commas with decimal points", text(lines(_ENGLISH, ",")), _WHOLE),
    Case("commas with quoted decimal commas",
         text('N° facture,Date,Client,Montant HT\nFA1,05/01/2026,Acme,"1 480,00"\nFA2,16/01/2026,Beta,"940,50"\n'),
         {"amount": [1480.0, 940.5]}),
    Case("semicolons with decimal points",
         text("N° facture;Date;Client;Montant HT\nFA1;05/01/2026;Acme;1480.00\nFA2;16/01/2026;Beta;940.50\n"),
         {"amount": [1480.0, 940.5]}),
    Case("line breaks inside quotes",
         text('N° facture;Date;Client;Montant HT\nFA1;05/01/2026;"Acme\nNantes";10,5\nFA2;16/01/2026;"Be""ta";20,5\n'),
         {"amount": [10.5, 20.5], "customer": ["Acme Nantes", 'Be"ta'], "row": [2, 3]}),
    Case("a quote that is never closed",
         text('N° facture;Date;Client;Montant HT\nFA1;05/01/2026;"Acme;10,5\nFA2;16/01/2026;Beta;20,5\n'
              "FA3;17/01/2026;Gama;30,5\n"),
         {"amount": [10.5, 20.5, 30.5]}, problems=[("", "reading.lone_quotes")]),
    Case("line ends of old Macs", text(_SEMICOLONS.replace("\r\n", "\r")), _WHOLE),
    Case("a workbook named .csv", _workbook_as("Ventes.csv"), _WHOLE),
    Case("a text file named .xlsx", text(_SEMICOLONS, name="Ventes.xlsx"), _WHOLE),
    Case("a workbook of Excel 97", [File("Ventes.xls", _old_workbook)],
         {**_WHOLE, "date": ["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08"]}),
    Case("a web page named .xls", [File("Ventes.xls", _html)], kind=None, problems=[("", "reading.html")]),
    Case("an empty file", text(""), kind=None, problems=[("", "reading.empty")]),
    Case("a file of blanks", text("\n\n  \n"), kind=None, problems=[("", "reading.blank")]),
    Case("a good file beside a bad one",
         [File("Ventes.xls", _html), *text(_SEMICOLONS)], _WHOLE, problems=[("", "reading.html")]),
)  # fmt: skip
