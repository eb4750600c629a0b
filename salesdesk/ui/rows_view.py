"""The table of records in the rows panel, and how its source column is painted."""

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from salesdesk.domain.columns import Dtype
from salesdesk.ui.column_memory import ColumnKeeper
from salesdesk.ui.fonts import font
from salesdesk.ui.job import Job
from salesdesk.ui.language import speech
from salesdesk.ui.rows_model import FILE_ROLE, RowsModel
from salesdesk.ui.table_copy import as_mime
from salesdesk.ui.table_delegate import EDGE, MARGIN, Index, LinedDelegate, header_style
from salesdesk.ui.theme import theme

ROW_HEIGHT = 31
COPIED_AT_ONCE = 200
"""Rows that are written for the clipboard before the window can be used again."""
_SAMPLE = 60
"""Rows looked at to find a column's width."""
_WIDEST = 220
_WIDEST_SOURCE = 150
_NARROWEST = 90
_WORDS = (Dtype.TEXT, Dtype.MEMBER)
"""What may be cut to bring the source into view; dates and amounts may not."""


class SourceDelegate(LinedDelegate):
    """Address as a link, the file's name pale beside it."""

    def paint_content(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        address = str(index.data() or "")
        rect = option.rect.adjusted(MARGIN, 0, -4, 0)
        file = str(index.data(FILE_ROLE) or "")
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.save()
        painter.setFont(font("body_medium" if file else "body"))
        painter.setPen(theme.colour("accent" if file else "text3"))
        painter.drawText(rect, flags, address)
        left = rect.left() + painter.fontMetrics().horizontalAdvance(address) + 10
        painter.setFont(font("small"))
        painter.setPen(theme.colour("text3"))
        rest = QRect(left, rect.top(), max(rect.right() - left, 0), rect.height())
        shown = painter.fontMetrics().elidedText(file.rsplit(".", 1)[0], Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, flags, shown)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        address = QFontMetrics(font("body_medium")).horizontalAdvance(str(index.data() or ""))
        file = QFontMetrics(font("small")).horizontalAdvance(str(index.data(FILE_ROLE) or "").rsplit(".", 1)[0])
        return QSize(address + file + 30, super().sizeHint(option, index).height())


class RowsView(QTableView):
    """Records; Enter or a click on a source opens the original cells, Ctrl+C copies the selected rows."""

    source_asked = Signal(int)

    def __init__(self, model: RowsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setFont(font("body"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setFont(font("small_strong"))
        header.setHighlightSections(False)
        self._keeper = ColumnKeeper(header, self._place, lambda: None)
        header.setStyleSheet(header_style(EDGE))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._lined = LinedDelegate(self)
        self._delegate = SourceDelegate(self)
        self.setItemDelegate(self._lined)
        self.clicked.connect(self._clicked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)

    def fit_columns(self) -> None:
        """Give each column the width of its first rows; the source column takes the panel's rest if it needs it."""
        source = self._rows.source_column
        kept = self._keeper.widths() if self._rows.columnCount() else {}
        self._keeper.fitting = True
        for column in range(self._rows.columnCount()):
            self.setItemDelegateForColumn(column, self._delegate if column == source else self._lined)
            self.setColumnWidth(column, min(self._width_of(column) + (EDGE - MARGIN if column == 0 else 0), _WIDEST))
        if source >= 0:
            self._make_room(source)
        for column in range(self._rows.columnCount()):
            if width := kept.get(self._place(column)[1]):
                self.setColumnWidth(column, width)
        self._keeper.fitting = False

    def _place(self, column: int) -> tuple[str, str]:
        """The table and the column as their widths are kept: the kind of record and the field."""
        table = self._rows.table
        field = self._rows.field(column)
        return (f"rows {table.kind}", "source" if field is None else field.name) if table is not None else ("", "")

    def _make_room(self, source: int) -> None:
        """Bring the source into view: the widest columns before it give way; what they cut is in their tooltip."""
        wanted = min(self.columnWidth(source), _WIDEST_SOURCE)
        widths = {column: self.columnWidth(column) for column in range(source)}
        words = [column for column in widths if (field := self._rows.field(column)) and field.dtype in _WORDS]
        room = self.viewport().width() - wanted - sum(widths[c] for c in widths if c not in words)
        widest = max((widths[column] for column in words), default=0)
        while sum(min(widths[column], widest) for column in words) > room and widest > _NARROWEST:
            widest -= 1
        for column in words:
            widths[column] = min(widths[column], widest)
            self.setColumnWidth(column, widths[column])
        self.setColumnWidth(source, max(self.viewport().width() - sum(widths.values()), wanted))

    def _width_of(self, column: int) -> int:
        title = str(self._rows.headerData(column, Qt.Orientation.Horizontal))
        widest = self.horizontalHeader().fontMetrics().horizontalAdvance(title) + 34
        metrics = QFontMetrics(font("body"))
        for row in range(min(self._rows.rowCount(), _SAMPLE)):
            index = self._rows.index(row, column)
            if column == self._rows.source_column:
                widest = max(widest, self._delegate.sizeHint(QStyleOptionViewItem(), index).width())
            else:
                widest = max(widest, metrics.horizontalAdvance(str(index.data() or "")) + 20)
        return widest

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.source_asked.emit(self.currentIndex().row())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        else:
            super().keyPressEvent(event)

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard; many rows are written off the window's thread."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        write = self._rows.grid(rows)
        if len(rows) <= COPIED_AT_ONCE:
            QGuiApplication.clipboard().setMimeData(as_mime(write()))
            return
        job: Job[list[list[str]]] = Job(lambda _task: write(), language=speech.current)
        job.finished_with.connect(lambda grid: QGuiApplication.clipboard().setMimeData(as_mime(grid)))
        job.start()

    def _open_menu(self, at: QPoint) -> None:
        row = self.indexAt(at).row()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Show the original row"), lambda: self.source_asked.emit(row)).setEnabled(row >= 0)
        menu.addAction(self.tr("Copy"), QKeySequence(QKeySequence.StandardKey.Copy), self.copy_rows)
        menu.addAction(self.tr("Select all"), QKeySequence(QKeySequence.StandardKey.SelectAll), self.selectAll)
        menu.popup(self.viewport().mapToGlobal(at))

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == self._rows.source_column:
            self.source_asked.emit(index.row())
