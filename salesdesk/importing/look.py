"""A table of a sheet and everything about it that no choice changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.raw import RawColumn
from salesdesk.domain.texts import Language
from salesdesk.importing.book import RawSheet
from salesdesk.importing.detect import Table
from salesdesk.importing.identity import row_hashes
from salesdesk.importing.layouts import signature
from salesdesk.importing.profile import Profile, profile
from salesdesk.importing.sheetplan import Origin
from salesdesk.importing.values import Words, read_words, take


@dataclass(frozen=True)
class Context:
    """What is known when a table is looked at, beside the table.

    ``corrections``: header and hash of a row's raw cells → what the cell there was read as before.
    """

    language: Language
    names: Mapping[str, frozenset[str]]
    layouts: Mapping[str, Mapping[str, str]]
    today: date
    currency: str
    corrections: Mapping[tuple[str, int], str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Look:
    """A table and everything about it that no choice changes: looked at once, kept for every revision.

    ``proven_order``: the order of day and month that other sheets of the same import prove, '' when none does.
    """

    origin: Origin
    sheet: RawSheet
    table: Table
    today: date
    proven_order: str = ""

    @cached_property
    def cells(self) -> tuple[RawColumn, ...]:
        return tuple(take(column, self.table.records) for column in self.table.body.columns)

    @cached_property
    def percent(self) -> frozenset[int]:
        """Columns of this table that the workbook shows as percentages."""
        shift = self.table.body.first_column - self.sheet.table.first_column
        return frozenset(index - shift for index in self.sheet.percent)

    @cached_property
    def currencies(self) -> Mapping[int, str]:
        shift = self.table.body.first_column - self.sheet.table.first_column
        return {index - shift: code for index, code in self.sheet.currencies.items()}

    @cached_property
    def profiles(self) -> tuple[Profile, ...]:
        return tuple(profile(column, percent=i in self.percent) for i, column in enumerate(self.cells))

    @cached_property
    def layout(self) -> str:
        return signature(self.table.headers)

    @cached_property
    def words(self) -> tuple[Words, ...]:
        """Every column as texts."""
        return tuple(read_words(cells) for cells in self.cells)

    @cached_property
    def rows(self) -> NDArray[np.uint64]:
        """Hash of each record's raw cells."""
        return row_hashes(self.words, self.table.headers, len(self.table.records))

    @property
    def row_numbers(self) -> NDArray[np.int64]:
        """Spreadsheet row of each record."""
        return self.table.records + self.table.body.first_row
