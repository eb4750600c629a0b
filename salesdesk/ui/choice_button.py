"""A button that shows what is chosen: pale words, strong words, a chevron; active ones can be cleared."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from salesdesk.ui.components import set_tip
from salesdesk.ui.fonts import font
from salesdesk.ui.icons import paint_icon
from salesdesk.ui.theme import theme
from salesdesk.ui.tokens import RADIUS_CONTROL, SMALL_HEIGHT

SIDE = 9
GAP = 6
GLYPH = 13


class ChoiceButton(QAbstractButton):
    """``before`` and ``after`` are pale, the words strong.  ``cleared`` when the × of an active one is clicked."""

    cleared = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, icon_name: str = "", framed: bool = True, max_words: int = 260
    ) -> None:
        super().__init__(parent)
        self._before = self._words = self._after = ""
        self._icon = icon_name
        self._framed = framed
        self._active = False
        self._max_words = max_words
        self.setFixedHeight(SMALL_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.theme_changed.connect(self.update)

    def set_choice(self, words: str, *, before: str = "", after: str = "", active: bool = False) -> None:
        self._before, self._words, self._after = before, words, after
        self._active = active
        self.setAccessibleName(" ".join(part for part in (before, words, after) if part))
        cut = any(
            QFontMetricsF(font(style)).horizontalAdvance(part) > self._max_words for part, style in self._pieces()
        )
        set_tip(self, self.accessibleName() if cut else "")
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> str:
        return self._words

    @property
    def active(self) -> bool:
        return self._active

    def sizeHint(self) -> QSize:
        width: float = SIDE * 2 + GLYPH
        if self._icon:
            width += GLYPH + 2 + GAP
        for words, style in self._pieces():
            width += min(QFontMetricsF(font(style)).horizontalAdvance(words), self._max_words) + GAP
        return QSize(round(width), SMALL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _pieces(self) -> list[tuple[str, str]]:
        strong = "small_strong"
        pieces = ((self._before, "small"), (self._words, strong), (self._after, "small"))
        return [(words, style) for words, style in pieces if words]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._framed:
            painter.setPen(QPen(theme.colour("accent" if self._active or self.hasFocus() else "border"), 1))
            ground = "accent_soft" if self._active else "hover" if self.underMouse() else "surface"
            painter.setBrush(theme.colour(ground))
            painter.drawRoundedRect(frame, RADIUS_CONTROL, RADIUS_CONTROL)
        elif self.underMouse():
            painter.fillRect(self.rect(), theme.colour("hover"))
        if self.hasFocus() and not self._framed:
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.drawRoundedRect(frame, RADIUS_CONTROL, RADIUS_CONTROL)
        x = float(SIDE)
        middle = self.height() / 2
        if self._icon:
            paint_icon(painter, self._icon, "text2", QRectF(x, middle - 7.5, 15, 15))
            x += GLYPH + 2 + GAP
        for words, style in self._pieces():
            painter.setFont(font(style))
            strong = style != "small"
            role = ("accent" if self._active else "text") if strong else ("accent" if self._active else "text2")
            painter.setPen(theme.colour(role))
            metrics = QFontMetricsF(painter.font())
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, self._max_words + 1)
            width = metrics.horizontalAdvance(shown)
            painter.drawText(QRectF(x, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)
            x += width + GAP
        glyph = QRectF(self.width() - SIDE - GLYPH + 2, middle - GLYPH / 2, GLYPH, GLYPH)
        paint_icon(painter, "x" if self._active else "chevron-down", "accent" if self._active else "text3", glyph)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._active and self.isDown() and event.position().x() > self.width() - SIDE - GLYPH - 4:
            self.setDown(False)
            self.cleared.emit()
            return
        super().mouseReleaseEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)
