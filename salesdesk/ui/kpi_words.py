"""A KPI's figures in the reader's words: values, changes, arrows, and the colour role each deserves."""

import re
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.formats import DASH, MINUS, NBSP, Formats
from salesdesk.kpi.definition import FEW, Kpi, KpiResult, Measure, Unit
from salesdesk.ui.language import speech

RISING: Final = "↗"
FALLING: Final = "↘"
LEVEL: Final = "→"
LONG_VALUE: Final = 11
"""A hero number with more characters than this is written short."""


@dataclass(frozen=True)
class Change:
    """A change since the compared period: the arrow says where, the role says whether that is good."""

    arrow: str
    words: str
    role: str

    def __str__(self) -> str:
        return f"{self.arrow} {self.words}".strip()


NO_CHANGE: Final = Change("", DASH, "text3")


def title(key: str) -> str:
    return speech.text(f"kpi.{key}.title")


def value(kpi: Kpi, figure: float | None, formats: Formats) -> str:
    """A figure in the KPI's unit; unknown is a dash."""
    match kpi.unit:
        case Unit.RATIO:
            return formats.percent(figure)
        case Unit.MONEY:
            return formats.money(figure)
        case Unit.DAYS:
            return formats.days(figure)
        case Unit.COUNT:
            return formats.integer(figure)


def target(kpi: Kpi, figure: float | None, formats: Formats) -> str:
    """As ``value``, without decimals that say nothing: 22 %, 720 000 €."""
    if kpi.unit is Unit.RATIO and figure is not None and abs(figure * 100 - round(figure * 100)) < 0.05:
        return formats.percent(figure, 0)
    return value(kpi, figure, formats)


def hero(kpi: Kpi, figure: float | None, formats: Formats) -> tuple[str, str]:
    """The number and its unit, to be set in two sizes: ("24,8", "%")."""
    words = value(kpi, figure, formats)
    if len(words) > LONG_VALUE and kpi.unit is Unit.MONEY:
        words = formats.short_money(figure)
    match = re.fullmatch(rf"(.*\d){NBSP}?([^\d]*)", words)
    return (match[1], match[2]) if match else (words, "")


def change(kpi: Kpi, now: Measure, before: Measure | None, formats: Formats, *, significant: bool | None) -> Change:
    """Difference between two measures; grey unless it is statistically supported or no test exists."""
    if before is None or now.value is None or before.value is None:
        return NO_CHANGE
    difference = now.value - before.value
    words = difference_words(kpi, difference, before.value, formats)
    if not any(digit in words for digit in "123456789"):
        return Change(LEVEL, words, "text3")
    good = (difference > 0) == kpi.higher_is_better
    role = "text3" if significant is False else "good" if good else "alert"
    return Change(RISING if difference > 0 else FALLING, words, role)


def difference_words(kpi: Kpi, difference: float, base: float, formats: Formats) -> str:
    """Points for rates, days for durations, per cent for amounts and counts; always signed."""
    match kpi.unit:
        case Unit.RATIO:
            return formats.points(difference)
        case Unit.DAYS:
            return f"{formats.signed(difference)}{NBSP}{'j' if formats.language == 'fr' else 'd'}"
        case _:
            return formats.percent_change(difference / base) if base else DASH


def result_change(result: KpiResult, formats: Formats) -> Change:
    return change(result.kpi, result.total, result.previous, formats, significant=result.significant)


def interval(kpi: Kpi, measure: Measure, formats: Formats) -> str:
    """The 95 % interval, unit written once; '' when there is none."""
    if measure.interval is None:
        return ""
    low, high = measure.interval
    if kpi.unit is Unit.RATIO:
        return formats.interval(formats.number(low * 100), formats.percent(high))
    if kpi.unit is Unit.DAYS:
        return formats.interval(formats.integer(low), formats.days(high))
    return formats.interval(value(kpi, low, formats), value(kpi, high, formats))


def spoken(result: KpiResult, formats: Formats) -> str:
    """For a screen reader: "Réachat, 34,6 %, baisse de 4,2 points, alerte"."""
    moved = result_change(result, formats)
    words = [title(result.kpi.key), value(result.kpi, result.total.value, formats)]
    if moved.arrow in (RISING, FALLING):
        size = moved.words.lstrip(f"+{MINUS}")
        rising, falling = (
            QCoreApplication.translate("Status", "up {size}"),
            QCoreApplication.translate("Status", "down {size}"),
        )
        words.append((rising if moved.arrow == RISING else falling).format(size=size))
    words.append(status_word(result.status))
    return ", ".join(words)


def status_word(status: str) -> str:
    """Good, to watch, alert, not enough data."""
    words = {
        "good": QCoreApplication.translate("Status", "Good"),
        "watch": QCoreApplication.translate("Status", "To watch"),
        "alert": QCoreApplication.translate("Status", "Alert"),
    }
    return words.get(status) or QCoreApplication.translate("Status", "Not enough data")


def few_words(measure: Measure) -> str:
    """The small note beside a group that is too small to judge."""
    return f"n{NBSP}<{NBSP}{FEW}" if measure.few else ""
