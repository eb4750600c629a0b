from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest

from salesdesk.domain.columns import Kind
from salesdesk.domain.raw import Cell, RawColumn, RawTable
from salesdesk.domain.task import Task
from salesdesk.store.company import CompanyFile
from salesdesk.store.provenance import BLOCK
from tests.store.factory import batch, cells, records, sheet

ROWS: list[list[object]] = [
    ["Sales 2025"],
    [],
    ["Order", "Date", "Montant HT ", "Paid", None, "Montant HT"],
    ["A1", date(2025, 3, 2), 120.5, True, None, "#N/A"],
    ["A2", datetime.fromisoformat("2025-03-02T10:30"), "12,5O", False, None, -0.1],
    ["é\nü", None, 1e300, None, None, 3],
]


@pytest.fixture
def company(tmp_path: Path) -> Iterator[CompanyFile]:
    with CompanyFile.create(tmp_path / "a.salesdesk", "A") as made:
        yield made


def _import(company: CompanyFile, raw: RawTable, header_row: int) -> int:
    made = sheet([records(Kind.LEAD, [{"lead_id": "L"}])], raw=raw, header_row=header_row)
    company.apply(batch(made), Task())
    return company.sheets()[-1].id


def test_that_cells_come_back_as_they_were_read(company: CompanyFile) -> None:
    raw = cells(ROWS, first_row=3)
    number = _import(company, raw, 5)
    found = company.raw(number, 1, 100)
    assert (found.first_row, found.first_column, found.n_rows) == (3, 0, 6)
    for i in range(raw.n_rows):
        assert found.row(i) == raw.row(i)
    for column, original in zip(found.columns, raw.columns, strict=True):
        np.testing.assert_array_equal(column.kinds, original.kinds)
        np.testing.assert_array_equal(column.numbers, original.numbers)


@pytest.mark.parametrize(("first", "last", "rows"), [(4, 5, [1, 2]), (8, 8, [5]), (1, 3, [0]), (9, 12, []), (7, 2, [])])
def test_that_a_few_rows_can_be_read(company: CompanyFile, first: int, last: int, rows: list[int]) -> None:
    raw = cells(ROWS, first_row=3)
    found = company.raw(_import(company, raw, 5), first, last)
    assert [found.row(i) for i in range(found.n_rows)] == [raw.row(i) for i in rows]
    assert not rows or found.first_row == 3 + rows[0]


def test_that_a_column_is_found_by_its_header(company: CompanyFile) -> None:
    number = _import(company, cells(ROWS, first_row=3), 5)
    top, column = company.raw_column(number, "Montant HT")
    assert top == 3
    assert [column.display(i) for i in range(len(column))] == ["", "", "Montant HT ", "120.5", "12,5O", "1e+300"]
    _, second = company.raw_column(number, "Montant HT (2)")
    assert second.display(3) == "#N/A"
    _, untitled = company.raw_column(number, "E")
    assert [untitled.display(i) for i in range(len(untitled))] == [""] * 6
    with pytest.raises(KeyError):
        company.raw_column(number, "Marge")
    with pytest.raises(KeyError):
        company.raw_column(99, "Montant HT")
    with pytest.raises(KeyError):
        company.raw(99, 1, 2)


def test_that_a_column_without_header_is_found_by_its_letters(company: CompanyFile) -> None:
    number = _import(company, cells([["x", 1], ["y", 2]]), 0)
    _, column = company.raw_column(number, "B")
    assert column.numbers.tolist() == [1, 2]


def test_that_rows_across_blocks_are_read_without_the_rest(company: CompanyFile) -> None:
    n = 3 * BLOCK + 17
    rng = np.random.default_rng(3)
    kinds = rng.integers(0, 6, n).astype(np.uint8)
    texts = tuple(f"text {i}" for i in range(n))
    has_text = np.isin(kinds, (Cell.TEXT, Cell.ERROR))
    numbers = np.where(np.isin(kinds, (Cell.NUMBER, Cell.DATE)), rng.normal(0, 1000, n), np.nan)
    numbers[kinds == Cell.BOOL] = 1
    column = RawColumn(kinds, numbers, np.where(has_text, np.arange(n), -1).astype(np.int32), texts)
    number = _import(company, RawTable((column, column), 1, 2), 0)
    for start, stop in ((1, 1), (BLOCK, BLOCK + 1), (BLOCK - 5, 3 * BLOCK + 2), (n, n), (1, n)):
        found = company.raw(number, start, stop)
        assert found.first_column == 2
        assert [found.columns[1].display(i) for i in range(found.n_rows)] == [
            column.display(i) for i in range(start - 1, stop)
        ]
        assert len(found.columns[0].texts) <= stop - start + 1


def test_that_cells_of_an_older_version_stay_until_the_import_is_undone(company: CompanyFile) -> None:
    first = _import(company, cells([["a"], ["old"]]), 1)
    made = sheet([records(Kind.LEAD, [{"lead_id": "L2"}])], raw=cells([["a"], ["new"]]))
    company.apply(batch(made), Task())
    second = company.sheets()[-1].id
    assert [company.raw(number, 2, 2).row(0) for number in (first, second)] == [["old"], ["new"]]
    company.undo()
    assert [info.id for info in company.sheets()] == [first]
    connection = company._database.writer
    assert connection.execute("SELECT COUNT(*) FROM raw_cells WHERE sheet = ?", (second,)).fetchone() == (0,)


def test_that_a_sheet_without_cells_is_kept(company: CompanyFile) -> None:
    number = _import(company, RawTable(()), 0)
    assert company.raw(number, 1, 10).n_rows == 0
