"""Records as a workbook or CSV files.  Text stays text: nothing that a user typed can become a formula."""

import csv
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TypeAlias

from salesdesk.domain.errors import SalesDeskError

Value: TypeAlias = str | float | int | bool | date | None

LONGEST_TEXT: Final = 32_767
MOST_ROWS: Final = 1_048_575
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Sheet:
    """A title, its headers, and rows of as many values."""

    title: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Value]]


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write an xlsx file.  Rows past Excel's limit go on in a further sheet.  Nothing is left behind on failure."""
    from openpyxl import Workbook

    if not path.parent.is_dir():
        raise SalesDeskError("error.no_folder", folder=path.parent)
    book = Workbook(write_only=True)
    for sheet in sheets:
        _add_sheet(book, sheet)
    _write_whole(path, book.save)


def write_csv(path: Path, sheet: Sheet) -> None:
    """Write one UTF-8 CSV file with BOM, so that Excel reads its accents."""

    def write(temporary: Path) -> None:
        with temporary.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow([_inert(header) for header in sheet.headers])
            writer.writerows([_inert(value) for value in row] for row in sheet.rows)

    _write_whole(path, write)


def _add_sheet(book: object, sheet: Sheet) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    assert isinstance(book, Workbook)
    page = None
    for index, row in enumerate(sheet.rows):
        if index % MOST_ROWS == 0:
            number = index // MOST_ROWS
            page = book.create_sheet(sheet.title[:28] + (f" {number + 1}" if number else ""))
            page.append(list(sheet.headers))
        assert page is not None
        cells: list[object] = []
        for value in row:
            if isinstance(value, str):
                cell = WriteOnlyCell(page, value=_CONTROL.sub("", value)[:LONGEST_TEXT])
                cell.data_type = "s"
                cells.append(cell)
            else:
                cells.append(value)
        page.append(cells)
    if page is None:
        book.create_sheet(sheet.title[:31]).append(list(sheet.headers))


def _inert(value: Value) -> Value:
    """Text that a spreadsheet would run as a formula is preceded by an apostrophe."""
    if not isinstance(value, str):
        return value
    cleaned = _CONTROL.sub("", value)
    return f"'{cleaned}" if cleaned.startswith(_FORMULA_STARTS) else cleaned


def _write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Write beside, then replace: a half-written file is never seen."""
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
        os.close(handle)
        temporary = Path(name)
        write(temporary)
        temporary.replace(path)
    except OSError as error:
        raise SalesDeskError("error.write", path=path, reason=error.strerror or str(error)) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
