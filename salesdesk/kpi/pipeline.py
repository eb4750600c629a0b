"""The pipeline as it stood on any day: who was open, how old, at which stage, and what became of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_CODE, NO_DAY, Kind
from salesdesk.domain.sales import Codes, Sales, money
from salesdesk.kpi.ageing import cycle_start
from salesdesk.kpi.facts import Days, Mask, Numbers, Rows
from salesdesk.kpi.prospects import DELETED, OPEN, WON, status
from salesdesk.kpi.stages import stage_history

NEVER = np.int32(2**31 - 1)


@dataclass(frozen=True, eq=False)
class Pipeline:
    """Opportunities with a start, in any order.

    ``at``: position in the frame.  ``close``: day of the outcome, NEVER while open.  ``amount``: NaN where unknown.
    ``stays``: position among these, stage and first day of each stay in a stage, by first day.
    Left out: deleted ones, unknown starts, closed ones without a close date, closes before the start.
    """

    at: Rows
    start: Days
    close: Days
    won: Mask
    amount: Numbers
    product: Codes
    stays: tuple[Rows, Codes, Days]
    stages: int

    def __len__(self) -> int:
        return len(self.at)

    def open_on(self, day: int) -> Mask:
        """Which were open at the end of a day."""
        return np.asarray((self.start <= day) & (self.close > day))

    def won_within(self, day: int, horizon: int) -> Mask:
        """Which were won in the days after ``day``, up to ``horizon`` later."""
        return np.asarray(self.won & (self.close > day) & (self.close <= day + horizon))

    def stage_on(self, day: int) -> NDArray[np.int64]:
        """Stage of each at the end of a day; ``stages`` where unknown."""
        where, stage, entered = self.stays
        last = int(np.searchsorted(entered, np.int32(day), side="right"))
        found = np.full(len(self), self.stages, dtype=np.int64)
        found[where[:last]] = stage[:last]  # stays ascend by day, and the last assignment stays
        return found


def pipeline(sales: Sales, passing: Mask | None = None) -> Pipeline:
    """The opportunities of ``passing`` (None: all)."""
    if passing is None:
        return sales.remembered(("kpi", "pipeline"), lambda: _pipeline(sales, None))
    return _pipeline(sales, passing)


def _pipeline(sales: Sales, passing: Mask | None) -> Pipeline:
    frame, outcome, start = sales[Kind.OPPORTUNITY], status(sales), cycle_start(sales)
    open_ = outcome == OPEN
    close = np.where(open_, NEVER, frame["close_date"]).astype(np.int32)
    sound = (outcome != DELETED) & (start != NO_DAY) & (close != NO_DAY) & (close >= start)
    if passing is not None:
        sound &= passing
    at = np.flatnonzero(sound)
    place = np.full(frame.n, NO_CODE, dtype=np.int64)
    place[at] = np.arange(len(at))
    history = stage_history(sales)
    where = place[history.opportunity] if len(history) else np.zeros(0, dtype=np.int64)
    kept = np.flatnonzero(where != NO_CODE)
    kept = kept[np.argsort(history.entered[kept], kind="stable")]
    return Pipeline(
        at=at,
        start=start[at],
        close=close[at],
        won=(outcome == WON)[at],
        amount=money(sales.amounts(Kind.OPPORTUNITY)[at]),
        product=frame["product"][at],
        stays=(where[kept], history.stage[kept], history.entered[kept]),
        stages=len(sales.names("stage")),
    )
