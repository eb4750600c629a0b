"""The records behind a figure, and the spreadsheet cells behind a record."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import MICROS, NO_MONEY, SCHEMAS, Dtype, Field, Kind
from salesdesk.domain.names import folded
from salesdesk.domain.period import from_day_number
from salesdesk.domain.raw import RawTable
from salesdesk.domain.sales import Frame, Sales

Value: TypeAlias = str | float | int | bool | date | datetime | None

_FIRST_COLUMNS: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.OPPORTUNITY: (
        "close_date",
        "customer",
        "rep",
        "amount",
        "status",
        "stage",
        "product",
        "channel",
        "first_contact_date",
        "opportunity_id",
        "loss_reason",
    ),
    Kind.ORDER_LINE: ("date", "customer", "rep", "amount", "product", "order_no", "quantity", "cost", "document_type"),
    Kind.LEAD: ("received_at", "company", "contact", "rep", "status", "channel", "qualified_at", "first_contact_at"),
}
"""What is read first comes first; the remaining fields that are filled follow."""

MARGIN: Final = Field("margin", Dtype.MONEY)
"""Amount less cost of an order line: told where a figure adds up margins, stored nowhere."""
_MARGIN_PLACE: Final = 2


@dataclass(frozen=True)
class Address:
    """Where a record came from.  ``sheet_id`` 0: typed by hand."""

    sheet_id: int
    file: str
    sheet: str
    row: int


@dataclass(frozen=True)
class SheetName:
    file: str
    sheet: str


@dataclass(frozen=True)
class RowsTable:
    """Records of one kind with their source addresses.  ``positions`` point into the kind's frame.

    ``summed``: the money field that the figure behind which they stand adds up; '' when it adds up none.
    """

    sales: Sales
    kind: Kind
    positions: NDArray[np.int64]
    sheets: Mapping[int, SheetName]
    summed: str = "amount"

    def __len__(self) -> int:
        return len(self.positions)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields that at least one record of the kind fills, most telling first."""
        schema = SCHEMAS[self.kind]
        first = [schema.by_name[name] for name in _FIRST_COLUMNS.get(self.kind, ())]
        rest = [f for f in schema.fields if f not in first]
        found = [f for f in (*first, *rest) if f.name in self._frame]
        if self.summed == MARGIN.name:
            found.insert(_MARGIN_PLACE, MARGIN)
        return tuple(found)

    def value(self, row: int, name: str) -> Value:
        """Value of a field in row ``row`` of this table; None where unknown."""
        if name == MARGIN.name:
            margin = int(self._column(name)[row])
            return None if margin == NO_MONEY else margin / MICROS
        return value_of(self.sales, self._frame, int(self.positions[row]), SCHEMAS[self.kind].by_name[name])

    def address(self, row: int) -> Address:
        position = int(self.positions[row])
        sheet_id = int(self._frame["sheet"][position])
        name = self.sheets.get(sheet_id, SheetName("", ""))
        return Address(sheet_id, name.file, name.sheet, int(self._frame["row"][position]))

    def files(self) -> frozenset[str]:
        """Names of the files that the rows came from."""
        ids = np.flatnonzero(np.bincount(self._frame["sheet"][self.positions]))
        return frozenset(self.sheets[i].file for i in ids.tolist() if i in self.sheets)

    def total(self, name: str) -> float | None:
        """Sum of a MONEY field over the rows that know it, in the company currency; those without a rate aside."""
        amounts = self._column(name) if name == MARGIN.name else self.sales.amounts(self.kind, name)[self.positions]
        known = amounts[amounts != NO_MONEY]
        return float(known.sum()) / MICROS if known.size else None

    def sorted_by(self, name: str, *, descending: bool = False) -> "RowsTable":
        """The same rows, ordered by a field; unknown values come last either way."""
        spec = MARGIN if name == MARGIN.name else SCHEMAS[self.kind].by_name[name]
        column = self._column(name)
        unknown = np.isnan(column) if spec.dtype is Dtype.NUMBER else column == spec.dtype.unknown
        if spec.dtype in (Dtype.TEXT, Dtype.MEMBER):
            column = self._ranks(spec.list_name)[column]
        keys = column.astype(np.float64) * (-1 if descending else 1)
        order = np.lexsort((keys, unknown))
        return replace(self, positions=self.positions[order])

    def sorted_by_source(self, *, descending: bool = False) -> "RowsTable":
        """The same rows in the order of files, sheets and rows."""
        sheets = self._frame["sheet"][self.positions]
        ids = np.unique(sheets)
        names = [self.sheets.get(int(i), SheetName("", "")) for i in ids]
        rank = np.argsort(np.argsort(np.array([f"{n.file}\0{n.sheet}" for n in names]), kind="stable"), kind="stable")
        order = np.lexsort((self._frame["row"][self.positions], rank[np.searchsorted(ids, sheets)]))
        return replace(self, positions=self.positions[order[::-1] if descending else order])

    def matching(self, words: str) -> "RowsTable":
        """The rows in which some member or text contains ``words`` (case and accents aside)."""
        wanted = folded(words).strip()
        if not wanted:
            return self
        keep = np.zeros(len(self), dtype=bool)
        for spec in self.fields:
            if spec.dtype in (Dtype.TEXT, Dtype.MEMBER):
                hits = np.array([wanted in name for name in self._folded(spec.list_name)] + [False])
                keep |= hits[self._frame[spec.name][self.positions]]
        return replace(self, positions=self.positions[keep])

    def _column(self, name: str) -> NDArray[np.int64]:
        """The rows' stored values of a field, or their margins where amount and cost are both known."""
        if name != MARGIN.name:
            return self._frame[name][self.positions]
        amounts, costs = (self.sales.amounts(self.kind, field)[self.positions] for field in ("amount", "cost"))
        return np.where((amounts == NO_MONEY) | (costs == NO_MONEY), NO_MONEY, amounts - costs)

    def _folded(self, list_name: str) -> list[str]:
        """The names of a list, case and accents aside, kept with the snapshot."""
        return self.sales.remembered(("folded", list_name), lambda: [folded(n) for n in self.sales.names(list_name)])

    def _ranks(self, list_name: str) -> NDArray[np.int64]:
        """Place of each name of a list in alphabetical order; the last entry serves unknown (-1)."""

        def make() -> NDArray[np.int64]:
            names = self._folded(list_name)
            ranks = np.empty(len(names) + 1, dtype=np.int64)
            ranks[np.array(sorted(range(len(names)), key=names.__getitem__), dtype=np.int64)] = np.arange(len(names))
            ranks[-1] = len(names)
            return ranks

        return self.sales.remembered(("ranks", list_name), make)

    @property
    def _frame(self) -> Frame:
        return self.sales[self.kind]


