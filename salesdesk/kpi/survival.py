"""How long prospects take to be won or lost, those still open included.

Kaplan & Meier, JASA 53 (1958), with delayed entry; cumulative incidence with two competing outcomes after Aalen &
Johansen, Scand. J. Statist. 5 (1978).  Time is whole days since the start; an event on day t happens to those at risk
on day t.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_DAY
from salesdesk.kpi.facts import Days, Numbers
from salesdesk.kpi.prospects import LOST, OPEN, WON

_LONGEST: Final = 36_525
"""Days: older prospects are typing errors."""


@dataclass(frozen=True, eq=False)
class Survival:
    """Counts per day of age, 0 first: at risk, won and lost on that day."""

    at_risk: NDArray[np.int64]
    won: NDArray[np.int64]
    lost: NDArray[np.int64]

    @property
    def median(self) -> float | None:
        """Age by which half would have been won if none were lost; None when fewer than half ever are."""
        remaining = np.cumprod(1 - _hazard(self.won, self.at_risk))
        reached = np.flatnonzero(remaining <= 0.5 + 1e-12)
        return float(reached[0]) if len(reached) else None

    @property
    def open_share(self) -> Numbers:
        """Share still open after each day of age."""
        return np.asarray(np.cumprod(1 - _hazard(self.won + self.lost, self.at_risk)), dtype=np.float64)

    @property
    def won_share(self) -> Numbers:
        """Share won by each day of age, losses competing."""
        return self._incidence(self.won)

    @property
    def lost_share(self) -> Numbers:
        """Share lost by each day of age, wins competing."""
        return self._incidence(self.lost)

    def chance(self, age: NDArray[np.int64]) -> Numbers:
        """Chance that prospects still open at these ages are won in the end; 0 beyond what has been observed."""
        if not len(self.at_risk):
            return np.zeros(len(age))
        at = np.minimum(age, len(self.at_risk) - 1)
        still, won = self.open_share[at], self.won_share
        known = still > 0
        return np.where(known, (won[-1] - won[at]) / np.where(known, still, 1.0), 0.0)

    def _incidence(self, events: NDArray[np.int64]) -> Numbers:
        before = np.concatenate([[1.0], self.open_share[:-1]])
        return np.cumsum(before * _hazard(events, self.at_risk))


def survival(start: Days, end: Days, outcome: NDArray[np.int8], first: int, last: int) -> Survival:
    """What is seen between day numbers ``first`` and ``last`` (both in) of prospects that start and end some day.

    A prospect is at risk on the days of the window on which it was open, the day of its outcome included.  ``end`` is
    ignored while open.  Left out: unknown dates, ends before the start.
    """
    closed = np.where(outcome == OPEN, np.int32(last + 1), end)
    sound = (start != NO_DAY) & (closed >= start) & (closed >= first) & (start <= last) & (start >= last - _LONGEST)
    at = np.flatnonzero(sound)
    begun, closed, result = start[at].astype(np.int64), closed[at].astype(np.int64), outcome[at]
    entry, leave = np.maximum(first - begun, 0), np.minimum(closed, last) - begun
    result = np.where(closed <= last, result, OPEN)
    length = int(leave.max(initial=-1)) + 1
    ends = np.bincount(leave * 3 + result, minlength=length * 3).reshape(-1, 3)
    entered = np.cumsum(np.bincount(entry, minlength=length))
    left = np.cumsum(ends.sum(axis=1))
    return Survival(at_risk=entered - np.concatenate([[0], left])[:length], won=ends[:, WON], lost=ends[:, LOST])


def _hazard(events: NDArray[np.int64], at_risk: NDArray[np.int64]) -> Numbers:
    return events / np.maximum(at_risk, 1)
