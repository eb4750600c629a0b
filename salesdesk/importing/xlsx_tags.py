"""The tags of a sheet's rows, found and checked as arrays: millions of cells without a Python object for any.

Only what spreadsheet programs write in ``<sheetData>`` is known here; anything else raises :class:`UnusualXml`, and a
full parser has to read the sheet.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

PADDING: Final = 32
"""Spare bytes wanted after a block's rows."""
_LT, _GT, _SLASH, _QUOTE = b'<>/"'
_PIECE: Final = 1 << 18
_LONGEST_ROW_NUMBER: Final = 7


class UnusualXml(Exception):  # noqa: N818 - nothing is wrong with the sheet
    """The sheet is written in a way that only a full parser understands."""


class Tag(IntEnum):
    UNKNOWN = 0
    ROW = 1
    ROW_END = 2
    ROW_EMPTY = 3
    CELL = 4
    CELL_END = 5
    CELL_EMPTY = 6
    VALUE = 7
    VALUE_END = 8
    VALUE_EMPTY = 9
    INLINE = 10
    INLINE_END = 11
    TEXT = 12
    TEXT_KEPT = 13  # xml:space="preserve"
    TEXT_END = 14
    TEXT_EMPTY = 15
    FORMULA = 16
    FORMULA_END = 17
    FORMULA_EMPTY = 18


_SPELLED: Final[dict[bytes, tuple[Tag, int]]] = {
    b'<row r="': (Tag.ROW, 0),
    b"</row>": (Tag.ROW_END, 6),
    b'<c r="': (Tag.CELL, 0),
    b"</c>": (Tag.CELL_END, 4),
    b"<v>": (Tag.VALUE, 0),
    b"</v>": (Tag.VALUE_END, 4),
    b"<v/>": (Tag.VALUE_EMPTY, 4),
    b"<v />": (Tag.VALUE_EMPTY, 5),
    b"<is>": (Tag.INLINE, 4),
    b"</is>": (Tag.INLINE_END, 5),
    b"<t>": (Tag.TEXT, 0),
    b"<t xml:s": (Tag.TEXT_KEPT, 0),
    b"</t>": (Tag.TEXT_END, 4),
    b"<t/>": (Tag.TEXT_EMPTY, 4),
    b"<f>": (Tag.FORMULA, 0),
    b"<f ": (Tag.FORMULA, 0),
    b"<f/>": (Tag.FORMULA, 0),
    b"</f>": (Tag.FORMULA_END, 4),
}
"""How a tag begins, and the bytes to the next tag where no text may come between (0: it may, or length varies)."""
_KEPT: Final = b'<t xml:space="preserve">'
_FOLLOWING: Final[dict[Tag, tuple[Tag, ...]]] = {
    Tag.ROW: (Tag.CELL, Tag.CELL_EMPTY, Tag.ROW_END),
    Tag.ROW_END: (Tag.ROW, Tag.ROW_EMPTY),
    Tag.ROW_EMPTY: (Tag.ROW, Tag.ROW_EMPTY),
    Tag.CELL: (Tag.VALUE, Tag.VALUE_EMPTY, Tag.INLINE, Tag.FORMULA, Tag.FORMULA_EMPTY, Tag.CELL_END),
    Tag.CELL_END: (Tag.CELL, Tag.CELL_EMPTY, Tag.ROW_END),
    Tag.CELL_EMPTY: (Tag.CELL, Tag.CELL_EMPTY, Tag.ROW_END),
    Tag.VALUE: (Tag.VALUE_END,),
    Tag.VALUE_END: (Tag.CELL_END,),
    Tag.VALUE_EMPTY: (Tag.CELL_END,),
    Tag.INLINE: (Tag.TEXT, Tag.TEXT_KEPT, Tag.TEXT_EMPTY),
    Tag.INLINE_END: (Tag.CELL_END,),
    Tag.TEXT: (Tag.TEXT_END,),
    Tag.TEXT_KEPT: (Tag.TEXT_END,),
    Tag.TEXT_END: (Tag.INLINE_END,),
    Tag.TEXT_EMPTY: (Tag.INLINE_END,),
    Tag.FORMULA: (Tag.FORMULA_END,),
    Tag.FORMULA_END: (Tag.VALUE, Tag.VALUE_EMPTY, Tag.CELL_END),
    Tag.FORMULA_EMPTY: (Tag.VALUE, Tag.VALUE_EMPTY, Tag.CELL_END),
}
"""Every tag has one place in a cell, so that neighbours that fit make a whole that fits."""


