"""Arrays and texts as bytes: exact, small, quick to open again.

Whole numbers (and floats that are whole numbers or hundredths) are stored as their distance from the smallest one in
the fewest bytes; a column of one value takes no bytes at all.  Everything comes back exactly as it was.
"""

import struct
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final, overload

import numpy as np
from numpy.typing import NDArray

_HEADER: Final = struct.Struct("<4sBBBxqqq")  # 32 bytes, so that the data behind it stays aligned
_MAGIC: Final = b"SDP1"
_TARGETS: Final = tuple(np.dtype(code) for code in ("<i1", "<i4", "<i8", "<f8", "<u1"))
_NARROW: Final = tuple(np.dtype(code) for code in ("<u1", "<u2", "<u4"))
_VERBATIM, _CONSTANT = 0, 9  # as "stored": otherwise 1, 2, 3 for the narrow types
_ZIPPED, _HAS_UNKNOWN = 1, 2

_SAMPLE: Final = 1 << 16
_TINY: Final = 64
_SMALLER, _MUCH_SMALLER = 0.9, 0.125
_EXACT: Final = float(1 << 53)
_TEXTS_HEADER: Final = struct.Struct("<4sBxxxqq")
_TEXTS_MAGIC: Final = b"SDT1"


def pack(values: NDArray[Any], *, small: bool = False) -> bytes:
    """The array as bytes.  ``small`` presses it whenever that saves a tenth; else only where opening stays quick."""
    values = np.ascontiguousarray(values, dtype=values.dtype.newbyteorder("<"))
    target = _TARGETS.index(values.dtype)
    narrowed = _narrow_floats(values) if values.dtype.kind == "f" else _narrow_integers(values)
    if narrowed is None:
        stored, kind, unknown, base, scale = values, _VERBATIM, False, 0, 1
    else:
        stored, kind, unknown, base, scale = narrowed
    data, flags = _pressed(stored.tobytes(), _SMALLER if small else _MUCH_SMALLER)
    if unknown:
        flags |= _HAS_UNKNOWN
    return _HEADER.pack(_MAGIC, target, kind, flags, len(values), base, scale) + data


def unpack(data: bytes) -> NDArray[Any]:
    """The array that was packed, read-only."""
    magic, target, kind, flags, n, base, scale = _HEADER.unpack_from(data)
    if magic != _MAGIC:
        message = "these bytes are no packed array"
        raise ValueError(message)
    dtype = _TARGETS[target]
    if kind == _CONSTANT:
        value = np.nan if flags & _HAS_UNKNOWN else base / scale if dtype.kind == "f" else base
        return np.broadcast_to(dtype.type(value), (n,))
    offset = _HEADER.size
    if flags & _ZIPPED:
        data, offset = zlib.decompress(memoryview(data)[offset:]), 0
    stored = np.frombuffer(data, dtype if kind == _VERBATIM else _NARROW[kind - 1], n, offset)
    if kind == _VERBATIM:
        return stored
    values = _widen(stored, dtype, base, scale)
    if flags & _HAS_UNKNOWN:
        values[stored == np.iinfo(stored.dtype).max] = np.nan if dtype.kind == "f" else np.iinfo(dtype).min
    values.flags.writeable = False
    return values


def packed_length(data: bytes) -> int:
    """How many values a packed array holds."""
    return int(_HEADER.unpack_from(data)[4])


def _widen(stored: NDArray[Any], dtype: np.dtype[Any], base: int, scale: int) -> NDArray[Any]:
    values = stored.astype(dtype)
    if dtype.kind == "f":
        values += base
        if scale != 1:
            values /= scale
        return values
    if scale != 1:
        values *= dtype.type(scale)
    if base:
        # Sums wrap around in the machine's integers where the unknown's mark stands; it is replaced afterwards.
        values += np.array(base, dtype=np.int64).astype(dtype)
    return values


