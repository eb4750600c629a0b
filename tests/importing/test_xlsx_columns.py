"""Sheets read straight from their XML are what python-calamine reads, or are left to it."""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from salesdesk.domain.raw import RawTable
from salesdesk.importing.workbook_reader import _calamine_table, _listed_sheets
from salesdesk.importing.xlsx_parts import xlsx_parts
from salesdesk.importing.xlsx_scan import scan_sheet
from salesdesk.importing.xlsx_sheet import read_columns, whole_rows
from salesdesk.importing.xlsx_tags import UnusualXml
from salesdesk.importing.xlsx_texts import shared_strings
from tests.importing.test_read_hostile import write_xlsx


def _same(one: RawTable, two: RawTable) -> None:
    if one.n_cells == two.n_cells == 0:
        return
    assert (one.first_row, one.first_column) == (two.first_row, two.first_column)
    assert (one.n_rows, len(one.columns)) == (two.n_rows, len(two.columns))
    for ours, theirs in zip(one.columns, two.columns, strict=True):
        np.testing.assert_array_equal(ours.kinds, theirs.kinds)
        np.testing.assert_array_equal(ours.numbers, theirs.numbers)
        np.testing.assert_array_equal(ours.codes, theirs.codes)
        assert ours.texts == theirs.texts


def _compared(source: Path | io.BytesIO) -> tuple[int, int]:
    """How many sheets were read and found the same, and how many were left to the other reader."""
    read = left = 0
    with zipfile.ZipFile(source) as archive:
        parts = xlsx_parts(archive)
        if not parts.plain:
            return 0, len(parts.sheets)
        strings = cache(lambda: shared_strings(archive, parts.shared_strings))
        other = CalamineWorkbook.from_object(source if isinstance(source, Path) else io.BytesIO(source.getvalue()))
        assert [(name, name in parts.hidden) for name in parts.sheets] == _listed_sheets(other)
        for sheet, member in parts.sheets.items():
            try:
                scan = read_columns(archive, member, parts, strings, lambda _: None)
            except UnusualXml:
                left += 1
                continue
            theirs = _calamine_table(other, sheet)
            assert scan.table is not None
            assert theirs is not None
            _same(scan.table, theirs)
            searched = scan_sheet(archive, member, lambda _: None)
            assert (scan.errors, scan.uncached) == (searched.errors, searched.uncached)
            read += 1
    return read, left


def test_that_public_workbooks_are_read_as_by_the_other_reader(shared: Path) -> None:
    read = left = 0
    for folder in ("corpus", "data"):
        for path in sorted((shared / folder).rglob("*.xlsx")):
            if zipfile.is_zipfile(path) and path.name != "Online Retail.xlsx":
                same, others = _compared(path)
                read, left = read + same, left + others
    assert read > 125
    assert left < read / 2


_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12) | st.sampled_from(
    [
        "_x0041_",
        "a_x000D_b",
        "_x005F_x0041_",
        " a ",
        "a\nb",
        "a\tb",
        "\xa0a\xa0",
        "\u2003b",
        "&amp;lt;",
        "<&>\"'",
        "]]>",
    ]
)
_DAYS = st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 31))
_MOMENTS = st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(9999, 12, 31))
_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    _DAYS,
    _MOMENTS,
    st.sampled_from(["#N/A", "=A1+1", '=""', ""]),
    _TEXTS,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(_VALUES, max_size=5), max_size=8), st.integers(1, 30), st.integers(1, 800))
