"""Dates as people type them: each distinct text is taken apart once, the order of day and month decided later."""

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_DAY
from salesdesk.importing.vocabulary import normal

ORDERS: Final = ("dmy", "mdy", "ymd")
_NUMERIC: Final = re.compile(r"^(\d{1,4})([-/. ])(\d{1,2})\2(\d{1,4})(?:(?:[Tt\s,]|\s?à\s?|\s?at\s?)+(\d.*))?$")
_COMPACT: Final = re.compile(r"^((?:19|20)\d\d)([01]\d)([0-3]\d)(?:[T\s]?(\d{2}):?(\d{2}):?(?:\d{2})?Z?)?$")
_TIME: Final = re.compile(
    r"^(\d{1,2})\s*[:hH]\s*(\d{2})?(?:[:mM]\s*\d{1,2}(?:[.,]\d+)?\s*s?)?\s*([AaPp]\.?\s?[Mm]\.?)?"
    r"\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?$"
)
_YEAR_MONTH: Final = re.compile(r"^((?:19|20)\d\d)[-/. ](\d{1,2})$")
_MONTH_YEAR: Final = re.compile(r"^(\d{1,2})[-/. ]((?:19|20)\d\d)$")
_QUARTER: Final = re.compile(
    r"^(?:(?P<y1>(?:19|20)\d\d)[-\s]*)?[QT](?P<q>[1-4])(?:[-\s]*(?P<y2>(?:19|20)\d\d))?$", re.IGNORECASE
)
_YEAR: Final = re.compile(r"^(?:19|20)\d\d$")
_WORDS: Final = re.compile(r"[a-z]+|\d+")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january",
            "fevrier fevr fev february feb",
            "mars mar march",
            "avril avr april apr",
            "mai may",
            "juin june jun",
            "juillet juil jul july",
            "aout aou august aug",
            "septembre sept sep september",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_SKIPPED: Final = frozenset(
    [
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "lun",
        "mer",
        "jeu",
        "ven",
        "sam",
        "dim",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "le",
        "the",
        "of",
        "er",
        "st",
        "nd",
        "rd",
        "th",
        "de",
        "a",
        "at",
    ]
)


class Form(IntEnum):
    """What of a date text is settled, and what the order of the column must tell."""

    NONE = 0
    BLANK = 1
    SETTLED = 2  # year, month, day
    YEAR_LAST = 3  # two small numbers, then a year of four digits
    SHORT = 4  # three small numbers
    YEAR_ONLY = 5


@dataclass(frozen=True)
class Parts:
    """Distinct date texts taken apart, as parallel arrays; ``minutes`` since midnight, -1 when no time is given."""

    form: NDArray[np.uint8]
    a: NDArray[np.int32]
    b: NDArray[np.int32]
    c: NDArray[np.int32]
    minutes: NDArray[np.int32]

    def days(self, order: str) -> NDArray[np.int32]:
        """Day number of each text read in ``order``; NO_DAY where it is no date or does not exist."""
        year, month, day = self._written(order)
        return np.where(self.form >= Form.SETTLED, day_numbers(year, month, day), NO_DAY).astype(np.int32)

    def written(self, index: int, order: str) -> tuple[int, int, int]:
        """Year, month and day of one text read in ``order``, whether or not there is such a day."""
        year, month, day = self._written(order)
        return int(year[index]), int(month[index]), int(day[index])

    def _written(self, order: str) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        year, month, day = self.a, self.b, self.c
        last = self.form == Form.YEAR_LAST
        short = self.form == Form.SHORT
        small_first = last | (short if order != "ymd" else np.zeros_like(short))
        first, second = (self.a, self.b) if order != "mdy" else (self.b, self.a)
        year = np.where(small_first, self.c, year)
        day, month = np.where(small_first, first, day), np.where(small_first, second, month)
        return np.where(short, np.where(year < 69, 2000 + year, 1900 + year), year), month, day


