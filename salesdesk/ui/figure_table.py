"""A table of figures with its total pinned below: sort, drill down, copy, export."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QMenu, QTableView, QVBoxLayout, QWidget

from salesdesk.domain.errors import SalesDeskError
from salesdesk.ui.column_memory import ColumnKeeper
from salesdesk.ui.errors import show_error
from salesdesk.ui.figure_model import Cell, Column, FigureModel, table_as_mime, table_as_text
from salesdesk.ui.fonts import font
from salesdesk.ui.painted.figure_delegate import NARROW_SIDE, PADDING, FigureDelegate, words_width
from salesdesk.ui.tokens import TABLE_HEADER_HEIGHT

LOW_ROW, HIGH_ROW = 28, 45
ARROW = 14
MEASURED = 100
"""Rows looked at for the width of a column."""
NARROWEST_NAME = 110
ROOMY_NAME = 120
"""Names are cut to this before a bar makes way for them."""
NARROWEST_BAR = 60


class FigureView(QTableView):
    """``drilled(target)`` on a click or Enter on a cell that opens something; ``export_asked`` by its menu."""

    drilled = Signal(object)
    export_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = FigureModel()
        self.setModel(self.figures)
        self.setItemDelegate(FigureDelegate(self))
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(LOW_ROW)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setFixedHeight(TABLE_HEADER_HEIGHT)
        header.setFont(font("small_strong"))
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(30)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)

    def chosen_rows(self) -> Sequence[Sequence[Cell]]:
        """The selected rows, or all."""
        chosen = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.figures.rows[row] for row in chosen] if chosen else self.figures.rows

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard, or all when none is selected."""
        QGuiApplication.clipboard().setMimeData(table_as_mime(self.figures.columns, self.chosen_rows()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keys begin at the first cell."""
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_key and self.figures.rows and not self.currentIndex().isValid():
            first = self.figures.index(0, 0)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self.figures.cell(self.indexAt(event.position().toPoint()))
        opens = cell is not None and cell.drill is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() == Qt.MouseButton.LeftButton and plain:
            self._drill(self.indexAt(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._drill(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _drill(self, index: QModelIndex) -> None:
        cell = self.figures.cell(index)
        if cell is not None and cell.drill is not None:
            self.drilled.emit(cell.drill)

    def _open_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        cell = self.figures.cell(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        opening = menu.addAction(self.tr("Open"), lambda: self._drill(index))
        opening.setEnabled(cell is not None and cell.drill is not None)
        menu.addAction(self.tr("Copy"), QKeySequence(QKeySequence.StandardKey.Copy), self.copy_rows)
        menu.addAction(self.tr("Select all"), QKeySequence(QKeySequence.StandardKey.SelectAll), self.selectAll)
        menu.addSeparator()
        menu.addAction(self.tr("Export as CSV…"), self.export_asked.emit)
        menu.popup(self.viewport().mapToGlobal(at))


class FigureTable(QWidget):
    """Rows above, total below; columns share their widths."""

    drilled = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, fixed_row: int = 0) -> None:
        super().__init__(parent)
        self._fixed_row = fixed_row
        self.sortable = True
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.view = FigureView()
        self.view.setObjectName("figures")
        self.view.horizontalHeader().sectionClicked.connect(self._sort_by)
        self.view.drilled.connect(self.drilled)
        self.view.export_asked.connect(self._ask_export)
        self._keeper = ColumnKeeper(self.view.horizontalHeader(), self._place, self._fit_columns)
        layout.addWidget(self.view, 1)
        self.total = FigureView()
        self.total.horizontalHeader().hide()
        self.total.setObjectName("totalRow")
        self.total.setAccessibleName(self.tr("Total"))
        self.total.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.total.drilled.connect(self.drilled)
        self.total.export_asked.connect(self._ask_export)
        self.total.hide()
        layout.addWidget(self.total)

    def show_rows(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        total: Sequence[Cell] | None = None,
        sort: tuple[int, Qt.SortOrder] | None = None,
        *,
        keep_order: bool = True,
    ) -> None:
        """Show other figures; the order chosen by the user stays while the columns are the same (``keep_order``)."""
        figures = self.view.figures
        if keep_order and [c.title for c in figures.columns] == [c.title for c in columns]:
            sort = (figures.sorted_by, _order(descending=figures.descending))
        figures.show(columns, rows)
        self.total.figures.show(columns, [total] if total else [])
        self.total.setVisible(total is not None)
        if sort is not None:
            figures.sort(*sort)
        self._fit()

    def _ask_export(self) -> None:
        name = f"{self.view.accessibleName() or 'SalesDesk'}.csv".replace("/", "-")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Export as CSV…"), name, "CSV (*.csv)")
        if not chosen:
            return
        try:
            self.export_csv(Path(chosen))
        except OSError as error:
            reason = error.strerror or str(error)
            show_error(SalesDeskError("error.write", path=chosen, reason=reason), self.window())

    def export_csv(self, path: Path) -> None:
        """Raw values with ';', as French Excel opens them; a byte-order mark tells the encoding."""
        rows = [*self.view.figures.rows, *self.total.figures.rows]
        path.write_text(table_as_text(self.view.figures.columns, rows, ";"), encoding="utf-8-sig", newline="")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _sort_by(self, column: int) -> None:
        """First largest to smallest (names from A on), then the other way round."""
        figures = self.view.figures
        if not self.sortable or column >= len(figures.columns) or figures.columns[column].kind in ("spark", "scale"):
            return
        again = figures.sorted_by == column
        descending = not figures.descending if again else figures.columns[column].kind not in ("name", "text", "words")
        figures.sort(column, _order(descending=descending))
        self._fit_columns()

    def _fit(self) -> None:
        self._fit_rows()
        self._fit_columns()

    def _fit_rows(self) -> None:
        count = len(self.view.figures.rows)
        has_total = bool(self.total.figures.rows)
        header = TABLE_HEADER_HEIGHT if not self.view.horizontalHeader().isHidden() else 0
        free = self.height() - header
        height = self._fixed_row or min(max(free // max(count + has_total, 1), LOW_ROW), HIGH_ROW)
        self.view.verticalHeader().setDefaultSectionSize(height)
        if has_total:
            self.total.verticalHeader().setDefaultSectionSize(height)
            self.total.setFixedHeight(height)

    def _fit_columns(self) -> None:
        columns = self.view.figures.columns
        if not columns:
            return
        kept = self._keeper.widths()
        widths = [kept.get(column.title) or self._wanted(i, column) for i, column in enumerate(columns)]
        free = self.width() - self._scroll_bar() - sum(widths)
        for i in (i for i, column in enumerate(columns) if column.kind == "bar" and free < 0):
            given = min(-free, widths[i] - NARROWEST_BAR)
            widths[i] -= given
            free += given
        texts = [i for i, column in enumerate(columns) if column.kind == "text"]
        self.view.figures.narrow_bars = any(
            column.kind == "bar" and widths[i] < column.width for i, column in enumerate(columns)
        )
        spare = min(ROOMY_NAME - widths[0], 0)
        hidden = [i for i, column in enumerate(columns) if column.kind == "bar" and free < spare]
        free += sum(widths[i] for i in hidden)
        for i in reversed(texts):
            if free < NARROWEST_NAME - widths[0]:
                hidden.append(i)
                free += widths[i]
        wordy = any(column.kind == "words" for column in columns)
        flexible = [i for i, column in enumerate(columns) if column.kind == ("words" if wordy else "name")]
        for i in (i for i in flexible if columns[i].title not in kept):
            widths[i] = max(widths[i] + free // max(len(flexible), 1), NARROWEST_NAME)
        self._keeper.fitting = True
        for view in (self.view, self.total):
            for i, width in enumerate(widths):
                view.setColumnHidden(i, i in hidden)
                view.setColumnWidth(i, width)
        self._keeper.fitting = False

    def _place(self, column: int) -> tuple[str, str]:
        """The table and the column as their widths are kept: by the titles, which tell what the table is of."""
        titles = [column.title for column in self.view.figures.columns]
        return ("figures " + "|".join(titles), titles[column]) if column < len(titles) else ("", "")

    def _scroll_bar(self) -> int:
        """Width that the scroll bar takes, when the rows need one."""
        rows = len(self.view.figures.rows) * self.view.verticalHeader().defaultSectionSize()
        total = self.total.height() if self.total.figures.rows else 0
        free = self.height() - total - (0 if self.view.horizontalHeader().isHidden() else TABLE_HEADER_HEIGHT)
        return self.view.verticalScrollBar().sizeHint().width() if rows > free else 0

    def _wanted(self, index: int, column: Column) -> int:
        if column.width:
            return column.width
        rows = [*self.view.figures.rows[:MEASURED], *self.total.figures.rows]
        arrow = ARROW if index == self.view.figures.sorted_by else 0
        title = QFontMetricsF(font("small_strong")).horizontalAdvance(column.title) + arrow
        words = max((words_width(row[index]) for row in rows), default=0.0)
        side = PADDING + NARROW_SIDE if column.kind == "text" else 2 * PADDING
        return round(max(title + (PADDING - NARROW_SIDE if column.kind == "text" else 0), words)) + side


def _order(*, descending: bool) -> Qt.SortOrder:
    return Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
