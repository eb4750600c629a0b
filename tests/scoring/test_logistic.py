"""The regression against independent fits."""

import numpy as np
import pytest

from salesdesk.scoring.logistic import _loss, area, fit

RNG = np.random.default_rng(3)
FEATURES = RNG.uniform(size=(600, 4))
WON = RNG.uniform(size=600) < 1 / (1 + np.exp(2 - FEATURES @ np.array([3.0, 1.0, 0.0, -1.0])))


@pytest.mark.parametrize("penalty", [0.01, 1.0, 25.0])
def test_that_the_fit_is_the_one_of_scikit_learn(penalty: float) -> None:
    from sklearn.linear_model import LogisticRegression

    theirs = LogisticRegression(C=1 / penalty, solver="newton-cholesky", tol=1e-10, max_iter=1000).fit(FEATURES, WON)
    ours = fit(FEATURES, WON, penalty)
    assert ours.weights == pytest.approx(theirs.coef_[0], abs=1e-6)
    assert ours.intercept == pytest.approx(float(theirs.intercept_[0]), abs=1e-6)
    assert ours.probability(FEATURES) == pytest.approx(theirs.predict_proba(FEATURES)[:, 1], abs=1e-7)


def test_that_nothing_near_the_fit_is_better() -> None:
    ours = fit(FEATURES, WON)
    design = np.column_stack([np.ones(600), FEATURES])
    ridge = np.diag([0.0, 1, 1, 1, 1])
    at = np.array([ours.intercept, *ours.weights])
    best = _loss(design, WON.astype(float), ridge, at)
    assert all(_loss(design, WON.astype(float), ridge, at + RNG.normal(scale=0.01, size=5)) > best for _ in range(50))


def test_that_one_feature_by_hand_is_solved() -> None:
    # Without penalty, two groups of 3 won in 4 and 1 won in 4 have log-odds ln 3 and −ln 3.
    ours = fit(np.array([[1.0]] * 4 + [[0.0]] * 4), np.array([1, 1, 1, 0, 1, 0, 0, 0], dtype=bool), 1e-12)
    assert ours.intercept == pytest.approx(-np.log(3))
    assert ours.weights[0] == pytest.approx(2 * np.log(3))


def test_that_outcomes_told_apart_perfectly_still_give_finite_weights() -> None:
    ours = fit(np.linspace(0, 1, 100)[:, np.newaxis], np.linspace(0, 1, 100) > 0.5)
    assert np.isfinite(ours.weights).all()
    assert ours.weights[0] > 4


def test_that_standard_errors_shrink_with_the_square_root_of_the_leads() -> None:
    once, four = fit(FEATURES, WON, 1e-9), fit(np.tile(FEATURES, (4, 1)), np.tile(WON, 4), 1e-9)
    assert once.errors == pytest.approx(2 * four.errors, rel=1e-6)


def test_that_the_area_is_the_share_of_pairs_in_order() -> None:
    won = np.array([1, 1, 0, 0], dtype=bool)
    assert area(np.array([4.0, 2.0, 3.0, 1.0]), won) == 0.75
    assert area(np.ones(4), won) == 0.5
    assert area(np.ones(2), np.array([True, True])) is None
    from sklearn.metrics import roc_auc_score

    scores = np.round(RNG.uniform(size=600) + WON, 1)
    assert area(scores, WON) == pytest.approx(roc_auc_score(WON, scores))
