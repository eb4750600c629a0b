"""The cells of one sheet under their mapping: every row, the wrong cells marked."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from salesdesk.domain.problem import Problem
from salesdesk.importing.plan import ImportPlan
from salesdesk.ui.components import as_tip
from salesdesk.ui.fonts import font
from salesdesk.ui.import_models import CELL_ROLE, PreviewCell, PreviewModel
from salesdesk.ui.language import speech
from salesdesk.ui.mapping_header import MappingHeader
from salesdesk.ui.painted.status_shape import paint_status
from salesdesk.ui.rows_model import Index
from salesdesk.ui.theme import theme

_ROW: Final = 30
_SAMPLE: Final = 30
_WIDEST: Final = 190
_MEASURED: Final = 60
"""Columns whose width is taken from their cells; the others keep the default."""
_NUMBER_WIDTH: Final = 44


class PreviewTable(QTableView):
    """``mapped(header, field)`` as the header above it; Enter opens the fields of the current column."""

    mapped = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = PreviewModel(speech.formats(), self)
        self.setModel(self.cells)
        self.setItemDelegate(_CellDelegate(self))
        self.setFont(font("small"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Preview of the sheet"))
        self.mapping = MappingHeader(self)
        self.mapping.mapped.connect(self.mapped)
        self.setHorizontalHeader(self.mapping)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(_ROW)
        rows.setMinimumWidth(_NUMBER_WIDTH)
        rows.setFont(font("micro"))
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_sheet(self, plan: ImportPlan, index: int, *, same: bool) -> None:
        """Show a sheet; ``same``: it is the one in view, revised: the place in it is kept."""
        place = (self.verticalScrollBar().value(), self.horizontalScrollBar().value(), self.currentIndex())
        current = (place[2].row(), place[2].column())
        self.cells.show_sheet(plan, index)
        if same:
            self.setCurrentIndex(self.cells.index(*current))
            self.verticalScrollBar().setValue(place[0])
            self.horizontalScrollBar().setValue(place[1])
            return
        for column in range(min(self.cells.columnCount(), _MEASURED)):
            self.setColumnWidth(column, self._width_of(column))
        self._span_titles()
        self.scrollToTop()
        QTimer.singleShot(0, self, lambda: self.setCurrentIndex(QModelIndex()))

    def show_cell(self, problem: Problem) -> None:
        """Bring the cell of a problem into view."""
        row, column = self.cells.cell_index(problem)
        index = self.cells.index(row, column)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opens = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4)
        if opens and self.currentIndex().isValid():
            self.mapping.open_menu(self.currentIndex().column())
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event) -> bool:  # type: ignore[no-untyped-def]  # noqa: ANN001 - Qt's own signature
        if isinstance(event, QHelpEvent) and event.type() == QHelpEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            cell = index.data(CELL_ROLE)
            if isinstance(cell, PreviewCell):
                problem = speech.say(cell.problem.message) if cell.problem is not None else ""
                cut = QFontMetrics(font("small")).horizontalAdvance(cell.words) > self.columnWidth(index.column()) - 16
                told = [part for part in (cell.words if cut else "", problem) if part]
                QToolTip.showText(event.globalPos(), as_tip(" – ".join(told)), self)
            return True
        return super().viewportEvent(event)

    def _span_titles(self) -> None:
        """A title that stands alone in its row may run over the empty cells beside it."""
        self.clearSpans()
        columns = self.cells.columnCount()
        for row in range(min(self.cells.rowCount(), _SAMPLE)):
            if self.cells.cell(row, 0).place != "title":
                return
            if columns > 1 and not any(self.cells.cell(row, column).words for column in range(1, columns)):
                self.setSpan(row, 0, 1, columns)

    def _width_of(self, column: int) -> int:
        plan = self.mapping.column(column)
        assert plan is not None
        widest = QFontMetrics(font("small_strong")).horizontalAdvance(self.mapping.words(plan)) + 40
        metrics = QFontMetrics(font("small_strong"))
        sheet = self.cells.sheet
        assert sheet is not None
        first = max(sheet.table.body.first_row - 1 - self.cells.row_number(0), 0)
        for row in range(first, min(self.cells.rowCount(), first + _SAMPLE)):
            cell = self.cells.cell(row, column)
            widest = max(widest, metrics.horizontalAdvance(cell.words) + (34 if cell.status else 20))
        return max(84, min(widest, _WIDEST))


class _CellDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = index.data(CELL_ROLE)
        if not isinstance(cell, PreviewCell):
            return
        rect, status = option.rect, cell.status
        ground = {"title": "surface2", "aside": "surface2", "header": "accent_soft"}.get(cell.place, "surface")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, theme.colour(f"{status}.soft" if status else ground))
        line = "accent" if cell.place == "header" else "border"
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour(line))
        if cell.place != "title":
            painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), theme.colour("border"))
        if status == "alert":
            painter.setPen(theme.colour("alert.fill"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(theme.colour("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        inside = rect.adjusted(8, 0, -8, 0)
        painter.setFont(font(self._style(cell)))
        if status:
            width = painter.fontMetrics().horizontalAdvance(cell.words)
            left = max(inside.left(), inside.right() - width - 14) if cell.right else inside.left()
            paint_status(painter, status, QPointF(left + 4, rect.center().y() + 0.5), 8)
            inside.setLeft(left + 14)
        painter.setPen(theme.colour(self._role(cell)))
        side = Qt.AlignmentFlag.AlignRight if cell.right else Qt.AlignmentFlag.AlignLeft
        words = painter.fontMetrics().elidedText(cell.words, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, side | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    @staticmethod
    def _style(cell: PreviewCell) -> str:
        return "small_strong" if cell.status or cell.place == "header" else "small"

    @staticmethod
    def _role(cell: PreviewCell) -> str:
        if cell.status:
            return f"{cell.status}.text"
        if cell.place in ("title", "aside") or (not cell.column.field and cell.place == "body"):
            return "text3"
        return "text"
