"""Sales velocity: open opportunities × win rate × average deal ÷ cycle."""

from dataclasses import dataclass

from salesdesk.kpi.own_figures import OwnFigures

MONTH = 30.4375


@dataclass(frozen=True)
class Velocity:
    """``per_day`` in the company currency; None where a part of it cannot be measured."""

    open: int
    win_rate: float | None
    deal: float | None
    cycle: float | None
    per_day: float | None

    @property
    def per_month(self) -> float | None:
        return None if self.per_day is None else self.per_day * MONTH


def velocity(figures: OwnFigures) -> Velocity:
    """What the opportunities in hand bring in per day at the pace of the period."""
    parts = (figures.win_rate, figures.deal, figures.cycle)
    known = all(part is not None for part in parts) and bool(figures.cycle)
    per_day = figures.open * (figures.win_rate or 0) * (figures.deal or 0) / (figures.cycle or 1) if known else None
    return Velocity(figures.open, *parts, per_day)
