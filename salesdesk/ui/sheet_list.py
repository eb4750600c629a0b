"""The files and sheets found, each sheet with its box, kind, number of rows and status."""

from PySide6.QtCore import QEvent, QModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from salesdesk.importing.plan import ImportPlan
from salesdesk.importing.sheetplan import SheetPlan
from salesdesk.ui.components import Label, button
from salesdesk.ui.fonts import font
from salesdesk.ui.icons import paint_icon
from salesdesk.ui.import_models import ITEM_ROLE, SheetItem, SheetsModel, sheet_status
from salesdesk.ui.language import speech
from salesdesk.ui.painted.status_shape import paint_status
from salesdesk.ui.record_words import with_count
from salesdesk.ui.rows_model import Index
from salesdesk.ui.surface import Surface
from salesdesk.ui.theme import theme

WIDTH = 248
_FILE, _SHEET = 34, 54
_BOX = 15


class SheetList(Surface):
    """``chosen(sheet)`` when another sheet is looked at; ``password_given(words)`` for the locked files."""

    chosen = Signal(int)
    toggled = Signal(int, bool)
    add_asked = Signal()
    password_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("rail", "r", parent)
        self.setFixedWidth(WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 9, 12)
        layout.setSpacing(8)
        title = Label(self.tr("Sheets found"), "body_strong")
        title.setContentsMargins(8, 0, 0, 0)
        layout.addWidget(title)
        self.model = SheetsModel(self)
        self.model.toggled.connect(self.toggled)
        self.view = _SheetView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(_SheetDelegate(self.view))
        self.view.setAccessibleName(title.text())
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        layout.addWidget(self.view, 1)
        self.locked = QWidget()
        inside = QVBoxLayout(self.locked)
        inside.setContentsMargins(4, 0, 4, 0)
        inside.setSpacing(6)
        self._locked_words = Label("", "small", "text2", wrap=True)
        inside.addWidget(self._locked_words)
        self.password = QLineEdit()
        self.password.setFont(font("body"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(self.tr("Password"))
        self.password.setAccessibleName(self.tr("Password of the file"))
        self.password.returnPressed.connect(self._give_password)
        inside.addWidget(self.password)
        inside.addWidget(button(self.tr("Unlock"), kind="small", icon_name="key", clicked=self._give_password))
        self.locked.hide()
        layout.addWidget(self.locked)
        self.add_button = button(
            self.tr("Add a file"), kind="small", icon_name="plus", clicked=self.add_asked.emit, icon_size=14
        )
        layout.addWidget(self.add_button, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_plan(self, plan: ImportPlan, current: int) -> None:
        """Show what was found, with one sheet in view."""
        self.view.selectionModel().blockSignals(True)
        self.model.show_plan(plan)
        row = self.model.row_of(current)
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row))
        self.view.selectionModel().blockSignals(False)
        names = [book.file for book in plan.books if book.password_needed]
        self.locked.setVisible(bool(names))
        words = self.tr("{files} is protected by a password. It is used once and not kept.")
        self._locked_words.setText(words.format(files=", ".join(names)))
        if names:
            self.password.setFocus()

    def _give_password(self) -> None:
        if self.password.text():
            self.password_given.emit(self.password.text())
            self.password.clear()

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        item = current.data(ITEM_ROLE)
        if isinstance(item, SheetItem) and item.sheet is not None:
            self.chosen.emit(item.index)


class _SheetView(QListView):
    """Space ticks the current sheet, a click on its box does as well."""

    def __init__(self) -> None:
        super().__init__()
        self.setStyleSheet("QListView { background: transparent; }")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._tick(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.position().x() < 32:
            self._tick(index)
            return
        super().mousePressEvent(event)

    def _tick(self, index: QModelIndex) -> None:
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is not None:
            wanted = Qt.CheckState.Unchecked if Qt.CheckState(state) is Qt.CheckState.Checked else Qt.CheckState.Checked
            self.model().setData(index, wanted, Qt.ItemDataRole.CheckStateRole)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.scheduleDelayedItemsLayout()
        return super().viewportEvent(event)


class _SheetDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item = index.data(ITEM_ROLE)
        if item.problem is not None:
            width = option.widget.width() - 46 if option.widget is not None else WIDTH - 60
            words = speech.say(item.problem.message)
            box = QFontMetrics(font("small")).boundingRect(
                QRect(0, 0, width, 1000), int(Qt.TextFlag.TextWordWrap), words
            )
            return QSize(100, box.height() + 12)
        return QSize(100, _SHEET if item.sheet is not None else _FILE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(ITEM_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if item.problem is not None:
            self._paint_problem(painter, option.rect, item)
        elif item.sheet is None:
            self._paint_file(painter, option.rect, item)
        else:
            self._paint_sheet(painter, option, item.sheet)
        painter.restore()

    def _paint_file(self, painter: QPainter, rect: QRect, item: SheetItem) -> None:
        paint_icon(painter, "file-spreadsheet", "text3", QRectF(rect.left() + 8, rect.center().y() - 3, 13, 13))
        painter.setFont(font("small"))
        painter.setPen(theme.colour("text2"))
        words = painter.fontMetrics().elidedText(item.book.file, Qt.TextElideMode.ElideMiddle, rect.width() - 34)
        box = rect.adjusted(28, 8, -4, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_problem(self, painter: QPainter, rect: QRect, item: SheetItem) -> None:
        assert item.problem is not None
        status = {"rejected": "alert", "warning": "watch"}.get(item.problem.severity, "none")
        paint_status(painter, status, QPointF(rect.left() + 15, rect.top() + 13), 9)
        painter.setFont(font("small"))
        painter.setPen(theme.colour("text2"))
        painter.drawText(rect.adjusted(28, 4, -8, -4), int(Qt.TextFlag.TextWordWrap), speech.say(item.problem.message))

    def _paint_sheet(self, painter: QPainter, option: QStyleOptionViewItem, sheet: SheetPlan) -> None:
        rect = QRectF(option.rect).adjusted(0.5, 1.5, -0.5, -1.5)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.setBrush(theme.colour("surface" if selected else "hover"))
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(theme.colour("accent" if focused else "border"), 1))
            painter.drawRoundedRect(rect, 6, 6)
        _paint_box(painter, QRectF(rect.left() + 9, rect.center().y() - _BOX / 2, _BOX, _BOX), sheet.include)
        pale = not sheet.include
        left, right = int(rect.left()) + 33, int(rect.right()) - 8
        rows = with_count(self.tr("%n row(s)", "", sheet.rows), sheet.rows, speech.formats())
        painter.setFont(font("small"))
        painter.setPen(theme.colour("text2"))
        width = painter.fontMetrics().horizontalAdvance(rows)
        top = int(rect.top()) + 6
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(right - width, top, width + 2, 20), flags, rows)
        painter.setFont(font("body_strong"))
        painter.setPen(theme.colour("text2" if pale else "text"))
        name_width = right - width - left - 8
        name = painter.fontMetrics().elidedText(sheet.sheet, Qt.TextElideMode.ElideRight, name_width)
        painter.drawText(QRect(left, top, name_width, 20), flags, name)
        painter.setFont(font("small"))
        painter.setPen(theme.colour("text2"))
        kind = speech.text(f"importing.kind.{sheet.kind}") if sheet.kind is not None else ""
        words = speech.say(sheet.reason_excluded) if pale and sheet.reason_excluded is not None else kind
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, right - left - 18)
        painter.drawText(QRect(left, top + 20, right - left - 16, 18), flags, words)
        paint_status(painter, sheet_status(sheet), QPointF(right - 5, top + 30), 9)


def _paint_box(painter: QPainter, box: QRectF, checked: bool) -> None:
    painter.setPen(QPen(theme.colour("accent" if checked else "none.fill"), 1))
    painter.setBrush(theme.colour("accent" if checked else "surface"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    if checked:
        paint_icon(painter, "check", "on_accent", box.adjusted(2, 2, -2, -2))
