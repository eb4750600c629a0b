"""The lead score: every point, and the grade it makes."""

import json
from dataclasses import replace
from datetime import date, datetime
from time import perf_counter
from typing import Any

import numpy as np
import pytest

from salesdesk.domain.columns import BANT, MEDDIC, Column, Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.lead import BANT_ANSWERS
from salesdesk.domain.sales import Frame, Members, Sales
from salesdesk.domain.texts import LANGUAGES, say
from salesdesk.scoring import bant
from salesdesk.scoring.interactions import family
from salesdesk.scoring.model import DEFAULT, check, from_json
from salesdesk.scoring.score import score, score_leads, whole
from tests.kpi.building import Builder


def leads(*answers: tuple[float | None, ...]) -> Sales:
    """Leads with budget, authority, need, timeline, engagement and profile."""
    columns = dict(zip((*BANT, "engagement", "profile"), zip(*answers, strict=True), strict=True))
    return Builder().add(Kind.LEAD, columns).build()


def test_that_the_designs_lead_scores_86() -> None:
    scores = score_leads(leads((15, 10, 15, 15, 16, 15)))
    assert scores.total.tolist() == [86]
    assert scores.bant.tolist() == [55]
    assert scores.grades.tolist() == ["hot"]
    assert scores.met.tolist() == [4]
    assert scores.qualified.all()


@pytest.mark.parametrize(("engagement", "grade"), [(10, "hot"), (9, "warm")])
def test_that_a_lead_is_hot_from_70_points_on(engagement: float, grade: str) -> None:
    assert score_leads(leads((15, 15, 15, 15, engagement, 0))).grades.tolist() == [grade]


@pytest.mark.parametrize(("profile", "grade"), [(10, "warm"), (9, "cold")])
def test_that_a_lead_is_warm_from_40_points_on(profile: float, grade: str) -> None:
    assert score_leads(leads((15, 15, 0, 0, 0, profile))).grades.tolist() == [grade]


def test_that_a_criterion_counts_from_ten_points_on_and_all_four_qualify() -> None:
    scores = score_leads(leads((10, 10, 10, 10, 0, 0), (15, 15, 15, 5, 20, 20), (10, 10, 10, None, 0, 0)))
    assert scores.met.tolist() == [4, 3, 3]
    assert scores.qualified.tolist() == [True, False, False]


def test_that_what_is_unknown_or_beyond_the_scale_is_worth_no_more_than_the_scale() -> None:
    scores = score_leads(leads((None, None, None, None, None, None), (99, -3, 15, 15, 400, 25)))
    assert scores.total.tolist() == [0, 15 + 0 + 15 + 15 + 20 + 20]


def test_that_every_point_is_explained_and_the_explanations_add_up() -> None:
    found = score(score_leads(leads((15, 10, 5, 0, 16, 12))), 0)
    assert sum(int(str(reason.values["points"])) for reason in found.reasons) == found.total == 58
    assert [reason.key for reason in found.reasons[:4]] == [
        "bant.criterion_met",
        "bant.criterion_met",
        "bant.criterion_open",
        "bant.criterion_open",
    ]
    for language in LANGUAGES:
        assert all("{" not in say(reason, language) for reason in found.reasons)


@pytest.mark.parametrize("points", BANT_ANSWERS)
def test_that_an_answer_keeps_its_grade(points: int) -> None:
    assert bant.answer(points) == points
    assert bant.answer(points + 4) == points


def test_that_no_leads_make_no_scores() -> None:
    scores = score_leads(Builder().build())
    assert len(scores.total) == 0
    assert scores.criteria.shape == (4, 0)
    assert np.asarray(scores.grades).shape == (0,)


def test_that_weights_of_the_company_replace_ours() -> None:
    weights = {
        "bant_budget": 30,
        "bant_authority": 10,
        "bant_need": 10,
        "bant_timeline": 10,
        "engagement": 10,
        "profile": 30,
    }
    scores = score_leads(leads((15, 10, 5, 0, 10, 20)), replace(DEFAULT, weights=weights))
    # 30 + 10 × 10/15 + 10 × 5/15 + 0 + 10 × 10/20 + 30
    assert scores.total.tolist() == [30 + 10 + 5 + 30]
    found = score(scores, 0)
    assert sum(part.points for part in found.parts) == 75
    assert sum(int(str(reason.values["points"])) for reason in found.reasons) == 75


