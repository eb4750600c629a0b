"""How the report says figures, changes, members and periods."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from salesdesk.domain.formats import DASH, Formats
from salesdesk.domain.period import Period
from salesdesk.domain.period import Unit as PeriodUnit
from salesdesk.domain.sales import AMOUNT_BAND_NAMES, AMOUNT_BANDS, SENIORITY_NAMES
from salesdesk.domain.texts import Language, keys, text
from salesdesk.kpi.definition import KpiResult, Measure, Status, Unit
from salesdesk.kpi.written import full

_ARROWS: Final[Mapping[int, str]] = {1: "↗", -1: "↘", 0: "→"}


@dataclass(frozen=True)
class Change:
    """What became of a figure since the compared period.  ``tone`` is good or alert only where that is supported."""

    words: str
    arrow: str = ""
    tone: Status = Status.NONE


def plain(words: str) -> str:
    """One line of printable characters; what a spreadsheet smuggled in besides becomes a space."""
    return "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} else c for c in words)


def change(result: KpiResult, now: Measure, before: Measure | None, formats: Formats) -> Change:
    """The change of a figure of this KPI, in points, per cent or days."""
    if before is None or before.value is None or now.value is None:
        return Change(DASH)
    difference = now.value - before.value
    match result.kpi.unit:
        case Unit.RATIO:
            words, shown = formats.points(difference), round(difference * 100, 1)
        case Unit.DAYS:
            words, shown = text("report.days_change", formats.language, days=formats.signed(difference)), difference
            shown = round(shown)
        case _:
            if before.value <= 0:
                return Change(DASH)
            words, shown = formats.percent_change(difference / before.value), round(difference / before.value * 100, 1)
    direction = (shown > 0) - (shown < 0)
    return Change(words, _ARROWS[direction], _tone(result, now, before, direction))


def _tone(result: KpiResult, now: Measure, before: Measure, direction: int) -> Status:
    """Colour for changes of the KPI's own total that are not put in doubt; grey for all others."""
    if direction == 0 or now is not result.total or result.significant is False or now.few or before.few:
        return Status.NONE
    better = (direction > 0) == result.kpi.higher_is_better
    return Status.GOOD if better else Status.ALERT


def status_words(result: KpiResult) -> str:
    """The key of the status' word: a figure that nothing can be held against is not short of data."""
    if result.status is Status.NONE and result.total.value is not None and not result.total.few:
        return "report.no_benchmark"
    return f"report.{result.status}"


def hero(result: KpiResult, formats: Formats) -> tuple[str, str]:
    """The headline figure and its unit apart: ("24,8", "%"); the unit is '' where it is written in front."""
    value = result.total.value
    if value is None:
        return DASH, ""
    match result.kpi.unit:
        case Unit.RATIO:
            return formats.number(value * 100), "%"
        case Unit.DAYS:
            return formats.integer(value), text("report.days_unit", formats.language, n=round(value))
        case Unit.MONEY if formats.language == "fr":
            return formats.integer(value), formats.symbol
        case _:
            return full(result.kpi.unit, formats, value), ""


def member(dimension: str, key: str, formats: Formats) -> str:
    """A group's name as a reader knows it: amount and seniority bands are written out, unknown is said."""
    if not key:
        return text("report.unknown", formats.language)
    if dimension == "amount_band" and key in AMOUNT_BAND_NAMES:
        return _band(AMOUNT_BAND_NAMES.index(key), formats)
    if dimension == "seniority" and key in SENIORITY_NAMES:
        return text(f"report.seniority_{SENIORITY_NAMES.index(key)}", formats.language)
    return plain(key)


def _band(index: int, formats: Formats) -> str:
    if index == 0:
        return text("report.below", formats.language, high=formats.short_money(AMOUNT_BANDS[0]))
    if index == len(AMOUNT_BANDS):
        return text("report.above", formats.language, low=formats.short_money(AMOUNT_BANDS[-1]))
    low, high = (formats.short_money(amount) for amount in AMOUNT_BANDS[index - 1 : index + 1])
    return text("report.from_to", formats.language, low=low, high=high)


def dimension_words(dimension: str, language: Language) -> str:
    """A dimension's name; a custom field keeps its own."""
    key = f"field.{dimension}"
    return text(key, language) if key in keys() else plain(dimension)


def period_words(period: Period, as_of: date, formats: Formats) -> str:
    """The days that are shown: "12 mois glissants, du 1er avril 2025 au 24 mars 2026"."""
    language = formats.language
    if period.unit is PeriodUnit.ALL:
        return text("report.all_time", language, day=formats.date(as_of))
    days = days_words(period, as_of, formats)
    return text("report.rolling", language, days=days) if period.unit is PeriodUnit.ROLLING_YEAR else days


def days_words(period: Period, as_of: date, formats: Formats) -> str:
    """The first and the last day, no later than the data reach: "du 1er avril 2025 au 24 mars 2026"."""
    last = min(period.end - timedelta(days=1), max(as_of, period.start))
    return text("report.between", formats.language, first=_first(period.start, formats), last=formats.date(last))


def short_period(period: Period, as_of: date, formats: Formats) -> str:
    """The same for the page's foot: "avr. 2025 – 24 mars 2026"."""
    if period.unit is PeriodUnit.ALL:
        return text("report.all_time", formats.language, day=formats.date(as_of))
    last = min(period.end - timedelta(days=1), max(as_of, period.start))
    return f"{formats.month_year(period.start)} – {formats.date(last)}"


def _first(day: date, formats: Formats) -> str:
    words = formats.date(day)
    return words.replace("1 ", "1er ", 1) if formats.language == "fr" and day.day == 1 else words
