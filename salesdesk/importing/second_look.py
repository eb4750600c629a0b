"""What the reader of workbooks passes over in silence, found by another way, one class per format.

The reader gives '' for error cells and for formulas without a stored value, knows no number formats, accepts damaged
archives, and may lose cells.
"""

import contextlib
import zipfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from salesdesk.domain.raw import RawTable
from salesdesk.importing import xlsx_scan
from salesdesk.importing.book import RawSheet
from salesdesk.importing.cell_scan import CellScan
from salesdesk.importing.container import Format
from salesdesk.importing.foreign_cells import in_their_currency
from salesdesk.importing.ods_scan import scan_ods
from salesdesk.importing.xls_scan import scan_xls
from salesdesk.importing.xlsb_scan import scan_xlsb
from salesdesk.importing.xlsx_parts import refuse_entities, xlsx_parts
from salesdesk.importing.xlsx_scan import SheetScan
from salesdesk.importing.xlsx_sheet import read_columns
from salesdesk.importing.xlsx_tags import UnusualXml
from salesdesk.importing.xlsx_texts import shared_strings

_CHUNK: Final = 1 << 20


class SecondLook:
    """Findings by sheet name, cells as (row from 1, column from 0).  This one has none."""

    for_openpyxl = False
    """Whether openpyxl, the second reader, can read the format."""

    def names(self) -> list[str]:
        return []

    def worksheets(self) -> list[tuple[str, bool]] | None:
        """Every sheet of the workbook and whether it is hidden, where that is told beyond doubt."""
        return None

    def table(self, _sheet: str) -> RawTable | None:
        """The sheet, but for error cells, where the look could read all of it; then no other reader is needed."""
        return None

    def holds_values(self, _sheet: str) -> bool:
        """Whether the sheet has cells with values other than errors."""
        return False

    def errors(self, _sheet: str) -> dict[tuple[int, int], str]:
        """Error cells and what they show."""
        return {}

    def uncached(self, _sheet: str) -> frozenset[tuple[int, int]]:
        """Formulas without a stored value."""
        return frozenset()

    def lost(self, _sheet: str, _table: RawTable) -> set[tuple[int, int]]:
        """Cells that hold something in the file, but nothing in the table."""
        return set()

    def with_formats(self, sheet: RawSheet) -> RawSheet:
        """The sheet, told which of its columns are shown as % or as money."""
        return sheet


@contextlib.contextmanager
def second_look(path: Path, kind: Format, report: Callable[[float], None]) -> Iterator[SecondLook]:
    """For .xlsx sheets are looked at one by one, beside their reading; ``report`` is told the share that is done.

    Raises BadZipFile, zlib.error or ParseError where the file is damaged, SalesDeskError for XML bombs.
    """
    if kind is Format.XLS:
        yield _RecordLook(scan_xls(path))
        return
    with zipfile.ZipFile(path) as archive:
        if kind is Format.XLSX:
            with ThreadPoolExecutor(1) as scanner:
                try:
                    yield _XlsxLook(archive, scanner, report)
                finally:
                    scanner.shutdown(cancel_futures=True)
        else:
            _verify(archive)
            yield _RecordLook(scan_xlsb(archive) if kind is Format.XLSB else scan_ods(archive))


def _verify(archive: zipfile.ZipFile) -> None:
    """Checksums of the parts that are read: the reader itself accepts damaged ones."""
    for member in archive.infolist():
        if member.filename.endswith((".xml", ".bin", ".rels")):
            with archive.open(member) as part:
                head = part.read(_CHUNK)
                if not member.filename.endswith(".bin"):
                    refuse_entities(head[:4096])
                while part.read(_CHUNK):
                    pass


def _filled(table: RawTable) -> set[tuple[int, int]]:
    filled: set[tuple[int, int]] = set()
    for index, column in enumerate(table.columns):
        address = table.first_column + index
        filled.update((row, address) for row in (np.flatnonzero(column.kinds) + table.first_row).tolist())
    return filled


class _RecordLook(SecondLook):
    """Of a whole workbook scanned beforehand."""

    def __init__(self, scans: Mapping[str, CellScan]) -> None:
        self._scans = scans

    def _scan(self, sheet: str) -> CellScan:
        return self._scans.get(sheet) or CellScan()

    def holds_values(self, sheet: str) -> bool:
        return bool(self._scan(sheet).valued)

    def errors(self, sheet: str) -> dict[tuple[int, int], str]:
        return self._scan(sheet).errors

    def lost(self, sheet: str, table: RawTable) -> set[tuple[int, int]]:
        valued = self._scan(sheet).valued
        return valued - _filled(table) if valued else set()


