"""Histories whose truth is known: leads answered before they ended, won by the odds we choose."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import BANT, Column, Kind
from salesdesk.domain.period import from_day_number
from salesdesk.domain.sales import Frame, Members, Sales

FIRST, DAYS = 20_000, 700
TRUTH = {
    "bant_budget": 2.5,
    "bant_authority": 1.2,
    "bant_need": 0.6,
    "bant_timeline": 0.0,
    "engagement": 1.2,
    "profile": 0.0,
}
SCALE = {**dict.fromkeys(BANT, 15.0), "engagement": 20.0, "profile": 20.0}


def history(
    n: int = 4000,
    *,
    seed: int = 1,
    base: float = -3.0,
    dated: bool = True,
    won: NDArray[np.bool_] | None = None,
    planted: Mapping[str, NDArray[np.float64]] | None = None,
    days: Mapping[str, NDArray[np.int32]] | None = None,
) -> tuple[Sales, NDArray[np.bool_]]:
    """A snapshot and who was won.  ``planted`` columns replace ours; ``days`` their dates."""
    rng = np.random.default_rng(seed)
    received = rng.integers(FIRST, FIRST + DAYS, n)
    closed = (received + rng.integers(20, 60, n)).astype(np.int32)
    answers: dict[str, Column] = {name: rng.choice([0.0, 5.0, 10.0, 15.0], n) for name in BANT}
    answers |= {name: np.round(rng.uniform(0, 20, n)) for name in ("engagement", "profile")}
    odds = base + sum(TRUTH[name] * answers[name] / SCALE[name] for name in TRUTH)
    if won is None:
        won = rng.uniform(size=n) < 1 / (1 + np.exp(-odds))
    columns = answers | dict(planted or {})
    if dated:
        columns |= {f"{name}_date": (received + 3).astype(np.int32) for name in answers if name not in (planted or {})}
        if "engagement" not in (planted or {}):  # it fades: what was seen the day before counts in full
            columns["engagement_date"] = closed - 1
    columns |= {f"{name}_date": day for name, day in (days or {}).items()}
    columns |= {"lead_id": np.arange(n, dtype=np.int32), "received_at": received * 1440, "id": np.arange(1, n + 1)}
    opportunity: dict[str, Column] = {
        "lead_id": np.arange(n, dtype=np.int32),
        "status": np.where(won, 1, 2).astype(np.int8),
        "close_date": closed,
    }
    frames = {Kind.LEAD: Frame(Kind.LEAD, n, columns), Kind.OPPORTUNITY: Frame(Kind.OPPORTUNITY, n, opportunity)}
    lists = {"lead_id": Members([f"L{i}" for i in range(n)])}
    return Sales(1, frames, lists, from_day_number(FIRST + DAYS + 60)), won


def closing_days(sales: Sales) -> NDArray[np.int32]:
    days: NDArray[np.int32] = sales[Kind.OPPORTUNITY]["close_date"]
    return days
