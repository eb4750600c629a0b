"""How rows of a table are painted: a hairline below, a tint under the mouse and under the selection."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from salesdesk.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
MARGIN = 8
EDGE = 20
"""Left margin of the first column, in line with the titles above."""


class LinedDelegate(QStyledItemDelegate):
    """Background and hairline, then the text with a margin at both sides."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        paint_row(painter, option)
        self.paint_content(painter, option, index)

    def paint_content(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The text of the cell in its own font and colour."""
        self.initStyleOption(option, index)
        rect = option.rect.adjusted(left_margin(index), 0, -MARGIN, -1)
        painter.save()
        painter.setFont(option.font)
        painter.setPen(option.palette.color(option.palette.ColorRole.Text))
        words = option.fontMetrics.elidedText(option.text, option.textElideMode, rect.width())
        painter.drawText(rect, option.displayAlignment, words)
        painter.restore()


def left_margin(index: Index) -> int:
    return EDGE if index.column() == 0 else MARGIN


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
