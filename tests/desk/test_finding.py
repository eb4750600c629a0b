"""Names found by a few letters, against a plain loop over all names."""

from pathlib import Path
from time import perf_counter

import numpy as np
import pytest

from salesdesk.desk import Desk
from salesdesk.desk.finding import Found, find_names, records_of
from salesdesk.domain.columns import Kind
from salesdesk.domain.names import folded
from salesdesk.domain.period import EPOCH
from salesdesk.domain.sales import Frame, Members, Sales
from salesdesk.domain.task import Task

CSV = """N° facture;Date;Client;Commercial;Produit;Montant HT
FA-1;05/01/2026;Clinique Saint-Aubin;Claire Moreau;Vérin;12480,00
FA-2;15/01/2026;Plasturgie Moreau;Julien Le Goff;Étau;8940,50
FA-3;16/01/2026;Œuvre du Bocage;Claire Moreau;Vérin;31200,00
"""


@pytest.fixture
def sold(desk: Desk, tmp_path: Path) -> Desk:
    path = tmp_path / "ventes.csv"
    path.write_text(CSV, encoding="utf-8")
    desk.apply(desk.plan([path], Task()), Task())
    return desk


def test_that_names_of_all_kinds_are_found_without_case_and_accents(sold: Desk) -> None:
    def found(words: str) -> list[tuple[str, str]]:
        return [(one.field, one.name) for one in find_names(sold.sales, words)]

    assert found("moreau") == [("customer", "Plasturgie Moreau"), ("rep", "Claire Moreau")]
    assert found("etau") == [("product", "Étau")]
    assert found("OEUVRE") == [("customer", "Œuvre du Bocage")]
    assert found("aubin cli") == [("customer", "Clinique Saint-Aubin")]
    assert found("fa-2") == [("order_no", "FA-2")]
    assert found("zzz") == found("  ") == []


def test_that_a_name_opens_its_records(sold: Desk) -> None:
    records = records_of(sold.sales, Found("rep", "Claire Moreau"))
    assert records is not None
    kind, positions = records
    assert kind is Kind.ORDER_LINE
    table = sold.chosen_rows(kind, positions.tolist())
    assert {table.value(row, "order_no") for row in range(len(table))} == {"FA-1", "FA-3"}
    assert records_of(sold.sales, Found("customer", "nobody")) is None


def test_that_a_million_lines_are_searched_while_one_types() -> None:
    rng = np.random.default_rng(7)
    names = [f"Société {number:06d} {'élan' if number % 97 == 0 else 'nord'}" for number in range(60_000)]
    codes = rng.integers(0, len(names), 1_000_000).astype(np.int32)
    lines = Frame(Kind.ORDER_LINE, len(codes), {"customer": codes})
    sales = Sales(1, {Kind.ORDER_LINE: lines}, {"customer": Members(names)}, EPOCH)
    find_names(sales, "first")
    for words in ("elan", "societe 0599", "nord 59999", "nothing at all"):
        began = perf_counter()
        found = {one.name for one in find_names(sales, words)}
        assert perf_counter() - began < 0.05
        plain = {name for name in names if all(word in folded(name) for word in words.split())}
        assert found <= plain
        assert len(found) == min(len(plain), 5)
