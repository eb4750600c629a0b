"""A second look at the XML of an .xlsx: what the reader passes over in silence.

The reader gives '' for error cells and for formulas without a stored value, and no number formats.  A search for
fixed byte strings, much cheaper than parsing, finds these cells and counts all cells that hold something; where the
count does not meet what was read, :func:`all_cells` lists every cell by parsing.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree as ET

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.raw import RawTable
from salesdesk.importing.xlsx_parts import local_name, refuse_entities

UNCACHED: Final = "#CACHE"
_CHUNK: Final = 1 << 18  # a block and its masks stay in the processor's cache


@dataclass(frozen=True)
class SheetScan:
    """``filled``: cells with a stored value, error values and empty texts included.

    Cells are (row from 1, column from 0).

    ``formats``: for each column, how many of the first numbers have which style.  ``table``: what the sheet holds
    beside error cells, where the scan could read all of it.  ``foreign``: numbers shown in another currency than most
    of their column, with its ISO code; told together with the table only.
    """

    filled: int
    errors: Mapping[tuple[int, int], str]
    uncached: frozenset[tuple[int, int]]
    formats: Mapping[int, Counter[int]] = field(default_factory=dict)
    table: RawTable | None = None
    foreign: Mapping[tuple[int, int], str] = field(default_factory=dict)


def empty_strings(archive: zipfile.ZipFile, name: str) -> frozenset[int]:
    """Numbers of the shared strings without a visible character.  A string's number is the count of those before."""
    if name not in archive.namelist():
        return frozenset()
    with archive.open(name) as part:
        head = part.read(4096)
    refuse_entities(head)
    found = re.search(rb"<(\w+:)?sst[\s>]", head)
    p = (found[1] or b"") if found else b""
    item = re.compile(
        rb"(<%bsi\s*/>|<%bsi>\s*(?:<%bt[^>/]*/>|<%bt(?:\s[^>/]*)?>\s*</%bt>)?\s*</%bsi>)|<%bsi[\s>]"
        % (p, p, p, p, p, p, p)
    )
    empty, number, rest = set(), 0, b""
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            content = rest + chunk
            cut = max(content.rfind(b"<" + p + b"si>"), content.rfind(b"<" + p + b"si "), 0)
            block, rest = content[:cut], content[cut:]
            for match in item.finditer(block):
                if match[1]:
                    empty.add(number)
                number += 1
    empty.update(number for match in item.finditer(rest) if match[1])
    return frozenset(empty)


def scan_sheet(archive: zipfile.ZipFile, name: str, report: Callable[[int], None]) -> SheetScan:
    """Stream through one sheet.  ``report`` is told the bytes read.  Raises BadZipFile when the sheet is damaged."""
    filled = 0
    errors: dict[tuple[int, int], str] = {}
    uncached: set[tuple[int, int]] = set()
    formats: dict[int, Counter[int]] | None = None
    patterns: _Patterns | None = None
    for block in _blocks(archive, name, report):
        if patterns is None:
            refuse_entities(block[:4096])
            patterns = _Patterns(block[:4096])
            formats = patterns.formats(block[: 1 << 19])
        filled += patterns.count_stored(block)
        errors.update(patterns.errors(block))
        uncached.update(patterns.uncached(block))
    return SheetScan(filled, errors, frozenset(uncached), formats or {})


def count_hollow(archive: zipfile.ZipFile, name: str, empty_strings: frozenset[int]) -> int:
    """Cells that :func:`scan_sheet` counts although their stored value is an empty text."""
    hollow = 0
    patterns: _Patterns | None = None
    for block in _blocks(archive, name, lambda _: None):
        patterns = patterns or _Patterns(block[:4096])
        hollow += patterns.count_hollow(block, empty_strings)
    return hollow


def _blocks(archive: zipfile.ZipFile, name: str, report: Callable[[int], None]) -> Iterator[bytes]:
    """The sheet's XML, cut before the start of a row or cell."""
    rest = b""
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            report(len(chunk))
            content = rest + chunk
            cut = max(content.rfind(b"<c "), content.rfind(b":c "), content.rfind(b"<row"))
            cut = content.rfind(b"<", 0, cut + 1) if cut > 0 else 0
            if cut > 0:
                yield content[:cut]
            rest = content[cut:] if cut > 0 else content
    yield rest


def address(reference: bytes) -> tuple[int, int]:
    """``b"AB12"`` → (12, 27)."""
    column = 0
    for index, byte in enumerate(reference):
        if byte < 65:
            return int(reference[index:]), column - 1
        column = column * 26 + (byte & 31)
    return 0, column - 1


def _count(text: NDArray[np.uint8], needle: bytes) -> int:
    """How often ``needle`` occurs, for short needles that do not overlap themselves; several times bytes.count."""
    if len(text) < len(needle):
        return 0
    n = len(text) - len(needle) + 1
    found = text[:n] == needle[0]
    for offset in range(1, len(needle)):
        found &= text[offset : offset + n] == needle[offset]
    return int(np.count_nonzero(found))


