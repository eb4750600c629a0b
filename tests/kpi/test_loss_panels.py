"""Why, where and to whom opportunities are lost, and which to take up again, against plain pandas."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import parse_period
from salesdesk.domain.sales import Sales
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.compute import compute
from salesdesk.kpi.definition import KpiResult
from salesdesk.kpi.loss_reasons import family
from tests.kpi.building import Builder
from tests.kpi.invented import Invented, invented

LOSS = next(kpi for kpi in KPIS if kpi.key == "loss_rate")


def ask(sales: Sales, words: str, **members: tuple[str, ...]) -> KpiResult:
    return compute(LOSS, sales, Filter(parse_period(words, sales.as_of), members), compared="year")


@pytest.fixture(scope="module")
def data() -> Invented:
    return invented(size=2000)


def lost_in(data: Invented, year: int) -> pd.DataFrame:
    table = data.opportunities
    own: pd.DataFrame = table[(table.status == "lost") & (table.close_date.dt.year == year)].copy()
    own["family"] = [family(reason or "") for reason in own.loss_reason]
    own["worth"] = own.amount.where(own.currency.isna() | own.currency.isin(["EUR", "€"])).fillna(0)
    changes = data.changes.sort_values("date", kind="stable").groupby("opportunity_id").stage.last()
    own["died"] = own.opportunity_id.map(changes).fillna(own.stage)
    return own


def test_that_reasons_by_stage_are_those_of_pandas(data: Invented) -> None:
    result = ask(data.sales, "2023")
    found, own = result.details["reason_stage"], lost_in(data, 2023)
    count = pd.crosstab(own.family, own.died)
    np.testing.assert_array_equal(found["count"], count.loc[found["reasons"], found["stages"]])
    amount = own.pivot_table(index="family", columns="died", values="worth", aggfunc="sum", fill_value=0)
    np.testing.assert_allclose(found["amount"], amount.loc[found["reasons"], found["stages"]])
    assert np.sum(found["count"]) == result.total.numerator
    assert np.sum(found["amount"]) == pytest.approx(result.details["amount"]["lost"])
    assert found["stages"] == ["Qualification", "Proposition", "Négociation"]


def test_that_a_filter_commutes_with_the_table(data: Invented) -> None:
    whole = ask(data.sales, "2023").details["reason_stage"]
    parts = [ask(data.sales, "2023", region=(one,)).details["reason_stage"] for one in ("Nord", "Sud")]
    assert sum(np.sum(part["count"]) for part in parts) == np.sum(whole["count"])


def test_that_rivals_are_counted_with_what_they_took(data: Invented) -> None:
    found, own = ask(data.sales, "2023").details["rivals"], lost_in(data, 2023)
    grouped = own.groupby("competitor")
    assert {one["name"]: one["lost"] for one in found} == grouped.size().to_dict()
    assert {one["name"]: one["amount"] for one in found} == pytest.approx(grouped.worth.sum().to_dict())
    assert {one["rate"] for one in found} == {None}
    for one in found:
        times = own[own.competitor == one["name"]].family.value_counts()
        assert times[one["reason"]] == times.max()


def test_that_rivals_named_on_wins_have_a_rate() -> None:
    columns: dict[str, Any] = {
        "status": ["won", "lost", "lost", "won"],
        "competitor": ["X", "X", "Y", None],
        "close_date": ["2024-05-05"] * 4,
    }
    found = ask(Builder().add(Kind.OPPORTUNITY, columns).build(as_of=date(2024, 12, 31)), "2024").details["rivals"]
    assert [(one["name"], one["lost"], one["won"], one["rate"].value) for one in found] == [
        ("X", 1, 1, 0.5),
        ("Y", 1, 0, 1.0),
    ]


def test_that_objection_cards_hold_each_given_reason_once(data: Invented) -> None:
    cards = ask(data.sales, "2023").details["objections"]
    own, before = lost_in(data, 2023), lost_in(data, 2022)
    given = own[own.family != "not_given"]
    assert {card["family"]: card["count"] for card in cards} == given.family.value_counts().to_dict()
    assert [card["count"] for card in cards] == sorted((card["count"] for card in cards), reverse=True)
    for card in cards:
        mine = own[own.family == card["family"]]
        assert card["previous"] == (before.family == card["family"]).sum()
        assert card["share"] == pytest.approx(len(mine) / len(own))
        assert card["amount"] == pytest.approx(mine.worth.sum())
        assert {rep["rep"]: rep["count"] for rep in card["reps"]} == mine.rep.value_counts().to_dict()
        for rep in card["reps"]:
            assert rep["share"].denominator == (own.rep == rep["rep"]).sum()
        assert mine.died.value_counts()[card["stage"]] == mine.died.value_counts().max()
        assert card["examples"][0]["at"] in mine.index[mine.worth == mine.worth.max()]


def test_that_a_rep_who_loses_on_price_far_more_than_others_is_named() -> None:
    reasons = ["Trop cher"] * 35 + ["Projet reporté"] * 5 + (["Trop cher"] * 10 + ["Projet reporté"] * 30) * 2
    columns: dict[str, Any] = {
        "rep": ["A"] * 40 + ["B"] * 40 + ["C"] * 40,
        "status": ["lost"] * 120,
        "loss_reason": reasons,
        "close_date": ["2024-05-05"] * 120,
    }
    sales = Builder().add(Kind.OPPORTUNITY, columns).build(as_of=date(2024, 12, 31))
    price = next(card for card in ask(sales, "2024").details["objections"] if card["family"] == "price")
    assert {rep["rep"]: rep["differs"] for rep in price["reps"]} == {"A": True, "B": True, "C": True}
    assert price["reps"][0]["rep"] == "A"


def test_that_losses_for_timing_come_back_on_their_day() -> None:
    columns: dict[str, Any] = {
        "opportunity_id": list("abcdefg"),
        "customer": ["A", "B", "C", "D", "E", "F", None],
        "status": ["lost"] * 7,
        "loss_reason": ["Projet reporté"] * 5 + ["Trop cher", "Projet reporté"],
        "created_date": ["2024-01-01"] * 4 + ["2024-08-01", "2024-01-01", "2024-01-01"],
        "close_date": [
            "2024-05-01",
            "2024-05-01",
            "2024-05-01",
            "2024-05-01",
            "2024-07-01",
            "2024-05-01",
            "2024-12-01",
        ],
        "expected_close_date": [None, "2024-11-15", "2025-09-01", "2024-03-01", None, None, None],
        "amount": [100.0, 500.0, 900.0, 300.0, 50.0, 700.0, 10.0],
    }
    again: dict[str, Any] = {key: [*values] for key, values in columns.items()}
    for key, value in {
        "opportunity_id": "h",
        "customer": "D",
        "status": "open",
        "loss_reason": None,
        "created_date": "2024-09-01",
        "close_date": None,
        "expected_close_date": None,
        "amount": 300.0,
    }.items():
        again[key].append(value)
    sales = Builder().add(Kind.OPPORTUNITY, again).build(as_of=date(2024, 12, 31))
    found = ask(sales, "2024").details["win_back"]
    told = [(row["opportunity_id"], row["resume"], row["assumed"], row["due"]) for row in found["list"]]
    assert told == [
        ("b", date(2024, 11, 15), False, True),
        ("a", date(2024, 10, 28), True, True),
        ("e", date(2024, 12, 28), True, True),  # begun after its close: inverted dates are no new opportunity
        ("c", date(2025, 9, 1), False, False),
        ("g", date(2025, 5, 30), True, False),
    ]
    assert (found["count"], found["due"], found["taken_up"], found["amount"]) == (5, 3, 1, 1560.0)
