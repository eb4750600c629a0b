"""Above each column of the preview: the field it fills, chosen from a menu; its letter, certainty and type.

The boxes are painted, not widgets: a sheet may have thousands of columns.
"""

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QHelpEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QMenu, QToolTip, QWidget

from salesdesk.domain.columns import Kind
from salesdesk.domain.texts import keys
from salesdesk.importing.import_fields import IGNORED, Type, label_key
from salesdesk.importing.sheetplan import ColumnPlan
from salesdesk.importing.vocabulary import synonyms
from salesdesk.ui.components import as_tip, no_mnemonic
from salesdesk.ui.fonts import font
from salesdesk.ui.icons import paint_icon
from salesdesk.ui.import_models import CELL_ROLE, NUMERIC, PreviewModel, column_status
from salesdesk.ui.language import speech
from salesdesk.ui.painted.status_shape import paint_status
from salesdesk.ui.theme import theme

_BOX_HEIGHT: Final = 30
_UPPER: Final = 46
_HEIGHT: Final = 70


def field_words(name: str) -> str:
    """The title of an import field."""
    return speech.text(label_key(name))


def offered_fields(kind: Kind) -> list[str]:
    """The import fields of a kind, by their titles."""
    named = keys()
    fields = [name for name in synonyms(kind).fields if f"importing.field.{name}" in named]
    return sorted(fields, key=lambda name: field_words(name).casefold())


class MappingHeader(QHeaderView):
    """``mapped(header, field)`` when the user takes another field for a column."""

    mapped = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setMouseTracking(True)
        self.setFixedHeight(_HEIGHT)
        self.setMinimumSectionSize(84)
        self.setAccessibleName(self.tr("Fields of the columns"))
        self.types = {
            Type.NAME: self.tr("text"),
            Type.ID: self.tr("code"),
            Type.DATE: self.tr("date"),
            Type.MONEY: self.tr("amount"),
            Type.NUMBER: self.tr("number"),
            Type.PERCENT: "%",
            Type.FLAG: self.tr("yes/no"),
            Type.WORD: self.tr("word"),
            Type.TEXT: self.tr("text"),
        }
        theme.theme_changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        return QSize(100, _HEIGHT)

    def column(self, section: int) -> ColumnPlan | None:
        model = self.model()
        found = model.headerData(section, Qt.Orientation.Horizontal, CELL_ROLE) if model is not None else None
        return found if isinstance(found, ColumnPlan) else None

    def words(self, column: ColumnPlan) -> str:
        """What the box of a column says."""
        if not column.field:
            return self.tr("Ignored")
        doubt = " ?" if column_status(column) == "watch" else ""
        return field_words(column.field) + doubt

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        column = self.column(logicalIndex)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, theme.colour("surface2"))
        if column is not None:
            self._paint_box(painter, rect, column)
            self._paint_letter(painter, rect, column)
        painter.fillRect(QRect(rect.right(), rect.top() + _UPPER, 1, rect.height() - _UPPER), theme.colour("border"))
        for y in (rect.top() + _UPPER, rect.bottom()):
            painter.fillRect(QRect(rect.left(), y, rect.width(), 1), theme.colour("border"))
        painter.restore()

    def _paint_box(self, painter: QPainter, rect: QRect, column: ColumnPlan) -> None:
        status = column_status(column)
        box = QRectF(rect.left() + 4, rect.top() + 8, rect.width() - 8, _BOX_HEIGHT)
        pen = QPen(theme.colour("border2" if status == "none" else f"{status}.fill"), 1.2)
        if status == "none":
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(theme.colour("watch.soft" if status == "watch" else "surface"))
        painter.drawRoundedRect(box.adjusted(0.6, 0.6, -0.6, -0.6), 6, 6)
        painter.setFont(font("small" if status == "none" else "small_strong"))
        painter.setPen(theme.colour({"none": "text2", "watch": "watch.text"}.get(status, "text")))
        inside = box.adjusted(8, 0, -20, 0)
        words = painter.fontMetrics().elidedText(self.words(column), Qt.TextElideMode.ElideRight, int(inside.width()))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        paint_icon(painter, "chevron-down", "text3", QRectF(box.right() - 17, box.center().y() - 5.5, 11, 11))

    def _paint_letter(self, painter: QPainter, rect: QRect, column: ColumnPlan) -> None:
        lower = QRectF(rect.left() + 8, rect.top() + _UPPER + 1, rect.width() - 16, rect.height() - _UPPER - 2)
        painter.setFont(font("micro"))
        painter.setPen(theme.colour("text3"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(lower, middle | Qt.AlignmentFlag.AlignLeft, column.letter)
        shape = lower.left() + painter.fontMetrics().horizontalAdvance(column.letter) + 10
        paint_status(painter, column_status(column), QPointF(shape, lower.center().y()), 8)
        if column.type in NUMERIC or lower.width() > 70:
            painter.drawText(lower, middle | Qt.AlignmentFlag.AlignRight, self.types[column.type])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        section = self.logicalIndexAt(event.position().toPoint())
        if section >= 0 and event.position().y() < _UPPER and event.button() is Qt.MouseButton.LeftButton:
            self.open_menu(section)
        else:
            super().mousePressEvent(event)

    def event(self, event) -> bool:  # type: ignore[no-untyped-def]  # noqa: ANN001 - Qt's own signature
        if isinstance(event, QHelpEvent) and event.type() == QHelpEvent.Type.ToolTip:
            column = self.column(self.logicalIndexAt(event.pos()))
            if column is not None:
                reasons = " ".join(speech.say(told) for told in (column.reason, column.seen) if told is not None)
                QToolTip.showText(event.globalPos(), as_tip(f"{column.header} – {reasons}"), self)
            return True
        return super().event(event)

    def open_menu(self, section: int) -> QMenu | None:
        """Offer the fields of the sheet's kind for a column."""
        column, model = self.column(section), self.model()
        if column is None or not isinstance(model, PreviewModel) or model.sheet is None or model.sheet.kind is None:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        ignore = self._action(menu, group, self.tr("Ignore this column"), column, IGNORED, checked=not column.field)
        menu.addAction(ignore)
        menu.addSeparator()
        for name in offered_fields(model.sheet.kind):
            menu.addAction(self._action(menu, group, field_words(name), column, name, checked=name == column.field))
        menu.popup(self.mapToGlobal(QPoint(self.sectionViewportPosition(section) + 4, 40)))
        return menu

    def _action(
        self, menu: QMenu, group: QActionGroup, words: str, column: ColumnPlan, field: str, *, checked: bool
    ) -> QAction:
        action = QAction(no_mnemonic(words), menu)
        action.setCheckable(True)
        action.setChecked(checked)
        action.triggered.connect(lambda: None if checked else self.mapped.emit(column.header, field))
        group.addAction(action)
        return action
