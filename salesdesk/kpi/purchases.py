"""Purchases: what repurchase counts.

A purchase is a customer's day with at least one order of positive net amount.  The lines of an order are netted within
its own number (credit lines within the order they name); lines without a number are netted within their day.  An order
is dated by its first positive line.  A credit note alone is no purchase, and an order wholly credited does not count.
Netting a whole day instead would let a credit note cancel a purchase that it has nothing to do with.
"""

from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_CODE, NO_DAY, Kind
from salesdesk.domain.period import day_number
from salesdesk.domain.sales import Codes, Sales
from salesdesk.kpi.facts import Days, Entries, Excluded, Facts, Mask, Numbers, Reducer, Rows, by_day, sums
from salesdesk.kpi.lines import POOL, sale_lines

WINDOWS: Final = (30, 60, 90, 180, 365)
"""Days within which a second purchase is looked for."""


@dataclass(frozen=True, eq=False)
class Orders:
    """Orders, or the parts of orders that belong to one group each, by day and customer.

    ``of_line``: the order of each line of the facts.  ``sequence``: the orders by day, customer and group (None: as
    they are).
    """

    of_line: Codes
    day: Days
    customer: Codes
    group: NDArray[np.signedinteger] | None = None
    sequence: Rows | None = None

    def __len__(self) -> int:
        return len(self.day)


@dataclass(frozen=True, eq=False)
class Firsts:
    """First purchases by day: position among the purchases, day, and day of the second purchase (NO_DAY: none)."""

    index: Rows
    day: Days
    second: Days

    def again(self, window: int) -> Mask:
        """Whose second purchase came within so many days."""
        return np.asarray((self.second != NO_DAY) & (self.second.astype(np.int64) - self.day <= window))


