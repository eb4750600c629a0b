"""The page of one KPI: figure, verdict, benchmark scale, trend, detail, what stands out, method."""

import math
from collections.abc import Sequence
from functools import partial
from typing import Final

from salesdesk.charts import trend
from salesdesk.charts.details import telling
from salesdesk.charts.style import Style
from salesdesk.domain.formats import DASH, Formats
from salesdesk.domain.texts import keys, say, text
from salesdesk.kpi.definition import Group, KpiResult, Measure, Unit, Zone
from salesdesk.kpi.verdict import verdict
from salesdesk.kpi.written import full, interval, target
from salesdesk.report.drawings import Json, drawing
from salesdesk.report.summary import finding_words, left_out_words
from salesdesk.report.words import change, dimension_words, hero, member, plain, status_words

_MOST_GROUPS: Final = 8
_MOST_FINDINGS: Final = 3
_TARGET: Final = "target"
_BARS: Final = {Unit.RATIO: "rate_bar", Unit.DAYS: "days_bar", Unit.MONEY: "amount_bar", Unit.COUNT: "count_bar"}
_WITH_INTERVAL: Final = (Unit.RATIO, Unit.DAYS)


def kpi_page(result: KpiResult, number: int, style: Style, formats: Formats) -> dict[str, Json]:
    """All that the page shows, written out."""
    language, unit = formats.language, result.kpi.unit
    title = text(f"kpi.{result.kpi.key}.title", language)
    moved = change(result, result.total, result.previous, formats)
    figure, figure_unit = hero(result, formats)
    evolution = text("report.evolution", language)
    chart = None
    if any(point.measure.value is not None for point in result.trend):
        chart = drawing(lambda canvas: trend.draw(canvas, result, style, formats), 688, 184, f"{title}, {evolution}")
    return {
        "head": text("report.page", language, number=str(number), title=title),
        "title": title,
        "figure": figure,
        "unit": figure_unit,
        "change": moved.words,
        "arrow": moved.arrow,
        "tone": str(moved.tone),
        "against": _against(result, formats),
        "status": str(result.status),
        "status_words": text(status_words(result), language),
        "verdict": plain(verdict(result, formats)),
        "scale": _scale(result, formats),
        "evidence": _evidence(result, formats),
        "chart": chart.json() if chart else None,
        "detail": _detail(result, formats),
        "extras": _extras(result, style, formats),
        "findings": [finding_words(finding, formats) for finding in result.findings[:_MOST_FINDINGS]],
        "method": _method(result, formats),
        "target": target(unit, formats, result.target),
    }


def _extras(result: KpiResult, style: Style, formats: Formats) -> list[Json]:
    """The drawings of the details, as many as the page holds: one beside findings, else two."""
    shown = telling(result)[: 1 if result.findings else 2]
    wide = 380 if result.findings else 430 if len(shown) == 1 else 328
    found: list[Json] = []
    for extra in shown:
        title = text(f"chart.panel.{extra.key}", formats.language)
        paint = partial(extra.draw, result=result, style=style, formats=formats)
        made = drawing(paint, wide, 190, title)
        found.append({"title": title, **made.json()})
    return found


def _against(result: KpiResult, formats: Formats) -> str:
    before, period = result.previous, result.previous_period
    if before is None or before.value is None or period is None:
        return ""
    year = (result.filter.period.start - period.start).days >= 365
    when = text("report.a_year_earlier" if year else "report.before_that", formats.language)
    return text("report.against", formats.language, value=full(result.kpi.unit, formats, before.value), when=when)


def _evidence(result: KpiResult, formats: Formats) -> str:
    """Number of records, the parts of the figure, its interval."""
    language, total, kpi = formats.language, result.total, result.kpi
    said = [text("report.based_on", language, n=total.based_on)]
    for part in ("numerator", "denominator"):
        name, value = f"report.column.{kpi.key}.{part}", getattr(total, part)
        if name in keys() and value is not None:
            said.append(f"{text(name, language)} {_part(result, value, formats)}")
    if total.interval is not None and total.value is not None:
        said.append(interval(kpi.unit, formats, total.interval))
    return " · ".join(said)


