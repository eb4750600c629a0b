"""Repurchase rate: customers with several purchases in the period ÷ customers with at least one.

Bases: ``days`` (default), a purchase is a customer's day with an order of positive net amount; ``orders``, each order
of positive net amount; ``cohort``, of the customers whose first purchase fell in the period, the share that bought
again within :data:`COHORT_WINDOW` days, complete windows only.
"""

from typing import Final

from salesdesk.domain.columns import Kind
from salesdesk.domain.sales import Sales
from salesdesk.kpi.definition import Kpi, Unit
from salesdesk.kpi.facts import Facts
from salesdesk.kpi.purchases import purchase_facts

COHORT_WINDOW: Final = 90


def facts(sales: Sales, basis: str) -> Facts:
    """Purchases of customers.  Left out: what is no sale, and lines without a customer (``no_customer``)."""
    return purchase_facts(sales, days=basis != "orders", window=COHORT_WINDOW if basis == "cohort" else 0)


REPURCHASE_RATE: Final = Kpi(
    key="repurchase_rate",
    unit=Unit.RATIO,
    higher_is_better=True,
    bases=("days", "orders", "cohort"),
    kinds=(Kind.ORDER_LINE,),
    dimensions=(
        "segment",
        "customer_type",
        "region",
        "channel",
        "rep",
        "range",
        "sector",
        "team",
        "product",
        "seniority",
    ),
    facts=facts,
)
