"""Which rows become records, and a problem with its address for every cell that could not be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_DAY, NO_MOMENT, SCHEMAS, Dtype, Kind
from salesdesk.domain.period import day_number, from_day_number
from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.texts import Message
from salesdesk.importing.matching import Match
from salesdesk.importing.meant_dates import meant_year
from salesdesk.importing.record_fields import Records
from salesdesk.importing.records import known_rows
from salesdesk.importing.values import Failures

if TYPE_CHECKING:
    from salesdesk.importing.look import Look

_MUST_READ: Final[Mapping[Kind, frozenset[str]]] = {
    Kind.OPPORTUNITY: frozenset(
        ["amount", "amount_net", "amount_gross", "close_date", "created_date", "first_contact_date"]
    ),
    Kind.ORDER_LINE: frozenset(
        ["date", "line_total_net", "line_total_gross", "amount_paid", "quantity", "unit_price_net"]
    ),
    Kind.LEAD: frozenset({"created_date"}),
    Kind.STAGE_CHANGE: frozenset({"changed_at"}),
    Kind.ACTIVITY: frozenset({"date"}),
    Kind.TARGET: frozenset({"value"}),
}
"""A cell of these that holds something unreadable keeps its row out: a figure would be wrong without it."""
_FACTS: Final[Mapping[Kind, Mapping[str, str]]] = {
    Kind.OPPORTUNITY: {
        "first_contact_date": "first_contact_date",
        "created_date": "created_date",
        "close_date": "close_date",
    },
    Kind.ORDER_LINE: {"date": "date"},
    Kind.LEAD: {"received_at": "created_date"},
    Kind.STAGE_CHANGE: {"date": "changed_at"},
}
"""Our date field → import field, for things that have happened: years ahead, they are typing mistakes."""
_AHEAD_DAYS: Final = 366
_EARLIEST: Final = -7_305  # 1950-01-01
_MOST_WARNINGS: Final = 200


@dataclass(frozen=True)
class Judged:
    """``accepted``: positions among the table's records."""

    accepted: NDArray[np.int64]
    problems: tuple[Problem, ...]


def judge(records: Records, look: "Look", matches: Mapping[str, Match]) -> Judged:
    """Accept or reject each row."""
    judge_ = _Judge(records, look, matches)
    judge_.unreadable()
    judge_.implausible()
    judge_.missing()
    return Judged(np.flatnonzero(~judge_.rejected), tuple(sorted(judge_.problems, key=lambda p: (p.row, p.column))))


class _Judge:
    def __init__(self, records: Records, look: "Look", matches: Mapping[str, Match]) -> None:
        self.records, self.look, self.matches = records, look, matches
        self.rejected = np.zeros(records.cells.n, dtype=bool)
        self.problems: list[Problem] = []
        self.numbers = look.row_numbers

    def _column(self, name: str) -> int:
        match = self.matches.get(name)
        return self.look.table.body.first_column + match.column if match is not None else -1

    def _add(self, severity: Severity, message: Message, position: int, column: int) -> None:
        origin = self.look.origin
        row = int(self.numbers[position])
        self.problems.append(Problem(severity, message, origin.file, origin.sheet, row, column))

    def unreadable(self) -> None:
        """Cells that hold something that is not what the column is about."""
        must = _MUST_READ.get(self.records.kind, frozenset())
        for name, failures in self.records.cells.failures.items():
            if name in must and not self._replaced(name):
                fatal = self._fatal(name, failures)
                self.rejected[fatal] = True
                lost = np.isin(failures.rows, fatal)
                for position in np.flatnonzero(lost):
                    reason = failures.reason(int(position))
                    self._add(Severity.REJECTED, reason, int(failures.rows[position]), self._column(name))
                self._warn(name, failures, np.flatnonzero(~lost))
            else:
                self._warn(name, failures, np.arange(len(failures)))

    def _replaced(self, name: str) -> bool:
        """Quantity and price only count where the amount is computed from them."""
        return name in {"quantity", "unit_price_net"} and bool(
            {"line_total_net", "line_total_gross"} & set(self.matches)
        )

    def _fatal(self, name: str, failures: Failures) -> NDArray[np.int64]:
        """Rows that a failed cell keeps out: not an amount that quantity × price replace."""
        amount = self.records.columns.get("amount")
        dtype = SCHEMAS[self.records.kind].by_name.get("amount")
        replaced = self.records.kind is Kind.ORDER_LINE and "total" in name
        if replaced and amount is not None and dtype is not None:
            lost: NDArray[np.int64] = failures.rows[amount[failures.rows] == dtype.dtype.unknown]
            return lost
        return failures.rows

    def _warn(self, name: str, failures: Failures, positions: NDArray[np.int64]) -> None:
        column = self._column(name)
        for position in positions[:_MOST_WARNINGS]:
            self._add(Severity.WARNING, failures.reason(int(position)), int(failures.rows[position]), column)
        if len(positions) > _MOST_WARNINGS:
            more = len(positions) - _MOST_WARNINGS
            message = Message("importing.note.more_unreadable", {"n": more})
            self._add(Severity.WARNING, message, int(failures.rows[positions[_MOST_WARNINGS]]), column)

    def implausible(self) -> None:
        """Facts dated years ahead or before 1950."""
        limit = day_number(self.look.today) + _AHEAD_DAYS
        for own, name in _FACTS.get(self.records.kind, {}).items():
            values = self.records.columns.get(own)
            if values is None:
                continue
            moment = SCHEMAS[self.records.kind].by_name[own].dtype is Dtype.MOMENT
            known = values != (NO_MOMENT if moment else NO_DAY)
            days = np.where(known, values, 0) // 1440 if moment else np.where(known, values, 0)
            odd = np.flatnonzero(known & ((days > limit) | (days < _EARLIEST)) & ~self.rejected)
            years = days[known & (days <= limit) & (days >= _EARLIEST)].astype("datetime64[D]").astype("datetime64[Y]")
            for position in odd:
                key = "importing.cell.far_future" if days[position] > limit else "importing.cell.far_past"
                told = _odd_day(int(days[position]), np.unique(years).astype(np.int64) + 1970)
                self._add(Severity.REJECTED, Message(key, told), int(position), self._column(name))
            self.rejected[odd] = True

    def missing(self) -> None:
        """Rows that do not hold enough to be a record."""
        lacking = np.flatnonzero(~known_rows(self.records) & ~self.rejected)
        message = Message(f"importing.lack.row_{self.records.kind}")
        column = next(iter(self._needed()), -1)
        for position in lacking:
            self._add(Severity.REJECTED, message, int(position), column)
        self.rejected[lacking] = True

    def _needed(self) -> Iterator[int]:
        """Columns where what is missing should have stood."""
        for name in _SHOWN_MISSING.get(self.records.kind, ()):
            if name in self.matches:
                yield self._column(name)


def _odd_day(number: int, years: NDArray[np.int64]) -> dict[str, object]:
    """A day that is far off, and the one that it was meant to be ('' where that is not certain)."""
    try:
        day = from_day_number(number)
    except OverflowError:
        return {"date": str(np.datetime64(number, "D")), "meant": ""}
    return {"date": day, "meant": str(meant_year(day, years) or "")}


_SHOWN_MISSING: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.ORDER_LINE: ("line_total_net", "line_total_gross", "amount_paid", "quantity"),
    Kind.OPPORTUNITY: ("stage", "status", "deal_id"),
    Kind.CUSTOMER: ("customer_name", "customer_id"),
    Kind.PRODUCT: ("product_name", "product_id"),
    Kind.REP: ("rep_name",),
}
