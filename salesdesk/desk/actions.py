"""Actions that were decided, and whether the figure moved more than elsewhere since."""

from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Final, Protocol

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.filter import Filter
from salesdesk.domain.intervals import Z
from salesdesk.domain.period import Period
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import Message
from salesdesk.kpi.definition import FEW, NOTHING, KpiResult, Measure
from salesdesk.kpi.findings import figure

SETTING: Final = "actions"
_BASES: Final = {"conversion_rate": "closed"}
"""A young cohort cannot be compared with an older one: conversion is judged by what was closed."""

_DATES: Final = ("decided", "due", "done")


@dataclass(frozen=True)
class DecidedAction:
    """``kpi`` is what it is to move, for the ``group`` of a ``dimension`` ('': the company).  ``number`` 0: new."""

    title: str
    kpi: str
    decided: date
    owner: str = ""
    due: date | None = None
    done: date | None = None
    dimension: str = ""
    group: str = ""
    note: str = ""
    number: int = 0


@dataclass(frozen=True)
class Progress:
    """The KPI since the decision and over as many days before, for the group and for all others.

    ``verdict``: ``too_early`` (fewer than FEW records since), ``better`` or ``worse`` than the others moved, beyond
    chance, ``unclear``, or ``no_measure``.  Without a group, ``others`` are None and the company is compared with
    itself.  ``text`` says it.
    """

    verdict: str
    text: Message
    before: Measure
    after: Measure
    others_before: Measure | None = None
    others_after: Measure | None = None


class Asked(Protocol):
    """What actions need of the desk."""

    @property
    def sales(self) -> Sales: ...
    def setting(self, key: str, default: object = None) -> object: ...
    def set_setting(self, key: str, value: object) -> None: ...
    def members(self, dimension: str) -> list[str]: ...
    def result(self, key: str, where: Filter, *, basis: str = "") -> KpiResult: ...


class ActionBook:
    """The decided actions of a company, kept in its file."""

    def __init__(self, desk: Asked) -> None:
        self._desk = desk

    def all(self) -> list[DecidedAction]:
        """Open ones by due date, then those done, latest first."""
        held = self._desk.setting(SETTING, [])
        found = [_read(one) for one in held] if isinstance(held, list) else []
        open_ = sorted((a for a in found if a.done is None), key=lambda a: (a.due or date.max, a.decided))
        return open_ + sorted((a for a in found if a.done is not None), key=lambda a: a.done or a.decided, reverse=True)

    def put(self, action: DecidedAction) -> DecidedAction:
        """Keep a new action, or the new form of one that has a number.  Raises SalesDeskError without a title."""
        if not action.title.strip():
            raise SalesDeskError("overview.error.title")
        held = self.all()
        if not action.number:
            action = replace(action, number=max((one.number for one in held), default=0) + 1)
        self._write([*(one for one in held if one.number != action.number), action])
        return action

    def remove(self, number: int) -> None:
        self._write([one for one in self.all() if one.number != number])

    def progress(self, action: DecidedAction) -> Progress:
        """Before and after the decision, against comparable segments: all other members of the dimension."""
        as_of = self._desk.sales.as_of
        after = Period(action.decided, as_of + timedelta(days=1))
        if after.days <= 0:
            text = Message("overview.verdict.too_early", {"n": 0, "needed": FEW})
            return Progress("too_early", text, NOTHING, NOTHING)
        before = Period(action.decided - timedelta(days=after.days), action.decided)
        own = (action.group,) if action.dimension else ()
        then, now = (self._result(action, period, own) for period in (before, after))
        others: tuple[Measure, Measure] | None = None
        if action.dimension:
            rest = tuple(name for name in ("", *self._desk.members(action.dimension)) if name != action.group)
            others = self._result(action, before, rest).total, self._result(action, after, rest).total
        verdict = _verdict(then.total, now, others)
        text = _said(verdict, then.total, now, self._desk.sales.currency, alone=others is None)
        return Progress(verdict, text, then.total, now.total, *(others or (None, None)))

    def _result(self, action: DecidedAction, period: Period, names: tuple[str, ...]) -> KpiResult:
        where = Filter(period, {action.dimension: names} if names else {})
        return self._desk.result(action.kpi, where, basis=_BASES.get(action.kpi, ""))

    def _write(self, actions: list[DecidedAction]) -> None:
        kept = [
            {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(action).items()}
            for action in sorted(actions, key=lambda action: action.number)
        ]
        self._desk.set_setting(SETTING, kept)


def _read(held: dict[str, str | int | None]) -> DecidedAction:
    values = {
        name: date.fromisoformat(value) if name in _DATES and isinstance(value, str) else value
        for name, value in held.items()
    }
    return DecidedAction(**values)  # type: ignore[arg-type]


def _verdict(before: Measure, now: KpiResult, others: tuple[Measure, Measure] | None) -> str:
    after = now.total
    if after.few:
        return "too_early"
    if before.value is None or after.value is None:
        return "no_measure"
    moved, variance = _moved(before, after)
    if others is not None:
        elsewhere, more = _moved(*others)
        moved, variance = moved - elsewhere, variance + more
    if before.few or not variance > 0 or abs(moved) <= Z * variance**0.5:
        return "unclear"
    return "better" if (moved > 0) == now.kpi.higher_is_better else "worse"


def _moved(before: Measure, after: Measure) -> tuple[float, float]:
    """The change and its variance, from the 95 % intervals; NaN where there are none."""
    if before.value is None or after.value is None or before.interval is None or after.interval is None:
        return float("nan"), float("nan")
    return after.value - before.value, sum(((m[1] - m[0]) / (2 * Z)) ** 2 for m in (before.interval, after.interval))


def _said(verdict: str, before: Measure, now: KpiResult, currency: str, *, alone: bool) -> Message:
    after, values = now.total, dict[str, object](n=now.total.based_on, needed=FEW)
    if before.value is not None and after.value is not None:
        values["before"] = figure(now.kpi.unit, before.value, currency)
        values["after"] = figure(now.kpi.unit, after.value, currency)
    compared = verdict in ("better", "worse", "unclear")
    return Message(f"overview.verdict.{verdict}{'_alone' if alone and compared else ''}", values)