class _Patterns:
    """Byte patterns for one sheet, whose XML prefix (usually none) is found at its root."""

    def __init__(self, head: bytes) -> None:
        found = re.search(rb"<(\w+:)?worksheet[\s>]", head)
        p = (found[1] or b"") if found else b""
        self._value, self._inline, self._formula = b"<" + p + b"v>", b"<" + p + b"is>", b"<" + p + b"f"
        self._spaced = b"<" + p + b"v "
        self._hollow = (
            b"<%bv></%bv>" % (p, p),
            b"<%bis></%bis>" % (p, p),
            b"<%bis><%bt/></%bis>" % (p, p, p),
            b"<%bis><%bt></%bt></%bis>" % (p, p, p, p),
            b"<%bis><%bt> </%bt></%bis>" % (p, p, p, p),
        )
        self._error = re.compile(
            rb'<%bc\s[^>]*?\br="([A-Z]+\d+)"[^>]*>(?:<%bf[^>]*/>|<%bf[^>]*>[^<]*</%bf>)?\s*<%bv>([^<]*)</%bv>'
            % (p, p, p, p, p, p)
        )
        self._no_value = re.compile(
            rb"(?:<%bf(?:\s[^>]*)?/>|<%bf(?:\s[^>]*)?>[^<]*</%bf>)\s*(<%bv\s*/>\s*|<%bv></%bv>\s*)?</%bc>"
            % (p, p, p, p, p, p, p)
        )
        self._cell = b"<" + p + b"c "
        self._reference = re.compile(rb'\br="([A-Z]+\d+)"')
        self._styled = re.compile(
            rb'<%bc r="([A-Z]+\d+)" s="(\d+)"(?: t="n")?>(?:<%bf[^>]*>[^<]*</%bf>)?<%bv>' % (p, p, p, p)
        )
        self._shared = rb't="s"><%bv>%%d</%bv>' % (p, p)

    def count_stored(self, block: bytes) -> int:
        text = np.frombuffer(block, np.uint8)
        return _count(text, self._value) + _count(text, self._inline)

    def count_hollow(self, block: bytes, empty_strings: frozenset[int]) -> int:
        hollow = sum(block.count(hollow) for hollow in self._hollow) - block.count(self._spaced)
        if len(empty_strings) <= 20:
            hollow += sum(block.count(self._shared % number) for number in empty_strings)
        return hollow

    def errors(self, block: bytes) -> Iterator[tuple[tuple[int, int], str]]:
        if not _count(np.frombuffer(block, np.uint8), b'"e"'):
            return
        position = block.find(b't="e"')
        while position >= 0:
            match = self._error.match(block, block.rfind(b"<", 0, position))
            if match:
                yield address(match[1]), match[2].decode("utf-8", "replace")
            position = block.find(b't="e"', position + 5)

    def uncached(self, block: bytes) -> Iterator[tuple[int, int]]:
        if not _count(np.frombuffer(block, np.uint8), self._formula):
            return
        for match in self._no_value.finditer(block):
            start = block.rfind(self._cell, 0, match.start())
            opening = block[start : block.find(b">", start)]
            reference = self._reference.search(opening)
            # A formula whose result is an empty text is stored as t="str" with an empty <v/>: it has its value.
            if reference and not (b't="str"' in opening and match[1]):
                yield address(reference[1])

    def formats(self, block: bytes) -> dict[int, Counter[int]]:
        found: dict[int, Counter[int]] = {}
        for match in self._styled.finditer(block):
            found.setdefault(address(match[1])[1], Counter())[int(match[2])] += 1
        return found


def all_cells(archive: zipfile.ZipFile, name: str, empty_strings: frozenset[int]) -> set[tuple[int, int]]:
    """Every cell with a stored value, by parsing: slow, and independent of how the XML is written."""
    cells: set[tuple[int, int]] = set()
    row = column = 0
    with archive.open(name) as part:
        for event, element in ET.iterparse(part, ("start", "end")):  # noqa: S314 - entities were refused
            tag = local_name(element.tag)
            if tag == "row" and event == "start":
                row, column = int(element.get("r", row + 1)), -1
            elif tag == "c" and event == "start":
                reference = element.get("r", "")
                row, column = address(reference.encode()) if reference else (row, column + 1)
            elif tag == "c":
                if _holds_something(element, empty_strings):
                    cells.add((row, column))
                element.clear()
            elif tag in ("row", "sheetData"):
                element.clear()
    return cells


def _holds_something(cell: ET.Element, empty_strings: frozenset[int]) -> bool:
    for part in cell:
        tag = local_name(part.tag)
        if tag == "v" and part.text and part.text.strip():
            return not (cell.get("t") == "s" and part.text.strip().isdecimal() and int(part.text) in empty_strings)
        if tag == "is":
            return any(local_name(t.tag) == "t" and t.text and t.text.strip() for t in part.iter())
    return False
