"""What the overview says beyond the seven figures: what is at stake, what is in hand, what is to be reviewed."""

from dataclasses import dataclass

from salesdesk.desk import Desk
from salesdesk.desk.imports import Moved
from salesdesk.desk.open_deals import OpenStage
from salesdesk.domain.changes import Change
from salesdesk.domain.filter import Filter
from salesdesk.kpi.agenda import Review
from salesdesk.kpi.forecast import Forecast
from salesdesk.kpi.stakes import Stake
from salesdesk.kpi.velocity import Velocity


@dataclass(frozen=True)
class Morning:
    """``asked`` numbers the question; ``stakes`` most euros first; ``forecast`` None: too little history."""

    asked: int
    stakes: tuple[Stake, ...]
    deals: tuple[OpenStage, ...]
    forecast: Forecast | None
    velocity: Velocity
    agenda: tuple[Review, ...]
    changes: tuple[Change, ...]
    moved: tuple[Moved, ...]


def read_morning(desk: Desk, where: Filter, asked: int) -> Morning:
    """Compute all of it."""
    overview = desk.overview(where)
    return Morning(
        asked=asked,
        stakes=tuple(overview.stakes),
        deals=tuple(desk.open_deals(where)),
        forecast=overview.forecast,
        velocity=overview.velocity,
        agenda=tuple(overview.agenda),
        changes=tuple(desk.changes()),
        moved=desk.moved(),
    )
