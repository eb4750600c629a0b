"""The original cells around one record, as the spreadsheet shows them."""

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtGui import QColor, QFont

from salesdesk.desk.rows import SourceCells
from salesdesk.domain.problem import column_letters
from salesdesk.domain.raw import Cell
from salesdesk.ui.fonts import font
from salesdesk.ui.language import speech
from salesdesk.ui.rows_model import Index
from salesdesk.ui.theme import theme

MARKED_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""Whether a cell is the one that filled the field in question."""


class CellsModel(QAbstractTableModel):
    """Row 0 is the header row; below it the record's row among its neighbours, raw."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cells: SourceCells | None = None
        self._column = -1

    def show_cells(self, cells: SourceCells | None) -> None:
        self.beginResetModel()
        self._cells = cells
        self._column = -1
        self.endResetModel()

    def mark_field(self, name: str) -> int:
        """Mark the record's cell that filled a field; the column's index here, -1 when no column did."""
        known = self._cells is not None and name in self._cells.fields
        self._column = self._cells.fields[name] - self._cells.table.first_column if self._cells and known else -1
        if self._cells is not None:
            self.dataChanged.emit(self.index(self.highlighted, 0), self.index(self.highlighted, self.columnCount() - 1))
        return self._column

    @property
    def highlighted(self) -> int:
        """The model's row that holds the record; -1 when there is none."""
        return self._cells.row - self._cells.table.first_row + 1 if self._cells is not None else -1

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if self._cells is None or (parent is not None and parent.isValid()) else self._cells.table.n_rows + 1

    def columnCount(self, parent: Index | None = None) -> int:
        if self._cells is None or (parent is not None and parent.isValid()):
            return 0
        return max(len(self._cells.table.columns), len(self._cells.headers.columns))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if self._cells is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return column_letters(self._cells.table.first_column + section)
        return str(self._cells.header_row if section == 0 else self._cells.table.first_row + section - 1)

    def data(  # noqa: PLR0911 - one return per role
        self, index: Index, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | bool | QFont | QColor | Qt.AlignmentFlag | None:
        if self._cells is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._display(index)
        if role == MARKED_ROLE:
            return index.row() == self.highlighted and index.column() == self._column
        if role == Qt.ItemDataRole.FontRole and index.row() in (0, self.highlighted):
            return font("body_strong" if index.row() == 0 else "body_medium")
        if role == Qt.ItemDataRole.BackgroundRole and index.row() in (0, self.highlighted):
            return theme.colour("accent_soft")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self._is_number(index.column()) else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _display(self, index: Index) -> str:
        assert self._cells is not None
        source, row = (self._cells.headers, 0) if index.row() == 0 else (self._cells.table, index.row() - 1)
        if index.column() >= len(source.columns) or row >= source.n_rows:
            return ""
        column = source.columns[index.column()]
        if int(column.kinds[row]) == Cell.NUMBER:
            return speech.formats().cell(float(column.numbers[row]))
        return column.display(row)

    def _is_number(self, column: int) -> bool:
        assert self._cells is not None
        columns = self._cells.table.columns
        return column < len(columns) and bool((columns[column].kinds == Cell.NUMBER).any())