class _XlsxLook(SecondLook):
    for_openpyxl = True

    def __init__(self, archive: zipfile.ZipFile, scanner: ThreadPoolExecutor, report: Callable[[float], None]) -> None:
        self._archive = archive
        self._scanner = scanner
        self._report = report
        self._parts = xlsx_parts(archive)
        self._members = {sheet: name for sheet, name in self._parts.sheets.items() if name in archive.NameToInfo}
        self._total = sum(archive.getinfo(name).file_size for name in self._members.values()) or 1
        self._done = 0
        self._strings = cache(lambda: shared_strings(archive, self._parts.shared_strings))
        self._empty = cache(lambda: xlsx_scan.empty_strings(archive, self._parts.shared_strings))
        self._scans: dict[str, Future[SheetScan]] = {}

    def _count(self, size: int) -> None:
        self._done += size
        self._report(min(self._done / self._total, 1))

    def _scan(self, sheet: str) -> SheetScan:
        if sheet not in self._members:
            return SheetScan(0, {}, frozenset())
        if sheet not in self._scans:
            self._scans[sheet] = self._begun(self._members[sheet])
        return self._scans[sheet].result()

    def _begun(self, member: str) -> Future[SheetScan]:
        """The scan of a sheet: done when it could be read on the way, else going on in a thread."""
        done: Future[SheetScan] = Future()
        if self._parts.plain:
            with contextlib.suppress(UnusualXml):
                done.set_result(read_columns(self._archive, member, self._parts, self._strings, self._count))
        return done if done.done() else self._scanner.submit(self._search, member)

    def _search(self, member: str) -> SheetScan:
        self._empty()  # raises when the texts are damaged
        return xlsx_scan.scan_sheet(self._archive, member, self._count)

    def worksheets(self) -> list[tuple[str, bool]] | None:
        return [(name, name in self._parts.hidden) for name in self._parts.sheets] if self._parts.plain else None

    def table(self, sheet: str) -> RawTable | None:
        if sheet in self._members and sheet not in self._scans:
            self._scans[sheet] = self._begun(self._members[sheet])
        scan = self._scans.get(sheet)
        return scan.result().table if scan and scan.done() else None

    def names(self) -> list[str]:
        return list(self._members)

    def holds_values(self, sheet: str) -> bool:
        return self._scan(sheet).filled > len(self._scan(sheet).errors)

    def errors(self, sheet: str) -> dict[tuple[int, int], str]:
        return dict(self._scan(sheet).errors)

    def uncached(self, sheet: str) -> frozenset[tuple[int, int]]:
        return self._scan(sheet).uncached

    def lost(self, sheet: str, table: RawTable) -> set[tuple[int, int]]:
        """Counts are compared first, cells one by one only where they differ."""
        if sheet not in self._members or self._scan(sheet).table is not None:
            return set()
        member, empty = self._parts.sheets[sheet], self._empty()
        stored = self._scan(sheet).filled + len(self._scan(sheet).uncached)
        if table.n_cells == stored:
            return set()
        if table.n_cells == stored - xlsx_scan.count_hollow(self._archive, member, empty):
            return set()
        return xlsx_scan.all_cells(self._archive, member, empty) - _filled(table)

    def with_formats(self, sheet: RawSheet) -> RawSheet:
        """Told by the style of most of a column's first numbers.

        A number shown in another currency than they becomes the text that is shown: the sum alone would lie.
        """
        percent: set[int] = set()
        currencies: dict[int, str] = {}
        for column, styles in self._scan(sheet.name).formats.items():
            index = column - sheet.table.first_column
            if not 0 <= index < len(sheet.table.columns):
                continue
            style, _ = styles.most_common(1)[0]
            if style in self._parts.percent_styles:
                percent.add(index)
            elif currency := self._parts.currency_styles.get(style):
                currencies[index] = currency
        table = in_their_currency(sheet.table, self._scan(sheet.name).foreign)
        return replace(sheet, table=table, percent=frozenset(percent), currencies=currencies)
