"""A file as read: its sheets, cell by cell, and what was wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from salesdesk.domain.problem import Problem
from salesdesk.domain.raw import RawTable


@dataclass(frozen=True)
class RawSheet:
    """One sheet of a workbook, or the whole of a text file (whose ``name`` is the file's stem).

    ``table`` starts at the first row and column that hold something, at true sheet addresses; blank rows and columns
    around it are left out.  ``percent`` and ``currencies`` are told by cell formats and keyed by the index of the
    column in ``table``: most numbers of a percent column are shown as % (0.2 means 20 %), a currency is an ISO code.
    ``encoding``, ``separator`` and ``quote`` are filled for text files only.
    """

    name: str
    table: RawTable
    hidden: bool = False
    percent: frozenset[int] = frozenset()
    currencies: Mapping[int, str] = field(default_factory=dict)
    encoding: str = ""
    separator: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Book:
    """A file with the sheets that could be read.

    ``sheets`` is empty when nothing could; ``problems`` then says why.  ``password_needed``: the file is encrypted
    and no password, or a wrong one, was given.  ``modified`` is the file's own time, local and without time zone.
    """

    file: str
    path: Path
    sha256: str
    modified: datetime
    sheets: tuple[RawSheet, ...]
    problems: tuple[Problem, ...] = ()
    password_needed: bool = False
