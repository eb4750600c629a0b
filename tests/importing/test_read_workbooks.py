"""Workbooks: types of cells, addresses, formats, and what the main reader alone would lose."""

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from openpyxl.styles import numbers as formats

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.raw import Cell
from salesdesk.domain.task import Task
from salesdesk.importing import transport
from salesdesk.importing.book import RawSheet
from salesdesk.importing.container import Format
from salesdesk.importing.reader import read_files
from salesdesk.importing.reading import Reading
from salesdesk.importing.workbook_reader import read_workbook
from salesdesk.importing.xlsx_tags import UnusualXml


def _read(path: Path, kind: Format = Format.XLSX) -> Reading:
    return read_workbook(path, kind, lambda _: None)


def _saved(tmp_path: Path, *rows: Sequence[object]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    path = tmp_path / "book.xlsx"
    book.save(path)
    return path


def _rewritten(path: Path, member: str, old: bytes, new: bytes) -> Path:
    """The archive with ``old`` replaced in one member, or in all when ``member`` is ''."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert any(old in part for part in parts.values())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part.replace(old, new) if member in ("", name) else part)
    return path


@pytest.fixture
def uncommon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every sheet counts as written in an uncommon way, which is left to the main reader."""

    def refuse(*_: object) -> None:
        raise UnusualXml

    monkeypatch.setattr("salesdesk.importing.second_look.read_columns", refuse)


def test_that_every_type_of_cell_is_kept(tmp_path: Path) -> None:
    values = [
        "texte",
        12,
        -0.25,
        True,
        dt.date(2021, 3, 31),
        dt.datetime(2021, 3, 31, 14, 30),
        dt.time(8, 15),
        dt.timedelta(hours=26, minutes=5),
        None,
        "  ",
        "007",
    ]
    table = _read(_saved(tmp_path, values)).sheets[0].table
    kinds = [Cell(int(column.kinds[0])) for column in table.columns]
    assert kinds[:6] == [Cell.TEXT, Cell.NUMBER, Cell.NUMBER, Cell.BOOL, Cell.DATE, Cell.DATE]
    assert kinds[6:] == [Cell.TEXT, Cell.TEXT, Cell.EMPTY, Cell.EMPTY, Cell.TEXT]
    assert table.row(0) == [
        "texte",
        "12",
        "-0.25",
        "TRUE",
        "2021-03-31",
        "2021-03-31 14:30:00",
        "08:15:00",
        "26:05:00",
        "",
        "",
        "007",
    ]
    assert table.columns[4].numbers[0] == (dt.date(2021, 3, 31) - dt.date(1970, 1, 1)).days


def test_that_percent_and_currency_formats_are_told(tmp_path: Path) -> None:
    path = _saved(tmp_path, ["Remise", "Prix", "Qté"], *[[0.1 * row, 12.5, row] for row in range(1, 6)])
    book = openpyxl.load_workbook(path)
    for row in book.active.iter_rows(min_row=2):  # type: ignore[union-attr]
        row[0].number_format = formats.FORMAT_PERCENTAGE_00
        row[1].number_format = '#,##0.00 "€"'
    book.save(path)
    (sheet,) = _read(path).sheets
    assert sheet.percent == {0}
    assert sheet.currencies == {1: "EUR"}


def test_that_formulas_without_a_stored_result_are_told(tmp_path: Path) -> None:
    path = _saved(tmp_path, ["Prix", "Qté", "Montant"], [10, 2, "=A2*B2"], [5, 3, "=A3*B3"])
    reading = _read(path)
    assert [(p.message.key, p.address) for p in reading.problems] == [
        ("reading.uncached", "Sheet!C2"),
        ("reading.uncached", "Sheet!C3"),
    ]
    assert reading.sheets[0].table.columns[2].display(1) == "#CACHE"


def test_that_a_formula_with_an_empty_text_as_result_is_empty(tmp_path: Path) -> None:
    path = _saved(tmp_path, ["x"], [1])
    formula = b'<row r="3"><c r="A3" t="str"><f>""</f><v></v></c></row></sheetData>'
    _rewritten(path, "xl/worksheets/sheet1.xml", b"</sheetData>", formula)
    reading = _read(path)
    assert (reading.problems, reading.sheets[0].table.n_rows) == ([], 2)


def test_that_error_cells_outside_the_read_area_are_kept(tmp_path: Path) -> None:
    path = _saved(tmp_path, ["a", "b"], [1, 2])
    extra = b'<row r="5"><c r="D5" t="e"><v>#REF!</v></c></row></sheetData>'
    _rewritten(path, "xl/worksheets/sheet1.xml", b"</sheetData>", extra)
    reading = _read(path)
    table = reading.sheets[0].table
    assert (table.n_rows, len(table.columns)) == (5, 4)
    assert table.row(4) == ["", "", "", "#REF!"]
    assert [p.address for p in reading.problems] == ["Sheet!D5"]


def test_that_many_faults_of_one_kind_are_summed_up(tmp_path: Path) -> None:
    path = _saved(tmp_path, *[["=1+1"] for _ in range(500)])
    reading = _read(path)
    assert len(reading.problems) == 201
    assert reading.problems[-1].message.values == {"n": 300}


def test_that_strict_workbooks_are_read(tmp_path: Path) -> None:
    path = _saved(tmp_path, ["Client", "Montant"], ["Dupont", 12.5], ["Martin", 7])
    transitional = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    _rewritten(path, "", transitional, b"http://purl.oclc.org/ooxml/spreadsheetml/main")
    _rewritten(
        path,
        "",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    (sheet,) = _read(path).sheets
    assert [sheet.table.row(row) for row in range(3)] == [["Client", "Montant"], ["Dupont", "12.5"], ["Martin", "7"]]


def test_that_a_wrong_dimension_loses_nothing(tmp_path: Path) -> None:
    path = _saved(tmp_path, *[[row, row] for row in range(50)])
    _rewritten(path, "xl/worksheets/sheet1.xml", b'ref="A1:B50"', b'ref="A1"')
    reading = _read(path)
    assert (reading.sheets[0].table.n_cells, reading.problems) == (100, [])


def test_that_cells_without_address_and_prefixed_xml_are_counted(tmp_path: Path) -> None:
    path = _saved(tmp_path, ["a"], [1], [2])
    content = b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
    content += b'<x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c><x:c><x:v>1</x:v></x:c></x:row>'
    content += b'<x:row><x:c t="inlineStr"><x:is><x:t></x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    reading = _read(_rewritten(path, "xl/worksheets/sheet1.xml", sheet, content))
    assert (reading.sheets[0].table.row(0), reading.problems) == (["a", "1"], [])


@pytest.mark.usefixtures("uncommon")
def test_that_cells_the_reader_loses_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _saved(tmp_path, ["a", "b"], [1, 2])
    from salesdesk.importing import workbook_reader

    whole = workbook_reader._calamine_table

    def lossy(*args: object) -> object:
        table = whole(*args)  # type: ignore[arg-type]
        assert table is not None
        table.columns[1].kinds[1] = Cell.EMPTY
        return table

    monkeypatch.setattr(workbook_reader, "_calamine_table", lossy)
    reading = _read(path)
    assert [(p.message.key, p.address) for p in reading.problems] == [("reading.cell_unreadable", "Sheet!B2")]


@pytest.mark.usefixtures("uncommon")
def test_that_openpyxl_reads_what_the_main_reader_cannot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _saved(tmp_path, ["Client", "Date"], ["Dupont", dt.date(2024, 2, 29)])
    monkeypatch.setattr("salesdesk.importing.workbook_reader._calamine_table", lambda *_: None)
    reading = _read(path)
    assert reading.sheets[0].table.row(1) == ["Dupont", "2024-02-29"]
    assert reading.problems == []


def _ods(path: Path, rows: str) -> Path:
    office, table, text = (f"urn:oasis:names:tc:opendocument:xmlns:{part}:1.0" for part in ("office", "table", "text"))
    calcext = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:table="{table}" xmlns:text="{text}" '
        f'xmlns:calcext="{calcext}"><office:body><office:spreadsheet><table:table table:name="Ventes">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return path


def test_that_error_cells_of_an_ods_are_told(tmp_path: Path) -> None:
    number = '<table:table-cell office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>'
    error = (
        '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error">'
        "<text:p>#DIV/0!</text:p></table:table-cell>"
    )
    blank = '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    rows = (
        f"<table:table-row>{number}{number}</table:table-row>{blank}<table:table-row>{number}{error}</table:table-row>"
    )
    (book,) = read_files([_ods(tmp_path / "ventes.ods", rows)], Task())
    assert [(p.message.key, p.address) for p in book.problems] == [("reading.error_cell", "Ventes!B4")]
    assert book.sheets[0].table.row(3) == ["3", "#DIV/0!"]


def test_that_error_cells_of_an_xlsb_are_told(shared: Path, tmp_path: Path) -> None:
    source = shared / "corpus" / "xlrd" / "tests_samples_sample.xlsb"
    path = tmp_path / "errors.xlsb"
    path.write_bytes(source.read_bytes())
    with zipfile.ZipFile(path) as archive:
        member = next(name for name in archive.namelist() if "sheet1.bin" in name and "rels" not in name)
        sheet = archive.read(member)
    head = struct.pack("<I", 1) + bytes(4)
    cell = bytes([3, 9]) + head + bytes([0x2A])  # BrtCellError: column 1, #N/A
    end = sheet.index(bytes([0x92, 0x01, 0x00]))  # BrtEndSheetData
    _rewritten(path, member, sheet, sheet[:end] + cell + sheet[end:])
    reading = _read(path, Format.XLSB)
    assert [(p.message.key, p.address, p.message.values) for p in reading.problems] == [
        ("reading.error_cell", f"Sheet1!B{reading.sheets[0].table.first_row}", {"value": "#N/A"})
    ]


def test_that_a_workbook_without_data_sheets_is_told(tmp_path: Path) -> None:
    path = tmp_path / "nothing.xlsx"
    path.write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(SalesDeskError):
        _read(path)


def test_that_sheets_cross_to_the_window_unchanged(tmp_path: Path) -> None:
    (sheet,) = _read(_saved(tmp_path, ["Été 😀", 1, None, True], [None, 2.5, "x"])).sheets
    given = RawSheet("Ventes", sheet.table, True, frozenset({1}), {1: "EUR"}, "cp1252", ";", '"')
    described = transport.write_sheets(tmp_path / "arrays.bin", (given, given))
    taken = transport.read_sheets(tmp_path / "arrays.bin", described)
    assert len(taken) == 2
    for other in taken:
        assert (other.name, other.hidden, other.percent, other.currencies) == (
            "Ventes",
            True,
            frozenset({1}),
            given.currencies,
        )
        assert (other.encoding, other.separator, other.quote) == ("cp1252", ";", '"')
        for one, two in zip(given.table.columns, other.table.columns, strict=True):
            np.testing.assert_array_equal(one.kinds, two.kinds)
            np.testing.assert_array_equal(one.numbers, two.numbers)
            np.testing.assert_array_equal(one.codes, two.codes)
            assert one.texts == two.texts


def test_that_a_damaged_copy_is_never_taken_for_a_good_one(shared: Path, tmp_path: Path) -> None:
    source = (shared / "data" / "ventes-fr" / "Salesperson.xlsx").read_bytes()
    good = _read(shared / "data" / "ventes-fr" / "Salesperson.xlsx").sheets[0].table
    rng = np.random.default_rng(5)
    path = tmp_path / "copy.xlsx"
    for position in rng.integers(0, len(source), 60).tolist():
        content = bytearray(source)
        content[position] ^= 1 << int(rng.integers(0, 8))
        path.write_bytes(content)
        try:
            reading = _read(path)
        except SalesDeskError:
            continue
        if reading.sheets and not reading.problems:
            table = reading.sheets[0].table
            assert [table.row(row) for row in range(table.n_rows)] == [good.row(row) for row in range(good.n_rows)]


def test_that_text_files_named_as_workbooks_and_back_are_read_by_content(tmp_path: Path) -> None:
    xlsx = _saved(tmp_path, ["a", "b"], [1, 2])
    as_csv = tmp_path / "export.csv"
    as_csv.write_bytes(xlsx.read_bytes())
    as_xls = tmp_path / "export.xls"
    as_xls.write_bytes(io.BytesIO(b"a\tb\n1\t2\n").getvalue())
    first, second = read_files([as_csv, as_xls], Task())
    assert first.sheets[0].table.row(1) == second.sheets[0].table.row(1) == ["1", "2"]
    assert second.sheets[0].separator == "\t"
