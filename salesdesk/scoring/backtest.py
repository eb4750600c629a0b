"""What a score was worth: how many of the leads that ended were won, by the score they had on that day.

Interactions fade up to that day: silence before a loss lowers the score of it, as it does in daily use.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import DATED_ANSWERS, NO_DAY, Kind
from salesdesk.domain.intervals import wilson
from salesdesk.domain.period import from_day_number
from salesdesk.domain.sales import Sales
from salesdesk.scoring import logistic
from salesdesk.scoring.answers import given
from salesdesk.scoring.outcome import WON, outcomes
from salesdesk.scoring.score import Scores

GRADES: Final = ("hot", "warm", "cold")
OLDER: Final = 0.7
"""Share of the leads, oldest first, that a prediction is learnt from; it is judged on the others."""

_BINS: Final = 5
_FEW: Final = 20


@dataclass(frozen=True)
class Band:
    """Leads with scores from ``low`` to ``high``, both in.  ``rate`` with its 95 % interval; ``lift``: rate ÷ overall.

    ``expected``: the rate that was predicted, where something was predicted.
    """

    key: str
    low: float
    high: float
    leads: int
    won: int
    rate: float | None
    interval: tuple[float, float] | None
    lift: float | None
    expected: float | None = None


@dataclass(frozen=True)
class Calibration:
    """Rates predicted from the older leads, beside what became of the newer ones.

    ``error``: mean squared distance of prediction and outcome (Brier, 1950); ``plain_error``: the same when every lead
    is given the older leads' rate.  The score says something when its error is the smaller one.
    """

    bands: tuple[Band, ...]
    error: float
    plain_error: float


@dataclass(frozen=True)
class Backtest:
    """``leads`` ended and judged before, of which ``won``; ``unjudged``: ended without an answer or an interaction.

    ``area``: how often the winner of a pair has the higher score, 0.5 by chance.  ``deciles``: best tenth first;
    leads of one score stay together, so there may be fewer than ten.
    """

    leads: int
    won: int
    unjudged: int
    since: date | None
    rate: float | None
    area: float | None
    grades: tuple[Band, ...]
    deciles: tuple[Band, ...]
    calibration: Calibration | None


def backtest(sales: Sales, scores: Scores, *, in_full: bool = True) -> Backtest:
    """Of all leads won or lost, by the score of that day.

    Without ``in_full`` only the grades are told: no area, no tenths, no calibration.
    """
    ended = outcomes(sales)
    judged = _judged(sales, scores)
    used = np.flatnonzero(ended.over & judged)
    points, won = scores.total[used], ended.state[used] == WON
    received, closed = sales[Kind.LEAD].main_date[used], ended.closed[used]
    grade = scores.grades[used]
    model = scores.model
    ranges = {"hot": (model.hot, 100), "warm": (model.warm, model.hot - 1), "cold": (0, model.warm - 1)}
    overall = float(won.mean()) if len(won) else None
    dated = received[received != NO_DAY]
    return Backtest(
        leads=len(used),
        won=int(won.sum()),
        unjudged=int((ended.over & ~judged).sum()),
        since=from_day_number(int(dated.min())) if len(dated) else None,
        rate=overall,
        area=logistic.area(points, won) if in_full else None,
        grades=tuple(_band(key, *ranges[key], won[grade == key], overall) for key in GRADES),
        deciles=tuple(
            _band(str(place + 1), points[at].min(), points[at].max(), won[at], overall)
            for place, at in enumerate(_equal_parts(points, 10) if in_full else ())
        ),
        calibration=_calibration(points, won, np.where(closed != NO_DAY, closed, received)) if in_full else None,
    )


def time_split(days: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Positions of the older and of the newer leads; leads of one day stay on one side."""
    if not len(days):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    cut = np.sort(days)[min(int(len(days) * OLDER), len(days) - 1)]
    return np.flatnonzero(days < cut), np.flatnonzero(days >= cut)


def _judged(sales: Sales, scores: Scores) -> NDArray[np.bool_]:
    leads = sales[Kind.LEAD]
    judged = scores.interactions.count > 0
    for name in DATED_ANSWERS:
        if name in leads:
            judged = judged | ~np.isnan(given(leads, name, scores.known_by))
    return np.asarray(judged)


def _band(
    key: str, low: float, high: float, won: NDArray[np.bool_], overall: float | None, expected: float | None = None
) -> Band:
    n, wins = len(won), int(won.sum())
    if not n:
        return Band(key, low, high, 0, 0, None, None, None, expected)
    bounds = wilson(np.array([wins]), np.array([n]))
    interval = (float(bounds[0][0]), float(bounds[1][0]))
    return Band(
        key, float(low), float(high), n, wins, wins / n, interval, wins / n / overall if overall else None, expected
    )


def _equal_parts(points: NDArray[np.float64], parts: int) -> Iterator[NDArray[np.int64]]:
    """Positions of parts of about equal size, highest first; equal points are never torn apart."""
    if not len(points):
        return
    _, of_value, counts = np.unique(-points, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - counts / 2
    part_of = np.floor(middle * parts / len(points)).astype(np.int64)[of_value]
    for part in np.unique(part_of):
        yield np.flatnonzero(part_of == part)


def _calibration(points: NDArray[np.float64], won: NDArray[np.bool_], days: NDArray[np.int32]) -> Calibration | None:
    """None where the older or the newer leads are too few, or all ended alike."""
    older, newer = time_split(days)
    if min(len(older), len(newer)) < _FEW or won[older].all() or not won[older].any():
        return None
    learnt = logistic.fit(points[older, np.newaxis] / 100, won[older])
    expected = learnt.probability(points[newer, np.newaxis] / 100)
    happened = won[newer]
    overall, base = float(happened.mean()), float(won[older].mean())
    bands = tuple(
        _band(
            str(place + 1),
            points[newer][at].min(),
            points[newer][at].max(),
            happened[at],
            overall,
            float(expected[at].mean()),
        )
        for place, at in enumerate(_equal_parts(points[newer], _BINS))
    )
    return Calibration(
        bands, float(((expected - happened) ** 2).mean()), float(((base - happened.astype(np.float64)) ** 2).mean())
    )
