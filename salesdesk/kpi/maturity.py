"""How far the prospects of a period have come: what is won, what is still open, and what to expect of it."""

import math
from typing import Any

import numpy as np

from salesdesk.domain.columns import NO_DAY
from salesdesk.domain.period import day_number, from_day_number
from salesdesk.domain.sales import Sales
from salesdesk.kpi.facts import Facts, Mask, Rows, sums
from salesdesk.kpi.prospect_facts import cohort_asked
from salesdesk.kpi.prospects import LOST, OPEN, WON
from salesdesk.kpi.question import Question
from salesdesk.kpi.survival import Survival, survival


def maturity(question: Question, facts: Facts, keep: Mask | None, at: Rows) -> dict[str, Any]:
    """Of the prospects ``at``: those younger than the usual cycle, and the rate to expect once all are closed.

    ``keep``: the prospects that pass the filter, whose fate makes the survival curve.
    """
    history, usual = _history(question.sales, facts, keep)
    if usual is None:
        return {"usual_days": None, "immature": 0, "immature_from": None, "expected": None}
    today = day_number(question.sales.as_of)
    still = at[facts.extra["outcome"][at] == OPEN]
    age, known = _ages(facts, still, today)
    young = int((known & (age < usual)).sum())
    won = int((facts.extra["outcome"][at] == WON).sum())
    return {
        "usual_days": usual,
        "immature": young,
        "immature_from": from_day_number(today - math.ceil(usual) + 1),
        "expected": (won + float(history.chance(age).sum())) / len(at) if young else None,
    }


def by_month(question: Question) -> list[dict[str, Any]]:
    """The prospects of the period by month of qualification: won, lost, open, and the final rate to expect.

    ``expected``: won so far and, for each prospect still open, its chance to be won in the end (Aalen–Johansen, given
    its age); None where nothing was ever won.  ``mature``: the whole month is older than the usual cycle.  Undated
    prospects are left out.
    """
    facts, keep, at = cohort_asked(question)
    history, usual = _history(question.sales, facts, keep)
    at = at[facts.day[at] != NO_DAY]
    if not len(at):
        return []
    today = day_number(question.sales.as_of)
    month = facts.day[at].astype("datetime64[D]").astype("datetime64[M]")
    first = month.min()
    place = (month - first).astype(np.int64)
    size = int(place.max()) + 1
    outcome = facts.extra["outcome"][at].astype(np.int64)
    counts = np.bincount(place * 3 + outcome, minlength=size * 3).reshape(-1, 3)
    open_ = outcome == OPEN
    chance = np.zeros(len(at))
    chance[open_] = history.chance(_ages(facts, at[open_], today)[0])
    hoped = sums(place, chance, size)
    starts = (first + np.arange(size + 1)).astype("datetime64[D]").astype(np.int64).tolist()
    found = []
    for i in range(size):
        cohort = int(counts[i].sum())
        if not cohort:
            continue
        won = int(counts[i, WON])
        found.append(
            {
                "month": from_day_number(starts[i]),
                "cohort": cohort,
                "won": won,
                "lost": int(counts[i, LOST]),
                "open": int(counts[i, OPEN]),
                "rate": won / cohort,
                "expected": None if usual is None else (won + float(hoped[i])) / cohort,
                "mature": usual is not None and starts[i + 1] - 1 + usual <= today,
            }
        )
    return found


def _ages(facts: Facts, at: Rows, today: int) -> tuple[Rows, Mask]:
    """Days since qualification, 0 where unknown; and where it is known."""
    day = facts.day[at].astype(np.int64)
    known = day != NO_DAY
    return np.where(known, np.maximum(today - day, 0), 0), known


def _history(sales: Sales, facts: Facts, keep: Mask | None) -> tuple[Survival, float | None]:
    """The fate of all prospects that pass the filter, and the median days to a sale."""

    def find() -> tuple[Survival, float | None]:
        chosen = slice(None) if keep is None else keep
        start, end = facts.day[chosen], facts.extra["closed"][chosen].astype(np.int32)
        outcome = facts.extra["outcome"][chosen].astype(np.int8)
        sold = (outcome == WON) & (start != NO_DAY) & (end != NO_DAY) & (end >= start)
        usual = float(np.median(end[sold] - start[sold])) if sold.any() else None
        dated = start[start != NO_DAY]
        first = int(dated.min()) if len(dated) else 0
        return survival(start, end, outcome, first, day_number(sales.as_of)), usual

    return sales.remembered(("kpi", "cohort survival"), find) if keep is None else find()
