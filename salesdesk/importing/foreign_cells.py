"""Numbers that a workbook shows in another currency than the rest of their column, as the texts that it shows."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from salesdesk.domain.raw import Cell, RawColumn, RawTable


def in_their_currency(table: RawTable, cells: Mapping[tuple[int, int], str]) -> RawTable:
    """The table with the numbers at (spreadsheet row, column from 0) followed by their ISO code."""
    by_place: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for (row, column), currency in cells.items():
        index, place = row - table.first_row, column - table.first_column
        if 0 <= place < len(table.columns) and table.columns[place].kinds[index] == Cell.NUMBER:
            by_place[place].append((index, currency))
    columns = list(table.columns)
    for place, found in by_place.items():
        columns[place] = _named(columns[place], found)
    return replace(table, columns=tuple(columns)) if by_place else table


def _named(column: RawColumn, found: list[tuple[int, str]]) -> RawColumn:
    texts = [f"{_written(float(column.numbers[index]))} {currency}" for index, currency in found]
    distinct = {text: len(column.texts) + place for place, text in enumerate(dict.fromkeys(texts))}
    rows = np.array([index for index, _ in found])
    kinds, numbers, codes = column.kinds.copy(), column.numbers.copy(), column.codes.copy()
    kinds[rows], numbers[rows] = Cell.TEXT, np.nan
    codes[rows] = [distinct[text] for text in texts]
    return RawColumn(kinds, numbers, codes, (*column.texts, *distinct))


def _written(number: float) -> str:
    """With a point that nobody takes for a thousands mark: never before exactly three digits."""
    words = f"{number:.2f}" if round(number, 2) == number else repr(number)
    return f"{words}0" if len(words.partition(".")[2]) == 3 else words
