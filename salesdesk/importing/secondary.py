"""Customers, products and reps that a table of order lines or opportunities describes on the side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.batch import LocalMembers
from salesdesk.domain.columns import NO_CODE, SCHEMAS, Column, Kind
from salesdesk.importing.members import Lists, Named

_ATTRIBUTES: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.CUSTOMER: ("customer_type", "segment", "sector", "region"),
    Kind.PRODUCT: ("range",),
    Kind.REP: ("team",),
}
_OWNERS: Final = {Kind.CUSTOMER: "customer", Kind.PRODUCT: "product", Kind.REP: "rep"}
_CONSTANT: Final = 0.95
"""An attribute belongs to the member when so many of its members have one value only."""


@dataclass(frozen=True)
class Described:
    """Members with their attributes.  ``first``: position of the row that names each member first."""

    kind: Kind
    columns: dict[str, Column]
    lists: dict[str, LocalMembers]
    first: NDArray[np.int64]


def described(kind: Kind, columns: Mapping[str, Column], lists: Mapping[str, LocalMembers]) -> Iterator[Described]:
    """One record per member and kind for which the table has an attribute that is the member's own."""
    if kind not in {Kind.ORDER_LINE, Kind.OPPORTUNITY}:
        return
    for other, owner in _OWNERS.items():
        codes = columns.get(owner)
        if codes is None:
            continue
        names = [name for name in _ATTRIBUTES[other] if name in columns and name in SCHEMAS[other].by_name]
        values = {name: value for name in names if (value := _attribute(codes, columns[name])) is not None}
        if values:
            yield _describe(other, owner, codes, values, lists)


def _attribute(owners: NDArray[np.int32], values: NDArray[np.int32]) -> NDArray[np.int32] | None:
    """The value of each owner code, or None when owners have several."""
    known = (owners != NO_CODE) & (values != NO_CODE)
    if not known.any():
        return None
    owners, values = owners[known], values[known]
    table = np.full(int(owners.max()) + 1, NO_CODE, dtype=np.int32)
    table[owners] = values
    several = np.zeros(len(table), dtype=bool)
    several[owners[table[owners] != values]] = True
    met = np.unique(owners)
    return table if 1 - several[met].mean() >= _CONSTANT else None


def _describe(
    kind: Kind,
    owner: str,
    codes: NDArray[np.int32],
    values: Mapping[str, NDArray[np.int32]],
    lists: Mapping[str, LocalMembers],
) -> Described:
    members, first = np.unique(codes, return_index=True)
    first = first[members != NO_CODE]
    members = members[members != NO_CODE]
    own = Lists()
    columns: dict[str, Column] = {owner: own.add(owner, Named(members.astype(np.int32), lists[owner]))}
    for name, table in values.items():
        list_name = SCHEMAS[kind].by_name[name].list_name
        column = np.append(table, NO_CODE)[np.minimum(members, len(table))].astype(np.int32)
        columns[name] = own.add(list_name, Named(column, lists[list_name]))
    return Described(kind, columns, own.members(), first.astype(np.int64))
