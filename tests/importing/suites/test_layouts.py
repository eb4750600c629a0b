"""Every known export is recognised column by column, and its traps do not move a figure."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from salesdesk.domain.columns import MICROS, NO_CODE, NO_DAY, STATUSES, Column, Kind
from salesdesk.domain.task import Task
from salesdesk.importing.book import Book
from salesdesk.importing.plan import Options, plan_import
from salesdesk.importing.reader import read_files
from salesdesk.importing.sheetplan import SheetPlan
from tests.importing.company import EMPTY
from tests.importing.suites.layout_files import Layout, known_layouts, write
from tests.importing.suites.layout_rows import Truth

_LAYOUTS = known_layouts()
_KEYS = [layout.key for layout in _LAYOUTS]
_OPTIONS = Options(today=dt.date(2026, 3, 24))

Written = Sequence[tuple[Layout, Book, Truth]]
Planned = Mapping[str, tuple[Layout, SheetPlan, Truth]]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("layouts")
    files = [write(layout, folder, seed=1) for layout in _LAYOUTS]
    books = read_files([path for path, _ in files], Task())
    return [(layout, book, truth) for layout, book, (_, truth) in zip(_LAYOUTS, books, files, strict=True)]


@pytest.fixture(scope="module")
def planned(written: Written) -> Planned:
    """Each layout's file planned by itself, as a company's first import."""
    found = {}
    for layout, book, truth in written:
        (sheet,) = plan_import([book], EMPTY, _OPTIONS).sheets
        found[layout.key] = (layout, sheet, truth)
    return found


def _misses(layout: Layout, sheet: SheetPlan) -> list[str]:
    """Columns that are not what the layout says.  Of several columns for one field, one has to hold it."""
    taken = {column.field: column.header for column in sheet.columns if column.field}
    expected = dict(zip(layout.headers, layout.fields, strict=True))
    misses = []
    for column in sheet.columns:
        field = expected[column.header]
        twin = not column.field and expected.get(taken.get(field, "")) == field
        if column.field != field and not twin:
            misses.append(f"{layout.key}: {column.header!r} is {column.field or '–'}, not {field or '–'}")
    return misses


def test_that_nearly_every_column_of_every_known_export_is_right(planned: Planned) -> None:
    misses = [miss for layout, sheet, _ in planned.values() for miss in _misses(layout, sheet)]
    columns = sum(len(layout.headers) for layout, _, _ in planned.values())
    assert len(planned) == 38
    assert len(misses) <= 0.01 * columns, "\n".join([f"{columns - len(misses)} of {columns} columns right", *misses])


def test_that_no_known_export_is_taken_for_another_kind(planned: Planned) -> None:
    wrong = {key: sheet.kind for key, (layout, sheet, _) in planned.items() if sheet.kind is not layout.kind}
    assert wrong == {}
    assert all(sheet.include for _, sheet, _ in planned.values())


def test_that_known_exports_need_no_question_about_what_they_hold(planned: Planned) -> None:
    asked = {key: [q.key for q in sheet.questions] for key, (_, sheet, _) in planned.items() if sheet.questions}
    assert {key for keys in asked.values() for key in keys} <= {"vat"}, asked
    assert not [key for key in asked if planned[key][0].lang == "fr" and planned[key][0].kind is Kind.ORDER_LINE]


@pytest.mark.parametrize("seed", range(3))
def test_that_half_of_the_columns_in_another_order_suffice(written: Written, seed: int) -> None:
    """Users choose what they export: no known header list, and what is left must not be taken for something else."""
    rng = random.Random(seed)
    misses, columns = [], 0
    for layout, book, _ in written:
        if layout.kind is Kind.STAGE_CHANGE:
            continue  # without one of its three columns it is not a list of changes any more
        (sheet,) = plan_import([_some_columns(book, rng)], EMPTY, _OPTIONS).sheets
        if sheet.include:
            assert sheet.kind is layout.kind, layout.key
            misses += _misses(layout, sheet)
            columns += len(sheet.columns)
    assert len(misses) <= 0.01 * columns, "\n".join([f"{columns - len(misses)} of {columns}", *misses])


def _some_columns(book: Book, rng: random.Random) -> Book:
    (sheet,) = book.sheets
    columns = list(sheet.table.columns)
    chosen = rng.sample(range(len(columns)), max(5, len(columns) // 2))
    table = replace(sheet.table, columns=tuple(columns[place] for place in chosen))
    return replace(book, sheets=(replace(sheet, table=table),))


@pytest.mark.parametrize("key", [layout.key for layout in _LAYOUTS if layout.kind is Kind.OPPORTUNITY])
def test_that_outcomes_dates_and_amounts_of_deals_are_right(planned: Planned, key: str) -> None:
    layout, sheet, truth = planned[key]
    records = sheet.records[0]
    known = set(layout.fields)
    assert [STATUSES[code] for code in records.columns["status"]] == truth.statuses
    if {"amount", "amount_net"} & known:
        assert _money(records.columns["amount"]) == truth.amounts
    if "close_date" in known:
        closed = [None if day == NO_DAY else _date(day) for day in records.columns["close_date"]]
        assert closed == truth.closed
        expected = records.columns["expected_close_date"]
        assert all(expected[i] != NO_DAY for i, status in enumerate(truth.statuses) if status == "open")
    names = _names(sheet, "customer")
    if "customer_name" in known:
        assert names == truth.customers


@pytest.mark.parametrize("key", [layout.key for layout in _LAYOUTS if layout.kind is Kind.ORDER_LINE])
def test_that_amounts_of_lines_are_right_and_counted_once(planned: Planned, key: str) -> None:
    layout, sheet, truth = planned[key]
    records = sheet.records[0]
    assert _money(records.columns["amount"]) == pytest.approx(truth.amounts, abs=0.011)
    assert [_date(day) for day in records.columns["date"]] == truth.dates
    assert sheet.rejected == 0
    if "customer_name" in layout.fields:
        assert _names(sheet, "customer") == truth.customers


def _money(column: Column) -> list[float]:
    return [value / MICROS for value in column.tolist()]


def _date(day: int) -> dt.date:
    value: dt.date = np.datetime64(int(day), "D").astype(dt.date)
    return value


def _names(sheet: SheetPlan, field: str) -> list[str | None]:
    records = sheet.records[0]
    if field not in records.columns:
        return []
    members = records.lists[field]
    return [members.names[code] if code != NO_CODE else None for code in records.columns[field]]
