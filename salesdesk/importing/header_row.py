"""Which row of a rectangle names its columns, judged by the rows below it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np

from salesdesk.domain.columns import Kind
from salesdesk.domain.problem import column_letters
from salesdesk.domain.raw import Cell, RawTable
from salesdesk.importing.values import printable
from salesdesk.importing.vocabulary import normal, synonyms

_SAMPLE_ROWS: Final = 200
_SAMPLE_CELLS: Final = 120_000
_HEADER_WITHIN: Final = 60
_LONGEST_LABEL: Final = 120
_VALUE: Final = re.compile(
    r"[-+(]?\s?[€$£]?\s?\d[\d  \s'’.,]*\s?(?:[€$£%)]|EUR|USD|GBP|h|j|d)?-?|[-+]?[.,]\d+"
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T].*)?|\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?|true|false|vrai|faux|[-–—]",
    re.IGNORECASE,
)
_LEAST_GROUPED: Final = 2
_TOLD_IN_GROUPS: Final = (Kind.ORDER_LINE, Kind.OPPORTUNITY, Kind.LEAD)
_CODED: Final = re.compile(r"\d|@")


class _Look(IntEnum):
    BLANK = 0
    LABEL = 1
    CODED = 2  # a text with digits or @: an id, a phone, an address
    VALUE = 3  # a number, a date, a truth value, an error


@dataclass(frozen=True)
class Header:
    """``row``: index of the header's last line, -1 when the data starts without one.  ``start``: of the first data row.

    ``names``: per column as written, '' for none, two lines joined.  ``lines``: 0, 1 or 2.
    """

    row: int
    start: int
    names: tuple[str, ...]
    lines: int


def find_header(table: RawTable) -> Header | None:
    """The header of a rectangle that holds one table; None when it holds none."""
    n = min(table.n_rows, _SAMPLE_ROWS, max(16, _SAMPLE_CELLS // max(len(table.columns), 1)))
    looks = [_looks(table, row) for row in range(n)]
    filled = [sum(look != _Look.BLANK for look in row) for row in looks]
    if not any(filled):
        return None
    usual = _usual_width(filled)
    for value in (_Look.VALUE, _Look.CODED):
        columns = _value_columns(looks, filled, usual, value)
        if columns:
            return _by_contrast(table, looks, filled, usual, columns, value)
    return _by_position(table, looks, filled, usual)


def _looks(table: RawTable, row: int) -> list[_Look]:
    looks = []
    for column in table.columns:
        match Cell(int(column.kinds[row])):
            case Cell.EMPTY:
                looks.append(_Look.BLANK)
            case Cell.TEXT:
                looks.append(_look(column.texts[int(column.codes[row])]))
            case _:
                looks.append(_Look.VALUE)
    return looks


def _look(text: str) -> _Look:
    plain = text.strip()
    if _VALUE.fullmatch(plain):
        return _Look.VALUE
    return _Look.CODED if _CODED.search(plain) or len(plain) > _LONGEST_LABEL else _Look.LABEL


def _usual_width(filled: Sequence[int]) -> int:
    """Cells per row in the body: the width that most cells are in rows of."""
    counts = Counter(width for width in filled if width)
    return max(counts, key=lambda width: (counts[width] * width, width))


def _value_columns(looks: list[list[_Look]], filled: list[int], usual: int, value: _Look) -> list[int]:
    """Columns most of whose cells, in full rows, are values."""
    body = [row for row, width in zip(looks, filled, strict=True) if width * 2 >= usual]
    found = []
    for column in range(len(looks[0])):
        cells = [row[column] for row in body if row[column] != _Look.BLANK]
        lone = len(cells) == 1 and len(body) <= 2
        if (len(cells) > 1 or lone) and sum(cell >= value for cell in cells) * 2 > len(cells):
            found.append(column)
    return found


def _by_contrast(
    table: RawTable, looks: list[list[_Look]], filled: list[int], usual: int, columns: list[int], value: _Look
) -> Header | None:
    """The header is the last row of labels over the columns of values."""

    def is_data(row: int) -> bool:
        cells = [looks[row][column] for column in columns if looks[row][column] != _Look.BLANK]
        return bool(cells) and sum(cell >= value for cell in cells) * 2 > len(cells) and filled[row] * 2 >= usual

    def labels(row: int) -> int:
        return sum(_Look.BLANK < looks[row][column] < value for column in columns)

    first = next((row for row in range(len(looks)) if is_data(row)), None)
    if first is None:
        return _by_position(table, looks, filled, usual)
    if _names_periods(table, looks, filled, usual, first):
        return _joined(table, looks, first)
    above = [row for row in range(max(0, first - _HEADER_WITHIN), first) if labels(row) * 2 >= len(columns)]
    # A record with a word among its values has values in the others; a header has none, or is the only choice.
    pure = [row for row in above if not any(looks[row][column] >= value for column in columns)]
    if above:
        return _joined(table, looks, (pure or above)[-1])
    near = [row for row in range(first) if filled[row] >= max(2, 0.6 * usual) and _Look.VALUE not in looks[row]]
    if near:
        return _joined(table, looks, near[-1])
    if value is _Look.CODED:
        return _by_position(table, looks, filled, usual)
    return Header(-1, first, ("",) * len(table.columns), 0)


def _names_periods(table: RawTable, looks: list[list[_Look]], filled: list[int], usual: int, row: int) -> bool:
    """Whether values of the row are years or dates in a run, over columns of numbers: then they are names."""
    if row + 1 >= len(looks) or filled[row] < usual or _Look.LABEL not in looks[row]:
        return False
    shown = [table.columns[column].display(row) for column, look in enumerate(looks[row]) if look == _Look.VALUE]
    years = [int(text) for text in shown if re.fullmatch(r"(?:19|20)\d\d", text)]
    dates = [text for text in shown if re.fullmatch(r"(?:19|20)\d\d-\d\d-01", text)]
    steps = np.diff(years or [int(text[:4]) * 12 + int(text[5:7]) for text in dates])
    return len(steps) > 0 and bool((np.abs(steps) == 1).all()) and len(years or dates) == len(shown)


def _by_position(table: RawTable, looks: list[list[_Look]], filled: list[int], usual: int) -> Header | None:
    """All is text: the first full row, unless half of its texts come again below, as only those of records do."""
    first = next((row for row, width in enumerate(filled) if width >= 0.8 * usual), None)
    if first is None:
        return None
    shown = [column.display(first) for column in table.columns]
    below = [[column.display(row) for column in table.columns] for row in range(first + 1, len(looks))]
    below = [row for row in below if row != shown]
    again = sum(any(row[index] == name for row in below) for index, name in enumerate(shown) if name)
    if again * 2 >= sum(map(bool, shown)):
        return Header(-1, first, ("",) * len(table.columns), 0)
    return _joined(table, looks, first)


def _joined(table: RawTable, looks: list[list[_Look]], row: int) -> Header:
    """The header line together with the line above, where that one belongs to it."""
    names = [clean(column.display(row)) for column in table.columns]
    if row == 0:
        return Header(row, row + 1, tuple(names), 1)
    above = [clean(column.display(row - 1)) for column in table.columns]
    given = [look for look in looks[row - 1] if look != _Look.BLANK]
    named = [name for name in names if name]
    both_full = len(given) >= 0.9 * len(table.columns) and len(named) >= 0.9 * len(table.columns)
    completes = any(top and not name for top, name in zip(above, names, strict=True)) or len(set(named)) < len(named)
    if len(given) < 2 or _Look.VALUE in given:
        return Header(row, row + 1, tuple(names), 1)
    if not (both_full or completes):
        grouped = _under_groups(above, names)
        return Header(row, row + 1, tuple(grouped), 2 if grouped != names else 1)
    if len(given) >= 0.9 * len(table.columns) > len(named) and len(set(filter(None, above))) == len(given):
        return Header(row, row + 1, tuple(above), 2)  # a line of units below the names
    joined = tuple(f"{top} {name}".strip() for top, name in zip(_spread(above, names), names, strict=True))
    return Header(row, row + 1, joined, 2)


def _spread(above: Sequence[str], names: Sequence[str]) -> list[str]:
    """Each group's name over all of its columns."""
    spread = list(above)
    for column in range(1, len(spread)):
        if not spread[column] and names[column]:
            spread[column] = spread[column - 1]
    return spread


