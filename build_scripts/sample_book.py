"""Workbooks whose contents depend on their cells alone: no writer's version, no clock."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final, TypeAlias
from xml.sax.saxutils import escape

Cell: TypeAlias = str | int | float | date | datetime | None

_STAMP: Final = (2026, 3, 24, 0, 0, 0)
_DAY_ZERO: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no time zones
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PLAIN, _BOLD, _DATE, _MOMENT = range(4)
_STYLES: Final = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4">'
    '<xf/><xf fontId="1" applyFont="1"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" '
    'applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
    "</cellStyles></styleSheet>"
)


@dataclass(frozen=True)
class Book:
    """``sheets``: name → headers and rows."""

    name: str
    title: str
    sheets: Mapping[str, tuple[Sequence[str], Sequence[Sequence[Cell]]]]


def write_books(folder: Path, books: Sequence[Book]) -> None:
    """Write each book under its name."""
    folder.mkdir(parents=True, exist_ok=True)
    for book in books:
        (folder / book.name).write_bytes(to_xlsx(book))


def to_xlsx(book: Book) -> bytes:
    """The workbook: headers bold and frozen, dates as dates, strings shared."""
    strings: dict[str, int] = {}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:

        def part(name: str, content: str) -> None:
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=9)

        for name, content in _frame(book):
            part(name, content)
        for i, (headers, rows) in enumerate(book.sheets.values(), 1):
            part(f"xl/worksheets/sheet{i}.xml", _sheet(headers, rows, strings))
        listed = "".join(f'<si><t xml:space="preserve">{escape(words)}</t></si>' for words in strings)
        part("xl/sharedStrings.xml", f'{_HEAD}<sst xmlns="{_MAIN}">{listed}</sst>')
    return written.getvalue()


def _frame(book: Book) -> Iterator[tuple[str, str]]:
    """The parts around the sheets."""
    n = len(book.sheets)
    overrides = [
        ("xl/workbook.xml", f"{_TYPES}.sheet.main+xml"),
        ("xl/styles.xml", f"{_TYPES}.styles+xml"),
        ("xl/sharedStrings.xml", f"{_TYPES}.sharedStrings+xml"),
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        *((f"xl/worksheets/sheet{i}.xml", f"{_TYPES}.worksheet+xml") for i in range(1, n + 1)),
    ]
    yield (
        "[Content_Types].xml",
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/>'
        + "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides)
        + "</Types>",
    )
    yield (
        "_rels/.rels",
        (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
            f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/></Relationships>'
        ),
    )
    yield (
        "docProps/core.xml",
        (
            f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(book.title)}</dc:title></cp:coreProperties>'
        ),
    )
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{i}" r:id="rId{i}"/>' for i, name in enumerate(book.sheets, 1)
    )
    yield (
        "xl/workbook.xml",
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
    )
    targets = [(f"worksheets/sheet{i}.xml", "worksheet") for i in range(1, n + 1)]
    targets += [("styles.xml", "styles"), ("sharedStrings.xml", "sharedStrings")]
    yield (
        "xl/_rels/workbook.xml.rels",
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
            for i, (target, kind) in enumerate(targets, 1)
        )
        + "</Relationships>",
    )
    yield "xl/styles.xml", _STYLES


def _sheet(headers: Sequence[str], rows: Sequence[Sequence[Cell]], strings: dict[str, int]) -> str:
    columns = "".join(
        f'<col min="{i}" max="{i}" width="{max(len(header) + 3, 12)}" customWidth="1"/>'
        for i, header in enumerate(headers, 1)
    )
    body = [_row(1, headers, strings, style=_BOLD)]
    body += [_row(i, row, strings) for i, row in enumerate(rows, 2)]
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><dimension ref="A1:{_letters(len(headers))}{len(rows) + 1}"/>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
        f'state="frozen"/></sheetView></sheetViews><cols>{columns}</cols><sheetData>{"".join(body)}</sheetData></worksheet>'
    )


def _row(number: int, cells: Sequence[Cell], strings: dict[str, int], style: int = _PLAIN) -> str:
    filled = (
        _cell(f"{_letters(i)}{number}", cell, strings, style) for i, cell in enumerate(cells, 1) if cell is not None
    )
    return f'<row r="{number}">{"".join(filled)}</row>'


def _cell(address: str, value: str | float | date | datetime, strings: dict[str, int], style: int) -> str:
    if isinstance(value, str):
        look = f' s="{style}"' if style else ""
        return f'<c r="{address}"{look} t="s"><v>{strings.setdefault(value, len(strings))}</v></c>'
    if isinstance(value, datetime):
        days = (value - _DAY_ZERO).total_seconds() / 86400
        return f'<c r="{address}" s="{_MOMENT}"><v>{round(days, 8)}</v></c>'
    if isinstance(value, date):
        return f'<c r="{address}" s="{_DATE}"><v>{value.toordinal() - _DAY_ZERO.toordinal()}</v></c>'
    return f'<c r="{address}"><v>{value}</v></c>'


def _letters(column: int) -> str:
    """A, B … Z, AA …"""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
