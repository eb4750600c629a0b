"""Where leads come from: how many, how good, what they bring and what they cost."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_CODE, NO_DAY, NO_MONEY, Kind
from salesdesk.domain.period import Period, Unit, from_day_number
from salesdesk.domain.sales import Sales, money
from salesdesk.kpi.facts import Days, Mask, Numbers
from salesdesk.kpi.prospects import WON, prospects, status
from salesdesk.kpi.question import Question
from salesdesk.kpi.reduce import share

DIMENSION: Final = "source"
_MONTH: Final = 30.4375


def sources(question: Question, received: Mask, qualified: Mask, day: Days) -> dict[str, Any]:
    """Per source, the leads received in the period and what became of them to date; most leads first.

    ``rate``: qualified ÷ received; ``conversion``: won ÷ qualified; ``revenue``: amounts of the opportunities won by
    these leads.  ``cost``: the source's cost per month, as the company gave it, over the days of the period that the
    data covers; ``cost_per_lead``, ``cost_per_qualified``, ``cost_per_sale`` and ``roi`` ((revenue − cost) ÷ cost)
    follow.  ``months``: leads received and qualified per month.  ``key`` '' is the unknown source.
    """
    sales = question.sales
    codes, names = sales.dimension(Kind.LEAD, DIMENSION)
    group, size = np.where(codes == NO_CODE, len(names), codes), len(names) + 1
    if not received.any():
        return {"rows": [], "months": {}}
    won, revenue = _outcomes(sales)
    judged = received & qualified
    masks = {"leads": received, "qualified": judged, "won": received & won, "converted": judged & won}
    counts = {name: np.bincount(group[mask], minlength=size) for name, mask in masks.items()}
    worth = np.bincount(group[received], revenue[received], size)
    keys = [*names, ""]
    months = _covered(question) / _MONTH
    rows = [
        _row(keys[g], {name: int(n[g]) for name, n in counts.items()}, float(worth[g]), _cost(sales, keys[g], months))
        for g in np.argsort(-counts["leads"], kind="stable").tolist()
        if counts["leads"][g]
    ]
    return {"rows": rows, "months": _monthly(group, size, keys, received, judged, day)}


def _row(key: str, counts: dict[str, int], revenue: float, cost: float | None) -> dict[str, Any]:
    leads, qualified, won, converted = (counts[name] for name in ("leads", "qualified", "won", "converted"))

    def each(n: int) -> float | None:
        return None if cost is None or not n else cost / n

    return {
        "key": key,
        "leads": leads,
        "qualified": qualified,
        "won": won,
        "rate": share(qualified, leads),
        "conversion": share(converted, qualified),
        "revenue": revenue,
        "cost": cost,
        "cost_per_lead": each(leads),
        "cost_per_qualified": each(qualified),
        "cost_per_sale": each(won),
        "roi": (revenue - cost) / cost if cost else None,
    }


def _cost(sales: Sales, source: str, months: float) -> float | None:
    monthly = sales.source_costs.get(source)
    return None if monthly is None else monthly * months


def _covered(question: Question) -> int:
    """Days of the period that the data covers, from the first lead on."""
    elapsed: Period = question.elapsed
    return max(elapsed.days, 1) if elapsed.unit is not Unit.ALL else max(elapsed.last - elapsed.first, 1)


def _outcomes(sales: Sales) -> tuple[Mask, Numbers]:
    """Which leads became a sale, and the amounts of all opportunities won by each."""

    def find() -> tuple[Mask, Numbers]:
        leads, opportunities = sales[Kind.LEAD], sales[Kind.OPPORTUNITY]
        found = prospects(sales)
        won = np.zeros(leads.n, dtype=bool)
        won[found.row[(found.kind == 0) & (found.outcome == WON)]] = True
        position = np.full(len(sales.names("lead_id")) + 1, -1, dtype=np.int64)
        position[leads["lead_id"][::-1]] = np.arange(leads.n)[::-1]
        position[-1] = -1
        lead = position[opportunities["lead_id"]]
        worth = sales.amounts(Kind.OPPORTUNITY)
        signed = (status(sales) == WON) & (lead >= 0) & (worth != NO_MONEY)
        amount = np.nan_to_num(money(worth))
        return won, np.bincount(lead[signed], amount[signed], leads.n).astype(np.float64)

    return sales.remembered(("kpi", "lead_outcomes"), find)


def _monthly(
    group: NDArray[np.int64], size: int, keys: list[str], received: Mask, judged: Mask, day: Days
) -> dict[str, Any]:
    """Sources × months: ``start`` of each month, ``keys``, and the matrices ``leads`` and ``qualified``."""
    dated = received & (day != NO_DAY)
    if not dated.any():
        return {}
    month = day[dated].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    first, width = int(month.min()), int(month.max() - month.min()) + 1
    cell = group[dated] * width + month - first
    all_, good = (np.bincount(cell[mask], minlength=size * width).reshape(size, width)
                  for mask in (slice(None), judged[dated]))  # fmt: skip
    shown = np.flatnonzero(all_.sum(axis=1))
    starts = np.arange(first, first + width).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return {
        "start": [from_day_number(one) for one in starts.tolist()],
        "keys": [keys[g] for g in shown.tolist()],
        "leads": all_[shown],
        "qualified": good[shown],
    }
