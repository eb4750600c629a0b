"""Imports that meet what is there, hand edits and merges over them, and undoing it all."""

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from salesdesk.domain.batch import ImportBatch, Merge
from salesdesk.domain.changes import ChangeKind
from salesdesk.domain.columns import NO_MONEY, PROVENANCE, SCHEMAS, Dtype, Kind
from salesdesk.domain.errors import Cancelled, SalesDeskError
from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.sales import Sales
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Message
from salesdesk.store.company import CompanyFile
from tests.store.factory import Values, batch, records, sheet

TODAY = date(2026, 1, 31)
TYPED = Message("store.change.merge", {"n": 1})
SOURCE = "sales.xlsx/Lines"


@pytest.fixture
def company(tmp_path: Path) -> Iterator[CompanyFile]:
    with CompanyFile.create(tmp_path / "a.salesdesk", "A") as made:
        yield made


def _line(number: int, **more: object) -> Values:
    return {
        "order_no": f"A{number}",
        "date": date(2025, 1 + number % 12, 1 + number % 28),
        "customer": f"C{number % 5}",
        "rep": f"R{number % 3}",
        "amount": number * 1.25,
        "quantity": number,
        **more,
    }


def _lines(company: CompanyFile, rows: list[Values], source: str = SOURCE, **options: object) -> ImportBatch:
    """The rows as an import of order lines that synchronises with earlier versions of the source."""
    own = [info.id for info in company.sheets() if info.source == source]
    frames = company.snapshot(TODAY).frames
    made = sheet([records(Kind.ORDER_LINE, rows)], frames, source=source, own_sheets=own, **options)  # type: ignore[arg-type]
    return batch(made, base_version=company.version)


def _told(sales: Sales, kind: Kind = Kind.ORDER_LINE) -> list[dict[str, object]]:
    """Every record in words, without its provenance, by its first text."""
    frame = sales[kind]
    rows = []
    for place in range(frame.n):
        row: dict[str, object] = {}
        for field in SCHEMAS[kind].fields:
            value = frame[field.name][place]
            if value == field.dtype.unknown or np.isnan(value):
                continue
            coded = field.dtype in (Dtype.TEXT, Dtype.MEMBER)
            row[field.name] = sales.names(field.list_name)[value] if coded else value.item()
        rows.append(row)
    return sorted(rows, key=repr)


def test_that_the_same_file_twice_changes_nothing(company: CompanyFile) -> None:
    rows = [_line(n) for n in range(50)]
    assert company.apply(_lines(company, rows), Task()) == 1
    before, version = list(company.dump()), company.version
    assert company.apply(_lines(company, rows), Task()) == 0
    assert list(company.dump()) == before
    assert company.version == version


def test_that_a_newer_version_adds_changes_and_removes(company: CompanyFile) -> None:
    company.apply(_lines(company, [_line(n) for n in range(50)]), Task())
    ids = _ids(company)
    newer = [_line(n, amount=999) if n % 10 == 0 else _line(n) for n in range(5, 60)]
    company.apply(_lines(company, newer), Task())
    change = company.changes()[-1]
    assert (change.kind, change.new, change.changed, change.gone) == (ChangeKind.IMPORT, 10, 4, 5)
    with CompanyFile.create(company.path.with_name("fresh.salesdesk"), "A") as fresh:
        fresh.apply(_lines(fresh, newer), Task())
        assert _told(company.snapshot(TODAY)) == _told(fresh.snapshot(TODAY))
    assert {ids[f"A{n}"] for n in range(5, 50)} == {_ids(company)[f"A{n}"] for n in range(5, 50)}
    frame = company.snapshot(TODAY)[Kind.ORDER_LINE]
    assert set(frame["sheet"].tolist()) == {1, 2}
    assert set(frame["sheet"][frame["amount"] == 999_000_000].tolist()) == {2}
    assert company.check() == []


def _ids(company: CompanyFile) -> dict[str, int]:
    sales = company.snapshot(TODAY)
    frame = sales[Kind.ORDER_LINE]
    names = sales.names("order_no")
    return {names[code]: number for code, number in zip(frame["order_no"], frame["id"].tolist(), strict=True)}


