"""The fields of a text file found and factorised as arrays: a million lines without a Python object per cell."""

import secrets
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

QUOTE: Final = ord('"')
_LF, _CR = 10, 13
_MOST_ODD_FIELDS: Final = 200_000
_BLOCK: Final = 1 << 17
_TEXTS_AT_ONCE: Final = 1 << 14
_SMALL_TABLE_BITS: Final = 14
_MASKS: Final = np.array([(1 << (8 * n)) - 1 for n in range(9)], np.uint64)
_KEY: Final = np.uint64(secrets.randbits(64) | 1)
"""Unknown to whoever made the file, so that no two texts can be made to fall together."""


@dataclass(frozen=True)
class Fields:
    """Field i is ``data[starts[i]:stops[i]]``, without its quotes.  Row r has fields ``row_starts[r]`` to the next.

    ``doubled``: fields whose quotes inside are doubled.
    """

    data: NDArray[np.uint8]
    starts: NDArray[np.int64]
    stops: NDArray[np.int64]
    row_starts: NDArray[np.int64]  # one more than rows
    doubled: NDArray[np.int64]

    @property
    def widths(self) -> NDArray[np.int64]:
        return np.diff(self.row_starts)


def split(content: bytes, separator: int) -> Fields | None:
    """Split at the separator and at line ends (LF, CRLF, CR), as the csv module does.

    None when quotes stand where the csv rules do not expect them: then the slow reader has to decide.
    """
    if not content.endswith((b"\n", b"\r")):
        content += b"\n"
    data = np.frombuffer(content + bytes(8), np.uint8)
    stops, last_of_row, quotes = _ends(data[:-8], separator, quoted=b'"' in content, returns=b"\r" in content)
    if len(quotes) % 2:
        return None
    starts = np.empty_like(stops)
    starts[0], starts[1:] = 0, stops[:-1] + 1
    row_starts = np.concatenate(([0], last_of_row + 1))
    if b"\r\n" in content:
        row_stops = stops[last_of_row]
        stops[last_of_row] -= (
            (data[row_stops] == _LF) & (data[row_stops - 1] == _CR) & (row_stops > starts[last_of_row])
        )
    found = Fields(data, starts, stops, row_starts, np.zeros(0, np.int64))
    return _unquoted(found, quotes) if len(quotes) else found


