"""Which record a row is, and whether its contents changed: 64-bit hashes of texts, the same in every file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.batch import LocalMembers
from salesdesk.domain.columns import SCHEMAS, Column, Dtype, Kind
from salesdesk.importing.values import Words
from salesdesk.importing.vocabulary import normal

_ODD: Final = np.uint64(0x9E3779B97F4A7C15)
_TURN: Final = np.uint64(31)
_CODED: Final = (Dtype.TEXT, Dtype.MEMBER)
_WEAK_KEYS: Final = {
    Kind.ORDER_LINE: (("order_no", "product"), ("order_no",)),
    Kind.LEAD: (("email",),),
}
"""Keys that lines of one document may share by right: any repetition disproves them."""
_FILLED: Final = 0.5
"""A key must be filled in at least this share of the rows; the other rows are told by their whole contents."""


@dataclass(frozen=True)
class Identified:
    """``identity`` and ``content`` of each record.

    ``key``: the natural key used, () when the whole row is.  ``repeated``: positions of rows that repeat an earlier
    one in key and contents, to be left out.  ``broken``: a key whose rows repeat it with other contents, so that it is
    none; () otherwise.
    """

    identity: NDArray[np.int64]
    content: NDArray[np.int64]
    key: tuple[str, ...]
    repeated: NDArray[np.int64]
    broken: tuple[str, ...]


def text_hashes(texts: Sequence[str]) -> NDArray[np.uint64]:
    """One hash per text, the same on every machine."""
    import pandas as pd

    return pd.util.hash_array(np.array(texts, dtype=object), categorize=False) if len(texts) else _none()


def _none() -> NDArray[np.uint64]:
    return np.zeros(0, dtype=np.uint64)


def _salt(word: str) -> np.uint64:
    return np.uint64(text_hashes([word])[0])


def _mix(total: NDArray[np.uint64], part: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Combine in order: mix(a, b) differs from mix(b, a)."""
    total = (total ^ part) * _ODD
    return total ^ (total >> _TURN)


def _column_hashes(column: Column, dtype: Dtype, members: LocalMembers | None, *, names: bool) -> NDArray[np.uint64]:
    """Hash of each value; ``names`` adds a keyed member's name, which is content but no identity."""
    import pandas as pd

    if dtype in _CODED:
        assert members is not None
        told = [
            f"{key}\n{name}" if key and names else key or name
            for name, key in zip(members.names, members.keys, strict=True)
        ]
        return np.append(text_hashes(told), np.uint64(0))[column]
    return pd.util.hash_array(np.ascontiguousarray(column))


def identify(
    kind: Kind,
    columns: Mapping[str, Column],
    lists: Mapping[str, LocalMembers],
    rows: NDArray[np.uint64],
    source: str,
) -> Identified:
    """Identity by the first natural key that this sheet fills and does not contradict, else by the whole row.

    ``rows``: hash of each raw row.  Without a key the row's hash is numbered among its equals and bound to ``source``,
    so true duplicates are kept and a second import finds them all again.
    """
    schema = SCHEMAS[kind]
    n = len(rows)
    content = np.zeros(n, dtype=np.uint64)
    hashes: dict[str, NDArray[np.uint64]] = {}
    for field in schema.fields:
        if field.name not in columns:
            continue
        own = lists.get(field.list_name)
        hashes[field.name] = _column_hashes(columns[field.name], field.dtype, own, names=False)
        told = (
            _column_hashes(columns[field.name], field.dtype, own, names=True) if own is not None else hashes[field.name]
        )
        content += _mix(told, np.broadcast_to(_salt(field.name), (n,)))
    whole = _mix(_mix(rows, np.broadcast_to(_salt(source), (n,))), _occurrence(rows))
    broken: tuple[str, ...] = ()
    for key in schema.keys:
        if not all(name in columns for name in key):
            continue
        filled = np.logical_and.reduce([_known(columns[name], schema.by_name[name].dtype) for name in key])
        if not n or filled.mean() < _FILLED:
            continue
        identity = np.full(n, _salt("+".join(key)), dtype=np.uint64)
        for name in key:
            identity = _mix(identity, hashes[name])
        identity = np.where(filled, identity, whole)
        repeated = _repeated(identity, content)
        if repeated is None or (len(repeated) and key in _WEAK_KEYS.get(kind, ())):
            broken = broken or (key if repeated is None else ())
            continue
        return Identified(identity.view(np.int64), content.view(np.int64), key, repeated, broken)
    return Identified(whole.view(np.int64), content.view(np.int64), (), np.zeros(0, dtype=np.int64), broken)


def _known(column: Column, dtype: Dtype) -> NDArray[np.bool_]:
    return ~np.isnan(column) if dtype is Dtype.NUMBER else column != dtype.unknown


def _repeated(identity: NDArray[np.uint64], content: NDArray[np.uint64]) -> NDArray[np.int64] | None:
    """Rows that say an earlier row again; None when a key comes with other contents."""
    import pandas as pd

    again = pd.Series(identity).duplicated().to_numpy()
    if not again.any():
        return np.zeros(0, dtype=np.int64)
    both = pd.Series(_mix(identity, content)).duplicated().to_numpy()
    return np.flatnonzero(again) if (again == both).all() else None


def _occurrence(rows: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """0 for the first row of its kind, 1 for the second…"""
    import pandas as pd

    numbers = np.zeros(len(rows), dtype=np.uint64)
    several = np.flatnonzero(pd.Series(rows).duplicated(keep=False).to_numpy())
    numbers[several] = pd.Series(rows[several]).groupby(rows[several]).cumcount().to_numpy()
    return numbers


def row_hashes(columns: Sequence[Words], headers: Sequence[str], n: int) -> NDArray[np.uint64]:
    """Hash of each of ``n`` rows of raw cells, blind to the order of columns and to empty cells."""
    total = np.zeros(n, dtype=np.uint64)
    for header, words in zip(headers, columns, strict=True):
        hashes = np.append(text_hashes(words.texts), np.uint64(0))
        salted = _mix(hashes, np.broadcast_to(_salt(normal(header) or header), hashes.shape))
        salted[-1] = 0
        total += salted[words.codes]
    return total