def _narrow_integers(values: NDArray[Any]) -> tuple[NDArray[Any], int, bool, int, int] | None:
    marked = values.dtype.itemsize >= 4
    unknown = values == np.iinfo(values.dtype).min if marked else np.zeros(len(values), dtype=bool)
    has_unknown = bool(unknown.any())
    known = values[~unknown] if has_unknown else values
    low, high = (int(known.min()), int(known.max())) if len(known) else (int(np.iinfo(values.dtype).min),) * 2
    if low == high and not (has_unknown and len(known)):
        return values[:0], _CONSTANT, False, low, 1
    scale = 1
    if values.dtype.itemsize == 8 and high - low > 0xFFFF and not (known % 10_000).any():
        scale = 10_000  # money in whole cents
    kind = _narrow_kind((high - low) // scale)
    if not kind or (_NARROW[kind - 1].itemsize == values.dtype.itemsize and not scale > 1):
        return None
    distance = values.astype(np.int64) - low
    if scale > 1:
        distance //= scale
    stored = distance.astype(_NARROW[kind - 1])
    if has_unknown:
        stored[unknown] = np.iinfo(stored.dtype).max
    return stored, kind, has_unknown, low, scale


def _narrow_floats(values: NDArray[Any]) -> tuple[NDArray[Any], int, bool, int, int] | None:
    unknown = np.isnan(values)
    has_unknown = bool(unknown.any())
    known = values[~unknown] if has_unknown else values
    if not len(known):
        return values[:0], _CONSTANT, True, 0, 1
    if not float(np.abs(known).max()) * 100 < _EXACT:
        return None
    for scale in (1, 100):
        whole = np.rint(known * scale) if scale > 1 else np.rint(known)
        if not np.array_equal(whole / scale, known):
            continue
        low, high = int(whole.min()), int(whole.max())
        if low == high and not has_unknown:
            return values[:0], _CONSTANT, False, low, scale
        kind = _narrow_kind(high - low)
        if not kind:
            return None
        stored = np.full(len(values), np.iinfo(_NARROW[kind - 1]).max, dtype=_NARROW[kind - 1])
        stored[~unknown] = (whole - low).astype(_NARROW[kind - 1])
        return stored, kind, has_unknown, low, scale
    return None


def _narrow_kind(span: int) -> int:
    """The smallest type that holds 0..span and one mark for unknown; 0 when none does."""
    return next((i + 1 for i, narrow in enumerate(_NARROW) if span < np.iinfo(narrow).max), 0)


def _pressed(data: bytes, share: float) -> tuple[bytes, int]:
    """The data, pressed where that leaves less than a share of it, and the flag that tells so.

    Whether it pays is told by the middle of long data, of which most is never pressed for nothing.
    """
    if len(data) <= _TINY:
        return data, 0
    middle = max(0, len(data) // 2 - _SAMPLE // 2)
    sample = data[middle : middle + _SAMPLE]
    pressed = zlib.compress(sample, 1)
    if len(pressed) >= share * len(sample):
        return data, 0
    return pressed if len(sample) == len(data) else zlib.compress(data, 1), _ZIPPED


class Texts(Sequence[str]):
    """Many texts in one piece of memory, made into strings when asked for."""

    def __init__(self, data: bytes, ends: NDArray[np.int64]) -> None:
        self._data = data
        self._ends = ends
        self._all: list[str] | None = None

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return self.all()[index]
        if self._all is not None:
            return self._all[index]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        index %= len(self)
        start = int(self._ends[index - 1]) if index else 0
        return self._data[start : int(self._ends[index])].decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        return iter(self.all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self.all() == list(other)

    __hash__ = None  # type: ignore[assignment] # as lists

    def __repr__(self) -> str:
        return repr(self.all())

    def __array__(self, dtype: np.dtype[Any] | None = None, copy: bool | None = None) -> NDArray[Any]:
        """The texts as an array, quicker than NumPy would ask for them one by one."""
        del copy  # it is one always
        return np.array(self.all(), dtype=dtype)

    def all(self) -> list[str]:
        """Every text.  Made once."""
        if self._all is None:
            between = pairwise([0, *self._ends.tolist()])
            if self._data.isascii():
                whole = self._data.decode("ascii")
                self._all = [whole[start:end] for start, end in between]
            else:
                self._all = [self._data[start:end].decode("utf-8", "surrogatepass") for start, end in between]
        return self._all


def pack_texts(texts: Sequence[str], *, small: bool = False) -> bytes:
    """Texts as bytes, in their order."""
    whole = "".join(texts)
    data = whole.encode("utf-8", "surrogatepass")
    if len(data) == len(whole):
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    else:
        lengths = np.array([len(text.encode("utf-8", "surrogatepass")) for text in texts], dtype=np.int64)
    packed = pack(lengths.astype(np.int32), small=small)
    data, flags = _pressed(data, _SMALLER) if small else (data, 0)
    return _TEXTS_HEADER.pack(_TEXTS_MAGIC, flags, len(texts), len(packed)) + packed + data


def unpack_texts(data: bytes) -> Texts:
    """The texts that were packed."""
    magic, flags, n, size = _TEXTS_HEADER.unpack_from(data)
    if magic != _TEXTS_MAGIC:
        message = "these bytes are no packed texts"
        raise ValueError(message)
    start = _TEXTS_HEADER.size
    lengths = unpack(data[start : start + size]) if n else np.zeros(0, dtype=np.int32)
    texts = data[start + size :]
    return Texts(zlib.decompress(texts) if flags & _ZIPPED else texts, np.cumsum(lengths, dtype=np.int64))
