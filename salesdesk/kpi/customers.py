"""Customers by what they bought and when: their rhythm, whether they will come back, and what that is worth."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import MICROS, NO_DAY
from salesdesk.domain.sales import Codes
from salesdesk.kpi.facts import Days, Entries, Numbers, sums
from salesdesk.kpi.lifetimes import History, Lifetimes, fit

YEAR: Final = 365
HORIZON: Final = 3
"""Years that a customer's lifetime value looks ahead."""

DISCOUNT: Final = 0.10
"""What next year's money is worth less than this year's."""

RHYTHM: Final = 3
"""A rhythm of one's own takes this many purchases."""

RFM: Final = ("champions", "loyal", "new", "promising", "at_risk", "dormant", "lost")
"""Segments in the order of ``kpi.repurchase_rate.rfm.<key>``."""

_FIFTHS: Final = 5


@dataclass(frozen=True, eq=False)
class Customers:
    """One place per customer with a dated purchase by ``today``, the end of the data.

    ``member``: code of the customer.  ``first``, ``last``: days of purchases, of which there were ``purchases``.
    The purchases themselves stand customer by customer in the order of time: ``place`` of the customer, ``day``, and
    ``amount`` in the company currency; ``credits`` the same for what was credited by itself, with negative amounts.
    """

    today: int
    member: Codes
    first: Days
    last: Days
    purchases: NDArray[np.int64]
    place: NDArray[np.int64]
    day: Days
    amount: Numbers
    credits: tuple[NDArray[np.int64], Days, Numbers]

    def __len__(self) -> int:
        return len(self.member)

    @cached_property
    def spent(self) -> Numbers:
        """In the company currency, what was credited by itself not taken off."""
        return sums(self.place, self.amount, len(self))

    @cached_property
    def recent(self) -> Numbers:
        """Spent in the last 365 days, net of credits."""
        return self._net_since(np.full(len(self), self.today - YEAR))

    @cached_property
    def active(self) -> Numbers:
        """Spent in the 365 days that end with the last purchase, net of credits since then."""
        return self._net_since(self.last - YEAR)

    @cached_property
    def rhythm(self) -> Numbers:
        """Median days between each customer's purchases; NaN under :data:`RHYTHM` purchases."""
        return _rhythm(self.place, self.day, self.purchases)

    @cached_property
    def shrinkage(self) -> float:
        """Purchases after which a customer's own average purchase weighs as much as everybody's."""
        return _shrinkage(self.place, self.amount, self.purchases)

    def _net_since(self, since: NDArray[np.integer]) -> Numbers:
        """Purchases less credits after a day of each customer's own; never less than nothing."""
        net = np.zeros(len(self))
        for place, day, amount in ((self.place, self.day, self.amount), self.credits):
            later = day > since[place]
            net += sums(place[later], amount[later], len(self))
        return np.maximum(net, 0.0)

    @cached_property
    def history(self) -> History:
        """In days."""
        first = self.first.astype(np.float64)
        return History(self.purchases - 1, self.last - first, self.today - first)

    @cached_property
    def model(self) -> Lifetimes | None:
        """None where too few customers came back to tell."""
        return fit(self.history)

    @cached_property
    def alive(self) -> Numbers:
        """Probability that each will buy again; NaN where no model could be fitted."""
        return np.full(len(self), np.nan) if self.model is None else self.model.alive(self.history)

    @cached_property
    def basket(self) -> Numbers:
        """Expected amount of each customer's next purchase: its own average, shrunk to everybody's (Bühlmann)."""
        weight = self.purchases / (self.purchases + self.shrinkage)
        return weight * self.spent / np.maximum(self.purchases, 1) + (1 - weight) * self.usual_basket

    @property
    def usual_basket(self) -> float:
        """Average over customers of their average purchase."""
        return float((self.spent / np.maximum(self.purchases, 1)).mean()) if len(self) else 0.0

    @cached_property
    def next_year(self) -> Numbers:
        """Revenue to expect of each in the coming 365 days; NaN without a model."""
        if self.model is None:
            return np.full(len(self), np.nan)
        return self.model.expected(self.history, YEAR) * self.basket

    @cached_property
    def lifetime(self) -> Numbers:
        """Revenue to expect of each over :data:`HORIZON` years, discounted; NaN without a model."""
        return np.full(len(self), np.nan) if self.model is None else _discounted(self.model, self.history) * self.basket

    @cached_property
    def new_customer(self) -> float | None:
        """What a customer is worth on the day of its first purchase, that purchase included."""
        if self.model is None:
            return None
        zero = np.zeros(1)
        return self.usual_basket * (
            1 + float(_discounted(self.model, History(np.zeros(1, dtype=np.int64), zero, zero))[0])
        )


def _discounted(model: Lifetimes, history: History) -> Numbers:
    """Purchases over the horizon, each year's at its worth in the middle of that year."""
    worth, before = np.zeros(len(history)), np.zeros(len(history))
    for year in range(HORIZON):
        until = model.expected(history, (year + 1) * YEAR)
        worth += (until - before) / (1 + DISCOUNT) ** (year + 0.5)
        before = until
    return worth


