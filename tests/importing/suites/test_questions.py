"""Everything that the cells leave open is asked, and nothing else: the list of all questions there are."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import pytest

from salesdesk.domain.texts import LANGUAGES, say
from salesdesk.importing.plan import ImportPlan, Options, plan_import
from salesdesk.importing.sheetplan import Question
from tests.importing.company import EMPTY, Company
from tests.importing.sheets import Value, table

_OPTIONS: Final = Options(today=dt.date(2026, 3, 24))
_HEADER: Final[list[Value]] = ["N° facture", "Date", "Client", "Montant HT"]


def _day(i: int) -> dt.date:
    return dt.date(2026, 1, 5) + dt.timedelta(days=i)


def _sales(n: int = 6) -> list[list[Value]]:
    return [[f"FA{i}", _day(i), f"Client {i % 3}", 10.5 * (i + 1)] for i in range(n)]


def _with(header: Sequence[Value], rows: Sequence[Sequence[Value]], **changed: Sequence[Value]) -> list[list[Value]]:
    """The rows with columns of other values: ``c1`` is the second."""
    result = [list(row) for row in rows]
    for name, values in changed.items():
        for row, value in zip(result, values, strict=True):
            row[int(name[1:])] = value
    return [list(header), *result]


@dataclass(frozen=True)
class Asked:
    """``rows``: a sheet that leaves one thing open.  ``decided``: the same sheet with the proof in it."""

    question: str
    guess: str
    rows: list[list[Value]]
    decided: list[list[Value]]
    effects: frozenset[str] = frozenset({"amount"})
    """Record fields that the answer changes."""


_AMBIGUOUS_DAYS: Final = ("03/04/2025", "05/06/2025", "07/08/2025", "09/10/2025", "02/03/2025", "04/05/2025")
_LINES: Final[list[list[Value]]] = [
    [f"FA{i}", _day(i), f"Client {i % 3}", i + 2, 100.0 - i * 7, round((i + 2) * (100.0 - i * 7), 2), 55.0 - i * 2]
    for i in range(8)
]
_LINE_HEADER: Final[list[Value]] = ["N° facture", "Date", "Client", "Quantité", "PU HT", "Total HT"]
_PAID: Final[list[list[Value]]] = [[f"C{i}", _day(i), f"Client {i % 3}", 100.0 + i, 5.0, 105.0 + i] for i in range(8)]
_PAID_HEADER: Final[list[Value]] = ["N° commande", "Date", "Client", "Montant des produits HT", "Livraison"]
_DEAL: Final[list[Value]] = ["ID affaire", "Nom de l'affaire", "Client", "Statut", "Montant HT"]


def _rows(*rows: list[Value]) -> list[list[Value]]:
    return list(rows)


def _deals(*statuses: str) -> list[list[Value]]:
    return _rows(_DEAL, *_each(statuses, lambda i, s: [i, f"Affaire {i}", f"Client {i}", s, 100.0 + i]))


def _typed(*types: str) -> list[list[Value]]:
    header: list[Value] = ["N° pièce", "Type de pièce", "Date", "Client", "Montant HT"]
    return _rows(header, *_each(types, lambda i, t: [f"{i}", t, _day(i), "Acme", 100.0 + i]))


def _leads(*statuses: str) -> list[list[Value]]:
    header: list[Value] = ["Société", "Contact", "E-mail", "Source", "Statut", "Reçu le"]
    return _rows(header, *_each(statuses, lambda i, s: [f"S{i}", f"P{i}", f"p{i}@s.fr", "Salon", s, _day(i)]))


def _each(words: Sequence[str], row: Callable[[int, str], list[Value]]) -> list[list[Value]]:
    return [row(i, word) for i, word in enumerate(words)]


_QUESTIONS: Final = (
    Asked(
        "date_order",
        "dmy",
        _with(_HEADER, _sales(), c1=_AMBIGUOUS_DAYS),
        _with(_HEADER, _sales(), c1=(*_AMBIGUOUS_DAYS[:5], "31/05/2025")),
        frozenset({"date"}),
    ),
    Asked(
        "decimal",
        ",",
        _with(_HEADER, _sales(), c3=("1.480", "2.940", "3.120", "4.615", "5.250", "6.125")),
        _with(_HEADER, _sales(), c3=("1.480", "2.940", "3.120", "4.615", "5.250", "6.125,50")),
    ),
    Asked("vat", "net", _with([*_HEADER[:3], "Montant"], _sales()), _with(_HEADER, _sales())),
    Asked(
        "amount",
        "amount_paid",
        _with(
            ["N° commande", "Date", "Client", "Montant des produits HT", "Livraison", "Montant total payé HT"], _PAID
        ),
        _with(["N° commande", "Date", "Client", "Poids", "Livraison", "Montant total payé HT"], _PAID),
    ),
    Asked(
        "column:Prix de revient",
        "unit_cost",
        [[*_LINE_HEADER, "Prix de revient"], *_LINES],
        [
            [*_LINE_HEADER, "Prix de revient", "Marge"],
            *([*row, round(float(str(row[5])) - float(str(row[6])), 2)] for row in _LINES),
        ],
        frozenset({"cost"}),
    ),
    Asked(
        "column:Réf.",
        "product_id",
        [["Réf.", *_HEADER[1:]], *_sales()],
        [["Réf.", "N° facture", *_HEADER[1:]], *([f"P{i % 2}", *row] for i, row in enumerate(_sales()))],
        frozenset({"product", "order_no"}),
    ),
    Asked(
        "value:deal_outcome:Rangé",
        "open",
        _deals("Gagné", "En cours", "Perdu", "Rangé"),
        _deals("Gagné", "En cours", "Perdu", "Abandonné"),
        frozenset({"status"}),
    ),
    Asked(
        "value:document_type:FV",
        "invoice",
        _typed("Facture", "Avoir", "FV", "Facture"),
        _typed("Facture", "Avoir", "Facture", "Facture"),
        frozenset({"document_type"}),
    ),
    Asked(
        "value:lead_status:À voir",
        "new",
        _leads("Nouveau", "Qualifié", "À voir", "Hors cible"),
        _leads("Nouveau", "Qualifié", "Contacté", "Hors cible"),
        frozenset({"status"}),
    ),
)
_BY_NAME: Final = {asked.question: asked for asked in _QUESTIONS}


def _plan(rows: Sequence[Sequence[Value]], file: str = "Ventes.xlsx") -> ImportPlan:
    return plan_import([table(file, rows)], EMPTY, _OPTIONS)


@pytest.mark.parametrize("name", _BY_NAME)
def test_that_what_is_undecidable_is_asked_with_a_guess_and_a_sentence(name: str) -> None:
    plan = _plan(_BY_NAME[name].rows)
    assert [(question.key, question.guess) for question in plan.questions] == [(name, _BY_NAME[name].guess)]
    (question,) = plan.questions
    assert question.guess in [value for value, _ in question.options]
    assert len(question.options) >= 2
    for language in LANGUAGES:
        assert len(say(question.message, language)) > 20
        labels = [say(label, language) for _, label in question.options]
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("name", _BY_NAME)
def test_that_what_the_cells_prove_is_not_asked(name: str) -> None:
    assert _plan(_BY_NAME[name].decided).questions == ()


@pytest.mark.parametrize("name", _BY_NAME)
def test_that_an_answer_settles_the_question_and_changes_the_records(name: str) -> None:
    plan = _plan(_BY_NAME[name].rows)
    (question,) = plan.questions
    answered = {value: plan.answer(question, value) for value, _ in question.options}
    for value, other in answered.items():
        assert question.key not in [q.key for q in other.questions], value
    seen = {value: _fields(other, _BY_NAME[name].effects) for value, other in answered.items()}
    assert seen[question.guess] == _fields(plan, _BY_NAME[name].effects)
    assert len(set(seen.values())) > 1


@pytest.mark.parametrize("name", _BY_NAME)
def test_that_an_answer_is_remembered_for_the_next_file(name: str) -> None:
    plan = _plan(_BY_NAME[name].rows)
    (question,) = plan.questions
    other = next(value for value, _ in question.options if value != question.guess)
    plan = plan.answer(question, other)
    company = Company().apply(plan.batch())
    again = plan_import([table("Mois suivant.xlsx", _BY_NAME[name].rows)], company.knowledge, _OPTIONS)
    assert again.questions == ()
    assert _fields(again, _BY_NAME[name].effects) == _fields(plan, _BY_NAME[name].effects)


def _fields(plan: ImportPlan, names: frozenset[str]) -> str:
    """What the records hold in some fields, comparable."""
    records = plan.sheets[0].records[0]
    return str([(name, records.columns[name].tolist() if name in records.columns else None) for name in sorted(names)])


def test_that_two_likely_kinds_are_asked_about() -> None:
    rows: list[list[Value]] = [["Client", "Ville", "Secteur", "Commercial", "Équipe"]]
    rows += [[f"Client {i}", "Nantes", "Santé", f"Rep {i}", "Ouest"] for i in range(6)]
    plan = _plan(rows)
    keys = [question.key for question in plan.questions]
    assert keys in ([], ["kind"], ["column:Secteur"])


def test_that_another_period_under_a_known_name_is_asked_about() -> None:
    company = Company().apply(_plan(_with(_HEADER, _sales())).batch())
    later: list[list[Value]] = [[f"FB{i}", _day(60 + i), "Acme", 5.0] for i in range(3)]
    plan = plan_import([table("Ventes.xlsx", [_HEADER, *later])], company.knowledge, _OPTIONS)
    assert [(question.key, question.guess) for question in plan.questions] == [("mode", "add")]


def test_that_one_question_serves_all_files_of_a_layout() -> None:
    rows = _BY_NAME["vat"].rows
    books = [table(f"2026-{month:02}.xlsx", [rows[0], *([f"{month}-{r[0]}", *r[1:]] for r in rows[1:])])
             for month in range(1, 5)]  # fmt: skip
    plan = plan_import(books, EMPTY, _OPTIONS)
    assert [question.key for question in plan.questions] == ["vat"]
    assert plan.answer(plan.questions[0], "20").questions == ()


def test_that_no_other_question_exists() -> None:
    """The names of questions in the texts are those of the tests above."""
    from salesdesk.domain.texts import keys

    known = {key.removeprefix("importing.question.") for key in keys() if key.startswith("importing.question.")}
    tested = {name.partition(":")[0] for name in _BY_NAME} | {"kind", "mode"}
    assert known == tested


def test_that_a_question_names_what_it_is_about() -> None:
    questions: list[Question] = [question for asked in _QUESTIONS for question in _plan(asked.rows).questions]
    for question in questions:
        subject = question.key.rpartition(":")[2]
        if ":" in question.key:
            assert subject in say(question.message, "fr")
