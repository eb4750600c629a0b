"""Columns of raw cells as typed arrays, with every cell that could not be read and why.

Each distinct text is parsed once; the rest is array work, so the cost follows the distinct values, not the rows.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import MICROS, NO_CODE, NO_DAY, NO_MONEY, Column
from salesdesk.domain.raw import Cell, RawColumn
from salesdesk.domain.texts import Message
from salesdesk.importing.dates import Form, Parts, take_apart
from salesdesk.importing.meant_dates import meant_day
from salesdesk.importing.numerals import is_blank, is_no_day, looks_like_letter_o, numeral, plain_values
from salesdesk.importing.vocabulary import canonical

EXCEL_EPOCH: Final = 25_569
"""Serial number of 1970-01-01 in a workbook."""
_YEARS: Final = (1900, 2100)
_SERIALS: Final = (7_306, 109_575)  # 1920 … 2199
_ZERO_DAYS: Final = -25_566 * 1440
"""Up to here a date cell is the zero of a workbook (1899-12-30 to 1900-01-01), which means none."""
_SERIAL_TEXT: Final = re.compile(r"[2-7]\d{4}(?:[.,]\d+)?")
"""Serial days as a text file holds them: 1954 to 2119."""
_ERRORS: Final = frozenset(
    ["#N/A", "#DIV/0!", "#VALUE!", "#VALEUR!", "#REF!", "#NAME?", "#NOM?", "#NUM!", "#NOMBRE!", "#NULL!", "#NUL!"]
)
_MOST: Final = 9.0e12  # money beyond nine thousand billion does not fit


@dataclass(frozen=True)
class Failures:
    """Rows whose cell could not be read: ``rows[i]`` failed for ``reasons[which[i]]``."""

    rows: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    which: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    reasons: tuple[Message, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def reason(self, position: int) -> Message:
        return self.reasons[int(self.which[position])]


@dataclass(frozen=True)
class Typed:
    """A column understood: ``values`` in the dtype asked for, unknown where a cell is empty or failed.

    ``percent``: some cell is written with %.  ``currencies``: those that cells name, with the rows that name each.
    """

    values: Column
    failures: Failures = field(default_factory=Failures)
    percent: bool = False
    currencies: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)


def take(column: RawColumn, rows: NDArray[np.int64]) -> RawColumn:
    """The column's cells at the given indices."""
    if len(rows) == len(column) and (not len(rows) or (rows[0] == 0 and rows[-1] == len(rows) - 1)):
        return column
    return RawColumn(column.kinds[rows], column.numbers[rows], column.codes[rows], column.texts)


def copied(column: RawColumn, rows: NDArray[np.int64], sources: NDArray[np.int64]) -> RawColumn:
    """The column with the cells of ``sources`` written over those of ``rows``, one for one."""
    kinds, numbers, codes = column.kinds.copy(), column.numbers.copy(), column.codes.copy()
    kinds[rows], numbers[rows], codes[rows] = kinds[sources], numbers[sources], codes[sources]
    return RawColumn(kinds, numbers, codes, column.texts)


def used_texts(column: RawColumn) -> NDArray[np.int64]:
    """Codes of the texts that cells of this column really hold (errors left out)."""
    codes = column.codes[column.kinds == Cell.TEXT]
    if not len(codes):
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(np.bincount(codes, minlength=len(column.texts)))


