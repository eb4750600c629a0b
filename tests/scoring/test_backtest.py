"""What a score was worth in the past."""

import numpy as np
import pytest
from scipy.stats import binomtest

from salesdesk.domain.columns import BANT, Kind
from salesdesk.domain.sales import Sales
from salesdesk.scoring.backtest import backtest
from salesdesk.scoring.score import score_leads
from tests.kpi.building import Builder
from tests.scoring.simulated import history


def closed_leads(*told: tuple[int, int, int]) -> Sales:
    """Leads by (answer to all four questions, how many were won, how many lost)."""
    answer, status = [], []
    for points, won, lost in told:
        answer += [points] * (won + lost)
        status += ["converted"] * won + ["unqualified"] * lost
    columns: dict[str, list[object]] = {name: list(answer) for name in BANT}
    columns |= {"status": list(status), "profile": [20 if points == 15 else 0 for points in answer]}
    columns["received_at"] = ["2024-03-01"] * len(answer)
    return Builder().add(Kind.LEAD, columns).build()


def test_that_bands_count_who_was_won() -> None:
    sales = closed_leads((15, 9, 11), (10, 12, 38), (5, 3, 27))  # 80, 40 and 20 points
    found = backtest(sales, score_leads(sales))
    assert (found.leads, found.won, found.rate) == (100, 24, 0.24)
    assert found.since is not None
    assert found.since.isoformat() == "2024-03-01"
    hot, warm, cold = found.grades
    assert [(b.key, b.leads, b.won, b.rate, b.low, b.high) for b in (hot, warm, cold)] == [
        ("hot", 20, 9, 0.45, 70, 100), ("warm", 50, 12, 0.24, 40, 69), ("cold", 30, 3, 0.1, 0, 39),
    ]  # fmt: skip
    assert hot.lift == pytest.approx(0.45 / 0.24)
    for band in found.grades:
        theirs = binomtest(band.won, band.leads).proportion_ci(method="wilson")
        assert band.interval == pytest.approx((theirs.low, theirs.high))
    # Pairs in order: hot over warm and cold lost, warm over cold; ties count half.
    in_order = 9 * (38 + 27) + 12 * 27 + (9 * 11 + 12 * 38 + 3 * 27) / 2
    assert found.area == pytest.approx(in_order / (24 * 76))


def test_that_leads_nobody_judged_and_open_leads_are_left_out() -> None:
    columns: dict[str, list[object]] = {
        "bant_need": [15, None, 15, None],
        "status": ["converted", "unqualified", "new", "new"],
    }
    sales = Builder().add(Kind.LEAD, columns).build()
    found = backtest(sales, score_leads(sales))
    assert (found.leads, found.won, found.unjudged) == (1, 1, 1)


def test_that_tenths_hold_all_leads_and_never_tear_a_score_apart() -> None:
    sales, won = history(2000)
    scores = score_leads(sales)
    found = backtest(sales, scores)
    assert len(found.deciles) == 10
    assert sum(band.leads for band in found.deciles) == 2000
    assert sum(band.won for band in found.deciles) == won.sum()
    for better, worse in zip(found.deciles, found.deciles[1:], strict=False):
        assert better.low > worse.high
    assert found.deciles[0].rate is not None
    assert found.deciles[-1].rate is not None
    assert found.deciles[0].rate > 2 * found.deciles[-1].rate
    inside = (scores.total >= found.deciles[0].low) & (scores.total <= found.deciles[0].high)
    assert found.deciles[0].won == int((inside & won).sum())


def test_that_predictions_from_older_leads_hold_for_newer_ones() -> None:
    sales, _ = history(6000)
    found = backtest(sales, score_leads(sales)).calibration
    assert found is not None
    assert found.error < found.plain_error
    for band in found.bands:
        assert band.expected is not None
        assert band.rate is not None
        assert band.expected == pytest.approx(band.rate, abs=0.08)


def test_that_a_score_without_meaning_is_told_from_one_with() -> None:
    sales, _ = history(3000, won=np.random.default_rng(1).uniform(size=3000) < 0.3)
    found = backtest(sales, score_leads(sales))
    assert found.area == pytest.approx(0.5, abs=0.03)
    assert found.calibration is not None
    assert found.calibration.error == pytest.approx(found.calibration.plain_error, abs=0.002)


def test_that_nothing_closed_is_no_error() -> None:
    for sales in (Builder().build(), Builder().add(Kind.LEAD, {"bant_need": [15]}).build()):
        found = backtest(sales, score_leads(sales))
        assert (found.leads, found.rate, found.area, found.calibration, found.deciles) == (0, None, None, None, ())
        assert all(band.rate is None for band in found.grades)
