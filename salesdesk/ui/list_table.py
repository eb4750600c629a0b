"""A quiet table for short facts: rows lined, whole rows selected, columns as wide as they need."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from salesdesk.ui.fonts import font
from salesdesk.ui.list_model import ListModel
from salesdesk.ui.table_copy import as_mime
from salesdesk.ui.table_delegate import STATUS_ROLE, LinedDelegate, header_style
from salesdesk.ui.tokens import CARD_PADDING, TABLE_HEADER_HEIGHT

T = TypeVar("T")
ROW_HEIGHT = 31
_SAMPLE = 40


class ListTable(QTableView, Generic[T]):
    """``widest`` names the column that takes the room left over."""

    def __init__(self, model: ListModel[T], name: str, widest: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = model
        self._widest = widest
        self.setModel(model)
        self.setAccessibleName(name)
        self.setFont(font("body"))
        self._delegate = LinedDelegate(self, edge=CARD_PADDING)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setFont(font("small_strong"))
        header.setFixedHeight(TABLE_HEADER_HEIGHT)
        header.setHighlightSections(False)
        self.setSortingEnabled(True)
        header.setSortIndicatorShown(False)
        header.sortIndicatorChanged.connect(self._sorted)
        header.setStyleSheet(header_style(CARD_PADDING))

    def show_items(self, items: Sequence[T]) -> None:
        """Show these; the first one is selected."""
        self._list.show_items(items)
        header = self.horizontalHeader()
        header.setSortIndicatorShown(False)
        for column in range(self._list.columnCount()):
            stretch = column == self._widest
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Fixed
            header.setSectionResizeMode(column, mode)
            if not stretch:
                header.resizeSection(column, self._width_of(column))
        if items:
            self.selectRow(0)

    def _sorted(self) -> None:
        self.horizontalHeader().setSortIndicatorShown(True)
        if self._list.rowCount():
            self.selectRow(0)

    def item(self, row: int) -> T | None:
        return self._list.item(row)

    def copy_rows(self) -> None:
        """Put the selected row on the clipboard, or all when none is selected."""
        chosen = sorted({index.row() for index in self.selectionModel().selectedRows()})
        rows = chosen or range(self._list.rowCount())
        QGuiApplication.clipboard().setMimeData(as_mime(self._list.rows_as_words(rows)))

    def copy_all(self) -> None:
        QGuiApplication.clipboard().setMimeData(as_mime(self._list.rows_as_words(range(self._list.rowCount()))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy"), QKeySequence(QKeySequence.StandardKey.Copy), self.copy_rows)
        menu.addAction(self.tr("Copy the table"), self.copy_all)
        menu.popup(event.globalPos())

    def _width_of(self, column: int) -> int:
        widest = self.horizontalHeader().fontMetrics().horizontalAdvance(self._list.columns[column].title) + 34
        metrics = QFontMetrics(font("body"))
        for row in range(min(self._list.rowCount(), _SAMPLE)):
            index = self._list.index(row, column)
            shape = 17 if index.data(STATUS_ROLE) else 0
            widest = max(widest, metrics.horizontalAdvance(str(index.data() or "")) + 24 + shape)
        return min(widest, 260)