def test_that_workbooks_of_openpyxl_are_read_as_by_the_other_reader(
    rows: Sequence[Sequence[object]], top: int, left: int
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, values in enumerate(rows, top):
        for column, value in enumerate(values, left):
            if isinstance(value, str) and openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.search(value):
                continue
            sheet.cell(row, column, value)  # type: ignore[call-overload]
    content = io.BytesIO()
    book.save(content)
    _compared(content)


_XML_TEXTS = st.text(st.sampled_from("ab \t\n_x0041_\xa0\u2003é"), max_size=8) | st.sampled_from(
    [
        "&amp;",
        "&#233;",
        "&#xE9;",
        "&#160;a",
        "&lt;b&gt;",
        "_x0026_amp;",
        "&amp;#65;",
        "_x000d_",
        "&quot;&apos;",
        "a&#10;",
    ]
)
_STYLES = st.sampled_from(["", ' s="0"', ' s="1"', ' s="2"'])
_NUMBERS = st.sampled_from(
    ["0", "-1.5", "1E+2", "45000", "45000.5", "60.25", "0.5", "1e400", "abc", "12,5", ".5", "+1"]
)


@st.composite
def _cell_xml(draw: st.DrawFn) -> str:
    text, number, style = draw(_XML_TEXTS), draw(_NUMBERS), draw(_STYLES)
    kept = draw(st.sampled_from(["", ' xml:space="preserve"']))
    formula = draw(st.sampled_from(["", "", "<f>1+1</f>", '<f t="shared" si="0"/>', "<f/>"]))
    return draw(
        st.sampled_from(
            [
                f"{style}>{formula}<v>{number}</v></c>",
                f'{style} t="n">{formula}<v></v></c>',
                f'{style} t="str">{formula}<v>{text}</v></c>',
                f'{style} t="str">{formula}<v/></c>',
                f'{style} t="inlineStr"><is><t{kept}>{text}</t></is></c>',
                f'{style} t="inlineStr"><is><t/></is></c>',
                f'{style} t="s"><v>{draw(st.integers(0, 3))}</v></c>',
                f'{style} t="b">{formula}<v>{draw(st.sampled_from(["0", "1", "true"]))}</v></c>',
                f'{style} t="e">{formula}<v>#N/A</v></c>',
                f"{style}/>",
                f"{style}></c>",
                f"{style}>{formula}</c>",
            ]
        )
    )


_STYLE_SHEET = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1">'
    '<numFmt numFmtId="170" formatCode="yyyy\\-mm\\-dd;@"/></numFmts><cellXfs count="3"><xf numFmtId="0"/>'
    '<xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>'
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(st.none() | _cell_xml(), max_size=4), min_size=1, max_size=5),
    texts=st.lists(st.tuples(st.sampled_from(["", ' xml:space="preserve"']), _XML_TEXTS), min_size=2, max_size=4),
)
@example(
    [[' t="s"><v>0</v></c>', ' t="inlineStr"><is><t>_x0026_amp;</t></is></c>']], [("", " _x0041_&amp; "), ("", "")]
)
def test_that_any_common_xml_is_read_as_by_the_other_reader(
    tmp_path: Path, rows: Sequence[Sequence[str | None]], texts: Sequence[tuple[str, str]]
) -> None:
    xml = "".join(
        f'<row r="{number}">'
        + "".join(f'<c r="{"ABCD"[place]}{number}"{cell}' for place, cell in enumerate(cells) if cell is not None)
        + "</row>"
        for number, cells in enumerate(rows, 1)
    )
    items = "".join(f"<si><t{kept}>{text}</t></si>" for kept, text in texts)
    items += (
        '<si><r><rPr><b/></rPr><t>a </t></r><r><t xml:space="preserve"> b</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>'
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    extra = {"xl/sharedStrings.xml": f'<sst xmlns="{main}">{items}</sst>', "xl/styles.xml": _STYLE_SHEET}
    path = write_xlsx(tmp_path / "book.xlsx", xml, extra)
    with zipfile.ZipFile(path) as archive:
        rels = archive.read("xl/_rels/workbook.xml.rels").decode()
        parts = {name: archive.read(name) for name in archive.namelist()}
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    more = "".join(
        f'<Relationship Id="x{part}" Type="{kind}/{part}" Target="{part}.xml"/>' for part in ("styles", "sharedStrings")
    )
    parts["xl/_rels/workbook.xml.rels"] = rels.replace("</Relationships>", more + "</Relationships>").encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    _compared(path)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c><v>1</v></c></row>',
        "<row><c><v>1</v></c></row>",
        '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v><!-- 2 -->1</v></c></row>',
        '<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>',
        '<row r="1"><c r="A1" t="d"><v>2024-01-01</v></c></row>',
        '<row r="1"><c r="A1" cm="1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" s="9"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v><extLst/></c></row>',
        '<row r="1"> <c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="AAAA1"><v>1</v></c></row>',
        '<row r="1"><c r="ZZZ1"><v>1</v></c></row>',
        '<row r="01"><c r="A01"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c>',
        '<row r="1"><c r="A1"><is><t>1</t></is></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>\r\n</v></c></row>',
    ],
)
def test_that_uncommon_xml_is_left_to_the_other_reader(tmp_path: Path, rows: str) -> None:
    with zipfile.ZipFile(write_xlsx(tmp_path / "book.xlsx", rows)) as archive:
        parts = xlsx_parts(archive)
        with pytest.raises(UnusualXml):
            read_columns(archive, parts.sheets["Ventes"], parts, list, lambda _: None)


@pytest.mark.parametrize("size", [1, 7, 64, 1 << 20])
def test_that_blocks_hold_whole_rows_wherever_the_file_is_cut(size: int) -> None:
    rows = [f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>'.encode() for n in range(1, 30)]
    sheet = b"<worksheet><sheetData>" + b"".join(rows) + b"</sheetData><pageMargins/></worksheet>"
    blocks = list(whole_rows(sheet[start : start + size] for start in range(0, len(sheet), size)))
    assert b"".join(blocks) == b"".join(rows)
    assert all(block.startswith(b"<row") and block.endswith(b"</row>") for block in blocks)


def test_that_a_sheet_without_end_is_not_taken_for_read() -> None:
    with pytest.raises(UnusualXml):
        list(whole_rows([b'<worksheet><sheetData><row r="1"></row>']))
