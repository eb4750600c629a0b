"""Interactions with the team: calls, visits, replies; each is worth less the longer ago it was."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_DAY, Kind
from salesdesk.domain.resources import resource
from salesdesk.domain.sales import Sales
from salesdesk.scoring.links import lead_of_activity, plain
from salesdesk.scoring.model import FAMILIES, ScoringModel

_OTHER: Final = FAMILIES.index("other")


@dataclass(frozen=True, eq=False)
class Interactions:
    """Per lead: ``points`` without limit, how many there were (``count``) and the day of the ``latest``."""

    points: NDArray[np.float64]
    count: NDArray[np.int64]
    latest: NDArray[np.int32]


def interactions(
    sales: Sales, model: ScoringModel, known_by: NDArray[np.int32], over: NDArray[np.bool_]
) -> Interactions:
    """Activities up to each lead's day ``known_by``, worth ``points × 2^(−age in days ÷ half-life)``.

    Of leads that are ``over``, the last day itself is left out: signing the order is an activity too.
    """
    leads, activities = sales[Kind.LEAD], sales[Kind.ACTIVITY]
    lead, day = lead_of_activity(sales), activities.days("date")
    at = np.where(lead >= 0, lead, 0)
    if not activities.n or not leads.n:
        nothing = np.zeros(leads.n)
        return Interactions(nothing, nothing.astype(np.int64), np.full(leads.n, NO_DAY, dtype=np.int32))
    age = known_by[at].astype(np.int64) - day
    used = np.flatnonzero((lead >= 0) & (day != NO_DAY) & (age >= over[at]))
    worth = np.array([*(model.activity_points[name] for name in FAMILIES)])
    each = worth[families_of(sales)[used]] * np.exp2(-age[used] / model.half_life_days)
    latest = np.full(leads.n, NO_DAY, dtype=np.int32)
    np.maximum.at(latest, lead[used], day[used])
    return Interactions(
        points=np.bincount(lead[used], weights=each, minlength=leads.n).astype(np.float64),
        count=np.bincount(lead[used], minlength=leads.n),
        latest=latest,
    )


def family(kind: str) -> str:
    """The family of an activity's type; ``other`` when no word of any family is in it."""
    words = plain(kind)
    return next((name for name, parts in _words().items() if any(part in words for part in parts)), "other")


def families_of(sales: Sales) -> NDArray[np.int64]:
    """Position in FAMILIES of each activity."""
    return sales.remembered(("scoring", "families"), lambda: _make_families(sales))


def _make_families(sales: Sales) -> NDArray[np.int64]:
    table = np.array([*(FAMILIES.index(family(name)) for name in sales.names("activity_type")), _OTHER])
    return table[sales[Kind.ACTIVITY]["activity_type"]]  # NO_CODE finds the last place


@cache
def _words() -> dict[str, list[str]]:
    return tomllib.loads(resource("activity_families.toml").read_text(encoding="utf-8"))
