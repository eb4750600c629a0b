"""The JSON contract of the command line: keys never change, whatever the language of the texts."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from enum import Enum
from typing import Any

import numpy as np

from salesdesk.desk.figures import Chosen
from salesdesk.desk.rows import RowsTable
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import Period, Unit
from salesdesk.domain.texts import Language, Message, keys, say, text
from salesdesk.kpi.definition import Finding, Group, KpiResult, LeftOut, Measure, TrendPoint
from salesdesk.kpi.rate_change import RateChange, rate_change


def period_json(period: Period, *, partial: bool) -> dict[str, Any]:
    """``end`` is excluded; ``all`` has neither start nor end."""
    if period.unit is Unit.ALL:
        return {"start": None, "end": None, "partial": False}
    return {"start": period.start.isoformat(), "end": period.end.isoformat(), "partial": partial}


def filter_json(where: Filter) -> dict[str, list[str]]:
    return {dimension: list(names) for dimension, names in where.members.items()}


def result_json(result: KpiResult, language: Language, switches: Sequence[Chosen] = ()) -> dict[str, Any]:
    """One KPI result and the ``switches`` of its definition.

    Ratios 0..1, money in the company currency, durations in days, dates ISO.
    """
    kpi = result.kpi
    benchmark = result.benchmark
    zone = benchmark.zone(result.benchmark_value) if benchmark else None
    return {
        "kpi": kpi.key,
        "title": text(f"kpi.{kpi.key}.title", language),
        "unit": kpi.unit.value,
        "basis": result.basis,
        "definition": say(result.definition, language),
        "period": period_json(result.filter.period, partial=result.partial),
        "as_of": result.as_of.isoformat(),
        "filter": filter_json(result.filter),
        "unanswered": list(result.unanswered),
        **_measure(result.total),
        "left_out": [_left_out(item, language) for item in result.left_out],
        "previous": None
        if result.previous is None or result.previous_period is None
        else {**period_json(result.previous_period, partial=False), **_measure(result.previous)},
        "significant": result.significant,
        "status": result.status.value,
        "target": result.target,
        "benchmark": None
        if benchmark is None
        else {
            "sector": benchmark.sector,
            "zones": [
                {"key": z.key, "low": _plain(z.low), "high": _plain(z.high), "status": z.status.value}
                for z in benchmark.zones
            ],
            "zone": zone.key if zone else None,
            "source": text(benchmark.source, language),
        },
        "trend": [_point(point) for point in result.trend],
        "dimension": result.dimension,
        "groups": [_group(group) for group in result.groups],
        "findings": [_finding(finding, language) for finding in result.findings],
        "switches": [
            {"name": held.switch.name, "choice": held.choice, "choices": list(held.switch.choices)} for held in switches
        ],
        "why": _why(rate_change(result)),
        "details": plain(dict(result.details), language),
    }


def _why(change: RateChange | None) -> dict[str, Any] | None:
    """How the change of a rate since the compared period divides among its groups; key null: groups that have gone."""
    return None if change is None else plain({**asdict(change), "change": change.change}, "en")


def rows_json(table: RowsTable) -> list[dict[str, Any]]:
    """The records of a table, each with its file, sheet and row."""
    out = []
    for index in range(len(table)):
        address = table.address(index)
        record = {f.name: plain(table.value(index, f.name), "en") for f in table.fields}
        out.append(
            {
                "kind": table.kind.value,
                "file": address.file,
                "sheet": address.sheet,
                "row": address.row,
                **record,
            }
        )
    return out


def plain(value: object, language: Language) -> Any:  # noqa: ANN401, C901, PLR0911 - JSON has many types
    """Anything that results hold, as JSON can carry it: NaN and infinities become null, messages their sentence."""
    if isinstance(value, Message):
        return say(value, language)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, np.generic):
        return plain(value.item(), language)
    if isinstance(value, float):
        return _plain(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Period):
        return str(value)
    if isinstance(value, Measure):
        return _measure(value)
    if isinstance(value, Group):
        return _group(value)
    if isinstance(value, Mapping):
        return {str(plain(key, language)): plain(item, language) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist(), language)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item, language) for item in value]
    return value


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "value": _plain(measure.value),
        "numerator": _plain(measure.numerator),
        "denominator": _plain(measure.denominator),
        "based_on": measure.based_on,
        "interval": None if measure.interval is None else [_plain(bound) for bound in measure.interval],
    }


def _point(point: TrendPoint) -> dict[str, Any]:
    return {
        "period": str(point.period) if point.period.unit is not Unit.CUSTOM else point.period.start.isoformat(),
        "partial": point.partial,
        **_measure(point.measure),
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "key": group.key,
        **_measure(group.measure),
        "few": group.measure.few,
        "differs": group.differs,
        "target": _plain(group.target),
    }


def _finding(finding: Finding, language: Language) -> dict[str, Any]:
    """``lever``: what to do about it; ``euros``: what is at stake, null where no amount can be put on it."""
    lever = f"{finding.text.key}_action"
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "text": say(finding.text, language),
        "euros": _plain(finding.euros),
        "lever": text(lever, language, **finding.text.values) if lever in keys() else None,
        "evidence": finding.evidence,
        "dimension": finding.dimension,
        "group": finding.group,
    }


def _left_out(item: LeftOut, language: Language) -> dict[str, Any]:
    return {
        "reason": item.reason,
        "records": item.records,
        "text": text(f"kpi.left_out.{item.reason}", language, n=item.records),
    }


def _plain(number: float | None) -> float | int | None:
    if number is None or not np.isfinite(number):
        return None
    return int(number) if float(number).is_integer() and abs(number) < 1e15 else float(number)
