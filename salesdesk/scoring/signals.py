"""What engagement and profile are made of: signals, each told by the data or ticked by hand, each worth points."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import ENGAGEMENT_SIGNALS, NO_CODE, NO_DAY, PROFILE_SIGNALS, Kind
from salesdesk.domain.lead import PART_SCALE
from salesdesk.domain.resources import resource
from salesdesk.domain.sales import Sales
from salesdesk.scoring.answers import given
from salesdesk.scoring.interactions import families_of
from salesdesk.scoring.links import lead_of_activity, plain
from salesdesk.scoring.model import FAMILIES, ScoringModel

Told = NDArray[np.int8]
"""Per lead: 1 yes, 0 no, -1 unknown."""

SIGNALS: Final = {"engagement": ENGAGEMENT_SIGNALS, "profile": PROFILE_SIGNALS}
VISITS: Final = 3
"""Visits of the site from which on they are a signal."""
_FAST: Final = 2
"""Days from the first contact within which a reply counts as fast."""
_NEVER: Final = int(np.iinfo(np.int32).max)


@dataclass(frozen=True, eq=False)
class Signals:
    """``told``: each signal of each lead.  ``share``: of engagement and of profile, 0 to 1, NaN where nothing is known.

    ``noted``: which leads have a number for the part, typed or imported; it goes before the signals.  ``fade``: what
    time has left of the digital engagement, 1 where no day is known.
    """

    told: Mapping[str, Told]
    share: Mapping[str, NDArray[np.float64]]
    noted: Mapping[str, NDArray[np.bool_]]
    fade: NDArray[np.float64]


def signals(sales: Sales, model: ScoringModel, known_by: NDArray[np.int32], over: NDArray[np.bool_]) -> Signals:
    """The signals as known on each lead's day.  Of leads that are ``over``, activities of the last day are left out."""
    leads = sales[Kind.LEAD]
    facts = _facts(sales, model, (known_by - over).astype(np.int32))
    told = {}
    for part, names in SIGNALS.items():
        later = leads[f"{part}_date"] > known_by
        for name in names:
            typed = np.where(later, -1, leads[name])
            told[name] = np.where(typed >= 0, typed, facts[name]).astype(np.int8)
    fade = _fade(sales, model, known_by)
    share, noted = {}, {}
    for part, names in SIGNALS.items():
        number = given(leads, part, known_by)
        noted[part] = ~np.isnan(number)
        own = np.where(noted[part], np.clip(number, 0, PART_SCALE) / PART_SCALE, _worth(told, names, model.signals))
        share[part] = own * fade if part == "engagement" else own
    return Signals(told, share, noted, fade)


def _worth(told: Mapping[str, Told], names: Sequence[str], points: Mapping[str, int]) -> NDArray[np.float64]:
    """Share of all points that the signals have; NaN where none of them is known."""
    most = sum(points[name] for name in names) or 1
    total = sum((np.where(told[name] == 1, points[name], 0.0) for name in names), np.float64(0))
    known = np.any([told[name] >= 0 for name in names], axis=0)
    return np.where(known, total / most, np.nan)


def _fade(sales: Sales, model: ScoringModel, known_by: NDArray[np.int32]) -> NDArray[np.float64]:
    day = sales[Kind.LEAD]["engagement_date"]
    age = np.where(day == NO_DAY, 0, known_by.astype(np.int64) - day).clip(min=0)
    return np.exp2(-age / model.digital_half_life_days)


# ------------------------------------------------------------------ what the data tells


def _facts(sales: Sales, model: ScoringModel, until: NDArray[np.int32]) -> dict[str, Told]:
    leads = sales[Kind.LEAD]
    fair = _by_activity(sales, "came_to_fair", until)
    return {
        "asked_quote": _by_activity(sales, "asked_quote", until),
        "replied_fast": _replied(sales, until),
        "visited_site": _at_least(leads["site_visits"], VISITS),
        "read_content": np.maximum(_at_least(leads["email_opens"], 1), _at_least(leads["downloads"], 1)),
        "came_to_fair": np.where(_from_fair(sales) == 1, np.int8(1), fair),
        "fits_sector": _among(sales, "sector", model.sectors or best_sectors(sales)),
        "fits_size": _at_least(leads["company_size"], model.size_from),
        "fits_area": _among(sales, "region", model.areas or own_areas(sales)),
        "was_customer": sales.remembered(("scoring", "was_customer"), lambda: _was_customer(sales)),
    }


def _at_least(numbers: NDArray[np.float64], least: float) -> Told:
    return np.where(np.isnan(numbers), -1, numbers >= least).astype(np.int8)


def _among(sales: Sales, dimension: str, wanted: Sequence[str]) -> Told:
    codes, names = sales.dimension(Kind.LEAD, dimension)
    if not wanted:
        return np.full(len(codes), -1, dtype=np.int8)
    chosen = {plain(name) for name in wanted}
    table = np.array([*(plain(name) in chosen for name in names), -1], dtype=np.int8)
    return table[codes]


