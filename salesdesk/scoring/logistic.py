"""Regularised logistic regression: how much each feature moves the odds of a sale, all else equal.

Minimises ``−Σ [y ln p + (1 − y) ln(1 − p)] + λ/2 |w|²`` with ``p = 1 / (1 + exp(−(b + x·w)))`` by Newton's method
(iteratively reweighted least squares, Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, 4.4.1); the
intercept ``b`` is not penalised, so that few wins do not pull it.  A step that does not improve is halved.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

PENALTY: Final = 1.0
"""λ: features run from 0 to 1, so weights of one or two are common and one of five needs many leads."""

_STEPS: Final = 100
_PRECISION: Final = 1e-10


@dataclass(frozen=True, eq=False)
class Fit:
    """``weights`` in log-odds per unit of each feature; ``errors``: their standard errors, from the curvature."""

    intercept: float
    weights: Numbers
    errors: Numbers

    def probability(self, features: Numbers) -> Numbers:
        return _sigmoid(self.intercept + features @ self.weights)


def fit(features: Numbers, won: NDArray[np.bool_], penalty: float = PENALTY) -> Fit:
    """``features``: leads (rows) by features (columns).  Both outcomes must occur."""
    assert won.any(), "something was won"
    assert not won.all(), "something was lost"
    design = np.column_stack([np.ones(len(won)), features])
    ridge = np.diag([0.0, *[penalty] * features.shape[1]])
    y = won.astype(np.float64)
    at = np.zeros(design.shape[1])
    at[0] = np.log(y.mean() / (1 - y.mean()))
    loss = _loss(design, y, ridge, at)
    for _ in range(_STEPS):
        p = _sigmoid(design @ at)
        gradient = design.T @ (p - y) + ridge @ at
        step = np.linalg.solve(_curvature(design, p, ridge), gradient)
        while (smaller := _loss(design, y, ridge, at - step)) > loss and np.abs(step).max() > _PRECISION:
            step = step / 2
        at, loss = at - step, smaller
        if np.abs(step).max() <= _PRECISION:
            break
    spread = np.linalg.inv(_curvature(design, _sigmoid(design @ at), ridge))
    return Fit(float(at[0]), at[1:], np.sqrt(np.diag(spread))[1:])


def area(scores: Numbers, won: NDArray[np.bool_]) -> float | None:
    """How often a lead that was won has the higher score of a pair (ties count half); None without both outcomes.

    The area under the ROC curve, by ranks (Hanley & McNeil, Radiology 143, 1982).
    """
    wins = int(won.sum())
    losses = len(won) - wins
    if not wins or not losses:
        return None
    _, of_value, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[of_value]
    return float((ranks[won].sum() - wins * (wins + 1) / 2) / (wins * losses))


def _sigmoid(z: Numbers) -> Numbers:
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def _loss(design: Numbers, y: Numbers, ridge: Numbers, at: Numbers) -> float:
    z = design @ at
    return float(np.logaddexp(0, z).sum() - y @ z + at @ ridge @ at / 2)


def _curvature(design: Numbers, p: Numbers, ridge: Numbers) -> Numbers:
    return (design * (p * (1 - p))[:, np.newaxis]).T @ design + ridge
