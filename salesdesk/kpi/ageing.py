"""Open opportunities on the curve of those won, and sales signed suspiciously soon."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_CODE, NO_DAY, NO_MONEY, Kind
from salesdesk.domain.period import day_number, from_day_number
from salesdesk.domain.sales import Sales, money
from salesdesk.kpi.benchmarks import benchmark
from salesdesk.kpi.definition import FEW
from salesdesk.kpi.facts import Days, Mask, Numbers, Rows, distinct
from salesdesk.kpi.lines import sale_lines
from salesdesk.kpi.prospects import OPEN, WON, first_known, status
from salesdesk.kpi.purchases import PurchaseFacts, purchase_facts
from salesdesk.kpi.question import Question
from salesdesk.kpi.reduce import share
from salesdesk.kpi.stages import stage_history
from salesdesk.kpi.statistics import two_proportions
from salesdesk.kpi.switches import START, chosen

BANDS: Final = (0.0, 0.5, 0.75, 0.9, 1.0)
"""Shares of the won sales that an open opportunity has outlived: where the bands of the ageing list begin and end."""

SHOWN: Final = 200
AFTER: Final = 365
"""Days after a signature in which a second purchase or a credit note is looked for."""

_SHORTEST: Final = 0.1
"""Without a benchmark, the shortest tenth of the company's own cycles counts as short."""


def ageing(question: Question, won: Numbers) -> dict[str, Any]:
    """Open opportunities that pass the filter, by the share of won sales that were signed at a younger age.

    ``won``: days of the cycles won in the period; all cycles ever won where these are too few.  ``bands``: number and
    amount between the shares of :data:`BANDS`.  ``list``: oldest against that curve first, then largest;
    ``at`` is the position in the frame.  ``stage_days`` is against ``usual_stage_days``, the median stay in that stage
    of those that left it.  Left out: opportunities without a start date (``undated``).
    """
    sales = question.sales
    start = cycle_start(sales)
    passing = question.rows(Kind.OPPORTUNITY)
    open_ = status(sales) == OPEN
    if passing is not None:
        open_ &= passing
    curve = np.sort(won if len(won) >= FEW else _all_won(sales, passing))
    dated = np.flatnonzero(open_ & (start != NO_DAY))
    today = day_number(sales.as_of)
    age = np.maximum(today - start[dated].astype(np.int64), 0)
    older = np.searchsorted(curve, age, side="left") / max(len(curve), 1)
    amount = money(sales.amounts(Kind.OPPORTUNITY)[dated])
    band = np.searchsorted(np.array(BANDS[1:-1]), older, side="right")
    size = len(BANDS) - 1
    count, worth = np.bincount(band, minlength=size), np.bincount(band, np.nan_to_num(amount), size)
    order = np.lexsort((-np.nan_to_num(amount), -older))[:SHOWN]
    return {
        "won": len(curve),
        "open": len(dated),
        "undated": int(open_.sum()) - len(dated),
        "bands": [
            {"low": BANDS[i], "high": BANDS[i + 1], "count": int(count[i]), "amount": float(worth[i])}
            for i in range(size)
        ]
        if len(curve)
        else [],
        "list": _rows(sales, dated[order], age[order], older[order] if len(curve) else None),
    }


def _rows(sales: Sales, at: Rows, age: NDArray[np.int64], older: Numbers | None) -> list[dict[str, Any]]:
    frame = sales[Kind.OPPORTUNITY]
    texts = {
        name: [*sales.names(list_name), ""]
        for name, list_name in (
            ("opportunity_id", "opportunity_id"),
            ("name", "name"),
            ("customer", "customer"),
            ("rep", "rep"),
            ("stage", "stage"),
        )
    }
    stay, usual = _present_stage(sales, at)
    amount = sales.amounts(Kind.OPPORTUNITY)[at]
    days = {name: frame[name][at].tolist() for name in ("expected_close_date", "last_activity_date")}
    return [
        {
            "at": int(at[i]),
            **{name: names[frame[name][at[i]]] for name, names in texts.items()},
            "amount": None if amount[i] == NO_MONEY else float(amount[i]) / 1e6,
            "age": int(age[i]),
            "older_than": None if older is None else float(older[i]),
            "stage_days": None if np.isnan(stay[i]) else int(stay[i]),
            "usual_stage_days": None if np.isnan(usual[i]) else float(usual[i]),
            **{name: None if days[name][i] == NO_DAY else from_day_number(days[name][i]) for name in days},
        }
        for i in range(len(at))
    ]


def _present_stage(sales: Sales, at: Rows) -> tuple[Numbers, Numbers]:
    """Days in the present stage, and the median stay of those that left it; NaN where no history tells."""
    history, frame = stage_history(sales), sales[Kind.OPPORTUNITY]
    stay, usual = np.full(len(at), np.nan), np.full(len(at), np.nan)
    if not len(history):
        return stay, usual
    entered = np.full(frame.n, NO_DAY, dtype=np.int64)
    present = history.left == NO_DAY
    entered[history.opportunity[present]] = history.entered[present]
    known = entered[at] != NO_DAY
    stay[known] = day_number(sales.as_of) - entered[at][known]
    gone = (history.left != NO_DAY) & (history.left >= history.entered)
    days = history.left[gone].astype(np.int64) - history.entered[gone]
    median = np.full(len(sales.names("stage")) + 1, np.nan)
    for code in np.unique(history.stage[gone]).tolist():
        median[code] = np.median(days[history.stage[gone] == code])
    usual[known] = median[frame["stage"][at]][known]
    return stay, usual


