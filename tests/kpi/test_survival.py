"""Survival curves against lifelines."""

import warnings

import numpy as np
import pytest
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_DAY
from salesdesk.kpi.prospects import LOST, OPEN, WON
from salesdesk.kpi.survival import survival

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    lifelines = pytest.importorskip("lifelines")

LAST = 400


def history(seed: int, size: int = 500) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int8]]:
    """Start and end days and outcomes; what would end after the last day is open."""
    random = np.random.default_rng(seed)
    start = random.integers(0, LAST, size)
    end = start + random.gamma(2, 40, size).astype(int)
    outcome = random.choice([WON, LOST], size, p=[0.6, 0.4])
    outcome = np.where(end > LAST, OPEN, outcome)
    return start.astype(np.int32), np.where(outcome == OPEN, NO_DAY, end).astype(np.int32), outcome.astype(np.int8)


@pytest.mark.parametrize("seed", range(4))
def test_that_the_median_is_kaplan_meiers(seed: int) -> None:
    start, end, outcome = history(seed)
    duration = np.where(outcome == OPEN, LAST, end) - start
    expected = lifelines.KaplanMeierFitter().fit(duration, outcome == WON).median_survival_time_
    assert survival(start, end, outcome, 0, LAST).median == expected


@pytest.mark.parametrize("first", [100, 250])
def test_that_a_window_counts_late_entries_from_their_age_at_its_start(first: int) -> None:
    start, end, outcome = history(7)
    until = np.where(outcome == OPEN, LAST, end)
    seen = until >= first
    entry = np.maximum(first - start, 0) - 0.5  # at risk on the day of entry itself
    fitted = lifelines.KaplanMeierFitter().fit(
        (until - start)[seen], (outcome == WON)[seen], entry=np.maximum(entry, 0)[seen]
    )
    found = survival(start, end, outcome, first, LAST)
    assert found.median == fitted.median_survival_time_
    assert found.at_risk[0] == int((seen & (start >= first)).sum())


@pytest.mark.filterwarnings("ignore::Warning")
def test_that_the_share_won_is_aalen_johansens() -> None:
    start, end, outcome = history(3)
    duration = np.where(outcome == OPEN, LAST, end) - start
    found = survival(start, end, outcome, 0, LAST)
    for event, share in ((WON, found.won_share), (LOST, found.lost_share)):
        fitted = lifelines.AalenJohansenFitter(seed=1, calculate_variance=False).fit(duration, outcome, event)
        assert share[-1] == pytest.approx(float(fitted.cumulative_density_.iloc[-1, 0]), abs=0.01)
    closed = found.won_share[-1] + found.lost_share[-1] + found.open_share[-1]
    assert closed == pytest.approx(1)


def test_that_without_open_ones_the_shares_are_the_plain_ones() -> None:
    start = np.zeros(10, dtype=np.int32)
    end = np.arange(1, 11, dtype=np.int32)
    outcome = np.array([WON, LOST] * 5, dtype=np.int8)
    found = survival(start, end, outcome, 0, 99)
    assert found.won_share[-1] == pytest.approx(0.5)
    assert found.lost_share[-1] == pytest.approx(0.5)
    assert found.chance(np.array([0, 9, 50])).tolist() == pytest.approx([0.5, 0.0, 0.0])


def test_that_unknown_and_inverted_dates_are_left_out() -> None:
    start = np.array([5, NO_DAY, 9, 5], dtype=np.int32)
    end = np.array([9, 9, 5, NO_DAY], dtype=np.int32)
    found = survival(start, end, np.full(4, WON, dtype=np.int8), 0, 20)
    assert found.won.sum() == 1
    assert found.at_risk[0] == 1


def test_that_an_event_after_the_last_day_is_not_seen() -> None:
    found = survival(np.array([0], dtype=np.int32), np.array([30], dtype=np.int32), np.array([WON], np.int8), 0, 20)
    assert found.won.sum() == 0
    assert found.median is None
    assert len(found.at_risk) == 21


def test_that_nothing_has_no_median() -> None:
    empty = np.zeros(0, dtype=np.int32)
    found = survival(empty, empty, empty.astype(np.int8), 0, 9)
    assert found.median is None
    assert found.chance(np.array([3])).tolist() == [0]
