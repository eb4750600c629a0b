"""What a KPI is, and what its answer holds.  Language-neutral: texts are found by key (``kpi.<key>.…``)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import Period
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import Message
from salesdesk.kpi.facts import Facts
from salesdesk.kpi.question import Question


class Unit(StrEnum):
    RATIO = "ratio"  # 0..1
    MONEY = "money"  # company currency
    DAYS = "days"
    COUNT = "count"


class Status(StrEnum):
    """Never shown by colour alone: each has a shape and a word."""

    GOOD = "good"
    WATCH = "watch"
    ALERT = "alert"
    NONE = "none"  # not enough data, or nothing to compare with


class Part(StrEnum):
    """Which records of a figure are asked for."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    LEFT_OUT = "left_out"


FEW: int = 30
"""Fewer records than this: shown, faded, not ranked, no status."""


@dataclass(frozen=True)
class Measure:
    """One figure.  ``value`` None means "cannot be measured", never 0.  ``interval`` is the 95 % one.

    Ratios are 0..1, money is in the company currency, durations are days.  ``based_on`` counts the records that the
    figure rests on.
    """

    value: float | None
    numerator: float | None
    denominator: float | None
    based_on: int
    interval: tuple[float, float] | None = None

    @property
    def few(self) -> bool:
        return self.based_on < FEW


NOTHING = Measure(None, None, None, 0)


@dataclass(frozen=True)
class Selection:
    """Records of one kind, by position in its frame."""

    kind: Kind
    rows: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class LeftOut:
    """Records that a KPI could not use.  The reason's sentence is ``kpi.left_out.<reason>``."""

    reason: str
    records: int


@dataclass(frozen=True)
class Group:
    """A figure for one member.  ``key`` '' means unknown.  ``differs``: supported against the rest (Holm-corrected).

    ``target``: the member's own in this period, in the unit of the measure's value.
    """

    key: str
    measure: Measure
    previous: Measure | None = None
    differs: bool = False
    target: float | None = None


@dataclass(frozen=True)
class TrendPoint:
    """``partial``: the month still runs at the end of the data."""

    period: Period
    measure: Measure
    partial: bool = False


@dataclass(frozen=True)
class Zone:
    """A stretch of the benchmark scale, ``low`` included, ``high`` not.  Its word is ``benchmark.zone.<key>``."""

    key: str
    low: float
    high: float
    status: Status


@dataclass(frozen=True)
class Benchmark:
    """``sector`` '' is the general one.  ``source`` is a text key; all are "as published, unverified"."""

    kpi: str
    sector: str
    basis: str
    zones: tuple[Zone, ...]
    source: str

    def zone(self, value: float | None) -> Zone | None:
        """The zone that holds the value; the ends of the scale are open."""
        if value is None or not self.zones:
            return None
        for zone in self.zones:
            if value < zone.high:
                return zone
        return self.zones[-1]


@dataclass(frozen=True)
class Finding:
    """Something that stands out, with its evidence.  ``group`` opens its rows.

    ``<key>_title`` and ``<key>_action`` (the lever) of the text's key take the same values.  ``euros``: what is at
    stake, in the company currency; None where no amount can be put on it.
    """

    code: str
    severity: Status
    text: Message
    evidence: str = ""
    dimension: str = ""
    group: str = ""
    euros: float | None = None


@dataclass(frozen=True)
class Kpi:
    """A KPI's declaration; its arithmetic is in the same file of the catalogue.

    ``bases[0]`` is the default unless ``default_basis`` decides by the data.  ``dimensions`` are tried in order for the
    grouping of its page: the first that the data answers.  ``facts`` is one plain vectorised function: the entries that
    count, for a basis.  ``details`` adds what the page shows beside the figure, given the question and its measure.
    ``judged`` is what the benchmark is held against, in periods of ``judged_days`` or more.  ``findings`` are those
    that only this KPI has, most telling first, given the result and the currency; ``further`` those that need panels
    made later.
    """

    key: str
    unit: Unit
    higher_is_better: bool
    bases: tuple[str, ...]
    kinds: tuple[Kind, ...]
    dimensions: tuple[str, ...]
    facts: Callable[[Sales, str], Facts]
    details: Callable[[Question, Measure], Mapping[str, Any]] = lambda _question, _total: {}
    default_basis: Callable[[Sales], str] | None = None
    findings: Callable[["KpiResult", str], Iterable[Finding]] = lambda _result, _currency: ()
    further: Callable[["KpiResult", str], Iterable[Finding]] = lambda _result, _currency: ()
    judged_days: int = 0
    judged: Callable[[Measure, Mapping[str, Any]], float | None] = lambda total, _details: total.value


@dataclass(frozen=True)
class KpiResult:
    """The answer to one question, complete.

    ``significant``: the change since ``previous`` is statistically supported (None: no test exists).

    ``trend`` covers the period's months, ``previous_trend`` the compared period's, pairwise where both exist.
    ``unanswered``: dimensions of the filter (or the grouping asked for) that this KPI's records cannot answer; they
    were not applied.  ``benchmark_value``: what the benchmark judges: the value itself, except the best-to-worst gap
    for revenue per rep and the qualification rate for leads.  ``wording`` and ``parameters`` make the definition.
    """

    kpi: Kpi
    basis: str
    filter: Filter
    as_of: date
    total: Measure
    previous: Measure | None
    previous_period: Period | None
    partial: bool
    significant: bool | None
    target: float | None
    benchmark: Benchmark | None
    status: Status
    trend: tuple[TrendPoint, ...]
    previous_trend: tuple[TrendPoint, ...]
    dimension: str
    groups: tuple[Group, ...]
    left_out: tuple[LeftOut, ...]
    findings: tuple[Finding, ...] = ()
    unanswered: tuple[str, ...] = ()
    benchmark_value: float | None = None
    wording: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def definition(self) -> Message:
        """What the figure is, in one sentence with its live parameters."""
        return Message(f"kpi.{self.kpi.key}.definition.{self.wording or self.basis}", self.parameters)
