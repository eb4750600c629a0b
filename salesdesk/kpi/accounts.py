"""Customers who have not come back when their own rhythm said they would."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from salesdesk.domain.period import from_day_number
from salesdesk.kpi.customers import Customers
from salesdesk.kpi.facts import Mask, Numbers, Rows
from salesdesk.kpi.panels import Panels
from salesdesk.kpi.purchases import PurchaseFacts

LATE: Final = 1.5
"""A customer is at risk when this many times its usual interval has passed since its last purchase…"""

LOST: Final = 365
"""…and no more than so many days: older ones are lost rather than at risk."""

SHOWN: Final = 50


def at_risk(facts: PurchaseFacts, book: Customers) -> Mapping[str, Any]:
    """Accounts at risk as of the end of the data: ``count``, and their ``revenue`` of the last twelve months.

    ``at_stake``: what they spent in their last active year, weighted with the probability that they have left.
    ``accounts``: those with most at stake.  ``rhythm``: median days between a customer's purchases; ``expected``: last
    purchase plus rhythm; ``overdue``: days since; ``alive``: probability that it will buy again by the BG/NBD model
    (None where too few customers come back to fit one: all of its revenue is at stake then).
    """
    silence = book.today - book.last.astype(np.int64)
    late: Mask = (silence > LATE * book.rhythm) & (silence <= LOST)
    risky = np.flatnonzero(late)
    later: dict[str, Callable[[], Any]] = {
        "at_stake": lambda: float(_at_stake(book, risky).sum()),
        "accounts": lambda: _accounts(facts, book, risky),
    }
    return Panels({"count": len(risky), "revenue": float(book.recent[risky].sum())}, later)


def _at_stake(book: Customers, risky: Rows) -> Numbers:
    left = 1 - book.alive[risky]
    return np.asarray(book.active[risky] * np.where(np.isnan(left), 1.0, left), dtype=np.float64)


def _accounts(facts: PurchaseFacts, book: Customers, risky: Rows) -> list[dict[str, Any]]:
    stake = _at_stake(book, risky)
    names, reps = facts.sales.names("customer"), _latest_rep(facts)
    found = []
    for place in np.argsort(-stake, kind="stable")[:SHOWN].tolist():
        at = int(risky[place])
        last, rhythm, alive = int(book.last[at]), float(book.rhythm[at]), float(book.alive[at])
        found.append(
            {
                "key": names[book.member[at]],
                "rep": reps[book.member[at]],
                "last": from_day_number(last),
                "purchases": int(book.purchases[at]),
                "rhythm": rhythm,
                "expected": from_day_number(last + round(rhythm)),
                "overdue": book.today - last - round(rhythm),
                "revenue": float(book.recent[at]),
                "alive": None if np.isnan(alive) else alive,
                "at_stake": float(stake[place]),
            }
        )
    return found


def _latest_rep(facts: PurchaseFacts) -> list[str]:
    """Per customer, the rep on its latest line; '' where unknown."""
    assert facts.member is not None
    labels = facts.labels("rep")
    names = [*labels.names, ""]
    latest = np.full(facts.members, len(labels.names))
    latest[facts.member] = labels.codes
    return [names[code] for code in latest.tolist()]
