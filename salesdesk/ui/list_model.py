"""A table model over a list of things, each column told by a function."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from salesdesk.domain.formats import MINUS, NBSP
from salesdesk.domain.names import folded
from salesdesk.ui.table_delegate import ROLE_ROLE, STATUS_ROLE, Index

T = TypeVar("T")
_DAY: Final = re.compile(r"(\d\d)/(\d\d)/(\d{4})(?: (\d\d:\d\d))?")


@dataclass(frozen=True)
class ListColumn(Generic[T]):
    """``words``: the cell's text; ``role``: its colour; ``status``: a shape before the text."""

    title: str
    words: Callable[[T], str]
    right: bool = False
    role: Callable[[T], str] | str = "text"
    status: Callable[[T], str] | None = None


class ListModel(QAbstractTableModel, Generic[T]):
    """Rows are written when they are looked at."""

    def __init__(self, columns: Sequence[ListColumn[T]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self.items: Sequence[T] = ()

    def show_items(self, items: Sequence[T]) -> None:
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By the column's words: days and numbers by what they say.  No column (-1) restores the order given."""
        if not 0 <= column < len(self.columns):
            return
        self.beginResetModel()
        words = self.columns[column].words
        self.items = sorted(
            self.items, key=lambda item: sort_key(words(item)), reverse=order is Qt.SortOrder.DescendingOrder
        )
        self.endResetModel()

    def rows_as_words(self, rows: Iterable[int]) -> list[list[str]]:
        """Titles, then some rows, as they are read."""
        return [[c.title for c in self.columns], *([c.words(self.items[row]) for c in self.columns] for row in rows)]

    def item(self, row: int) -> T | None:
        return self.items[row] if 0 <= row < len(self.items) else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        return _side(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item, column = self.items[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.words(item)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _side(column)
            case _ if role == ROLE_ROLE:
                return column.role if isinstance(column.role, str) else column.role(item)
            case _ if role == STATUS_ROLE and column.status is not None:
                return column.status(item)
            case _:
                return None


def sort_key(words: str) -> tuple[int, float, str]:
    """Where words stand among others: days in the order of time, numbers by size, texts by their letters."""
    if day := _DAY.match(words):
        return (0, float("".join((day[3], day[2], day[1], (day[4] or "").replace(":", "")))), "")
    plain = words.replace(NBSP, "").replace(MINUS, "-").replace(",", ".")
    try:
        return (1, float(plain), "")
    except ValueError:
        return (2, 0.0, folded(words))


def _side(column: ListColumn[T]) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft)