class _Reader:
    """Collects failures while a column is read."""

    def __init__(self, column: RawColumn) -> None:
        self.column = column
        self.is_text = column.kinds == Cell.TEXT
        self.used = used_texts(column)
        self.texts = [column.texts[int(code)] for code in self.used]
        self._rows: list[NDArray[np.int64]] = []
        self._reasons: list[Message] = []
        errors = np.flatnonzero(column.kinds == Cell.ERROR)
        for code in np.unique(column.codes[errors]):
            error = column.texts[int(code)] if code >= 0 else "#?"
            key = "importing.cell.no_cache" if error == "#CACHE" else "importing.cell.error"
            self.fail(errors[column.codes[errors] == code], Message(key, {"text": error}))

    def fail(self, rows: NDArray[np.int64], reason: Message) -> None:
        if len(rows):
            self._rows.append(rows)
            self._reasons.append(reason)

    def fail_texts(self, reasons: dict[int, Message]) -> None:
        """Fail every row that holds one of the texts (by position in ``texts``)."""
        if not reasons:
            return
        by_code = np.full(len(self.column.texts), -1, dtype=np.int64)
        said = list(reasons.values())
        by_code[self.used[list(reasons)]] = np.arange(len(said))
        rows = np.flatnonzero(self.is_text)
        which = by_code[self.column.codes[rows]]
        for index, reason in enumerate(said) if len(said) < 20 else ():
            self.fail(rows[which == index], reason)
        if len(said) >= 20:
            bad = rows[which >= 0]
            order = np.argsort(which[which >= 0], kind="stable")
            ends = np.cumsum(np.bincount(which[which >= 0], minlength=len(said)))
            for index, part in enumerate(np.split(bad[order], ends[:-1])):
                self.fail(part, said[index])

    def rows_of(self, places: Sequence[int]) -> NDArray[np.bool_]:
        """The rows that hold one of the texts (by position in ``texts``)."""
        named = np.zeros(len(self.texts), dtype=bool)
        named[list(places)] = True
        return self.spread(named, 0)

    def spread(self, values: Column, unknown: float) -> Column:
        """Values of the distinct texts laid out over the rows."""
        table = np.full(len(self.column.texts) + 1, unknown, dtype=values.dtype)
        table[self.used] = values
        return table[np.where(self.is_text, self.column.codes, len(self.column.texts))]

    def failures(self) -> Failures:
        if not self._rows:
            return Failures()
        rows = np.concatenate(self._rows)
        which = np.repeat(np.arange(len(self._rows)), [len(part) for part in self._rows])
        order = np.argsort(rows, kind="stable")
        return Failures(rows[order], which[order], tuple(self._reasons))


def read_money(column: RawColumn, mark: str) -> Typed:
    """int64 millionths, exact for texts and for the decimal that a float was typed as."""
    reader = _Reader(column)
    numbers = np.where(np.isin(column.kinds, (Cell.NUMBER, Cell.BOOL)), column.numbers, np.nan)
    too_large = np.abs(numbers) > _MOST
    reader.fail(np.flatnonzero(too_large), Message("importing.cell.too_large"))
    fine = ~np.isnan(numbers) & ~too_large
    values = np.where(fine, np.rint(np.where(fine, numbers, 0) * MICROS), 0).astype(np.int64)
    values[~fine] = NO_MONEY
    found = _numbers(reader, mark)
    reader.fail_texts(found.reasons)
    values = np.where(reader.is_text, reader.spread(found.micros, NO_MONEY), values)
    return Typed(values, reader.failures(), found.percent, found.currencies)


def read_number(column: RawColumn, mark: str) -> Typed:
    """float64, NaN where unknown; a text with % is divided by 100."""
    reader = _Reader(column)
    numbers = np.where(np.isin(column.kinds, (Cell.NUMBER, Cell.BOOL)), column.numbers, np.nan)
    found = _numbers(reader, mark)
    reader.fail_texts(found.reasons)
    values = np.where(reader.is_text, reader.spread(found.floats, np.nan), numbers)
    return Typed(values, reader.failures(), found.percent, found.currencies)


@dataclass(frozen=True)
class _Numbers:
    """The distinct texts of a column as numbers; ``reasons``: position of each text that is none → why."""

    micros: NDArray[np.int64]
    floats: NDArray[np.float64]
    reasons: dict[int, Message]
    percent: bool
    currencies: Mapping[str, NDArray[np.bool_]]


def _numbers(reader: _Reader, mark: str) -> _Numbers:
    micros = np.full(len(reader.texts), NO_MONEY, dtype=np.int64)
    floats = np.full(len(reader.texts), np.nan)
    reasons: dict[int, Message] = {}
    percent = False
    currencies: dict[str, list[int]] = {}
    plain, values = plain_values(reader.texts, mark)
    floats[plain] = np.array(values) + 0.0  # without the sign of -0
    micros[plain] = np.rint(floats[plain] * MICROS).astype(np.int64)
    for index in np.setdiff1d(np.arange(len(reader.texts)), plain).tolist():
        text = reader.texts[index]
        found = numeral(text)
        if found is None:
            if not is_blank(text):
                reasons[index] = _no_number(text)
            continue
        mantissa, power = found.read(mark)
        if len(str(mantissa)) + power > 13:
            reasons[index] = Message("importing.cell.too_large")
            continue
        micros[index] = _scaled(mantissa, power + 6)
        floats[index] = float(f"{mantissa}e{power}")
        percent = percent or found.percent
        if found.currency:
            currencies.setdefault(found.currency, []).append(index)
    named = {currency: reader.rows_of(places) for currency, places in currencies.items()}
    return _Numbers(micros, floats, reasons, percent, named)