def test_that_a_threshold_can_be_raised_for_one_criterion() -> None:
    strict = replace(DEFAULT, thresholds={**DEFAULT.thresholds, "bant_authority": 15})
    assert score_leads(leads((15, 10, 15, 15, 0, 0)), strict).met.tolist() == [3]
    assert score_leads(leads((15, 15, 15, 15, 0, 0)), strict).qualified.tolist() == [True]


def activities(*told: tuple[str, str, str]) -> Sales:
    """One lead, L1, with activities of (lead, type, day)."""
    lead, kind, day = zip(*told, strict=True)
    return (
        Builder()
        .add(Kind.LEAD, {"lead_id": ["L1"], "company": ["Kervran"]})
        .add(Kind.ACTIVITY, {"lead_id": lead, "activity_type": kind, "date": [datetime.fromisoformat(d) for d in day]})
        .build()
    )


def test_that_interactions_lose_half_of_their_points_every_half_life() -> None:
    told = (("L1", "Visite", "2026-03-01"), ("L1", "Appel", "2026-01-30"), ("L2", "Visite", "2026-03-01"))
    scores = score_leads(activities(*told), today=date(2026, 3, 31))
    # A visit is worth 6, 30 days ago 3; a call 3, 60 days ago 0.75.
    assert scores.interactions.points[0] == pytest.approx(3.75)
    assert scores.interactions.count.tolist() == [2]
    assert scores.total.tolist() == [4]
    slower = score_leads(activities(*told), replace(DEFAULT, half_life_days=60), date(2026, 3, 31))
    assert slower.interactions.points[0] == pytest.approx(6 * 2**-0.5 + 1.5)


def test_that_engagement_is_worth_no_more_than_its_weight_and_the_future_nothing() -> None:
    told = [("L1", "Rendez-vous", f"2026-03-{day:02}") for day in range(1, 11)]
    scores = score_leads(activities(*told, ("L1", "Visite", "2026-06-01")), today=date(2026, 3, 10))
    assert scores.interactions.points[0] == pytest.approx(sum(6 * 2 ** (-age / 30) for age in range(10)))
    assert scores.engagement.tolist() == [20]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("Réponse à l’e-mail", "answer"), ("Appel sortant", "call"), ("Phone call", "call"), ("E-mail", "message"),
        ("Démonstration", "meeting"), ("RDV sur site", "meeting"), ("Divers", "other"), ("", "other"),
    ],
)  # fmt: skip
def test_that_activities_are_told_apart_by_their_type(kind: str, expected: str) -> None:
    assert family(kind) == expected


def complex_lead(meddic: bool | None, amount: float | None, *answers: float | None) -> Sales:
    columns: dict[str, list[object]] = {name: [15] for name in BANT}
    columns |= {name: [answer] for name, answer in zip(MEDDIC, answers, strict=True)}
    columns |= {"meddic": [meddic], "amount": [amount]}
    return Builder().add(Kind.LEAD, columns).build()


def test_that_a_complex_cycle_shares_the_points_of_bant_with_meddic() -> None:
    # Half of 60 is BANT's, all met: 30.  The other half: (3+2+1+0+3+0) of 18, 15.
    scores = score_leads(complex_lead(True, None, 3, 2, 1, 0, 3, None))
    assert scores.complex.tolist() == [True]
    assert (scores.bant.tolist(), scores.meddic.tolist()) == ([30], [15])
    found = score(scores, 0)
    assert [(part.key, part.points, part.most) for part in found.parts] == [
        ("bant", 30, 30), ("meddic", 15, 30), ("engagement", 0, 20), ("profile", 0, 20),
    ]  # fmt: skip
    assert found.qualified
    assert sum(int(str(reason.values["points"])) for reason in found.reasons) == found.total == 45