@dataclass(frozen=True)
class SourceCells:
    """A record's original row among its neighbours, as imported, and the file if it still lies where it was.

    ``fields``: record field → spreadsheet column that filled it (0 = A).  ``corrections``: spreadsheet column → what
    the record's own cell there was read as, where that is not what it says.
    """

    file: str
    sheet: str
    imported_at: datetime
    header_row: int
    headers: RawTable
    table: RawTable
    row: int
    path: Path | None
    fields: Mapping[str, int] = field(default_factory=dict)
    corrections: Mapping[int, str] = field(default_factory=dict)


def value_of(sales: Sales, frame: Frame, position: int, spec: Field) -> Value:  # noqa: PLR0911 - one return per dtype
    """One cell of a frame as a Python value; money as a float in the company currency, None where unknown."""
    raw = frame[spec.name][position]
    if spec.dtype is Dtype.NUMBER:
        return None if np.isnan(raw) else float(raw)
    number = int(raw)
    if number == spec.dtype.unknown:
        return None
    match spec.dtype:
        case Dtype.TEXT | Dtype.MEMBER:
            return sales.names(spec.list_name)[number]
        case Dtype.CHOICE:
            return spec.choices[number]
        case Dtype.DAY:
            return from_day_number(number)
        case Dtype.MOMENT:
            return datetime(1970, 1, 1) + timedelta(minutes=number)  # noqa: DTZ001 - moments are local, as in the sheet
        case Dtype.MONEY:
            return number / MICROS
        case _:
            return bool(number)
