from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from salesdesk.domain.columns import Kind
from salesdesk.domain.task import Task
from salesdesk.store.company import CompanyFile
from tests.store.factory import Values, batch, records, sheet

TODAY = date(2026, 1, 31)


@pytest.fixture
def company(tmp_path: Path) -> Iterator[CompanyFile]:
    with CompanyFile.create(tmp_path / "a.salesdesk", "A") as made:
        yield made


def _import(company: CompanyFile, *customers: object, kind: Kind = Kind.OPPORTUNITY) -> None:
    """Opportunities, each new, of these customers: a name or (name, key)."""
    first = company.snapshot(TODAY)[kind].n
    rows: list[Values] = [
        {"opportunity_id": f"O{first + i}", "stage": "Won", "customer": c} for i, c in enumerate(customers)
    ]
    company.apply(batch(sheet([records(kind, rows)], company.snapshot(TODAY).frames)), Task())


def _customers(company: CompanyFile) -> list[tuple[str, str]]:
    """Name and key of every customer."""
    names = company.snapshot(TODAY).names("customer")
    return list(zip(names, company.member_keys("customer"), strict=True))


def _named(company: CompanyFile) -> list[int]:
    """Code of the customer of each opportunity, in the order they came."""
    frame = company.snapshot(TODAY)[Kind.OPPORTUNITY]
    return [code for _, code in sorted(zip(frame["id"].tolist(), frame["customer"].tolist(), strict=True))]


def test_that_a_name_finds_its_member_whatever_its_spaces_and_accents_are_made_of(company: CompanyFile) -> None:
    _import(company, "Müller  SA", "Mu\u0308ller SA", " M\u00fcller\u00a0SA ", "müller sa")
    _import(company, "Müller SA")
    assert _named(company) == [0, 0, 0, 1, 0]


def test_that_order_numbers_and_notes_count_as_they_are_written(company: CompanyFile) -> None:
    rows: list[Values] = [{"order_no": number, "amount": 1} for number in ("A 1", "A  1", "a 1")]
    company.apply(batch(sheet([records(Kind.ORDER_LINE, rows)])), Task())
    assert list(company.snapshot(TODAY).names("order_no")) == ["A 1", "A  1", "a 1"]


def test_that_one_name_with_two_keys_is_two_members(company: CompanyFile) -> None:
    _import(company, ("Durand", "C1"), ("Durand", "C2"), ("Durand", "C1"))
    assert _customers(company) == [("Durand", "C1"), ("Durand", "C2")]
    assert _named(company) == [0, 1, 0]


def test_that_a_name_without_key_finds_the_only_member_of_that_name(company: CompanyFile) -> None:
    _import(company, ("Durand", "C1"))
    _import(company, "Durand")
    assert _named(company) == [0, 0]


def test_that_a_name_without_key_that_several_share_is_a_member_of_its_own(company: CompanyFile) -> None:
    _import(company, ("Durand", "C1"), ("Durand", "C2"))
    _import(company, "Durand", "Durand")
    _import(company, "Durand")
    assert _customers(company) == [("Durand", "C1"), ("Durand", "C2"), ("Durand", "")]
    assert _named(company) == [0, 1, 2, 2, 2]


def test_that_a_key_is_given_to_the_keyless_member_of_that_name_and_taken_back_by_undo(company: CompanyFile) -> None:
    _import(company, "Durand")
    before = list(company.dump())
    _import(company, ("Durand", "C1"))
    assert _customers(company) == [("Durand", "C1")]
    company.undo()
    assert list(company.dump()) == before


def test_that_a_keyless_member_gets_no_key_when_two_ask_for_it(company: CompanyFile) -> None:
    _import(company, "Durand")
    _import(company, ("Durand", "C1"), ("Durand", "C2"))
    assert _customers(company) == [("Durand", ""), ("Durand", "C1"), ("Durand", "C2")]


def test_that_a_key_decides_before_the_name_and_the_member_takes_its_new_name(company: CompanyFile) -> None:
    _import(company, ("Durand", "C1"), ("Petit", "C2"))
    before = list(company.dump())
    _import(company, ("Durand & Fils", "C1"))
    assert _customers(company) == [("Durand & Fils", "C1"), ("Petit", "C2")]
    assert _named(company) == [0, 1, 0]
    _import(company, "Durand & Fils", "Durand")
    assert _named(company) == [0, 1, 0, 0, 2]
    company.undo()
    company.undo()
    assert list(company.dump()) == before
    assert _customers(company) == [("Durand", "C1"), ("Petit", "C2")]


def test_that_a_name_still_spoken_is_kept(company: CompanyFile) -> None:
    _import(company, ("Durand", "C1"))
    _import(company, ("DURAND", "C1"), ("Durand", "C1"))
    assert _customers(company) == [("Durand", "C1")]


def test_that_a_key_without_name_serves_as_name_until_one_comes(company: CompanyFile) -> None:
    _import(company, ("", "C1"))
    assert _customers(company) == [("C1", "C1")]
    _import(company, ("Durand", "C1"))
    assert _customers(company) == [("Durand", "C1")]


def test_that_members_of_rows_that_are_not_written_are_not_added(company: CompanyFile) -> None:
    made = records(Kind.CUSTOMER, [{"customer": "A"}, {"customer": "B"}])
    planned = sheet([made])
    planned.diffs[0].new.resize(1, refcheck=False)
    company.apply(batch(planned), Task())
    assert _customers(company) == [("A", "")]


def test_that_half_a_surrogate_pair_is_replaced(company: CompanyFile) -> None:
    _import(company, "a\ud83d", ("b", "k\ud83d"))
    assert _customers(company) == [("a?", ""), ("b", "k?")]
    assert company.check() == []


@pytest.mark.parametrize("name", ["'; DROP TABLE lead; --", "=1+1", "<b>x</b>", "a\x00b", "\u202eabc", "%s {x}", "𝒳"])
def test_that_any_text_is_kept_as_it_is(company: CompanyFile, name: str) -> None:
    _import(company, name, (name + "2", name))
    assert _customers(company) == [(name, ""), (name + "2", name)]
    with CompanyFile.open(company.path) as again:
        assert _customers(again) == [(name, ""), (name + "2", name)]


def test_that_reps_and_their_managers_share_one_list(company: CompanyFile) -> None:
    rows: list[Values] = [{"rep": "Ada", "manager": "Bo"}, {"rep": "Bo"}]
    company.apply(batch(sheet([records(Kind.REP, rows)])), Task())
    frame = company.snapshot(TODAY)[Kind.REP]
    assert frame["rep"].tolist() == [0, 1]
    assert frame["manager"].tolist() == [1, -1]
