"""What the open pipeline will bring, with an 80 % interval, from what pipelines of the past brought.

Landmarks: every thirty days back, the opportunities open on that day, by stage and age, and which of them were won
within the horizon.  An open opportunity's chance is that of its like, shrunk to all of its age, and these to all; the
chances themselves are uncertain (beta) and each sale is drawn.  The same forecast made at the ends of past horizons
tells how far off it was: the forecast is corrected, and its interval widened, by that much.  A back-test is corrected
by those before it only.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.period import day_number, from_day_number
from salesdesk.domain.sales import Sales
from salesdesk.kpi.definition import FEW
from salesdesk.kpi.facts import Mask, Numbers, sums
from salesdesk.kpi.pipeline import Pipeline, pipeline

HORIZON: Final = 90
LEVEL: Final = 0.8
STEP: Final = 30
LANDMARKS: Final = 18
HALF_LIFE: Final = 4
"""Landmarks after which the past counts half: markets, teams and cycles change."""
BACKTESTS: Final = 8
DRAWS: Final = 600
SHRINKAGE: Final = 10.0
"""A group of opportunities is judged by its like as if it had been seen so many times more at their rate."""

_AGES: Final = (0.25, 0.5, 0.75, 0.9)
_EXACT: Final = 2_000
_CONFIRMED: Final = 3.0
"""The forecast is believed as if so many back-tests had confirmed it."""


@dataclass(frozen=True)
class BackTest:
    """What would have been forecast on a past day, and what came.  Amounts are those known today."""

    as_of: date
    expected: float
    low: float
    high: float
    actual: float

    @property
    def inside(self) -> bool:
        return self.low <= self.actual <= self.high


@dataclass(frozen=True)
class StageForecast:
    """The open opportunities of one stage ('' unknown): ``chance`` is the mean chance of a sale within the horizon."""

    stage: str
    count: int
    amount: float
    chance: float
    expected: float


@dataclass(frozen=True)
class Forecast:
    """Revenue to be signed from the opportunities open on ``as_of``, until ``until``, in the company currency.

    ``low`` and ``high`` hold it with 80 %.  It is ``corrected`` times what the draws say, and its interval ``widened``
    times as wide, as the back-tests teach.
    ``sales``: number of sales to expect.  ``guessed``: open opportunities without an amount, taken from sales of the
    same product, else from all.
    """

    as_of: date
    until: date
    open: int
    guessed: int
    sales: float
    expected: float
    low: float
    high: float
    corrected: float
    widened: float
    stages: tuple[StageForecast, ...]
    backtests: tuple[BackTest, ...]

    @property
    def coverage(self) -> float | None:
        """Share of the back-tests whose interval held what came."""
        return sum(test.inside for test in self.backtests) / len(self.backtests) if self.backtests else None


@dataclass(frozen=True, eq=False)
class _Drawn:
    """Sums of amounts, one per draw, and the mean chance of each open opportunity."""

    open: NDArray[np.int64]
    chance: Numbers
    amount: Numbers
    guessed: int
    totals: Numbers


def forecast(sales: Sales, passing: Mask | None = None, horizon: int = HORIZON) -> Forecast | None:
    """From the opportunities of ``passing`` (None: all).  ``horizon`` is in days, a multiple of :data:`STEP`.

    None where the past holds too few sales to tell.
    """
    book = _Book(pipeline(sales, passing), day_number(sales.as_of), horizon)
    now = book.drawn(0)
    if now is None:
        return None
    tests = [(back, *test) for back in range(BACKTESTS, 0, -1) if (test := book.tested(back)) is not None]
    corrections = [_correction([test[1:] for test in tests[:place]]) for place in range(len(tests) + 1)]
    widened = _widened([(drawn, actual, by) for (_, drawn, actual), by in zip(tests, corrections, strict=False)])
    corrected = corrections[-1]
    expected, low, high = _interval(now, corrected, widened)
    return Forecast(
        as_of=sales.as_of,
        until=from_day_number(book.today + horizon),
        open=len(now.open),
        guessed=now.guessed,
        sales=float(now.chance.sum()) * corrected,
        expected=expected,
        low=low,
        high=high,
        corrected=corrected,
        widened=widened,
        stages=_by_stage(sales, book, now, corrected),
        backtests=tuple(
            BackTest(from_day_number(book.today - back * horizon), *_interval(drawn, by, widened), actual)
            for (back, drawn, actual), by in zip(tests, corrections, strict=False)
        ),
    )


@dataclass(frozen=True, eq=False)
class _Book:
    """A pipeline with its landmarks, ``today`` and every :data:`STEP` days before."""

    pipeline: Pipeline
    today: int
    horizon: int

    @cached_property
    def edges(self) -> Numbers:
        """Ages that part opportunities: quantiles of the cycles of those won."""
        won = self.pipeline.won & (self.pipeline.close <= self.today)
        cycles = (self.pipeline.close - self.pipeline.start)[won]
        return np.unique(np.quantile(cycles, _AGES)) if len(cycles) else np.zeros(0)

    @property
    def cells(self) -> int:
        return (len(self.edges) + 1) * (self.pipeline.stages + 1)

    def cell(self, open_: NDArray[np.int64], day: int) -> NDArray[np.int64]:
        """Age band and stage of open opportunities on a day, as one number."""
        age = day - self.pipeline.start[open_].astype(np.int64)
        band = np.searchsorted(self.edges, age, side="right")
        return band * (self.pipeline.stages + 1) + self.pipeline.stage_on(day)[open_]

    @cached_property
    def landmarks(self) -> list[tuple[Numbers, Numbers, NDArray[np.int64]]]:
        """Per step back from today: open and won within the horizon by cell, and the open ones; until none began."""
        found: list[tuple[Numbers, Numbers, NDArray[np.int64]]] = []
        first = int(self.pipeline.start.min()) if len(self.pipeline) else self.today
        for back in range(BACKTESTS * self.horizon // STEP + self.horizon // STEP + LANDMARKS):
            day = self.today - back * STEP
            if day < first:
                break
            open_ = np.flatnonzero(self.pipeline.open_on(day))
            cell = self.cell(open_, day)
            won = self.pipeline.won_within(day, self.horizon)[open_]
            found.append(
                (sums(cell, np.ones(len(open_)), self.cells), sums(cell, won.astype(float), self.cells), open_)
            )
        return found

    def chances(self, back: int) -> tuple[Numbers, Numbers] | None:
        """Beta parameters per cell as known ``back`` steps ago; None with fewer than :data:`FEW` sales."""
        past = self.landmarks[back + self.horizon // STEP :][:LANDMARKS]
        if not past:
            return None
        weight = 0.5 ** (np.arange(len(past)) / HALF_LIFE)
        seen, won = (weight @ np.array([one[part] for one in past]) for part in (0, 1))
        # One opportunity is open at several landmarks: it counts once, with the weight of the latest.
        distinct = np.zeros(len(self.pipeline))
        for one, latest in zip(reversed(past), weight[::-1].tolist(), strict=True):
            distinct[one[2]] = latest
        repeats = max(float(seen.sum()) / max(float(distinct.sum()), 1e-9), 1.0)
        seen, won = seen / repeats, won / repeats
        known = self.pipeline.won & (self.pipeline.close <= self.today - back * STEP)
        if np.count_nonzero(known) < FEW or not won.any():
            return None
        width = self.pipeline.stages + 1
        whole = float(won.sum() / seen.sum())
        band_seen, band_won = (table.reshape(-1, width).sum(axis=1) for table in (seen, won))
        band = np.repeat((band_won + SHRINKAGE * whole) / (band_seen + SHRINKAGE), width)
        return won + SHRINKAGE * band, seen - won + SHRINKAGE * (1 - band)

    def drawn(self, back: int) -> _Drawn | None:
        """What the opportunities open ``back`` steps ago were to bring by what was known then."""
        if back >= len(self.landmarks) or (beta := self.chances(back)) is None:
            return None
        day, random = self.today - back * STEP, np.random.default_rng(back)
        open_ = self.landmarks[back][2]
        cell = self.cell(open_, day)
        mean = (beta[0] / (beta[0] + beta[1]))[cell]
        present, at = np.unique(cell, return_inverse=True)
        p = random.beta(beta[0][present], beta[1][present], (DRAWS, len(present)))
        amount, spread, guessed = self._amounts(open_, day)
        if len(open_) <= _EXACT:
            noise = np.where(np.isnan(self.pipeline.amount[open_]), 1.0, 0.0) * spread
            sold = random.random((DRAWS, len(open_))) < p[:, at]
            worth = np.maximum(amount + noise * random.standard_normal((DRAWS, len(open_))), 0.0) if guessed else amount
            totals = (sold * worth).sum(axis=1)
        else:
            first, square = sums(at, amount, len(present)), sums(at, amount**2, len(present))
            extra = sums(at, spread**2, len(present))
            variance = p * (1 - p) * square + p * extra
            totals = p @ first + random.standard_normal(DRAWS) * np.sqrt(variance.sum(axis=1))
        return _Drawn(open_, mean, amount, guessed, totals)

    def tested(self, horizons: int) -> tuple[_Drawn, float] | None:
        """The forecast so many horizons ago, and what it was to tell."""
        back = horizons * self.horizon // STEP
        drawn = self.drawn(back)
        if drawn is None or len(drawn.open) < FEW:
            return None
        won = self.pipeline.won_within(self.today - back * STEP, self.horizon)[drawn.open]
        return drawn, float(np.nansum(self.pipeline.amount[drawn.open][won]))

    def _amounts(self, open_: NDArray[np.int64], day: int) -> tuple[Numbers, Numbers, int]:
        """Amounts, the standard deviation of those guessed, and how many are: from sales signed by that day."""
        amount = self.pipeline.amount[open_].copy()
        unknown = np.flatnonzero(np.isnan(amount))
        spread = np.zeros(len(open_))
        signed = self.pipeline.won & (self.pipeline.close <= day) & ~np.isnan(self.pipeline.amount)
        if not len(unknown):
            return amount, spread, 0
        worth, product = self.pipeline.amount[signed], self.pipeline.product[signed]
        amount[unknown] = worth.mean() if len(worth) else 0.0
        spread[unknown] = worth.std() if len(worth) else 0.0
        for code in np.unique(self.pipeline.product[open_][unknown]).tolist():
            own = worth[product == code]
            if code >= 0 and len(own) >= FEW:
                mine = unknown[self.pipeline.product[open_][unknown] == code]
                amount[mine], spread[mine] = own.mean(), own.std()
        return amount, spread, len(unknown)


def _interval(drawn: _Drawn, by: float, widened: float) -> tuple[float, float, float]:
    """Expected, low and high, corrected by a factor."""
    totals = drawn.totals * by
    expected = float(totals.mean())
    low, high = np.quantile(totals, ((1 - LEVEL) / 2, (1 + LEVEL) / 2)).tolist()
    return expected, max(expected - widened * (expected - low), 0.0), expected + widened * (high - expected)


def _correction(tests: list[tuple[_Drawn, float]]) -> float:
    """What came ÷ what was expected, shrunk to 1 as if :data:`_CONFIRMED` more tests had been right."""
    expected = np.array([drawn.totals.mean() for drawn, _ in tests])
    if not expected.sum():
        return 1.0
    spare = _CONFIRMED * float(expected.mean())
    return (sum(actual for _, actual in tests) + spare) / (float(expected.sum()) + spare)


def _widened(tests: list[tuple[_Drawn, float, float]]) -> float:
    """How much wider than its draws the forecast's errors were; never narrower."""
    errors = [
        (actual - by * drawn.totals.mean()) / max(by * float(drawn.totals.std()), 1e-9) for drawn, actual, by in tests
    ]
    return max(1.0, float(np.sqrt((_CONFIRMED + float(np.square(errors).sum())) / (_CONFIRMED + len(errors)))))


def _by_stage(sales: Sales, book: _Book, now: _Drawn, corrected: float) -> tuple[StageForecast, ...]:
    stage = book.pipeline.stage_on(book.today)[now.open]
    names = [*sales.names("stage"), ""]
    found = []
    for code in np.unique(stage).tolist():
        own = stage == code
        worth, chance = now.amount[own], np.minimum(now.chance[own] * corrected, 1.0)
        found.append(
            StageForecast(
                names[code], int(own.sum()), float(worth.sum()), float(chance.mean()), float((worth * chance).sum())
            )
        )
    return tuple(sorted(found, key=lambda one: -one.expected))
