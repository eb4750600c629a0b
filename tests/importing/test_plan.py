"""What a plan says, asks and lets be revised."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from salesdesk.domain.batch import RecordBatch
from salesdesk.domain.columns import DOCUMENT_TYPES, LEAD_STATUSES, MICROS, NO_CODE, NO_DAY, NO_MONEY, STATUSES, Kind
from salesdesk.domain.problem import Severity
from salesdesk.domain.texts import Language, say
from salesdesk.importing.book import Book
from salesdesk.importing.compare import Knowledge
from salesdesk.importing.plan import ImportPlan, Options, plan_import
from tests.importing.company import EMPTY, Company
from tests.importing.sheets import Value, book, sheet, table

_TODAY = dt.date(2026, 3, 24)
_SALES: list[list[Value]] = [
    ["N° facture", "Date", "Client", "Vendeur", "Canal", "Montant HT", "PR", "Obs."],
    ["FA-26-0412", "05/01/2026", "Clinique Saint-Aubin", "C. Moreau", "Recommandation", "12 480,00", "7 610,40", ""],
    ["FA-26-0413", "05/01/2026", "Brasserie Kervran", "J. Le Goff", "Salons", "8 940,50", "5 412,00", "solde"],
    ["FA-26-0414", "06/01/2026", "Plasturgie Moreau", "C. Moreau", "Partenaires", "31 200,00 €", "19 032,00", ""],
    ["FA-26-0415", "13/01/2026", "Transports Guérin", "S. Garnier", "Site web", "6 315,00", "4 104,75", ""],
]


def _row(*values: Value) -> list[Value]:
    return list(values)


def _plan(rows: Sequence[Sequence[Value]], options: Options | None = None, file: str = "Ventes.xlsx") -> ImportPlan:
    return plan_import([table(file, rows)], EMPTY, options or Options(today=_TODAY))


def _records(plan: ImportPlan) -> RecordBatch:
    return plan.sheets[0].records[0]


def _amounts(plan: ImportPlan) -> list[float | None]:
    return [None if v == NO_MONEY else v / MICROS for v in _records(plan).columns["amount"].tolist()]


def _texts(records: RecordBatch, field: str) -> list[str | None]:
    members = records.lists[field]
    return [members.names[c] or members.keys[c] if c != NO_CODE else None for c in records.columns[field]]


def _fields(plan: ImportPlan) -> Mapping[str, str]:
    return {column.header: column.field for column in plan.sheets[0].columns}


def test_that_a_french_sales_sheet_needs_no_question() -> None:
    plan = _plan(_SALES)
    assert plan.questions == ()
    assert plan.sheets[0].kind is Kind.ORDER_LINE
    assert _amounts(plan) == [12480.0, 8940.5, 31200.0, 6315.0]
    assert (plan.sheets[0].decimal, plan.sheets[0].date_order) == (",", "dmy")
    assert plan.sheets[0].answers["vat"] == "net"
    assert _texts(_records(plan), "channel") == ["Recommandation", "Salons", "Partenaires", "Site web"]


def test_that_each_bad_cell_is_a_problem_at_its_address_and_good_rows_come_in() -> None:
    bad: list[list[Value]] = [
        ["FA-26-0535", "12/03/2026", "Fonderie Bazin", "C. Moreau", "Salons", "12.5OO,00", "8 060,00", ""],
        ["FA-26-0536", "31/02/2026", "Menuiserie Hamon", "J. Le Goff", "Salons", "7 480,00", "4 637,60", ""],
        ["FA-26-0537", "12/03/2026", "Garage Delestre", "T. Rousseau", "Salons", "", "10", ""],
        ["FA-26-0538", "19/03/2062", "Tôlerie Brossard", "S. Garnier", "Salons", "5 410,00", "10", ""],
        ["FA-26-0539", "19/03/2026", "Tôlerie Brossard", "S. Garnier", "Salons", "5 410,00", "#N/A", ""],
    ]
    plan = _plan([*_SALES, *bad])
    told = [(p.severity, p.address, p.message.key.rpartition(".")[2]) for p in plan.sheets[0].problems]
    assert told[:5] == [
        (Severity.REJECTED, "Ventes!F6", "letter_o"),
        (Severity.REJECTED, "Ventes!B7", "impossible_date"),
        (Severity.REJECTED, "Ventes!F8", "row_order_line"),
        (Severity.REJECTED, "Ventes!B9", "far_future"),
        (Severity.WARNING, "Ventes!G10", "error"),
    ]
    assert (plan.sheets[0].rejected, plan.sheets[0].new) == (4, 5)
    assert all(say(p.message, language) for p in plan.sheets[0].problems for language in ("fr", "en"))


def test_that_undecidable_dates_are_asked_and_the_answer_is_taken() -> None:
    rows: list[list[Value]] = [_SALES[0], *([*row[:1], "03/04/2026", *row[2:]] for row in _SALES[1:])]
    plan = _plan(rows)
    (question,) = plan.questions
    assert (question.key, question.guess) == ("date_order", "dmy")
    assert [value for value, _ in question.options] == ["dmy", "mdy", "ymd"]
    assert str(_records(plan).columns["date"].astype("datetime64[D]")[0]) == "2026-04-03"
    answered = plan.answer(question, "mdy")
    assert answered.questions == ()
    assert str(_records(answered).columns["date"].astype("datetime64[D]")[0]) == "2026-03-04"


_FIRSTS: list[list[Value]] = [
    ["N° facture", "Date", "Client", "Montant HT"],
    *(_row(f"F{month}", f"01/{month:02}/2025", "Acme", f"{month}20,50") for month in range(1, 6)),
]
"""The firsts of five months to a French reader, the first five days of a January to an American one."""
_DAYS: list[list[Value]] = [_FIRSTS[0], *([r[0], f"{i:02}/01/2025", *r[2:]] for i, r in enumerate(_FIRSTS[1:], 1))]
_AMERICAN: list[list[Value]] = [
    ["Invoice no.", "Date", "Customer", "Net amount"],
    *([r[0], r[1], r[2], str(r[3]).replace(",", ".")] for r in _DAYS[1:]),
]


def _order_guessed(*books: Book, knowledge: Knowledge = EMPTY) -> str:
    plan = plan_import(books, knowledge, Options(today=_TODAY))
    return next(question.guess for question in plan.questions if question.key == "date_order")


@pytest.mark.parametrize("rows", [_FIRSTS, _DAYS])
def test_that_a_sheet_written_the_french_way_is_guessed_day_first(rows: list[list[Value]]) -> None:
    assert _order_guessed(table("Ventes.csv", rows, ";")) == "dmy"
    assert _order_guessed(table("Ventes.xlsx", rows)) == "dmy"


def test_that_an_american_sheet_is_guessed_by_its_dates() -> None:
    assert _order_guessed(table("Sales.csv", _AMERICAN, ",")) == "mdy"


def test_that_dates_proven_elsewhere_speak_for_those_that_prove_nothing() -> None:
    proven: list[list[Value]] = [_AMERICAN[0], ["F9", "25/04/2025", "Acme", "90.50"]]
    january, april = sheet("January", _AMERICAN, ","), sheet("April", proven, ",")
    assert _order_guessed(book("Sales.xlsx", january, april)) == "dmy"
    assert _order_guessed(table("January.csv", _AMERICAN, ","), table("April.csv", proven, ",")) == "dmy"
    before = plan_import([table("April.csv", proven, ",")], EMPTY, Options(today=_TODAY))
    company = Company().apply(before.batch())
    assert _order_guessed(table("January.csv", _AMERICAN, ","), knowledge=company.knowledge) == "dmy"


def test_that_another_date_column_of_the_sheet_proves_the_order() -> None:
    rows: list[list[Value]] = [
        [*_SALES[0], "Livré le"],
        *([row[0], "03/04/2026", *row[2:], "25/04/2026"] for row in _SALES[1:]),
    ]
    assert _plan(rows).questions == ()


def test_that_unknown_vat_is_asked_once_and_can_be_taken_out() -> None:
    rows: list[list[Value]] = [
        ["N° facture", "Date", "Client", "Montant"],
        *([r[0], r[1], r[2], r[5]] for r in _SALES[1:]),
    ]
    plan = _plan(rows)
    (question,) = plan.questions
    assert (question.key, question.guess) == ("vat", "net")
    assert _amounts(plan.answer(question, "20"))[0] == 10400.0
    assert _amounts(plan.answer(question, "gross"))[0] == 12480.0


def test_that_amounts_are_computed_where_the_sheet_has_none() -> None:
    rows: list[list[Value]] = [
        ["Facture", "Date", "Article", "Qté", "PU HT", "Remise %"],
        *[_row(f"F{i}", dt.date(2026, 1, i + 1), f"A{i}", i + 1, 10.0, "10 %") for i in range(6)],
    ]
    assert _amounts(_plan(rows)) == [9.0, 18.0, 27.0, 36.0, 45.0, 54.0]


def test_that_credit_notes_without_a_sign_are_turned_negative() -> None:
    rows: list[list[Value]] = [
        ["N° facture", "Type de pièce", "Date", "Client", "Qté", "Montant HT", "Coût total"],
        ["FA1", "Facture", dt.date(2026, 1, 2), "Acme", 2, 100, 60],
        ["AV1", "Avoir", dt.date(2026, 1, 3), "Acme", 1, 50, 30],
    ]
    records = _records(_plan(rows))
    assert [DOCUMENT_TYPES[code] for code in records.columns["document_type"]] == ["invoice", "credit_note"]
    assert (records.columns["amount"] / MICROS).tolist() == [100, -50]
    assert (records.columns["cost"] / MICROS).tolist() == [60, -30]
    assert records.columns["quantity"].tolist() == [2, -1]


def test_that_the_open_deals_close_date_is_an_expectation() -> None:
    rows: list[list[Value]] = [
        ["Deal ID", "Deal Name", "Account Name", "Stage", "Amount", "Close Date", "Created Date", "Owner"],
        [1, "A", "Acme", "Closed Won", 100, "2026-02-10", "2026-01-01", "Léa"],
        [2, "B", "Beta", "Closed Lost", 200, "2026-02-11", "2026-01-02", "Léa"],
        [3, "C", "Gama", "Negotiation", 350, "2026-06-30", "2026-01-03", "Marc"],
    ]
    columns = _records(_plan(rows)).columns
    assert [STATUSES[code] for code in columns["status"]] == ["won", "lost", "open"]
    assert (columns["close_date"] == NO_DAY).tolist() == [False, False, True]
    assert (columns["expected_close_date"] == NO_DAY).tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("noted", "points"),
    [((0, 1, 1), (0, 15, 15)), ((0, 2, 3), (0, 10, 15)), ((5, 10, 15), (5, 10, 15)), ((0, 80, 100), (0, 12, 15))],
)
def test_that_the_highest_answer_tells_the_scale_of_a_bant_column(
    noted: tuple[int, ...], points: tuple[int, ...]
) -> None:
    names = ("Acme", "Beta", "Cléo")
    rows: list[list[Value]] = [["Société", "E-mail", "Source", "Statut", "BANT Budget"]]
    rows += [[name, f"{name}@x.fr", "Salon", "Nouveau", answer] for name, answer in zip(names, noted, strict=True)]
    assert _records(_plan(rows)).columns["bant_budget"].tolist() == pytest.approx(points)


@pytest.mark.parametrize(
    ("header", "noted", "points"),
    [
        ("BANT Budget", ("Fort", "moyen", "Low", "Validé"), (15, 10, 5, 15)),
        ("BANT Authority", ("Décideur", "Prescripteur", "Influencer", "Oui"), (15, 5, 5, 15)),
        ("BANT Need", ("Élevé", "medium", "Faible", "Non"), (15, 10, 5, 0)),
        ("BANT Timeline", ("Immédiat", "3 mois", "< 3 mois", "Urgent"), (15, 15, 15, 15)),
        ("BANT Timeline", ("6 mois", "plus de 6 mois", "3 à 6 mois", "> 3 months"), (10, 5, 10, 10)),
        ("BANT Timeline", ("2 weeks", "1 an", "Moins de 3 mois", "More than 6 months"), (15, 5, 15, 5)),
    ],
)
def test_that_bant_answers_in_words_are_understood(
    header: str, noted: tuple[str, ...], points: tuple[int, ...]
) -> None:
    rows: list[list[Value]] = [["Société", "E-mail", "Source", "Statut", header]]
    rows += [[name, f"{name}@x.fr", "Salon", "Nouveau", answer] for name, answer in zip("ABCD", noted, strict=True)]
    plan = _plan(rows)
    assert _records(plan).columns[plan.sheets[0].columns[4].field].tolist() == list(points)
    assert not [p for p in plan.sheets[0].problems if p.message.key == "importing.cell.no_answer"]


def test_that_bant_answers_nobody_knows_are_listed_with_their_cells() -> None:
    rows: list[list[Value]] = [["Société", "E-mail", "Source", "Statut", "BANT Budget"]]
    noted = ("Fort", "Bof bof", "Inconnu", "Bof bof", "Zut")
    rows += [[name, f"{name}@x.fr", "Salon", "Nouveau", answer] for name, answer in zip("ABCDE", noted, strict=True)]
    plan = _plan(rows)
    told = [p for p in plan.sheets[0].problems if p.message.key == "importing.cell.no_answer"]
    assert [(p.address, p.severity) for p in told] == [(f"Ventes!E{row}", Severity.WARNING) for row in (3, 5, 6)]
    assert "Bof bof" in say(told[0].message, "fr")
    assert np.isnan(_records(plan).columns["bant_budget"]).tolist() == [False, True, True, True, True]


def test_that_leads_carry_their_answers() -> None:
    rows: list[list[Value]] = [
        ["Société", "Contact", "E-mail", "Source", "Statut", "Reçu le", "Budget", "Décideur", "Effectif", "Commercial"],
        [
            "Acme",
            "Paul",
            "p@acme.fr",
            "Salon",
            "Qualifié",
            dt.datetime(2026, 1, 3, 9, 30),
            "Oui",
            "Non",
            "50-99",
            "Léa",
        ],
        ["Beta", "Anne", "a@b.fr", "Web", "Hors cible", dt.datetime(2026, 1, 4, 9, 0), 2, 3, "1 200", "Léa"],
    ]
    records = _records(_plan(rows))
    assert records.kind is Kind.LEAD
    assert [LEAD_STATUSES[code] for code in records.columns["status"]] == ["qualified", "unqualified"]
    assert records.columns["bant_budget"].tolist() == [15, 10]  # yes, and 2 of 3
    assert records.columns["bant_authority"].tolist() == [0, 15]
    assert records.columns["company_size"].tolist() == [50, 1200]
    assert records.columns["received_at"].tolist()[0] % 1440 == 570


def test_that_options_of_the_command_line_are_heeded() -> None:
    rows: list[list[Value]] = [["A", "B", "C", "Total à nous"], *([r[0], "03/04/2026", r[2], r[5]] for r in _SALES[1:])]
    options = Options(
        kind=Kind.ORDER_LINE,
        mapping={"a": "order_no", "B": "date", "C": "customer", "Total à nous": "amount"},
        date_order="mdy",
        decimal=",",
        today=_TODAY,
    )
    plan = _plan(rows, options)
    assert _fields(plan) == {
        "A": "document_number",
        "B": "date",
        "C": "customer_name",
        "Total à nous": "line_total_net",
    }
    assert str(_records(plan).columns["date"].astype("datetime64[D]")[0]) == "2026-03-04"


def test_that_only_the_named_sheet_is_taken() -> None:
    books = [book("a.xlsx", sheet("Un", _SALES), sheet("Deux", _SALES))]
    plan = plan_import(books, EMPTY, Options(sheet="deux", today=_TODAY))
    assert [s.include for s in plan.sheets] == [False, True]
    assert [s.sheet for s in plan.batch().sheets] == ["Deux"]


def test_that_a_sheet_can_be_revised() -> None:
    plan = _plan(_SALES)
    ignored = plan.set_field(0, "PR", "ignored")
    assert _fields(ignored)["PR"] == ""
    assert "cost" not in _records(ignored).columns
    per_line = plan.set_field(0, "PR", "line_cost")
    assert _fields(per_line)["PR"] == "line_cost"
    aside = plan.include(0, wanted=False)
    assert aside.batch().sheets == ()
    assert aside.include(0, wanted=True).sheets[0].new == 4
    customers = plan.set_kind(0, Kind.CUSTOMER)
    assert customers.sheets[0].kind is Kind.CUSTOMER
    assert customers.set_kind(0, None).sheets[0].kind is Kind.ORDER_LINE
    assert plan.set_date_order(0, "mdy").sheets[0].rejected > 0
    assert plan.set_decimal(0, ".").sheets[0].decimal == "."


def test_that_another_row_can_be_the_header() -> None:
    plan = _plan(_SALES).set_header_row(0, 2)
    assert plan.sheets[0].headers[0] == "FA-26-0412"
    assert plan.set_header_row(0, 1).sheets[0].new == 4


def test_that_a_newer_version_of_a_source_synchronises() -> None:
    first = _plan(_SALES)
    company = Company().apply(first.batch())
    edited: list[list[Value]] = [*_SALES[:3], [*_SALES[3][:5], "1 000,00", *_SALES[3][6:]]]
    edited.append(["FA-26-0999", *_SALES[4][1:]])
    second = plan_import([table("Ventes.xlsx", edited)], company.knowledge, Options(today=_TODAY))
    plan = second.sheets[0]
    assert (plan.new, plan.changed, plan.unchanged, plan.gone) == (1, 1, 2, 1)
    added = plan_import([table("Ventes.xlsx", edited)], company.knowledge, Options(mode="add", today=_TODAY))
    assert added.sheets[0].gone == 0


def test_that_another_file_of_the_same_kind_adds() -> None:
    company = Company().apply(_plan(_SALES).batch())
    other: list[list[Value]] = [_SALES[0], *([f"X{row[0]}", *row[1:]] for row in _SALES[1:])]
    plan = plan_import([table("Autres.xlsx", other)], company.knowledge, Options(today=_TODAY))
    assert (plan.sheets[0].new, plan.sheets[0].gone) == (4, 0)


def test_that_another_period_under_the_same_file_name_is_asked_about() -> None:
    company = Company().apply(_plan(_SALES).batch())
    other: list[list[Value]] = [_SALES[0], *([f"X{row[0]}", *row[1:]] for row in _SALES[1:])]
    plan = plan_import([table("Ventes.xlsx", other)], company.knowledge, Options(today=_TODAY))
    (question,) = plan.questions
    assert (question.key, question.guess) == ("mode", "add")
    assert plan.sheets[0].gone == 0
    assert plan.answer(question, "sync").sheets[0].gone == 4


def test_that_a_confirmed_layout_is_remembered_with_its_answers() -> None:
    rows: list[list[Value]] = [
        ["N° facture", "Date", "Client", "Montant", "Zut"],
        *([r[0], "03/04/2026", r[2], r[5], i] for i, r in enumerate(_SALES[1:])),
    ]
    plan = _plan(rows).set_field(0, "Zut", "line_cost")
    for question in plan.questions:
        plan = plan.answer(question, {"date_order": "mdy", "vat": "20"}[question.key])
    company = Company().apply(plan.batch())
    new: list[list[Value]] = [rows[0], ["FB-1", "05/06/2026", "Acme", "120,00", 7]]
    again = plan_import([table("Autre mois.xlsx", new)], company.knowledge, Options(today=_TODAY))
    assert again.questions == ()
    assert again.sheets[0].remembered
    assert _amounts(again) == [100.0]
    assert (_records(again).columns["cost"] / MICROS).tolist() == [7]
    assert str(_records(again).columns["date"].astype("datetime64[D]")[0]) == "2026-05-06"


def test_that_a_record_in_two_files_of_one_import_is_written_once() -> None:
    older = table("janvier.xlsx", _SALES)
    longer: list[list[Value]] = [*_SALES, ["FA-26-0500", *_SALES[4][1:]]]
    newer = book("tout.xlsx", sheet("Ventes", longer), modified=dt.datetime(2026, 3, 25))
    plan = plan_import([newer, older], EMPTY, Options(today=_TODAY))
    assert [s.new for s in plan.sheets] == [5, 0]


def test_that_a_list_of_members_knows_better_than_side_remarks() -> None:
    lines: list[list[Value]] = [
        ["N° facture", "Date", "Client", "Type de client", "Montant HT"],
        *[_row(f"F{i}", dt.date(2026, 1, 5), f"Client {i % 3}", "PME", 10 + i) for i in range(9)],
    ]
    customers: list[list[Value]] = [
        ["Client", "Type de client", "Ville"],
        *[_row(f"Client {i}", "Grand compte", "Nantes") for i in range(3)],
    ]
    plan = plan_import([table("ventes.xlsx", lines), table("clients.xlsx", customers)], EMPTY, Options(today=_TODAY))
    sales = Company().apply(plan.batch()).sales
    frame = sales[Kind.CUSTOMER]
    assert frame.n == 3
    assert {sales.names("customer_type")[code] for code in frame["customer_type"]} == {"Grand compte"}


def test_that_merges_are_taken_when_certain_and_can_be_refused() -> None:
    rows: list[list[Value]] = [
        *_SALES,
        ["FA-26-0600", "13/01/2026", "CLINIQUE SAINT AUBIN", "Moreau C.", "Salons", "10", "5", ""],
    ]
    plan = _plan(rows)
    by_name = {p.merge.name: p for p in plan.proposals}
    assert by_name["CLINIQUE SAINT AUBIN"].merge in plan.accepted
    assert by_name["Moreau C."].merge not in plan.accepted
    refused = plan.decide(by_name["CLINIQUE SAINT AUBIN"].merge, accepted=False)
    assert refused.batch().merges == ()
    assert refused.set_decimal(0, ",").batch().merges == ()
    both = plan.decide(by_name["Moreau C."].merge, accepted=True)
    assert len(both.batch().merges) == 2


def test_that_one_sheet_yields_customers_and_products_too() -> None:
    rows: list[list[Value]] = [
        ["N° facture", "Date", "Client", "Secteur d'activité", "Article", "Gamme", "Montant HT"],
        *[
            _row(f"F{i}", dt.date(2026, 1, 5), f"Client {i % 3}", f"S{i % 3}", f"A{i % 4}", f"G{i % 2}", 5)
            for i in range(24)
        ],
    ]
    sheet_plan = _plan(rows).sheets[0]
    assert sheet_plan.kinds == (Kind.ORDER_LINE, Kind.CUSTOMER, Kind.PRODUCT)
    assert [batch.n for batch in sheet_plan.records] == [24, 3, 4]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_that_everything_a_plan_says_can_be_said(language: Language) -> None:
    rows: list[list[Value]] = [
        ["N° facture", "Date", "Client", "Montant"],
        *([r[0], "03/04/2026", r[2], r[5]] for r in _SALES[1:]),
    ]
    plan = _plan([*rows, rows[1]])
    for question in plan.questions:
        assert say(question.message, language)
        assert all(say(label, language) for _, label in question.options)
    assert all(say(c.reason, language) for s in plan.sheets for c in s.columns)


def test_that_an_empty_table_is_left_aside() -> None:
    plan = _plan([_SALES[0]])
    assert all(not s.include for s in plan.sheets)
    assert plan.batch().sheets == ()


def test_that_positions_in_diffs_cover_every_record_once() -> None:
    company = Company().apply(_plan(_SALES).batch())
    rows: list[list[Value]] = [*_SALES[:3], ["FA-9", *_SALES[3][1:]]]
    plan = plan_import([table("Ventes.xlsx", rows)], company.knowledge)
    found = plan.sheets[0].diffs[0]
    covered = np.sort(np.concatenate([found.new, found.changed, found.unchanged]))
    assert covered.tolist() == list(range(_records(plan).n))


def test_that_a_hidden_sheet_is_taken_only_where_nothing_else_is() -> None:
    hidden = replace(sheet("Caché", _SALES), hidden=True)
    beside = plan_import([book("a.xlsx", sheet("Vu", _SALES), hidden)], EMPTY, Options(today=_TODAY))
    assert [s.include for s in beside.sheets] == [True, False]
    assert beside.include(1, wanted=True).sheets[1].include
    alone = plan_import([book("a.xlsx", hidden)], EMPTY, Options(today=_TODAY))
    assert [s.include for s in alone.sheets] == [True]


def test_that_a_file_imported_before_is_told() -> None:
    file = table("Ventes.xlsx", _SALES)
    plan = plan_import([file], replace(EMPTY, hashes=frozenset({file.sha256})), Options(today=_TODAY))
    assert [p.message.key for p in plan.problems] == ["importing.note.known_file"]


def test_that_a_documents_total_counts_once() -> None:
    rows: list[list[Value]] = [
        ["N° facture", "Date", "Client", "Article", "Qté", "Total HT"],
        *[_row(f"F{i // 3}", dt.date(2026, 1, 5), "Acme", f"A{i}", 1, 100 + i // 3) for i in range(24)],
    ]
    plan = _plan(rows)
    assert _fields(plan)["Total HT"] == "document_total_net"
    assert sum(v or 0 for v in _amounts(plan)) == sum(100 + i for i in range(8))


def test_that_a_revision_holds_for_every_sheet_of_the_same_headers() -> None:
    books = [table(f"mois-{i}.xlsx", [_SALES[0], [f"{i}", *_SALES[i][1:]]]) for i in range(1, 4)]
    plan = plan_import(books, EMPTY, Options(today=_TODAY)).set_field(0, "PR", "line_cost")
    assert {c.field for s in plan.sheets for c in s.columns if c.header == "PR"} == {"line_cost"}
    assert {s.kind for s in plan.set_kind(1, Kind.CUSTOMER).sheets} == {Kind.CUSTOMER}


def test_that_no_figure_depends_on_the_order_of_columns() -> None:
    turned = [list(reversed(row)) for row in _SALES]
    one, two = _records(_plan(_SALES)), _records(_plan(turned))
    assert one.columns["amount"].tolist() == two.columns["amount"].tolist()
    assert one.identity.tolist() == two.identity.tolist()
    assert one.content.tolist() == two.content.tolist()
