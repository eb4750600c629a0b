"""A second look at the records of an .xlsb: error cells, which the reader passes over, and cells that it lost."""

import struct
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from salesdesk.importing.cell_scan import CellScan, error_name

_ROW: Final = 0
_NUMBER: Final = (2, 5, 9)
_BOOL: Final = (4, 10)
_ERROR: Final = (3, 11)
_BUNDLE_SHEET: Final = 156


def scan_xlsb(archive: zipfile.ZipFile) -> dict[str, CellScan]:
    """One scan per sheet, by name."""
    workbook = next(name for name in archive.namelist() if name.lower().endswith("workbook.bin"))
    folder, _, leaf = workbook.rpartition("/")
    rels = ET.fromstring(archive.read(f"{folder}/_rels/{leaf}.rels"))  # noqa: S314 - entity declarations were refused
    targets = {rel.get("Id", ""): rel.get("Target", "") for rel in rels}
    scans = {}
    for kind, body in _records(archive.read(workbook)):
        if kind == _BUNDLE_SHEET:
            rel_id, position = _wide_string(body, 8)
            name, _ = _wide_string(body, position)
            target = targets.get(rel_id, "")
            member = target[1:] if target.startswith("/") else f"{folder}/{target}"
            if member in archive.NameToInfo:
                scans[name] = _scan_sheet(archive.read(member))
    return scans


def _wide_string(body: bytes, position: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", body, position)
    start = position + 4
    return body[start : start + 2 * length].decode("utf-16-le"), start + 2 * length


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    position, end = 0, len(stream)
    while position < end:
        kind = stream[position]
        position += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (stream[position] << 7)
            position += 1
        size = shift = 0
        while True:
            byte = stream[position]
            position += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, stream[position : position + size]
        position += size


def _scan_sheet(stream: bytes) -> CellScan:
    scan = CellScan()
    row = 0
    for kind, body in _records(stream):
        if kind == _ROW:
            row = struct.unpack_from("<I", body)[0] + 1
        elif kind in _ERROR:
            scan.errors[row, struct.unpack_from("<I", body)[0]] = error_name(body[8])
        elif kind in _NUMBER or kind in _BOOL:
            scan.valued.add((row, struct.unpack_from("<I", body)[0]))
    return scan
