"""Gross margin: (revenue − purchase cost) ÷ revenue, the French *taux de marque*; dated by the order line."""

from typing import Final

import numpy as np

from salesdesk.domain.columns import COST_ORIGINS, DOCUMENT_TYPES, MICROS, NO_CODE, NO_MONEY, Column, Kind
from salesdesk.domain.sales import Sales
from salesdesk.kpi.definition import Kpi, Unit
from salesdesk.kpi.facts import Excluded, Facts, Mask, Reducer, Rows
from salesdesk.kpi.lines import sale_lines

_CREDIT_NOTE: Final = DOCUMENT_TYPES.index("credit_note")
_FROM_MARGIN: Final = COST_ORIGINS.index("margin")
_FROM_PRODUCT: Final = COST_ORIGINS.index("product")


def facts(sales: Sales, basis: str) -> Facts:  # noqa: ARG001 - one basis
    """One entry per order line whose cost is known: its margin over its revenue.

    Left out: what is no sale, and lines of unknown cost (``unknown_cost``).
    """
    lines = sale_lines(sales)
    cost, _ = line_costs(sales)
    cost = cost[lines.rows]
    unknown = cost == NO_MONEY
    at = np.flatnonzero(~unknown) if unknown.any() else slice(None)
    amount = lines.amount[at]
    missing = np.flatnonzero(unknown)
    excluded = lines.excluded
    if len(missing):
        excluded += (Excluded("unknown_cost", Kind.ORDER_LINE, lines.rows[missing], lines.day[missing]),)
    return Facts(
        sales=sales,
        reducer=Reducer.RATIO,
        kinds=(Kind.ORDER_LINE,),
        rows=lines.rows[at],
        day=lines.day[at],
        numerator=amount - cost[at],
        denominator=amount,
        excluded=excluded,
        scales=(1 / MICROS, 1 / MICROS),
    )


def line_costs(sales: Sales) -> tuple[Column, Mask]:
    """Purchase cost of each order line in millionths (NO_MONEY: unknown), and whether it is the product's current cost.

    The line's own cost (its own or derived from its margin), else the product's cost × quantity.
    """
    return sales.remembered(("kpi", "line_costs"), lambda: _line_costs(sales))


def _line_costs(sales: Sales) -> tuple[Column, Mask]:
    lines, products = sales[Kind.ORDER_LINE], sales[Kind.PRODUCT]
    cost, current = lines["cost"], lines["cost_origin"] == _FROM_PRODUCT
    # Some systems write the cost of a credited line as a positive number; cost follows the sign of its line.
    credited = (lines["quantity"] < 0) | (lines["document_type"] == _CREDIT_NOTE)
    wrong = credited & (cost > 0) & (lines["amount"] < 0) & (lines["cost_origin"] != _FROM_MARGIN)
    if wrong.any():
        cost = np.where(wrong, -cost, cost)
    if "cost" not in products or "product" not in lines or "quantity" not in lines:
        return cost, current
    table = np.full(len(sales.names("product")) + 1, NO_MONEY, dtype=np.int64)
    table[products["product"]] = products["cost"]
    table[NO_CODE] = NO_MONEY
    unit = table[lines["product"]]
    quantity = lines["quantity"]
    fill: Rows = np.flatnonzero((cost == NO_MONEY) & (unit != NO_MONEY) & ~np.isnan(quantity))
    if len(fill):
        cost, current = cost.copy(), current.copy()
        cost[fill] = np.rint(unit[fill] * quantity[fill]).astype(np.int64)
        current[fill] = True
    return cost, current


GROSS_MARGIN: Final = Kpi(
    key="gross_margin",
    unit=Unit.RATIO,
    higher_is_better=True,
    bases=("sales",),
    kinds=(Kind.ORDER_LINE,),
    dimensions=(
        "range",
        "product",
        "customer_type",
        "segment",
        "rep",
        "region",
        "channel",
        "customer",
        "team",
        "sector",
        "seniority",
    ),
    facts=facts,
)
