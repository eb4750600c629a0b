"""The list of leads: a model over positions, and how one lead is painted."""

from datetime import date

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractListModel, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from salesdesk.desk.leads import LeadBook, LeadCard
from salesdesk.domain.formats import Formats
from salesdesk.ui.components import as_tip
from salesdesk.ui.fonts import font
from salesdesk.ui.painted.score import BADGE, paint_badge
from salesdesk.ui.record_words import day_words
from salesdesk.ui.rows_model import Index
from salesdesk.ui.theme import theme

CARD_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ROW_HEIGHT = 61


class LeadsModel(QAbstractListModel):
    """Leads in the order shown; a card is made when it is looked at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book: LeadBook | None = None
        self._positions: NDArray[np.int64] = np.zeros(0, dtype=np.int64)

    def show_leads(self, book: LeadBook, positions: NDArray[np.int64]) -> None:
        self.beginResetModel()
        self._book = book
        self._positions = positions
        self.endResetModel()

    @property
    def positions(self) -> NDArray[np.int64]:
        """The leads shown, in order."""
        return self._positions

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._positions)

    def row_of(self, position: int) -> int:
        found = np.flatnonzero(self._positions == position)
        return int(found[0]) if found.size else -1

    def card(self, row: int) -> LeadCard | None:
        if self._book is None or not 0 <= row < len(self._positions):
            return None
        return self._book.card(int(self._positions[row]))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
            CARD_ROLE,
        ):
            return None
        card = self.card(index.row())
        if card is None or role == CARD_ROLE:
            return card
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip(card.name)
        return f"{card.name}, {card.score:.0f}"


class LeadDelegate(QStyledItemDelegate):
    """Score badge, company, contact and source at left; amount and next action at right."""

    def __init__(self, formats: Formats, book: LeadBook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.formats = formats
        self.book = book

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - all rows are alike
        return QSize(200, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card = index.data(CARD_ROLE)
        if not isinstance(card, LeadCard):
            return
        rect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.fillRect(rect, theme.colour("accent_soft" if selected else "hover" if hovered else "surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("border"))
        if selected:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
        badge = QRectF(rect.left() + 16, rect.center().y() - BADGE.height() / 2 + 1, BADGE.width(), BADGE.height())
        paint_badge(painter, badge, f"{card.score:.0f}", card.grade)
        left, right = rect.left() + 76, rect.right() - 14
        upper, lower = rect.top() + 10, rect.top() + 31
        amount = card.values["amount"]
        words = self.formats.money(float(amount)) if isinstance(amount, int | float) else ""
        due, late = self._due(card)
        edge = self._right(painter, words, "body_medium", "text", right, upper)
        self._left(painter, card.name or "—", "body_strong", "text", left, upper, edge - 8)
        edge = self._right(painter, due, "small", "alert.text" if late else "text2", right, lower)
        facts = (card.values["contact"] if card.values["company"] else None, card.values["channel"])
        self._left(painter, " · ".join(str(fact) for fact in facts if fact), "small", "text2", left, lower, edge - 8)
        painter.restore()

    def _due(self, card: LeadCard) -> tuple[str, bool]:
        due = card.values["next_action_date"]
        today = self.book.today
        if not isinstance(due, date):
            return "", False
        days = (due - today).days
        if days == 0:
            return self.tr("today"), False
        if days < 0:
            return self.tr("{days} late").format(days=self.formats.days(-days)), True
        return day_words(due, self.formats).rsplit(" ", 1)[0], False

    @staticmethod
    def _right(painter: QPainter, words: str, style: str, role: str, right: int, top: int) -> int:
        painter.setFont(font(style))
        painter.setPen(theme.colour(role))
        width = painter.fontMetrics().horizontalAdvance(words)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(right - width - 2, top, width + 2, 20), flags, words)
        return right - width

    @staticmethod
    def _left(painter: QPainter, words: str, style: str, role: str, left: int, top: int, right: int) -> None:
        painter.setFont(font(style))
        painter.setPen(theme.colour(role))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, max(right - left, 0))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, top, max(right - left, 0), 20), flags, shown)
