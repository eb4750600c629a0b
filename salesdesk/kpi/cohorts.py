"""When customers come back: by month of the first purchase, and how long the second one takes."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_DAY
from salesdesk.domain.period import from_day_number
from salesdesk.kpi.facts import Days, Entries, distinct
from salesdesk.kpi.purchases import Firsts

MONTHS: Final = 24
"""Months of first purchases, and months since, that the heat map shows at most."""

_POINTS: Final = 120
_LONGEST: Final = 730
"""Days that the curve of the second purchase reaches."""


def heat_map(purchases: Entries, members: int, today: int) -> dict[str, Any]:
    """Per calendar month of the first purchase, the share of its customers that bought in each later month.

    ``first``: first days of the months; ``customers``: how many began in each; ``since``: months after; ``rates``:
    month × since, NaN where the later month had not ended by ``today``.  Empty without a later month.
    """
    assert purchases.member is not None
    span = slice(*np.searchsorted(purchases.day, np.array([NO_DAY + 1, today + 1], dtype=np.int32)).tolist())
    who = purchases.member[span]
    month = _months(purchases.day[span])
    if not len(who):
        return {}
    began = np.full(members, -1, dtype=np.int64)
    began[who[::-1]] = month[::-1]
    last = int(_months(np.array([today + 1], dtype=np.int32))[0]) - 1  # the last month that has ended
    earliest = max(last - MONTHS + 1, int(month[0]))
    starts = np.arange(earliest, last + 1)
    size = len(starts)
    if size < 2:
        return {}
    row, since = began[who] - earliest, month - began[who]
    asked = (row >= 0) & (row < size) & (since >= 1) & (month <= last)
    cells = distinct((who[asked].astype(np.int64) * size + row[asked]) * (size + 1) + since[asked])
    counts = np.bincount(cells // (size + 1) % size * (size + 1) + cells % (size + 1), minlength=size * (size + 1))
    bought = counts.reshape(size, size + 1)[:, 1:size].astype(np.float64)
    inside = began[(began >= earliest) & (began <= last)]
    customers = np.bincount(inside - earliest, minlength=size)
    ended = starts[:, np.newaxis] + np.arange(1, size) <= last
    rates = np.where(ended & (customers > 0)[:, np.newaxis], bought / np.maximum(customers, 1)[:, np.newaxis], np.nan)
    shown = customers > 0
    shown[-1] = False  # no month has ended since
    if not shown.any():
        return {}
    first = (starts[shown].astype("datetime64[M]")).astype("datetime64[D]").astype(np.int64)
    reach = int(size - 1 - np.flatnonzero(shown)[0])
    return {
        "first": [from_day_number(day) for day in first.tolist()],
        "customers": customers[shown],
        "since": list(range(1, reach + 1)),
        "rates": rates[shown][:, :reach],
    }


def second_purchase(firsts: Firsts, today: int) -> dict[str, Any]:
    """Share of all customers that have bought again by each age, those still to come back included (Kaplan–Meier).

    ``median``: days by which half have; None while fewer than half do.
    """
    sound = (firsts.day != NO_DAY) & (firsts.day <= today)
    first = firsts.day[sound].astype(np.int64)
    second = firsts.second[sound].astype(np.int64)
    again = (second != NO_DAY) & (second <= today)
    if not len(first):
        return {}
    wait = np.where(again, second, today) - first
    length = int(wait.max()) + 1
    came = np.bincount(wait[again], minlength=length)
    at_risk = len(wait) - np.concatenate([[0], np.cumsum(np.bincount(wait, minlength=length))[:-1]])
    share = 1 - np.cumprod(1 - came / np.maximum(at_risk, 1))
    half = np.flatnonzero(share >= 0.5 - 1e-12)
    age = np.unique(np.linspace(0, min(length - 1, _LONGEST), _POINTS).astype(np.int64))
    return {
        "customers": len(first),
        "again": int(again.sum()),
        "median": float(half[0]) if len(half) else None,
        "age": age,
        "share": share[age],
    }


def _months(day: Days) -> NDArray[np.int64]:
    """Calendar months since January 1970."""
    return np.asarray(day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64))
