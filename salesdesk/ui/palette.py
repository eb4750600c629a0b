"""The command palette: type a few letters, press Enter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from salesdesk.domain.names import folded
from salesdesk.ui.fonts import font
from salesdesk.ui.icons import icon, paint_icon
from salesdesk.ui.painted.status_shape import paint_status
from salesdesk.ui.popover import Popover
from salesdesk.ui.theme import theme

if TYPE_CHECKING:
    from salesdesk.ui.name_search import NameSearch

Index = QModelIndex | QPersistentModelIndex
ROW = 32
WIDTH = 560
SHOWN = 11


@dataclass(frozen=True)
class Command:
    """``status`` puts a shape where else the icon stands."""

    words: str
    run: Callable[[], object]
    icon: str = ""
    status: str = ""
    note: str = ""
    keys: str = ""


class _Commands(QAbstractListModel):
    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._all = list(commands)
        self.shown = list(commands)

    def search(self, words: str, names: Sequence[Command] = ()) -> None:
        """Show the commands that hold all the words, then the names found elsewhere."""
        wanted = folded(words).split()
        self.beginResetModel()
        found = [command for command in self._all if all(word in folded(command.words) for word in wanted)]
        self.shown = [*sorted(found, key=lambda c: not folded(c.words).startswith(folded(words))), *names]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        command = self.shown[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (command.words, command.note, command.keys) if part)
        return command.words if role == Qt.ItemDataRole.DisplayRole else None


class _CommandDelegate(QStyledItemDelegate):
    def __init__(self, model: _Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(100, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        command = self._model.shown[index.row()]
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), 5, 5)
        spot = QRectF(rect.left() + 12, rect.center().y() - 7.5, 15, 15)
        if command.status:
            paint_status(painter, command.status, spot.center(), 10)
        elif command.icon:
            paint_icon(painter, command.icon, "text2", spot)
        area = rect.adjusted(40, 0, -12, 0)
        painter.setFont(font("small"))
        painter.setPen(theme.colour("text2"))
        right = "   ".join(part for part in (command.note, command.keys) if part)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, right)
        taken = painter.fontMetrics().horizontalAdvance(right) + 12 if right else 0
        painter.setFont(font("body_medium"))
        painter.setPen(theme.colour("text"))
        room = int(area.width()) - taken
        words = painter.fontMetrics().elidedText(command.words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class CommandPalette(Popover):
    """Opens over the window's top; arrows choose, Enter runs, Escape closes.

    ``names``: what searches the company's customers, reps, products and orders beside the commands.
    """

    def __init__(self, commands: Sequence[Command], parent: QWidget, names: "NameSearch | None" = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._names = names
        if names is not None:
            names.setParent(self)
            names.found.connect(self._add_names)
        self.setFixedWidth(WIDTH)
        self.body.setContentsMargins(6, 6, 6, 6)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Indicator, customer, order, command…"))
        self.field.setAccessibleName(self.tr("Indicator, customer, order, command…"))
        self.field.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.body.addWidget(self.field)
        self.model = _Commands(commands)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_CommandDelegate(self.model, self))
        self.list.setFixedHeight(min(len(commands), SHOWN) * ROW + 4)
        self.list.setAccessibleName(self.tr("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda index: self.run(index.row()))
        self.body.addWidget(self.list)
        self.field.textChanged.connect(self._search)
        self._choose(0)

    def run(self, row: int) -> None:
        if 0 <= row < len(self.model.shown):
            command = self.model.shown[row]
            self.close()
            command.run()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.list.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.run(row)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._choose(row + (1 if event.key() == Qt.Key.Key_Down else -1))
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.field.setFocus()

    def _search(self, words: str) -> None:
        self.model.search(words)
        self._choose(0)
        if self._names is not None:
            self._names.ask(words)

    def _add_names(self, words: str, names: Sequence[Command]) -> None:
        """The names arrive after the commands; what is chosen stays."""
        if words == self.field.text():
            row = max(self.list.currentIndex().row(), 0)
            self.model.search(words, names)
            self._choose(row)

    def _choose(self, row: int) -> None:
        if self.model.shown:
            self.list.setCurrentIndex(self.model.index(row % len(self.model.shown)))