def test_that_another_source_adds_what_it_knows_and_erases_nothing(company: CompanyFile) -> None:
    def customers(rows: list[Values], source: str) -> ImportBatch:
        frames = company.snapshot(TODAY).frames
        return batch(sheet([records(Kind.CUSTOMER, rows)], frames, source=source))

    company.apply(customers([{"customer": "Durand", "region": "Nord", "sector": "retail"}], "crm.xlsx/A"), Task())
    company.apply(
        customers([{"customer": "Durand", "region": "Sud", "city": "Nice", "sector": None}], "b.csv/b"), Task()
    )
    assert _told(company.snapshot(TODAY), Kind.CUSTOMER) == [
        {"customer": "Durand", "region": "Sud", "city": "Nice", "sector": "retail"}
    ]
    company.apply(
        batch(
            sheet(
                [records(Kind.CUSTOMER, [{"customer": "Durand", "region": "Est", "city": None}])],
                company.snapshot(TODAY).frames,
                source="b.csv/b",
                own_sheets=[2],
            )
        ),
        Task(),
    )
    assert _told(company.snapshot(TODAY), Kind.CUSTOMER) == [{"customer": "Durand", "region": "Est"}]


def test_that_the_last_sheet_decides_when_two_change_one_record(company: CompanyFile) -> None:
    company.apply(_lines(company, [_line(1), _line(2)]), Task())
    frames = company.snapshot(TODAY).frames
    both = [
        sheet([records(Kind.ORDER_LINE, [_line(n, amount=amount)])], frames, source=f"{amount}.csv/x", own_sheets=own)
        for n, amount, own in ((1, 10, [1]), (1, 20, []), (2, 30, []))
    ]
    before = list(company.dump())
    company.apply(batch(*both), Task())
    assert [row["amount"] for row in _told(company.snapshot(TODAY))] == [20_000_000, 30_000_000]
    company.undo()
    assert list(company.dump()) == before


def test_that_a_batch_planned_before_another_change_is_refused(company: CompanyFile) -> None:
    company.apply(_lines(company, [_line(1)]), Task())
    planned = _lines(company, [_line(2)])
    company.edit(Kind.LEAD, None, {"lead_id": "L1"}, TYPED)
    before = list(company.dump())
    with pytest.raises(SalesDeskError, match="Start the import again"):
        company.apply(planned, Task())
    assert list(company.dump()) == before


def test_that_a_cancelled_import_leaves_the_file_as_it_was(company: CompanyFile) -> None:
    company.apply(_lines(company, [_line(n) for n in range(20)]), Task())
    before, version = list(company.dump()), company.version
    planned = _lines(company, [_line(n) for n in range(5, 4000)])
    seen: list[float] = []
    for stop_at in range(1, 40):
        try:
            company.apply(planned, _Impatient(stop_at, seen))
        except Cancelled:
            assert list(company.dump()) == before
            assert company.version == version
            assert company.snapshot(TODAY)[Kind.ORDER_LINE].n == 20
        else:
            break
    assert stop_at > 5
    assert company.snapshot(TODAY)[Kind.ORDER_LINE].n == 3995
    assert seen[-1] > 0.9


class _Impatient(Task):
    """Cancels itself at a given step."""

    def __init__(self, patience: int, seen: list[float]) -> None:
        super().__init__(lambda share, _doing, _left: seen.append(share))
        self.patience = patience

    def part(self, low: float, high: float) -> Task:
        del low, high
        return self

    def step(self, done: float, total: float, doing: Message) -> None:
        self.patience -= 1
        if not self.patience:
            self.cancel()
        super().step(done, total, doing)


