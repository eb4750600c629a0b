"""One table of a KPI's page, and the cells that all of them are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt

from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import KpiResult, Status
from salesdesk.report import words as report_words
from salesdesk.ui import kpi_words
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.figure_model import Cell, Column
from salesdesk.ui.language import speech


@dataclass(frozen=True)
class TableView:
    """``tab`` is its short name beside other tables; ``foot`` sums it up where a total row would say nothing.

    ``sort``: column and order; None keeps the rows' own order.  ``grouped``: its rows are the groups of the page's
    dimension.
    """

    key: str
    title: str
    tab: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] | None = None
    sort: tuple[int, Qt.SortOrder] | None = None
    foot: str = ""
    grouped: bool = False


def listed(
    key: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, n: str = "", foot: str = ""
) -> TableView:
    """A list in its own order; ``n`` is the number that its tab tells."""
    return TableView(key, words(key), speech.text(f"table.{key}_tab", n=n), columns, rows, foot=foot)


def words(key: str) -> str:
    return speech.text(f"table.{key}")


def by_words(result: KpiResult) -> str:
    """By what the groups of a page are told apart."""
    dimension = report_words.dimension_words(result.dimension, speech.current)
    return speech.text("report.by", dimension=kpi_words.small(dimension))


def head(key: str) -> str:
    return speech.text(f"table.column.{key}")


def number(shown: str, value: float | None, *, role: str = "text", drill: object = None, strong: bool = False) -> Cell:
    return Cell(shown, value, value, role=role, drill=drill, strong=strong)


def name(shown: str, drill: DrillRequest | None = None, *, faded: bool = False, note: str = "") -> Cell:
    return Cell(shown, shown, shown, drill=drill, faded=faded, note=note)


def day(value: date | None, formats: Formats) -> Cell:
    return Cell(formats.short_date(value), None if value is None else float(value.toordinal()), value)


def tone(status: Status | None) -> str:
    """The colour role of words that a status may tint."""
    return "text2" if status is None else str(status)
