"""Text files with separators (.csv, .tsv, .txt) into one raw sheet.  Runs in the reader's process.

Rows count as a spreadsheet would show them: an empty line is a row, a line break inside quotes is none, and a first
line ``sep=;`` is hidden.
"""

import csv
import io
import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.raw import Cell, RawColumn, RawTable
from salesdesk.domain.texts import Message
from salesdesk.importing import fields
from salesdesk.importing.book import RawSheet
from salesdesk.importing.column_builder import build_columns, trimmed
from salesdesk.importing.encoding import WESTERN, Encoding, decode, detect_encoding
from salesdesk.importing.fields import Fields
from salesdesk.importing.reading import Reading
from salesdesk.importing.separator import choose_separator, forced_separator

_SAMPLE: Final = 1 << 17
_MOST_COLUMNS: Final = 16_384
_MOST_CELLS: Final = 400_000_000
_LONGEST_FIELD: Final = 1 << 20
_MOST_THREADS: Final = 4
_ONE_BYTE: Final = (*WESTERN, "latin-1", "iso8859-1", "iso8859-15", "ascii")
_FORMULA_TEXT: Final = re.compile(r'="((?:[^"]|"")*)"')


def read_text(path: Path, name: str, encoding: str | None, report: Callable[[float], None]) -> Reading:
    """The file as one sheet called ``name``.  ``encoding``, when given, overrules what is detected."""
    content = path.read_bytes()
    report(0.05)
    chosen = Encoding(encoding) if encoding else detect_encoding(content)
    content, codec = _in_readable_codec(content[chosen.skip :], chosen.codec)
    problems = _encoding_problems(chosen, content, codec)
    sample = _sample(content, codec)
    separator, hidden = forced_separator(sample)
    content = content[len(sample[:hidden].encode(codec)) :]
    separator = separator or choose_separator(_sample(content, codec))
    if not separator and _is_wrapped(_sample(content, codec)):
        content = _unwrapped(decode(content, codec)).encode(codec, "replace")
        separator = choose_separator(_sample(content, codec))
    report(0.1)
    found = fields.split(content, ord(separator) if separator else -1) if len(separator.encode()) < 2 else None
    if found is None:
        text = decode(content, codec)
        columns, more = _read_slowly(text, separator)
        problems += more
    else:
        columns = _columns(found, content, codec, report)
    table = trimmed(RawTable(tuple(columns)))
    sheet = RawSheet(name, table, encoding=chosen.codec, separator=separator, quote='"')
    return Reading([sheet], problems)


def _is_wrapped(sample: str) -> bool:
    """Whether each line as a whole stands between quotes: a program took the text for one column."""
    lines = [line for line in sample.splitlines() if line.strip()]
    wrapped = len(lines) > 1 and all(len(line) > 2 and line[0] == line[-1] == '"' for line in lines)
    return wrapped and bool(choose_separator(_unwrapped(sample)))


def _unwrapped(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line[1:-1].replace('""', '"') if line[:1] == '"' else line for line in lines)


def _in_readable_codec(content: bytes, codec: str) -> tuple[bytes, str]:
    """The content in an encoding whose separators, quotes and line ends are single bytes of their own."""
    if codec in ("utf-8", *_ONE_BYTE):
        return content, codec
    try:
        return decode(content, codec).encode("utf-8", "replace"), "utf-8"
    except LookupError as error:
        raise SalesDeskError("reading.encoding_unknown", encoding=codec) from error


def _encoding_problems(chosen: Encoding, content: bytes, codec: str) -> list[Problem]:
    problems = []
    if chosen.doubt:
        key = "reading.encoding_doubt" if chosen.doubt is Severity.WARNING else "reading.encoding"
        problems.append(Problem(chosen.doubt, Message(key, {"encoding": chosen.codec})))
    unknown = decode(content, codec).count("\ufffd") if codec == "utf-8" and not content.isascii() else 0
    if unknown:
        problems.append(Problem(Severity.WARNING, Message("reading.unknown_characters", {"n": unknown})))
    return problems


def _sample(content: bytes, codec: str) -> str:
    """Whole lines from the start, where there are any."""
    head = content[:_SAMPLE]
    if len(content) > _SAMPLE:
        head = head[: max(head.rfind(b"\n"), head.rfind(b"\r")) + 1] or head
    return head.decode(codec, "replace")


def _columns(found: Fields, content: bytes, codec: str, report: Callable[[float], None]) -> list[RawColumn]:
    widths = found.widths
    n, width = len(widths), int(widths.max(initial=0))
    _refuse_too_wide(n, width)
    regular = bool((widths == width).all())
    whole = content.decode(codec, "replace") if codec in _ONE_BYTE or content.isascii() else None
    texts = _Texts(content, whole, codec)

    def column(index: int) -> RawColumn:
        rows = None if regular else np.flatnonzero(widths > index)
        positions = found.row_starts[:-1] + index if rows is None else found.row_starts[rows] + index
        return _column(found, positions, texts, rows, n)

    columns = []
    with ThreadPoolExecutor(min(_MOST_THREADS, os.cpu_count() or 1)) as threads:
        for built in threads.map(column, range(width)):  # NumPy lets go of the interpreter while it counts
            columns.append(built)
            report(0.1 + 0.9 * len(columns) / width)
    return columns


