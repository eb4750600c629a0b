"""The bar across the top: which company, the search field, theme, export, import."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QWidget

from salesdesk.ui.components import button, set_tip
from salesdesk.ui.fonts import font
from salesdesk.ui.icons import paint_icon
from salesdesk.ui.key_focus import KeyFocus
from salesdesk.ui.theme import theme
from salesdesk.ui.tokens import (
    CONTROL_HEIGHT,
    PAGE_PADDING,
    RADIUS_CONTROL,
    RAIL_WIDTH,
    RAIL_WIDTH_NARROW,
    TOP_BAR_HEIGHT,
)


class CompanyButton(KeyFocus, QAbstractButton):
    """Name of the company and the day its data reaches; opens the company menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = "SalesDesk"
        self._detail = ""
        self.setFixedSize(RAIL_WIDTH, TOP_BAR_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.theme_changed.connect(self.update)

    def set_company(self, name: str, detail: str) -> None:
        self._name, self._detail = name, detail
        self.setAccessibleName(f"{name}, {detail}" if detail else name)
        self._tell_cut()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_cut()

    def _room(self) -> int:
        """Pixels for the words."""
        return self.width() - 50 - 28

    def _tell_cut(self) -> None:
        """A name that is cut is in the tooltip."""
        cut = QFontMetrics(font("card_title")).horizontalAdvance(self._name) > self._room()
        set_tip(self, self._name if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("rail"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.colour("border"))
        painter.fillRect(QRectF(self.width() - 1, 0, 1, self.height()), theme.colour("border"))
        badge = QRectF(15, 13, 26, 26)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(badge, RADIUS_CONTROL, RADIUS_CONTROL)
        paint_icon(painter, "chart-column", "on_accent", badge.adjusted(5, 5, -5, -5))
        width = self._room()
        for words, style, role, top in ((self._name, "card_title", "text", 10), (self._detail, "micro", "text3", 28)):
            painter.setFont(font(style))
            painter.setPen(theme.colour(role))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRectF(50, top if self._detail else 18, width, 18), Qt.AlignmentFlag.AlignVCenter, shown)
        paint_icon(painter, "chevrons-up-down", "text2", QRectF(self.width() - 24, 19, 14, 14))
        if self.shows_focus:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -5, -5), RADIUS_CONTROL, RADIUS_CONTROL)


class SearchField(QFrame):
    """Looks like a field; a click opens the palette, where one types."""

    clicked = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setFixedSize(420, CONTROL_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setAccessibleName(words)
        theme.theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("accent" if self.hasFocus() else "border"))
        painter.setBrush(theme.colour("surface2"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CONTROL, RADIUS_CONTROL)
        paint_icon(painter, "search", "text2", QRectF(11, 8.5, 15, 15))
        painter.setFont(font("body"))
        painter.setPen(theme.colour("text3"))
        area = QRectF(34, 0, self.width() - 100, self.height())
        shown = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)
        key = QRectF(self.width() - 54, 7.5, 46, 17)
        painter.setFont(font("micro"))
        painter.setPen(theme.colour("border"))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(key, 4, 4)
        painter.setPen(theme.colour("text3"))
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, "Ctrl K")

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


class TopBar(QFrame):
    """Says what the user wants; the window does it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setFixedHeight(TOP_BAR_HEIGHT)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, PAGE_PADDING[1], 0)
        layout.setSpacing(8)
        self.company = CompanyButton()
        layout.addWidget(self.company)
        layout.addSpacing(PAGE_PADDING[1] - 8)
        self.search = SearchField(self.tr("Indicator, customer, order, command…"))
        layout.addWidget(self.search)
        layout.addStretch(1)
        self.theme = button(kind="flat", icon_name="sun-moon", name=self.tr("Light or dark"))
        self.theme.setFixedWidth(CONTROL_HEIGHT)
        layout.addWidget(self.theme)
        self.export = button(self.tr("Export PDF"), icon_name="file-text")
        layout.addWidget(self.export)
        self.importing = button(self.tr("Import"), kind="primary", icon_name="import")
        layout.addWidget(self.importing)
        for made in (self.export, self.importing):
            made.setIconSize(QSize(15, 15))

    def set_compact(self, compact: bool) -> None:
        self.company.setFixedWidth(RAIL_WIDTH_NARROW if compact else RAIL_WIDTH)
        self.search.setFixedWidth(340 if compact else 420)
