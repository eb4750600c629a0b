"""Customers who have not come back when their own rhythm said they would."""

from typing import Any, Final

import numpy as np

from salesdesk.domain.columns import MICROS
from salesdesk.domain.period import from_day_number
from salesdesk.kpi.facts import Entries, sums
from salesdesk.kpi.purchases import PurchaseFacts

PURCHASES: Final = 3
"""A rhythm takes this many purchases."""

LATE: Final = 1.5
"""A customer is at risk when this many times its usual interval has passed since its last purchase…"""

LOST: Final = 365
"""…and no more than so many days: older ones are lost rather than at risk."""

_SHOWN: Final = 50


def at_risk(facts: PurchaseFacts, purchases: Entries) -> dict[str, Any]:
    """Accounts at risk as of the end of the data, most revenue of the last twelve months first.

    ``rhythm``: median days between a customer's purchases; ``expected``: last purchase plus rhythm; ``overdue``: days
    since.  ``revenue`` is what they spent in the last twelve months.  Undated purchases are left out.
    """
    assert purchases.member is not None
    assert purchases.numerator is not None
    order = purchases.by_member
    order = order[purchases.day[order] <= facts.last_day]
    who, when = purchases.member[order].astype(np.int64), purchases.day[order].astype(np.int64)
    same = who[1:] == who[:-1]
    gap, owner = np.diff(when)[same], who[1:][same]
    span = int(gap.max(initial=0)) + 1
    ordered = np.sort(owner * span + gap) % span
    count = np.bincount(owner, minlength=facts.members)
    start = np.cumsum(count) - count
    regular = np.flatnonzero(count >= PURCHASES - 1)
    middle = ordered[start[regular] + (count[regular] - 1) // 2], ordered[start[regular] + count[regular] // 2]
    rhythm = (middle[0] + middle[1]) / 2
    last = np.zeros(facts.members, dtype=np.int64)
    last[who] = when  # days ascend, and the last assignment stays
    silence = facts.last_day - last[regular]
    late = (silence > LATE * rhythm) & (silence <= LOST)
    risky, rhythm, silence = regular[late], rhythm[late], silence[late]
    recent = when > facts.last_day - LOST
    spent = sums(who[recent], purchases.numerator[order[recent]], facts.members)[risky] / MICROS
    rank = np.argsort(-spent, kind="stable")[:_SHOWN]
    names, reps = facts.sales.names("customer"), _latest_rep(facts)
    return {
        "count": len(risky),
        "revenue": float(spent.sum()),
        "accounts": [
            {
                "key": names[risky[i]],
                "rep": reps[risky[i]],
                "last": from_day_number(facts.last_day - int(silence[i])),
                "rhythm": float(rhythm[i]),
                "expected": from_day_number(facts.last_day - int(silence[i]) + round(float(rhythm[i]))),
                "overdue": int(silence[i] - round(float(rhythm[i]))),
                "revenue": float(spent[i]),
            }
            for i in rank.tolist()
        ],
    }


def _latest_rep(facts: PurchaseFacts) -> list[str]:
    """Per customer, the rep on its latest line; '' where unknown."""
    assert facts.member is not None
    labels = facts.labels("rep")
    names = [*labels.names, ""]
    latest = np.full(facts.members, len(labels.names))
    latest[facts.member] = labels.codes
    return [names[code] for code in latest.tolist()]
