"""Where the tables of a sheet lie: header row, body, side-by-side tables, and the rows that are no records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.problem import Problem
from salesdesk.domain.raw import RawTable
from salesdesk.domain.texts import Message


class LeftOut(StrEnum):
    """Why a row of a table is no record."""

    TOTAL = "total"
    REPEATED_HEADER = "repeated_header"
    BLANK = "blank"


@dataclass(frozen=True)
class Table:
    """One table of a sheet.

    ``body`` holds the rows below the header, columns of this table only, at true sheet addresses; ``records`` are the
    indices into ``body`` of the rows that are records, ``left_out`` those of the others by reason (together they are
    all rows of ``body``).  ``headers`` has one distinct, non-empty name per column of ``body``.  ``header_row`` is the
    spreadsheet row of the (last) header line, 0 when the table has none.  ``titles`` are texts above the header.
    ``problems`` tell each left-out row that held something.  When ``reason_skipped`` is given the table is set aside.
    """

    headers: tuple[str, ...]
    header_row: int
    body: RawTable
    records: NDArray[np.int64]
    left_out: Mapping[LeftOut, NDArray[np.int64]] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    reason_skipped: Message | None = None

    def row_number(self, record: int) -> int:
        """Spreadsheet row of the ``record``-th record."""
        return self.body.first_row + int(self.records[record])
