"""The matched columns of one table, read by import field, with their failures remembered for the problem list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import MICROS, NO_DAY, NO_MONEY, Column
from salesdesk.domain.raw import RawColumn
from salesdesk.domain.texts import Message
from salesdesk.importing.values import (
    Failures,
    Typed,
    Words,
    read_days,
    read_flags,
    read_moments,
    read_money,
    read_number,
    read_words,
)

_HUNDREDTHS: Final = 1.5
"""Rates beyond this are written as percentages: 20 means 0.2."""


@dataclass
class Cells:
    """Reads columns on demand, each once.  All arrays have one value per record, in sheet order.

    ``columns``: import field → cells.  ``percent``: fields whose numbers the workbook shows as percentages.
    ``word_source`` gives a field's texts where they have been read before.  ``currencies``: those that cells name, with
    the rows that name each.
    """

    n: int
    columns: Mapping[str, RawColumn]
    mark: str
    order: str
    percent: frozenset[str]
    word_source: Callable[[str], Words] | None = None
    failures: dict[str, Failures] = field(default_factory=dict)
    currencies: dict[str, NDArray[np.bool_]] = field(default_factory=dict)
    _read: dict[tuple[str, str], Column] = field(default_factory=dict)
    _words: dict[str, Words] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.columns

    def _typed(self, name: str, how: str, typed: Typed) -> Column:
        if len(typed.failures):
            self.failures.setdefault(name, typed.failures)
        for currency, rows in typed.currencies.items():
            self.currencies[currency] = rows | self.currencies.get(currency, False)
        self._read[name, how] = typed.values
        return typed.values

    def money(self, name: str) -> NDArray[np.int64] | None:
        """Millionths of the currency."""
        if name not in self.columns:
            return None
        found = self._read.get((name, "money"))
        return found if found is not None else self._typed(name, "money", read_money(self.columns[name], self.mark))

    def number(self, name: str) -> NDArray[np.float64] | None:
        if name not in self.columns:
            return None
        found = self._read.get((name, "number"))
        return found if found is not None else self._typed(name, "number", read_number(self.columns[name], self.mark))

    def share(self, name: str) -> NDArray[np.float64] | None:
        """A rate as a share of 1, however it is written: 20, "20 %", 0.2."""
        if name not in self.columns:
            return None
        found = self._read.get((name, "share"))
        if found is not None:
            return found
        typed = read_number(self.columns[name], self.mark)
        values = typed.values
        known = np.abs(values[~np.isnan(values)])
        written_as_share = name in self.percent or typed.percent
        if not written_as_share and len(known) and float(np.max(known)) > _HUNDREDTHS:
            values = values / 100
        return self._typed(name, "share", replace(typed, values=values))

    def days(self, name: str) -> NDArray[np.int32] | None:
        if name not in self.columns:
            return None
        found = self._read.get((name, "days"))
        return found if found is not None else self._typed(name, "days", read_days(self.columns[name], self.order))

    def moments(self, name: str) -> NDArray[np.int64] | None:
        if name not in self.columns:
            return None
        found = self._read.get((name, "moments"))
        return (
            found if found is not None else self._typed(name, "moments", read_moments(self.columns[name], self.order))
        )

    def flags(self, name: str) -> NDArray[np.int8] | None:
        if name not in self.columns:
            return None
        found = self._read.get((name, "flags"))
        return found if found is not None else self._typed(name, "flags", read_flags(self.columns[name]))

    def choice(self, name: str, choices: tuple[str, ...], meaning: Callable[[str], str]) -> NDArray[np.int8] | None:
        """int8 index into ``choices`` of what each text means; -1 where empty or unknown."""
        words = self.words(name)
        if words is None:
            return None
        known = {choice: index for index, choice in enumerate(choices)}
        table = np.array([known.get(meaning(text), -1) for text in words.texts] + [-1], dtype=np.int8)
        return table[words.codes]

    def words(self, *names: str) -> Words | None:
        """The first of the fields that is mapped, as texts."""
        name = next((name for name in names if name in self.columns), None)
        if name is None:
            return None
        if name not in self._words:
            source = self.word_source
            self._words[name] = read_words(self.columns[name]) if source is None else source(name)
            if len(self._words[name].failures):
                self.failures.setdefault(name, self._words[name].failures)
        return self._words[name]

    def fail(self, name: str, words: Words, codes: Sequence[int], key: str) -> None:
        """Remember that the cells of these texts mean nothing that the field knows; ``key`` says so."""
        which = np.full(len(words.texts) + 1, -1, dtype=np.int64)
        which[list(codes)] = np.arange(len(codes))
        rows = np.flatnonzero(which[words.codes] >= 0)
        before = self.failures.get(name, Failures())
        reasons = tuple(Message(key, {"text": words.texts[code]}) for code in codes)
        self.failures[name] = Failures(
            np.concatenate([before.rows, rows]),
            np.concatenate([before.which, which[words.codes][rows] + len(before.reasons)]),
            (*before.reasons, *reasons),
        )

    def first_money(self, *names: str) -> NDArray[np.int64] | None:
        """The first known value among several columns, row by row."""
        result: NDArray[np.int64] | None = None
        for name in names:
            own = self.money(name)
            if own is not None:
                result = own if result is None else np.where(result == NO_MONEY, own, result)
        return result

    def first_days(self, *names: str) -> NDArray[np.int32] | None:
        """The first known day among several columns, row by row."""
        result: NDArray[np.int32] | None = None
        for name in names:
            own = self.days(name)
            if own is not None:
                result = own if result is None else np.where(result == NO_DAY, own, result)
        return result


def times(amounts: NDArray[np.int64], factor: NDArray[np.float64]) -> NDArray[np.int64]:
    """Money times a number, rounded to the nearest millionth; unknown where either is."""
    known = (amounts != NO_MONEY) & ~np.isnan(factor)
    product = np.where(known, amounts, 0).astype(np.float64) * np.where(known, factor, 0.0)
    return np.where(known, np.rint(product), NO_MONEY).astype(np.int64)


def minus(amounts: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """The difference of two amounts; unknown where either is."""
    known = (amounts != NO_MONEY) & (other != NO_MONEY)
    return np.where(known, np.where(known, amounts, 0) - np.where(known, other, 0), NO_MONEY)


def as_floats(amounts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Amounts in the currency, NaN where unknown."""
    return np.where(amounts == NO_MONEY, np.nan, amounts / MICROS)