@dataclass(frozen=True, eq=False)
class PurchaseFacts(Facts):
    """Lines of sales with a customer (``member``); ``numerator`` is their amount in millionths.

    ``entries`` are purchases, found again under every filter, since a filter keeps lines.  ``days``: the orders of a
    customer on one day are one purchase.  ``window``: entries are first purchases instead, with numerator 1 where the
    customer bought again within so many days; only those whose window ends by ``last_day``.

    What was found is kept: all of it without a filter, and what the latest filter gave.
    """

    days: bool = True
    window: int = 0
    last_day: int = 0
    _orders: dict[str, Orders] = field(default_factory=dict, repr=False)
    _entries: dict[str, Entries] = field(default_factory=dict, repr=False)
    _filtered: dict[str, tuple[Mask, Entries]] = field(default_factory=dict, repr=False)
    _nets: dict[str, tuple[Mask, Codes, Numbers]] = field(default_factory=dict, repr=False)
    _firsts: list[Firsts] = field(default_factory=list, repr=False)

    def entries(self, keep: Mask | None = None) -> Entries:
        purchases = self.purchases(keep)
        return purchases if not self.window else self._within_window(purchases, ended=True)

    def grouped(self, entries: Entries, keep: Mask | None, dimension: str) -> Entries:  # noqa: ARG002 - found anew
        """Purchases of each group: an order whose lines belong to several counts in each by its own lines."""
        purchases = self.purchases(keep, dimension)
        return purchases if not self.window else self._within_window(purchases, ended=True)

    def purchases(self, keep: Mask | None = None, dimension: str = "") -> Entries:
        """Purchases by day; ``numerator`` is the net amount of their orders in millionths."""
        found = self._entries.get(dimension)
        if keep is None:
            if found is None:
                found = self._entries[dimension] = self._find(None, dimension)
            return found
        latest = self._filtered.get(dimension)
        if latest is None or latest[0] is not keep:
            latest = self._filtered[dimension] = keep, self._find(keep, dimension)
        return latest[1]

    def credits(self, keep: Mask | None = None) -> Entries:
        """Orders worth less than nothing, such as credit notes with a number of their own."""
        orders = self.orders("")
        net = self._net(orders, keep)
        at = np.flatnonzero(net < 0)
        at = at[np.argsort(orders.day[at], kind="stable")]
        return Entries(orders.day[at], net[at], None, orders.customer[at])

    def records(self, entries: Entries, chosen: Rows, keep: Mask | None) -> list[tuple[Kind, Rows]]:
        """The lines of the orders behind ungrouped purchases, their credit lines included."""
        purchases = self.purchases(keep)
        index = chosen if entries.index is None else entries.index[chosen]
        orders = self.orders("")
        positive, first = self._positive(orders, self._net(orders, keep))
        wanted = np.zeros(len(purchases), dtype=bool)
        wanted[index] = True
        bought = np.zeros(len(orders), dtype=bool)
        bought[positive[wanted[np.cumsum(first) - 1]]] = True
        lines = bought[orders.of_line]
        if keep is not None:
            lines &= keep
        rows = np.sort(self.rows[lines])
        return [(Kind.ORDER_LINE, rows)] if len(rows) else []

    def undated(self, keep: Mask | None) -> list[tuple[Kind, Rows]]:
        lines = self.day == NO_DAY
        if keep is not None:
            lines &= keep
        return [(Kind.ORDER_LINE, np.sort(self.rows[lines]))] if lines.any() else []

    def also_excluded(self, keep: Mask | None) -> tuple[Excluded, ...]:
        """First purchases too recent for their window to have ended."""
        if not self.window:
            return ()
        recent = self._within_window(self.purchases(keep), ended=False)
        found = self.records(recent, np.arange(len(recent)), keep)
        return tuple(Excluded("window_incomplete", kind, rows, self.sales[kind]["date"][rows]) for kind, rows in found)

    def orders(self, dimension: str) -> Orders:
        """The orders; with a dimension, split where an order's lines belong to several of its members."""
        found = self._orders.get(dimension)
        if found is None:
            found = self._orders[dimension] = self._split(dimension) if dimension else self._grouped_lines()
        return found

    def _find(self, keep: Mask | None, dimension: str) -> Entries:
        orders = self.orders(dimension)
        net = self._net(orders, keep)
        positive, first = self._positive(orders, net)
        starts = np.flatnonzero(first)
        at = positive[starts]
        amount = np.add.reduceat(net[positive], starts) if len(starts) else np.zeros(0)
        group = None if orders.group is None else orders.group[at]
        return Entries(orders.day[at], amount, None, orders.customer[at], group)

    def _net(self, orders: Orders, keep: Mask | None) -> Numbers:
        assert self.numerator is not None
        if keep is None:
            return sums(orders.of_line, self.numerator, len(orders))
        # Adding zeros is quicker than picking the lines out; most filters keep orders whole, which share their sums.
        latest = self._nets.get("")
        if latest is None or latest[0] is not keep or latest[1] is not orders.of_line:
            amounts = np.where(keep, self.numerator, 0.0)
            latest = self._nets[""] = keep, orders.of_line, sums(orders.of_line, amounts, len(orders))
        return latest[2]

    def _positive(self, orders: Orders, net: Numbers) -> tuple[Rows, Mask]:
        """The orders worth something, and which of them begin a new purchase."""
        sequence = orders.sequence
        positive = np.flatnonzero(net > 0) if sequence is None else sequence[net[sequence] > 0]
        first = np.ones(len(positive), dtype=bool)
        if self.days and len(positive):
            same = np.ones(len(positive) - 1, dtype=bool)
            for column in (orders.day, orders.customer, orders.group):
                if column is not None:
                    values = column[positive]
                    same &= values[1:] == values[:-1]
            first[1:] = ~same
        return positive, first

    def firsts(self, purchases: Entries) -> Firsts:
        """The first dated purchase of each customer (of each group, where purchases are grouped)."""
        if purchases is not self._entries.get(""):
            return self._find_firsts(purchases)
        if not self._firsts:
            self._firsts.append(self._find_firsts(purchases))
        return self._firsts[0]

    def _find_firsts(self, purchases: Entries) -> Firsts:
        assert purchases.member is not None
        who, order = purchases.member.astype(np.int64), purchases.by_member
        if purchases.group is not None:
            who = who + purchases.group.astype(np.int64) * self.members
            order = order[np.argsort(who[order], kind="stable")]
        new = np.ones(len(order), dtype=bool)
        new[1:] = who[order[1:]] != who[order[:-1]]
        starts = np.flatnonzero(new)
        following = np.minimum(starts + 1, max(len(order) - 1, 0))
        again = (following > starts) & ~new[following]
        day = purchases.day[order]
        second = np.where(again, day[following], NO_DAY).astype(np.int32)
        back = np.argsort(order[starts], kind="stable")
        return Firsts(order[starts][back], day[starts][back], second[back])

    def _within_window(self, purchases: Entries, *, ended: bool) -> Entries:
        """First purchases whose window has ended, with numerator 1 where a second one fell in it; or the others."""
        firsts = self.firsts(purchases)
        kept = (firsts.day + np.int64(self.window) <= self.last_day) == ended
        at, again = firsts.index[kept], firsts.again(self.window)[kept].astype(np.float64)
        group = None if purchases.group is None else purchases.group[at]
        assert purchases.member is not None
        return Entries(purchases.day[at], again, None, purchases.member[at], group, at)

    def _grouped_lines(self) -> Orders:
        assert self.member is not None
        order_of, count = _order_of(self.sales, self.rows, self.day, self.member)
        day = np.full(count, NO_DAY, dtype=np.int32)
        assert self.numerator is not None
        # Lines ascend by day, and the last assignment stays: assigned backwards, each order gets its first line's day.
        for lines in (np.flatnonzero(self.day != NO_DAY), np.flatnonzero((self.day != NO_DAY) & (self.numerator > 0))):
            day[order_of[lines[::-1]]] = self.day[lines[::-1]]
        customer = np.empty(count, dtype=np.int32)
        customer[order_of] = self.member
        return _sorted(order_of, day, customer)

    def _split(self, dimension: str) -> Orders:
        whole, labels = self.orders(""), self.labels(dimension)
        group = np.full(len(whole), NO_CODE, dtype=labels.codes.dtype)
        group[whole.of_line] = labels.codes
        if bool((group[whole.of_line] == labels.codes).all()):
            return replace(whole, group=group, sequence=_sequence(whole.day, whole.customer, group))
        width = len(labels.names) + 1
        parts, of_line = np.unique(whole.of_line.astype(np.int64) * width + labels.codes, return_inverse=True)
        order, group = parts // width, (parts % width).astype(labels.codes.dtype)
        day, customer = whole.day[order], whole.customer[order]
        return Orders(of_line.astype(np.int32), day, customer, group, _sequence(day, customer, group))


