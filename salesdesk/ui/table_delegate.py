"""How rows of a table are painted: a hairline below, a tint under the mouse and under the selection."""

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from salesdesk.ui.components import as_tip
from salesdesk.ui.painted.status_shape import paint_status
from salesdesk.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
MARGIN: Final = 8
EDGE: Final = 20
"""Left margin of the first column, in line with the titles above."""
ROLE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 11
"""Colour of a cell's text, as a token's name."""
STATUS_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 12
"""A status whose shape stands before the text."""
_SHAPE: Final = 9


class LinedDelegate(QStyledItemDelegate):
    """Background and hairline, then the text with a margin at both sides; ``edge`` is the first column's."""

    def __init__(self, parent: QObject | None = None, *, edge: int = EDGE) -> None:
        super().__init__(parent)
        self.edge = edge

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        paint_row(painter, option)
        self.paint_content(painter, option, index)

    def paint_content(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The text of the cell in its own font and colour."""
        self.initStyleOption(option, index)
        rect = option.rect.adjusted(self.left_margin(index), 0, -MARGIN, -1)
        painter.save()
        if status := index.data(STATUS_ROLE):
            paint_status(painter, str(status), QPointF(rect.left() + _SHAPE / 2, rect.center().y() + 0.5), _SHAPE)
            rect = rect.adjusted(_SHAPE + 8, 0, 0, 0)
        painter.setFont(option.font)
        painter.setPen(theme.colour(str(index.data(ROLE_ROLE) or "text")))
        words = painter.fontMetrics().elidedText(option.text, option.textElideMode, rect.width())
        painter.drawText(rect, option.displayAlignment, words)
        painter.restore()

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Words that are cut are shown whole in a tooltip."""
        words = str(index.data() or "")
        room = option.rect.width() - self.left_margin(index) - MARGIN - (_SHAPE + 8 if index.data(STATUS_ROLE) else 0)
        if event.type() == QEvent.Type.ToolTip and QFontMetrics(view.font()).horizontalAdvance(words) > room:
            QToolTip.showText(event.globalPos(), as_tip(words), view)
            return True
        return super().helpEvent(event, view, option, index)

    def left_margin(self, index: Index) -> int:
        return self.edge if index.column() == 0 else MARGIN


def header_style(edge: int) -> str:
    """Style of a header whose titles stand in line with the cells of a LinedDelegate."""
    return f"QHeaderView::section {{ padding: 0 {MARGIN}px; }} QHeaderView::section:first {{ padding-left: {edge}px; }}"


def paint_row(painter: QPainter, option: QStyleOptionViewItem, role: str = "surface") -> None:
    """Background of a cell as its row's state asks, and the hairline below."""
    if option.state & QStyle.StateFlag.State_Selected:
        role = "accent_soft"
    elif option.state & QStyle.StateFlag.State_MouseOver:
        role = "hover"
    rect = option.rect
    painter.fillRect(rect, theme.colour(role))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("border"))
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.save()
        painter.setPen(theme.colour("accent"))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()