def best_sectors(sales: Sales) -> tuple[str, ...]:
    """The sectors, largest first, that together make half of the revenue that has a sector."""
    return sales.remembered(("scoring", "best_sectors"), lambda: _best_sectors(sales))


def _best_sectors(sales: Sales) -> tuple[str, ...]:
    codes, names = sales.dimension(Kind.ORDER_LINE, "sector")
    known = codes != NO_CODE
    amounts = sales[Kind.ORDER_LINE]["amount"][known].clip(min=0).astype(np.float64)
    revenue = np.bincount(codes[known], weights=amounts, minlength=len(names))
    if not revenue.sum():
        return ()
    order = np.argsort(-revenue, kind="stable")
    before = np.cumsum(revenue[order]) - revenue[order]
    return tuple(names[code] for code in order[before < revenue.sum() / 2].tolist())


def own_areas(sales: Sales) -> tuple[str, ...]:
    """The regions that reps look after."""
    codes = sales[Kind.REP]["region"]
    return tuple(sales.names("region")[code] for code in np.unique(codes[codes != NO_CODE]).tolist())


def _was_customer(sales: Sales) -> Told:
    """Whether the lead's company had bought before the lead came in: what came later would know the outcome."""
    leads, lines = sales[Kind.LEAD], sales[Kind.ORDER_LINE]
    if not lines.n or "customer" not in lines:
        return np.full(leads.n, -1, dtype=np.int8)
    first = np.full(len(sales.names("customer")) + 1, _NEVER, dtype=np.int64)
    dated = lines["date"] != NO_DAY
    np.minimum.at(first, lines["customer"][dated], lines["date"][dated])
    since: dict[str, int] = {}
    for name, day in zip(sales.names("customer"), first[:-1].tolist(), strict=True):
        if day != _NEVER:
            key = plain(name)
            since[key] = min(since.get(key, _NEVER), day)
    of_company = np.array([*(since.get(plain(name), _NEVER) for name in sales.names("company")), _NEVER])
    received = leads.days("received_at").astype(np.int64)
    bought = of_company[leads["company"]] < received
    return np.where((leads["company"] == NO_CODE) | (received == NO_DAY), -1, bought).astype(np.int8)


def _from_fair(sales: Sales) -> Told:
    codes, names = sales.dimension(Kind.LEAD, "channel")
    return np.array([*(_says("came_to_fair", name) for name in names), False], dtype=np.int8)[codes]


def _by_activity(sales: Sales, signal: str, until: NDArray[np.int32]) -> Told:
    """1 where the type or the subject of an activity up to the day says so; unknown elsewhere."""
    activities = sales[Kind.ACTIVITY]
    found = np.full(sales[Kind.LEAD].n, -1, dtype=np.int8)
    if not activities.n:
        return found
    lead = lead_of_activity(sales)
    said = _saying(sales, signal, "activity_type")[activities["activity_type"]]
    said = said | _saying(sales, signal, "subject")[activities["subject"]]
    at = np.flatnonzero((lead >= 0) & said)
    found[lead[at[activities.days("date")[at] <= until[lead[at]]]]] = 1
    return found


def _saying(sales: Sales, signal: str, list_name: str) -> NDArray[np.bool_]:
    def make() -> NDArray[np.bool_]:
        return np.array([*(_says(signal, name) for name in sales.names(list_name)), False])

    return sales.remembered(("scoring", signal, list_name), make)


def _replied(sales: Sales, until: NDArray[np.int32]) -> Told:
    """1 where a reply came within two days of the first contact, 0 where the first reply came later."""
    leads, activities = sales[Kind.LEAD], sales[Kind.ACTIVITY]
    found = np.full(leads.n, -1, dtype=np.int8)
    if not activities.n:
        return found
    lead, day = lead_of_activity(sales), activities.days("date")
    answer = families_of(sales) == FAMILIES.index("answer")
    at = np.flatnonzero((lead >= 0) & answer & (day != NO_DAY))
    at = at[day[at] <= until[lead[at]]]
    contact = leads.days("first_contact_at")[lead[at]].astype(np.int64)
    waited = np.where(contact == NO_DAY, _NEVER, day[at] - contact)
    best = np.full(leads.n, _NEVER, dtype=np.int64)
    np.minimum.at(best, lead[at], waited.clip(min=0))
    found[lead[at]] = 0
    found[best <= _FAST] = 1
    return found


def _says(signal: str, name: str) -> bool:
    words = plain(name)
    return any(part in words for part in _words()[signal])


@cache
def _words() -> dict[str, list[str]]:
    return tomllib.loads(resource("lead_signals.toml").read_text(encoding="utf-8"))
