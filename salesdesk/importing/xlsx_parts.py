"""The map of an .xlsx: which part holds which sheet, and what the styles of cells mean."""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final
from xml.etree import ElementTree as ET

from salesdesk.domain.errors import SalesDeskError

_PERCENT_IDS: Final = frozenset({9, 10})
_DATE_IDS: Final = frozenset({*range(14, 23), 45, 47})
_DURATION_IDS: Final = frozenset({46})
_SYMBOLS: Final = {"€": "EUR", "£": "GBP", "CHF": "CHF", "$-409": "USD", "EUR": "EUR", "USD": "USD", "GBP": "GBP"}
_LITERAL: Final = re.compile(r'"[^"]*"?|[\\_*].')
_DURATION: Final = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"\[[^\]]*\]")


class NumberFormat(Enum):
    """What a cell's number means by its format.  ``OTHER``: durations, and what is doubtful."""

    NUMBER = 0
    DATE = 1
    OTHER = 2


@dataclass(frozen=True)
class XlsxParts:
    """Where the sheets lie in the archive, by name, and what cell styles mean.

    ``plain``: dates count from 1900, and every sheet is a worksheet that lies where such sheets do.
    """

    sheets: Mapping[str, str]
    hidden: frozenset[str]
    plain: bool
    number_formats: tuple[NumberFormat, ...]
    percent_styles: frozenset[int]
    currency_styles: Mapping[int, str]
    shared_strings: str


def local_name(tag: str) -> str:
    return tag.rpartition("}")[2]


def _read_xml(archive: zipfile.ZipFile, name: str) -> ET.Element | None:
    if name not in archive.namelist():
        return None
    content = archive.read(name)
    refuse_entities(content[:4096])
    return ET.fromstring(content)  # noqa: S314 - entity declarations were refused


def refuse_entities(head: bytes) -> None:
    """Raises for XML that declares entities, which no spreadsheet program writes and XML bombs are made of."""
    plain = head.replace(b"\0", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise SalesDeskError("reading.xml_bomb")


def xlsx_parts(archive: zipfile.ZipFile) -> XlsxParts:
    """The map of the archive.  Raises SalesDeskError for XML bombs, ParseError and BadZipFile for damage."""
    workbook_path = _target_of_type(archive, "_rels/.rels", "/officeDocument") or "xl/workbook.xml"
    folder, _, leaf = workbook_path.rpartition("/")
    rels = _read_xml(archive, f"{folder}/_rels/{leaf}.rels".lstrip("/"))
    targets: dict[str, str] = {}
    by_type: dict[str, str] = {}
    for rel in rels if rels is not None else ():
        target = rel.get("Target", "")
        target = target[1:] if target.startswith("/") else f"{folder}/{target}".lstrip("/")
        targets[rel.get("Id", "")] = target
        by_type[rel.get("Type", "").rpartition("/")[2]] = target
    workbook = _read_xml(archive, workbook_path)
    sheets: dict[str, str] = {}
    hidden: set[str] = set()
    plain = True
    for element in workbook.iter() if workbook is not None else ():
        if local_name(element.tag) == "sheet":
            name = element.get("name", "")
            rel_id = next((value for key, value in element.attrib.items() if local_name(key) == "id"), "")
            plain = plain and name not in sheets and targets.get(rel_id, "").startswith(f"{folder}/worksheets/")
            sheets[name] = targets.get(rel_id, "")
            if element.get("state", "visible") != "visible":
                hidden.add(name)
        elif local_name(element.tag) == "workbookPr":
            plain = plain and element.get("date1904", "0") in ("0", "false")
    styles = _read_xml(archive, by_type.get("styles", ""))
    return XlsxParts(sheets, frozenset(hidden), plain, *_styles(styles), by_type.get("sharedStrings", ""))


def _target_of_type(archive: zipfile.ZipFile, rels: str, ending: str) -> str | None:
    root = _read_xml(archive, rels)
    for rel in root if root is not None else ():
        if rel.get("Type", "").endswith(ending):
            return rel.get("Target", "").lstrip("/")
    return None


def _styles(root: ET.Element | None) -> tuple[tuple[NumberFormat, ...], frozenset[int], dict[int, str]]:
    codes: dict[int, str] = {}
    formats: list[NumberFormat] = []
    percent: set[int] = set()
    currencies: dict[int, str] = {}
    for element in root if root is not None else ():
        if local_name(element.tag) == "numFmts":
            codes = {int(fmt.get("numFmtId", "0")): fmt.get("formatCode", "") for fmt in element}
        if local_name(element.tag) == "cellXfs":
            for style, xf in enumerate(element):
                number = int(xf.get("numFmtId", "0"))
                code = codes.get(number, "")
                formats.append(_number_format(number, codes.get(number)))
                if number in _PERCENT_IDS or "%" in re.sub(r'"[^"]*"|\\.', "", code):
                    percent.add(style)
                elif currency := next((iso for symbol, iso in _SYMBOLS.items() if symbol in code), ""):
                    currencies[style] = currency
    return tuple(formats), frozenset(percent), currencies


def _number_format(number: int, code: str | None) -> NumberFormat:
    """By the code where there is one, since a workbook may give a built-in number a code of its own."""
    if code is None:
        if number in _DURATION_IDS:
            return NumberFormat.OTHER
        return NumberFormat.DATE if number in _DATE_IDS else NumberFormat.NUMBER
    plain = _LITERAL.sub("", code)
    if _DURATION.search(plain):
        return NumberFormat.OTHER
    first = _BRACKETS.sub("", plain).partition(";")[0].lower()
    if first == "general" or not re.search("[adhmsy]", first):
        return NumberFormat.NUMBER
    return NumberFormat.DATE if re.search("[dhmsy]", first.partition("a")[0]) else NumberFormat.OTHER
