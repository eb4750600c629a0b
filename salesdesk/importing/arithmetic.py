"""What the numbers of an order-line table prove about its columns, whatever their headers say.

quantity × price × (1 − discount) = amount tells excluding from including VAT and a rate from a sum of money;
amount − cost = margin tells a cost per unit from a cost per line; a total that never changes within a document is the
document's.  A relation counts as proven when it holds in nine of ten rows that can test it, and in at least five.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.float64]

_ROWS: Final = 5_000
_HOLDS: Final = 0.9
_LEAST_ROWS: Final = 5


@dataclass(frozen=True)
class Findings:
    """``renamed``: import field as matched → import field as proven.  ``vat``: net or gross where that is proven.

    ``checked``: fields that a relation confirms.  ``amount``: the field that holds each line's amount, when the
    numbers choose among several.
    """

    renamed: Mapping[str, str] = field(default_factory=dict)
    vat: str = ""
    checked: frozenset[str] = frozenset()
    amount: str = ""


def holds(left: Numbers, right: Numbers) -> bool:
    """Whether two columns say the same, to a cent of rounding per unit or a thousandth."""
    known = ~np.isnan(left) & ~np.isnan(right) & ((left != 0) | (right != 0))
    if known.sum() < _LEAST_ROWS:
        return False
    a, b = left[known], right[known]
    close = np.abs(a - b) <= np.maximum(0.0151, 0.001 * np.abs(b))
    return bool(close.mean() >= _HOLDS)


def examine(columns: Mapping[str, Numbers], documents: NDArray[np.int32] | None) -> Findings:
    """Test the relations.  ``columns``: import field → numbers of the same rows; rates as shares of 1."""
    lines = _Lines({name: values[:_ROWS] for name, values in columns.items()})
    lines.discount()
    lines.amount()
    lines.documents(documents[:_ROWS] if documents is not None else None)
    lines.cost_and_margin()
    lines.sums()
    return Findings(lines.renamed, lines.vat, frozenset(lines.checked), lines.chosen)


class _Lines:
    def __init__(self, columns: dict[str, Numbers]) -> None:
        self.columns = columns
        self.renamed: dict[str, str] = {}
        self.checked: set[str] = set()
        self.vat = ""
        self.chosen = ""

    def get(self, *names: str) -> Numbers | None:
        return next((self.columns[name] for name in names if name in self.columns), None)

    def rename(self, name: str, proven: str) -> None:
        self.columns[proven] = self.columns.pop(name)
        self.renamed[name] = proven
        self.checked.add(proven)

    @property
    def list_amount(self) -> Numbers | None:
        """Quantity × price before discount."""
        quantity, price = self.get("quantity"), self.get("unit_price_net", "unit_price_gross")
        return quantity * price if quantity is not None and price is not None else None

    @property
    def expected(self) -> Numbers | None:
        """Quantity × price less the discount."""
        full = self.list_amount
        if full is None:
            return None
        expected: Numbers = full
        if (rate := self.get("discount_pct")) is not None:
            expected = full * (1 - np.nan_to_num(rate))
        elif (money := self.get("discount_amount")) is not None:
            expected = full - np.abs(np.nan_to_num(money)) * np.sign(full)
        return expected

    def discount(self) -> None:
        """A discount column is a rate when amounts follow it as one, a sum when they follow it as that."""
        full, amount = self.list_amount, self.get("line_total_net", "line_total_gross")
        if full is None or amount is None:
            return
        for name, other in (("discount_pct", "discount_amount"), ("discount_amount", "discount_pct")):
            values = self.get(name)
            if values is None or other in self.columns or not np.nan_to_num(values).any():
                continue
            rate = values if np.nanmax(np.abs(values)) <= 1 else values / 100
            money = np.nan_to_num(values)
            as_rate = holds(full * (1 - np.nan_to_num(rate)), amount)
            as_money = holds(full - money, amount)
            if (as_rate or as_money) and as_rate != as_money:
                proven = "discount_pct" if as_rate else "discount_amount"
                self.checked.add(proven)
                if proven != name:
                    self.rename(name, proven)
                self.columns[proven] = rate if as_rate else money
                return

    def amount(self) -> None:
        """Including or excluding VAT: by two totals, by the VAT rate, and by a unit price whose header says so."""
        expected, rate = self.expected, self.get("vat_rate")
        net, gross = self.get("line_total_net"), self.get("line_total_gross")
        if net is not None and gross is not None:
            self._two_totals(net, gross, expected)
            return
        amount = net if net is not None else gross
        if amount is None or expected is None:
            return
        name = "line_total_net" if net is not None else "line_total_gross"
        price_is_net = "unit_price_net" in self.columns
        with_vat = expected * (1 + np.nan_to_num(rate)) if rate is not None and np.nan_to_num(rate).any() else None
        if with_vat is not None and price_is_net and holds(with_vat, amount) and not holds(expected, amount):
            self.vat = "gross"
            if name == "line_total_net":
                self.rename(name, "line_total_gross")
        elif holds(expected, amount):
            self.checked |= {name, "quantity"}
            if not price_is_net and name == "line_total_net":
                self.rename(name, "line_total_gross")
                self.vat = "gross"

    def _two_totals(self, net: Numbers, gross: Numbers, expected: Numbers | None) -> None:
        """Of two totals the smaller excludes VAT."""
        self.vat = "net"
        if not holds(net, gross) and np.nansum(np.abs(net)) > np.nansum(np.abs(gross)) * 1.01:
            self.columns["line_total_net"], self.columns["line_total_gross"] = gross, net
            self.renamed |= {"line_total_net": "line_total_gross", "line_total_gross": "line_total_net"}
            net = gross
        if expected is not None and holds(expected, net):
            self.checked |= {"line_total_net", "quantity"}

    def documents(self, codes: NDArray[np.int32] | None) -> None:
        """A total repeated on every line of its document is the document's."""
        if codes is None:
            return
        for name, total in (
            ("line_total_net", "document_total_net"),
            ("line_total_gross", "document_total_gross"),
            ("amount_paid", "document_total_gross"),
        ):
            values = self.get(name)
            if values is None or total in self.columns or name in self.checked:
                continue
            known = (codes >= 0) & ~np.isnan(values)
            if self._constant(codes[known], values[known]):
                self.rename(name, total)

    @staticmethod
    def _constant(codes: NDArray[np.int32], values: Numbers) -> bool:
        """Whether documents of several lines show one value on all of them, and documents differ."""
        order = np.lexsort((values, codes))
        codes, values = codes[order], values[order]
        same_document = codes[1:] == codes[:-1]
        if same_document.sum() < _LEAST_ROWS or len(np.unique(values)) < 3:
            return False
        return bool((values[1:] == values[:-1])[same_document].mean() >= 0.98)

    def cost_and_margin(self) -> None:
        amount = self.get("line_total_net")
        amount = amount if amount is not None else self.expected
        quantity, margin = self.get("quantity"), self.get("margin_amount")
        if amount is None:
            return
        if quantity is not None:
            for name, other in (("unit_cost", "line_cost"), ("line_cost", "unit_cost")):
                cost = self.get(name)
                if cost is not None and other not in self.columns:
                    self._cost(name, cost, amount, quantity, margin)
                    break
        self._margin(amount, quantity)

    def _cost(self, name: str, cost: Numbers, amount: Numbers, quantity: Numbers, margin: Numbers | None) -> None:
        several = np.abs(np.nan_to_num(quantity)) > 1
        if several.sum() < _LEAST_ROWS:
            return
        per_line, per_unit = amount - cost, amount - quantity * cost
        if margin is not None and holds(per_line, margin) != holds(per_unit, margin):
            proven = "line_cost" if holds(per_line, margin) else "unit_cost"
            self.checked |= {proven, "margin_amount"}
        else:
            proven = self._steadier(cost, amount, quantity, several)
            if not proven:
                return
            self.checked.add(proven)
        if proven != name:
            self.rename(name, proven)

    @staticmethod
    def _steadier(cost: Numbers, amount: Numbers, quantity: Numbers, several: NDArray[np.bool_]) -> str:
        """Without a margin to test against: costs are a steadier share of prices per unit, or of amounts per line."""
        usable = several & (cost > 0) & (amount > 0) & (quantity > 0)
        if usable.sum() < _LEAST_ROWS * 4 or len(np.unique(quantity[usable])) < 2:
            return ""
        line = np.log(cost[usable] / amount[usable])
        unit = line + np.log(quantity[usable])
        if unit.std() < 0.7 * line.std() and np.median(unit) < np.log(1.5):
            return "unit_cost"
        return "line_cost" if line.std() < 0.7 * unit.std() else ""

    def _margin(self, amount: Numbers, quantity: Numbers | None) -> None:
        """A margin is a sum of money or a rate, and a rate is of the sales or of the cost."""
        line_cost, unit_cost = self.get("line_cost"), self.get("unit_cost")
        cost = (
            line_cost
            if line_cost is not None
            else (unit_cost * quantity if unit_cost is not None and quantity is not None else None)
        )
        if cost is None:
            return
        with np.errstate(divide="ignore", invalid="ignore"):
            relations = {
                "margin_amount": amount - cost,
                "margin_pct_of_sales": (amount - cost) / amount,
                "margin_pct_of_cost": (amount - cost) / cost,
            }
        for name in relations:
            values = self.get(name)
            if values is None:
                continue
            for proven, relation in relations.items():
                scaled = values / 100 if proven != "margin_amount" and np.nanmax(np.abs(values)) > 5 else values
                if holds(relation, scaled):
                    self.checked.add(proven)
                    if proven != name and proven not in self.columns:
                        self.rename(name, proven)
                    return

    def sums(self) -> None:
        """Products + discount + shipping = paid: the total paid is what the document brought."""
        paid, products = self.get("amount_paid"), self.get("products_amount")
        if paid is None:
            return
        if self.get("line_total_net", "line_total_gross") is not None or self.expected is not None:
            return
        self.chosen = "amount_paid"
        if products is None:
            return
        parts = [self.get(name) for name in ("discount_amount", "shipping", "shipping_discount")]
        total = np.nan_to_num(products).copy()
        for part in parts:
            if part is not None:
                total += np.nan_to_num(part)
        if holds(total, paid):
            self.checked |= {"amount_paid", "products_amount"}
