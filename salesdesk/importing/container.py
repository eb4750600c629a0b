"""What a file is, by its content, and whether it may be opened at all."""

import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from salesdesk.domain.errors import SalesDeskError
from salesdesk.importing import limits


class Format(StrEnum):
    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"
    ENCRYPTED = "encrypted"
    TEXT = "text"


@dataclass(frozen=True)
class Container:
    """``size``: bytes once unpacked, as declared."""

    format: Format
    size: int


class PasswordNeeded(SalesDeskError):  # noqa: N818 - it is a question
    """The file is encrypted and the password is missing or wrong."""


_HEAD: Final = 65_536
_MOST_RATIO: Final = 150
_RATIO_COUNTS_FROM: Final = 100 << 20
_MOST_MEMBERS: Final = 20_000
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: Final = (
    (b"%PDF", "reading.pdf"),
    (b"{\\rtf", "reading.rtf"),
    (b"SQLite format 3\0", "reading.database"),
    (b"\x1f\x8b", "reading.archive"),
    (b"7z\xbc\xaf\x27\x1c", "reading.archive"),
    (b"Rar!", "reading.archive"),
    (b"PK\x05\x06", "reading.no_workbook"),
    (b"\x89PNG", "reading.picture"),
    (b"\xff\xd8\xff", "reading.picture"),
    (b"GIF8", "reading.picture"),
    (b"PAR1", "reading.not_spreadsheet"),
    (b"MZ", "reading.not_spreadsheet"),
    (b"\x7fELF", "reading.not_spreadsheet"),
    (b"\x09\x00\x04\x00", "reading.old_excel"),
    (b"\x09\x02\x06\x00", "reading.old_excel"),
    (b"\x09\x04\x06\x00", "reading.old_excel"),
)
_MARKUP: Final = (
    (b"<html", "reading.html"),
    (b"<!doctype html", "reading.html"),
    (b"<table", "reading.html"),
    (b"urn:schemas-microsoft-com:office:spreadsheet", "reading.xml_spreadsheet"),
    (b"<?xml", "reading.xml"),
)


def identify(path: Path) -> Container:
    """The format of the file.  Raises SalesDeskError, with a sentence, for everything that is no spreadsheet."""
    size = path.stat().st_size
    if size == 0:
        raise SalesDeskError("reading.empty")
    limits.refuse_oversize(size)
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(_ZIP):
        return _identify_zip(path)
    if head.startswith(_OLE):
        return Container(_identify_ole(path), size)
    for signature, key in _SIGNATURES:
        if head.startswith(signature):
            raise SalesDeskError(key)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"<"):
        for mark, key in _MARKUP:
            if mark in start[:4096]:
                raise SalesDeskError(key)
    _refuse_binary(head)
    return Container(Format.TEXT, size)


def _refuse_binary(head: bytes) -> None:
    """Texts have hardly any control characters; UTF-16 has a NUL in every other place."""
    sample = head[:8192]
    if not sample.strip(b"\0 \t\r\n"):
        raise SalesDeskError("reading.blank")
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    odd = sum(sample.count(bytes([code])) for code in range(1, 32) if code not in b"\t\n\v\f\r\x1a\x1b\x1c\x1d\x1e\x1f")
    nul = sample.count(0)
    even_nul, odd_nul = sample[::2].count(0), sample[1::2].count(0)
    utf16 = nul > len(sample) / 4 and min(even_nul, odd_nul) * 20 < max(even_nul, odd_nul)
    if (odd > 2 and odd * 50 > len(sample)) or (nul > 2 and nul * 20 > len(sample) and not utf16):
        raise SalesDeskError("reading.not_spreadsheet")


def _identify_zip(path: Path) -> Container:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            encrypted = any(member.flag_bits & 1 for member in members)
            kind = b""
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                kind = archive.read("mimetype")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise SalesDeskError("reading.damaged") from error
    size = sum(member.file_size for member in members)
    packed = max(path.stat().st_size, 1)
    if len(members) > _MOST_MEMBERS or (size > _RATIO_COUNTS_FROM and size / packed > _MOST_RATIO):
        raise SalesDeskError("reading.bomb", megabytes=size >> 20)
    limits.refuse_oversize(size)
    if encrypted:
        raise SalesDeskError("reading.archive")
    return Container(_zip_format(names, kind), size)


def _zip_format(names: set[str], kind: bytes) -> Format:
    lower = {name.lower().replace("\\", "/") for name in names}
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        if b"spreadsheet" in kind:
            return Format.ODS
        raise SalesDeskError("reading.document")
    if any(name.endswith("workbook.bin") for name in lower):
        return Format.XLSB
    if any(name.endswith("workbook.xml") for name in lower) or "xl/sharedstrings.xml" in lower:
        return Format.XLSX
    if any(name.startswith(("word/", "ppt/")) for name in lower):
        raise SalesDeskError("reading.document")
    if any(name.endswith((".iwa", "index.zip")) for name in lower):
        raise SalesDeskError("reading.numbers")
    if "[content_types].xml" in lower:
        raise SalesDeskError("reading.no_workbook")
    raise SalesDeskError("reading.archive")


def _identify_ole(path: Path) -> Format:
    import olefile  # type: ignore[import-untyped]

    try:
        with olefile.OleFileIO(path) as ole:
            streams = {"/".join(entry).lower() for entry in ole.listdir()}
    except Exception as error:
        raise SalesDeskError("reading.damaged") from error
    if "encryptedpackage" in streams:
        return Format.ENCRYPTED
    if "workbook" in streams or "book" in streams:
        return Format.XLS
    if any(name in streams for name in ("worddocument", "powerpoint document")):
        raise SalesDeskError("reading.document")
    raise SalesDeskError("reading.not_spreadsheet")


def unlocked(path: Path, found: Container, password: str | None, folder: Path) -> tuple[Path, Container]:
    """The path and container to read: of the file itself, or of its decrypted copy in ``folder``.

    Excel's own default password is tried first, so that workbooks which are only protected against changes open
    without a question.  Raises PasswordNeeded.
    """
    if found.format not in (Format.ENCRYPTED, Format.XLS):
        return path, found
    import msoffcrypto

    with path.open("rb") as file:
        try:
            office = msoffcrypto.OfficeFile(file)
            if not office.is_encrypted():
                return path, found
        except Exception as error:
            if found.format is Format.XLS:  # too odd for the decrypter; the reader may still know it
                return path, found
            raise SalesDeskError("reading.damaged") from error
        for attempt in ("VelvetSweatshop", password):
            if attempt and _decrypt(office, attempt, folder / "decrypted"):
                return folder / "decrypted", identify(folder / "decrypted")
    raise PasswordNeeded("reading.password_wrong" if password else "reading.password")


def _decrypt(office: object, password: str, target: Path) -> bool:
    import msoffcrypto.exceptions

    try:
        with target.open("wb") as out:
            office.load_key(password=password)  # type: ignore[attr-defined]
            office.decrypt(out)  # type: ignore[attr-defined]
        identify(target)
    except (msoffcrypto.exceptions.InvalidKeyError, msoffcrypto.exceptions.DecryptionError, SalesDeskError):
        return False
    except Exception as error:
        raise SalesDeskError("reading.encryption_unknown") from error
    return True
