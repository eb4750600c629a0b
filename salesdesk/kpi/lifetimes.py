"""How likely customers are to come back: the BG/NBD model, by maximum likelihood.

Fader, Hardie & Lee, "Counting Your Customers" the Easy Way, Marketing Science 24 (2005).  While a customer lives it
buys at random at a rate of its own (gamma over customers: ``r``, ``alpha``); after each purchase it may leave for good
with a probability of its own (beta over customers: ``a``, ``b``).  Repeat purchases are whole numbers, so the ratios of
gamma functions in the likelihood are running products: no special function is needed.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.kpi.facts import Numbers

REPEATERS: Final = 30
"""Fewer customers with a second purchase than this tell no rhythm that others could be judged by."""

_STEPS: Final = 200
_LOWEST: Final = np.log([1e-4, 1e-4, 1e-4, 1e-4])
_HIGHEST: Final = np.log([1e4, 1e6, 50.0, 5000.0])
"""Beyond these the parameters say no more: all customers alike, or nobody ever leaves."""

_TERMS: Final = 4000
_SINGULAR: Final = 1e-5
_ENOUGH: Final = 1e-12


@dataclass(frozen=True)
class History:
    """What each customer did: ``repeats`` purchases after its first, the last of them ``recency`` after the first, seen
    for ``age`` since the first.  One unit of time throughout.
    """

    repeats: NDArray[np.int64]
    recency: Numbers
    age: Numbers

    def __len__(self) -> int:
        return len(self.repeats)


@dataclass(frozen=True)
class Lifetimes:
    """The fitted model.  ``alpha`` is in the unit of time of the histories; ``log_likelihood`` of all customers."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float = float("nan")

    def alive(self, history: History) -> Numbers:
        """Probability that each customer has not left for good.  Who bought once has had one occasion less to leave."""
        return 1 - _share(_log_left(history, self.r, self.alpha, self.a, self.b))

    def expected(self, history: History, ahead: float) -> Numbers:
        """Purchases to expect of each customer in the time ``ahead``.

        Equation 10 of the paper after Euler's transformation of its hypergeometric function, whose parameters are small
        then, so that its series is short.
        """
        a = self.a if abs(self.a - 1) > _SINGULAR else 1 + _SINGULAR
        repeats = history.repeats
        z = np.asarray(ahead / (self.alpha + history.age + ahead), dtype=np.float64)
        c = np.asarray(a + self.b + repeats - 1, dtype=np.float64)
        c[np.abs(c) < _SINGULAR] = _SINGULAR
        series = _hypergeometric(a + self.b - 1 - self.r, a - 1, c, z)
        return c / (a - 1) * (1 - (1 - z) ** (a - 1) * series) * self.alive(history)


def fit(history: History) -> Lifetimes | None:
    """The parameters under which the histories are most likely; None under :data:`REPEATERS` repeating customers."""
    if np.count_nonzero(history.repeats) < REPEATERS:
        return None
    scale = float(history.age.mean()) or 1.0
    scaled = History(history.repeats, history.recency / scale, history.age / scale)
    start = np.log(np.array([1.0, 1.0, 1.0, 2.0]))
    best, value = _maximum(scaled, start)
    r, alpha, a, b = np.exp(best).tolist()
    # The density of purchase dates carries one unit of time per repeat purchase.
    return Lifetimes(r, alpha * scale, a, b, value - float(history.repeats.sum()) * math.log(scale))


def log_likelihood(history: History, model: Lifetimes) -> float:
    """Of all customers together."""
    return _value_and_slope(history, np.log([model.r, model.alpha, model.a, model.b]))[0]


def _log_left(history: History, r: float, alpha: float, a: float, b: float) -> Numbers:
    """Logarithm of the odds that a customer has left; minus infinity before any repeat purchase."""
    repeats = history.repeats
    some = repeats > 0
    odds = np.full(len(history), -np.inf)
    n = repeats[some]
    odds[some] = (
        np.log(a)
        - np.log(b + n - 1)
        + (r + n) * (np.log(alpha + history.age[some]) - np.log(alpha + history.recency[some]))
    )
    return odds


