"""The fields of records while they are built from a table's columns."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_CODE, SCHEMAS, Column, Dtype, Kind
from salesdesk.importing.cells import Cells
from salesdesk.importing.members import Lists, Named, named


def is_known(column: Column, dtype: Dtype) -> NDArray[np.bool_]:
    return ~np.isnan(column) if dtype is Dtype.NUMBER else column != dtype.unknown


@dataclass
class Records:
    """Arrays of our fields over all rows of the table, before rows are accepted or rejected."""

    kind: Kind
    cells: Cells
    columns: dict[str, Column] = field(default_factory=dict)
    lists: Lists = field(default_factory=Lists)

    def put(self, name: str, values: Column | None) -> None:
        """Fill a field; a column that knows nothing is left out."""
        if values is None:
            return
        dtype = SCHEMAS[self.kind].by_name[name].dtype
        if is_known(values, dtype).any():
            self.columns[name] = values.astype(dtype.numpy, copy=False)

    def member(self, name: str, column: Named | None) -> None:
        """Fill a field of members or texts."""
        if column is None or not (column.codes != NO_CODE).any():
            return
        list_name = SCHEMAS[self.kind].by_name[name].list_name
        self.columns[name] = self.lists.add(list_name, column).astype(np.int32, copy=False)

    def text(self, name: str, *sources: str) -> None:
        self.member(name, named(self.cells.words(*sources), None))

    def of(self, name: str, names: tuple[str, ...], keys: tuple[str, ...]) -> None:
        """Fill a member field from its name and key columns."""
        self.member(name, named(self.cells.words(*names), self.cells.words(*keys)))


def put_shared(records: Records) -> None:
    """Fields that opportunities, order lines and leads have in common."""
    names = SCHEMAS[records.kind].by_name
    if "customer" in names:
        records.of("customer", ("customer_name",), ("customer_id",))
    records.of("rep", ("rep_name", "rep_email"), ("rep_id",))
    for own, sources in (
        ("team", ("team",)),
        ("channel", ("channel", "source")),
        ("segment", ("segment",)),
        ("customer_type", ("customer_type",)),
        ("sector", ("industry",)),
        (
            "region",
            ("region", "department", "country") if records.kind is not Kind.CUSTOMER else ("region", "department"),
        ),
        ("range", ("product_family",)),
        ("currency", ("currency",)),
    ):
        if own in names:
            records.text(own, *sources)
