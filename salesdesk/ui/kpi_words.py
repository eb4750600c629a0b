"""A KPI's figures in the reader's words: values, changes, arrows, and the colour role each deserves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.formats import MINUS, NBSP, Formats
from salesdesk.kpi import verdict as verdicts
from salesdesk.kpi import written
from salesdesk.kpi.definition import FEW, Kpi, KpiResult, Measure
from salesdesk.report import words
from salesdesk.ui.language import speech

RISING: Final = "↗"
FALLING: Final = "↘"
LONG_NAME: Final = 20


@dataclass(frozen=True)
class Change:
    """A change since the compared period: the arrow says where, the role says whether that is good."""

    arrow: str
    words: str
    role: str

    def __str__(self) -> str:
        return f"{self.arrow} {self.words}".strip()


def title(key: str) -> str:
    """A KPI's name on rail and pages; its short name where the full one is long."""
    name = speech.text(f"kpi.{key}.title")
    return name if len(name) <= LONG_NAME else speech.text(f"kpi.{key}.short")


def value(kpi: Kpi, figure: float | None, formats: Formats) -> str:
    """A figure in the KPI's unit; unknown is a dash."""
    return written.full(kpi.unit, formats, figure)


def target(kpi: Kpi, figure: float | None, formats: Formats) -> str:
    """As ``value``, without decimals that say nothing: 22 %, 720 000 €."""
    return written.target(kpi.unit, formats, figure)


def result_change(result: KpiResult, formats: Formats) -> Change:
    """The change of the whole; grey unless it is statistically supported or no test exists."""
    return group_change(result, result.total, result.previous, formats)


def group_change(result: KpiResult, now: Measure, before: Measure | None, formats: Formats) -> Change:
    """The change of one group; always grey, since groups are not tested over time."""
    found = words.change(result, now, before, formats)
    return Change(found.arrow, found.words, {"good": "good", "alert": "alert"}.get(found.tone, "text3"))


def interval(kpi: Kpi, measure: Measure, formats: Formats) -> str:
    """The 95 % interval, unit written once; '' when there is none."""
    if measure.interval is None:
        return ""
    return written.interval(kpi.unit, formats, measure.interval)


def spoken(result: KpiResult, formats: Formats) -> str:
    """For a screen reader: "Réachat, 34,6 %, baisse de 4,2 points, alerte"."""
    moved = result_change(result, formats)
    said = [title(result.kpi.key), value(result.kpi, result.total.value, formats)]
    if moved.arrow in (RISING, FALLING):
        size = moved.words.lstrip(f"+{MINUS}")
        rising, falling = (
            QCoreApplication.translate("Status", "up {size}"),
            QCoreApplication.translate("Status", "down {size}"),
        )
        said.append((rising if moved.arrow == RISING else falling).format(size=size))
    said.append(result_status_word(result))
    return ", ".join(said)


def result_status_word(result: KpiResult) -> str:
    """The status' word; a figure that nothing can be held against is not short of data."""
    return speech.text(words.status_words(result))


def status_word(status: str) -> str:
    """Good, to watch, alert, not enough data."""
    return speech.text(f"report.{status}")


def few_words(measure: Measure) -> str:
    """The small note beside a group that is too small to judge."""
    return f"n{NBSP}<{NBSP}{FEW}" if measure.few else ""


def verdict(result: KpiResult, formats: Formats) -> str:
    """What a figure is worth, in a sentence."""
    return verdicts.verdict(result, formats)


def without_effect(result: KpiResult) -> str:
    """Which filters the KPI's records cannot answer; '' for none."""
    return verdicts.without_effect(result, speech.current)


def headline(results: Sequence[KpiResult], formats: Formats) -> str:
    """What all figures are worth together."""
    return verdicts.headline(results, formats)


def small(words: str) -> str:
    """Inside a sentence: "commercial" for "Commercial"."""
    return words[:1].lower() + words[1:]


def large(words: str) -> str:
    """At the head of a column."""
    return words[:1].upper() + words[1:]