def day_numbers(year: NDArray[np.int32], month: NDArray[np.int32], day: NDArray[np.int32]) -> NDArray[np.int32]:
    """Days since 1970-01-01; NO_DAY for dates that no calendar has."""
    possible = (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31) & (year >= 1) & (year <= 9999)
    months = (np.where(possible, year, 1970) - 1970) * 12 + np.where(possible, month, 1) - 1
    first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    following = (months + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    number = first + np.where(possible, day, 1) - 1
    return np.where(possible & (number < following), number, NO_DAY).astype(np.int32)


def take_apart(texts: list[str]) -> Parts:
    """Every text's parts."""
    rows = [_parts(text) for text in texts]
    table = np.array(rows, dtype=np.int32).reshape(len(rows), 5)
    return Parts(table[:, 0].astype(np.uint8), table[:, 1], table[:, 2], table[:, 3], table[:, 4])


def looks_like_date(text: str) -> bool:
    """Whether a text is written as a date (a lone year is not enough)."""
    return _parts(text)[0] in {Form.SETTLED, Form.YEAR_LAST, Form.SHORT}


_NOTHING: Final = (int(Form.NONE), 0, 0, 0, -1)


def _parts(text: str) -> tuple[int, int, int, int, int]:
    text = text.replace("\u00a0", " ").replace("\u202f", " ").strip()
    numeric = _NUMERIC.match(text)
    if numeric is not None:
        first, _, second, third, time = numeric.groups()
        minutes = _minutes(time)
        lengths = {len(first), len(third)}
        if minutes is None or 3 in lengths or lengths == {1}:  # 1.2.3 is a version number
            return _NOTHING
        form = Form.SETTLED if len(first) == 4 else Form.YEAR_LAST if len(third) == 4 else Form.SHORT
        return int(form), int(first), int(second), int(third), minutes
    compact = _COMPACT.match(text)
    if compact is not None:
        hour, minute = compact[4], compact[5]
        time_of_day = int(hour) * 60 + int(minute) if hour else -1
        return int(Form.SETTLED), int(compact[1]), int(compact[2]), int(compact[3]), time_of_day
    return _rarer(text)


def _rarer(text: str) -> tuple[int, int, int, int, int]:
    if _YEAR.match(text):
        return int(Form.YEAR_ONLY), int(text), 1, 1, -1
    if match := _YEAR_MONTH.match(text):
        return int(Form.SETTLED), int(match[1]), int(match[2]), 1, -1
    if match := _MONTH_YEAR.match(text):
        return int(Form.SETTLED), int(match[2]), int(match[1]), 1, -1
    match = _QUARTER.match(text)
    if match and (match["y1"] or match["y2"]):
        return int(Form.SETTLED), int(match["y1"] or match["y2"]), int(match["q"]) * 3 - 2, 1, -1
    return _named(text)


def _named(text: str) -> tuple[int, int, int, int, int]:
    """Dates whose month is a word: 3 mars 2024, March 3rd, 2024, mars 2024, 03-Mar-24, with or without a time."""
    head, minutes = text, -1
    time = re.search(r"(?:\s|à|at|T)(\d{1,2}\s*[:hH]\s*\d{2}.*)$", text)
    if time:
        found = _minutes(time[1])
        if found is None:
            return _NOTHING
        head, minutes = text[: time.start()], found
    words = [w for w in _WORDS.findall(normal(head)) if w not in _SKIPPED]
    months = [_MONTHS[w] for w in words if w in _MONTHS]
    numbers = [w for w in words if w.isdigit()]
    if len(months) != 1 or len(numbers) + 1 != len(words) or not 1 <= len(numbers) <= 2:
        return _NOTHING
    if len(numbers) == 1:
        year, day = int(numbers[0]), 1
        if len(numbers[0]) not in {2, 4}:
            return _NOTHING
    elif len(numbers[0]) == 4:
        year, day = int(numbers[0]), int(numbers[1])
    else:
        day, year = int(numbers[0]), int(numbers[1])
        if len(numbers[1]) not in {2, 4}:
            return _NOTHING
    if year < 100:
        year += 2000 if year < 69 else 1900
    return int(Form.SETTLED), year, months[0], day, minutes


def _minutes(time: str | None) -> int | None:
    """Minutes since midnight, -1 without a time, None when it is none."""
    if not time:
        return -1
    match = _TIME.match(time.strip())
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        hour = hour % 12 + (12 if match[3].casefold().startswith("p") else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None
