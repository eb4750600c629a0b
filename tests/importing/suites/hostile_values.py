"""Traps of values: numbers, dates and truths in every form that people write them in."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from salesdesk.domain.columns import Kind
from tests.importing.suites.hostile import AMOUNTS, CUSTOMERS, HEADER, Case, Cell, beside, book, lines, sales, text

_DATE: Final = ["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08"]


def _amounts(
    name: str,
    written: Sequence[Cell],
    read: Sequence[object],
    problems: Sequence[tuple[str, str]] = (),
    questions: Sequence[str] = (),
) -> Case:
    return Case(name, book([HEADER, *sales(written)]), {"amount": list(read)}, problems=problems, questions=questions)


def _dates(
    name: str,
    written: Sequence[Cell],
    read: Sequence[object],
    problems: Sequence[tuple[str, str]] = (),
    questions: Sequence[str] = (),
) -> Case:
    return Case(
        name,
        book([HEADER, *sales([10.0, 20.0, 30.0, 40.0][: len(written)], written)]),
        {"date": list(read)},
        problems=problems,
        questions=questions,
    )


def _since_1904(workbook: Workbook) -> None:
    workbook.epoch = CALENDAR_MAC_1904


def _percent(sheet: Worksheet) -> None:
    for row in range(2, 8):
        sheet.cell(row, 6).number_format = "0.0%"


def _formulas(sheet: Worksheet) -> None:
    sheet["D3"] = "=470.25*2"


def _discounts(written: Sequence[Cell]) -> list[list[Cell]]:
    header: list[Cell] = ["N° facture", "Date", "Client", "Quantité", "PU HT", "Remise %"]
    days = [dt.datetime(2026, 1, 5 + i) for i in range(6)]
    return [header, *([f"FA{i}", days[i], CUSTOMERS[i % 4], i + 2, 100, d] for i, d in enumerate(written))]


_NET: Final = [175.0, 285.0, 400.0, 437.5, 570.0, 700.0]


def _returned(written: Sequence[Cell]) -> list[list[Cell]]:
    return beside([HEADER, *sales([float(i + 1) for i in range(len(written))])], "Retourné", written)


CASES: Final = (
    _amounts("thousands parted by narrow spaces", ["1\u202f480,00", "940,50", "3\u202f120,00", "615,25"], AMOUNTS),
    _amounts("thousands parted by fixed spaces", ["1\u00a0480,00", "940,50", "3\u00a0120,00", "615,25"], AMOUNTS),
    _amounts("euros behind the number", ["1 480 €", "940,50 €", "3 120 €", "615,25 €"], AMOUNTS),
    _amounts("euros before the number", ["€1,480.00", "€940.50", "€3,120.00", "€615.25"], AMOUNTS),
    _amounts("Swiss thousands", ["1'480.00", "940.50", "3’120.00", "615.25"], AMOUNTS),
    _amounts("English thousands", ["1,480.00", "940.50", "3,120.00", "615.25"], AMOUNTS),
    _amounts("German thousands", ["1.480,00", "940,50", "3.120,00", "615,25"], AMOUNTS),
    _amounts(
        "negatives in brackets", ["(1 480,00)", "940,50", "(3 120,00)", "615,25"], [-1480.0, 940.5, -3120.0, 615.25]
    ),
    _amounts("a minus behind", ["1 480,00-", "940,50", "3 120,00-", "615,25"], [-1480.0, 940.5, -3120.0, 615.25]),
    _amounts(
        "a typographic minus", ["−1 480,00", "940,50", "−3 120,00", "615,25"], [-1480.0, 940.5, -3120.0, 615.25]
    ),
    _amounts("numbers and texts in one column", [1480.0, "940,50", 3120, "615,25 €"], AMOUNTS),
    _amounts("numbers in scientific writing", ["1,48E+03", "9,405E+02", "3,12E+03", "615,25"], AMOUNTS),
    _amounts(
        "signs for nothing",
        ["1 480,00", "-", "n/a", "615,25"],
        [1480.0, 615.25],
        problems=[("D3", "importing.lack.row_order_line"), ("D4", "importing.lack.row_order_line")],
    ),
    _amounts(
        "a letter O among the digits",
        ["1 480,00", "94O,50", "3 12o,00", "615,25"],
        [1480.0, 615.25],
        problems=[("D3", "importing.cell.letter_o"), ("D4", "importing.cell.letter_o")],
    ),
    _amounts(
        "a word among the numbers",
        ["1 480,00", "offert", "3 120,00", "615,25"],
        [1480.0, 3120.0, 615.25],
        problems=[("D3", "importing.cell.no_number")],
    ),
    _amounts(
        "an error cell as an amount",
        [1480.0, "#N/A", 3120.0, 615.25],
        [1480.0, 3120.0, 615.25],
        problems=[("D3", "importing.cell.error")],
    ),
    _amounts(
        "a number beyond all money",
        [1480.0, 1e17, 3120.0, 615.25],
        [1480.0, 3120.0, 615.25],
        problems=[("D3", "importing.cell.too_large")],
    ),
    _amounts(
        "a decimal mark that nothing proves",
        ["1,480", "2,940", "3,120", "4,615"],
        [1480.0, 2940.0, 3120.0, 4615.0],
        questions=["decimal"],
    ),
    _amounts("one number proves the mark of all", ["1,480", "2,940", "3,120", "4,5"], [1.48, 2.94, 3.12, 4.5]),
    Case(
        "a formula without a stored result",
        book([HEADER, *sales()], _formulas),
        {"amount": [1480.0, 3120.0, 615.25]},
        problems=[("D3", "importing.cell.no_cache")],
    ),
    Case(
        "an error in a cell that no figure needs",
        book(beside([HEADER, *sales()], "Coût total", [1, "#DIV/0!", 3, 4])),
        {"amount": AMOUNTS, "cost": [1.0, None, 3.0, 4.0]},
        problems=[("E3", "importing.cell.error"), ("E3", "importing.gap.order_line_cost")],
    ),
    Case("percent signs", book(_discounts(["12,5 %", "5 %", "0 %", "12,5 %", "5 %", "0 %"])), {"amount": _NET}),
    Case("percent formats", book(_discounts([0.125, 0.05, 0, 0.125, 0.05, 0]), _percent), {"amount": _NET}),
    Case("percents as numbers", book(_discounts([12.5, 5, 0, 12.5, 5, 0])), {"amount": _NET}),
    Case("percents as shares", book(_discounts([0.125, 0.05, 0, 0.125, 0.05, 0])), {"amount": _NET}),
    Case("Oui and Non", book(_returned(["Oui", "Non", "non", "OUI"])), {"returned": [1, 0, 0, 1]}),
    Case("yes and nothing", book(_returned(["x", "", "", "X"])), {"returned": [1, None, None, 1]}),
    Case("true and false cells", book(_returned([True, False, False, True])), {"returned": [1, 0, 0, 1]}),
    Case("VRAI and FAUX", book(_returned(["VRAI", "FAUX", "FAUX", "VRAI"])), {"returned": [1, 0, 0, 1]}),
    Case(
        "neither yes nor no",
        book(_returned(["Oui", *["Non"] * 8, "peut-être"])),
        {"returned": [1, *[0] * 8, None]},
        problems=[("E11", "importing.cell.no_flag")],
    ),
    _dates("31/12 proves day first", ["31/12/2025", "03/04/2025", "05/06/2025", "07/08/2025"],
           ["2025-12-31", "2025-04-03", "2025-06-05", "2025-08-07"]),
    _dates("12/31 proves month first", ["12/31/2025", "03/04/2025", "05/06/2025", "07/08/2025"],
           ["2025-12-31", "2025-03-04", "2025-05-06", "2025-07-08"]),
    _dates("03/04 is asked", ["03/04/2025", "05/06/2025", "07/08/2025", "09/10/2025"],
           ["2025-04-03", "2025-06-05", "2025-08-07", "2025-10-09"], questions=["date_order"]),
    _dates("years of two digits", ["31/12/25", "03/04/25", "05/06/25", "07/08/25"],
           ["2025-12-31", "2025-04-03", "2025-06-05", "2025-08-07"]),
    _dates("several forms in one column", ["31/12/2025", "2025-04-03", "5 juin 2025", dt.datetime(2025, 8, 7)],
           ["2025-12-31", "2025-04-03", "2025-06-05", "2025-08-07"]),
    _dates("French months", ["31 décembre 2025", "3 avr. 2025", "1er août 2025", "7 févr. 2025"],
           ["2025-12-31", "2025-04-03", "2025-08-01", "2025-02-07"]),
    _dates("English months", ["Dec 31, 2025", "3 April 2025", "1st Aug 2025", "07-Feb-25"],
           ["2025-12-31", "2025-04-03", "2025-08-01", "2025-02-07"]),
    _dates("days with points", ["31.12.2025", "3.4.2025", "5.6.2025", "7.8.2025"],
           ["2025-12-31", "2025-04-03", "2025-06-05", "2025-08-07"]),
    _dates("moments with a zone", ["2025-12-31T10:15:00Z", "2025-04-03T08:00:00.000Z", "2025-06-05T23:59:59+02:00",
                                   "2025-08-07T00:00:00Z"],
           ["2025-12-31", "2025-04-03", "2025-06-05", "2025-08-07"]),
    _dates("days in one number", ["20251231", "20250403", "20250605", "20250807"],
           ["2025-12-31", "2025-04-03", "2025-06-05", "2025-08-07"]),
    _dates("serial days of a workbook", [46022, 45750, 45813, 45876],
           ["2025-12-31", "2025-04-03", "2025-06-05", "2025-08-07"]),
    _dates("years alone", [2023, 2024, 2025, 2025], ["2023-01-01", "2024-01-01", "2025-01-01", "2025-01-01"]),
    _dates("months and a year", ["12/2025", "04/2025", "06/2025", "08/2025"],
           ["2025-12-01", "2025-04-01", "2025-06-01", "2025-08-01"]),
    _dates("a day that does not exist", ["31/02/2025", "03/04/2025", "15/06/2025", "07/08/2025"],
           ["2025-04-03", "2025-06-15", "2025-08-07"], problems=[("B2", "importing.cell.impossible_date")]),
    _dates("a year that has not come", [dt.datetime(2062, 1, 5), "03/04/2025", "15/06/2025", "07/08/2025"],
           ["2025-04-03", "2025-06-15", "2025-08-07"], problems=[("B2", "importing.cell.far_future")]),
    _dates("a year long gone", [dt.datetime(1902, 1, 5), "03/04/2025", "15/06/2025", "07/08/2025"],
           ["2025-04-03", "2025-06-15", "2025-08-07"], problems=[("B2", "importing.cell.far_past")]),
    _dates("a word among the dates", ["à définir", "03/04/2025", "15/06/2025", "07/08/2025"],
           ["2025-04-03", "2025-06-15", "2025-08-07"], problems=[("B2", "importing.cell.no_date")]),
    Case("a workbook that counts from 1904", book([HEADER, *sales()], workbook=_since_1904), {"date": _DATE}),
    Case(
        "serial days in a text file",
        text(lines([HEADER, *sales(["10,5", "20,5", "30,5", "40,5"], ["46027", "46028", "46029", "46030"])])),
        {"date": _DATE},
    ),
    Case(
        "leads whose times of day are kept",
        text("Lead ID,Company,Email,Lead Source,Status,Created Date\n1,Acme,a@acme.fr,Web,New,2026-01-05 09:30\n"
             "2,Beta,b@beta.fr,Salon,Qualified,2026-01-06 23:05:59\n3,Gama,c@gama.fr,Web,Dead,2026-01-17 00:00\n"),
        {"received_at": ["2026-01-05T09:30", "2026-01-06T23:05", "2026-01-17T00:00"],
         "status": ["new", "qualified", "unqualified"]},
        kind=Kind.LEAD,
    ),
)  # fmt: skip
