"""Repurchase rate: customers with several purchases in the period ÷ customers with at least one.

Bases: ``days`` (default), a purchase is a customer's day with an order of positive net amount; ``orders``, each order
of positive net amount; ``cohort``, of the customers whose first purchase fell in the period, the share that bought
again within :data:`COHORT_WINDOW` days, complete windows only.
"""

from typing import Any, Final

import numpy as np

from salesdesk.domain.columns import MICROS, NO_DAY, Kind
from salesdesk.domain.sales import Sales
from salesdesk.kpi.definition import Kpi, Measure, Unit
from salesdesk.kpi.facts import Facts, Question, within
from salesdesk.kpi.purchases import WINDOWS, Firsts, PurchaseFacts, purchase_facts
from salesdesk.kpi.reduce import share

COHORT_WINDOW: Final = 90


def facts(sales: Sales, basis: str) -> Facts:
    """Purchases of customers.  Left out: what is no sale, and lines without a customer (``no_customer``)."""
    return purchase_facts(sales, days=basis != "orders", window=COHORT_WINDOW if basis == "cohort" else 0)


def details(question: Question, _total: Measure) -> dict[str, Any]:
    """Who bought in the period, what they spent, and how soon customers come back.

    ``trend`` says what the monthly points hold.  ``time_to_second``: median days from a customer's first to its second
    purchase, over the second purchases made in the period.  ``windows``: of the customers whose first purchase fell in
    the period, the share that bought again within so many days, complete windows only.
    """
    facts_ = question.facts
    assert isinstance(facts_, PurchaseFacts)
    purchases = facts_.purchases(question.keep)
    span = purchases.between(question.period)
    assert purchases.member is not None
    assert purchases.numerator is not None
    times = np.bincount(purchases.member[span], minlength=facts_.members)
    firsts = facts_.firsts(purchases)
    second = (firsts.second != NO_DAY) & within(firsts.second, question.period)
    return {
        "trend": "first_purchases" if question.basis == "cohort" else "rolling_year",
        "customers": int((times > 0).sum()),
        "repeaters": int((times > 1).sum()),
        "purchases": span.stop - span.start,
        "revenue": float(purchases.numerator[span].sum()) / MICROS,
        "time_to_second": float(np.median((firsts.second - firsts.day)[second])) if second.any() else None,
        "windows": {str(window): _window(facts_, firsts, question, window) for window in WINDOWS},
    }


def _window(facts_: PurchaseFacts, firsts: Firsts, question: Question, window: int) -> Measure:
    ended = within(firsts.day, question.period) & (firsts.day + np.int64(window) <= facts_.last_day)
    customers, again = int(ended.sum()), int((ended & firsts.again(window)).sum())
    return share(again, customers)


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
    details=details,
)