def customers(purchases: Entries, credited: Entries, today: int) -> Customers:
    """The customers behind purchases.  Left out: undated purchases and credits, those after ``today``."""
    assert purchases.member is not None
    assert purchases.numerator is not None
    order = purchases.by_member
    order = order[purchases.day[order] <= today]
    who, day, amount = purchases.member[order], purchases.day[order], purchases.numerator[order] / MICROS
    starts = np.flatnonzero(np.concatenate([[True], who[1:] != who[:-1]])) if len(who) else np.zeros(0, dtype=np.int64)
    ends = np.append(starts[1:], len(who))[: len(starts)] - 1
    count, member = ends - starts + 1, who[starts]
    place = np.repeat(np.arange(len(starts)), count)
    return Customers(today, member, day[starts], day[ends], count, place, day, amount, _placed(credited, member, today))


def _placed(credited: Entries, member: Codes, today: int) -> tuple[NDArray[np.int64], Days, Numbers]:
    """Place of the customer, day and amount of each credit of a customer that buys."""
    assert credited.member is not None
    assert credited.numerator is not None
    place = np.searchsorted(member, credited.member).clip(max=max(len(member) - 1, 0))
    known = (credited.day != NO_DAY) & (credited.day <= today)
    known &= member[place] == credited.member if len(member) else False
    return place[known], credited.day[known], credited.numerator[known] / MICROS


def _rhythm(place: NDArray[np.int64], day: Days, count: NDArray[np.int64]) -> Numbers:
    """Median days between each customer's purchases, which stand together in the order of time."""
    same = place[1:] == place[:-1]
    gap, owner = np.diff(day.astype(np.int64))[same], place[1:][same]
    width = int(gap.max(initial=0)) + 1
    ordered = np.sort(owner * width + gap) % width
    gaps = count - 1
    start = np.cumsum(gaps) - gaps
    rhythm = np.full(len(count), np.nan)
    some = np.flatnonzero(count >= RHYTHM)
    rhythm[some] = (ordered[start[some] + (gaps[some] - 1) // 2] + ordered[start[some] + gaps[some] // 2]) / 2
    return rhythm


def _shrinkage(place: NDArray[np.int64], amount: Numbers, count: NDArray[np.int64]) -> float:
    """Variance of a customer's purchases over the variance between customers' true averages (Bühlmann & Straub)."""
    freedom = float((count - 1).sum())
    if freedom <= 0 or len(count) < 2:
        return 1.0
    mean = sums(place, amount, len(count)) / count
    within = float(((amount - mean[place]) ** 2).sum()) / freedom
    weight = count.astype(np.float64)
    whole = float((weight * mean).sum() / weight.sum())
    spare = weight.sum() - float((weight**2).sum()) / weight.sum()
    between = (float((weight * (mean - whole) ** 2).sum()) - (len(count) - 1) * within) / max(spare, 1e-12)
    return within / between if between > 0 else 1e9


def rfm(book: Customers) -> list[dict[str, Any]]:
    """Customers by recency, frequency and amount, each in fifths (5 the best): how many, and what they spent.

    The mean of frequency and amount decides between the segments that a recency has.
    """
    if not len(book):
        return []
    recency = _fifths(book.last)
    worth = (_fifths(book.purchases) + _fifths(book.spent)) / 2
    once = book.purchases == 1
    segment = np.select(
        [
            (recency >= 4) & (worth >= 4),
            (recency >= 3) & (worth >= 3) & ~once,
            (recency >= 4) & once,
            recency >= 3,
            worth >= 3,
            recency == 2,
        ],
        range(6),
        6,
    )
    size = len(RFM)
    number = np.bincount(segment, minlength=size)
    spent, recent = (sums(segment, amount, size) for amount in (book.spent, book.recent))
    return [
        {"segment": RFM[i], "customers": int(number[i]), "spent": float(spent[i]), "revenue": float(recent[i])}
        for i in range(size)
    ]


def _fifths(values: NDArray[Any]) -> NDArray[np.int64]:
    """1 for the lowest fifth to 5 for the highest; equal values share the fifth of their middle rank."""
    _, place, times = np.unique(values, return_inverse=True, return_counts=True)
    middle = np.cumsum(times) - (times + 1) / 2
    return np.asarray((middle[place] * _FIFTHS // len(values)).astype(np.int64) + 1)


def lifetime_value(book: Customers) -> dict[str, Any]:
    """What the customers are worth; None throughout where too few came back to fit a model.

    ``alive``: customers still expected to buy again; ``next_year``: revenue to expect of all of them in 365 days;
    ``mean``: their average worth over three years, discounted; ``new_customer``: the same on the day of the first
    purchase, that purchase included; ``model``: the fitted parameters, time in days.
    """
    model = book.model
    if model is None:
        return {**dict.fromkeys(("alive", "next_year", "mean", "new_customer", "model")), "customers": len(book)}
    return {
        "customers": len(book),
        "alive": float(book.alive.sum()),
        "next_year": float(book.next_year.sum()),
        "mean": float(book.lifetime.mean()),
        "new_customer": book.new_customer,
        "model": {"r": model.r, "alpha": model.alpha, "a": model.a, "b": model.b},
    }
