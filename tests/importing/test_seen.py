"""What the values of a column are, in words."""

import datetime as dt

from salesdesk.domain.texts import say
from salesdesk.importing.plan import Options, plan_import
from tests.importing.company import EMPTY
from tests.importing.sheets import Value, table


def _told(*columns: tuple[str, list[Value]]) -> dict[str, str]:
    rows: list[list[Value]] = [
        [header for header, _ in columns],
        *map(list, zip(*(c for _, c in columns), strict=True)),
    ]
    (sheet,) = plan_import([table("Ventes.xlsx", rows)], EMPTY, Options(today=dt.date(2026, 3, 24))).sheets
    return {column.header: say(column.seen, "en") if column.seen else "" for column in sheet.columns}


def test_that_dates_are_told_by_their_years_and_by_the_date_they_follow() -> None:
    days: list[Value] = [dt.date(2019 + i // 3, 1 + i, 5) for i in range(9)]
    shipped: list[Value] = [day + dt.timedelta(days=3) for day in days if isinstance(day, dt.date)]
    told = _told(
        ("N° commande", [f"C{i}" for i in range(9)]),
        ("Date", days),
        ("Date d'expédition", shipped),
        ("Client", ["Acme", "Beta", "Gama"] * 3),
        ("Montant HT", [10.5 + i for i in range(9)]),
        ("Obs.", [None] * 9),
    )
    assert told["Date"] == "Dates, 2019–2021."
    assert told["Date d'expédition"] == "Dates, 2019–2021, never before “Date”."
    assert told["Client"] == "3 values, such as Acme, Beta."
    assert told["Montant HT"] == "Numbers from 10.50 to 18.50."
    assert told["Obs."] == ""


def test_that_one_year_and_one_value_are_told_as_such() -> None:
    told = _told(
        ("N° facture", ["F1", "F2"]),
        ("Date", [dt.date(2026, 1, 5), dt.date(2026, 2, 5)]),
        ("Année", [2026, 2026]),
        ("Client", ["Acme", "Acme"]),
        ("Montant HT", [1.0, 2.0]),
    )
    assert told["Date"] == "Dates of 2026."
    assert told["Année"] == "Numbers from 2026 to 2026."
    assert told["Client"] == "1 value: Acme."