def _part(result: KpiResult, value: float | None, formats: Formats) -> str:
    """A numerator or denominator: records, or money for the margin."""
    whole = value is None or float(value).is_integer()
    money = result.kpi.key == "gross_margin" or not whole
    return formats.money(value) if money else formats.integer(value)


def _method(result: KpiResult, formats: Formats) -> str:
    """The definition, then what limits the figures."""
    language = formats.language
    said = [say(result.definition, language)]
    if result.kpi.unit is Unit.RATIO and result.total.interval is not None:
        said.append(text("report.wilson", language))
    if any(group.measure.few for group in result.groups):
        said.append(text("report.few_note", language))
    if result.left_out:
        said.append(text("report.left_out", language, left_out=left_out_words(result, formats)))
    if result.unanswered:
        names = ", ".join(dimension_words(dimension, language) for dimension in result.unanswered)
        said.append(text("report.unanswered", language, dimensions=names))
    return " ".join(said)


# ---------------------------------------------------------------- the benchmark scale


def _scale(result: KpiResult, formats: Formats) -> dict[str, Json] | None:
    """Zones and what they judge as places in 0..1; None without benchmark or value.

    What is judged may be another figure than the headline (a gap, a qualification rate): then it is a ratio, and the
    headline's interval and target do not belong on the scale.
    """
    benchmark, total = result.benchmark, result.total
    judged = total.value if result.benchmark_value is None else result.benchmark_value
    if benchmark is None or judged is None or not benchmark.zones:
        return None
    own = judged == total.value
    unit = result.kpi.unit if own else Unit.RATIO
    goal = result.target if own else None
    ends = total.interval if own else None
    low, high = _ends(benchmark.zones, [v for v in (judged, goal) if v is not None])

    def place(at: float) -> float:
        return round(min(max((at - low) / (high - low), 0.0), 1.0), 4)

    def segment(i: int, zone: Zone) -> dict[str, Json]:
        first, last = i == 0, i == len(benchmark.zones) - 1
        start, end = low if first else zone.low, high if last else zone.high
        name = f"benchmark.zone.{zone.key}"
        return {
            "from": place(start),
            "to": place(end),
            "status": str(zone.status),
            "words": text(name if name in keys() else f"report.{zone.status}", formats.language),
            "low": target(unit, formats, start),
        }

    return {
        "segments": [segment(i, zone) for i, zone in enumerate(benchmark.zones)],
        "high": target(unit, formats, high),
        "value": place(judged),
        "value_words": full(unit, formats, judged),
        "interval": None if ends is None else [place(ends[0]), place(ends[1])],
        "target": None if goal is None else place(goal),
        "target_words": text("report.target_short", formats.language, value=target(unit, formats, goal)),
    }


def _ends(zones: Sequence[Zone], shown: Sequence[float]) -> tuple[float, float]:
    """Finite ends of the scale that hold what is shown on it."""
    limits = [limit for zone in zones for limit in (zone.low, zone.high) if math.isfinite(limit)]
    low, high = min(limits), max(limits)
    if not math.isfinite(zones[-1].high):
        high += (high - low) * 0.4 or 1.0
    return min(low, *shown), max(high, *shown)


# ---------------------------------------------------------------- the detail table


