"""Sales cycle: median days from first contact to signature of the opportunities won in the period."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np

from salesdesk.domain.columns import NO_DAY, Kind
from salesdesk.domain.period import Unit as PeriodUnit
from salesdesk.domain.period import day_number, from_day_number
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import Figure, Message
from salesdesk.kpi.ageing import ageing, cycle_start, too_short
from salesdesk.kpi.definition import FEW, Finding, Kpi, KpiResult, Measure, Status, Unit
from salesdesk.kpi.facts import Days, Facts, Numbers, Reducer, by_day
from salesdesk.kpi.findings import evidence
from salesdesk.kpi.lines import excluding
from salesdesk.kpi.panels import Panels
from salesdesk.kpi.prospects import DELETED, LOST, OPEN, WON, status
from salesdesk.kpi.question import Question
from salesdesk.kpi.stages import stage_history
from salesdesk.kpi.survival import survival
from salesdesk.kpi.switches import START, chosen

_STEPS: Final = (1, 2, 5, 7, 10, 15, 20, 30, 60, 90)
_BARS: Final = 12
_WEEKS: Final = 26
_POINTS: Final = 120
_BOTTLENECK: Final = 1.25
"""A stage this many times as long as the next longest stands out."""

_MONDAY: Final = 3
"""1 January 1970 was a Thursday: day numbers plus three begin a new week every seven."""


def facts(sales: Sales, basis: str) -> Facts:  # noqa: ARG001 - one basis
    """One entry per won opportunity, dated by its close.  Without a first-contact date the created date starts it
    (or the other way round: :data:`~salesdesk.kpi.switches.START`).

    Left out: closes before the first contact (``inverted_dates``), no date to start from (``no_start_date``), and no
    close date (there is no duration then, in ``all`` neither).
    """
    frame = sales[Kind.OPPORTUNITY]
    day, start = frame["close_date"], cycle_start(sales)
    won = status(sales) == WON
    left, excluded = excluding(
        Kind.OPPORTUNITY,
        day,
        ("no_date", won & (day == NO_DAY)),
        ("no_start_date", won & (start == NO_DAY)),
        ("inverted_dates", won & (day < start)),
    )
    rows = np.flatnonzero(left & won)
    rows = rows[by_day(day[rows])]
    known = (
        frame["created_date"] != NO_DAY if chosen(sales, START) == "created" else frame["first_contact_date"] == NO_DAY
    )
    created = known[rows]
    return Facts(
        sales=sales,
        reducer=Reducer.MEDIAN,
        kinds=(Kind.OPPORTUNITY,),
        rows=rows,
        day=day[rows],
        numerator=(day[rows] - start[rows]).astype(np.float64),
        excluded=excluded,
        extra={"created": created},
    )


def details(question: Question, total: Measure) -> Mapping[str, Any]:
    """How the cycles of the period spread, and what the lost and the open opportunities add.

    ``created``: share of the cycles that start from the created date.  ``survival``: median of the Kaplan–Meier curve
    over the days of the period, open opportunities included, and the shares won and lost by age.  ``open``: those still
    open, and how many are older than 90 % of those won.  ``stages``: median days spent in each stage by those won.
    Made when looked at: ``ageing`` and ``too_short``.
    """
    entries = question.entries
    span = entries.between(question.period)
    assert entries.numerator is not None
    days = entries.numerator[span]
    created = question.facts.extra["created"]
    created = created[span] if entries.index is None else created[entries.index[span]]
    spread = _spread(days)
    ready = {
        **spread,
        "created": float(created.mean()) if total.based_on else None,
        "lost": _lost(question),
        "open": _open(question, spread["p90"]),
        "survival": _survival(question),
        "histogram": _histogram(days),
        "weeks": _weeks(entries.day[span], days),
        "stages": _stages(question),
        "groups": _group_spreads(question, span, days),
    }
    return Panels(ready, {"ageing": lambda: ageing(question, days), "too_short": lambda: too_short(question)})


def _spread(days: Numbers) -> dict[str, float | None]:
    if not len(days):
        return dict.fromkeys(("mean", "q1", "q3", "p90"))
    q1, q3, p90 = np.quantile(days, (0.25, 0.75, 0.9))
    return {"mean": float(days.mean()), "q1": float(q1), "q3": float(q3), "p90": float(p90)}


def _group_spreads(question: Question, span: slice, days: Numbers) -> dict[str, dict[str, float | None]]:
    if not question.dimension or not len(days):
        return {}
    labels, index = question.facts.labels(question.dimension), question.entries.index
    codes = labels.codes[span] if index is None else labels.codes[index[span]]
    order = np.argsort(codes, kind="stable")
    present, starts = np.unique(codes[order], return_index=True)
    names = [*labels.names, ""]
    return {
        names[code]: _spread(part)
        for code, part in zip(present.tolist(), np.split(days[order], starts[1:]), strict=True)
    }


def _lost(question: Question) -> dict[str, float | int | None]:
    """Cycles of the opportunities lost in the period; unknown and inverted dates aside."""
    frame = question.sales[Kind.OPPORTUNITY]
    day, start = frame["close_date"], cycle_start(question.sales)
    lost = np.flatnonzero((status(question.sales) == LOST) & question.asked(Kind.OPPORTUNITY, day))
    day, start = day[lost], start[lost]
    days = (day - start)[(day != NO_DAY) & (start != NO_DAY) & (day >= start)]
    none = not len(days)
    return {
        "count": len(days),
        "median": None if none else float(np.median(days)),
        "mean": None if none else float(days.mean()),
    }


def _open(question: Question, usual: float | None) -> dict[str, float | int | None]:
    """Opportunities open today, by their age."""
    passing = question.rows(Kind.OPPORTUNITY)
    open_ = status(question.sales) == OPEN
    if passing is not None:
        open_ &= passing
    start = cycle_start(question.sales)[np.flatnonzero(open_)]
    age = day_number(question.sales.as_of) - start[start != NO_DAY].astype(np.int64)
    return {
        "count": len(start),
        "median_age": float(np.median(age)) if len(age) else None,
        "older_than_p90": None if usual is None else int((age > usual).sum()),
    }


def _survival(question: Question) -> dict[str, Any]:
    frame, passing = question.sales[Kind.OPPORTUNITY], question.rows(Kind.OPPORTUNITY)
    outcome = status(question.sales)
    alive = outcome != DELETED
    if passing is not None:
        alive &= passing
    kept = slice(None) if alive.all() else np.flatnonzero(alive)
    elapsed = question.elapsed
    start = cycle_start(question.sales)[kept]
    first = elapsed.first if question.period.unit is not PeriodUnit.ALL else int(start[start != NO_DAY].min(initial=0))
    found = survival(start, frame["close_date"][kept], outcome[kept], first, elapsed.last - 1)
    ages = np.unique(np.linspace(0, max(len(found.at_risk) - 1, 0), _POINTS).astype(np.int64))[: len(found.at_risk)]
    return {
        "median": found.median,
        "age": ages,
        "won": found.won_share[ages],
        "lost": found.lost_share[ages],
    }


def _histogram(days: Numbers) -> list[dict[str, int | None]]:
    """Counts in steps of days that hold 98 % of the cycles in twelve bars at most; the last bar is open."""
    if not len(days):
        return []
    reach = float(np.quantile(days, 0.98))
    width = next((step for step in _STEPS if reach < step * _BARS), int(reach) // _BARS + 1)
    bars = int(reach) // width + 1
    counts = np.bincount(np.minimum(days.astype(np.int64) // width, bars), minlength=bars + 1)
    found: list[dict[str, int | None]] = [
        {"low": bar * width, "high": (bar + 1) * width, "count": int(counts[bar])} for bar in range(bars)
    ]
    return [*found, {"low": bars * width, "high": None, "count": int(counts[bars])}] if counts[bars] else found


def _weeks(day: Days, days: Numbers) -> list[dict[str, Any]]:
    """Medians of those of the last ISO weeks of the period in which something was signed; ``day`` ascends."""
    if not len(day) or day[-1] == NO_DAY:
        return []
    last = (int(day[-1]) + _MONDAY) // 7
    mondays = np.arange(last - _WEEKS + 1, last + 2) * 7 - _MONDAY
    edges = np.searchsorted(day, mondays.astype(day.dtype))
    return [
        {"start": from_day_number(monday), "median": float(np.median(days[a:b])), "count": int(b - a)}
        for monday, a, b in zip(mondays.tolist(), edges[:-1], edges[1:], strict=False)
        if b > a
    ]


def _stages(question: Question) -> list[dict[str, Any]]:
    """Median days in each stage of those won in the period, in the order of the stages."""
    sales, history = question.sales, stage_history(question.sales)
    frame = sales[Kind.OPPORTUNITY]
    signed = question.asked(Kind.OPPORTUNITY, frame["close_date"]) & (status(sales) == WON)
    sound = signed[history.opportunity] & (history.left != NO_DAY) & (history.left >= history.entered)
    stay = (history.left.astype(np.int64) - history.entered)[sound]
    stage = history.stage[sound]
    names = sales.names("stage")
    return [
        {"stage": names[code], "median": float(np.median(stay[stage == code])), "count": int((stage == code).sum())}
        for code in history.order.tolist()
        if (stage == code).any()
    ]


def findings(result: KpiResult, _currency: str) -> Iterable[Finding]:
    """The stage that takes longest, opportunities open longer than almost all wins, and too short a cycle."""
    details_, whole = result.details, result.total.value or 0.0
    stages = sorted((s for s in details_["stages"] if s["count"] >= FEW), key=lambda stage: -stage["median"])
    if len(stages) > 1 and stages[0]["median"] > _BOTTLENECK * stages[1]["median"]:
        values = {"stage": stages[0]["stage"], "days": Figure(stages[0]["median"], "days")}
        text = Message("kpi.finding.sales_cycle.stage", values)
        yield Finding("stage", Status.WATCH, text, evidence(stages[0]["count"]))
    old = details_["open"]["older_than_p90"]
    if old:
        values = {"n": old, "days": Figure(details_["p90"], "days")}
        text = Message("kpi.finding.sales_cycle.old", values)
        yield Finding("old", Status.WATCH, text, evidence(details_["open"]["count"]))
    zone = result.benchmark.zone(whole) if result.benchmark else None
    if zone is not None and zone.key == "too_short":
        values = {"v": Figure(whole, "days"), "low": Figure(zone.high, "days")}
        text = Message("kpi.finding.sales_cycle.short", values)
        yield Finding("short", Status.WATCH, text, evidence(result.total.based_on))


SALES_CYCLE: Final = Kpi(
    key="sales_cycle",
    unit=Unit.DAYS,
    higher_is_better=False,
    bases=("contact_to_close",),
    kinds=(Kind.OPPORTUNITY,),
    dimensions=(
        "amount_band",
        "customer_type",
        "rep",
        "segment",
        "channel",
        "region",
        "team",
        "sector",
        "product",
        "range",
        "seniority",
    ),
    facts=facts,
    details=details,
    findings=findings,
)
