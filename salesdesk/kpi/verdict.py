"""The verdict: one sentence that says what a figure is worth, true to its status and its sample."""

import math
from collections.abc import Sequence
from typing import Final

from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import Language, keys, say, text
from salesdesk.kpi.definition import FEW, KpiResult, Status, Unit
from salesdesk.kpi.missing import missing
from salesdesk.kpi.written import full

NEAR_FRACTION: Final = 0.02
"""A rate this close to one in n is said so."""
FRACTIONS: Final = range(2, 11)


def verdict(result: KpiResult, formats: Formats) -> str:
    """The sentence for a result.  Findings are described, causes are not claimed."""
    language = formats.language
    total = result.total
    if total.value is None:
        return say(missing(result), language)
    if total.few:
        return text("verdict.too_few", language, n=total.based_on, needed=FEW)
    words = _value(result, formats)
    key = f"verdict.{result.kpi.key}.{result.status}"
    if result.status is Status.NONE or key not in keys():
        sentence = text(f"verdict.{result.kpi.key}.plain", language, v=words)
    else:
        sentence = _with_target(result, formats) or _fraction(result, formats) or text(key, language, v=words)
    return f"{sentence} {_moved(result, formats)}".strip()


def _fraction(result: KpiResult, formats: Formats) -> str:
    """The sentence with "one in four" where the rate is that, and the KPI has such a sentence for its status."""
    key = f"verdict.{result.kpi.key}.{result.status}_fraction"
    value = result.total.value
    if key not in keys() or not value:
        return ""
    nearest = next((n for n in FRACTIONS if abs(value - 1 / n) <= NEAR_FRACTION / 2), None)
    if nearest is None:
        return ""
    return text(key, formats.language, fraction=text(f"verdict.fraction.{nearest}", formats.language))


def _with_target(result: KpiResult, formats: Formats) -> str:
    """Where a target decided the status, the sentence is about the target."""
    target, value = result.target, result.total.value
    if target is None or value is None:
        return ""
    met = value >= target if result.kpi.higher_is_better else value <= target
    if math.isclose(value, target):
        met = True
    key = "met" if met else "near" if result.status is Status.WATCH else "missed"
    gap = text("verdict.target.gap", formats.language, gap=_gap(result, abs(value - target), formats))
    return text(f"verdict.target.{key}", formats.language, v=_value(result, formats), gap=gap)


def _gap(result: KpiResult, size: float, formats: Formats) -> str:
    """A distance: points of a rate, else as the figure itself."""
    return formats.points(size).lstrip("+") if result.kpi.unit is Unit.RATIO else full(result.kpi.unit, formats, size)


def _moved(result: KpiResult, formats: Formats) -> str:
    """A second sentence on the change, only where it is statistically supported."""
    if result.significant is not True or result.previous is None:
        return ""
    value, before = result.total.value, result.previous.value
    if value is None or before is None or value == before:
        return ""
    better = (value > before) == result.kpi.higher_is_better
    return text(f"verdict.{'better' if better else 'worse'}", formats.language)


def _value(result: KpiResult, formats: Formats) -> str:
    return full(result.kpi.unit, formats, result.total.value)


def headline(results: Sequence[KpiResult], formats: Formats) -> str:
    """Two sentences over all KPIs: how revenue moved, and which KPI calls for action."""
    language = formats.language
    revenue = next((result for result in results if result.kpi.key == "revenue_per_rep"), None)
    said = []
    now = revenue.total.numerator if revenue is not None else None
    before = revenue.previous.numerator if revenue is not None and revenue.previous is not None else None
    if now is not None and before:
        change = now / before - 1
        direction = "up" if change > 0 else "down"
        said.append(text(f"verdict.headline.{direction}", language, d=formats.percent(abs(change))))
    alerts = [result for result in results if result.status is Status.ALERT]
    watched = [result for result in results if result.status is Status.WATCH]
    names = ", ".join(text(f"kpi.{result.kpi.key}.short", language) for result in alerts)
    if alerts:
        said.append(text("verdict.headline.alerts", language, n=len(alerts), names=names))
    elif watched:
        said.append(text("verdict.headline.watched", language, n=len(watched)))
    elif any(result.status is Status.GOOD for result in results):
        said.append(text("verdict.headline.calm", language))
    return " ".join(said) or _awaiting(results, language)


def _awaiting(results: Sequence[KpiResult], language: Language) -> str:
    """How many KPIs are computed where nothing more can be said, and the data that most of the others await."""
    computed = sum(result.total.value is not None for result in results)
    if not computed:
        return text("verdict.headline.nothing", language)
    said = text("verdict.headline.computed", language, n=computed, all=len(results))
    lacking = list(dict.fromkeys(_lacking(result) for result in results if result.total.value is None))
    if not lacking:
        return said
    names = ", ".join(text(f"verdict.lacking.{name}", language) for name in lacking)
    return f"{said} {text('verdict.headline.lacking', language, names=names)}"


def _lacking(result: KpiResult) -> str:
    """The data a KPI without a value awaits: a column, or the kind of record it counts."""
    reason = missing(result).key.removeprefix("kpi.missing.")
    if f"verdict.lacking.{reason}" in keys():
        return reason
    return str(result.kpi.kinds[0])


def without_effect(result: KpiResult, language: Language) -> str:
    """Which filters the KPI's records cannot answer; '' for none.  A custom field keeps its own name."""
    titles = (text(f"field.{name}", language) if f"field.{name}" in keys() else name for name in result.unanswered)
    names = ", ".join(titles)
    return text("verdict.without_effect", language, names=names) if names else ""