def _detail(result: KpiResult, formats: Formats) -> dict[str, Json] | None:
    """Columns and rows of the groups, the whole last; None when nothing tells the records apart."""
    if not result.groups:
        return None
    language, unit = formats.language, result.kpi.unit
    shown = result.groups[:_MOST_GROUPS]
    highest = max(
        [m.value or 0.0 for m in (*(g.measure for g in shown), result.total)]
        + [g.measure.interval[1] for g in shown if g.measure.interval and not g.measure.few]
    )
    if unit in {Unit.MONEY, Unit.COUNT}:
        highest = max((g.measure.value or 0.0 for g in shown), default=0.0)
    shares = _shares(result)
    parts = [p for p in ("numerator", "denominator", "based_on") if f"report.column.{result.kpi.key}.{p}" in keys()]
    if any(group.target is not None for group in shown):
        parts.insert(0, _TARGET)
    dimension = dimension_words(result.dimension, language)
    told = any(group.measure.interval is not None for group in shown)
    bar = f"report.{'' if told or unit not in _WITH_INTERVAL else 'plain_'}{_BARS[unit]}"
    rows: list[Json] = [
        _row(result, group, parts, shares[i] if shares else None, highest, formats) for i, group in enumerate(shown)
    ]
    hidden = len(result.groups) - len(shown)
    mean = unit in {Unit.RATIO, Unit.DAYS} and result.total.value is not None
    return {
        "title": text("report.by", language, dimension=dimension[:1].lower() + dimension[1:]),
        "name": dimension,
        "bar": text(bar, language),
        "value": text(f"report.column.{result.kpi.key}.value", language),
        "parts": [
            text("report.target" if part == _TARGET else f"report.column.{result.kpi.key}.{part}", language)
            for part in parts
        ],
        "share": text("report.share", language) if shares else "",
        "rows": rows,
        "whole": _whole(result, parts, formats, shares=bool(shares)),
        "average": (result.total.value or 0.0) / highest if mean and highest > 0 else None,
        "average_words": text(
            "report.median" if unit is Unit.DAYS else "report.average",
            language,
            value=full(unit, formats, result.total.value),
        ),
        "more": text("report.more_groups", language, n=hidden) if hidden else "",
    }


def _row(
    result: KpiResult, group: Group, parts: Sequence[str], share: float | None, highest: float, formats: Formats
) -> dict[str, Json]:
    measure = group.measure
    ends = measure.interval
    return {
        "name": member(result.dimension, group.key, formats),
        "few": measure.few,
        "bar": max(measure.value or 0.0, 0.0) / highest if highest > 0 else 0.0,
        "interval": None if ends is None or highest <= 0 else [min(max(end, 0) / highest, 1.0) for end in ends],
        "value": full(result.kpi.unit, formats, measure.value),
        "parts": [_part_words(result, measure, group.target, part, formats) for part in parts],
        "change": change(result, measure, group.previous, formats).words,
        "share": formats.percent(share) if share is not None else DASH,
    }


def _whole(result: KpiResult, parts: Sequence[str], formats: Formats, *, shares: bool) -> dict[str, Json]:
    total = result.total
    summed = result.kpi.unit is Unit.MONEY
    value = total.numerator if summed and total.numerator is not None else total.value
    moved = change(result, total, result.previous, formats)
    # Beside the sum of all reps stands the target of all reps.
    goal = result.target * (total.denominator or 1.0) if summed and result.target is not None else result.target
    return {
        "name": text("report.whole", formats.language),
        "value": full(result.kpi.unit, formats, value),
        "parts": [_part_words(result, total, goal, part, formats) for part in parts],
        "change": moved.words,
        "tone": str(moved.tone),
        "share": formats.percent(1.0) if shares else "",
    }


def _part_words(result: KpiResult, measure: Measure, goal: float | None, part: str, formats: Formats) -> str:
    if part == _TARGET:
        return target(result.kpi.unit, formats, goal)
    if part == "based_on":
        return formats.integer(measure.based_on)
    return _part(result, getattr(measure, part), formats)


def _shares(result: KpiResult) -> list[float] | None:
    """Each group's share of the whole; None where groups overlap, so that shares would not sum to 100 %."""
    weights = [_weight(result, group.measure) for group in result.groups]
    whole = _weight(result, result.total)
    if whole <= 0 or abs(sum(weights) - whole) > 0.005 * whole:
        return None
    return [weight / whole for weight in weights]


def _weight(result: KpiResult, measure: Measure) -> float:
    match result.kpi.unit:
        case Unit.DAYS:
            return float(measure.based_on)
        case Unit.COUNT:
            return measure.value or 0.0
        case _:
            return measure.numerator or 0.0
