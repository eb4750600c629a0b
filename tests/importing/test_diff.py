"""How a newer version of a file stands against what is held, also where its keys are none any more."""

import datetime as dt

from salesdesk.importing.plan import ImportPlan, Options, plan_import
from tests.importing.company import Company
from tests.importing.sheets import Value, table

_OPTIONS = Options(today=dt.date(2026, 3, 24))
_HEADER: list[Value] = ["N° facture", "Date", "Client", "Montant HT"]


def _rows(*numbers: int) -> list[list[Value]]:
    return [[f"FA{n}", dt.date(2026, 1, n), "Acme", 10.5 * n] for n in numbers]


def _again(company: Company, rows: list[list[Value]]) -> ImportPlan:
    return plan_import([table("Ventes.xlsx", [_HEADER, *rows])], company.knowledge, _OPTIONS)


def _held(rows: list[list[Value]]) -> Company:
    company = Company()
    return company.apply(_again(company, rows).batch())


def _counts(plan: ImportPlan) -> tuple[int, int, int, int]:
    (sheet,) = plan.sheets
    return sheet.new, sheet.changed, sheet.unchanged, sheet.gone


def test_that_a_number_which_is_no_key_any_more_makes_no_row_new() -> None:
    company = _held(_rows(1, 2, 3, 4))
    second_line: list[Value] = ["FA2", dt.date(2026, 1, 2), "Acme", 99.5]
    plan = _again(company, [*_rows(1, 2, 3, 4), second_line])
    assert _counts(plan) == (1, 0, 4, 0)
    assert plan.questions == ()
    company.apply(plan.batch())
    assert _counts(_again(company, [*_rows(1, 2, 3, 4), second_line])) == (0, 0, 5, 0)


def test_that_rows_which_are_one_again_are_found_again() -> None:
    company = _held([*_rows(1, 2, 3, 4), ["FA2", dt.date(2026, 1, 2), "Acme", 99.5]])
    plan = _again(company, _rows(1, 2, 3, 4))
    assert _counts(plan) == (0, 0, 4, 1)
    assert plan.questions == ()


def test_that_true_repetitions_are_paired_one_by_one() -> None:
    company = _held([*_rows(1, 2), *_rows(2)])
    assert _counts(_again(company, [*_rows(1, 2), *_rows(2), *_rows(2)])) == (1, 0, 3, 0)
    assert _counts(_again(company, _rows(1, 2))) == (0, 0, 2, 1)
