"""The money of order lines: amount, cost and sign, from whichever columns a table has."""

import re
from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import COST_ORIGINS, DOCUMENT_TYPES, NO_CODE, NO_MONEY, Column
from salesdesk.importing.cells import Cells, as_floats, minus, times
from salesdesk.importing.words_in_doubt import meaning

_INVOICE: Final = DOCUMENT_TYPES.index("invoice")
_CREDIT: Final = DOCUMENT_TYPES.index("credit_note")
_LINE, _MARGIN = COST_ORIGINS.index("line"), COST_ORIGINS.index("margin")
VAT_TAKEN_OUT: Final = {"20": 0.2, "10": 0.1, "5_5": 0.055}
"""Answers to the VAT question that give one rate for the whole source."""
_LETTERS: Final = re.compile(r"[A-Za-z]+")
_CREDIT_PREFIXES: Final = ("avoir", "avo", "av", "cn", "crn", "rf")


def order_line_columns(cells: Cells, options: Mapping[str, str]) -> dict[str, Column | None]:
    """Quantity, price, discount, document type, amount, cost and its origin.

    Amounts are excluding VAT where the table allows it: a column including VAT is divided by 1 + the line's rate.
    Credit notes are negative: a sheet that writes them without a sign is turned round.
    """
    quantity = cells.number("quantity")
    price = _price(cells)
    amount = _amount(cells, quantity, price, options)
    if (rate := VAT_TAKEN_OUT.get(options.get("vat", ""))) is not None:
        amount = times(amount, np.full(cells.n, 1 / (1 + rate)))
        price = times(price, np.full(cells.n, 1 / (1 + rate))) if price is not None else None
    kind = cells.choice("document_type", DOCUMENT_TYPES, lambda text: meaning("document_type", text, options))
    if kind is None and options.get("document"):
        kind = np.full(cells.n, DOCUMENT_TYPES.index(options["document"]), dtype=np.int8)
    credit = _credit_notes(cells, kind, amount)
    turn = (
        credit & (amount > 0) & (amount != NO_MONEY) if not (credit & (amount < 0)).any() else np.zeros(cells.n, bool)
    )
    if turn.any():
        amount = np.where(turn, -amount, amount)
        if quantity is not None:
            quantity = np.where(turn, -np.abs(quantity), quantity)
    types = np.full(cells.n, -1, dtype=np.int8) if kind is None else kind.copy()
    unsaid = types == -1
    types[unsaid] = np.where((credit | ((amount < 0) & (amount != NO_MONEY)))[unsaid], _CREDIT, _INVOICE)
    cost, origin = _cost(cells, amount, quantity)
    return {
        "quantity": quantity,
        "unit_price": as_floats(price) if price is not None else None,
        "discount": cells.share("discount_pct"),
        "document_type": types,
        "amount": amount,
        "cost": cost,
        "cost_origin": origin,
    }


def _without_vat(cells: Cells, gross: NDArray[np.int64]) -> NDArray[np.int64]:
    """Amounts including VAT divided by 1 + the line's rate; as they stand where the table has no rate."""
    rate = cells.share("vat_rate")
    return gross if rate is None else times(gross, 1 / (1 + np.nan_to_num(rate)))


def _price(cells: Cells) -> NDArray[np.int64] | None:
    """Unit price excluding VAT where the table allows it."""
    net, gross = cells.money("unit_price_net"), cells.money("unit_price_gross")
    if net is not None or gross is None:
        return net
    return _without_vat(cells, gross)


