"""How leads are followed up: how many a rep has per week, and how long the first contact takes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import LEAD_STATUSES, NO_CODE, NO_DAY, NO_MOMENT, Kind
from salesdesk.domain.period import day_number
from salesdesk.domain.sales import Sales
from salesdesk.kpi.facts import Days, Mask
from salesdesk.kpi.question import Question
from salesdesk.kpi.reduce import share

FULL_LOAD: Final = (15, 20)
"""Qualified leads per rep and week: beyond the second, follow-up suffers (as the article has it, unverified)."""

HOURS: Final = (1, 4, 24, 48, 120)
"""Upper ends of the delays that are told apart; the last is open."""

EPOCH_MOMENT: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - moments in sheets are local
_SHOWN: Final = 200
_MONDAY: Final = 3
"""1 January 1970 was a Thursday: day numbers plus three begin a new week every seven."""


def weekly_load(question: Question, qualified: Mask, day: Days) -> list[dict[str, Any]]:
    """Per rep, leads qualified per ISO week: mean over the weeks of the period, highest, weeks above 20.

    Left out: leads without a rep or a day.  Heaviest mean first.
    """
    codes, names = question.sales.dimension(Kind.LEAD, "rep")
    dated = np.flatnonzero(qualified & (codes != NO_CODE) & (day != NO_DAY))
    if not len(dated):
        return []
    week = (day[dated].astype(np.int64) + _MONDAY) // 7
    elapsed = question.elapsed
    first, last = (elapsed.first + _MONDAY) // 7, (elapsed.last - 1 + _MONDAY) // 7
    first, last = min(first, int(week.min())), max(last, int(week.max()))
    weeks = last - first + 1
    counts = np.bincount(codes[dated] * weeks + week - first, minlength=len(names) * weeks).reshape(-1, weeks)
    total = counts.sum(axis=1)
    return [
        {
            "rep": names[rep],
            "leads": int(total[rep]),
            "mean": float(total[rep] / weeks),
            "highest": int(counts[rep].max()),
            "weeks_over": int((counts[rep] > FULL_LOAD[1]).sum()),
            "weeks": weeks,
        }
        for rep in np.argsort(-total, kind="stable").tolist()
        if total[rep]
    ]


def reaction(sales: Sales, qualified: Mask) -> dict[str, Any]:
    """Hours from qualification to first contact, clock hours, of the leads whose qualification is dated.

    A contact before the qualification counts as 0 and is ``early``.  Leads not contacted yet are ``running`` until the
    end of the data's last day: they weigh in the median (Kaplan–Meier) and, once 24 h have passed, in ``within_24h``.
    Empty where no qualification is dated.
    """
    return _reaction(sales, qualified, lambda moments: moments)


def working_reaction(sales: Sales, qualified: Mask) -> dict[str, Any]:
    """The same on a clock that stands still outside of the company's working hours."""
    return _reaction(sales, qualified, sales.working_time.minutes)


def clocks(sales: Sales, qualified: Mask) -> dict[str, Any]:
    """Qualified leads that nobody has contacted yet, longest wait first, as of the end of the data's last day.

    ``hours`` on the clock, ``working_hours`` within the company's working time; ``at`` is the position in the frame.
    ``late``: how many have waited for more than 24 working hours.
    """
    leads = sales[Kind.LEAD]
    start = leads["qualified_at"]
    lost = leads["status"] == LEAD_STATUSES.index("unqualified")
    waiting = np.flatnonzero(qualified & (start != NO_MOMENT) & (leads["first_contact_at"] == NO_MOMENT) & ~lost)
    end = np.array((day_number(sales.as_of) + 1) * 1440)
    hours = np.maximum(end - start[waiting], 0) / 60
    worked = sales.working_time.minutes
    working = np.maximum(worked(end) - worked(start[waiting]), 0) / 60
    order = np.argsort(-hours, kind="stable")[:_SHOWN]
    texts = {name: [*sales.names(name), ""] for name in ("lead_id", "company", "contact", "rep", "channel")}
    return {
        "running": len(waiting),
        "late": int((working > 24).sum()),
        "list": [
            {
                "at": int(waiting[i]),
                **{name: names[leads[name][waiting[i]]] for name, names in texts.items()},
                "qualified": EPOCH_MOMENT + timedelta(minutes=int(start[waiting[i]])),
                "hours": float(hours[i]),
                "working_hours": float(working[i]),
            }
            for i in order.tolist()
        ],
    }


def _reaction(sales: Sales, qualified: Mask, clock: Callable[[NDArray[np.int64]], NDArray[np.int64]]) -> dict[str, Any]:
    leads = sales[Kind.LEAD]
    dated = qualified & (leads["qualified_at"] != NO_MOMENT)
    if not dated.any():
        return {}
    start, contact = leads["qualified_at"][dated], leads["first_contact_at"][dated]
    contacted = contact != NO_MOMENT
    end = (day_number(sales.as_of) + 1) * 1440
    hours = np.maximum(clock(np.where(contacted, contact, end)) - clock(start), 0) / 60
    known = contacted | (hours > 24)
    soon = contacted & (hours <= 24)
    edges = np.searchsorted(np.array(HOURS), hours[contacted], side="left")
    return {
        "measured": int(dated.sum()),
        "contacted": int(contacted.sum()),
        "running": int((~contacted).sum()),
        "early": int((contacted & (contact < start)).sum()),
        "median_hours": _median(hours, contacted),
        "within_24h": share(int(soon.sum()), int(known.sum())),
        "delays": np.bincount(edges, minlength=len(HOURS) + 1).tolist(),
    }


def _median(hours: NDArray[np.float64], contacted: Mask) -> float | None:
    """Kaplan–Meier median of delays of which some are still running; None when half have not been contacted."""
    order = np.lexsort((~contacted, hours))  # at one time, contacts come before what is still running
    at_risk = np.arange(len(order), 0, -1)
    remaining = np.cumprod(1 - contacted[order] / at_risk)
    reached = np.flatnonzero(remaining <= 0.5 + 1e-12)
    return float(hours[order][reached[0]]) if len(reached) else None
