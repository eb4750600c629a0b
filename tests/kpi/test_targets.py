"""Targets per KPI, segment and period: which one holds, and how much of it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from salesdesk.desk import Desk
from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import parse_period
from salesdesk.domain.sales import Sales
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.compute import compute
from salesdesk.kpi.definition import KpiResult, Status
from tests.kpi.building import Builder, Values

AS_OF = date(2024, 12, 31)
Row = tuple[str, str, str, str, float]


def market(rows: Sequence[Row], as_of: date = AS_OF) -> Sales:
    """Two reps who sell 1,000 a month in two regions, with targets: KPI, period, dimension, member, value."""
    months = [f"2024-{month:02}-15" for month in range(1, as_of.month + 1)]
    builder = Builder().add(
        Kind.ORDER_LINE,
        {
            "rep": ["Ann"] * len(months) + ["Bob"] * len(months),
            "region": ["North"] * len(months) + ["South"] * len(months),
            "date": months * 2,
            "amount": [1000.0] * (2 * len(months)),
        },
    )
    won = {
        "rep": ["Ann"] * 100,
        "status": ["won"] * 40 + ["lost"] * 60,
        "close_date": ["2024-01-10"] * 100,
        "qualified_date": ["2024-01-05"] * 100,
    }
    builder.add(Kind.OPPORTUNITY, won)
    names = ("kpi", "period", "dimension", "member", "value")
    columns = {name: [row[i] if row[i] != "" else None for row in rows] for i, name in enumerate(names)}
    return (builder.add(Kind.TARGET, columns) if rows else builder).build(as_of=as_of)


def ask(sales: Sales, key: str, words: str, dimension: str = "", **members: tuple[str, ...]) -> KpiResult:
    kpi = next(one for one in KPIS if one.key == key)
    return compute(kpi, sales, Filter(parse_period(words, sales.as_of), members), dimension=dimension)


@pytest.mark.parametrize(
    ("rows", "words", "expected"),
    [
        ([("revenue_per_rep", "2024", "", "", 12000.0)], "2024", 12000.0),
        ([("revenue_per_rep", "year", "", "", 12000.0)], "2024", 12000.0),
        ([("revenue_per_rep", "", "", "", 12000.0)], "2024-02", 1000.0),
        ([("revenue_per_rep", "month", "", "", 900.0)], "2024-Q2", 2700.0),
        ([("revenue_per_rep", "month", "", "", 900.0), ("revenue_per_rep", "year", "", "", 12000.0)], "2024", 12000.0),
        ([("revenue_per_rep", f"2024-{m:02}", "", "", 100.0 * m) for m in range(1, 13)], "2024-Q1", 600.0),
        ([("revenue_per_rep", f"2024-{m:02}", "", "", 100.0) for m in (1, 3)], "2024-Q1", None),
        ([("revenue_per_rep", "03/2024", "", "", 5.0)], "2024-03", 5.0),
        ([("revenue_per_rep", "T1 2024", "", "", 5.0)], "2024-Q1", 5.0),
        ([("revenue_per_rep", "Février 2024", "", "", 5.0)], "2024-02", 5.0),
        ([("revenue_per_rep", "juil. 2024", "", "", 5.0)], "2024-07", 5.0),
        ([("revenue_per_rep", "Jun 2024", "", "", 5.0)], "2024-06", 5.0),
        ([("revenue_per_rep", "2024-08-01", "", "", 5.0)], "2024-08", 5.0),
        ([("revenue_per_rep", "2024-Q1", "", "", 91.0)], "2024-01", 31.0),
        ([("revenue_per_rep", "2024", "", "", 12000.0)], "all", None),
        ([("conversion_rate", "", "", "", 30.0)], "2024", 0.3),
        ([("conversion_rate", "2024", "", "", 0.3), ("conversion_rate", "", "", "", 0.2)], "2024-01", 0.3),
        ([("conversion_rate", "someday", "", "", 0.3)], "2024", None),
        ([("loss_rate", "", "", "", 0.3)], "2024", None),
    ],
)
def test_that_the_target_of_a_period_is_its_own_its_parts_or_its_share(
    rows: list[Row], words: str, expected: float | None
) -> None:
    key = "revenue_per_rep" if rows[0][0] == "revenue_per_rep" else "conversion_rate"
    found = ask(market(rows), key, words).target
    assert found == (None if expected is None else pytest.approx(expected))


def test_that_a_running_period_is_held_against_the_days_elapsed() -> None:
    sales = market([("revenue_per_rep", "2024", "", "", 3660.0)], as_of=date(2024, 6, 30))
    assert ask(sales, "revenue_per_rep", "2024").target == pytest.approx(1820.0)  # 182 of 366 days


def test_that_groups_and_filters_have_targets_of_their_own() -> None:
    sales = market(
        [
            ("revenue_per_rep", "2024", "rep", "Ann", 15000.0),
            ("revenue_per_rep", "2024", "region", "North", 9000.0),
            ("revenue_per_rep", "2024", "", "", 10000.0),
        ]
    )
    result = ask(sales, "revenue_per_rep", "2024")
    assert {group.key: group.target for group in result.groups} == {"Ann": 15000.0, "Bob": None}
    assert result.target == 10000.0
    (north, south) = sorted(ask(sales, "revenue_per_rep", "2024", "region").groups, key=lambda group: group.key)
    assert (north.target, south.target) == (9000.0, None)  # the revenue of the segment, over its one rep
    assert ask(sales, "revenue_per_rep", "2024", rep=("Ann",)).target == 15000.0
    assert ask(sales, "revenue_per_rep", "2024", rep=("Bob",)).target == 10000.0


def test_that_a_count_of_a_part_is_not_held_against_the_target_of_the_whole() -> None:
    leads: dict[str, Values] = {"company": ["A", "B"], "rep": ["Ann", "Bob"], "received_at": ["2024-03-01T10:00"] * 2}
    builder = Builder().add(Kind.LEAD, {**leads, "status": ["qualified"] * 2})
    target: dict[str, Values] = {"kpi": ["qualified_leads"], "period": ["2024"], "value": [10.0]}
    sales = builder.add(Kind.TARGET, target).build(as_of=AS_OF)
    assert ask(sales, "qualified_leads", "2024").target == 10.0
    assert ask(sales, "qualified_leads", "2024", rep=("Ann",)).target is None


def test_that_a_target_goes_before_the_benchmark() -> None:
    assert ask(market([]), "conversion_rate", "2024").status is Status.GOOD  # 40 % beyond the article's 15–25 %
    sales = market([("conversion_rate", "2024", "", "", 0.9)])
    assert ask(sales, "conversion_rate", "2024").status is Status.ALERT


def test_that_every_target_is_told_beside_its_own_figure() -> None:
    rows = [
        ("revenue_per_rep", "2024-Q1", "rep", "Ann", 2500.0),
        ("revenue_per_rep", "2024", "region", "North", 13000.0),
        ("revenue_per_rep", "year", "", "", 12000.0),
        ("revenue_per_rep", "2024", "region", "Nowhere", 1.0),
    ]
    told = ask(market(rows), "revenue_per_rep", "2024-12").details["targets"]
    assert [(one["member"], one["gap"]) for one in told] == [
        ("Ann", 500.0),
        ("North", -1000.0),
        ("", None),
        ("Nowhere", None),
    ]


def test_that_targets_are_set_changed_removed_and_undone_in_the_company_file(tmp_path: Path) -> None:
    desk = Desk.create(tmp_path / "company.salesdesk", "D", today=AS_OF)
    desk.targets.put("conversion_rate", 0.25)
    desk.targets.put("conversion_rate", 0.3, "channel", "Web", "2024")
    desk.targets.put("conversion_rate", 0.35, "channel", "Web", "2024")
    assert [(one.member, one.value, one.by_hand) for one in desk.targets.of("conversion_rate")] == [
        ("", 0.25, True),
        ("Web", 0.35, True),
    ]
    desk.targets.put("conversion_rate", None)
    assert desk.targets.find("conversion_rate") is None
    desk.undo()
    held = desk.targets.find("conversion_rate")
    assert held is not None
    assert held.value == 0.25
    desk.close()
    again = Desk.open(tmp_path / "company.salesdesk", today=AS_OF)
    assert len(again.targets.of("conversion_rate")) == 2
    again.close()
