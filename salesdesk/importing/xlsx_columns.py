"""The XML of a sheet straight into columns, several times faster than cell by cell.

Strict: what it does not know raises :class:`UnusualXml`, and python-calamine reads the sheet instead.  What it does
read, it reads as python-calamine would, which tests hold it to, and no cell can get lost on the way.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.raw import Cell, RawColumn, RawTable
from salesdesk.importing.column_builder import empty_column, trimmed
from salesdesk.importing.fields import factorise
from salesdesk.importing.xlsx_parts import NumberFormat
from salesdesk.importing.xlsx_scan import SheetScan
from salesdesk.importing.xlsx_tags import Tag, Tags, UnusualXml, check_order
from salesdesk.importing.xlsx_texts import TextCodes

_MOST_COLUMNS: Final = 16_384
_MOST_ROWS: Final = 1 << 20
_MOST_CELLS: Final = 100_000_000
"""Larger rectangles are left to the other reader."""
_ATTRIBUTES: Final = re.compile(rb'(?: s="(\d{1,6})")?(?: t="(\w+)")?(?: s="(\d{1,6})")?( ?/)?')
_NUMERALS: Final = b"0123456789.eE+-"
_TRUTH: Final = {b"0": 0.0, b"false": 0.0, b"1": 1.0, b"true": 1.0}
_FIRST_DAY, _LAST_DAY = 61, 2_958_466
"""Dates whose conversion has no exceptions: from 1 March 1900 on."""
_EPOCH: Final = 25_569
_DAY_MS: Final = 86_400_000
_NO_STYLE: Final = -1
_LOW: Final = 0xFFFFFFFF


_IS_VALUE: Final = np.isin(np.arange(32), (Tag.VALUE, Tag.TEXT, Tag.TEXT_KEPT, Tag.VALUE_EMPTY, Tag.TEXT_EMPTY))
_OPENING: Final = np.zeros(32, np.int64)
_OPENING[[Tag.VALUE, Tag.TEXT, Tag.TEXT_KEPT]] = len("<v>"), len("<t>"), len('<t xml:space="preserve">')
_OPENING[[Tag.VALUE_EMPTY, Tag.TEXT_EMPTY]] = 1 << 40


@dataclass(frozen=True)
class _Attributes:
    """What cells may say of themselves, each distinct combination once."""

    style: NDArray[np.int32]
    type: NDArray[np.uint8]
    empty: NDArray[np.bool_]


_TYPES: Final = (b"n", b"s", b"str", b"inlineStr", b"b", b"e")
_NUMBER, _SHARED, _STRING, _INLINE, _BOOL, _ERROR = range(len(_TYPES))


class SheetColumns:
    """Collects a sheet, block after block of whole rows."""

    def __init__(
        self,
        strings: Callable[[], Sequence[str]],
        formats: Sequence[NumberFormat],
        currencies: Mapping[int, str] = MappingProxyType({}),
    ) -> None:
        self._iso = tuple(dict.fromkeys(currencies.values()))
        self._money = np.full(len(formats) + 1, -1, np.int8)  # the last one serves cells without a style
        for style, currency in currencies.items():
            self._money[style] = self._iso.index(currency)
        self._usual = np.full(_MOST_COLUMNS, -1, np.int8)
        self._foreign: dict[tuple[int, int], str] = {}
        self._texts = TextCodes(strings)
        self._dated = np.array([style is NumberFormat.DATE for style in formats] + [False], bool)
        self._unsure = np.array([style is NumberFormat.OTHER for style in formats] + [False], bool)
        self._parts: list[tuple[NDArray[np.int32], NDArray[np.uint16], NDArray[np.uint8], NDArray[np.float64]]] = []
        self._errors: dict[tuple[int, int], str] = {}
        self._uncached: set[tuple[int, int]] = set()
        self._formats: dict[int, Counter[int]] | None = None
        self._last_row = 0

    def add(self, tags: Tags) -> None:
        """The next rows.  Raises UnusualXml."""
        if not len(tags.cells):
            check_order(tags, np.zeros(0, bool))
            return
        if tags.row[0] <= self._last_row or tags.row[-1] > _MOST_ROWS or tags.column.max() >= _MOST_COLUMNS:
            raise UnusualXml
        self._last_row = int(tags.row[-1])
        distinct, codes = self._attributes(tags)
        kinds = check_order(tags, distinct.empty[codes])
        types, styles = distinct.type[codes], distinct.style[codes]
        at = np.flatnonzero((kinds >= Tag.VALUE) & (kinds <= Tag.TEXT_EMPTY) & _IS_VALUE[kinds])
        cell = np.searchsorted(tags.cells, at) - 1
        start = tags.at[at] + _OPENING[kinds[at]]
        stop = np.maximum(tags.at[at + 1], start)
        if ((kinds[at] >= Tag.INLINE) != (types[cell] == _INLINE)).any():
            raise UnusualXml
        self._note_uncached(tags, kinds, types, cell[stop > start], cell)
        filled = stop > start
        self._read(tags, kinds[at][filled], types, styles, cell[filled], start[filled], stop[filled])

    def _attributes(self, tags: Tags) -> tuple[_Attributes, NDArray[np.int64]]:
        start, stop = tags.attributes, tags.attributes_end
        codes, first = factorise(tags.data, start, stop)
        styles, types, empty = [], [], []
        for begin, end in zip(start[first].tolist(), stop[first].tolist(), strict=True):
            match = _ATTRIBUTES.fullmatch(tags.data[begin:end].tobytes())
            if not match or (match[1] and match[3]) or (match[2] and match[2] not in _TYPES):
                raise UnusualXml
            style = int(match[1] or match[3] or _NO_STYLE)
            if style >= len(self._dated) - 1:
                raise UnusualXml
            styles.append(style)
            types.append(_TYPES.index(match[2] or b"n"))
            empty.append(bool(match[4]))
        distinct = _Attributes(np.array(styles, np.int32), np.array(types, np.uint8), np.array(empty, bool))
        return distinct, codes

    def _note_uncached(
        self,
        tags: Tags,
        kinds: NDArray[np.uint8],
        types: NDArray[np.uint8],
        filled: NDArray[np.int64],
        valued: NDArray[np.int64],
    ) -> None:
        """Formulas without a stored result; an empty text that is stored as such is one."""
        formulas = np.flatnonzero((kinds == Tag.FORMULA) | (kinds == Tag.FORMULA_EMPTY))
        if not len(formulas):
            return
        cell = np.searchsorted(tags.cells, formulas) - 1
        has = np.zeros(len(tags.cells), bool)
        has[filled] = True
        has[valued[types[valued] == _STRING]] = True
        cell = cell[~has[cell]]
        self._uncached.update(zip(tags.row[cell].tolist(), tags.column[cell].tolist(), strict=True))

    def _read(
        self,
        tags: Tags,
        kinds: NDArray[np.uint8],
        types: NDArray[np.uint8],
        styles: NDArray[np.int32],
        cell: NDArray[np.int64],
        start: NDArray[np.int64],
        stop: NDArray[np.int64],
    ) -> None:
        """Values of the cells that hold something, type by type."""
        n = len(cell)
        result, values = np.zeros(n, np.uint8), np.full(n, np.nan)
        types, styles = types[cell], styles[cell]
        row, column = tags.row[cell], tags.column[cell]
        for kind in np.unique(types).tolist():
            where = np.flatnonzero(types == kind)
            spans = start[where], stop[where]
            if kind == _NUMBER:
                result[where], values[where] = self._numbers(tags.data, *spans, styles[where])
                self._count_formats(column[where], styles[where])
                self._note_currencies(row[where], column[where], styles[where])
            elif kind == _BOOL:
                result[where], values[where] = Cell.BOOL, _each(tags.data, *spans, _truths)
            elif kind == _ERROR:
                self._note_errors(tags.data, *spans, row[where], column[where])
            else:
                values[where] = self._coded(tags.data, *spans, kind, kinds[where])
                result[where] = np.where(values[where] >= 0, Cell.TEXT, Cell.EMPTY)
        if self._formats is None:
            self._formats = {}
        kept = result != Cell.EMPTY
        self._parts.append((row[kept], column[kept].astype(np.uint16), result[kept], values[kept]))

    def _numbers(
        self, data: NDArray[np.uint8], start: NDArray[np.int64], stop: NDArray[np.int64], styles: NDArray[np.int32]
    ) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
        values = _each(data, start, stop, _floats)
        dated = self._dated[styles]
        if self._unsure[styles].any():
            raise UnusualXml
        if dated.any():
            serials = values[dated]
            if not ((serials >= _FIRST_DAY) & (serials < _LAST_DAY)).all():
                raise UnusualXml
            values[dated] = (np.floor(serials * _DAY_MS + 0.5) - _EPOCH * _DAY_MS) / _DAY_MS
        return np.where(dated, Cell.DATE, Cell.NUMBER).astype(np.uint8), values

    def _coded(
        self,
        data: NDArray[np.uint8],
        start: NDArray[np.int64],
        stop: NDArray[np.int64],
        kind: int,
        tags: NDArray[np.uint8],
    ) -> NDArray[np.float64]:
        if kind == _SHARED:
            return _each(data, start, stop, self._texts.of_shared)
        if kind == _STRING:
            return _each(data, start, stop, self._texts.of_kept)
        codes = np.empty(len(start))
        for tag, reading in ((Tag.TEXT, self._texts.of_plain), (Tag.TEXT_KEPT, self._texts.of_kept)):
            where = np.flatnonzero(tags == tag)
            if len(where):
                codes[where] = _each(data, start[where], stop[where], reading)
        return codes

    def _note_errors(
        self,
        data: NDArray[np.uint8],
        start: NDArray[np.int64],
        stop: NDArray[np.int64],
        row: NDArray[np.int32],
        column: NDArray[np.int32],
    ) -> None:
        spans = zip(start.tolist(), stop.tolist(), strict=True)
        texts = (data[begin:end].tobytes().decode("utf-8", "replace") for begin, end in spans)
        self._errors.update(zip(zip(row.tolist(), column.tolist(), strict=True), texts, strict=True))

    def _count_formats(self, column: NDArray[np.int32], styles: NDArray[np.int32]) -> None:
        """Of the first numbers only: they tell what the rest are."""
        if self._formats is not None:
            return
        self._formats = {}
        told = styles.astype(np.int64) & _LOW
        pairs, counts = np.unique(column.astype(np.int64) << 32 | told, return_counts=True)
        for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True):
            self._formats.setdefault(pair >> 32, Counter())[pair & _LOW] = count
        for own, found in self._formats.items():
            style = found.most_common(1)[0][0]
            self._usual[own] = self._money[style] if style < len(self._money) - 1 else -1

    def _note_currencies(self, row: NDArray[np.int32], column: NDArray[np.int32], styles: NDArray[np.int32]) -> None:
        """Numbers shown in another currency than most of their column."""
        if not self._iso:
            return
        codes = self._money[styles]
        odd = np.flatnonzero((codes >= 0) & (codes != self._usual[column]))
        cells = zip(row[odd].tolist(), column[odd].tolist(), strict=True)
        self._foreign.update(zip(cells, (self._iso[code] for code in codes[odd].tolist()), strict=True))

    def finish(self) -> SheetScan:
        """The sheet, trimmed.  Raises UnusualXml when its rectangle is too large to be held like this."""
        parts = [np.concatenate(arrays) for arrays in zip(*self._parts, strict=True)] if self._parts else []
        self._parts.clear()
        if not parts or not len(parts[0]):
            return self._scan(0, RawTable(()))
        row, column, kinds, values = parts
        first, n = int(row[0]), int(row[-1]) - int(row[0]) + 1
        left, width = int(column.min()), int(column.max()) - int(column.min()) + 1
        if n * width > _MOST_CELLS:
            raise UnusualXml
        order = np.argsort(column, kind="stable")
        bounds = np.searchsorted(column[order], np.arange(left, left + width + 1))
        columns = []
        for begin, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
            own = order[begin:end]
            columns.append(self._column(n, row[own] - first, kinds[own], values[own]))
        table = trimmed(RawTable(tuple(columns), first, left))
        return self._scan(len(row), table)

    def _scan(self, filled: int, table: RawTable) -> SheetScan:
        filled += len(self._errors)
        formats, uncached = self._formats or {}, frozenset(self._uncached)
        return SheetScan(filled, self._errors, uncached, formats, table, self._foreign)

    def _column(
        self, n: int, rows: NDArray[np.int32], kinds: NDArray[np.uint8], values: NDArray[np.float64]
    ) -> RawColumn:
        column = empty_column(n)
        column.kinds[rows] = kinds
        text = kinds == Cell.TEXT
        if not text.any():
            column.numbers[rows] = values
            return column
        column.numbers[rows[~text]] = values[~text]
        codes, texts = self._texts.of_column(values[text].astype(np.int32))
        column.codes[rows[text]] = codes
        return RawColumn(column.kinds, column.numbers, column.codes, texts)


def _each(
    data: NDArray[np.uint8],
    start: NDArray[np.int64],
    stop: NDArray[np.int64],
    reading: Callable[[list[bytes]], Iterable[float]],
) -> NDArray[np.float64]:
    """The value of each text, each distinct text read once."""
    codes, first = factorise(data, start, stop)
    content = data.data
    spans = zip(start[first].tolist(), stop[first].tolist(), strict=True)
    texts = [bytes(content[begin:end]) for begin, end in spans]
    return np.fromiter(reading(texts), np.float64, len(texts))[codes]


def _floats(texts: list[bytes]) -> Iterator[float]:
    if b"".join(texts).translate(None, _NUMERALS):
        raise UnusualXml
    try:
        values = np.fromiter(map(float, texts), np.float64, len(texts))
    except ValueError as error:
        raise UnusualXml from error
    if not np.isfinite(values).all():
        raise UnusualXml
    return iter(values)


def _truths(texts: list[bytes]) -> Iterator[float]:
    for text in texts:
        if text not in _TRUTH:
            raise UnusualXml
        yield _TRUTH[text]
