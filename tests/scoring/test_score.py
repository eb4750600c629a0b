"""The lead score: every point, and the grade it makes."""

import numpy as np
import pytest

from salesdesk.domain.columns import BANT, Kind
from salesdesk.domain.lead import BANT_ANSWERS
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import LANGUAGES, say
from salesdesk.scoring import bant
from salesdesk.scoring.score import score, score_leads
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