def _amount(
    cells: Cells, quantity: NDArray[np.float64] | None, price: NDArray[np.int64] | None, options: Mapping[str, str]
) -> NDArray[np.int64]:
    """Net amount of each line: the column that says so, else quantity × price less the discount."""
    amount = np.full(cells.n, NO_MONEY, dtype=np.int64)
    chosen = options.get("amount", "")
    for name in dict.fromkeys((chosen, "line_total_net", "line_total_gross", "amount_paid", "products_amount")):
        own = cells.money(name)
        if own is None or (chosen and name != chosen and name in _RIVALS):
            continue
        own = _without_vat(cells, own) if name == "line_total_gross" else own
        amount = np.where(amount == NO_MONEY, own, amount)
    if quantity is not None and price is not None:
        amount = np.where(amount == NO_MONEY, _computed(cells, quantity, price), amount)
    if (amount == NO_MONEY).all():
        amount = _document_totals(cells, amount)
    return amount


def _document_totals(cells: Cells, amount: NDArray[np.int64]) -> NDArray[np.int64]:
    """Totals of documents, where lines have no amount of their own: on the first line of each, the others bring 0."""
    total = cells.first_money("document_total_net", "document_total_gross")
    if total is None:
        return amount
    words = cells.words("document_number")
    if words is None:
        return total
    again = np.ones(cells.n, dtype=bool)
    again[np.unique(words.codes, return_index=True)[1]] = False
    again &= words.codes != NO_CODE
    return np.where(again & (total != NO_MONEY), 0, total)


_RIVALS: Final = ("amount_paid", "products_amount")


def _computed(cells: Cells, quantity: NDArray[np.float64], price: NDArray[np.int64]) -> NDArray[np.int64]:
    rate, money = cells.share("discount_pct"), cells.money("discount_amount")
    factor = quantity if rate is None else quantity * (1 - np.nan_to_num(rate))
    amount = times(price, factor)
    if rate is None and money is not None:
        off = np.where(money == NO_MONEY, 0, np.abs(money))
        amount = np.where(amount == NO_MONEY, NO_MONEY, amount - np.sign(amount) * off)
    return amount


def _credit_notes(cells: Cells, kind: NDArray[np.int8] | None, amount: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Rows of credit notes: by document type, else by the letters before the document number."""
    credit: NDArray[np.bool_] = (amount < 0) & (amount != NO_MONEY)
    if kind is not None and (kind != -1).any():
        credit = kind == _CREDIT
    elif (words := cells.words("document_number")) is not None:
        prefixed = np.array([_prefix(text) in _CREDIT_PREFIXES for text in words.texts] + [False])
        credit = prefixed[words.codes] & (words.codes != NO_CODE)
    return credit


def _prefix(number: str) -> str:
    letters = _LETTERS.match(number)
    return letters[0].casefold() if letters else ""


def _cost(
    cells: Cells, amount: NDArray[np.int64], quantity: NDArray[np.float64] | None
) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Cost of each line with the sign of its amount: on the line, per unit × quantity, or amount less margin."""
    cost = np.full(cells.n, NO_MONEY, dtype=np.int64)
    origin = np.full(cells.n, -1, dtype=np.int8)

    def fill(values: NDArray[np.int64], source: int) -> None:
        missing = (cost == NO_MONEY) & (values != NO_MONEY)
        cost[missing] = values[missing]
        origin[missing] = source

    def signed(values: NDArray[np.int64]) -> NDArray[np.int64]:
        flipped = np.where(amount < 0, -np.abs(values), values)
        return np.where((values == NO_MONEY) | (amount == NO_MONEY), values, flipped)

    line, unit = cells.money("line_cost"), cells.money("unit_cost")
    if line is not None:
        fill(signed(line), _LINE)
    if unit is not None:
        fill(signed(times(unit, np.ones(cells.n) if quantity is None else quantity)), _LINE)
    margin = cells.money("margin_amount")
    if margin is not None:
        fill(minus(amount, margin), _MARGIN)
    of_sales, of_cost = cells.share("margin_pct_of_sales"), cells.share("margin_pct_of_cost")
    if of_sales is not None:
        fill(times(amount, 1 - of_sales), _MARGIN)
    if of_cost is not None:
        fill(times(amount, 1 / (1 + of_cost)), _MARGIN)
    return cost, origin
