"""Every tricky public file is planned without an exception, its outcome has a name, and its rows are accounted for."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pytest

from salesdesk.domain.columns import Kind
from salesdesk.domain.problem import Severity
from salesdesk.domain.texts import LANGUAGES, say
from salesdesk.importing.book import Book
from salesdesk.importing.plan import ImportPlan, Options, plan_import
from tests.importing.company import EMPTY

_OPTIONS: Final = Options(today=dt.date(2026, 3, 24))
_TAKEN: Final = {"corpus/fastexcel/tests_fixtures_sheet-with-tables.xlsx": "rep"}
"""None of the corpus is about sales; one is a list of users, which could be sales reps."""
_OUTCOMES: Final = frozenset(
    [
        "rep",
        *(f"reading.{name}" for name in ("archive", "blank", "empty", "old_excel", "no_rows", "no_table")),
        *(f"importing.aside.{name}" for name in ("cross", "lacks", "lookup", "unknown")),
    ]
)


@pytest.fixture(scope="module")
def plans(shared: Path, public_books: Sequence[Book]) -> Mapping[str, tuple[Book, ImportPlan]]:
    books = {book.path.relative_to(shared).as_posix(): book for book in public_books}
    return {
        name: (book, plan_import([book], EMPTY, _OPTIONS)) for name, book in books.items() if name.startswith("corpus")
    }


def _outcome(book: Book, plan: ImportPlan) -> str:
    """One name for what became of a file."""
    if not book.sheets:
        (refusal,) = (problem for problem in book.problems if problem.severity is Severity.REJECTED)
        return refusal.message.key
    kinds = sorted({str(sheet.kind) for sheet in plan.sheets if sheet.include})
    if kinds:
        return "+".join(kinds)
    reasons = {sheet.reason_excluded.key for sheet in plan.sheets if sheet.reason_excluded}
    return min(reasons) if reasons else "nothing in its sheets"


def test_that_every_file_has_a_named_outcome(plans: Mapping[str, tuple[Book, ImportPlan]]) -> None:
    outcomes = {name: _outcome(book, plan) for name, (book, plan) in plans.items()}
    counted = Counter(outcomes.values())
    assert sum(counted.values()) == len(plans) > 200
    assert set(counted) <= _OUTCOMES, {name: o for name, o in outcomes.items() if o not in _OUTCOMES}
    taken = {name: outcome for name, outcome in outcomes.items() if outcome in set(Kind)}
    assert taken == _TAKEN


def test_that_every_sentence_can_be_said(plans: Mapping[str, tuple[Book, ImportPlan]]) -> None:
    for _, plan in plans.values():
        told = [*plan.problems, *(problem for sheet in plan.sheets for problem in sheet.problems)]
        reasons = [sheet.reason_excluded for sheet in plan.sheets if sheet.reason_excluded]
        asked = [question.message for question in plan.questions]
        for message in {p.message.key: p.message for p in told}.values():
            assert all(say(message, language) for language in LANGUAGES)
        assert all(say(message, language) for message in (*reasons, *asked) for language in LANGUAGES)


def test_that_every_row_is_accounted_for(plans: Mapping[str, tuple[Book, ImportPlan]]) -> None:
    for name, (_, plan) in plans.items():
        for sheet in plan.sheets:
            rows = [sheet.table.records, *sheet.table.left_out.values()]
            assert sorted(np.concatenate(rows).tolist()) == list(range(sheet.table.body.n_rows)), name
            if sheet.include:
                repeated = sum(p.message.key == "importing.row.repeated" for p in sheet.problems)
                assert sheet.records[0].n + sheet.rejected + repeated == sheet.rows, name
