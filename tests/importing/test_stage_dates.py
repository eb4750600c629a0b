"""Columns of entry days beside deals become stage changes."""

import datetime as dt

import pytest

from salesdesk.domain.columns import Kind
from salesdesk.importing.plan import Options, plan_import
from salesdesk.importing.stage_headers import is_about_stages, stage_entered
from tests.importing.company import EMPTY, Company
from tests.importing.sheets import Value, table
from tests.importing.suites.hostile import held

_OPTIONS = Options(today=dt.date(2026, 3, 24))
_HEADERS: list[Value] = [
    "Record ID", "Deal Name", "Deal Stage", "Amount", "Create Date", "Close Date", "Associated Company",
    'Date entered "Demo (Sales pipeline)"', "Date entered 'Closed won (Sales pipeline)'",
    'Cumulative time in "Demo (Sales pipeline)"', "Date entered current stage",
]  # fmt: skip


def _deal(number: int, stage: str, *entered: dt.date | None) -> list[Value]:
    day = dt.date(2026, 1, number)
    return [number, f"Deal {number}", stage, 100.0, day, dt.date(2026, 2, number), "Acme", *entered, None, None]


_ROWS: list[list[Value]] = [
    _HEADERS,
    _deal(1, "Closed won", dt.date(2026, 1, 10), dt.date(2026, 2, 1)),
    _deal(2, "Demo", dt.date(2026, 1, 12), None),
    _deal(3, "Closed lost", None, None),
]


@pytest.mark.parametrize(
    ("header", "stage"),
    [
        ('Date entered "Closed won (Sales Pipeline)"', "Closed won"),
        ("Date entered 'Appointment scheduled'", "Appointment scheduled"),
        ("Date d'entrée dans l'étape \"Négociation (Pipeline de ventes)\"", "Négociation"),
        ("Date d’entrée dans « Devis envoyé »", "Devis envoyé"),
        ("Date entered current stage", ""),
        ('Date exited "Demo (Sales Pipeline)"', ""),
        ("Date", ""),
    ],
)
def test_that_only_days_of_entry_name_their_stage(header: str, stage: str) -> None:
    assert stage_entered(header) == stage


def test_that_columns_about_stages_are_told_from_others() -> None:
    assert is_about_stages('Date exited "Demo (Sales Pipeline)"')
    assert is_about_stages('Cumulative time in "Demo (Sales Pipeline)" (HH:mm:ss)')
    assert not is_about_stages("Date entered current stage")


def test_that_each_day_of_entry_is_a_stage_change() -> None:
    (sheet,) = plan_import([table("deals.csv", _ROWS)], EMPTY, _OPTIONS).sheets
    deals, changes = sheet.records
    assert (deals.kind, changes.kind) == (Kind.OPPORTUNITY, Kind.STAGE_CHANGE)
    assert list(zip(*(held(changes, name) for name in ("opportunity_id", "stage", "date")), strict=True)) == [
        ("1", "Demo", "2026-01-10"), ("1", "Closed won", "2026-02-01"), ("2", "Demo", "2026-01-12"),
    ]  # fmt: skip
    assert changes.row.tolist() == [2, 2, 3]


def test_that_the_same_file_again_brings_no_stage_change_twice() -> None:
    plan = plan_import([table("deals.csv", _ROWS)], EMPTY, _OPTIONS)
    again = plan_import(plan.books, Company().apply(plan.batch()).knowledge, _OPTIONS)
    assert [len(diff.new) + len(diff.changed) + len(diff.gone) for diff in again.sheets[0].diffs] == [0, 0]


def test_that_a_column_set_aside_brings_none() -> None:
    plan = plan_import([table("deals.csv", _ROWS)], EMPTY, _OPTIONS)
    aside = plan.set_field(0, str(_HEADERS[7]), "ignored")
    assert [len(batch.row) for batch in aside.sheets[0].records] == [3, 1]


def test_that_a_day_of_entry_that_is_no_date_is_named() -> None:
    rows = [*_ROWS, [4, "Deal 4", "Demo", 100.0, dt.date(2026, 1, 4), None, "Acme", "bientôt", None, None, None]]
    (sheet,) = plan_import([table("deals.csv", rows)], EMPTY, _OPTIONS).sheets
    assert "H5" in [problem.address.rpartition("!")[2] for problem in sheet.problems]
    assert len(sheet.records[1].row) == 3
