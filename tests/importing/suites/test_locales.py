"""Random tables written in random locales come back as they were, or what cannot be known is asked first."""

import csv
import datetime as dt
import io
import tempfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from salesdesk.importing.book import Book
from salesdesk.importing.csv_reader import read_text
from salesdesk.importing.plan import ImportPlan, Options, plan_import
from tests.importing.company import EMPTY
from tests.importing.suites.hostile import held

_TODAY: Final = dt.date(2026, 3, 24)
_HEADERS: Final = {
    "fr": ["N° facture", "Date", "Client", "Quantité", "Montant HT"],
    "en": ["Invoice No", "Date", "Customer", "Quantity", "Amount excl. VAT"],
}
_CUSTOMERS: Final = (
    "Clinique Saint-Aubin", "Hôtel Beaurivage", "Transports Guérin", "Élan Logistique", "Fonderie Bazin",
    "Müller & Fils", "Crêperie du Château", "Northwind Foods", "Agence Noël", "Société Générale d'Études",
    "L'Atelier; verre", 'Café "Le Zinc"', "Bois, Pierre et Cie",
)  # fmt: skip
_MONTHS: Final = {
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
           "décembre"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip
_ORDERS: Final = {"dmy": "%d{0}%m{0}%Y", "mdy": "%m{0}%d{0}%Y", "ymd": "%Y{0}%m{0}%d", "dmy2": "%d{0}%m{0}%y"}


@dataclass(frozen=True)
class Locale:
    language: str
    decimal: str
    thousands: str
    negative: str
    currency: str
    fixed: bool
    order: str
    mark: str
    encoding: str
    separator: str

    def number(self, value: Decimal) -> str:
        whole, _, fraction = f"{abs(value):.2f}".partition(".")
        fraction = fraction if self.fixed else fraction.rstrip("0")
        groups = f"{int(whole):,}".replace(",", self.thousands)
        shown = groups + (self.decimal + fraction if fraction else "") + self.currency
        return self.negative.format(shown) if value < 0 else shown

    def date(self, day: dt.date) -> str:
        if self.order == "words":
            return f"{day.day} {_MONTHS[self.language][day.month - 1]} {day.year}"
        return day.strftime(_ORDERS[self.order].format(self.mark))


@st.composite
def locales(draw: st.DrawFn) -> Locale:
    decimal = draw(st.sampled_from([",", "."]))
    others = ["", " ", "\u00a0", "\u202f", "'", "." if decimal == "," else ","]
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
    if encoding == "cp1252":
        others.remove("\u202f")
    return Locale(
        draw(st.sampled_from(["fr", "en"])),
        decimal,
        draw(st.sampled_from(others)),
        draw(st.sampled_from(["-{}", "({})", "{}-"])),
        draw(st.sampled_from(["", " €"])),
        draw(st.booleans()),
        draw(st.sampled_from([*_ORDERS, "words"])),
        draw(st.sampled_from("/-.")),
        encoding,
        draw(st.sampled_from([";", ",", "\t", "|"])),
    )


@dataclass(frozen=True)
class Line:
    day: dt.date
    customer: str
    quantity: int
    amount: Decimal


_LINES: Final = st.builds(
    Line,
    st.dates(dt.date(2019, 1, 1), _TODAY),
    st.sampled_from(_CUSTOMERS),
    st.integers(1, 99),
    st.decimals("-99999", "9999999", places=2) | st.integers(0, 2_000_000).map(Decimal),
)


def _written(lines: list[Line], locale: Locale) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=locale.separator)
    writer.writerow(_HEADERS[locale.language])
    for i, line in enumerate(lines):
        cells = [locale.date(line.day), line.customer, str(line.quantity), locale.number(line.amount)]
        writer.writerow([f"FA{i + 1:04d}", *cells])
    return file.getvalue().encode(locale.encoding)


def _planned(content: bytes) -> ImportPlan:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lignes.csv"
        path.write_bytes(content)
        reading = read_text(path, path.stem, None, lambda _: None)
    book = Book(path.name, path, "0" * 64, dt.datetime(2026, 3, 24), tuple(reading.sheets), tuple(reading.problems))
    return plan_import([book], EMPTY, Options(today=_TODAY))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_LINES, min_size=3, max_size=12), locales())
def test_that_any_table_in_any_locale_is_read_back_equal(lines: list[Line], locale: Locale) -> None:
    plan = _planned(_written(lines, locale))
    asked = {question.key for question in plan.questions}
    event(f"asked {sorted(asked)}")
    assert asked <= _undecidable(lines, locale)
    for question in plan.questions:
        truth = {"date_order": locale.order.removesuffix("2"), "decimal": locale.decimal}[question.key]
        plan = plan.answer(question, truth)
    assert not plan.questions
    (sheet,) = plan.sheets
    assert sheet.rejected == 0
    records = sheet.records[0]
    assert [Decimal(str(value)) for value in held(records, "amount")] == [line.amount for line in lines]
    assert list(held(records, "date")) == [line.day.isoformat() for line in lines]
    assert list(held(records, "quantity")) == [line.quantity for line in lines]
    assert list(held(records, "customer")) == [line.customer for line in lines]


def _undecidable(lines: list[Line], locale: Locale) -> set[str]:
    """Questions that the written table leaves open; no other may be asked."""
    open_questions = set()
    shown = [locale.number(line.amount) for line in lines]
    if not any(locale.decimal in text for text in shown) and locale.thousands in {".", ","}:
        open_questions.add("decimal")
    days = [line.day for line in lines]
    numeric = locale.order in {"dmy", "dmy2", "mdy"}
    if numeric and all(day.day <= 12 for day in days):
        open_questions.add("date_order")
    return open_questions
