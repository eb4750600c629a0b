"""Records behind a figure as a table model: cells are written only when they are looked at."""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot

from salesdesk.desk.rows import Address, RowsTable
from salesdesk.domain.columns import Field
from salesdesk.domain.formats import Formats
from salesdesk.domain.task import Task
from salesdesk.ui.components import as_tip
from salesdesk.ui.job import Job
from salesdesk.ui.record_words import RIGHT_ALIGNED, address_words, field_title, written

Index = QModelIndex | QPersistentModelIndex
LEADING: Final = 4
"""Fields shown before the source column; the others follow it."""
MANY: Final = 20_000
"""Rows from which on filtering and sorting would hold up the window."""
FILE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
"""File name of a source cell."""


class RowsModel(QAbstractTableModel):
    """A RowsTable with a source column.  Sorting and filtering ask the RowsTable, never compare cells here.

    ``rebuilt`` when other rows, or others in order, are shown.
    """

    rebuilt = Signal()

    def __init__(self, formats: Formats, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._whole: RowsTable | None = None
        self._table: RowsTable | None = None
        self._columns: tuple[Field | None, ...] = ()
        self._words = ""
        self._sort: tuple[int, Qt.SortOrder] | None = None
        self._asked = self._shown = 0

    def show_table(self, table: RowsTable | None, formats: Formats | None = None) -> None:
        """Show other records; the row filter stays, the order starts anew."""
        self._formats = formats or self._formats
        self._whole = table
        self._sort = None
        self._rebuild()

    def set_words(self, words: str) -> None:
        """Keep the rows that contain the words."""
        if words != self._words:
            self._words = words
            self._rebuild()

    @property
    def busy(self) -> bool:
        """Whether the rows wanted are still being filtered and ordered."""
        return self._shown != self._asked

    @property
    def table(self) -> RowsTable | None:
        """The rows as shown: filtered and in order."""
        return self._table

    def field(self, column: int) -> Field | None:
        """The field that a column shows; None for the source."""
        return self._columns[column]

    @property
    def source_column(self) -> int:
        return self._columns.index(None) if self._columns else -1

    def grid(self, rows: Iterable[int]) -> Callable[[], list[list[str]]]:
        """Some rows as they are read, under their titles; what it returns may be called off the window's thread."""
        table, columns, formats, wanted = self._table, tuple(self._columns), self._formats, list(rows)
        titles = [str(self.headerData(column, Qt.Orientation.Horizontal)) for column in range(len(columns))]

        def cell(row: int, field: Field | None) -> str:
            assert table is not None
            if field is not None:
                return written(table.value(row, field.name), field, formats)
            address = table.address(row)
            return f"{address.file} {address_words(address)}".strip()

        return lambda: [titles, *([cell(row, field) for field in columns] for row in wanted)]

    def address(self, row: int) -> Address | None:
        return self._table.address(row) if self._table is not None and 0 <= row < len(self._table) else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if self._table is None or (parent is not None and parent.isValid()) else len(self._table)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | Qt.AlignmentFlag | None:
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self._columns):
            return None
        field = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.tr("Source") if field is None else field_title(field.name, self._formats.language)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(field)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | Qt.AlignmentFlag | None:
        if self._table is None or not index.isValid():
            return None
        field = self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(field)
        if field is None:
            return self._source(self._table.address(index.row()), role)
        if role == Qt.ItemDataRole.DisplayRole:
            return written(self._table.value(index.row(), field.name), field, self._formats)
        return None

    def _source(self, address: Address, role: int) -> str | None:
        if role == FILE_ROLE:
            return address.file
        if role == Qt.ItemDataRole.ToolTipRole and address.file:
            return as_tip(f"{address.file} › {address_words(address)}")
        if role == Qt.ItemDataRole.DisplayRole:
            return address_words(address) or self.tr("typed by hand")
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sort = (column, order) if column >= 0 else None
        self._rebuild()

    def _rebuild(self) -> None:
        """Filter and order anew; many rows off the window's thread, which shows the former ones meanwhile."""
        self._asked += 1
        asked, whole, words = self._asked, self._whole, self._words
        columns = _columns_of(whole)
        field, descending = None, False
        if self._sort is not None and self._sort[0] < len(columns):
            field, descending = columns[self._sort[0]], self._sort[1] is Qt.SortOrder.DescendingOrder
        by_source = self._sort is not None and field is None

        def make(_task: Task) -> tuple[int, RowsTable | None]:
            table = whole.matching(words) if whole is not None else None
            if table is not None and field is not None:
                table = table.sorted_by(field.name, descending=descending)
            elif table is not None and by_source:
                table = table.sorted_by_source(descending=descending)
            return asked, table

        if whole is None or len(whole) < MANY or (self._sort is None and not words):
            self._take(make(Task()))
            return
        job = Job(make)
        job.finished_with.connect(self._take)
        job.start()

    @Slot(object)
    def _take(self, made: tuple[int, RowsTable | None]) -> None:
        asked, table = made
        if asked == self._asked:
            self._shown = asked
            self.beginResetModel()
            self._table = table
            self._columns = _columns_of(table)
            self.endResetModel()
            self.rebuilt.emit()


def _columns_of(table: RowsTable | None) -> tuple[Field | None, ...]:
    """The fields by column; None stands for the source."""
    return (*table.fields[:LEADING], None, *table.fields[LEADING:]) if table is not None else ()


def _alignment(field: Field | None) -> Qt.AlignmentFlag:
    right = field is not None and field.dtype in RIGHT_ALIGNED
    return Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