def _refuse_too_wide(rows: int, width: int) -> None:
    if width > _MOST_COLUMNS or rows * width > _MOST_CELLS:
        raise SalesDeskError("reading.too_wide", columns=width, most=_MOST_COLUMNS)


class _Texts:
    """Slices of the file as texts."""

    def __init__(self, content: bytes, whole: str | None, codec: str) -> None:
        self._content, self._whole, self._codec = content, whole, codec

    def take(self, starts: list[int], stops: list[int]) -> list[str]:
        spans = zip(starts, stops, strict=True)
        if self._whole is not None:
            whole = self._whole
            return [whole[start:stop] for start, stop in spans]
        content, codec = self._content, self._codec
        return [content[start:stop].decode(codec, "replace") for start, stop in spans]


def _column(
    found: Fields, positions: NDArray[np.int64], texts: _Texts, rows: NDArray[np.int64] | None, n: int
) -> RawColumn:
    starts, stops = found.starts[positions], found.stops[positions]
    codes, first = fields.factorise(found.data, starts, stops)
    starts, stops = starts[first], stops[first]
    distinct = texts.take(starts.tolist(), stops.tolist())
    if len(found.doubled):
        for code in np.flatnonzero(np.isin(positions[first], found.doubled)).tolist():
            distinct[code] = distinct[code].replace('""', '"')
    openings = found.data[starts]
    odd = np.flatnonzero((openings <= ord(" ")) | (openings >= 0x80) | (openings == ord("=")) | (starts == stops))
    meant, final = _meant(distinct, odd)
    all_codes = np.full(n, -1, np.int32)
    all_codes[slice(None) if rows is None else rows] = meant[codes]
    kinds = np.where(all_codes < 0, Cell.EMPTY, Cell.TEXT).astype(np.uint8)
    return RawColumn(kinds, np.full(n, np.nan), all_codes, tuple(final))


def _meant(distinct: list[str], odd: NDArray[np.int64]) -> tuple[NDArray[np.int32], list[str]]:
    """Texts as a spreadsheet shows them, each once, and for each given text its place among them (-1: blank).

    ``odd`` are the only ones that may be blank or a formula text: ``="007"``, by which some programs keep Excel from
    dropping zeros, means 007.
    """
    blank = [code for code in odd.tolist() if not distinct[code] or distinct[code].isspace()]
    formulas = [(code, match) for code in odd.tolist() if (match := _FORMULA_TEXT.fullmatch(distinct[code]))]
    places = np.ones(len(distinct), np.int32)
    places[blank] = 0
    places = np.cumsum(places, dtype=np.int32) - 1
    places[blank] = -1
    if not formulas:
        gone = set(blank)
        return places, [text for code, text in enumerate(distinct) if code not in gone] if gone else distinct
    for code, match in formulas:
        distinct[code] = match[1].replace('""', '"')
    kept = (text for text in dict.fromkeys(distinct) if text and not text.isspace())
    renumbered = {text: place for place, text in enumerate(kept)}
    return np.array([renumbered.get(text, -1) for text in distinct], np.int32), list(renumbered)


def _read_slowly(text: str, separator: str) -> tuple[list[RawColumn], list[Problem]]:
    """By the csv module, for quotes that break its rules' letter; line by line where a quote is never closed."""
    problems: list[Problem] = []
    delimiter = separator or "\x1f"
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        if _unclosed(text, delimiter):
            problems.append(Problem(Severity.WARNING, Message("reading.lone_quotes")))
            return _built(_lines_apart(text, delimiter)), problems
        return _built(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), problems
    except csv.Error as error:
        raise SalesDeskError("reading.lone_quotes_lost") from error


def _unclosed(text: str, delimiter: str) -> bool:
    """Whether a quote swallows lines: strict reading fails at the end of the text."""
    last: list[str] = []
    try:
        for last in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):  # noqa: B007 - the last is wanted
            pass
    except csv.Error:
        return True
    return any("\n" in field or "\r" in field for field in last) and not text.rstrip().endswith('"')


def _lines_apart(text: str, delimiter: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        if line.count('"') % 2:
            yield next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
        else:
            yield next(csv.reader([line], delimiter=delimiter), [])


def _built(rows: Iterator[list[str]]) -> list[RawColumn]:
    n, width = 0, 0

    def chunks() -> Iterator[list[list[str]]]:
        nonlocal n, width
        while chunk := list(islice(rows, 2048)):
            n, width = n + len(chunk), max(width, *map(len, chunk))
            _refuse_too_wide(n, width)
            yield [[_FORMULA_TEXT.sub(_inner, field) if field[:2] == '="' else field for field in row] for row in chunk]

    return build_columns(chunks())


def _inner(match: re.Match[str]) -> str:
    return match[1].replace('""', '"')
