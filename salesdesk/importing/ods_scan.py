"""A second look at the XML of an .ods: error cells, which the reader passes over or takes for texts."""

import zipfile
from typing import Final
from xml.etree import ElementTree as ET

from salesdesk.importing.cell_scan import CellScan

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_VALUE_TYPES: Final = (
    "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type",
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type",
)
_MOST_COLUMNS: Final = 16_384


def scan_ods(archive: zipfile.ZipFile) -> dict[str, CellScan]:
    """One scan per sheet with errors, by name; ``valued`` stays empty."""
    with archive.open("content.xml") as part:
        tail, found = b"", False
        while not found and (chunk := part.read(1 << 20)):
            found = b'value-type="error"' in tail + chunk
            tail = chunk[-32:]
    if not found:
        return {}
    scans: dict[str, CellScan] = {}
    scan = CellScan()
    row = column = 0
    with archive.open("content.xml") as part:
        for event, element in ET.iterparse(part, ("start", "end")):  # noqa: S314 - entity declarations were refused
            if event == "start" and element.tag == f"{_TABLE}table":
                scan = scans.setdefault(element.get(f"{_TABLE}name", ""), CellScan())
                row = 1
            elif event == "start" and element.tag == f"{_TABLE}table-row":
                column = 0
            elif event == "end" and element.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                repeated = int(element.get(f"{_TABLE}number-columns-repeated", "1"))
                if any(element.get(kind) == "error" for kind in _VALUE_TYPES):
                    text = "".join(element.itertext()).strip() or "#ERR"
                    scan.errors.update({(row, column + i): text for i in range(min(repeated, _MOST_COLUMNS))})
                column += repeated
            elif event == "end" and element.tag == f"{_TABLE}table-row":
                row += int(element.get(f"{_TABLE}number-rows-repeated", "1"))
                element.clear()
    return scans
