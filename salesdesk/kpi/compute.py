"""A KPI, a snapshot and a filter → the complete answer; and the records behind any part of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property, partial
from typing import Final

import numpy as np

from salesdesk.domain.columns import DIMENSIONS, NO_DAY, Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import Period, Unit, containing, from_day_number
from salesdesk.domain.sales import AMOUNT_BAND_NAMES, SENIORITY_NAMES, Sales
from salesdesk.kpi.benchmarks import benchmark, status
from salesdesk.kpi.definition import (
    FEW,
    Group,
    Kpi,
    KpiResult,
    LeftOut,
    Measure,
    Part,
    Selection,
    TrendPoint,
)
from salesdesk.kpi.facts import (
    CROSS,
    Entries,
    Facts,
    Mask,
    Members,
    Reducer,
    Rows,
    distinct,
    member_mask,
    passing,
    within,
)
from salesdesk.kpi.findings import findings
from salesdesk.kpi.panels import Panels
from salesdesk.kpi.question import Question
from salesdesk.kpi.reduce import by_group, change_supported, measure, trend
from salesdesk.kpi.statistics import holm
from salesdesk.kpi.switches import wording
from salesdesk.kpi.targets import Aims, held_against

_STARTING: Final = 7
"""Days without records that a period may begin with, or a tenth of it."""

_NATURAL_ORDER: Final = {"amount_band": AMOUNT_BAND_NAMES, "seniority": SENIORITY_NAMES}


def compute(
    kpi: Kpi,
    sales: Sales,
    filter: Filter,  # noqa: A002 - the field's word
    *,
    basis: str = "",
    dimension: str = "",
    compared: str = "previous",
    sector: str = "",
    target: float | None = None,
) -> KpiResult:
    """The KPI for a filter.

    ``basis`` and ``dimension`` '' take the KPI's default for these data.  ``compared``: ``previous`` period of the same
    unit, or the same period a ``year`` earlier; a running period is compared with as many days.  ``target`` is in the
    KPI's unit; without one, that of the company's own records holds.  A target goes before any benchmark.

    Raises SalesDeskError for an unknown basis or dimension.
    """
    view = _view(kpi, sales, filter, basis)
    grouped_by = _grouping(kpi, view, dimension)
    period, before = filter.period, _covered(_compared(filter.period, sales, compared), view.facts)
    entries = view.entries
    now = entries.between(period)
    then = None if before is None else entries.between(before)
    total = measure(view.facts, entries, now)
    previous = None if then is None else measure(view.facts, entries, then)
    details = kpi.details(view.question(period, grouped_by, before), total)
    details = details if isinstance(details, Panels) else Panels(details, {})
    details.add("targets", partial(held_against, kpi, sales, view.facts))
    aims = Aims(kpi, sales, period)
    target = aims.of_filter(filter, total) if target is None else target
    judged = kpi.judged(total, details)
    wording_, parameters = wording(kpi.key, view.basis, sales)
    reference = benchmark(kpi.key, sector, view.basis, sales.benchmarks)
    result = KpiResult(
        kpi=kpi,
        basis=view.basis,
        filter=filter,
        as_of=sales.as_of,
        total=total,
        previous=previous,
        previous_period=before,
        partial=period.partial(sales.as_of),
        significant=None
        if previous is None or then is None
        else change_supported(view.facts, entries, total, previous, [now, then]),
        target=target,
        benchmark=reference,
        benchmark_value=judged,
        status=status(kpi, total, target, reference if period.days >= kpi.judged_days else None, judged),
        trend=_trend(view.facts, entries, _months(period, entries, sales), sales),
        previous_trend=() if before is None else _trend(view.facts, entries, before.months(), sales),
        dimension=grouped_by,
        groups=_groups(view, grouped_by, period, before, aims) if grouped_by else (),
        left_out=_left_out(view, period),
        unanswered=(*view.unanswered, *((dimension,) if dimension and not grouped_by else ())),
        details=details,
        wording=wording_,
        parameters=parameters,
    )
    return replace(result, findings=findings(result, sales.currency))


def select(
    kpi: Kpi,
    sales: Sales,
    filter: Filter,  # noqa: A002 - the field's word
    *,
    basis: str = "",
    dimension: str = "",
    group: str | None = None,
    part: Part = Part.NUMERATOR,
    reason: str = "",
    within_figures: tuple[float, float] | None = None,
) -> tuple[Selection, ...]:
    """The records behind a figure: of the whole (``group`` None) or of one group ('' : member unknown).

    For shares and counts there are as many records as the measure says; for sums and medians they are the records
    summed or ranked; for repurchase they are the order lines of as many customers.  ``reason`` '' takes all that was
    left out.  ``within_figures``: only records whose own figure (days of a cycle) is at least the first and below the
    second.
    """
    view = _view(kpi, sales, filter, basis)
    if group is not None:
        dimension = _grouping(kpi, view, dimension)
        view = view.narrowed(dimension, group)
    if part is Part.LEFT_OUT:
        left_out = _excluded(view, filter.period)
        return _selections([(kind, rows) for why, kind, rows in left_out if reason in ("", why)])
    entries = view.entries
    span = entries.between(filter.period)
    chosen = np.arange(span.start, span.stop)
    weights = entries.numerator if part is Part.NUMERATOR else entries.denominator
    if view.facts.reducer is Reducer.REPEAT:
        if part is Part.NUMERATOR:
            chosen = chosen[_repeated(entries, span, view.facts.members)]
    elif view.facts.reducer in (Reducer.SHARE, Reducer.COUNT) or view.facts.repeated:
        chosen = chosen if weights is None else chosen[weights[span] != 0]
    if within_figures is not None and entries.numerator is not None:
        low, high = within_figures
        figures = entries.numerator[chosen]
        chosen = chosen[(figures >= low) & (figures < high)]
    return _selections(view.facts.records(entries, chosen, view.keep))


def cross(
    kpi: Kpi,
    sales: Sales,
    filter: Filter,  # noqa: A002 - the field's word
    first: str,
    second: str,
    *,
    basis: str = "",
) -> dict[tuple[str, str], Measure]:
    """The figure of each pair of members along two dimensions, pairs without records aside; '' is unknown.

    Empty where the data answers either dimension not at all.  Raises SalesDeskError for an unknown dimension.
    """
    for dimension in (first, second):
        _check(sales, dimension)
    view, pair = _view(kpi, sales, filter, basis), f"{first}{CROSS}{second}"
    labels = view.facts.labels(pair)
    if not labels.answered:
        return {}
    entries = view.facts.grouped(view.entries, view.keep, pair)
    found = by_group(view.facts, entries, entries.between(filter.period), len(labels.names) + 1).measures()
    pairs = ((name.partition(CROSS), measure) for name, measure in zip(labels.names, found, strict=False))
    return {(row, column): measure for (row, _, column), measure in pairs if measure.based_on}


@dataclass(frozen=True, eq=False)
class _View:
    """A KPI's facts with a filter's members applied."""

    sales: Sales
    basis: str
    facts: Facts
    keep: Mask | None
    members: Members
    unanswered: tuple[str, ...]

    @cached_property
    def entries(self) -> Entries:
        return self.facts.entries(self.keep)

    def question(self, period: Period, dimension: str, compared: Period | None) -> Question:
        return Question(
            self.sales, self.basis, period, self.members, self.facts, self.keep, self.entries, dimension, compared
        )

    def narrowed(self, dimension: str, name: str) -> "_View":
        """Only the entries of one member."""
        one = self.facts.labels(dimension).among((name,))
        keep = one if self.keep is None else one & self.keep
        return replace(self, keep=keep, members=(*self.members, (dimension, (name,))))


def _view(kpi: Kpi, sales: Sales, filter: Filter, basis: str) -> _View:  # noqa: A002 - as in compute
    basis = basis or (kpi.default_basis(sales) if kpi.default_basis else kpi.bases[0])
    if basis not in kpi.bases:
        raise SalesDeskError("kpi.error.basis", basis=basis, known=", ".join(kpi.bases))
    facts = sales.remembered(("kpi", kpi.key, basis), lambda: kpi.facts(sales, basis))
    for dimension in filter.members:
        _check(sales, dimension)
    unanswered = tuple(d for d in filter.members if not facts.labels(d).answered)
    members = tuple((d, names) for d, names in filter.members.items() if d not in unanswered)
    return _View(sales, basis, facts, passing(facts, members), members, unanswered)


def _check(sales: Sales, dimension: str) -> None:
    if not sales.knows(dimension):
        raise SalesDeskError("kpi.error.dimension", dimension=dimension, known=", ".join((*DIMENSIONS, *sales.custom)))


def _grouping(kpi: Kpi, view: _View, dimension: str) -> str:
    """The dimension asked for, or the first of the KPI's own that the data answers; '' when there is none."""
    if dimension:
        _check(view.sales, dimension)
    for candidate in (dimension,) if dimension else kpi.dimensions:
        if view.facts.labels(candidate).answered:
            return candidate
    return ""


