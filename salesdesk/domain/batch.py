"""What an import hands to the store: records of each kind, where they came from, and what was refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import Column, Kind
from salesdesk.domain.problem import Problem
from salesdesk.domain.raw import RawTable


@dataclass(frozen=True)
class LocalMembers:
    """Members as one sheet names them.  ``keys[i]`` is the id given beside the name ('' when there is none)."""

    names: tuple[str, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True)
class RecordBatch:
    """Records of one kind from one sheet, all arrays of one length, in sheet order.

    ``columns``: field → array in the field's dtype; codes point into ``lists`` (by the field's list name), which are
    local to this batch.  ``row``: spreadsheet row.  ``identity`` and ``content``: see ``domain.columns.PROVENANCE``;
    they are computed from texts, never from codes, so they mean the same in every file.
    """

    kind: Kind
    columns: Mapping[str, Column]
    lists: Mapping[str, LocalMembers]
    row: NDArray[np.int64]
    identity: NDArray[np.int64]
    content: NDArray[np.int64]

    @property
    def n(self) -> int:
        return len(self.row)


@dataclass(frozen=True)
class Diff:
    """How a batch stands against what the company file holds: positions in the batch, and in the kind's frame."""

    new: NDArray[np.int64]  # positions in the batch
    changed: NDArray[np.int64]  # positions in the batch…
    changed_old: NDArray[np.int64]  # …and the positions in the frame that they replace, pairwise
    unchanged: NDArray[np.int64]  # positions in the batch
    gone: NDArray[np.int64]  # positions in the frame


@dataclass(frozen=True)
class Correction:
    """A cell read as something else than it says; the cell itself stays as it is.

    ``row`` and ``column`` are its place in the sheet (1 = the first row, 0 = A), ``header`` its column's name.
    ``row_hash`` tells its row by all raw cells, so that the same row is recognised in a later version of the file.
    ``original`` is what the cell says, ``value`` what it is read as; '' when it is to be read as it stands after all.
    """

    row: int
    column: int
    header: str
    row_hash: int
    original: str
    value: str


@dataclass(frozen=True)
class SheetBatch:
    """One sheet of one file, understood.

    ``source`` names what later versions of the same sheet synchronise with (file name and sheet name).
    ``layout`` is the header signature; ``mapping`` header → field as confirmed.
    """

    source: str
    file: str
    path: str
    sheet: str
    sha256: str
    modified: datetime
    header_row: int
    layout: str
    mapping: Mapping[str, str]
    raw: RawTable
    records: tuple[RecordBatch, ...]
    diffs: tuple[Diff, ...]
    problems: tuple[Problem, ...]
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True)
class Merge:
    """Two names of one member, as decided: ``name`` counts as ``same_as`` in the dimension from now on."""

    dimension: str
    name: str
    same_as: str


@dataclass(frozen=True)
class ImportBatch:
    """All sheets of one import, applied in one transaction.

    ``base_version`` is the data version that the diffs were made against; the store refuses a batch whose version has
    passed, because its positions would point at other records.  None where nothing can have come between.
    """

    sheets: tuple[SheetBatch, ...]
    merges: tuple[Merge, ...] = ()
    base_version: int | None = None