def test_that_a_hand_edit_shows_is_undoable_and_survives_a_reimport(company: CompanyFile) -> None:
    company.apply(_lines(company, [_line(n) for n in range(10)]), Task())
    before = list(company.dump())
    record = _ids(company)["A4"]
    company.edit(Kind.ORDER_LINE, record, {"amount": 77.5, "rep": "Zoé", "date": date(2030, 1, 1)}, TYPED)
    frame = company.snapshot(TODAY)[Kind.ORDER_LINE]
    at = frame["id"].tolist().index(record)
    assert frame["amount"][at] == 77_500_000
    assert company.snapshot(TODAY).names("rep")[frame["rep"][at]] == "Zoé"
    assert at == frame.n - 1, "records stay in the order of their dates"
    assert frame["row"][at] == 6

    company.apply(_lines(company, [_line(n, quantity=1000, amount=3) for n in range(3, 12)]), Task())
    frame = company.snapshot(TODAY)[Kind.ORDER_LINE]
    at = frame["id"].tolist().index(record)
    assert (frame["amount"][at], frame["quantity"][at]) == (77_500_000, 1000)
    assert sorted(frame["amount"].tolist()) == [3_000_000] * 8 + [77_500_000]
    assert frame.n == 9

    company.undo()
    company.edit(Kind.ORDER_LINE, record, {"amount": None}, TYPED)
    frame = company.snapshot(TODAY)[Kind.ORDER_LINE]
    assert frame["amount"][frame["id"].tolist().index(record)] == NO_MONEY
    company.undo()
    company.undo()
    assert list(company.dump()) == before


def test_that_a_record_typed_by_hand_is_there_and_met_by_a_later_import(company: CompanyFile) -> None:
    before = list(company.dump())
    known = records(Kind.LEAD, [{"lead_id": "L9", "company": "Acme", "bant_need": 3}])
    record = company.edit(
        Kind.LEAD, None, {"lead_id": "L9", "status": "qualified"}, TYPED, identity=int(known.identity[0])
    )
    other = company.edit(Kind.LEAD, None, {"company": "Other", "received_at": date(2025, 5, 1)}, TYPED)
    assert record != other
    company.edit(Kind.LEAD, record, {"bant_budget": 2}, TYPED)
    assert _told(company.snapshot(TODAY), Kind.LEAD) == [
        {"company": "Other", "received_at": 20_209 * 1440},
        {"lead_id": "L9", "status": 2, "bant_budget": 2.0},
    ]
    company.apply(batch(sheet([known], company.snapshot(TODAY).frames)), Task())
    assert _told(company.snapshot(TODAY), Kind.LEAD)[-1] == {
        "lead_id": "L9", "company": "Acme", "status": 2, "bant_need": 3.0, "bant_budget": 2.0,
    }  # fmt: skip
    for _ in range(4):
        company.undo()
    assert list(company.dump()) == before


def test_that_typing_nonsense_is_our_bug_and_changes_nothing(company: CompanyFile) -> None:
    before = list(company.dump())
    for values, error in (({"amount": "lots"}, TypeError), ({"status": "none such"}, ValueError), ({"x": 1}, KeyError)):
        with pytest.raises(error):
            company.edit(Kind.LEAD, None, {"rep": "New", **values}, TYPED)
    with pytest.raises(KeyError):
        company.edit(Kind.LEAD, 12, {"rep": "New"}, TYPED)
    assert list(company.dump()) == before


def test_that_merged_names_count_as_one_until_told_apart(company: CompanyFile) -> None:
    made = _lines(company, [_line(n) for n in range(10)])
    company.apply(ImportBatch(made.sheets, (Merge("customer", "C1", "C0"),)), Task())
    before = list(company.dump())
    company.merge([Merge("customer", "C2", "C1"), Merge("customer", "C9", "C3")])
    assert company.changes()[-1].kind is ChangeKind.MERGE
    sales = company.snapshot(TODAY)
    assert _customers(sales) == {"C0": 6, "C3": 2, "C4": 2}
    assert sales.lists["customer"].same_as is not None
    assert sales.lists["customer"].same_as.tolist() == [0, 0, 0, 3, 4]
    company.apply(_lines(company, [_line(9, customer="C9")], source="other"), Task())
    assert _customers(company.snapshot(TODAY)) == {"C0": 6, "C3": 3, "C4": 1}
    company.unmerge([Merge("customer", "C1", "C0")])
    assert _customers(company.snapshot(TODAY)) == {"C0": 2, "C1": 4, "C3": 3, "C4": 1}
    assert Merge("customer", "C1", "C0") not in company.merges()
    for _ in range(3):
        company.undo()
    assert list(company.dump()) == before
    assert company.merges() == [Merge("customer", "C1", "C0")]


