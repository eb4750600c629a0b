"""Rows that sum up others, told by their label and by arithmetic."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.raw import Cell, RawColumn, RawTable
from salesdesk.domain.resources import resource
from salesdesk.importing.numerals import shapes

_KEY_FILL: Final = 0.6
_LABEL_COLUMNS: Final = 6
_LONGEST_LABEL: Final = 60
_MOST_CANDIDATES: Final = 20_000
"""More rows that look like totals than this are the way the table is."""

_MOST_TEXT_ROWS: Final = 50_000
"""Numbers written as texts are only understood in sheets up to this size; larger ones have true numbers or labels."""

_NUMBER: Final = re.compile(r"[-+(]?[€$£]?\s?[\d\s'’.,]*\d\s?[€$£%)]*-?")


@dataclass(frozen=True)
class _Markers:
    labels: tuple[str, ...]
    suffixes: tuple[str, ...]
    certain: frozenset[str]
    notes: tuple[str, ...]
    pivot: frozenset[str]


@cache
def _markers() -> _Markers:
    listed = tomllib.loads(resource("import", "total_rows.toml").read_text(encoding="utf-8"))
    plain = {key: tuple(plain_words(text) for text in texts) for key, texts in listed.items()}
    return _Markers(
        plain["labels"],
        plain["suffixes"],
        frozenset(plain["certain"]),
        plain["notes"],
        frozenset(plain["pivot"]),
    )


def plain_words(text: str) -> str:
    """Without accents, case and punctuation."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"[^\W_]+", "".join(char for char in letters if not unicodedata.combining(char))))


def is_pivot(texts: Iterable[str]) -> bool:
    """Whether one of the texts is a caption that only pivot tables have."""
    return any(plain_words(text) in _markers().pivot for text in texts)


def is_closing_note(text: str) -> bool:
    """Whether the text is one that programs add below a table."""
    return plain_words(text).startswith(_markers().notes)


def is_total_label(text: str) -> bool:
    """Whether the text could be a total row's: "Total", "Sous-total Paris", "Paris Total"."""
    if len(text) > _LONGEST_LABEL or not _first_sight().search(text):
        return False
    markers = _markers()
    plain = plain_words(text)
    return any(plain == label or plain.startswith(label + " ") for label in markers.labels) or any(
        plain.endswith(" " + suffix) for suffix in markers.suffixes
    )


@cache
def _first_sight() -> re.Pattern[str]:
    """Matches every label and few other texts, at a hundredth of the cost of comparing words."""

    def loosely(label: str) -> str:
        return r"\W*".join(re.escape(word).replace("a", "[aà]").replace("e", "[eéè]") for word in label.split())

    starts = "|".join(loosely(label) for label in _markers().labels)
    ends = "|".join(loosely(suffix) for suffix in _markers().suffixes)
    return re.compile(rf"^\W*(?:{starts})\b|\b(?:{ends})\W*$", re.IGNORECASE)


def is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text.strip()))


def row_texts(body: RawTable, index: int) -> list[tuple[int, str]]:
    """(column, text) of the text cells of one row that are no numbers."""
    cells = []
    for position, column in enumerate(body.columns):
        if column.kinds[index] == Cell.TEXT:
            text = column.texts[int(column.codes[index])]
            if not is_number(text):
                cells.append((position, text))
    return cells