def _all_won(sales: Sales, passing: Mask | None) -> Numbers:
    """Days of all cycles that ended in a sale."""
    start, close = cycle_start(sales), sales[Kind.OPPORTUNITY]["close_date"]
    sound = (status(sales) == WON) & (start != NO_DAY) & (close != NO_DAY) & (close >= start)
    if passing is not None:
        sound &= passing
    return np.asarray(close[sound] - start[sound], dtype=np.float64)


def cycle_start(sales: Sales) -> Days:
    """First contact, else creation, of each opportunity; the other way round where the company chose so."""

    def find() -> Days:
        frame = sales[Kind.OPPORTUNITY]
        contact, created = frame["first_contact_date"], frame["created_date"]
        return first_known(created, contact) if chosen(sales, START) == "created" else first_known(contact, created)

    return sales.remembered(("kpi", "cycle_start"), find)


@dataclass(frozen=True, eq=False)
class _Events:
    """Days on which customers did something, as one sorted key per event."""

    keys: NDArray[np.int64]

    @classmethod
    def of(cls, customer: NDArray[np.integer], day: NDArray[np.integer]) -> "_Events":
        known = (customer != NO_CODE) & (day != NO_DAY)
        return cls(distinct(_key(customer[known], day[known])))

    def within(self, customer: NDArray[np.integer], day: NDArray[np.integer], first: int, last: int) -> NDArray[Any]:
        """How many of each customer's event days lie ``first`` to ``last`` days after its day, both in."""
        low = np.searchsorted(self.keys, _key(customer, day.astype(np.int64) + first), side="left")
        high = np.searchsorted(self.keys, _key(customer, day.astype(np.int64) + last), side="right")
        return np.asarray(high - low)


def _key(customer: NDArray[np.integer], day: NDArray[np.integer]) -> NDArray[np.int64]:
    return customer.astype(np.int64) * 1_000_000 + day.astype(np.int64) + 200_000


def too_short(question: Question) -> dict[str, Any]:
    """Sales signed sooner than usual, and whether their customers came back less or were credited more.

    ``limit``: days under which a cycle is short: the benchmark's lower end for the company's sector (``origin``
    "benchmark"), else the shortest tenth of all cycles won ("own").  ``short`` and ``others``: sales signed in
    the period.  ``again``: share whose customer bought again within a year (a further opportunity won, or two days of
    purchase), and ``credited``: share whose customer got a credit note, over all sales whose year has passed.
    """
    sales = question.sales
    frame, start = sales[Kind.OPPORTUNITY], cycle_start(sales)
    close, customer = frame["close_date"], frame["customer"]
    passing = question.rows(Kind.OPPORTUNITY)
    cycles = _all_won(sales, passing)
    if not len(cycles):
        return {}
    limit, origin = _limit(sales, question.basis, cycles)
    won = (status(sales) == WON) & (start != NO_DAY) & (close != NO_DAY) & (close >= start)
    if passing is not None:
        won &= passing
    signed = won & question.asked(Kind.OPPORTUNITY, close)
    short = (close.astype(np.int64) - start) < limit
    judged = np.flatnonzero(won & (customer != NO_CODE) & (close <= day_number(sales.as_of) - AFTER))
    events, bought, credited = _events(sales)
    who, when = customer[judged], close[judged]
    again = (events.within(who, when, 1, AFTER) > 0) | (bought.within(who, when, 0, AFTER) > 1)
    outcomes = {"again": again, "credited": credited.within(who, when, 0, AFTER) > 0}
    return {
        "limit": limit,
        "origin": origin,
        "short": int((signed & short).sum()),
        "others": int((signed & ~short).sum()),
        **{name: _compared(outcome, short[judged]) for name, outcome in outcomes.items()},
    }


def _limit(sales: Sales, basis: str, cycles: Numbers) -> tuple[float, str]:
    reference = benchmark("sales_cycle", sales.sector, basis, sales.benchmarks)
    zone = next((z for z in reference.zones if z.key == "too_short"), None) if reference else None
    return (float(np.quantile(cycles, _SHORTEST)), "own") if zone is None else (zone.high, "benchmark")


def _events(sales: Sales) -> tuple[_Events, _Events, _Events]:
    """Signatures, days of purchase and days of credit of all customers."""

    def find() -> tuple[_Events, _Events, _Events]:
        frame, lines = sales[Kind.OPPORTUNITY], sale_lines(sales)
        won = status(sales) == WON
        facts: PurchaseFacts = purchase_facts(sales, days=True)
        bought = facts.purchases()
        assert bought.member is not None
        back = np.flatnonzero(lines.amount < 0)
        return (
            _Events.of(frame["customer"][won], frame["close_date"][won]),
            _Events.of(bought.member, bought.day),
            _Events.of(sales[Kind.ORDER_LINE]["customer"][lines.rows[back]], lines.day[back]),
        )

    return sales.remembered(("kpi", "customer_events"), find)


def _compared(outcome: Mask, short: Mask) -> dict[str, Any]:
    """The share among the short and among the others, and whether they differ beyond chance."""
    parts = [(int(outcome[mask].sum()), int(mask.sum())) for mask in (short, ~short)]
    counts = [np.array([float(n)]) for part in parts for n in part]
    enough = min(n for _, n in parts) >= FEW
    return {
        "short": share(*parts[0]),
        "others": share(*parts[1]),
        "differs": bool(enough and two_proportions(*counts)[0] <= 0.05),
    }
