"""Every public spreadsheet has a named outcome, and no cell of a workbook is lost in silence."""

import hashlib
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.raw import Cell
from salesdesk.domain.texts import LANGUAGES, say
from salesdesk.importing.book import Book
from salesdesk.importing.detect import find_tables
from tests.importing.public_files import PASSWORDS, public_paths

_NOT_READ = {
    ".js.txt": "reading.empty",
    "examples_empty.csv": "reading.blank",
    "tests_fixtures_empty.ods": "reading.blank",
    "tests_fixtures_empty.xlsx": "reading.blank",
    "tests_samples_biff4_no_format_no_window2.xls": "reading.old_excel",
    "tests_samples_picture_in_cell.xls": "reading.blank",
    "tests_samples_sample.ods": "reading.blank",
    "tests_samples_sample.xlsx": "reading.blank",
    "tests_samples_sample.zip": "reading.archive",
}


@pytest.fixture(scope="module")
def books(public_books: list[Book]) -> list[Book]:
    return public_books


@pytest.fixture(scope="module")
def paths(shared: Path) -> list[Path]:
    return public_paths(shared)


def test_that_every_file_gives_sheets_or_a_sentence(paths: Sequence[Path], books: Sequence[Book]) -> None:
    assert [book.path for book in books] == list(paths)
    for book in books:
        for language in LANGUAGES:
            for problem in book.problems:
                assert len(say(problem.message, language)) > 20
        rejected = [problem.message.key for problem in book.problems if problem.severity is Severity.REJECTED]
        expected = _NOT_READ.get(book.file)
        assert rejected == ([expected] if expected else []), book.file
        assert bool(book.sheets) == (expected is None), book.file
        assert not book.password_needed


def test_that_a_book_tells_which_file_it_is(books: Sequence[Book]) -> None:
    for book in books[::10]:
        assert book.sha256 == hashlib.sha256(book.path.read_bytes()).hexdigest()
        assert book.modified == datetime.fromtimestamp(book.path.stat().st_mtime)  # noqa: DTZ006 - local on both sides


def test_that_tables_are_found_in_every_sheet_without_an_exception(books: Sequence[Book]) -> None:
    for book in books:
        for sheet in book.sheets:
            for table in find_tables(sheet):
                rows = np.concatenate([table.records, *table.left_out.values()])
                assert sorted(rows.tolist()) == list(range(table.body.n_rows)), (book.file, sheet.name)
                assert len(table.headers) == len(table.body.columns) == len(set(table.headers))
                assert all(table.headers)


def _filled_in_xml(path: Path) -> dict[str, set[str]]:
    """For each sheet, in order of the workbook, the references of its filled cells: counted by another way."""
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        rels = next(name for name in names if re.fullmatch(r"(?:.*/)?_rels/workbook\.xml\.rels", name))
        folder = rels.removesuffix("_rels/workbook.xml.rels")
        targets = {rel.get("Id"): rel.get("Target", "") for rel in ET.fromstring(archive.read(rels))}
        strings: list[str] = []
        if f"{folder}sharedStrings.xml" in names:
            items = ET.fromstring(archive.read(f"{folder}sharedStrings.xml"))
            strings += ["".join(t.text or "" for t in item.iter() if t.tag.endswith("}t")) for item in items]
        sheets = {}
        for element in ET.fromstring(archive.read(f"{folder}workbook.xml")).iter():
            if element.tag.endswith("}sheet"):
                target = targets[next(value for key, value in element.items() if key.endswith("}id"))]
                member = target.lstrip("/") if target.startswith("/") else folder + target
                if "chartsheet" not in member:
                    sheets[element.get("name", "")] = _filled_cells(ET.fromstring(archive.read(member)), strings)
    return sheets


def _filled_cells(root: ET.Element, strings: Sequence[str]) -> set[str]:
    filled = set()
    for number, row in enumerate((e for e in root.iter() if e.tag.endswith("}row")), start=1):
        for position, cell in enumerate(e for e in row if e.tag.endswith("}c")):
            value = next((e.text or "" for e in cell if e.tag.endswith("}v")), "")
            if cell.get("t") == "s" and value:
                value = strings[int(value)]
            inline = "".join(t.text or "" for part in cell if part.tag.endswith("}is") for t in part.iter())
            parts = {e.tag.rpartition("}")[2] for e in cell}
            uncached = "f" in parts and not value and not (cell.get("t") == "str" and "v" in parts)
            if (value + inline).strip() or uncached:
                filled.add(cell.get("r") or f"{number}/{position}")
    return filled


