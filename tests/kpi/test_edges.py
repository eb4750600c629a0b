"""Edges of periods and data, as the specification settles them."""

from datetime import date
from typing import Any

import pytest

from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import Period, parse_period
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import LANGUAGES, keys, say
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.compute import compute
from salesdesk.kpi.definition import KpiResult
from salesdesk.kpi.missing import missing
from tests.kpi.building import Builder, Values

AS_OF = date(2024, 3, 31)


def ask(sales: Sales, key: str, words: str, compared: str = "previous", basis: str = "") -> KpiResult:
    kpi = next(one for one in KPIS if one.key == key)
    return compute(kpi, sales, Filter(parse_period(words, sales.as_of)), compared=compared, basis=basis)


def lines(as_of: date = AS_OF, **columns: list[Any]) -> Sales:
    size = len(columns["date"])
    given: dict[str, Values] = {"rep": ["Ann"] * size, "product": ["P"] * size, "customer": ["C"] * size, **columns}
    return Builder().add(Kind.ORDER_LINE, given).build(as_of=as_of)


def test_that_a_credit_note_counts_at_its_own_date_whatever_it_credits() -> None:
    sales = lines(
        date=["2024-01-10", "2024-02-05"],
        amount=[100.0, -40.0],
        cost=[60.0, -24.0],
        order_no=["A", "B"],
        original_order=[None, "A"],
        document_type=["invoice", "credit_note"],
    )
    assert ask(sales, "revenue_per_rep", "2024-01").total.numerator == 100.0
    assert ask(sales, "revenue_per_rep", "2024-02").total.numerator == -40.0
    assert ask(sales, "revenue_per_rep", "2024-Q1").total.numerator == 60.0
    january = ask(sales, "gross_margin", "2024-01").total
    assert (january.numerator, january.denominator) == (40.0, 100.0)
    february = ask(sales, "gross_margin", "2024-02").total
    assert (february.value, february.numerator) == (None, -16.0)  # less than nothing was sold: no ratio


def test_that_an_order_credited_whole_after_the_period_is_no_purchase_in_it() -> None:
    sales = lines(
        date=["2024-01-10", "2024-01-20", "2024-02-05"],
        amount=[100.0, 50.0, -50.0],
        order_no=["A", "B", "C"],
        original_order=[None, None, "B"],
        document_type=["invoice", "invoice", "credit_note"],
    )
    found = ask(sales, "repurchase_rate", "2024-01").total
    assert (found.numerator, found.denominator) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("today", "words", "before"),
    [
        (date(2024, 3, 31), "2024-03", ("2024-02-01", "2024-03-01")),  # a whole month, 31 days, with one of 29
        (date(2024, 3, 30), "2024-03", ("2024-02-01", "2024-03-01")),  # 30 days elapsed: February has no more
        (date(2024, 3, 10), "2024-03", ("2024-02-01", "2024-02-11")),  # ten days with ten days
        (date(2024, 4, 30), "2024-04", ("2024-03-01", "2024-04-01")),  # a whole month, 30 days, with one of 31
    ],
)
def test_that_months_of_unlike_length_are_compared_whole_and_running_ones_by_days(
    today: date, words: str, before: tuple[str, str]
) -> None:
    sales = lines(today, date=["2024-01-15", today.isoformat()], amount=[10.0, 10.0])
    result = ask(sales, "revenue_per_rep", words)
    assert result.previous_period is not None
    assert (str(result.previous_period.start), str(result.previous_period.end)) == before
    assert result.partial == (today.day not in (30, 31) or today == date(2024, 3, 30))


def test_that_a_leap_day_has_its_year_earlier() -> None:
    period = Period(date(2024, 2, 29), date(2024, 3, 1))
    assert period.year_earlier() == Period(date(2023, 2, 28), date(2023, 3, 1))


def test_that_what_is_unknown_is_left_out_and_listed_never_guessed() -> None:
    sales = lines(
        date=["2024-01-10", "2024-01-11", None],
        amount=[100.0, 100.0, 100.0],
        cost=[60.0, None, 60.0],
        customer=["C", None, "C"],
    )
    margin = ask(sales, "gross_margin", "2024-01")
    assert margin.total.value == pytest.approx(0.4)
    assert {one.reason: one.records for one in margin.left_out} == {"unknown_cost": 1, "no_date": 1}
    back = ask(sales, "repurchase_rate", "2024-01")
    assert {one.reason: one.records for one in back.left_out} == {"no_customer": 1, "no_date": 1}


@pytest.mark.parametrize("kpi", KPIS, ids=[kpi.key for kpi in KPIS])
def test_that_what_cannot_be_measured_says_why(kpi: Any) -> None:  # noqa: ANN401 - parametrised
    deals: dict[str, Values] = {"status": ["open"] * 40, "rep": ["R"] * 40, "created_date": ["2024-01-05"] * 40}
    backwards: dict[str, Values] = {
        "status": ["won"] * 9,
        "first_contact_date": ["2024-02-01"] * 9,
        "close_date": ["2024-01-01"] * 9,
    }
    quotes: dict[str, Values] = {
        "amount": [5.0] * 9,
        "document_type": ["quote"] * 9,
        "date": ["2024-01-09"] * 9,
        "rep": ["R"] * 9,
    }
    for sales in (
        Builder().build(as_of=AS_OF),
        Builder().add(Kind.OPPORTUNITY, deals).build(as_of=AS_OF),
        Builder().add(Kind.OPPORTUNITY, backwards).add(Kind.ORDER_LINE, quotes).build(as_of=AS_OF),
    ):
        for words in ("all", "2024-01"):
            result = ask(sales, kpi.key, words)
            if result.total.value is not None:
                continue
            reason = missing(result)
            assert reason.key in keys()
            assert all("{" not in say(reason, language) for language in LANGUAGES)
            assert result.status == "none"
            assert not result.findings