def test_that_a_merge_reaches_every_kind_and_a_stranger_does_no_harm(company: CompanyFile) -> None:
    made = [
        records(Kind.ORDER_LINE, [_line(n) for n in range(4)]),
        records(Kind.CUSTOMER, [{"customer": f"C{n}", "region": "Nord", "rep": "R9"} for n in range(4)]),
        records(Kind.REP, [{"rep": "R1", "manager": "R9"}]),
    ]
    company.apply(batch(sheet(made)), Task())
    company.merge([Merge("customer", "C3", "C0"), Merge("rep", "R9", "R2"), Merge("region", "Süd", "Nord")])
    sales = company.snapshot(TODAY)
    assert sales[Kind.CUSTOMER]["customer"].tolist() == [0, 1, 2, 0]
    assert [row["rep"] for row in _told(sales, Kind.CUSTOMER)] == ["R2"] * 4
    assert _told(sales, Kind.REP) == [{"rep": "R1", "manager": "R2"}]
    codes, names = sales.dimension(Kind.ORDER_LINE, "region")
    assert [names[code] for code in codes] == ["Nord"] * 4


def test_that_a_small_change_keeps_the_columns_of_other_kinds(company: CompanyFile) -> None:
    company.apply(_lines(company, [_line(n) for n in range(4)]), Task())
    before = company.snapshot(TODAY)
    company.edit(Kind.LEAD, None, {"lead_id": "L1", "rep": "R1"}, TYPED)
    company.set_setting("sector", "retail")
    after = company.snapshot(TODAY)
    assert after.version > before.version
    assert after.sector == "retail"
    assert after[Kind.ORDER_LINE] is before[Kind.ORDER_LINE]
    assert _told(after, Kind.LEAD) == [{"lead_id": "L1", "rep": "R1"}]
    with CompanyFile.open(company.path) as again:
        assert _told(again.snapshot(TODAY)) == _told(after)
        assert _told(again.snapshot(TODAY), Kind.LEAD) == _told(after, Kind.LEAD)


def test_that_odd_names_of_files_and_columns_do_no_harm(company: CompanyFile) -> None:
    rows = [_line(1)]
    odd = "v\udce9ntes\ud83d.csv/x"
    company.apply(_lines(company, rows, source=odd, mapping={"h\ud83d": "amount"}), Task())
    assert company.apply(_lines(company, rows, source=odd, mapping={"h\ud83d": "amount"}), Task()) == 0
    assert [info.file for info in company.sheets()] == ["v?ntes?.csv"]
    assert list(company.layouts().values()) == [{"h\ud83d": "amount"}]


def test_that_merging_in_a_circle_keeps_the_last_decision(company: CompanyFile) -> None:
    company.apply(_lines(company, [_line(n) for n in range(10)]), Task())
    for pair in (("C0", "C1"), ("C1", "C2"), ("C2", "C0")):
        company.merge([Merge("customer", *pair)])
    assert _customers(company.snapshot(TODAY)) == {"C1": 6, "C3": 2, "C4": 2}


def _customers(sales: Sales) -> dict[str, int]:
    codes, counts = np.unique(sales[Kind.ORDER_LINE]["customer"], return_counts=True)
    return {sales.names("customer")[code]: n for code, n in zip(codes, counts.tolist(), strict=True)}


def test_that_undo_with_nothing_done_says_so(company: CompanyFile) -> None:
    with pytest.raises(SalesDeskError, match="nothing to undo"):
        company.undo()


def test_that_a_version_number_never_comes_twice(company: CompanyFile) -> None:
    seen = [company.version]
    for _ in range(2):
        company.apply(_lines(company, [_line(1)]), Task())
        seen.append(company.version)
        company.undo()
        seen.append(company.version)
    company.set_setting("fiscal_start", 4)
    seen.append(company.version)
    company.set_setting("theme of the report", "x")
    assert company.version == seen[-1]
    assert len(set(seen)) == len(seen)
    assert company.snapshot(TODAY).fiscal_start == 4