def _under_groups(above: Sequence[str], names: list[str]) -> list[str]:
    """Names together with the group above them ("Client" over "Code", "Nom"), where that is how fields are called.

    A title above a header makes no such names.
    """
    made = []
    for top, name in zip(_spread(above, names), names, strict=True):
        both = (f"{name} {top}", f"{top} {name}") if top and name else ()
        made.append(next((words for words in both if _is_known(words)), name))
    changed = sum(one != other for one, other in zip(made, names, strict=True))
    return made if changed >= _LEAST_GROUPED else names


def _is_known(name: str) -> bool:
    form = normal(name)
    return any(form in synonyms(kind).exact for kind in _TOLD_IN_GROUPS)


def clean(name: str) -> str:
    """One line without control characters."""
    return " ".join(printable(name).split())


def distinct(names: Sequence[str], first_column: int) -> tuple[str, ...]:
    """Every name once: "Montant", "Montant (2)"; a column without one is called by its letters."""
    taken: set[str] = set()
    result = []
    for index, name in enumerate(names):
        base = name or column_letters(first_column + index)
        unique, number = base, 1
        while unique in taken or (unique != name and unique in names):
            number += 1
            unique = f"{base} ({number})"
        taken.add(unique)
        result.append(unique)
    return tuple(result)