def _number(text: bytes) -> int:
    return int.from_bytes(text[:8], "little")


_SPELLINGS: Final = list(_SPELLED)
_BY_TWO: Final = np.full(1 << 16, len(_SPELLINGS), np.uint8)
"""The spelling that goes with the two bytes after ``<``."""
for _place, _text in enumerate(_SPELLINGS):
    _BY_TWO[_number(_text[1:3])] = _place
_WORDS: Final = np.array([*map(_number, _SPELLINGS), 1], np.uint64)
_MASKS: Final = np.array([(1 << 8 * min(len(text), 8)) - 1 for text in [*_SPELLINGS, b""]], np.uint64)
_TAGS: Final = np.array([*(tag for tag, _ in _SPELLED.values()), Tag.UNKNOWN], np.uint8)
_LENGTHS: Final = np.array([*(length for _, length in _SPELLED.values()), 0], np.uint8)
_FITS: Final = np.zeros(32 * 32, bool)
for _tag, _others in _FOLLOWING.items():
    for _other in _others:
        _FITS[_tag * 32 + _other] = True
_BYTES: Final = np.array([(1 << 8 * n) - 1 for n in range(9)], np.uint64)


def unaligned(data: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """The eight bytes from every place on."""
    return np.ndarray((len(data) - 7,), np.dtype("<u8"), data.data, strides=(1,))


@dataclass(frozen=True)
class Tags:
    """All tags of a block of whole rows.  ``at``: where each begins, with the end of the block as the last.

    ``cells``, ``rows``: which of the tags begin a cell, a row.  For each cell: ``row`` (from 1), ``column`` (from 0),
    and its other attributes from ``attributes`` on to just before the next tag's ``>``.
    """

    data: NDArray[np.uint8]
    at: NDArray[np.int64]
    kinds: NDArray[np.uint8]
    cells: NDArray[np.int64]
    rows: NDArray[np.int64]
    row: NDArray[np.int32]
    column: NDArray[np.int32]
    attributes: NDArray[np.int64]

    @property
    def attributes_end(self) -> NDArray[np.int64]:
        return self.at[self.cells + 1] - 1


def _check(good: NDArray[np.bool_]) -> None:
    if not good.all():
        raise UnusualXml


def find_tags(block: bytes) -> Tags:
    """The tags of whole rows.  Whether a cell is closed by its own tag is left to :func:`check_order`."""
    data = np.frombuffer(block + bytes(PADDING), np.uint8)
    words = unaligned(data)
    pieces = [_spelled(data, words, start, min(start + _PIECE, len(block))) for start in range(0, len(block), _PIECE)]
    starts = np.concatenate([starts for starts, _, _ in pieces])
    kinds, lengths = (np.concatenate([piece[i] for piece in pieces]) for i in (1, 2))
    at = np.append(starts, len(block))
    _check((lengths == 0) | (np.diff(at) == lengths))
    _mark_formulas(data, at, kinds)
    kept = starts[kinds == Tag.TEXT_KEPT]
    for where in (8, 16):
        _check(words[kept + where] == np.uint64(_number(_KEPT[where:])))
    rows, cells = np.flatnonzero(kinds == Tag.ROW), np.flatnonzero(kinds == Tag.CELL)
    ends = at[rows + 1]
    _check(data[ends - 1] == _GT)
    kinds[rows[data[ends - 2] == _SLASH]] = Tag.ROW_EMPTY
    row, column, attributes = _addresses(data, words, at, rows, cells)
    return Tags(data, at, kinds, cells, rows, row, column, attributes)


def _spelled(
    data: NDArray[np.uint8], words: NDArray[np.uint64], start: int, stop: int
) -> tuple[NDArray[np.int64], NDArray[np.uint8], NDArray[np.uint8]]:
    """Where tags begin, which they are, and the length each must have (0: any).

    Goes piece by piece: arrays that stay in the processor's cache cost a third.
    """
    starts = np.flatnonzero(data[start:stop] == _LT) + start
    found = words[starts]
    spelling = _BY_TWO[(found >> np.uint64(8)).astype(np.uint16)]
    _check((found & _MASKS[spelling]) == _WORDS[spelling])
    return starts, _TAGS[spelling], _LENGTHS[spelling]


def _mark_formulas(data: NDArray[np.uint8], at: NDArray[np.int64], kinds: NDArray[np.uint8]) -> None:
    formulas = np.flatnonzero(kinds == Tag.FORMULA)
    if not len(formulas):
        return
    if formulas[-1] == len(kinds) - 1:
        raise UnusualXml
    alone = formulas[kinds[formulas + 1] != Tag.FORMULA_END]
    ends = at[alone + 1]
    _check((data[ends - 1] == _GT) & (data[ends - 2] == _SLASH))
    kinds[alone] = Tag.FORMULA_EMPTY


def check_order(tags: Tags, empty: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The tags' kinds, with the cells that are ``empty`` marked, once all are known to stand where they may."""
    kinds = tags.kinds
    kinds[tags.cells[empty]] = Tag.CELL_EMPTY
    if not len(kinds) or kinds[0] not in (Tag.ROW, Tag.ROW_EMPTY) or kinds[-1] not in (Tag.ROW_END, Tag.ROW_EMPTY):
        raise UnusualXml
    _check(_FITS[kinds[:-1].astype(np.uint16) * 32 + kinds[1:]])
    return kinds


def _addresses(
    data: NDArray[np.uint8],
    words: NDArray[np.uint64],
    at: NDArray[np.int64],
    rows: NDArray[np.int64],
    cells: NDArray[np.int64],
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
    """Row and column of each cell, and where its reference ends.  Both must rise; the row's number must be its own."""
    numbers, digits, keys = _row_numbers(data, words, at[rows])
    per_row = np.diff(np.append(np.searchsorted(cells, rows), len(cells)))
    if per_row.sum() != len(cells):
        raise UnusualXml
    start = at[cells] + len(b'<c r="')
    word = words[start]
    letters = [((word >> np.uint64(8 * place)) & np.uint64(0xFF)).astype(np.int32) - ord("A") for place in range(3)]
    _check((letters[0] >= 0) & (letters[0] < 26))
    column, n_letters = letters[0], np.ones(len(cells), np.int64)
    more = np.ones(len(cells), bool)
    for letter in letters[1:]:
        more = more & (letter >= 0) & (letter < 26)
        if not more.any():
            break
        column = np.where(more, (column + 1) * 26 + letter, column)
        n_letters += more
    in_row = np.repeat(np.arange(len(rows)), per_row)
    n_digits = digits[in_row]
    digits_at = start + n_letters
    _check((words[digits_at] & _BYTES[n_digits + 1]) == keys[in_row])
    same_row = in_row[1:] == in_row[:-1]
    _check((column[1:] > column[:-1]) | ~same_row)
    attributes = digits_at + n_digits + 1
    _check((attributes < at[cells + 1]) & (data[at[cells + 1] - 1] == _GT))
    return numbers[in_row], column, attributes


def _row_numbers(
    data: NDArray[np.uint8], words: NDArray[np.uint64], at: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.uint64]]:
    """Number of each row, how many digits it has, and these digits with the closing quote as one word."""
    start = at + len(b'<row r="')
    places = data[start[:, None] + np.arange(_LONGEST_ROW_NUMBER + 1)]
    quotes = places == _QUOTE
    _check(quotes.any(axis=1))
    n_digits = quotes.argmax(axis=1)
    values = places.astype(np.int32) - ord("0")
    numbers = np.zeros(len(at), np.int32)
    for place in range(_LONGEST_ROW_NUMBER):
        within = place < n_digits
        _check(~within | ((values[:, place] >= 0) & (values[:, place] <= 9)))
        numbers = np.where(within, numbers * 10 + values[:, place], numbers)
    _check((n_digits > 0) & (values[:, 0] != 0))
    _check(np.diff(numbers) > 0)
    return numbers, n_digits, words[start] & _BYTES[n_digits + 1]
