"""Exchange rates: at the day of the sale, or left out and listed."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from salesdesk.desk import Desk
from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME, day_number
from salesdesk.domain.rates import Rates, currency_code
from salesdesk.domain.sales import Sales
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.compute import compute
from tests.kpi.building import Builder

AS_OF = date(2024, 12, 31)
RATES = {"$": [["2024-07-01", 0.9], [None, 0.8]], "GBP": [["2024-06-01", 1.2]], "JPY": [], "CHF": [[None, -1], "x"]}


def test_that_signs_and_words_are_their_currency() -> None:
    assert [currency_code(name) for name in ("€", " eur", "Euros", "US$", "chf")] == ["EUR", "EUR", "EUR", "USD", "CHF"]


def test_that_the_rate_of_the_day_holds() -> None:
    rates = Rates.read(RATES)
    days = np.array([day_number(date(2024, month, 1)) for month in (5, 6, 7, 8)], dtype=np.int32)
    assert rates.at("USD", days).tolist() == [0.8, 0.8, 0.9, 0.9]
    assert np.isnan(rates.at("GBP", days)).tolist() == [True, False, False, False]
    assert np.isnan(rates.at("JPY", days)).all()
    assert Rates.read(None).held == {}


def abroad(rates: object) -> Sales:
    lines: dict[str, Any] = {
        "rep": ["Ann"] * 5,
        "customer": ["C"] * 5,
        "product": ["P"] * 5,
        "date": ["2024-05-01", "2024-05-02", "2024-08-01", "2024-05-03", None],
        "amount": [100.0, 200.0, 200.0, 50.0, 10.0],
        "cost": [60.0, 100.0, 100.0, 20.0, 5.0],
        "currency": ["EUR", "USD", "USD", "GBP", "USD"],
    }
    sales = Builder().add(Kind.ORDER_LINE, lines).build(as_of=AS_OF)
    object.__setattr__(sales, "rates", Rates.read(rates))
    return sales


def test_that_lines_count_at_the_rate_of_their_day_and_without_one_are_left_out_and_listed() -> None:
    by_key = {kpi.key: kpi for kpi in KPIS}
    bare = compute(by_key["revenue_per_rep"], abroad({}), Filter(ALL_TIME))
    assert bare.total.numerator == 100.0
    assert [(one.reason, one.records) for one in bare.left_out] == [("foreign_currency", 4)]
    result = compute(by_key["revenue_per_rep"], abroad(RATES), Filter(ALL_TIME))
    assert result.total.numerator == pytest.approx(100 + 200 * 0.8 + 200 * 0.9 + 10 * 0.8)
    assert [(one.reason, one.records) for one in result.left_out] == [("foreign_currency", 1)]
    margin = compute(by_key["gross_margin"], abroad(RATES), Filter(ALL_TIME)).total
    assert margin.numerator == pytest.approx(40 + 100 * 0.8 + 100 * 0.9 + 5 * 0.8)


def test_that_rates_live_in_the_company_file(tmp_path: Path) -> None:
    desk = Desk.create(tmp_path / "company.salesdesk", "D", today=AS_OF)
    before = desk.sales.version
    desk.set_setting("rates", RATES)
    assert desk.sales.version > before
    assert sorted(desk.sales.rates.held) == ["GBP", "USD"]
    desk.close()
