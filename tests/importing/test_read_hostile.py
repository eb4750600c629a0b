"""Files made to hurt: each ends in a sentence, within seconds, and the others of its batch are read."""

import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from salesdesk.domain.errors import Cancelled
from salesdesk.domain.problem import Severity
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Message
from salesdesk.importing import child, limits
from salesdesk.importing.book import Book
from salesdesk.importing.reader import read_files

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = f'<worksheet xmlns="{_MAIN}"><sheetData>%s</sheetData></worksheet>'


def write_xlsx(path: Path, rows: str | bytes, extra: Mapping[str, str] | None = None) -> Path:
    """A workbook of one sheet with the given ``<row>`` elements, or with a whole sheet part as bytes."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.'
            'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_RELS}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELS}"><sheets><sheet name="Ventes" sheetId="1" r:id="r1"/></sheets>'
            "</workbook>"
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_RELS}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": rows if isinstance(rows, bytes) else _SHEET % rows,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | dict(extra or {})).items():
            archive.writestr(name, content)
    return path


def _number_row(row: int, *values: int) -> str:
    cells = "".join(f'<c r="{chr(65 + column)}{row}"><v>{value}</v></c>' for column, value in enumerate(values))
    return f'<row r="{row}">{cells}</row>'


def _zip_bomb(path: Path) -> Path:
    write_xlsx(path, _number_row(1, 1))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/zero.xml", "w") as part:
        for _ in range(300):
            part.write(bytes(1 << 20))
    return path


def _lying_bomb(path: Path) -> Path:
    """Declares little and unpacks to 2 GB of one repeated cell."""
    block = b'<row r="1"><c r="A1"><v>1</v></c></row>' * 25_000
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress((_SHEET % "").split("</sheetData>")[0].encode())
    packed += b"".join(packer.compress(block) for _ in range(400)) + packer.flush()
    write_xlsx(path, "")
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        member = archive.getinfo("xl/worksheets/sheet1.xml")
    start = member.header_offset + 30 + len(member.filename)
    moved = content[: member.header_offset]
    header = bytearray(content[member.header_offset : start])
    struct.pack_into("<I", header, 18, len(packed))
    tail = bytearray(content[start + member.compress_size :])
    entry = tail.find(b"xl/worksheets/sheet1.xml") - 46
    struct.pack_into("<I", tail, entry + 20, len(packed))
    end = tail.rfind(b"PK\x05\x06")
    (directory,) = struct.unpack_from("<I", tail, end + 16)
    struct.pack_into("<I", tail, end + 16, directory + len(packed) - member.compress_size)
    path.write_bytes(bytes(moved + header) + packed + bytes(tail))
    return path


def _billion_laughs(path: Path) -> Path:
    entities = '<!ENTITY a "haha">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{(f"&{chr(97 + i)};") * 10}">' for i in range(9)
    )
    sheet = f"<!DOCTYPE worksheet [{entities}]>" + _SHEET % '<row r="1"><c r="A1" t="str"><v>&j;</v></c></row>'
    return write_xlsx(path, sheet.encode())


def _corner(path: Path) -> Path:
    return write_xlsx(
        path, '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    )


def _truncated(path: Path) -> Path:
    whole = write_xlsx(path, "".join(_number_row(row, row, 2 * row) for row in range(1, 2000))).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def _flipped(path: Path) -> Path:
    """One byte of the sheet changed: the checksum no longer holds."""
    write_xlsx(path, "".join(_number_row(row, row) for row in range(1, 200)))
    with zipfile.ZipFile(path) as archive:
        member = archive.getinfo("xl/worksheets/sheet1.xml")
    content = bytearray(path.read_bytes())
    content[member.header_offset + 30 + len(member.filename) + member.compress_size // 2] ^= 0x10
    path.write_bytes(content)
    return path


def _saved_as(content: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


def _sparse_file(path: Path) -> Path:
    with path.open("wb") as file:
        file.truncate(2 << 30)
    return path


_HOSTILE: dict[str, tuple[Callable[[Path], Path], set[str]]] = {
    "bomb.xlsx": (_zip_bomb, {"reading.bomb"}),
    "lying.xlsx": (_lying_bomb, {"reading.damaged", "reading.died", "reading.memory"}),
    "laughs.xlsx": (_billion_laughs, {"reading.xml_bomb"}),
    "corner.xlsx": (_corner, {"reading.died", "reading.memory", "reading.sheet_unreadable"}),
    "truncated.xlsx": (_truncated, {"reading.damaged"}),
    "flipped.xlsx": (_flipped, {"reading.damaged"}),
    "no-rows.xlsx": (lambda path: write_xlsx(path, ""), {"reading.blank"}),
    "empty.csv": (_saved_as(b""), {"reading.empty"}),
    "spaces.csv": (_saved_as(b" \r\n \r\n"), {"reading.blank"}),
    "page.xls": (_saved_as(b"\r\n<HTML><body><table><tr><td>1</td></tr></table></body></HTML>"), {"reading.html"}),
    "paper.xlsx": (_saved_as(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"), {"reading.pdf"}),
    "letter.xls": (_saved_as(b"{\\rtf1\\ansi Bonjour}"), {"reading.rtf"}),
    "2003.xls": (
        _saved_as(b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
        {"reading.xml_spreadsheet"},
    ),
    "photo.csv": (_saved_as(b"\x89PNG\r\n\x1a\n" + bytes(range(256))), {"reading.picture"}),
    "noise.csv": (_saved_as(bytes((7 * i * i + i // 3) % 256 for i in range(9000))), {"reading.not_spreadsheet"}),
    "ole.xls": (_saved_as(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000)), {"reading.damaged"}),
    "company.xlsx": (_saved_as(b"SQLite format 3\0" + bytes(100)), {"reading.database"}),
    "huge.csv": (_sparse_file, {"reading.too_big"}),
}


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Book], float]:
    folder = tmp_path_factory.mktemp("hostile")
    paths = [make(folder / name) for name, (make, _) in _HOSTILE.items()]
    paths.append(write_xlsx(folder / "good.xlsx", _number_row(1, 1, 2)))
    started = time.monotonic()
    books = read_files([*paths, folder / "absent.xlsx", folder], Task())
    return {book.file: book for book in books}, time.monotonic() - started


@pytest.mark.parametrize("name", _HOSTILE)
def test_that_a_hostile_file_ends_in_its_sentence(batch: tuple[dict[str, Book], float], name: str) -> None:
    book = batch[0][name]
    assert book.sheets == ()
    (problem,) = book.problems
    assert problem.severity is Severity.REJECTED
    assert problem.message.key in _HOSTILE[name][1]


def test_that_the_other_files_of_the_batch_are_read(batch: tuple[dict[str, Book], float]) -> None:
    (sheet,) = batch[0]["good.xlsx"].sheets
    assert sheet.table.row(0) == ["1", "2"]
    assert batch[0]["absent.xlsx"].problems[0].message.key == "reading.missing"
    folder = next(book for book in batch[0].values() if book.path.is_dir())
    assert folder.problems[0].message.key == "reading.folder"


def test_that_a_hostile_batch_takes_seconds(batch: tuple[dict[str, Book], float]) -> None:
    assert batch[1] < 60


def _read(path: Path, **options: Mapping[Path, str]) -> Book:
    (book,) = read_files([path], Task(), **options)
    return book


def test_that_a_sheet_of_16384_columns_is_read(tmp_path: Path) -> None:
    from salesdesk.domain.problem import column_letters

    cells = "".join(f'<c r="{column_letters(column)}1"><v>{column}</v></c>' for column in range(16_384))
    book = _read(write_xlsx(tmp_path / "wide.xlsx", f'<row r="1">{cells}</row>'))
    assert len(book.sheets[0].table.columns) == 16_384
    assert book.sheets[0].table.columns[-1].display(0) == "16383"


def test_that_200000_blank_formatted_rows_weigh_nothing(tmp_path: Path) -> None:
    blank = "".join(f'<row r="{row}"><c r="A{row}" s="0"/><c r="B{row}" s="0"/></row>' for row in range(3, 200_003))
    book = _read(write_xlsx(tmp_path / "tail.xlsx", _number_row(1, 1, 2) + _number_row(2, 3, 4) + blank))
    assert (book.sheets[0].table.n_rows, book.problems) == (2, ())


def test_that_a_stray_cell_at_the_bottom_is_read(tmp_path: Path) -> None:
    rows = _number_row(1, 1, 2, 3) + '<row r="1048576"><c r="B1048576"><v>9</v></c></row>'
    table = _read(write_xlsx(tmp_path / "stray.xlsx", rows)).sheets[0].table
    assert (table.n_rows, table.n_cells) == (1_048_576, 4)


def test_that_macros_and_external_links_are_passed_over(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><f>[1]Prix!$A$1</f><v>12</v></c></row>'
    extra = {"xl/vbaProject.bin": "macro", "xl/externalLinks/externalLink1.xml": "<externalLink/>"}
    book = _read(write_xlsx(tmp_path / "linked.xlsm", rows, extra))
    assert (book.sheets[0].table.row(0), book.problems) == (["12"], ())


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("tests_inputs_example_password.xlsx", "Password1234_"),
        ("tests_inputs_rc4cryptoapi_password.xls", "Password1234_"),
        ("tests_inputs_xor_password_123456789012345.xls", "123456789012345"),
    ],
)
def test_that_an_encrypted_workbook_asks_for_its_password(shared: Path, name: str, password: str) -> None:
    path = shared / "corpus" / "msoffcrypto" / name
    asked, wrong = _read(path), _read(path, passwords={path: "wrong"})
    assert (asked.password_needed, asked.problems[0].message.key) == (True, "reading.password")
    assert (wrong.password_needed, wrong.problems[0].message.key) == (True, "reading.password_wrong")
    book = _read(path, passwords={path: password})
    assert not book.password_needed
    assert book.sheets[0].table.n_cells > 1


def test_that_a_file_without_permission_is_told_apart_from_one_open_in_excel(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "ventes.xlsx", _number_row(1, 1))
    assert child._told(path, PermissionError()).message.key == "reading.permission"
    (tmp_path / "~$ventes.xlsx").touch()
    assert child._told(path, PermissionError()).message.key == "reading.locked"


def test_that_cancel_kills_the_reader_within_a_second(tmp_path: Path) -> None:
    rows = "".join(_number_row(row, row, 2, 3, 4, 5, 6) for row in range(1, 120_000))
    path = write_xlsx(tmp_path / "long.xlsx", rows)
    asked: list[float] = []

    def progress(share: float, _doing: Message, _remaining: float | None) -> None:
        if share > 0.02 and not asked:
            asked.append(time.monotonic())
            task.cancel()

    task = Task(progress)
    with pytest.raises(Cancelled):
        read_files([path], task)
    assert time.monotonic() - asked[0] < 1


def test_that_nothing_is_left_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    path = write_xlsx(tmp_path / "ventes.xlsx", _number_row(1, 1))
    assert _read(path).sheets
    assert list(tmp_path.iterdir()) == [path]


def test_that_a_reader_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salesdesk.importing.reader._START_SECONDS", 0.0)
    book = _read(write_xlsx(tmp_path / "ventes.xlsx", _number_row(1, 1)))
    assert book.problems[0].message.key == "reading.timeout"


def test_that_limits_grow_with_the_file_and_end() -> None:
    assert limits.memory_for(10_000) < 1 << 30
    assert limits.memory_for(200 << 20) > limits.memory_for(10 << 20)
    assert limits.memory_for(1 << 40) == limits.MOST_MEMORY
    assert limits.seconds_for(10_000) < 10


def test_that_a_workbook_locked_with_the_silent_password_of_excel_needs_none(tmp_path: Path) -> None:
    """Excel writes VelvetSweatshop where a workbook is protected against changes only, and never asks for it."""
    from msoffcrypto.format import ooxml
    from openpyxl import Workbook

    plain, locked = tmp_path / "plain.xlsx", tmp_path / "Ventes.xlsx"
    made = Workbook()
    made.worksheets[0].append(["Client", "Montant HT"])
    made.worksheets[0].append(["Acme", 100.5])
    made.save(plain)
    with plain.open("rb") as source, locked.open("wb") as target:
        ooxml.OOXMLFile(source).encrypt("VelvetSweatshop", target)
    (book,) = read_files([locked], Task())
    assert not book.password_needed
    assert not book.problems
    assert book.sheets[0].table.row(1) == ["Acme", "100.5"]