def test_that_layouts_are_remembered_forgotten_and_undone(company: CompanyFile) -> None:
    mapping = {"Date": "date", "Montant": "amount"}
    company.apply(_lines(company, [_line(1)], mapping=mapping), Task())
    assert company.layouts() == {"Date|Montant": mapping}
    company.apply(_lines(company, [_line(1)], mapping={"Date": "date", "Montant": "cost"}), Task())
    assert company.layouts() == {"Date|Montant": {"Date": "date", "Montant": "cost"}}
    company.undo()
    assert company.layouts() == {"Date|Montant": mapping}
    company.forget_layout("Date|Montant")
    assert company.layouts() == {}
    company.undo()
    assert company.layouts() == {}


def test_that_problems_are_kept_with_their_import(company: CompanyFile) -> None:
    inner = Message("store.doing.write")
    message = Message("error.period", {"words": inner, "n": 3, "x": 1.5, "day": TODAY, "half": "a\ud83d"})
    problem = Problem(Severity.REJECTED, message, "sales.xlsx", "Lines", 128, 5)
    change = company.apply(_lines(company, [_line(1)], problems=[problem, Problem(Severity.NOTE, inner)]), Task())
    first, second = company.problems(change)
    assert (first.severity, first.file, first.sheet, first.row, first.column) == (
        problem.severity, "sales.xlsx", "Lines", 128, 5,
    )  # fmt: skip
    assert first.message == Message("error.period", {**message.values, "half": "a?"})
    assert (second.file, second.sheet, second.row, second.column) == ("sales.xlsx", "Lines", 0, -1)
    (info,) = company.sheets()
    assert (info.rows, info.rejected, info.kinds, info.change_id) == (1, 1, (Kind.ORDER_LINE,), change)
    company.undo()
    assert company.problems(change) == []


def test_that_any_story_is_undone_step_by_step(company: CompanyFile) -> None:
    """Random imports (new, changed, gone, other sources), edits, new records and merges, then all undone."""
    dice = random.Random(7)
    stages: list[tuple[list[str], list[dict[str, object]]]] = []

    def state() -> tuple[list[str], list[dict[str, object]]]:
        return list(company.dump()), _told(company.snapshot(TODAY))

    def any_import() -> None:
        source = dice.choice(["a.csv/a", "b.csv/b"])
        numbers = dice.sample(range(40), dice.randint(1, 30))
        company.apply(_lines(company, [_line(n, rep=dice.choice("XYZ")) for n in numbers], source=source), Task())

    def any_edit() -> None:
        frame = company.snapshot(TODAY)[Kind.ORDER_LINE]
        values: Mapping[str, object] = dice.choice(
            [
                {"amount": dice.random()},
                {"date": date(2024, dice.randint(1, 12), 1)},
                {"rep": f"N{dice.randint(0, 99)}"},
            ]
        )
        record = int(dice.choice(frame["id"])) if frame.n and dice.random() < 0.8 else None
        company.edit(Kind.ORDER_LINE, record, values, TYPED)

    def any_merge() -> None:
        company.merge([Merge("rep", *dice.sample("XYZ", 2))])

    actions: list[Callable[[], None]] = [any_import, any_import, any_edit, any_merge]
    while len(stages) < 40:
        before, changes = state(), len(company.changes())
        dice.choice(actions)()
        if len(company.changes()) > changes:
            stages.append(before)
    assert company.check() == []
    _in_order(company.snapshot(TODAY))
    for before in reversed(stages):
        company.undo()
        assert state() == before
    assert company.check() == []
    assert company.changes() == []
    with CompanyFile.open(company.path) as again:
        assert again.snapshot(TODAY).frames == {}


def _in_order(sales: Sales) -> None:
    for frame in sales.frames.values():
        keys = list(zip(frame.main_date.tolist(), frame["id"].tolist(), strict=True))
        assert keys == sorted(keys)
        assert set(PROVENANCE) <= set(frame.columns)