def purchase_facts(sales: Sales, *, days: bool, window: int = 0) -> PurchaseFacts:
    """Purchases of all customers.  Left out: what :func:`sale_lines` leaves out, and lines without a customer."""
    lines = sales.remembered(("kpi", "customer_lines"), lambda: _customer_lines(sales))
    reducer = Reducer.SHARE if window else Reducer.REPEAT
    return replace(lines, reducer=reducer, days=days, window=window, _entries={}, _filtered={}, _nets={}, _firsts=[])


def _customer_lines(sales: Sales) -> PurchaseFacts:
    """What all bases have in common, their orders and labels included."""
    lines = sale_lines(sales)
    customer = sales[Kind.ORDER_LINE]["customer"][lines.rows]
    missing = np.flatnonzero(customer == NO_CODE)
    at = np.flatnonzero(customer != NO_CODE) if len(missing) else slice(None)
    excluded = lines.excluded
    if len(missing):
        excluded += (Excluded("no_customer", Kind.ORDER_LINE, lines.rows[missing], lines.day[missing]),)
    return PurchaseFacts(
        sales=sales,
        reducer=Reducer.REPEAT,
        kinds=(Kind.ORDER_LINE,),
        rows=lines.rows[at],
        day=lines.day[at],
        numerator=lines.amount[at],
        member=customer[at],
        members=len(sales.names("customer")),
        excluded=excluded,
        pool="" if len(missing) else POOL,
        last_day=day_number(sales.as_of),
    )


def _order_of(sales: Sales, rows: Rows, day: Days, customer: Codes) -> tuple[Rows, int]:
    """A dense order number per line: customer and order, or customer and day where no order is named."""
    frame = sales[Kind.ORDER_LINE]
    own, original = frame["order_no"][rows], frame["original_order"][rows]
    number = np.where(original != NO_CODE, original, own).astype(np.int64)
    names = len(sales.names("order_no"))
    dated = np.where(day == NO_DAY, 0, day.astype(np.int64) - int(day.max(initial=0)) - 1)
    unnamed = number == NO_CODE
    number = np.where(unnamed, names - dated, number)
    buyer = np.full(names + 1, NO_CODE, dtype=np.int32)
    if not unnamed.any():
        buyer[number] = customer
        if bool((buyer[number] == customer).all()):
            present = np.flatnonzero(buyer != NO_CODE)
            dense = np.zeros(names + 1, dtype=np.int64)
            dense[present] = np.arange(len(present))
            return dense[number], len(present)
    width = int(number.max(initial=0)) + 1
    orders, order_of = np.unique(customer.astype(np.int64) * width + number, return_inverse=True)
    return order_of, len(orders)


def _sorted(order_of: Rows, day: Days, customer: Codes) -> Orders:
    order = np.argsort(customer, kind="stable")
    order = order[by_day(day[order])]
    rank = np.empty(len(order), dtype=np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    return Orders(rank[order_of], day[order], customer[order])


def _sequence(day: Days, customer: Codes, group: NDArray[np.signedinteger]) -> Rows:
    """Positions by day, then customer, then group; days and customers ascend already."""
    order = np.argsort(group, kind="stable")
    order = order[np.argsort(customer[order], kind="stable")]
    return order[by_day(day[order])].astype(np.int32)
