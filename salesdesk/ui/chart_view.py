"""A drawing in the window: hover for its figures, click or Enter for its records."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from salesdesk.charts.style import Theme
from salesdesk.domain.formats import Formats
from salesdesk.domain.task import Task
from salesdesk.ui.chart_menu import ChartMenu, as_table
from salesdesk.ui.chart_render import Canvas, Drawer, Painting, Picture, drawing_pool
from salesdesk.ui.chart_tip import ChartTip
from salesdesk.ui.components import EmptyState, button
from salesdesk.ui.errors import report
from salesdesk.ui.fonts import font
from salesdesk.ui.job import Job
from salesdesk.ui.key_focus import KeyFocus
from salesdesk.ui.theme import theme

SETTLING = 40
"""Milliseconds of rest before a resized chart is drawn again."""
PATIENCE = 200
WAITING_BARS = (0.45, 0.5, 0.6, 0.48, 0.32, 0.52, 0.66, 0.6, 0.5, 0.55, 0.66, 0.52)


@dataclass(frozen=True)
class _Drawn:
    """What became of one drawing; ``number`` tells whether it is still the one wanted."""

    number: int
    picture: Picture | None = None
    error: Exception | None = None


class ChartView(KeyFocus, QWidget):
    """Shows the last picture until the next is ready.  ``marks_changed`` when it is; ``mark_clicked(Mark)``."""

    marks_changed = Signal()
    mark_clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawer = Drawer()
        self._painting: Painting | None = None
        self._formats: Formats | None = None
        self.picture: Picture | None = None
        self._current = -1
        self._drawn = 0
        self._shown: tuple[Painting, Canvas] | None = None
        self._waiting = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        self._tip = ChartTip(self)
        self._failure = QStackedLayout(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLING)
        self._settle.timeout.connect(self._draw)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(PATIENCE)
        self._slow.timeout.connect(self._show_waiting)
        theme.theme_changed.connect(self._draw)

    def show_painting(self, painting: Painting, formats: Formats) -> None:
        """Draw as soon as the widget is in view."""
        self._painting, self._formats = painting, formats
        if self.isVisible():
            self._draw()

    def sizeHint(self) -> QSize:
        return QSize(400, 220)

    def _canvas(self) -> Canvas:
        """What there is to draw on now."""
        assert self._formats is not None
        tone: Theme = "dark" if theme.current.dark else "light"
        return Canvas(self.width(), self.height(), self.devicePixelRatioF(), tone, self._formats)

    def _draw(self) -> None:
        if self._painting is None or self._formats is None or not self.isVisible() or self.width() < 40:
            return
        canvas = self._canvas()
        if self.picture is not None and self._shown == (self._painting, canvas):
            return
        self._shown = (self._painting, canvas)
        self._drawn += 1
        drawn, drawer, painting = self._drawn, self._drawer, self._painting
        self._slow.start()

        def work(_task: Task) -> _Drawn:
            if drawn != self._drawn:
                return _Drawn(drawn)
            try:
                return _Drawn(drawn, picture=drawer.draw(painting, canvas))
            except Exception as error:  # noqa: BLE001 - a failing chart says so in its place
                return _Drawn(drawn, error=error)

        job = Job(work, pool=drawing_pool)
        job.finished_with.connect(self._take)
        job.start()

    @Slot(object)
    def _take(self, found: _Drawn) -> None:
        """A slot of this widget: a picture that comes when it is gone is dropped by Qt."""
        if found.number != self._drawn:
            return
        if found.error is not None:
            self._fail(found.error)
        elif found.picture is not None:
            self._show_picture(found.picture)

    def _show_picture(self, picture: Picture) -> None:
        self._rest()
        self.picture = picture
        self._current = -1
        self._tip.hide()
        self.setAccessibleDescription(picture.marks.description)
        self.marks_changed.emit()
        self.update()

    def _fail(self, error: Exception) -> None:
        self._rest()
        self.picture = None
        failure = EmptyState(
            "triangle-alert",
            self.tr("The chart could not be drawn"),
            self.tr("Your data is intact."),
            self.tr("Retry"),
            self._draw,
        )
        detail = button(
            self.tr("Copy the technical detail"),
            kind="link",
            clicked=lambda: QGuiApplication.clipboard().setText(report(error)),
        )
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.addWidget(failure, 1)
        column.addWidget(detail, 0, Qt.AlignmentFlag.AlignHCenter)
        self._failure.addWidget(shown)
        self.update()

    def _rest(self) -> None:
        self._slow.stop()
        self._waiting = False
        while (old := self._failure.currentWidget()) is not None:
            self._failure.removeWidget(old)
            old.deleteLater()

    def _show_waiting(self) -> None:
        self._waiting = self.picture is None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        if self.picture is not None:
            painter.drawImage(0, 0, self.picture.image)
            if self._current >= 0:
                left, top, right, bottom = self.picture.boxes[self._current][1]
                shade = QColor(theme.current.text)
                shade.setAlphaF(0.05)
                painter.fillRect(QRectF(left, top, right - left, bottom - top), shade)
        elif self._waiting:
            self._paint_waiting(painter)
        if self.shows_focus:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_waiting(self, painter: QPainter) -> None:
        base = self.height() - 34.0
        slot = self.width() / len(WAITING_BARS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("none.soft"))
        for index, share in enumerate(WAITING_BARS):
            height = base * share
            painter.drawRoundedRect(QRectF(index * slot + slot * 0.18, base - height, slot * 0.64, height), 2, 2)
        painter.setPen(theme.colour("text3"))
        painter.setFont(font("small"))
        painter.drawText(QRectF(4, base + 8, self.width() - 8, 18), self.tr("Computing…"))

    def _set_current(self, index: int) -> None:
        if index == self._current or self.picture is None:
            return
        self._current = index
        if index < 0:
            self._tip.hide()
        else:
            mark, (left, top, right, _bottom) = self.picture.boxes[index]
            self._tip.show_words(mark.label, self, QRectF(left, top, right - left, 10))
        opens = index >= 0 and self.picture.boxes[index][0].opens
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.picture is not None:
            self._set_current(self.picture.at(event.position().x(), event.position().y()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._click()

    def leaveEvent(self, event: QEvent) -> None:
        self._set_current(-1)
        super().leaveEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._set_current(-1)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        count = len(self.picture.boxes) if self.picture is not None else 0
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step and count and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._set_current((self._current + step) % count if self._current >= 0 else (0 if step > 0 else count - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._click()
        elif event.matches(QKeySequence.StandardKey.Copy) and self.picture is not None:
            QGuiApplication.clipboard().setMimeData(as_table(self.picture.marks))
        else:
            super().keyPressEvent(event)

    def _click(self) -> None:
        if self.picture is not None and self._current >= 0:
            mark = self.picture.boxes[self._current][0]
            if mark.opens:
                self.mark_clicked.emit(mark)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.picture is None or self._painting is None:
            return
        menu = ChartMenu(self.accessibleName(), self.picture, self._painting, self._canvas(), self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.picture is None:
            self._draw()
        else:
            self._settle.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()