def test_that_no_cell_of_a_workbook_is_lost_in_silence(books: Sequence[Book]) -> None:
    checked = 0
    for book in books:
        if book.path.suffix != ".xlsx" or not book.sheets or book.file in PASSWORDS:
            continue
        for (name, cells), sheet in zip(_filled_in_xml(book.path).items(), book.sheets, strict=True):
            assert name == sheet.name
            assert sheet.table.n_cells == len(cells), (book.file, name)
            errors = sum(np.count_nonzero(column.kinds == Cell.ERROR) for column in sheet.table.columns)
            told = [p for p in book.problems if p.sheet == name and p.severity is Severity.WARNING]
            assert len(told) == errors, (book.file, name)
            checked += 1
    assert checked > 100


def _problems(books: Sequence[Book], file: str) -> list[Problem]:
    return [problem for book in books if book.file == file for problem in book.problems]


def test_that_error_cells_and_formulas_without_result_are_told_with_their_address(books: Sequence[Book]) -> None:
    (division,) = _problems(books, "tests_fixtures_div0.xlsx")
    assert (division.address, say(division.message, "en")) == (
        "Sheet1!C2",
        "The cell holds the error #DIV/0!: it counts as empty.",
    )
    (formula,) = _problems(books, "tests_testthat_sheets_missing-v-node-xlsx.xlsx")
    assert (formula.address, formula.message.key) == ("Sheet1!C2", "reading.uncached")


def test_that_old_workbooks_tell_the_same_error_cells_as_new_ones(books: Sequence[Book]) -> None:
    new = _problems(books, "tests_testthat_sheets_types.xlsx")
    old = _problems(books, "tests_testthat_sheets_types.xls")
    assert [(p.address, p.message.values) for p in old] == [(p.address, p.message.values) for p in new]
    assert len(new) == 8


def test_that_old_and_new_workbooks_of_one_content_read_alike(books: Sequence[Book]) -> None:
    by_name = {book.file: book for book in books}
    pairs = 0
    for name, book in by_name.items():
        twin = by_name.get(name.removesuffix("x"))
        if not name.endswith(".xlsx") or twin is None or name.startswith(("inst_extdata_type", "tests_testthat")):
            continue
        for new, old in zip(book.sheets, twin.sheets, strict=True):
            rows = range(new.table.n_rows)
            assert [new.table.row(row) for row in rows] == [old.table.row(row) for row in rows], (name, new.name)
            assert (new.table.first_row, new.table.first_column) == (old.table.first_row, old.table.first_column)
        pairs += 1
    assert pairs >= 5


def test_that_sheets_hidden_in_the_workbook_are_marked(books: Sequence[Book]) -> None:
    book = next(b for b in books if b.file == "tests_fixtures_fixture-sheets-different-visibilities.xlsx")
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [
        ("Visible", False),
        ("Hidden", True),
        ("VeryHidden", True),
    ]


def test_that_cells_keep_their_sheet_addresses(books: Sequence[Book]) -> None:
    book = next(b for b in books if b.file == "tests_fixtures_sheet-and-table-with-offset.xlsx")
    table = book.sheets[0].table
    assert (table.first_row, table.first_column) == (10, 7)
    assert table.row(0) == ["Column at H10", "Column at I10", "", "Column at K10"]
    late = next(b for b in books if b.file == "tests_testthat_sheets_65536-rows-xls.xls").sheets[0].table
    assert late.first_row + late.n_rows - 1 == 65_536


def test_that_dates_of_both_calendars_are_the_same_days(books: Sequence[Book]) -> None:
    shown = {
        book.file: book.sheets[0].table.row(0)
        for book in books
        if book.file.startswith("tests_testthat_sheets_dates-19")
    }
    assert len(shown) == 3
    assert len({tuple(row) for row in shown.values()}) == 1


def test_that_cell_formats_tell_currencies(books: Sequence[Book]) -> None:
    book = next(b for b in books if b.file == "tests_testthat_sheets_currency-formats-xlsx.xlsx")
    assert book.sheets[0].currencies[1] == "EUR"
    assert book.sheets[0].currencies[2] == "CHF"
