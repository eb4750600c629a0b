"""The opportunities in hand, stage by stage."""

from dataclasses import dataclass

import numpy as np

from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.sales import Sales, money
from salesdesk.kpi.own_figures import passing_opportunities
from salesdesk.kpi.prospects import OPEN, status
from salesdesk.kpi.stages import stage_history


@dataclass(frozen=True)
class OpenStage:
    """``stage`` '' is unknown.  ``amount`` leaves out those without one.  ``records``: positions in the frame."""

    stage: str
    amount: float
    records: tuple[int, ...]


def open_deals(sales: Sales, where: Filter) -> list[OpenStage]:
    """Opportunities open today that pass the filter's members, whatever its period; stages as they usually follow."""
    frame, names = sales[Kind.OPPORTUNITY], sales.names("stage")
    passing = passing_opportunities(sales, where.members)
    chosen = status(sales) == OPEN
    at = np.flatnonzero(chosen if passing is None else chosen & passing)
    stage = np.where(frame["stage"][at] < 0, len(names), frame["stage"][at]).astype(np.int64)
    amount = np.bincount(stage, np.nan_to_num(money(sales.amounts(Kind.OPPORTUNITY)[at])), len(names) + 1)
    usual = {int(code): place for place, code in enumerate(stage_history(sales).order.tolist())}
    present = sorted(
        np.unique(stage).tolist(), key=lambda code: (code == len(names), usual.get(code, len(usual)), code)
    )
    labels = [*names, ""]
    return [OpenStage(labels[c], float(amount[c]), tuple(at[stage == c].tolist())) for c in present]
