"""Workbooks (.xlsx, .xls, .xlsb, .ods) into raw sheets.  Runs in the reader's process.

python-calamine reads; for .xlsx a scan of the XML runs beside it and finds what it passes over.  Where the two do not
meet, openpyxl reads the sheet again, and cells that nobody could read are listed.
"""

import contextlib
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.raw import Cell, RawTable
from salesdesk.domain.texts import Message
from salesdesk.importing import xlsx_scan
from salesdesk.importing.book import RawSheet
from salesdesk.importing.column_builder import Value, build_columns, overlay, trimmed
from salesdesk.importing.container import Format
from salesdesk.importing.reading import Reading
from salesdesk.importing.xlsx_scan import SheetScan, XlsxParts

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_ROWS_AT_ONCE: Final = 2048
_MOST_LISTED: Final = 200
"""More cells of one sheet with one fault are told by their number only."""


def read_workbook(path: Path, kind: Format, report: Callable[[float], None]) -> Reading:
    """All sheets.  ``report`` is told the share done.  Raises SalesDeskError when nothing can be read."""
    if kind is not Format.XLSX:
        if kind is not Format.XLS:
            _verify_archive(path)
        return _read_sheets(path, None, report)
    with _damage_told(), zipfile.ZipFile(path) as archive, ThreadPoolExecutor(1) as scanner:
        parts = xlsx_scan.xlsx_parts(archive)
        total = sum(archive.getinfo(name).file_size for name in parts.sheets.values() if name in archive.NameToInfo)
        done = 0

        def count(size: int) -> None:
            nonlocal done
            done += size
            report(0.7 * done / (total or 1))

        scans = {
            sheet: scanner.submit(xlsx_scan.scan_sheet, archive, name, count)
            for sheet, name in parts.sheets.items()
            if name in archive.NameToInfo
        }
        try:
            return _read_sheets(path, _Xlsx(path, archive, parts, scans), report)
        finally:
            scanner.shutdown(cancel_futures=True)


@contextlib.contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, ParseError, EOFError, NotImplementedError, ValueError) as error:
        raise SalesDeskError("reading.damaged") from error


def _verify_archive(path: Path) -> None:
    """Checksums of the parts that are read: the reader itself accepts damaged ones."""
    with _damage_told(), zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if member.filename.endswith((".xml", ".bin", ".rels")):
                with archive.open(member) as part:
                    head = part.read(1 << 20)
                    if not member.filename.endswith(".bin"):
                        xlsx_scan.refuse_entities(head[:4096])
                    while part.read(1 << 20):
                        pass


@dataclass
class _Xlsx:
    path: Path
    archive: zipfile.ZipFile
    parts: XlsxParts
    scans: dict[str, "Future[SheetScan]"]

    def scan(self, sheet: str) -> SheetScan | None:
        future = self.scans.get(sheet)
        return future.result() if future else None

    def hollow(self, sheet: str) -> int:
        return xlsx_scan.count_hollow(self.archive, self.parts.sheets[sheet], self.parts.empty_strings)

    def cells(self, sheet: str) -> set[tuple[int, int]]:
        return xlsx_scan.all_cells(self.archive, self.parts.sheets[sheet], self.parts.empty_strings)


def _read_sheets(path: Path, xlsx: _Xlsx | None, report: Callable[[float], None]) -> Reading:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    reading = Reading()
    workbook: CalamineWorkbook | None = None
    with _panic_caught():
        workbook = CalamineWorkbook.from_path(path)
    if workbook is None:
        if xlsx is None:
            raise SalesDeskError("reading.damaged")
        names = [(name, False) for name in xlsx.parts.sheets]
    else:
        names = []
        for meta in workbook.sheets_metadata:
            if meta.typ == SheetTypeEnum.WorkSheet:
                names.append((meta.name, meta.visible != SheetVisibleEnum.Visible))
    for index, (name, hidden) in enumerate(names):
        table = _calamine_table(workbook, name) if workbook else None
        sheet, problems = _checked(name, table, xlsx)
        reading.problems += problems
        if sheet:
            reading.sheets.append(replace(sheet, hidden=hidden))
        report(0.7 + 0.3 * (index + 1) / len(names))
    if not reading.sheets and not reading.problems:
        raise SalesDeskError("reading.no_sheet")
    return reading


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


def _calamine_table(workbook: "CalamineWorkbook", name: str) -> RawTable | None:
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


def _checked(name: str, table: RawTable | None, xlsx: _Xlsx | None) -> tuple[RawSheet | None, list[Problem]]:
    """The sheet with its error cells put in, held against the count of cells in the file."""
    scan = xlsx.scan(name) if xlsx else None
    if xlsx is None or scan is None:
        if table is None:
            return None, [Problem(Severity.REJECTED, Message("reading.sheet_unreadable"), sheet=name)]
        return RawSheet(name, table), []
    problems: list[Problem] = []
    if table is None or (table.n_cells == 0 and scan.filled > len(scan.errors)):
        table = _openpyxl_table(xlsx.path, name)
        if table is None:
            return None, [Problem(Severity.REJECTED, Message("reading.sheet_unreadable"), sheet=name)]
    whole = _with_errors(table, scan)
    stored = scan.filled + len(scan.uncached)
    if whole.n_cells != stored and whole.n_cells != stored - xlsx.hollow(name):
        problems += _missing(name, whole, xlsx.cells(name))
    problems += _listed(name, {cell: {"value": text} for cell, text in scan.errors.items()}, "reading.error_cell")
    problems += _listed(name, {cell: {} for cell in scan.uncached}, "reading.uncached")
    return _with_formats(RawSheet(name, whole), scan, xlsx.parts), problems


def _with_errors(table: RawTable, scan: SheetScan) -> RawTable:
    marks = dict(scan.errors) | dict.fromkeys(scan.uncached, xlsx_scan.UNCACHED)
    return overlay(table, marks, Cell.ERROR)


def _missing(name: str, table: RawTable, cells: set[tuple[int, int]]) -> list[Problem]:
    import numpy as np

    read: set[tuple[int, int]] = set()
    for index, column in enumerate(table.columns):
        address = table.first_column + index
        read.update((row, address) for row in (np.flatnonzero(column.kinds) + table.first_row).tolist())
    return _listed(name, {cell: {} for cell in cells - read}, "reading.cell_unreadable", Severity.WARNING)


def _listed(
    name: str, cells: dict[tuple[int, int], dict[str, str]], key: str, severity: Severity = Severity.WARNING
) -> list[Problem]:
    problems = [
        Problem(severity, Message(key, cells[cell]), sheet=name, row=cell[0], column=cell[1])
        for cell in sorted(cells)[:_MOST_LISTED]
    ]
    if len(cells) > _MOST_LISTED:
        more = Message("reading.more_cells", {"n": len(cells) - _MOST_LISTED})
        problems.append(Problem(severity, more, sheet=name))
    return problems


def _with_formats(sheet: RawSheet, scan: SheetScan, parts: XlsxParts) -> RawSheet:
    """The sheet, told which of its columns have most of their first numbers shown as % or as money."""
    percent: set[int] = set()
    currencies: dict[int, str] = {}
    for column, styles in scan.formats.items():
        index = column - sheet.table.first_column
        if not 0 <= index < len(sheet.table.columns):
            continue
        style, _ = styles.most_common(1)[0]
        if style in parts.percent_styles:
            percent.add(index)
        elif currency := parts.currency_styles.get(style):
            currencies[index] = currency
    return replace(sheet, percent=frozenset(percent), currencies=currencies)
