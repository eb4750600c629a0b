"""Paints the cells of figure tables: words, dotted underlines of what opens, bars, sparklines, scales."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from salesdesk.ui.components import as_tip
from salesdesk.ui.figure_model import CELL_ROLE, Bar, Cell, OnScale, Overdue, Spark
from salesdesk.ui.fonts import font
from salesdesk.ui.painted.benchmark_scale import paint_marker, paint_target, paint_zones
from salesdesk.ui.painted.sparkline import paint_sparkline
from salesdesk.ui.painted.status_shape import paint_status
from salesdesk.ui.theme import theme

PADDING = 12
NARROW_SIDE = 4
"""Right of words that begin at the left."""
BAR_HEIGHT = 8
FADED = 0.45
TWO_LINES = 36
"""A row this high takes two lines of words."""
LINE = 16


class FigureDelegate(QStyledItemDelegate):
    """One painter for every figure table.  ``number_columns`` are right-aligned."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell = index.data(CELL_ROLE)
        if not isinstance(cell, Cell):
            return
        rect = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, state)
        painter.setClipRect(rect)
        if isinstance(cell.drawing, Bar):
            self._paint_bar(painter, rect.adjusted(PADDING, 0, -PADDING, 0), cell.drawing, faded=cell.faded)
        elif isinstance(cell.drawing, Overdue):
            self._paint_overdue(painter, rect.adjusted(PADDING, 0, -PADDING, 0), cell.drawing)
        elif isinstance(cell.drawing, Spark):
            spark = cell.drawing
            area = QRectF(rect.left() + 4, rect.center().y() - 17, rect.width() - 12, 34)
            paint_sparkline(painter, area, spark.values, target=spark.target, partial=spark.partial, alert=spark.alert)
        elif isinstance(cell.drawing, OnScale):
            self._paint_scale(painter, rect.adjusted(PADDING, 0, -PADDING, 0), cell.drawing)
        if cell.words or cell.note:
            right = index.model().headerData(
                index.column(), Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
            )
            self._paint_words(painter, rect, cell, right=bool(right & Qt.AlignmentFlag.AlignRight), state=state)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Words that are cut are shown whole in a tooltip."""
        cell = index.data(CELL_ROLE)
        if (
            event.type() == QEvent.Type.ToolTip
            and isinstance(cell, Cell)
            and cell.words
            and words_width(cell) > option.rect.width() - PADDING - 4
        ):
            QToolTip.showText(event.globalPos(), as_tip(cell.words), view)
            return True
        return super().helpEvent(event, view, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        cell = index.data(CELL_ROLE)
        return QSize(round(words_width(cell)) + 2 * PADDING if isinstance(cell, Cell) else 40, 28)

    def _paint_ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.colour("border"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0.5, 0.5, -1.5, -1.5))

    def _paint_words(
        self, painter: QPainter, rect: QRectF, cell: Cell, *, right: bool, state: QStyle.StateFlag
    ) -> None:
        painter.setFont(font("body_strong" if cell.strong else "body"))
        metrics = QFontMetricsF(painter.font())
        left = rect.left() + (4 if right else PADDING)
        if cell.status:
            paint_status(painter, cell.status, QPointF(left + 5, rect.center().y()), 9)
            left += 18
        note_width = QFontMetricsF(font("micro")).horizontalAdvance(cell.note) + 18 if cell.note else 0
        width = rect.right() - (PADDING if right else NARROW_SIDE) - left - note_width
        if metrics.horizontalAdvance(cell.words) > width + 1 and rect.height() >= TWO_LINES and not right:
            self._paint_lines(painter, QRectF(left, rect.top(), width, rect.height()), cell)
            return
        shown = metrics.elidedText(cell.words, Qt.TextElideMode.ElideRight, width + 1)
        advance = metrics.horizontalAdvance(shown)
        x = rect.right() - PADDING - advance if right else left
        hovered = bool(state & QStyle.StateFlag.State_HasFocus) and cell.drill is not None
        role = "accent" if hovered else "text3" if cell.faded and cell.role == "text" else cell.role
        painter.setPen(theme.colour(role))
        painter.drawText(QRectF(x, rect.top(), advance + 2, rect.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        if cell.drill is not None and cell.underlined and shown:
            pen = QPen(theme.colour("accent" if hovered else "border2"), 1.2)
            pen.setDashPattern([1, 1.6])
            painter.setPen(pen)
            y = rect.center().y() + metrics.ascent() / 2 + 3.5
            painter.drawLine(QPointF(x, y), QPointF(x + advance, y))
        if cell.note:
            self._paint_note(painter, QRectF(x + advance + 7, rect.center().y() - 8, note_width - 8, 16), cell.note)

    def _paint_lines(self, painter: QPainter, area: QRectF, cell: Cell) -> None:
        """A sentence in two smaller lines; what does not fit those is cut."""
        painter.setFont(font("small"))
        painter.setPen(theme.colour(cell.role))
        first, rest = two_lines(cell.words, painter.font(), area.width())
        shown = QFontMetricsF(painter.font()).elidedText(rest, Qt.TextElideMode.ElideRight, area.width() + 1)
        middle = area.center().y()
        for words, top in ((first, middle - LINE), (shown, middle)):
            painter.drawText(QRectF(area.left(), top, area.width() + 2, LINE), Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_note(self, painter: QPainter, box: QRectF, words: str) -> None:
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(theme.colour("text3"))
        painter.setFont(font("micro"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_bar(self, painter: QPainter, area: QRectF, bar: Bar, *, faded: bool) -> None:
        middle = area.center().y()
        if bar.mean is not None:
            pen = QPen(theme.colour("text2"), 1)
            pen.setDashPattern([1.5, 1.5])
            painter.setPen(pen)
            x = area.left() + area.width() * bar.mean
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        colour = QColor(theme.colour(bar.role))
        whisker = QColor(theme.colour("text"))
        if faded:
            colour.setAlphaF(FADED)
            whisker.setAlphaF(FADED)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        width = max(area.width() * bar.length, 1.5)
        painter.drawRoundedRect(QRectF(area.left(), middle - BAR_HEIGHT / 2, width, BAR_HEIGHT), 1.5, 1.5)
        if bar.low is not None and bar.high is not None:
            painter.setPen(QPen(whisker, 1.2))
            low, high = (area.left() + area.width() * share for share in (bar.low, bar.high))
            painter.drawLine(QPointF(low, middle), QPointF(high, middle))
            for x in (low, high):
                painter.drawLine(QPointF(x, middle - 3.5), QPointF(x, middle + 3.5))

    def _paint_overdue(self, painter: QPainter, area: QRectF, overdue: Overdue) -> None:
        """The rhythm pale, what has passed since in the status' colour, a pixel between them."""
        top = area.center().y() - BAR_HEIGHT / 2
        painter.setPen(Qt.PenStyle.NoPen)
        rhythm = area.width() * overdue.rhythm
        painter.setBrush(theme.colour("series_soft"))
        painter.drawRoundedRect(QRectF(area.left(), top, max(rhythm - 1, 1.5), BAR_HEIGHT), 1.5, 1.5)
        painter.setBrush(theme.colour(overdue.role))
        late = max(area.width() * overdue.late, 1.5)
        painter.drawRoundedRect(QRectF(area.left() + rhythm, top, late, BAR_HEIGHT), 1.5, 1.5)

    def _paint_scale(self, painter: QPainter, area: QRectF, on: OnScale) -> None:
        bar = QRectF(area.left(), area.center().y() - 3.5, area.width(), 7)
        paint_zones(painter, bar, on.scale)
        if on.target is not None:
            paint_target(painter, bar, bar.left() + bar.width() * on.scale.share(on.target))
        if on.value is not None:
            paint_marker(painter, bar, bar.left() + bar.width() * on.scale.share(on.value))


def words_width(cell: Cell) -> float:
    """How wide a cell's words are, status shape and note included."""
    width = QFontMetricsF(font("body_strong" if cell.strong else "body")).horizontalAdvance(cell.words)
    if cell.note:
        width += QFontMetricsF(font("micro")).horizontalAdvance(cell.note) + 18
    return width + (18 if cell.status else 0)


def two_lines(words: str, style: QFont, width: float) -> tuple[str, str]:
    """Words broken at the last space that the first line has room for."""
    metrics = QFontMetricsF(style)
    first, _, rest = words.partition(" ")
    while rest:
        following, _, remaining = rest.partition(" ")
        if metrics.horizontalAdvance(f"{first} {following}") > width:
            break
        first, rest = f"{first} {following}", remaining
    return first, rest