def find_totals(body: RawTable, gone: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mask of the total rows.  ``gone``: rows already known to be no records.

    A row with a total's label counts when it lacks a column that most rows have, when all its numbers are sums of the
    rows above, when it is the last, or when the label cannot be a name.  A row without such a label counts when all
    its numbers are sums of the rows above, and there are two or more of them or it has nothing else.
    """
    totals = np.zeros(body.n_rows, bool)
    used = np.flatnonzero(~gone)
    if len(used) < 2 or len(body.columns) < 2:
        return totals
    lacking = _without_key(body, used)
    labelled, certain = _labelled(body)
    bare = _bare(body)
    chosen = (lacking & (labelled | bare)) | certain
    chosen[used[-3:]] = True
    if np.count_nonzero(labelled & ~chosen) <= _MOST_CANDIDATES:
        chosen |= labelled
    candidates = np.flatnonzero(chosen & ~gone)
    if len(candidates) > 2 * _MOST_CANDIDATES:
        return totals
    sums = _Sums(body, gone, candidates)
    for place, index in enumerate(candidates.tolist()):
        agreeing, disagreeing, summed = sums.agreement(place)
        summing = agreeing > 0 and not disagreeing
        certainly = lacking[index] or summing or certain[index] or index == used[-1]
        alone = bool(bare[index]) and (agreeing >= 2 or summed >= 3)
        by_label = bool(certainly) and _label(body, index)
        by_sums = summing and (agreeing >= 2 or alone) and not _dated(body, index)
        if by_label or by_sums:
            totals[index] = True
            sums.restart(place)
    return totals


def _without_key(body: RawTable, used: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Rows that lack a column which most rows have."""
    lacking = np.zeros(body.n_rows, bool)
    for column in body.columns:
        has = column.kinds != Cell.EMPTY
        if len(used) * _KEY_FILL <= np.count_nonzero(has[used]) < len(used):
            lacking |= ~has
    return lacking


def _labelled(body: RawTable) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Rows with a text that could be a total's, and with one that can be nothing else, in the first columns."""
    labelled, certain = np.zeros(body.n_rows, bool), np.zeros(body.n_rows, bool)
    for column in body.columns[:_LABEL_COLUMNS]:
        alike = shapes(column.texts)  # no label has a digit, so texts that differ in digits alone share an answer
        answers = {shape: is_total_label(shape) for shape in set(alike)}
        codes = [code for code, shape in enumerate(alike) if answers[shape]]
        if codes:
            labelled |= np.isin(column.codes, codes)
            sure = [code for code in codes if plain_words(column.texts[code]) in _markers().certain]
            certain |= np.isin(column.codes, sure)
    return labelled, certain


def _bare(body: RawTable) -> NDArray[np.bool_]:
    """Rows that hold numbers and nothing else."""
    bare = np.ones(body.n_rows, bool)
    for column in body.columns:
        number = (column.kinds == Cell.NUMBER) | (column.kinds == Cell.EMPTY)
        if body.n_rows <= _MOST_TEXT_ROWS and (column.kinds == Cell.TEXT).any():
            numeric = np.array([*map(is_number, column.texts), False], bool)
            number |= (column.kinds == Cell.TEXT) & numeric[column.codes]
        bare &= number
    return bare


def _label(body: RawTable, index: int) -> bool:
    """Whether the row reads like a total's: its label comes before all numbers, and no text or date after it."""
    texts = row_texts(body, index)
    if not texts or len(texts) > 3:
        return False
    position, text = texts[-1]
    before = {place for place, _ in texts}
    others = (column.kinds[index] for place, column in enumerate(body.columns[:position]) if place not in before)
    return is_total_label(text) and not _dated(body, index, position + 1) and not any(others)


def _dated(body: RawTable, index: int, start: int = 0) -> bool:
    return any(column.kinds[index] == Cell.DATE for column in body.columns[start:])


class _Sums:
    """Tells rows whose numbers are the sums of the rows above, since the last total or from the start.

    ``candidates``, ascending, are the rows asked about, in this order.
    """

    def __init__(self, body: RawTable, gone: NDArray[np.bool_], candidates: NDArray[np.int64]) -> None:
        kept, running = [], []
        for column in body.columns:
            numbers = _numbers(column)
            if numbers is not None:
                known = np.where(np.isnan(numbers) | gone, 0.0, numbers)
                kept.append(numbers[candidates])
                running.append((np.cumsum(known) - known)[candidates])
        shape = (len(kept), len(candidates))
        self._values = np.array(kept, np.float64).reshape(shape)
        self._running = np.array(running, np.float64).reshape(shape)
        self._rows = candidates
        self._in_totals = np.zeros(len(kept))
        self._since = np.zeros(len(kept))
        self._since_row = 0
        self._n_totals = 0

    def agreement(self, place: int) -> tuple[int, int, int]:
        """Of the row's numbers other than 0: how many are sums of two rows or more, and how many are not.

        The third is the number of rows above since the last total.
        """
        values, running = self._values[:, place], self._running[:, place]
        given = ~np.isnan(values) & (values != 0)
        summed = int(self._rows[place]) - self._since_row
        tolerance = np.maximum(0.006, np.abs(values) * 1e-9)
        equal = np.zeros(len(values), bool)
        if summed >= 2:
            equal |= np.abs(values - (running - self._since)) <= tolerance
        if self._n_totals > 1:
            equal |= np.abs(values - (running - self._in_totals)) <= tolerance
        agreeing = int(np.count_nonzero(equal & given))
        return agreeing, int(np.count_nonzero(given)) - agreeing, summed

    def restart(self, place: int) -> None:
        """The row is a total: sums start anew below it."""
        known = np.nan_to_num(self._values[:, place])
        self._in_totals = self._in_totals + known
        self._since = self._running[:, place] + known
        self._since_row = int(self._rows[place]) + 1
        self._n_totals += 1


def _numbers(column: RawColumn) -> NDArray[np.float64] | None:
    """The numbers of a column, NaN for other cells; None without any.  In small sheets numbers in texts count too."""
    is_number_cell = column.kinds == Cell.NUMBER
    numbers = np.where(is_number_cell, column.numbers, np.nan)
    texts = column.kinds == Cell.TEXT
    if len(column) <= _MOST_TEXT_ROWS and texts.any():
        values = np.array([_number(text) for text in column.texts], np.float64)
        numbers[texts] = values[column.codes[texts]]
    return numbers if is_number_cell.any() or not np.isnan(numbers).all() else None


def _number(text: str) -> float:
    """A number as people write it; NaN for other texts.  Good enough to compare sums with, and for nothing else."""
    plain = text.strip()
    if not is_number(plain):
        return float("nan")
    digits = re.sub(r"[^\d.,]", "", plain)
    last = max(digits.rfind(","), digits.rfind("."))
    if last >= 0 and (digits[last] == "," or digits.count(".") == 1):
        digits = re.sub(r"[.,]", "", digits[:last]) + "." + digits[last + 1 :]
    negative = plain.startswith(("-", "(")) or plain.endswith("-")
    try:
        return -float(digits) if negative else float(digits)
    except ValueError:
        return float("nan")
