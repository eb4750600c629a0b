"""The original cells around one record, as the spreadsheet shows them."""

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtGui import QColor, QFont

from salesdesk.desk.rows import SourceCells
from salesdesk.domain.problem import column_letters
from salesdesk.domain.raw import Cell
from salesdesk.ui.fonts import font
from salesdesk.ui.rows_model import Index
from salesdesk.ui.theme import theme


class CellsModel(QAbstractTableModel):
    """Row 0 is the header row; below it the record's row among its neighbours, raw."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cells: SourceCells | None = None

    def show_cells(self, cells: SourceCells | None) -> None:
        self.beginResetModel()
        self._cells = cells
        self.endResetModel()

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

    def data(
        self, index: Index, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | QFont | QColor | Qt.AlignmentFlag | None:
        if self._cells is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._display(index)
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
        return source.columns[index.column()].display(row)

    def _is_number(self, column: int) -> bool:
        assert self._cells is not None
        columns = self._cells.table.columns
        return column < len(columns) and bool((columns[column].kinds == Cell.NUMBER).any())
