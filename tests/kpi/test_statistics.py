"""The few formulas against scipy, and what their intervals promise against simulation."""

import numpy as np
import pytest

from salesdesk.domain.intervals import Z, wilson
from salesdesk.kpi.statistics import (
    holm,
    median_ranks,
    rank_test,
    rank_tests,
    two_proportions,
    two_sided,
)

stats = pytest.importorskip("scipy.stats")
RUNS = 4000


def test_that_z_is_the_normal_quantile() -> None:
    assert pytest.approx(stats.norm.ppf(0.975), abs=1e-15) == Z


@pytest.mark.parametrize(("wins", "trials"), [(0, 1), (1, 1), (0, 30), (30, 30), (3, 17), (306, 1236), (4238, 8800)])
def test_that_wilson_is_scipys(wins: int, trials: int) -> None:
    expected = stats.binomtest(wins, trials).proportion_ci(method="wilson")
    low, high = wilson(np.array([float(wins)]), np.array([float(trials)]))
    assert low[0] == pytest.approx(expected.low, abs=1e-12)
    assert high[0] == pytest.approx(expected.high, abs=1e-12)


def test_that_wilson_gives_the_designs_interval() -> None:
    low, high = wilson(np.array([306.0]), np.array([1236.0]))
    assert (round(low[0] * 100, 1), round(high[0] * 100, 1)) == (22.4, 27.2)


def test_that_wilson_of_no_trials_is_unknown() -> None:
    low, high = wilson(np.zeros(1), np.zeros(1))
    assert np.isnan(low).all()
    assert np.isnan(high).all()


@pytest.mark.parametrize("share", [0.05, 0.15, 0.25, 0.5, 0.9])
@pytest.mark.parametrize("trials", [40, 200, 1000])
def test_that_95_percent_intervals_of_rates_hold_the_truth_93_to_97_times_in_100(share: float, trials: int) -> None:
    wins = np.random.default_rng(3).binomial(trials, share, RUNS).astype(float)
    low, high = wilson(wins, np.full(RUNS, float(trials)))
    assert 0.93 <= float(((low <= share) & (share <= high)).mean()) <= 0.97


@pytest.mark.parametrize("size", [100, 151, 400])
def test_that_95_percent_intervals_of_medians_hold_the_truth_93_to_97_times_in_100(size: int) -> None:
    samples = np.sort(np.random.default_rng(4).gamma(2, 40, (RUNS, size)), axis=1)
    ranks = median_ranks(size)
    assert ranks is not None
    truth = float(stats.gamma(2, scale=40).median())
    held = (samples[:, ranks[0]] <= truth) & (truth <= samples[:, ranks[1]])
    assert 0.93 <= float(held.mean()) <= 0.97


@pytest.mark.parametrize("size", [*range(6, 60), 100, 377, 999, 1000])
def test_that_median_ranks_are_the_narrowest_symmetric_ones_that_reach_95_percent(size: int) -> None:
    ranks = median_ranks(size)
    assert ranks is not None
    low, high = ranks
    assert low + high == size - 1
    assert 2 * stats.binom.cdf(low, size, 0.5) <= 0.05
    assert 2 * stats.binom.cdf(low + 1, size, 0.5) > 0.05


def test_that_five_values_have_no_interval() -> None:
    assert [median_ranks(size) for size in range(6)] == [None] * 6
    assert median_ranks(6) == (0, 5)


def test_that_median_ranks_of_large_samples_are_close_to_exact() -> None:
    for size in (1001, 5000, 40_000):
        ranks = median_ranks(size)
        assert ranks is not None
        exact = int(stats.binom.ppf(0.025, size, 0.5)) - 1
        assert abs(ranks[0] - exact) <= 1


@pytest.mark.parametrize(("a", "n", "b", "m"), [(10, 40, 20, 45), (306, 1236, 251, 1187), (1, 50, 1, 60)])
def test_that_two_proportions_are_the_chi_squared_test(a: int, n: int, b: int, m: int) -> None:
    expected = stats.chi2_contingency([[a, n - a], [b, m - b]], correction=False).pvalue
    found = two_proportions(*(np.array([float(x)]) for x in (a, n, b, m)))
    assert found[0] == pytest.approx(expected, rel=1e-9)


def test_that_nothing_can_be_told_of_empty_or_unanimous_samples() -> None:
    one, none = np.array([5.0]), np.zeros(1)
    assert two_proportions(none, none, one, one)[0] == 1
    assert two_proportions(one, one, one, one)[0] == 1


def test_that_two_sided_is_the_normal_tail() -> None:
    z = np.array([0.0, 1.0, -1.96, 4.0, np.nan])
    expected = [*(2 * stats.norm.sf(np.abs(z[:-1]))), 1.0]
    assert two_sided(z).tolist() == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(5))
def test_that_the_rank_test_is_scipys_mann_whitney(seed: int) -> None:
    random = np.random.default_rng(seed)
    a, b = random.integers(0, 60, 40 + seed), random.integers(5, 66, 80)
    expected = stats.mannwhitneyu(a, b, method="asymptotic", use_continuity=True).pvalue
    assert rank_test(a, b) == pytest.approx(expected, rel=1e-9)


def test_that_groups_are_tested_against_all_others() -> None:
    random = np.random.default_rng(9)
    values, group = random.integers(0, 90, 300), random.integers(0, 3, 300)
    found = rank_tests(values, group, 4)
    for one in range(3):
        own, rest = values[group == one], values[group != one]
        expected = stats.mannwhitneyu(own, rest, method="asymptotic", use_continuity=True).pvalue
        assert found[one] == pytest.approx(expected, rel=1e-9)
    assert found[3] == 1


def test_that_equal_or_missing_values_are_not_told_apart() -> None:
    assert rank_test(np.full(40, 7), np.full(50, 7)) == 1
    assert rank_test(np.zeros(0, dtype=np.int64), np.arange(9)) == 1


def test_that_holm_keeps_the_family_at_five_percent() -> None:
    assert holm(np.array([0.01, 0.04, 0.03])).tolist() == [True, False, False]
    assert holm(np.array([0.011, 0.02, 0.04])).tolist() == [True, True, True]
    assert holm(np.array([0.02, 0.02, 0.02])).tolist() == [False, False, False]
    assert holm(np.zeros(0)).tolist() == []


def test_that_holm_rarely_calls_equal_groups_different() -> None:
    random = np.random.default_rng(11)
    wrong = 0
    for _ in range(1000):
        wins = random.binomial(200, 0.25, 12).astype(float)
        trials = np.full(12, 200.0)
        p = two_proportions(wins, trials, wins.sum() - wins, trials.sum() - trials)
        wrong += bool(holm(p).any())
    assert wrong <= 70
