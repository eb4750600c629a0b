"""From leads received to sales: how many prospects reach each step, and where the others are or were lost."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_CODE, Kind
from salesdesk.domain.sales import Sales
from salesdesk.kpi.facts import Rows
from salesdesk.kpi.prospects import LOST, OPEN, WON
from salesdesk.kpi.stages import stage_history


@dataclass(frozen=True)
class Step:
    """``step`` is leads, qualified, opportunity, stage (with its ``name``) or won.

    Of the ``reached``, ``passed`` went on, ``open`` are still here and ``lost`` were lost here.
    """

    step: str
    name: str
    reached: int
    passed: int
    open: int
    lost: int


def funnel(
    sales: Sales, outcome: NDArray[np.integer], opportunity: Rows, leads: tuple[int, int] | None
) -> tuple[Step, ...]:
    """Steps of the prospects with these outcomes and deciding opportunities.

    ``leads``: leads received in the period and those of them qualified (None: leads are not recorded).  Stages are
    steps only where a stage history tells their order; a prospect has reached a stage when it was in it or in a later
    one.
    """
    history = stage_history(sales)
    names = [sales.names("stage")[code] for code in history.order]
    first = 1 if leads is None else 2
    last = first + len(names)
    level = np.where(opportunity >= 0, first - 1, 0)
    if names:
        level = np.maximum(level, _furthest(sales, first)[opportunity])
    level[outcome == WON] = last
    at = np.bincount(level * 3 + outcome, minlength=(last + 1) * 3).reshape(-1, 3)
    reached = at.sum(axis=1)[::-1].cumsum()[::-1]
    steps = [("qualified", "")] + ([] if leads is None else [("opportunity", "")])
    steps += [("stage", name) for name in names] + [("won", "")]
    found = [
        Step(step, name, int(reached[i]), int(reached[i + 1]) if i < last else 0, int(at[i, OPEN]), int(at[i, LOST]))
        for i, (step, name) in enumerate(steps)
    ]
    if leads is None:
        return tuple(found)
    return (Step("leads", "", *leads, 0, 0), *found)


def _furthest(sales: Sales, first: int) -> NDArray[np.int64]:
    """Per opportunity, the level of the furthest stage it was in (0: none); the last place serves "no opportunity"."""
    history = stage_history(sales)
    level_of = np.zeros(len(sales.names("stage")) + 1, dtype=np.int64)
    level_of[history.order] = np.arange(first, first + len(history.order))
    opportunities = sales[Kind.OPPORTUNITY]
    furthest = np.zeros(opportunities.n + 1, dtype=np.int64)
    np.maximum.at(furthest, history.opportunity, level_of[history.stage])
    present = opportunities["stage"]
    furthest[:-1] = np.maximum(furthest[:-1], np.where(present == NO_CODE, 0, level_of[present]))
    furthest[-1] = 0
    return furthest
