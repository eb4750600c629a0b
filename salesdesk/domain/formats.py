"""Numbers and dates as a French or English reader writes them.  Unknown is an em dash, never 0.

Spaces are U+00A0 (U+202F is almost invisible in our typeface), minus is U+2212, ranges use an en dash.
"""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Final

from babel import Locale, dates

from salesdesk.domain.texts import Language, text

DASH: Final = "—"
NBSP: Final = "\u00a0"
MINUS: Final = "\u2212"
_DIGITS: Final = {
    "fr": str.maketrans({",": NBSP, ".": ",", "-": MINUS}),
    "en": str.maketrans({"-": MINUS}),
}
"""Python's own number words in each language; babel would say the same, forty times slower."""
_SYMBOLS: Final = {"EUR": "€", "USD": "$", "GBP": "£", "CHF": "CHF"}


@cache
def _locale(language: Language) -> Locale:
    return Locale.parse({"fr": "fr_FR", "en": "en_GB"}[language])


def half_up(value: float, decimals: int = 0) -> float:
    """Rounded as spreadsheets show it: 64.5 is 65, where Python's own ``round`` takes the even neighbour."""
    exact = Decimal(str(float(value)))
    return float(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)) if exact.is_finite() else value


class Formats:
    """All the ways a value is written in one language."""

    def __init__(self, language: Language, currency: str = "EUR") -> None:
        self.language = language
        self.currency = currency
        self._locale = _locale(language)

    def integer(self, value: float | None) -> str:
        """1 234 / 1,234"""
        return DASH if value is None else self._decimal(value, 0)

    def number(self, value: float | None, decimals: int = 1) -> str:
        """1 234,5 / 1,234.5"""
        return DASH if value is None else self._decimal(value, decimals)

    def grouped(self, words: str) -> str:
        """Words that hold bare counts, such as "n = 1512", with the counts as the reader writes them."""
        return re.sub(r"\b\d{4,}\b", lambda found: self.integer(int(found[0])), words)

    def cell(self, value: float) -> str:
        """A number as a spreadsheet shows it: up to 15 significant digits, no thousands."""
        digits = f"{value:.15g}"
        if "e" in digits:
            return digits
        return digits.replace(".", ",") if self.language == "fr" else digits

    def money(self, value: float | None, *, cents: bool = False) -> str:
        """1 234 567 € / €1,234,567; with cents only in row detail."""
        return DASH if value is None else self._with_symbol(self._decimal(value, 2 if cents else 0))

    def short_money(self, value: float | None) -> str:
        """421 k€, 4,19 M€ / €421k, €4.19m"""
        if value is None:
            return DASH
        for scale, french, english, decimals in ((1e9, "Md", "bn", 2), (1e6, "M", "m", 2), (1e3, "k", "k", 0)):
            if abs(value) >= scale * 0.9995:
                digits = self._decimal(value / scale, decimals)
                if self.language == "fr":
                    return f"{digits}{NBSP}{french}{self.symbol}"
                return self._prefixed(digits) + english
        return self.money(value)

    def percent(self, ratio: float | None, decimals: int = 1) -> str:
        """12,4 % / 12.4%"""
        if ratio is None:
            return DASH
        return self._decimal(ratio * 100, decimals) + (f"{NBSP}%" if self.language == "fr" else "%")

    def points(self, difference: float | None) -> str:
        """A change in a rate, in points: +4,0 pts, and +1,2 pt under two."""
        if difference is None:
            return DASH
        points = difference * 100
        plural = abs(round(points, 1)) >= 2 or self.language == "en"
        return f"{self.signed(points, 1)}{NBSP}{'pts' if plural else 'pt'}"

    def percent_change(self, ratio: float | None) -> str:
        """A relative change: +8,4 % / +8.4%"""
        if ratio is None:
            return DASH
        return self.signed(ratio * 100, 1) + (f"{NBSP}%" if self.language == "fr" else "%")

    def days(self, value: float | None, decimals: int = 0) -> str:
        """118 j / 118 d"""
        return (
            DASH if value is None else f"{self._decimal(value, decimals)}{NBSP}{'j' if self.language == 'fr' else 'd'}"
        )

    def hours(self, value: float | None) -> str:
        return DASH if value is None else f"{self._decimal(value, 0)}{NBSP}h"

    def signed(self, value: float, decimals: int = 0) -> str:
        """Always with its sign; zero has none."""
        words = self._decimal(value, decimals)
        return words if words.startswith(MINUS) or round(value, decimals) == 0 else f"+{words}"

    def date(self, day: dt.date | None) -> str:
        """24 mars 2026 / 24 March 2026"""
        return DASH if day is None else self._clean(dates.format_date(day, "d MMMM y", locale=self._locale))

    def short_date(self, day: dt.date | None) -> str:
        """24/03/2026"""
        return DASH if day is None else f"{day:%d/%m/%Y}"

    def moment(self, moment: dt.datetime | None) -> str:
        """24 mars 2026 à 08:12 / 24 March 2026 at 08:12"""
        if moment is None:
            return DASH
        return f"{self.date(moment.date())} {'à' if self.language == 'fr' else 'at'} {moment:%H:%M}"

    def month(self, day: dt.date) -> str:
        """janv., févr., mars… / Jan, Feb…"""
        return self._clean(dates.format_date(day, "MMM", locale=self._locale)).replace("Sept", "Sep")

    def month_year(self, day: dt.date) -> str:
        """Month and year: avr. 2025 / Apr 2025"""
        return f"{self.month(day)} {day.year}"

    def interval(self, low: str, high: str) -> str:
        """IC 95 % 22,4–27,2 % / 95% CI 22.4–27.2%; the unit is written once."""
        return text("format.interval", self.language, low=low, high=high)

    @property
    def symbol(self) -> str:
        return _SYMBOLS.get(self.currency, self.currency)

    def _decimal(self, value: float, decimals: int) -> str:
        rounded = half_up(value, decimals)
        words = f"{0 if rounded == 0 else rounded:,.{decimals}f}"
        return words.translate(_DIGITS[self.language])

    def _with_symbol(self, digits: str) -> str:
        return f"{digits}{NBSP}{self.symbol}" if self.language == "fr" else self._prefixed(digits)

    def _prefixed(self, digits: str) -> str:
        space = NBSP if len(self.symbol) > 1 else ""
        if digits.startswith(MINUS):
            return f"{MINUS}{self.symbol}{space}{digits[1:]}"
        return f"{self.symbol}{space}{digits}"

    def _clean(self, words: str) -> str:
        return words.replace("\u202f", NBSP).replace("-", MINUS)