def _scaled(mantissa: int, power: int) -> int:
    """Mantissa times a power of ten, rounded half to even."""
    if power >= 0:
        return mantissa * int(10**power)
    whole, rest = divmod(abs(mantissa), int(10**-power))
    half = int(10**-power)
    whole += rest * 2 > half or (rest * 2 == half and whole % 2 == 1)
    return whole if mantissa >= 0 else -whole


def _no_number(text: str) -> Message:
    if text.strip() in _ERRORS:
        return Message("importing.cell.error", {"text": text.strip()})
    meant = looks_like_letter_o(text)
    if meant:
        return Message("importing.cell.letter_o", {"text": text, "meant": meant})
    return Message("importing.cell.no_number", {"text": shown(text)})


def shown(text: str) -> str:
    """A cell's text short enough to stand in a sentence."""
    return text if len(text) <= 40 else text[:39] + "…"


def read_days(column: RawColumn, order: str) -> Typed:
    """int32 days since 1970-01-01."""
    moments, failures = _moments(column, order)
    known = moments != NO_MONEY
    days = np.where(known, np.where(known, moments, 0) // 1440, NO_DAY).astype(np.int32)
    return Typed(days, failures)


def read_moments(column: RawColumn, order: str) -> Typed:
    """int64 minutes since 1970-01-01, midnight where no time is given."""
    moments, failures = _moments(column, order)
    return Typed(moments, failures)


def _moments(column: RawColumn, order: str) -> tuple[NDArray[np.int64], Failures]:
    reader = _Reader(column)
    moments = np.full(len(column), NO_MONEY, dtype=np.int64)
    is_date = column.kinds == Cell.DATE
    moments[is_date] = np.rint(column.numbers[is_date] * 1440).astype(np.int64)
    moments[is_date & (moments <= _ZERO_DAYS)] = NO_MONEY
    is_number = np.flatnonzero((column.kinds == Cell.NUMBER) & (column.numbers != 0))
    if len(is_number):
        read = _numbers_as_moments(column.numbers[is_number])
        moments[is_number] = read
        reader.fail(is_number[read == NO_MONEY], Message("importing.cell.no_date_number"))
    reader.fail(np.flatnonzero(column.kinds == Cell.BOOL), Message("importing.cell.no_date_number"))
    if len(reader.texts):
        parts = take_apart(reader.texts)
        days = parts.days(order).astype(np.int64)
        minutes = np.where(days != NO_DAY, days * 1440 + np.maximum(parts.minutes, 0), NO_MONEY)
        for index in np.flatnonzero(parts.form == Form.NONE).tolist():
            if _SERIAL_TEXT.fullmatch(reader.texts[index].strip()):
                serial = float(reader.texts[index].replace(",", "."))
                minutes[index] = round((serial - EXCEL_EPOCH) * 1440)
        moments = np.where(reader.is_text, reader.spread(minutes, NO_MONEY), moments)
        bad = np.flatnonzero(minutes == NO_MONEY)
        reader.fail_texts(
            {
                int(index): _no_date(reader.texts[index], parts, int(index), order)
                for index in bad
                if not is_no_day(reader.texts[index])
            }
        )
    return moments, reader.failures()


def _numbers_as_moments(numbers: NDArray[np.float64]) -> NDArray[np.int64]:
    """Numbers in a date column: years, 20240312, or the serial days of a workbook."""
    whole = numbers == np.floor(numbers)
    result = np.full(len(numbers), NO_MONEY, dtype=np.int64)
    if (whole & (numbers >= _YEARS[0]) & (numbers <= _YEARS[1])).all():
        years = (numbers.astype(np.int64) - 1970).astype("datetime64[Y]")
        return years.astype("datetime64[m]").astype(np.int64)
    serial = (numbers >= _SERIALS[0]) & (numbers <= _SERIALS[1])
    result[serial] = np.rint((numbers[serial] - EXCEL_EPOCH) * 1440).astype(np.int64)
    compact = whole & (numbers >= 19_000_101) & (numbers <= 21_001_231)
    if compact.any():
        texts = [str(int(number)) for number in numbers[compact]]
        days = take_apart(texts).days("ymd").astype(np.int64)
        result[compact] = np.where(days != NO_DAY, days * 1440, NO_MONEY)
    return result


def _no_date(text: str, parts: Parts, index: int, order: str) -> Message:
    if text.strip() in _ERRORS:
        return Message("importing.cell.error", {"text": text.strip()})
    if Form(int(parts.form[index])) is Form.NONE:
        return Message("importing.cell.no_date", {"text": shown(text)})
    meant = meant_day(*parts.written(index, order))
    return Message("importing.cell.impossible_date", {"text": shown(text), "meant": str(meant or "")})


def read_flags(column: RawColumn) -> Typed:
    """int8 0 or 1, -1 where unknown: Oui/Non, TRUE/FALSE, 1/0, x."""
    reader = _Reader(column)
    values = np.full(len(column), -1, dtype=np.int8)
    numeric = np.isin(column.kinds, (Cell.NUMBER, Cell.BOOL))
    values[numeric & (column.numbers == 0)] = 0
    values[numeric & (column.numbers == 1)] = 1
    reader.fail(
        np.flatnonzero(numeric & (column.numbers != 0) & (column.numbers != 1)),
        Message("importing.cell.no_flag_number"),
    )
    words = [{"true": 1, "false": 0}.get(canonical("boolean", text), -1) for text in reader.texts]
    spread = reader.spread(np.array(words, dtype=np.int8), -1)
    reader.fail_texts(
        {
            index: Message("importing.cell.no_flag", {"text": shown(text)})
            for index, (text, word) in enumerate(zip(reader.texts, words, strict=True))
            if word < 0 and not is_blank(text)
        }
    )
    return Typed(np.where(reader.is_text, spread, values), reader.failures())


@dataclass(frozen=True)
class Words:
    """A column as texts: each distinct one once, trimmed; whole numbers without decimals, days in ISO."""

    codes: NDArray[np.int32]
    texts: tuple[str, ...]
    failures: Failures = field(default_factory=Failures)


def printable(text: str) -> str:
    """Without control characters; line breaks and tabs part words."""
    return "".join(char if char.isprintable() else " " if char.isspace() else "" for char in text)


def read_words(column: RawColumn) -> Words:
    """Names, ids and other texts.  Blanks are unknown; a placeholder such as "n/a" stays what it is."""
    import pandas as pd

    reader = _Reader(column)
    cleaned = [" ".join((text if text.isprintable() else printable(text)).split()) for text in reader.texts]
    texts: dict[str, int] = {}
    places = np.array([texts.setdefault(t, len(texts)) if t else NO_CODE for t in cleaned], dtype=np.int32)
    codes = reader.spread(places, NO_CODE)
    for kind in (Cell.NUMBER, Cell.DATE, Cell.BOOL):
        rows = np.flatnonzero(column.kinds == kind)
        if not len(rows):
            continue
        where, distinct = pd.factorize(column.numbers[rows])
        own = [texts.setdefault(text, len(texts)) for text in _shown(kind, np.asarray(distinct))]
        codes[rows] = np.array(own, dtype=np.int32)[where]
    return Words(codes, tuple(texts), reader.failures())


def _shown(kind: Cell, numbers: NDArray[np.float64]) -> list[str]:
    """Numbers, days and truths as ``RawColumn.display`` writes them."""
    if kind is Cell.NUMBER and (numbers == np.floor(numbers)).all() and (np.abs(numbers) < 1e15).all():
        return list(map(str, numbers.astype(np.int64).tolist()))
    if kind is Cell.DATE:
        moments = np.rint(numbers * 86_400).astype("datetime64[s]")
        days_only = bool((moments == moments.astype("datetime64[D]")).all())
        if days_only:
            return list(map(str, np.datetime_as_string(moments, unit="D").tolist()))
    kinds = np.full(len(numbers), kind, dtype=np.uint8)
    single = RawColumn(kinds, numbers, np.full(len(numbers), -1, dtype=np.int32), ())
    return [single.display(i) for i in range(len(numbers))]
