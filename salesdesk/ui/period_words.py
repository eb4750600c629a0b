"""Periods in the reader's words."""

from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.formats import Formats
from salesdesk.domain.period import Period, Unit
from salesdesk.ui.record_words import day_words

translate = QCoreApplication.translate


def period_words(period: Period, formats: Formats) -> tuple[str, str]:
    """Name and dates of a period: ("12 mois glissants", "avr. 2025 – 24 mars 2026")."""
    last = period.end - timedelta(days=1)
    match period.unit:
        case Unit.ALL:
            return translate("Period", "All dates"), ""
        case Unit.ROLLING_YEAR:
            dates = f"{formats.month_year(period.start)} – {day_words(last, formats)}"
            return translate("Period", "Last 12 months"), dates
        case Unit.MONTH:
            return formats.month_year(period.start), ""
        case Unit.YEAR if period.start.month == 1:
            return str(period.start.year), ""
        case Unit.QUARTER if period.start.month % 3 == 1:
            quarter = translate("Period", "Q{number} {year}")
            return quarter.format(number=(period.start.month + 2) // 3, year=period.start.year), ""
        case _:
            return f"{day_words(period.start, formats)} – {day_words(last, formats)}", ""


def compared_words(compared: str, period: Period) -> str:
    """What a period is compared with, such as "12 mois précédents"."""
    if period.unit is Unit.ALL:
        return translate("Period", "nothing")
    if compared == "year":
        if period.unit is Unit.ROLLING_YEAR:
            return translate("Period", "previous 12 months")
        return translate("Period", "a year earlier")
    return translate("Period", "previous period")


def since_words(compared: str) -> str:
    """After a compared value: "un an plus tôt"."""
    return translate("Period", "a year earlier") if compared == "year" else translate("Period", "the period before")
