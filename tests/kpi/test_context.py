"""Reps at equal context and accounts at risk."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import parse_period
from salesdesk.domain.sales import Sales
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.compute import compute
from salesdesk.kpi.definition import KpiResult
from tests.kpi.building import Builder, Values
from tests.kpi.invented import invented

AS_OF = date(2024, 12, 31)


def ask(key: str, sales: Sales, words: str, compared: str = "year") -> KpiResult:
    kpi = next(one for one in KPIS if one.key == key)
    return compute(kpi, sales, Filter(parse_period(words, sales.as_of)), compared=compared)


def sold_by(rows: Sequence[tuple[str, str, float, int]]) -> Sales:
    """Rep, region, amount of each sale, number of sales; all in 2024."""
    columns: dict[str, list[object]] = {"rep": [], "region": [], "amount": [], "date": []}
    for rep, region, amount, times in rows:
        columns["rep"] += [rep] * times
        columns["region"] += [region] * times
        columns["amount"] += [amount] * times
        columns["date"] += ["2024-05-05"] * times
    reps = sorted({rep for rep, *_ in rows})
    builder = Builder().add(Kind.ORDER_LINE, columns)
    entry: dict[str, Values] = {"rep": reps, "entry_date": ["2020-01-01"] * len(reps)}
    return builder.add(Kind.REP, entry).build(as_of=AS_OF)


def indices(sales: Sales) -> dict[str, float]:
    return {rep["key"]: rep["index"] for rep in ask("revenue_per_rep", sales, "2024").details["context"]}


def test_that_a_rich_territory_explains_a_gap_between_equal_reps() -> None:
    rows = [(f"North {i}", "North", 300.0, 20) for i in range(6)] + [
        (f"South {i}", "South", 100.0, 20) for i in range(6)
    ]
    details = ask("revenue_per_rep", sold_by(rows), "2024").details
    assert details["gap"] == pytest.approx(2)
    assert details["gap_at_context"] < 0.4  # what is left is the shrinking of five colleagues' five years
    found = indices(sold_by(rows))
    assert found["North 0"] == pytest.approx(found["North 5"])
    assert 100 < found["North 0"] < 120
    assert 80 < found["South 0"] < 100


def test_that_a_better_rep_of_a_poor_territory_is_ranked_first_at_equal_context() -> None:
    rows = [(f"North {i}", "North", 300.0, 20) for i in range(6)] + [
        (f"South {i}", "South", 100.0, 20) for i in range(6)
    ]
    rows.append(("Star", "South", 180.0, 20))
    found = indices(sold_by(rows))
    assert max(found, key=lambda rep: found[rep]) == "Star"


def test_that_a_rep_alone_in_a_territory_is_not_compared_with_itself() -> None:
    rows = [(f"North {i}", "North", 100.0, 20) for i in range(6)] + [("Alone", "South", 300.0, 20)]
    assert indices(sold_by(rows))["Alone"] > 200


def test_that_expected_revenues_add_up_to_the_actual_total() -> None:
    details = ask("revenue_per_rep", invented(size=2000).sales, "2023").details
    expected = sum(rep["expected"] for rep in details["context"])
    assert expected == pytest.approx(sum(rep["actual"] for rep in details["context"]))
    assert all(rep["region"] in ("Nord", "Sud") for rep in details["context"])


def test_that_a_single_rep_has_nobody_to_compare_with() -> None:
    (rep,) = ask("revenue_per_rep", sold_by([("Only", "North", 100.0, 20)]), "2024").details["context"]
    assert rep["expected"] is None
    assert rep["index"] is None


def purchases(days: dict[str, list[int]]) -> Sales:
    """Customers with the days before the end of the data on which they spent 100."""
    rows = [(name, AS_OF - timedelta(days=ago)) for name, own in days.items() for ago in own]
    columns: dict[str, Values] = {
        "customer": [name for name, _ in rows],
        "date": [day.isoformat() for _, day in rows],
        "amount": [100.0] * len(rows),
        "rep": ["Claire"] * len(rows),
    }
    return Builder().add(Kind.ORDER_LINE, columns).build(as_of=AS_OF)


def test_that_accounts_are_at_risk_against_their_own_rhythm() -> None:
    sales = purchases(
        {
            "monthly, silent": [200, 170, 140, 110],
            "quarterly, on time": [310, 220, 120],
            "gone": [900, 870, 840],
            "twice only": [300, 290],
            "weekly, silent": [100, 93, 86, 79, 72, 65],
        }
    )
    risk = ask("repurchase_rate", sales, "12m").details["at_risk"]
    assert risk["count"] == 2
    assert risk["revenue"] == 1000
    assert [account["key"] for account in risk["accounts"]] == ["weekly, silent", "monthly, silent"]
    assert risk["accounts"][1] == {
        "key": "monthly, silent",
        "rep": "Claire",
        "last": AS_OF - timedelta(days=110),
        "purchases": 4,
        "rhythm": 30,
        "expected": AS_OF - timedelta(days=80),
        "overdue": 80,
        "revenue": 400,
        "alive": None,
        "at_stake": 400,
    }


def test_that_cohorts_hold_complete_windows_only() -> None:
    sales = purchases({"a": [700, 690], "b": [700], "c": [30]})
    cohorts = ask("repurchase_rate", sales, "12m").details["cohorts"]
    assert cohorts["customers"].tolist() == [2]
    assert cohorts["months"][0] == 3
    assert set(cohorts["rates"][0].tolist()) == {0.5}


def test_that_ten_points_more_are_worth_what_repeaters_spend_more() -> None:
    sales = purchases({"a": [50, 40], "b": [50], "c": [60]})
    assert ask("repurchase_rate", sales, "12m").details["plus_ten"] == pytest.approx(0.1 * 3 * (200 - 100))
