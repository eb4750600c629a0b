"""What a change of a few levers would mean on the company's own figures.

Nothing is predicted: all else stays as it was.  Signatures are prospects × conversion × average deal; a cycle that is
shorter lets the same opportunities in hand turn over more often, as in the sales velocity.  What is signed more or less
adds to the revenue.  Ten points of repurchase turn customers of one purchase into customers of several.
"""

from dataclasses import dataclass, fields, replace
from typing import Final

from salesdesk.kpi.own_figures import OwnFigures


@dataclass(frozen=True)
class Levers:
    """``conversion``, ``repurchase`` and ``margin`` in points of the ratio (0.02 is two points); ``deal`` and ``cycle``
    as shares of what they are (−0.1 is a tenth less).
    """

    conversion: float = 0.0
    deal: float = 0.0
    cycle: float = 0.0
    repurchase: float = 0.0
    margin: float = 0.0


LEVERS: Final = tuple(field.name for field in fields(Levers))


@dataclass(frozen=True)
class Outcome:
    """Revenue and margin of a period, in the company currency.  ``margin`` None: unknown."""

    revenue: float
    margin: float | None


@dataclass(frozen=True)
class WhatIf:
    """``now``, ``then`` with all levers together, and ``alone`` with each of those that were moved.

    ``unmeasured``: levers that were moved but have no figure to move; they count as left where they were.
    """

    now: Outcome
    then: Outcome
    alone: dict[str, Outcome]
    unmeasured: tuple[str, ...]


def what_if(figures: OwnFigures, levers: Levers) -> WhatIf | None:
    """None where the revenue cannot be measured, neither invoiced nor signed."""
    if (figures.revenue if figures.revenue is not None else figures.signed) is None:
        return None
    moved = [name for name in LEVERS if getattr(levers, name)]
    unmeasured = tuple(name for name in moved if not _measured(figures, name))
    used = replace(levers, **dict.fromkeys(unmeasured, 0.0))
    alone = {
        name: _outcome(figures, Levers(**{name: getattr(levers, name)})) for name in moved if name not in unmeasured
    }
    return WhatIf(_outcome(figures, Levers()), _outcome(figures, used), alone, unmeasured)


def _measured(figures: OwnFigures, lever: str) -> bool:
    match lever:
        case "conversion":
            return bool(figures.conversion) and figures.signed is not None
        case "deal" | "cycle":
            return figures.signed is not None
        case "repurchase":
            return figures.repurchase is not None and figures.repeat_worth is not None
        case _:
            return figures.margin is not None


def _outcome(figures: OwnFigures, levers: Levers) -> Outcome:
    revenue = figures.revenue if figures.revenue is not None else figures.signed or 0.0
    conversion = figures.conversion or 0.0
    factor = 1.0
    if levers.conversion and conversion:
        factor *= min(max(conversion + levers.conversion, 0.0), 1.0) / conversion
    factor *= max(1 + levers.deal, 0.0) / max(1 + levers.cycle, 0.05)
    revenue += (figures.signed or 0.0) * (factor - 1)
    if levers.repurchase and figures.repurchase is not None:
        points = min(max(figures.repurchase + levers.repurchase, 0.0), 1.0) - figures.repurchase
        revenue += points * figures.customers * (figures.repeat_worth or 0.0)
    margin = None if figures.margin is None else revenue * min(figures.margin + levers.margin, 1.0)
    return Outcome(revenue, margin)
