"""The way of opportunities through stages, from a stage history or the changes seen between imports."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_CODE, NO_DAY, Kind
from salesdesk.domain.sales import Codes, Sales
from salesdesk.kpi.facts import Days, Mask, Rows
from salesdesk.kpi.prospects import OPEN, status

_STAGES: Final = 200
"""More different stages than this are no stages; they are left in the order of their codes."""


@dataclass(frozen=True, eq=False)
class StageHistory:
    """Stays in stages, sorted by opportunity and day.

    ``opportunity``: position in the frame; ``entered`` and ``left``: days (``left`` NO_DAY: still there);
    ``final``: the opportunity's last stay before it closed, or its present one.
    """

    opportunity: Rows
    stage: Codes
    entered: Days
    left: Days
    final: Mask
    order: NDArray[np.int64]
    """Codes of the stages in the order in which opportunities usually meet them."""

    def __len__(self) -> int:
        return len(self.opportunity)


def stage_history(sales: Sales) -> StageHistory:
    """All stays.  Changes into a stage that only closed opportunities have (won, lost) end the stay before them."""
    return sales.remembered(("kpi", "stages"), lambda: _stage_history(sales))


def closing_stages(sales: Sales) -> Mask:
    """Which stages hold closed opportunities only; the last place (unknown) is False."""
    opportunities = sales[Kind.OPPORTUNITY]
    stages = len(sales.names("stage"))
    at = opportunities["stage"].astype(np.int64)
    known = at != NO_CODE
    all_, open_ = (np.bincount(at[mask], minlength=stages + 1) for mask in (known, known & (status(sales) == OPEN)))
    return np.asarray((all_ > 0) & (open_ == 0))


def _stage_history(sales: Sales) -> StageHistory:
    changes, opportunities = sales[Kind.STAGE_CHANGE], sales[Kind.OPPORTUNITY]
    position = np.full(len(sales.names("opportunity_id")) + 1, NO_CODE, dtype=np.int64)
    position[opportunities["opportunity_id"]] = np.arange(opportunities.n)
    position[-1] = NO_CODE
    opportunity, stage, day = position[changes["opportunity_id"]], changes["stage"], changes["date"]
    at, seen, since = _seen(sales, opportunity)
    opportunity, stage, day = (np.concatenate(pair) for pair in ((opportunity, at), (stage, seen), (day, since)))
    known = np.flatnonzero((opportunity != NO_CODE) & (stage != NO_CODE) & (day != NO_DAY))
    order = known[np.lexsort((day[known], opportunity[known]))]
    opportunity, stage, day = opportunity[order], stage[order], day[order]
    last = np.ones(len(order), dtype=bool)
    last[:-1] = opportunity[1:] != opportunity[:-1]
    left = np.full(len(order), NO_DAY, dtype=np.int32)
    left[:-1] = np.where(last[:-1], NO_DAY, day[1:])
    closed = np.where(status(sales) == OPEN, NO_DAY, opportunities["close_date"])
    left = np.where(last, closed[opportunity], left) if len(order) else left
    stay = ~closing_stages(sales)[stage]
    following_closes = np.zeros(len(order), dtype=bool)
    following_closes[:-1] = ~last[:-1] & ~stay[1:]
    at = np.flatnonzero(stay)
    return StageHistory(
        opportunity=opportunity[at],
        stage=stage[at],
        entered=day[at],
        left=left[at].astype(np.int32),
        final=(last | following_closes)[at],
        order=_order(opportunity[at], stage[at]),
    )


def _seen(sales: Sales, told: Rows) -> tuple[Rows, Codes, Days]:
    """Changes seen between successive imports, of the opportunities of which no stage history was ``told``.

    An opportunity that was closed meanwhile left its stage on the day of its close.
    """
    seen, opportunities = sales.stages_seen, sales[Kind.OPPORTUNITY]
    if not len(seen):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32)
    order = np.argsort(opportunities["id"], kind="stable")
    at = order[np.searchsorted(opportunities["id"], seen.opportunity, sorter=order).clip(max=opportunities.n - 1)]
    alone = np.ones(opportunities.n + 1, dtype=bool)
    alone[told] = False
    kept = (opportunities["id"][at] == seen.opportunity) & alone[at]
    at, stage, day = at[kept], seen.stage[kept], seen.day[kept]
    closed = opportunities["close_date"][at]
    day = np.where(closing_stages(sales)[stage] & (day != NO_DAY) & (closed != NO_DAY), closed, day)
    return at, stage, day.astype(np.int32)


def _order(opportunity: Rows, stage: Codes) -> NDArray[np.int64]:
    """Stages by how many others they usually come before, less how many they follow, in the same opportunity."""
    met, at = np.unique(stage, return_inverse=True)
    if len(met) > _STAGES:
        return met.astype(np.int64)
    before = np.zeros((len(met), len(met)), dtype=np.int64)
    for lag in range(1, len(stage)):
        same = opportunity[lag:] == opportunity[:-lag]
        if not same.any():
            break
        pairs = at[:-lag][same] * len(met) + at[lag:][same]
        before += np.bincount(pairs, minlength=len(met) ** 2).reshape(len(met), len(met))
    score = np.sign(before - before.T).sum(axis=1)
    return met[np.argsort(-score, kind="stable")].astype(np.int64)
