"""Hostile workbooks and text files, one trap each: what comes in, what is told and what is asked."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest

from salesdesk.domain.task import Task
from salesdesk.domain.texts import LANGUAGES, say
from salesdesk.importing.plan import ImportPlan, Options, plan_import
from salesdesk.importing.reader import read_files
from tests.importing.company import EMPTY, Company
from tests.importing.suites import (
    hostile_exports,
    hostile_files,
    hostile_meaning,
    hostile_programs,
    hostile_structure,
    hostile_values,
)
from tests.importing.suites.hostile import Case, outcome, stated

CASES = {
    case.name: case
    for module in (hostile_structure, hostile_values, hostile_files, hostile_meaning, hostile_programs, hostile_exports)
    for case in module.CASES
}
_OPTIONS = Options(today=dt.date(2026, 3, 24))


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, ImportPlan]:
    """All cases written, read in one process, and each planned by itself."""
    paths = {name: _written(case, tmp_path_factory.mktemp("case")) for name, case in CASES.items()}
    books = iter(read_files([path for several in paths.values() for path in several], Task()))
    return {name: plan_import([next(books) for _ in several], EMPTY, _OPTIONS) for name, several in paths.items()}


def _written(case: Case, folder: Path) -> list[Path]:
    paths = [folder / file.name for file in case.files]
    for file, path in zip(case.files, paths, strict=True):
        file.write(path)
    return paths


@pytest.mark.parametrize("name", CASES)
def test_that_a_trap_has_its_stated_outcome(plans: Mapping[str, ImportPlan], name: str) -> None:
    found = outcome(plans[name], CASES[name])
    expected = stated(CASES[name])
    for part, value in expected.items():
        assert (part, found[part]) == (part, value)


def test_that_there_are_enough_traps() -> None:
    assert len(CASES) >= 60


def test_that_everything_told_can_be_said_in_both_languages(plans: Mapping[str, ImportPlan]) -> None:
    for plan in plans.values():
        told = [problem.message for problem in plan.problems]
        for sheet in plan.sheets:
            told += [problem.message for problem in sheet.problems]
            told += [question.message for question in sheet.questions]
            told += [sheet.reason_excluded] if sheet.reason_excluded else []
            told += [column.reason for column in sheet.columns]
        assert all(say(message, language) for message in told for language in LANGUAGES)


def test_that_importing_a_trap_again_changes_nothing(plans: Mapping[str, ImportPlan]) -> None:
    for name, plan in plans.items():
        again = plan_import(plan.books, Company().apply(plan.batch()).knowledge, _OPTIONS)
        counts = [(sheet.new, sheet.changed, sheet.gone) for sheet in again.sheets]
        assert counts == [(0, 0, 0)] * len(again.sheets), name
        assert again.questions == (), name