def _compared(period: Period, sales: Sales, compared: str) -> Period | None:
    """The period to compare with; while the period runs, the same days a year earlier, or as many days before."""
    if period.unit is Unit.ALL:
        return None
    runs = period.partial(sales.as_of)
    elapsed = period.elapsed(sales.as_of) if runs else period
    if compared == "year":
        return elapsed.year_earlier()
    before = period.shifted(-1)
    end = before.start + timedelta(days=elapsed.days)
    return replace(before, end=min(before.end, end)) if runs else before


def _covered(before: Period | None, facts: Facts) -> Period | None:
    """None where the records begin well into the period before: a part of it says nothing against a whole."""
    if before is None:
        return None
    dated = int(np.searchsorted(facts.day, np.int32(NO_DAY), side="right"))
    spare = max(_STARTING, before.days // 10)
    return before if dated < len(facts.day) and facts.day[dated] <= before.first + spare else None


def _months(period: Period, entries: Entries, sales: Sales) -> list[Period]:
    """The period's months that the data reaches; for ``ALL`` from the first dated entry on."""
    if period.unit is not Unit.ALL:
        return [month for month in period.months() if month.start <= sales.as_of]
    dated = int(np.searchsorted(entries.day, np.int32(NO_DAY), side="right"))
    if dated == len(entries):
        return []
    first, last = from_day_number(entries.day[dated]), from_day_number(entries.day[-1])
    end = containing(min(last, sales.as_of), Unit.MONTH).end
    return Period(containing(first, Unit.MONTH).start, end).months() if first < end else []


def _trend(facts: Facts, entries: Entries, months: list[Period], sales: Sales) -> tuple[TrendPoint, ...]:
    return tuple(
        TrendPoint(month, found, containing(month.start, Unit.MONTH).partial(sales.as_of))
        for month, found in zip(months, trend(facts, entries, months), strict=True)
    )


def _groups(view: _View, dimension: str, period: Period, compared: Period | None, aims: Aims) -> tuple[Group, ...]:
    """One figure per member with entries: bands in their order, others by value, downwards, too few to judge last."""
    facts = view.facts
    entries = facts.grouped(view.entries, view.keep, dimension)
    names = [*facts.labels(dimension).names, ""]
    found = by_group(facts, entries, entries.between(period), len(names))
    before = None if compared is None else by_group(facts, entries, entries.between(compared), len(names))
    present = np.flatnonzero(found.based_on)
    judged = present[found.based_on[present] >= FEW]
    differs = np.zeros(len(names), dtype=bool)
    differs[judged] = holm(found.p[judged])
    measures = found.measures()
    earlier = [None] * len(names) if before is None else before.measures()
    groups = [
        Group(
            names[c], measures[c], earlier[c], bool(differs[c]), aims.of(dimension, names[c], measures[c].denominator)
        )
        for c in present.tolist()
    ]
    natural = _NATURAL_ORDER.get(dimension)
    if natural:
        return tuple(sorted(groups, key=lambda group: (not group.key, natural.index(group.key) if group.key else 0)))
    return tuple(sorted(groups, key=_rank))


def _rank(group: Group) -> tuple[bool, bool, float, str]:
    value = group.measure.value
    return group.measure.few, value is None, -(value or 0.0), group.key


def _excluded(view: _View, period: Period) -> list[tuple[str, Kind, Rows]]:
    """Records left out in the period: what cannot be used, and outside of ``ALL`` what has no date."""
    found = []
    for item in (*view.facts.excluded, *view.facts.also_excluded(view.keep)):
        inside = within(item.day, period) | (item.day == NO_DAY)
        rows = item.rows[inside & _passing(view, item.kind, item.rows)]
        if len(rows):
            found.append((item.reason, item.kind, rows))
    if period.unit is not Unit.ALL:
        found += [("no_date", kind, rows) for kind, rows in view.facts.undated(view.keep)]
    return found


def _passing(view: _View, kind: Kind, rows: Rows) -> Mask:
    kept = np.ones(len(rows), dtype=bool)
    for dimension, names in view.members:
        if view.sales.answers(kind, dimension):
            kept &= member_mask(view.sales, kind, dimension, names)[rows]
    return kept


def _left_out(view: _View, period: Period) -> tuple[LeftOut, ...]:
    counts: dict[str, int] = {}
    for reason, _, rows in _excluded(view, period):
        counts[reason] = counts.get(reason, 0) + len(rows)
    return tuple(LeftOut(reason, records) for reason, records in counts.items())


def _repeated(entries: Entries, span: slice, members: int) -> Mask:
    assert entries.member is not None
    member = entries.member[span]
    return (np.bincount(member, minlength=members) > 1)[member]


def _selections(found: Sequence[tuple[Kind, Rows]]) -> tuple[Selection, ...]:
    by_kind: dict[Kind, list[Rows]] = {}
    for kind, rows in found:
        by_kind.setdefault(kind, []).append(rows)
    return tuple(Selection(kind, distinct(np.concatenate(rows))) for kind, rows in by_kind.items())
