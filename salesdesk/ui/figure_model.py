"""Tables of figures: cells that know their words, their sort value and what they open."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final, Literal, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt

from salesdesk.ui.painted.scale_geometry import Scale
from salesdesk.ui.table_copy import as_mime, harmless

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
CELL_ROLE: Final = int(Role.UserRole) + 1
Kind: TypeAlias = Literal["name", "bar", "number", "text", "spark", "scale", "words"]


@dataclass(frozen=True)
class Column:
    """``width`` 0: as wide as its words (numbers and texts), or what is left (names and words)."""

    title: str
    kind: Kind = "number"
    width: int = 0
    tip: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar with whiskers inside a cell.  All are shares 0..1 of the cell's width."""

    length: float
    low: float | None = None
    high: float | None = None
    mean: float | None = None
    role: str = "series"


@dataclass(frozen=True)
class Overdue:
    """A customer's own rhythm and, beyond it, how late it is.  Both are shares 0..1 of the cell's width."""

    rhythm: float
    late: float
    role: str = "watch.fill"


@dataclass(frozen=True)
class Spark:
    values: tuple[float | None, ...]
    target: float | None = None
    partial: bool = False
    alert: bool = False


@dataclass(frozen=True)
class OnScale:
    """A value on its benchmark scale."""

    scale: Scale
    value: float | None
    target: float | None = None


@dataclass(frozen=True)
class Cell:
    """``drill``: what a click opens (None: nothing).  ``raw`` is what copies and exports carry."""

    words: str = ""
    sort: float | str | None = None
    raw: object = None
    role: str = "text"
    strong: bool = False
    note: str = ""
    status: str = ""
    drill: object = None
    faded: bool = False
    underlined: bool = True
    drawing: Bar | Overdue | Spark | OnScale | None = field(default=None, compare=False)


class FigureModel(QAbstractTableModel):
    """Rows of cells; sorted here, unknown values last either way."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: tuple[Column, ...] = ()
        self.rows: list[Sequence[Cell]] = []
        self.sorted_by = -1
        self.descending = False
        self.narrow_bars = False

    def show(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
        self.beginResetModel()
        self.columns = tuple(columns)
        self.rows = list(rows)
        self.sorted_by = -1
        self.endResetModel()

    def cell(self, index: Index) -> Cell | None:
        return self.rows[index.row()][index.column()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        cell = self.cell(index)
        if cell is None:
            return None
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return f"{cell.words} {cell.note}".strip()
        if role == Role.ToolTipRole and self.columns[index.column()].kind == "words":
            return f"<span>{escape(cell.words)}</span>"
        return cell if role == CELL_ROLE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Role.DisplayRole:
            if column.kind == "bar" and self.narrow_bars:
                return ""
            arrow = "" if section != self.sorted_by else f" {'↓' if self.descending else '↑'}"
            return f"{column.title}{arrow}"
        if role == Role.ToolTipRole and column.tip:
            return f"<span>{escape(column.tip)}</span>"
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.kind == "number" else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By the cells' sort values; numbers by size, names by letters."""
        if not 0 <= column < len(self.columns):
            return
        self.layoutAboutToBeChanged.emit()
        known = [row for row in self.rows if row[column].sort is not None]
        unknown = [row for row in self.rows if row[column].sort is None]
        known.sort(key=lambda row: _key(row[column].sort), reverse=order == Qt.SortOrder.DescendingOrder)
        self.rows = known + unknown
        self.sorted_by, self.descending = column, order == Qt.SortOrder.DescendingOrder
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)


def _key(value: float | str | None) -> tuple[int, float, str]:
    return (1, 0.0, value.casefold()) if isinstance(value, str) else (0, float(value or 0), "")


def table_as_text(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], delimiter: str = "\t") -> str:
    """Raw values as delimited text; a leading ``= + - @`` that is no number cannot become a formula."""
    written = [i for i, column in enumerate(columns) if column.kind not in ("bar", "spark", "scale")]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([_harmless(columns[i].title) for i in written])
    for row in rows:
        writer.writerow([_harmless(row[i].words if row[i].raw is None else row[i].raw) for i in written])
    return out.getvalue()


def table_as_mime(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> QMimeData:
    """For the clipboard: raw values as text, words as an HTML table."""
    written = [i for i, column in enumerate(columns) if column.kind not in ("bar", "spark", "scale")]
    data = as_mime([[columns[i].title for i in written], *([row[i].words for i in written] for row in rows)])
    data.setText(table_as_text(columns, rows))
    return data


def _harmless(value: object) -> object:
    if isinstance(value, str):
        return harmless(value)
    return "" if value is None else value
