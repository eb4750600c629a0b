"""Repurchase rate: customers with several purchases in the period ÷ customers with at least one.

Bases: ``days`` (default), a purchase is a customer's day with an order of positive net amount; ``orders``, each order
of positive net amount; ``cohort``, of the customers whose first purchase fell in the period, the share that bought
again within so many days (:data:`~salesdesk.kpi.switches.WINDOW`), complete windows only.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import MICROS, NO_DAY, Kind
from salesdesk.domain.period import Unit as PeriodUnit
from salesdesk.domain.period import containing, from_day_number
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import Figure, Message
from salesdesk.kpi.accounts import at_risk
from salesdesk.kpi.cohorts import heat_map, second_purchase
from salesdesk.kpi.customers import Customers, customers, lifetime_value, rfm
from salesdesk.kpi.definition import Finding, Kpi, KpiResult, Measure, Status, Unit
from salesdesk.kpi.facts import Entries, Facts, Numbers, between, sums, within
from salesdesk.kpi.findings import evidence
from salesdesk.kpi.panels import Panels
from salesdesk.kpi.purchases import WINDOWS, Firsts, PurchaseFacts, purchase_facts
from salesdesk.kpi.question import Question
from salesdesk.kpi.reduce import share
from salesdesk.kpi.statistics import LEVEL, two_proportions
from salesdesk.kpi.switches import WINDOW, chosen

RECENT_WINDOW: Final = 90
"""Days after which recent customers are compared with earlier ones."""

_QUARTERS: Final = 8
_MONTHS: Final = tuple(range(3, 25, 3))


def facts(sales: Sales, basis: str) -> Facts:
    """Purchases of customers.  Left out: what is no sale, and lines without a customer (``no_customer``)."""
    return purchase_facts(sales, days=basis != "orders", window=int(chosen(sales, WINDOW)) if basis == "cohort" else 0)


def details(question: Question, _total: Measure) -> Mapping[str, Any]:
    """Who bought in the period, what they spent, and how soon customers come back.

    ``trend`` says what the monthly points hold.  ``time_to_second``: median days from a customer's first to its second
    purchase, over the second purchases made in the period.  ``windows``: of the customers whose first purchase fell in
    the period, the share that bought again within so many days, complete windows only.  ``at_risk``: customers overdue
    against their own rhythm.  ``plus_ten``: what ten points more would be worth on the figures of the period.
    Made when looked at, over all dated purchases that pass the filter: ``heat_map``, ``second_purchase``, ``rfm`` and
    ``lifetime_value``.
    """
    facts_ = question.facts
    assert isinstance(facts_, PurchaseFacts)
    purchases = facts_.purchases(question.keep)
    span = purchases.between(question.period)
    assert purchases.member is not None
    assert purchases.numerator is not None
    times = np.bincount(purchases.member[span], minlength=facts_.members)
    spent = sums(purchases.member[span], purchases.numerator[span], facts_.members) / MICROS
    firsts = facts_.firsts(purchases)
    newest = facts_.last_day - RECENT_WINDOW
    second = (firsts.second != NO_DAY) & within(firsts.second, question.period)
    book = _book(facts_, question, purchases)
    ready = {
        "trend": "first_purchases" if question.basis == "cohort" else "rolling_year",
        "customers": int((times > 0).sum()),
        "repeaters": int((times > 1).sum()),
        "purchases": span.stop - span.start,
        "lines": _lines(question),
        "revenue": float(purchases.numerator[span].sum()) / MICROS,
        "time_to_second": float(np.median((firsts.second - firsts.day)[second])) if second.any() else None,
        "windows": {str(window): _window(facts_, firsts, question, window) for window in WINDOWS},
        "recent": _again(firsts, newest - 365, newest),
        "earlier": _again(firsts, NO_DAY, newest - 365),
        "cohorts": _cohorts(firsts, facts_.last_day),
        "at_risk": at_risk(facts_, book),
        "plus_ten": _plus_ten(times, spent),
    }
    later: dict[str, Callable[[], Any]] = {
        "heat_map": lambda: heat_map(purchases, facts_.members, facts_.last_day),
        "second_purchase": lambda: second_purchase(firsts, facts_.last_day),
        "rfm": lambda: rfm(book),
        "lifetime_value": lambda: lifetime_value(book),
    }
    return Panels(ready, later)


def _book(facts_: PurchaseFacts, question: Question, purchases: Entries) -> Customers:
    def make() -> Customers:
        return customers(purchases, facts_.credits(question.keep), facts_.last_day)

    return (
        make() if question.keep is not None else question.sales.remembered(("kpi", "customers", question.basis), make)
    )


def _plus_ten(times: NDArray[np.int64], spent: Numbers) -> float | None:
    """What ten points more would be worth if new repeaters spent what those of the period did.

    None where all customers are of one kind.
    """
    once, often = times == 1, times > 1
    if not once.any() or not often.any():
        return None
    return float(0.1 * (once.sum() + often.sum()) * (spent[often].mean() - spent[once].mean()))


def _lines(question: Question) -> int:
    """Order lines of customers in the period."""
    span = between(question.facts.day, question.period)
    return span.stop - span.start if question.keep is None else int(np.count_nonzero(question.keep[span]))


def _window(facts_: PurchaseFacts, firsts: Firsts, question: Question, window: int) -> Measure:
    ended = within(firsts.day, question.period) & (firsts.day + np.int64(window) <= facts_.last_day)
    customers, again = int(ended.sum()), int((ended & firsts.again(window)).sum())
    return share(again, customers)


def findings(result: KpiResult, currency: str) -> Iterable[Finding]:
    """Whether recent customers come back less than earlier ones, and how many bought only once."""
    details_ = result.details
    early, late = details_["earlier"], details_["recent"]
    if early.value is not None and late.value is not None and not early.few and not late.few:
        counts = (np.array([count]) for count in (late.numerator, late.denominator, early.numerator, early.denominator))
        if two_proportions(*counts)[0] <= LEVEL:
            way = "newer_less" if late.value < early.value else "newer_more"
            values = {
                "late": Figure(late.value, "percent"),
                "early": Figure(early.value, "percent"),
                "days": RECENT_WINDOW,
            }
            severity = Status.WATCH if late.value < early.value else Status.GOOD
            text = Message(f"kpi.finding.repurchase_rate.{way}", values)
            yield Finding(way, severity, text, evidence(late.based_on))
    risk = details_["at_risk"]
    if risk["count"]:
        values = {"n": risk["count"], "revenue": Figure(risk["revenue"], "money", currency)}
        text = Message("kpi.finding.repurchase_rate.at_risk", values)
        yield Finding("at_risk", Status.WATCH, text, evidence(risk["count"]))
    once = details_["customers"] - details_["repeaters"]
    if details_["time_to_second"] is not None and once:
        values = {"n": once, "days": Figure(details_["time_to_second"], "days")}
        text = Message("kpi.finding.repurchase_rate.once", values)
        yield Finding("once", Status.NONE, text, evidence(details_["customers"]))


def _again(firsts: Firsts, after: int, until: int) -> Measure:
    """Of the customers whose first purchase fell in (after, until], those who soon bought again."""
    asked = (firsts.day > after) & (firsts.day <= until)
    return share(int((asked & firsts.again(RECENT_WINDOW)).sum()), int(asked.sum()))


def _cohorts(firsts: Firsts, last_day: int) -> dict[str, Any]:
    """Per quarter of the first purchase, the share that has bought again after so many months; NaN while they run."""
    if not len(firsts.day):
        return {}
    current = containing(from_day_number(last_day), PeriodUnit.QUARTER)
    quarters = [current.shifted(-back) for back in range(_QUARTERS, -1, -1)]
    edges = np.searchsorted(firsts.day, np.array([q.first for q in quarters] + [current.last], dtype=np.int32))
    customers = np.diff(edges)
    rates = np.full((len(quarters), len(_MONTHS)), np.nan)
    for column, months in enumerate(_MONTHS):
        window = round(months * 365.25 / 12)
        again = np.concatenate([[0], np.cumsum(firsts.again(window))])
        ended = np.array([quarter.last - 1 + window <= last_day for quarter in quarters]) & (customers > 0)
        rates[ended, column] = ((again[edges[1:]] - again[edges[:-1]])[ended]) / customers[ended]
    some = (customers > 0) & ~np.isnan(rates).all(axis=1)
    if not some.any():
        return {}
    columns = ~np.isnan(rates[some]).all(axis=0)
    return {
        "first": [quarter.start for quarter, kept in zip(quarters, some.tolist(), strict=True) if kept],
        "months": [months for months, kept in zip(_MONTHS, columns.tolist(), strict=True) if kept],
        "rates": rates[some][:, columns],
        "customers": customers[some],
    }


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
    findings=findings,
    judged_days=360,
)