def _ends(
    body: NDArray[np.uint8], separator: int, *, quoted: bool, returns: bool
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Where fields end, which of these end a row, and where quotes stand.

    Goes block by block: masks that stay in the processor's cache cost a third of masks of the whole file.
    """
    stops, last, quotes = [], [], []
    n_stops, inside = 0, np.uint8(0)
    for start in range(0, len(body), _BLOCK):
        block = body[start : start + _BLOCK]
        lines = block == _LF
        if returns:
            following = body[start + 1 : start + 1 + len(block)]
            alone = block == _CR
            alone[: len(following)] &= following != _LF
            lines |= alone
        ends = lines | (block == separator) if separator >= 0 else lines
        if quoted:
            marks = block == QUOTE
            quotes.append(np.flatnonzero(marks) + start)
            within = np.bitwise_xor.accumulate(marks.view(np.uint8)) ^ inside
            inside = within[-1]
            ends = ends & (within == 0)
        positions = np.flatnonzero(ends)
        last.append(np.flatnonzero(lines[positions]) + n_stops)
        stops.append(positions + start)
        n_stops += len(positions)
    return np.concatenate(stops), np.concatenate(last), np.concatenate(quotes) if quotes else np.zeros(0, np.int64)


def _unquoted(fields: Fields, quotes: NDArray[np.int64]) -> Fields | None:
    data, starts, stops = fields.data, fields.starts, fields.stops
    quoted = (data[starts] == QUOTE) & (stops > starts)
    if not np.array_equal(quoted & (data[stops - 1] == QUOTE) & (stops - starts >= 2), quoted):
        return None
    doubled = np.zeros(0, np.int64)
    if len(quotes) != 2 * int(np.count_nonzero(quoted)):
        held = np.bincount(np.searchsorted(stops, quotes, "right"), minlength=len(starts))
        doubled = np.flatnonzero(held != 2 * quoted)
        if len(doubled) > _MOST_ODD_FIELDS or not quoted[doubled].all():
            return None
        for start, stop in zip((starts[doubled] + 1).tolist(), (stops[doubled] - 1).tolist(), strict=True):
            if b'"' in data[start:stop].tobytes().replace(b'""', b""):
                return None
    starts[quoted] += 1
    stops[quoted] -= 1
    return Fields(data, starts, stops, fields.row_starts, doubled)


def factorise(
    data: NDArray[np.uint8], starts: NDArray[np.int64], stops: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each text its code, and for each code the position of its first text.  ``data`` has 8 bytes to spare.

    Texts are told apart by a 64-bit hash with a secret key.
    """
    hashes = np.empty(len(starts), np.uint64)
    for begin in range(0, len(starts), _TEXTS_AT_ONCE):
        part = slice(begin, begin + _TEXTS_AT_ONCE)
        hashes[part] = _hashed(data, starts[part], stops[part])
    first = _first_equal(hashes)
    is_first = first == np.arange(len(first))
    return (np.cumsum(is_first) - 1)[first], np.flatnonzero(is_first)


def _hashed(data: NDArray[np.uint8], starts: NDArray[np.int64], stops: NDArray[np.int64]) -> NDArray[np.uint64]:
    words = np.ndarray((len(data) - 7,), np.dtype("<u8"), data.data, strides=(1,))
    lengths = stops - starts
    hashes = (lengths.astype(np.uint64) + np.uint64(1)) * _KEY
    rows: NDArray[np.int64] | slice = slice(None)
    for offset in range(0, int(lengths.max(initial=0)), 8):
        left = lengths[rows] - offset
        if offset and (left <= 0).any():
            chosen = np.flatnonzero(lengths > offset)
            rows, left = chosen, lengths[chosen] - offset
        word = words[starts[rows] + offset] & _MASKS[np.minimum(left, 8).clip(0)]
        mixed = (hashes[rows] ^ word) * _KEY
        hashes[rows] = mixed ^ (mixed >> np.uint64(29))
    return hashes


def _first_equal(hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
    """For each hash, the position of the first that equals it, through hash tables filled many at a stroke.

    Few distinct values, which are usual, settle in a first table that stays in the processor's cache.
    """
    first = np.empty(len(hashes), np.int64)
    sample = hashes[:: max(1, len(hashes) // 1024)]
    bits = _SMALL_TABLE_BITS if len(np.unique(sample)) * 2 < len(sample) else 0
    left: NDArray[np.int64] | None = None
    while left is None or len(left):
        size = len(hashes) if left is None else len(left)
        table = np.full(1 << (bits or max(size * 2, 2).bit_length()), -1)
        parts = range(0, size, _TEXTS_AT_ONCE)
        kept = [_settled(hashes, _part(left, begin, size), first, table) for begin in parts]
        left = np.concatenate(kept) if kept else np.zeros(0, np.int64)
        hashes = hashes ^ (hashes >> np.uint64(31)) if len(left) else hashes
        bits = 0
    return first


def _part(left: NDArray[np.int64] | None, begin: int, size: int) -> NDArray[np.int64]:
    stop = min(begin + _TEXTS_AT_ONCE, size)
    return np.arange(begin, stop) if left is None else left[begin:stop]


def _settled(
    hashes: NDArray[np.uint64], rows: NDArray[np.int64], first: NDArray[np.int64], table: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Looks the rows up in the table, which takes those in whose place is free; returns those that found another."""
    values = hashes[rows]
    slots = (values * _KEY >> np.uint64(65 - len(table).bit_length())).astype(np.int64)
    found = table[slots]
    free = np.flatnonzero(found < 0)
    if len(free):
        table[slots[free][::-1]] = rows[free][::-1]  # of equal slots the last written stays: the first row
        found = table[slots]
    first[rows] = found
    others: NDArray[np.int64] = rows[hashes[found] != values]
    return others
