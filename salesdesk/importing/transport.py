"""Sheets from the reader's process to ours: one file of raw arrays and one JSON description, nothing pickled.

A reader that a hostile file has taken over can therefore send wrong data, but no code.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.raw import Cell, RawColumn, RawTable
from salesdesk.domain.texts import Message
from salesdesk.importing.book import RawSheet

_ALIGN: Final = 8
_DTYPES: Final = {"kinds": np.uint8, "numbers": np.float64, "codes": np.int32}


@dataclass
class _Writer:
    file: BinaryIO
    position: int = 0

    def put(self, content: bytes | memoryview) -> list[int]:
        padding = -self.position % _ALIGN
        self.file.write(b"\0" * padding)
        start = self.position + padding
        self.file.write(content)
        self.position = start + len(content)
        return [start, len(content)]


def write_sheets(path: Path, sheets: tuple[RawSheet, ...]) -> list[dict[str, Any]]:
    """Write the arrays of the sheets; the description goes through :func:`read_sheets` together with the file."""
    with path.open("wb") as file:
        writer = _Writer(file)
        return [
            {
                "name": sheet.name,
                "hidden": sheet.hidden,
                "first_row": sheet.table.first_row,
                "first_column": sheet.table.first_column,
                "percent": sorted(sheet.percent),
                "currencies": list(sheet.currencies.items()),
                "encoding": sheet.encoding,
                "separator": sheet.separator,
                "quote": sheet.quote,
                "columns": [_write_column(writer, column) for column in sheet.table.columns],
            }
            for sheet in sheets
        ]


def _write_column(writer: _Writer, column: RawColumn) -> dict[str, Any]:
    described: dict[str, Any] = {"n": len(column)}
    low, high = (int(column.kinds.min()), int(column.kinds.max())) if len(column) else (0, 0)
    if low == high:
        described["kind"] = low
    else:
        described["kinds"] = writer.put(np.ascontiguousarray(column.kinds, np.uint8).data.cast("B"))
    if not np.isnan(column.numbers).all():
        described["numbers"] = writer.put(np.ascontiguousarray(column.numbers, np.float64).data.cast("B"))
    if column.texts:
        described["codes"] = writer.put(np.ascontiguousarray(column.codes, np.int32).data.cast("B"))
        described["texts"] = writer.put(json.dumps(column.texts).encode())
    return described


def read_sheets(path: Path, described: list[dict[str, Any]]) -> tuple[RawSheet, ...]:
    """The sheets again.  Their arrays share one buffer, which lives as long as any of them."""
    blob = np.fromfile(path, np.uint8)
    return tuple(
        RawSheet(
            name=sheet["name"],
            hidden=sheet["hidden"],
            table=RawTable(
                tuple(_read_column(blob, column) for column in sheet["columns"]),
                sheet["first_row"],
                sheet["first_column"],
            ),
            percent=frozenset(sheet["percent"]),
            currencies=dict(sheet["currencies"]),
            encoding=sheet["encoding"],
            separator=sheet["separator"],
            quote=sheet["quote"],
        )
        for sheet in described
    )


def _read_column(blob: NDArray[np.uint8], described: Mapping[str, Any]) -> RawColumn:
    n = described["n"]

    def part(name: str) -> NDArray[Any]:
        start, size = described[name]
        return blob[start : start + size].view(_DTYPES[name])

    texts: tuple[str, ...] = ()
    if "texts" in described:
        start, size = described["texts"]
        texts = tuple(json.loads(blob[start : start + size].tobytes()))
    return RawColumn(
        part("kinds") if "kinds" in described else np.full(n, Cell(described["kind"]), np.uint8),
        part("numbers") if "numbers" in described else _no_numbers(n),
        part("codes") if "codes" in described else _no_codes(n),
        texts,
    )


@lru_cache(maxsize=4)
def _no_numbers(n: int) -> NDArray[np.float64]:
    """Shared by all columns of a length that hold no number, and therefore read-only."""
    numbers = np.full(n, np.nan)
    numbers.flags.writeable = False
    return numbers


@lru_cache(maxsize=4)
def _no_codes(n: int) -> NDArray[np.int32]:
    codes = np.full(n, -1, np.int32)
    codes.flags.writeable = False
    return codes


def problem_to_json(problem: Problem) -> dict[str, Any]:
    """Message values must be texts or numbers."""
    return {
        "severity": problem.severity.value,
        "key": problem.message.key,
        "values": dict(problem.message.values),
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
    }


def problem_from_json(described: Mapping[str, Any], file: str) -> Problem:
    message = Message(described["key"], described["values"])
    severity = Severity(described["severity"])
    return Problem(severity, message, file, described["sheet"], described["row"], described["column"])
