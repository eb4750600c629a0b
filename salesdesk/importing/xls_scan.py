"""A second look at the records of an .xls: error cells, which the reader passes over, and cells that it lost."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from salesdesk.importing.cell_scan import CellScan, error_name

_FORMULA: Final = 0x0006
_EOF: Final = 0x000A
_BOUNDSHEET: Final = 0x0085
_MULRK: Final = 0x00BD
_BOOLERR: Final = 0x0205
_NUMBERS: Final = (0x0203, 0x027E)


def scan_xls(path: Path) -> dict[str, CellScan]:
    """One scan per sheet, of any kind, by name."""
    import olefile  # type: ignore[import-untyped]

    with olefile.OleFileIO(path) as ole:
        stream_name = next((name for name in ("Workbook", "Book") if ole.exists(name)), "")
        stream: bytes = ole.openstream(stream_name).read() if stream_name else b""
    sheets = [body for kind, body in _records(stream, 0) if kind == _BOUNDSHEET]
    is_unicode = stream_name == "Workbook"
    return {
        _name(body, is_unicode=is_unicode): _scan_sheet(stream, struct.unpack_from("<I", body)[0]) for body in sheets
    }


def _name(body: bytes, *, is_unicode: bool) -> str:
    length = body[6]
    if not is_unicode:
        return body[7 : 7 + length].decode("cp1252", "replace")
    if body[7] & 1:
        return body[8 : 8 + 2 * length].decode("utf-16-le", "replace")
    return body[8 : 8 + length].decode("latin-1")


def _records(stream: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    """Records up to the end of the globals or of a sheet; charts inside a sheet are skipped."""
    depth = 0
    while position + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        position += 4
        if kind == 0x0809:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, stream[position : position + size]
        position += size


def _scan_sheet(stream: bytes, start: int) -> CellScan:
    scan = CellScan()
    for kind, body in _records(stream, start):
        if kind in _NUMBERS:
            row, column = struct.unpack_from("<HH", body)
            scan.valued.add((row + 1, column))
        elif kind == _MULRK:
            row, column = struct.unpack_from("<HH", body)
            scan.valued.update((row + 1, column + index) for index in range((len(body) - 6) // 6))
        elif kind == _BOOLERR:
            row, column, _, code, is_error = struct.unpack_from("<HHHBB", body)
            if is_error:
                scan.errors[row + 1, column] = error_name(code)
            else:
                scan.valued.add((row + 1, column))
        elif kind == _FORMULA:
            row, column = struct.unpack_from("<HH", body)
            result = body[6:14]
            if result[6:] != b"\xff\xff" or result[0] == 1:
                scan.valued.add((row + 1, column))
            elif result[0] == 2:
                scan.errors[row + 1, column] = error_name(result[2])
    return scan
