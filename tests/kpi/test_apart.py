"""Reps apart at equal context: rarely by chance, mostly in truth; and findings ranked by what is at stake."""

from datetime import date

import numpy as np
import pytest
from scipy import stats

from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import parse_period
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import Message
from salesdesk.kpi.apart import normal_of_t
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.compute import compute
from salesdesk.kpi.definition import Finding, KpiResult, Status
from salesdesk.kpi.ranking import ranked
from salesdesk.kpi.stakes import Stake
from tests.kpi.building import Builder

REVENUE = next(kpi for kpi in KPIS if kpi.key == "revenue_per_rep")
AS_OF = date(2024, 12, 31)


def team(seed: int, *, reps: int = 6, each: int = 250, star: float = 1.0, own_region: bool = False) -> Sales:
    """Equal reps whose territories and customers are not: the first one sells ``star`` times as dear."""
    random = np.random.default_rng(seed)
    size = reps * each
    rep = random.integers(0, reps, size)
    region = rep if own_region else np.where(random.random(size) < 0.7, rep % 3, random.integers(0, 3, size))
    kind = random.integers(0, 2, size)
    amount = np.exp(random.normal(6, 1, size)) * (1 + region % 3) * (1 + kind) * np.where(rep == 0, star, 1.0)
    day = np.datetime64("2024-01-01") + random.integers(0, 366, size).astype("timedelta64[D]")
    lines = {
        "rep": [f"R{i}" for i in rep],
        "region": [f"G{i}" for i in region],
        "customer_type": [f"T{i}" for i in kind],
        "amount": np.round(amount, 2).tolist(),
        "date": [str(one) for one in day],
    }
    return Builder().add(Kind.ORDER_LINE, lines).build(as_of=AS_OF)


def ask(sales: Sales) -> KpiResult:
    return compute(REVENUE, sales, Filter(parse_period("2024", AS_OF)))


def called(sales: Sales) -> set[str]:
    return {rep["key"] for rep in ask(sales).details["context"] if rep["differs"]}


def test_that_equal_reps_of_unequal_contexts_are_rarely_called_apart() -> None:
    wrong = sum(bool(called(team(seed))) for seed in range(120))
    assert wrong <= 12  # 5 % of 120 is 6; thirteen or more would happen once in 130 such suites


def test_that_a_rep_worth_twice_the_others_is_called_apart() -> None:
    found = [called(team(seed, star=2.0)) for seed in range(20)]
    assert sum("R0" in one for one in found) >= 18


def test_that_a_rep_alone_in_a_territory_is_compared_along_what_is_shared_and_that_is_said() -> None:
    result = ask(team(1, star=3.0, own_region=True))
    star = next(rep for rep in result.details["context"] if rep["key"] == "R0")
    assert star["given"] == ["customer_type"]
    codes = {finding.text.key for finding in REVENUE.further(result, "EUR")}
    assert "kpi.finding.revenue_per_rep.ahead_alone" in codes


@pytest.mark.parametrize("freedom", [5, 11, 35])
def test_that_students_t_becomes_its_normal_deviate(freedom: int) -> None:
    t = np.array([-6.0, -2.5, 0.0, 0.5, 2.2, 4.0])
    exact = stats.norm.isf(stats.t.sf(np.abs(t), freedom)) * np.sign(t)
    assert normal_of_t(t, freedom) == pytest.approx(exact, abs=0.03)


def test_that_findings_are_ranked_by_euros_after_alerts_that_have_no_price() -> None:
    result = ask(team(3))
    own = (
        Finding("group_better", Status.GOOD, Message("a")),
        Finding("gap", Status.ALERT, Message("b"), dimension="rep", group="R1"),
        Finding("group_worse", Status.ALERT, Message("c"), dimension="rep", group="R1"),
    )
    stakes = [
        Stake("small", REVENUE.key, 10.0, Message("d"), "n = 40"),
        Stake("rep", REVENUE.key, 500.0, Message("e"), "n = 50", "rep", "R1"),
        Stake("other", "loss_rate", 9000.0, Message("f"), "n = 60"),
    ]
    found = ranked(_with(result, own), stakes, "EUR")
    assert [(one.code, one.euros) for one in found] == [("gap", None), ("rep", 500.0), ("small", 10.0)]
    assert found[1].severity is Status.ALERT  # as the finding that it puts an amount on


def _with(result: KpiResult, findings: tuple[Finding, ...]) -> KpiResult:
    object.__setattr__(result, "findings", findings)
    return result