@pytest.mark.parametrize(
    ("meddic", "amount", "answer", "complex_"),
    [(None, 50_000, 1, True), (None, 49_999, 1, False), (None, 90_000, None, False), (False, 90_000, 3, False),
     (True, 100, None, True), (None, None, 3, False)],
)  # fmt: skip
def test_that_meddic_is_asked_by_switch_or_by_amount(
    meddic: bool | None, amount: float | None, answer: float | None, complex_: bool
) -> None:
    scores = score_leads(complex_lead(meddic, amount, answer, None, None, None, None, None))
    assert scores.complex.tolist() == [complex_]


def test_that_a_closed_lead_keeps_the_score_of_that_day() -> None:
    sales = (
        Builder()
        .add(
            Kind.LEAD,
            {
                "lead_id": ["L1", "L2"],
                "bant_budget": [15, 15],
                "bant_budget_date": ["2026-02-01", "2026-02-01"],
                "bant_need": [10, 10],
            },
        )
        .add(
            Kind.OPPORTUNITY,
            {"lead_id": ["L1", "L2"], "status": ["lost", "lost"], "close_date": ["2026-01-31", "2026-02-01"]},
        )
        .add(
            Kind.ACTIVITY,
            {
                "lead_id": ["L1"] * 3,
                "activity_type": ["Visite"] * 3,
                "date": [datetime(2026, 1, 1), datetime(2026, 1, 31), datetime(2026, 2, 3)],
            },
        )
        .build()
    )
    scores = score_leads(sales, today=date(2026, 6, 1))
    # The budget was told a day after L1 was lost; of its visits, the one 30 days before counts, for half of 6.
    assert scores.answers[0].tolist() == [0, 15]
    assert scores.interactions.points.tolist() == [3, 0]
    assert scores.total.tolist() == [13, 25]


def test_that_fifty_thousand_leads_are_scored_within_a_tenth_of_a_second() -> None:
    n, rng = 50_000, np.random.default_rng(5)
    lead: dict[str, Column] = {name: rng.choice([0.0, 5.0, 10.0, 15.0], n) for name in (*BANT, "engagement", "profile")}
    lead |= {"lead_id": np.arange(n, dtype=np.int32), "received_at": rng.integers(20_000, 20_400, n) * 1440}
    activity: dict[str, Column] = {
        "lead_id": rng.integers(0, n, 4 * n).astype(np.int32),
        "date": rng.integers(20_000, 20_400, 4 * n) * 1440,
        "activity_type": rng.integers(0, 3, 4 * n).astype(np.int32),
    }
    lists = {"lead_id": Members([f"L{i}" for i in range(n)]), "activity_type": Members(["Appel", "Visite", "Mail"])}
    frames = {Kind.LEAD: Frame(Kind.LEAD, n, lead), Kind.ACTIVITY: Frame(Kind.ACTIVITY, 4 * n, activity)}
    sales = Sales(1, frames, lists, date(2025, 11, 1))
    score_leads(sales)
    took = []
    for half_life in (20.0, 25.0, 30.0):
        started = perf_counter()
        score_leads(sales, replace(DEFAULT, half_life_days=half_life))
        took.append(perf_counter() - started)
    assert min(took) < 0.1


def test_that_whole_points_add_up_to_the_rounded_sum() -> None:
    assert whole({"a": 13.4, "b": 6.7, "c": 3.5}) == {"a": 13, "b": 7, "c": 4}  # 23.6 is 24
    assert whole({"a": 0.0}) == {"a": 0}


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"weights": {**DEFAULT.weights, "profile": 21}}, "scoring.error.sum"),
        ({"weights": {"profile": 100}}, "scoring.error.model"),
        ({"thresholds": {**DEFAULT.thresholds, "bant_need": 16}}, "scoring.error.threshold"),
        ({"hot": 40}, "scoring.error.grades"),
        ({"half_life_days": 0}, "scoring.error.half_life"),
    ],
)
def test_that_a_model_that_makes_no_score_is_refused(change: dict[str, Any], key: str) -> None:
    with pytest.raises(SalesDeskError) as refused:
        check(replace(DEFAULT, **change))
    assert refused.value.message.key == key
    assert say(refused.value.message, "fr")


def test_that_a_model_survives_the_company_file() -> None:
    model = replace(DEFAULT, name="Été", hot=75, meddic_from=None)
    assert from_json(json.loads(json.dumps(model.to_json()))) == model
    with pytest.raises(SalesDeskError):
        from_json({"weights": "heavy"})
