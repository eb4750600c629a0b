"""Workbooks (.xlsx, .xls, .xlsb, .ods) into raw sheets.  Runs in the reader's process.

Sheets of .xlsx that are written as most programs write them are read straight from their XML.  All others are read by
python-calamine, and a second look at the file finds what it passes over.  Where it reads nothing though there is
something, openpyxl reads the sheet again; cells that nobody could read are listed.
"""

import contextlib
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.raw import Cell, RawTable
from salesdesk.domain.texts import Message
from salesdesk.importing.book import RawSheet
from salesdesk.importing.column_builder import Value, build_columns, overlay, trimmed
from salesdesk.importing.container import Format
from salesdesk.importing.reading import Reading
from salesdesk.importing.second_look import SecondLook, second_look
from salesdesk.importing.xlsx_scan import UNCACHED

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_ROWS_AT_ONCE: Final = 2048
_MOST_LISTED: Final = 200
"""More cells of one sheet with one fault are told by their number only."""


def read_workbook(path: Path, kind: Format, report: Callable[[float], None]) -> Reading:
    """All sheets.  ``report`` is told the share done.  Raises SalesDeskError when nothing can be read."""
    most = 0.0

    def forward(share: float) -> None:
        nonlocal most
        if share > most:
            most = share
            report(share)

    with _damage_told(), second_look(path, kind, forward) as look:
        return _read_sheets(path, look, forward)


@contextlib.contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        ParseError,
        EOFError,
        NotImplementedError,
        ValueError,
        struct.error,
    ) as error:
        raise SalesDeskError("reading.damaged") from error


def _read_sheets(path: Path, look: SecondLook, report: Callable[[float], None]) -> Reading:
    reading = Reading()
    workbook = cache(lambda: _opened(path))
    names = look.worksheets()
    if names is None:
        names = _listed_sheets(workbook()) or [(name, False) for name in look.names()]
        if not names and workbook() is None:
            raise SalesDeskError("reading.damaged")
    for index, (name, hidden) in enumerate(names):
        table = look.table(name)
        if table is None:
            table = _calamine_table(workbook(), name)
        sheet, problems = _checked(path, name, table, look)
        reading.problems += problems
        if sheet:
            reading.sheets.append(replace(sheet, hidden=hidden))
        report((index + 1) / len(names))
    if not reading.sheets and not reading.problems:
        raise SalesDeskError("reading.no_sheet")
    return reading


def _opened(path: Path) -> "CalamineWorkbook | None":
    from python_calamine import CalamineWorkbook

    with _panic_caught():
        return CalamineWorkbook.from_path(path)
    return None


def _listed_sheets(workbook: "CalamineWorkbook | None") -> list[tuple[str, bool]]:
    """Names of the worksheets, and whether they are hidden."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [
        (meta.name, meta.visible != SheetVisibleEnum.Visible)
        for meta in (workbook.sheets_metadata if workbook else ())
        if meta.typ == SheetTypeEnum.WorkSheet
    ]


@contextlib.contextmanager
def _panic_caught() -> Iterator[None]:
    """The reader's panics are BaseExceptions; all its failures mean that there is nothing from it."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        if isinstance(error, GeneratorExit):
            raise


def _calamine_table(workbook: "CalamineWorkbook | None", name: str) -> RawTable | None:
    if workbook is None:
        return None
    with _panic_caught():
        sheet = workbook.get_sheet_by_name(name)
        if sheet.start is None:
            return RawTable(())
        rows = sheet.iter_rows()
        columns = build_columns(iter(lambda: list(islice(rows, _ROWS_AT_ONCE)), []))
        return trimmed(RawTable(tuple(columns), 1, sheet.start[1]))
    return None


def _openpyxl_table(path: Path, name: str) -> RawTable | None:
    import warnings

    from openpyxl import load_workbook

    def chunks() -> Iterator[Sequence[Sequence[Value]]]:
        rows = sheet.iter_rows(min_row=1, min_col=1, values_only=True)
        while chunk := list(islice(rows, _ROWS_AT_ONCE)):
            yield [[_plain(value) for value in row] for row in chunk]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            workbook = load_workbook(path, data_only=True)
            sheet = workbook[name]
            return trimmed(RawTable(tuple(build_columns(chunks())), 1, 0))
        except (KeyboardInterrupt, SystemExit, MemoryError):
            raise
        except Exception:  # noqa: BLE001 - openpyxl raises anything; the caller reports the sheet
            return None


def _plain(value: object) -> Value:
    from datetime import date, time, timedelta

    if value is None or isinstance(value, int | float | str | date | time | timedelta):
        return value
    return str(value)


def _checked(path: Path, name: str, table: RawTable | None, look: SecondLook) -> tuple[RawSheet | None, list[Problem]]:
    """The sheet with its error cells put in, held against what the second look has seen in the file."""
    holds_values = look.holds_values(name)  # raises for a damaged sheet, whatever the reader made of it
    if table is None or (table.n_cells == 0 and holds_values):
        table = _openpyxl_table(path, name) if look.for_openpyxl else None
    if table is None:
        return None, [Problem(Severity.REJECTED, Message("reading.sheet_unreadable"), sheet=name)]
    errors, uncached = look.errors(name), look.uncached(name)
    table = overlay(table, errors | dict.fromkeys(uncached, UNCACHED), Cell.ERROR)
    problems = [
        *_listed(name, {cell: {} for cell in look.lost(name, table)}, "reading.cell_unreadable"),
        *_listed(name, {cell: {"value": text} for cell, text in errors.items()}, "reading.error_cell"),
        *_listed(name, {cell: {} for cell in uncached}, "reading.uncached"),
    ]
    return look.with_formats(RawSheet(name, table)), problems


def _listed(name: str, cells: dict[tuple[int, int], dict[str, str]], key: str) -> list[Problem]:
    problems = [
        Problem(Severity.WARNING, Message(key, cells[cell]), sheet=name, row=cell[0], column=cell[1])
        for cell in sorted(cells)[:_MOST_LISTED]
    ]
    if len(cells) > _MOST_LISTED:
        more = Message("reading.more_cells", {"n": len(cells) - _MOST_LISTED})
        problems.append(Problem(Severity.WARNING, more, sheet=name))
    return problems
