"""Qualified prospects: qualified leads, and opportunities that belong to no lead, each counted once."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_CODE, NO_DAY, STATUSES, Kind
from salesdesk.domain.sales import Sales
from salesdesk.kpi.facts import Days, Excluded, Mask, Rows
from salesdesk.kpi.leads import CONVERTED, UNQUALIFIED, qualification

OPEN: Final = STATUSES.index("open")
WON: Final = STATUSES.index("won")
LOST: Final = STATUSES.index("lost")
DELETED: Final = STATUSES.index("deleted")
KINDS: Final = (Kind.LEAD, Kind.OPPORTUNITY)


@dataclass(frozen=True, eq=False)
class Prospects:
    """One place per prospect, leads first.

    ``kind``: 0 a lead, 1 an opportunity, with its position in the frame in ``row``.  ``opportunity``: position of the
    opportunity that decides the prospect (-1: none).  ``outcome``: OPEN, WON or LOST.  ``qualified``: day of
    qualification, else of first contact, else received or created.  ``closed``: day of the outcome.
    ``unjudged``: leads of a source that records no qualification; all of them count.
    """

    kind: NDArray[np.int8]
    row: Rows
    opportunity: Rows
    outcome: NDArray[np.int8]
    qualified: Days
    closed: Days
    unjudged: Mask
    excluded: tuple[Excluded, ...]


def prospects(sales: Sales) -> Prospects:
    """All prospects.  Left out: deleted opportunities (``deleted``)."""
    return sales.remembered(("kpi", "prospects"), lambda: _prospects(sales))


def status(sales: Sales) -> NDArray[np.int8]:
    """Outcome of each opportunity; what is neither won, lost nor deleted is open."""

    def find() -> NDArray[np.int8]:
        own = sales[Kind.OPPORTUNITY]["status"]
        return np.where(own == NO_CODE, OPEN, own).astype(np.int8)

    return sales.remembered(("kpi", "status"), find)


def first_known(*days: Days) -> Days:
    """Per record, the first of the days that is known."""
    found = days[-1]
    for day in reversed(days[:-1]):
        found = np.where(day != NO_DAY, day, found)
    return found


def _prospects(sales: Sales) -> Prospects:
    opportunities = sales[Kind.OPPORTUNITY]
    state = status(sales)
    alive = state != DELETED
    lead_of = _lead_of(sales)
    deciding = _deciding(sales, state, np.flatnonzero(alive & (lead_of >= 0)), lead_of)
    leads = _from_leads(sales, state, deciding)
    alone = np.flatnonzero(alive & (lead_of < 0))
    deleted = np.flatnonzero(~alive)
    day = first_known(
        opportunities["qualified_date"], opportunities["first_contact_date"], opportunities["created_date"]
    )
    closed = np.where(state == OPEN, NO_DAY, opportunities["close_date"])
    excluded = (Excluded("deleted", Kind.OPPORTUNITY, deleted, day[deleted]),) if len(deleted) else ()
    return Prospects(
        kind=np.concatenate([leads.kind, np.ones(len(alone), dtype=np.int8)]),
        row=np.concatenate([leads.row, alone]),
        opportunity=np.concatenate([leads.opportunity, alone]),
        outcome=np.concatenate([leads.outcome, state[alone]]),
        qualified=np.concatenate([leads.qualified, day[alone]]).astype(np.int32),
        closed=np.concatenate([leads.closed, closed[alone]]).astype(np.int32),
        unjudged=np.concatenate([leads.unjudged, np.zeros(len(alone), dtype=bool)]),
        excluded=excluded,
    )


def _lead_of(sales: Sales) -> Rows:
    """Position of the lead that each opportunity names; -1 where none is known."""
    leads = sales[Kind.LEAD]
    position = np.full(len(sales.names("lead_id")) + 1, -1, dtype=np.int64)
    position[leads["lead_id"][::-1]] = np.arange(leads.n)[::-1]
    position[-1] = -1
    return position[sales[Kind.OPPORTUNITY]["lead_id"]]


def _deciding(sales: Sales, state: NDArray[np.int8], linked: Rows, lead_of: Rows) -> Rows:
    """Per lead, the opportunity that decides it: the first won, else one still open, else the last lost."""
    closed = sales[Kind.OPPORTUNITY]["close_date"].astype(np.int64)[linked]
    found = np.full(sales[Kind.LEAD].n, -1, dtype=np.int64)
    rank = np.array([1, 2, 0, -1])[state[linked]]  # open, won, lost, deleted
    undated = closed == NO_DAY
    last = np.where(rank == 2, -closed, closed)
    order = np.lexsort((last, ~undated, rank))
    found[lead_of[linked[order]]] = linked[order]  # the last assignment stays
    return found


def _from_leads(sales: Sales, state: NDArray[np.int8], deciding: Rows) -> Prospects:
    leads, opportunities = sales[Kind.LEAD], sales[Kind.OPPORTUNITY]
    judged = qualification(sales)
    row = np.flatnonzero(judged.qualified | judged.silent | (deciding >= 0))
    opportunity = deciding[row]
    has = opportunity >= 0
    lead_status = leads["status"][row]
    own = np.select([lead_status == CONVERTED, lead_status == UNQUALIFIED], [WON, LOST], OPEN)
    outcome, closed, started = own, np.full(len(row), NO_DAY), np.full(len(row), NO_DAY)
    if has.any():
        at = np.where(has, opportunity, 0)
        outcome = np.where(has, state[at], own)
        closed = np.where(has & (outcome != OPEN), opportunities["close_date"][at], NO_DAY)
        opened = first_known(
            opportunities["qualified_date"], opportunities["first_contact_date"], opportunities["created_date"]
        )
        started = np.where(has, opened[at], NO_DAY)
    dates = (leads.days(name)[row] for name in ("qualified_at", "first_contact_at", "received_at"))
    return Prospects(
        kind=np.zeros(len(row), dtype=np.int8),
        row=row,
        opportunity=opportunity,
        outcome=outcome.astype(np.int8),
        qualified=first_known(*dates, started.astype(np.int32)),
        closed=closed.astype(np.int32),
        unjudged=judged.silent[row] & ~judged.qualified[row],
        excluded=(),
    )
