"""BG/NBD against its paper, and against customers whose fate is known."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import optimize, special

from salesdesk.kpi.lifetimes import History, Lifetimes, fit, log_likelihood


@pytest.fixture(scope="module")
def cdnow() -> History:
    table = pd.read_csv(Path(__file__).parent / "data" / "cdnow.csv", comment="#")
    return History(table.repeats.to_numpy(), table.recency.to_numpy(float), table.age.to_numpy(float))


def one(repeats: int, recency: float, age: float) -> History:
    return History(np.array([repeats]), np.array([recency]), np.array([age]))


def test_that_cdnow_gives_the_published_parameters(cdnow: History) -> None:
    assert len(cdnow) == 2357
    found = fit(cdnow)
    assert found is not None
    assert [round(value, 3) for value in (found.r, found.alpha, found.a, found.b)] == pytest.approx(
        [0.243, 4.414, 0.793, 2.426], abs=0.001
    )
    assert found.log_likelihood == pytest.approx(-9582.4, abs=0.05)


def test_that_the_published_parameters_give_the_published_expectation() -> None:
    # The paper's example: two repeat purchases, the last after 30.43 of 38.86 weeks; 1.226 more in 39 weeks.
    model = Lifetimes(0.2426, 4.4136, 0.7929, 2.4259)
    customer = one(2, 30.43, 38.86)
    assert float(model.expected(customer, 39)[0]) == pytest.approx(1.226, abs=0.001)
    assert float(model.alive(customer)[0]) == pytest.approx(0.7266, abs=0.0005)
    assert float(model.alive(one(0, 0, 38.86))[0]) == 1


def test_that_the_likelihood_and_the_expectation_are_those_of_the_paper_in_gamma_functions(cdnow: History) -> None:
    r, alpha, a, b = 0.6, 7.0, 1.3, 3.1
    x, tx, age = cdnow.repeats, cdnow.recency, cdnow.age
    front = special.gammaln(r + x) - special.gammaln(r) + r * math.log(alpha)
    stays = special.betaln(a, b + x) - special.betaln(a, b) - (r + x) * np.log(alpha + age)
    with np.errstate(divide="ignore"):
        leaves = np.where(
            x > 0,
            special.betaln(a + 1, b + np.maximum(x, 1) - 1) - special.betaln(a, b) - (r + x) * np.log(alpha + tx),
            -np.inf,
        )
    expected = float((front + np.logaddexp(stays, leaves)).sum())
    model = Lifetimes(r, alpha, a, b)
    assert log_likelihood(cdnow, model) == pytest.approx(expected, rel=1e-12)
    hyper = special.hyp2f1(r + x, b + x, a + b + x - 1, 52 / (alpha + age + 52))
    plain = (a + b + x - 1) / (a - 1) * (1 - ((alpha + age) / (alpha + age + 52)) ** (r + x) * hyper)
    assert model.expected(cdnow, 52) == pytest.approx(plain * model.alive(cdnow), rel=1e-9)


def test_that_no_other_optimiser_finds_a_higher_maximum(cdnow: History) -> None:
    found = fit(cdnow)
    assert found is not None

    def worth(logs: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
        return -log_likelihood(cdnow, Lifetimes(*np.exp(logs).tolist()))

    other = optimize.minimize(worth, np.zeros(4), method="Nelder-Mead", tol=1e-6)
    assert found.log_likelihood >= -other.fun - 1e-3


def simulated(random: np.random.Generator, size: int) -> tuple[History, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Customers after the model's own rules, watched for 100 to 400 days, and whether each is still alive."""
    rate, leaving = random.gamma(0.9, 1 / 40, size), random.beta(1.2, 4.0, size)
    age = random.uniform(100, 400, size)
    now, last = np.zeros(size), np.zeros(size)
    repeats, alive = np.zeros(size, dtype=np.int64), np.ones(size, dtype=bool)
    running = np.ones(size, dtype=bool)
    while running.any():
        now = now + random.exponential(1 / rate)
        bought = running & (now <= age)
        repeats[bought] += 1
        last[bought] = now[bought]
        left = bought & (random.random(size) < leaving)
        alive[left] = False
        running = bought & ~left
    return History(repeats, last, age), alive


def test_that_the_estimator_recovers_simulated_truth_and_its_probabilities_are_calibrated() -> None:
    history, alive = simulated(np.random.default_rng(11), 12_000)
    found = fit(history)
    assert found is not None
    assert (found.r, found.alpha) == pytest.approx((0.9, 40), rel=0.12)
    assert found.a / (found.a + found.b) == pytest.approx(1.2 / 5.2, rel=0.12)
    chance = found.alive(history)
    for low in np.arange(0, 1, 0.2):
        band = (chance >= low) & (chance < low + 0.2)
        if band.sum() > 200:
            assert abs(alive[band].mean() - chance[band].mean()) < 0.06


def test_that_too_few_repeaters_give_no_model_and_a_firm_without_departures_no_failure() -> None:
    assert fit(one(3, 10.0, 20.0)) is None
    random = np.random.default_rng(3)
    age = random.uniform(200, 300, 500)
    faithful = History(random.poisson(age / 30), age - random.uniform(0, 10, 500), age)
    found = fit(faithful)
    assert found is not None
    assert np.isfinite(found.expected(faithful, 365)).all()
    assert (found.alive(faithful) > 0.9).all()
