"""Finding customers, reps, products and orders by a few letters of their name, among any number of them."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import SCHEMAS, Dtype, Kind
from salesdesk.domain.names import folded
from salesdesk.domain.sales import Sales

SEARCHED: Final = ("customer", "rep", "product", "order_no")
_KINDS: Final = (Kind.ORDER_LINE, Kind.OPPORTUNITY, Kind.LEAD)
_LOOKED_AT: Final = 2000
"""Places with the right letters that are looked at before the search of a list gives up."""


@dataclass(frozen=True)
class Found:
    """One name: ``field`` says of what (customer, rep, product, order_no)."""

    field: str
    name: str


@dataclass(frozen=True)
class _Index:
    """All names that records carry, folded, one a line, so that one search of one text finds them."""

    text: str
    starts: list[int]
    codes: NDArray[np.int64]


def find_names(sales: Sales, words: str, most: int = 5) -> list[Found]:
    """Names that hold all the words, at most ``most`` of each list; those that begin with them come first."""
    wanted = folded(words).split()
    if not wanted:
        return []
    found = []
    for name in SEARCHED:
        index = _index(sales, name)
        names = sales.names(name)
        found += [Found(name, names[code]) for code in _search(index, wanted, most)]
    return found


def records_of(sales: Sales, found: Found) -> tuple[Kind, NDArray[np.int64]] | None:
    """The records that carry a name: order lines, else opportunities, else leads; positions in the kind's frame."""
    code = sales.lists[found.field].by_name.get(found.name, -1) if found.field in sales.lists else -1
    for kind in _KINDS:
        if code >= 0 and found.field in SCHEMAS[kind].by_name and found.field in sales[kind]:
            positions = np.flatnonzero(sales[kind][found.field] == code)
            if positions.size:
                return kind, positions
    return None


def _search(index: _Index, wanted: list[str], most: int) -> list[int]:
    """Codes of the lines that hold all words, each word in turn leading the way: one of them is rare enough."""
    hits: dict[int, None] = {}
    for letters in (f"\n{wanted[0]}", *sorted(wanted, key=len, reverse=True)):
        for at in islice(_places(index, letters), _LOOKED_AT):
            line = index.text[index.starts[at] : index.text.index("\n", index.starts[at])]
            if all(word in line for word in wanted):
                hits[int(index.codes[at])] = None
            if len(hits) >= most:
                return list(hits)
    return list(hits)


def _places(index: _Index, letters: str) -> Iterator[int]:
    """Which lines hold the letters, in order."""
    at = index.text.find(letters)
    while at >= 0:
        line = bisect_right(index.starts, at + (letters[0] == "\n")) - 1
        yield line
        at = index.text.find(letters, index.text.index("\n", index.starts[line]))


def _index(sales: Sales, list_name: str) -> _Index:
    """Made once for a snapshot."""

    def make() -> _Index:
        names = list(sales.names(list_name))
        used = _used(sales, list_name, len(names))
        lines = [_plain(names[code]).replace("\n", " ") for code in used.tolist()]
        lengths = np.fromiter((len(line) for line in lines), np.int64, len(lines))
        starts = 1 + np.concatenate(([0], np.cumsum(lengths + 1)[:-1])) if lines else np.zeros(0, np.int64)
        return _Index("\n" + "\n".join(lines) + "\n", starts.tolist(), used)

    return sales.remembered(("finding", list_name), make)


def _used(sales: Sales, list_name: str, n: int) -> NDArray[np.int64]:
    """Codes that some record carries, most frequent first."""
    tally = np.zeros(n, dtype=np.int64)
    for kind in _KINDS:
        spec = SCHEMAS[kind].by_name.get(list_name)
        if spec is not None and spec.dtype in (Dtype.TEXT, Dtype.MEMBER) and list_name in sales[kind]:
            codes = sales[kind][list_name]
            tally += np.bincount(codes[codes >= 0], minlength=n)
    used = np.flatnonzero(tally)
    return used[np.argsort(-tally[used], kind="stable")]


def _plain(name: str) -> str:
    return name.lower() if name.isascii() else folded(name)
