"""What history proposes: the truth that was planted, nothing that came after the fact."""

import numpy as np
import pytest
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_DAY, Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import LANGUAGES, say
from salesdesk.scoring.learn import Proposal, learn
from salesdesk.scoring.model import DEFAULT, PARTS, check
from tests.scoring.simulated import TRUTH, closing_days, history


def effects(proposal: Proposal) -> dict[str, float | None]:
    return {weight.part: weight.effect for weight in proposal.weights}


def test_that_the_planted_truth_is_found() -> None:
    proposal = learn(history(20_000)[0])
    for name, effect in effects(proposal).items():
        assert effect is not None
        assert effect == pytest.approx(TRUTH[name], abs=0.25), name
    # 2.5 + 1.2 + 0.6 + 1.2 = 5.5: budget is worth 45 points of 100, authority 22, need 11, engagement 22.
    expected = {
        "bant_budget": 45,
        "bant_authority": 22,
        "bant_need": 11,
        "bant_timeline": 0,
        "engagement": 22,
        "profile": 0,
    }
    assert all(abs(proposal.model.weights[name] - expected[name]) <= 4 for name in PARTS)
    assert proposal.better
    assert proposal.refused == {}
    check(proposal.model)


def test_that_learning_needs_no_change_of_ours_and_changes_nothing() -> None:
    before = dict(DEFAULT.weights)
    proposal = learn(history()[0])
    assert before == DEFAULT.weights
    assert proposal.model.weights != before
    assert proposal.model.hot == DEFAULT.hot


def test_that_the_newer_leads_are_kept_for_judging() -> None:
    sales, _ = history(1000)
    proposal = learn(sales)
    assert proposal.learnt_from + proposal.judged_on == 1000
    assert 0.25 < proposal.judged_on / 1000 < 0.35
    # What the newer leads answered does not move what is learnt.
    cut = np.sort(closing_days(sales))[700]
    newer = closing_days(sales) >= cut
    turned = np.where(newer, 15.0 - sales[Kind.LEAD]["bant_budget"], sales[Kind.LEAD]["bant_budget"])
    other = learn(
        history(1000, planted={"bant_budget": turned}, days={"bant_budget": closing_days(sales) - np.int32(5)})[0]
    )
    assert other.model.weights == proposal.model.weights
    assert other.area_learnt < proposal.area_learnt


def after_the_fact(
    way: str, sales: Sales, won: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.int32] | None]:
    """A profile that somebody filled in once the outcome was known."""
    rng = np.random.default_rng(9)
    n = len(won)
    closed = closing_days(sales)
    match way:
        case "only for won leads":
            return np.where(won & (rng.uniform(size=n) < 0.4), 12.0, np.nan), None
        case "mostly for won leads":
            chance = np.where(won, 0.9, 0.1)
            return np.where(rng.uniform(size=n) < chance, 12.0, np.nan), None
        case "high for won leads":
            return np.where(won, 18.0, 3.0) + rng.integers(-2, 3, n), None
        case "only for lost leads":
            return np.where(~won & (rng.uniform(size=n) < 0.3), 20.0, np.nan), None
        case "dated on the day":
            return np.where(won, 18.0, 3.0), closed
        case "dated a week later":
            return np.where(won, 18.0, 3.0), closed + np.int32(7)
    raise AssertionError(way)


@pytest.mark.parametrize(
    ("way", "reason"),
    [
        ("only for won leads", "one_sided"),
        ("only for lost leads", "one_sided"),
        ("mostly for won leads", "filled_by_outcome"),
        ("high for won leads", "too_good"),
        ("dated on the day", "late"),
        ("dated a week later", "late"),
    ],
)
def test_that_a_column_filled_in_after_the_fact_is_not_used(way: str, reason: str) -> None:
    sales, won = history()
    values, days = after_the_fact(way, sales, won)
    leaked, _ = history(planted={"profile": values}, days={} if days is None else {"profile": days})
    proposal = learn(leaked)
    assert proposal.refused == {"profile": reason}
    assert proposal.model.weights["profile"] == 0
    assert effects(proposal)["profile"] is None
    # The others are learnt as if the column were not there.
    clean = learn(history(planted={"profile": np.full(4000, np.nan)})[0])
    assert proposal.model.weights == clean.model.weights
    assert proposal.area_learnt == clean.area_learnt


def test_that_undated_but_honest_answers_are_used() -> None:
    proposal = learn(history(dated=False)[0])
    assert proposal.refused == {}
    assert proposal.model.weights == learn(history()[0]).model.weights


def test_that_an_answer_that_is_often_missing_is_used_all_the_same() -> None:
    rng = np.random.default_rng(4)
    sales, _ = history()
    sparse = np.where(rng.uniform(size=4000) < 0.3, sales[Kind.LEAD]["bant_budget"], np.nan)
    proposal = learn(history(planted={"bant_budget": sparse})[0])
    assert proposal.refused == {}
    assert proposal.model.weights["bant_budget"] > 0


def test_that_a_few_late_answers_are_left_out_one_by_one() -> None:
    sales, won = history()
    closed = closing_days(sales)
    late = np.arange(4000) % 5 == 0
    budget = np.where(late & won, 15.0, sales[Kind.LEAD]["bant_budget"])
    days = np.where(late, closed, closed - 10).astype(np.int32)
    proposal = learn(history(planted={"bant_budget": budget}, days={"bant_budget": days})[0])
    without = np.where(late, np.nan, sales[Kind.LEAD]["bant_budget"])
    days = np.where(late, NO_DAY, closed - 10).astype(np.int32)
    clean = learn(history(planted={"bant_budget": without}, days={"bant_budget": days})[0])
    assert proposal.model.weights == clean.model.weights


def test_that_fewer_than_twenty_sales_or_losses_teach_nothing() -> None:
    for wins, losses in ((19, 500), (500, 19)):
        won = np.arange(wins + losses) < wins
        with pytest.raises(SalesDeskError) as refused:
            learn(history(wins + losses, won=won)[0])
        assert refused.value.message.key == "scoring.error.few"
        assert str(wins) in say(refused.value.message, "fr")
    won = np.random.default_rng(2).permutation(np.arange(520) < 20)
    assert learn(history(520, won=won)[0]).learnt_from > 300


def test_that_chance_is_not_praised() -> None:
    won = np.random.default_rng(8).uniform(size=3000) < 0.3
    proposal = learn(history(3000, won=won)[0])
    assert proposal.area_learnt == pytest.approx(0.5, abs=0.06)
    assert all(weight.reason.key != "scoring.weight.raises" for weight in proposal.weights)


def test_that_every_weight_is_said_in_both_languages() -> None:
    sales, won = history()
    values, _ = after_the_fact("only for won leads", sales, won)
    for data in (sales, history(planted={"profile": values})[0]):
        proposal = learn(data)
        for language in LANGUAGES:
            said = [say(weight.reason, language) for weight in proposal.weights]
            said.append(say(proposal.verdict, language))
            assert all("{" not in sentence for sentence in said)


def test_that_no_leads_teach_nothing() -> None:
    with pytest.raises(SalesDeskError):
        learn(history(0)[0])