def _share(log_odds: Numbers) -> Numbers:
    """Probabilities of log-odds, without overflow."""
    return np.asarray((1 + np.tanh(log_odds / 2)) / 2, dtype=np.float64)


def _value_and_slope(history: History, logs: Numbers) -> tuple[float, Numbers]:
    """Log-likelihood and its gradient along the logarithms of the parameters."""
    r, alpha, a, b = np.exp(logs)
    repeats = history.repeats
    steps = np.arange(int(repeats.max(initial=0)))
    times = np.log(alpha + history.age)
    odds = _log_left(history, r, alpha, a, b)
    left = _share(odds)
    some = repeats > 0
    since = np.where(some, times - np.log(alpha + history.recency), 0.0)
    total = (
        _running(np.log(r + steps))[repeats]
        + _running(np.log(b + steps) - np.log(a + b + steps))[repeats]
        + r * np.log(alpha)
        - (r + repeats) * times
        + np.logaddexp(0.0, odds)
    )
    both = _running(1 / (a + b + steps))[repeats]
    slope = np.array(
        [
            (_running(1 / (r + steps))[repeats] + np.log(alpha) - times + left * since).sum(),
            (
                r / alpha
                - (r + repeats) / (alpha + history.age)
                + left * (r + repeats) * (1 / (alpha + history.age) - 1 / (alpha + history.recency))
            ).sum(),
            (left / a - both).sum(),
            (
                _running(1 / (b + steps))[repeats] - both - np.where(some, left / np.maximum(b + repeats - 1, b), 0)
            ).sum(),
        ]
    )
    return float(total.sum()), slope * np.exp(logs)


def _running(terms: Numbers) -> Numbers:
    """Sums of the first 0, 1, 2… terms."""
    return np.concatenate([[0.0], np.cumsum(terms)])


def _maximum(history: History, start: Numbers) -> tuple[Numbers, float]:
    """Quasi-Newton ascent (BFGS) with a backtracking line search, within :data:`_LOWEST` and :data:`_HIGHEST`."""
    at = start
    value, slope = _value_and_slope(history, at)
    inverse = _fresh(slope)
    for _ in range(_STEPS):
        held = ((at <= _LOWEST) & (slope < 0)) | ((at >= _HIGHEST) & (slope > 0))
        free = np.where(held, 0.0, slope)
        step = np.where(held, 0.0, inverse @ free)
        if float(free @ step) <= 0:
            inverse = _fresh(slope)
            step = inverse @ free
        there, found, gradient = _climbed(history, at, value, step, float(free @ step))
        gain = found - value
        if gain < 0:
            break
        moved, bent = there - at, slope - gradient
        at, value, slope = there, found, gradient
        if gain <= _ENOUGH * (1 + abs(value)):
            break
        curved = float(moved @ bent)
        if curved > 0:
            left = np.eye(len(at)) - np.outer(moved, bent) / curved
            inverse = left @ inverse @ left.T + np.outer(moved, moved) / curved
    return at, value


def _fresh(slope: Numbers) -> NDArray[np.float64]:
    return np.eye(len(slope)) / max(float(np.abs(slope).max()), 1.0)


def _climbed(history: History, at: Numbers, value: float, step: Numbers, rise: float) -> tuple[Numbers, float, Numbers]:
    """A point along the step that is higher by a part of what the slope promises, with its value and slope."""
    length = min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-300))
    while True:
        there = np.clip(at + length * step, _LOWEST, _HIGHEST)
        found, gradient = _value_and_slope(history, there)
        if found >= value + 1e-4 * length * rise or length < 1e-10:
            return there, found, gradient
        length /= 2


def _hypergeometric(a: float, b: float, c: Numbers, z: Numbers) -> Numbers:
    """Gauss's series 2F1(a, b; c; z) for 0 ≤ z < 1."""
    term = np.ones(len(z))
    total = term.copy()
    for n in range(_TERMS):
        term = term * ((a + n) * (b + n) / (n + 1)) / (c + n) * z
        total += term
        if not len(term) or float(np.abs(term).max()) < 1e-13 * max(float(np.abs(total).max()), 1.0):
            break
    return total
