"""What stands out in a result: at most three findings, each with its evidence, chance ruled out where a test exists."""

from collections.abc import Iterable
from typing import Final

from salesdesk.domain.sales import AMOUNT_BAND_NAMES, AMOUNT_BANDS, SENIORITY_NAMES
from salesdesk.domain.texts import Figure, Message
from salesdesk.kpi.definition import Finding, Group, KpiResult, LeftOut, Measure, Status, Unit

MOST: Final = 3
URGENCY: Final = (Status.ALERT, Status.WATCH, Status.GOOD, Status.NONE)

UNFIT: Final = ("not_a_sale", "deleted", "window_incomplete")
"""Reasons that say nothing about the quality of the data."""

_SOME: Final = 0.05
_MUCH: Final = 0.2


def findings(result: KpiResult, currency: str) -> tuple[Finding, ...]:
    """The most urgent findings of a result.  Nothing is said about a figure that rests on too few records."""
    if result.total.value is None or result.total.few:
        return ()
    found = [
        *result.kpi.findings(result, currency),
        *_outstanding(result, currency),
        *_left_out(result),
    ]
    return tuple(sorted(found, key=lambda finding: URGENCY.index(finding.severity))[:MOST])


def evidence(records: float) -> str:
    """How many records a finding rests on."""
    return f"n = {records:.0f}"


def figure(unit: Unit, value: float, currency: str) -> Figure:
    """A figure in a KPI's unit, for a message."""
    match unit:
        case Unit.RATIO:
            return Figure(value, "percent")
        case Unit.MONEY:
            return Figure(value, "money", currency)
        case Unit.DAYS:
            return Figure(value, "days")
        case Unit.COUNT:
            return Figure(value, "integer")


def member(dimension: str, key: str, currency: str) -> str | Message:
    """A group's name: bands are written out, unknown is said."""
    if not key:
        return Message("kpi.member.unknown")
    if dimension == "seniority" and key in SENIORITY_NAMES:
        return Message(f"kpi.member.seniority_{SENIORITY_NAMES.index(key)}")
    if dimension == "amount_band" and key in AMOUNT_BAND_NAMES:
        band = AMOUNT_BAND_NAMES.index(key)
        low, high = (
            Figure(AMOUNT_BANDS[position], "short_money", currency) if 0 <= position < len(AMOUNT_BANDS) else None
            for position in (band - 1, band)
        )
        if low is None:
            return Message("kpi.member.amount_below", {"high": high})
        return (
            Message("kpi.member.amount_above", {"low": low})
            if high is None
            else Message("kpi.member.amount_between", {"low": low, "high": high})
        )
    return key


def outweighs(count: int, next_count: int) -> bool:
    """Whether one count is above another beyond chance (two counts of one sample, normal approximation)."""
    return count > next_count and (count - next_count) ** 2 > 1.96**2 * (count + next_count)


def _outstanding(result: KpiResult, currency: str) -> Iterable[Finding]:
    """The groups that differ from the rest, most telling each way: the distance weighs as much as the records."""
    whole = result.total.value
    named = [group for group in result.groups if group.differs and group.key and group.measure.value is not None]
    if whole is None or not named:
        return
    for better in (False, True):
        side = [group for group in named if ((_value(group) > whole) == result.kpi.higher_is_better) == better]
        side = [group for group in side if _value(group) != whole]
        if side:
            yield _group_finding(result, max(side, key=lambda group: _weight(group, whole)), currency, better=better)


def _group_finding(result: KpiResult, group: Group, currency: str, *, better: bool) -> Finding:
    unit, whole = result.kpi.unit, result.total.value or 0.0
    way = "better" if better else "worse"
    return Finding(
        code=f"group_{way}",
        severity=Status.GOOD if better else Status.WATCH,
        text=Message(
            f"kpi.finding.{result.kpi.key}.group_{way}",
            {
                "group": member(result.dimension, group.key, currency),
                "v": figure(unit, _value(group), currency),
                "whole": figure(unit, whole, currency),
            },
        ),
        evidence=evidence(group.measure.based_on),
        dimension=result.dimension,
        group=group.key,
    )


def _value(group: Group) -> float:
    value = group.measure.value
    assert value is not None
    return value


def _weight(group: Group, whole: float) -> float:
    return abs(_value(group) - whole) * float(group.measure.based_on)


def _left_out(result: KpiResult) -> Iterable[Finding]:
    """The reason that keeps most records out, when they are more than one in twenty."""
    unfit = [item for item in result.left_out if item.reason not in UNFIT]
    worst = max(unfit, key=lambda item: item.records, default=None)
    if worst is None:
        return
    share = worst.records / (worst.records + _records(result.total, result))
    if share > _SOME:
        yield Finding(
            code=f"left_out_{worst.reason}",
            severity=Status.WATCH if share > _MUCH else Status.NONE,
            text=Message("kpi.finding.left_out", {"what": left_out_words(worst), "share": Figure(share, "percent")}),
            evidence=evidence(worst.records),
        )


def _records(total: Measure, result: KpiResult) -> float:
    """How many records the figure uses: order lines where it counts customers."""
    return float(result.details.get("lines", total.based_on))


def left_out_words(item: LeftOut) -> Message:
    """How many records were left out, and why."""
    return Message(f"kpi.left_out.{item.reason}", {"n": item.records})
