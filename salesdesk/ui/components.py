"""The small parts that every page is made of.  Text is plain everywhere: data may look like HTML or a mnemonic."""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from salesdesk.ui.fonts import font
from salesdesk.ui.icons import icon, paint_icon
from salesdesk.ui.theme import restyle, theme
from salesdesk.ui.tokens import CARD_PADDING

__all__ = [
    "Card",
    "EmptyState",
    "IconView",
    "Label",
    "Segments",
    "as_tip",
    "button",
    "clear_layout",
    "line",
    "no_mnemonic",
    "set_tip",
]


class Label(QLabel):
    """A plain-text label in one step of the type scale and one colour role."""

    def __init__(
        self,
        words: str = "",
        style: str = "body",
        role: str = "text",
        parent: QWidget | None = None,
        *,
        wrap: bool = False,
        elide: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(style))
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        self._elide = elide
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(words)

    def set_role(self, role: str) -> None:
        if self.property("role") != role:
            self.setProperty("role", role)
            restyle(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elide:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        shown = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment()), shown)

    def setText(self, words: str) -> None:
        super().setText(words)
        self._tell_cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_cut()

    def _tell_cut(self) -> None:
        """Words that are cut are in the tooltip."""
        if self._elide:
            cut = QFontMetrics(self.font()).horizontalAdvance(self.text()) > self.width()
            set_tip(self, self.text() if cut else "")


def no_mnemonic(words: str) -> str:
    """Data shown on a button or in a menu: an ampersand is a letter, not a shortcut."""
    return words.replace("&", "&&")


def as_tip(words: str) -> str:
    """Plain words as Qt's tooltips take them: data may look like HTML."""
    return f"<span>{escape(words)}</span>" if words else ""


def set_tip(widget: QWidget, words: str) -> None:
    """A tooltip of plain text."""
    widget.setToolTip(as_tip(words))


def button(
    words: str = "",
    *,
    kind: str = "",
    icon_name: str = "",
    clicked: Callable[[], object] | None = None,
    name: str = "",
    icon_size: int = 16,
) -> QPushButton:
    """A push button.  ``kind``: primary, small, flat, link, chip, segment, or '' for a secondary button.

    ``name``: accessible name and tooltip of a button without words.
    """
    made = QPushButton(no_mnemonic(f" {words}" if icon_name and words else words))
    made.setFont(font("small_strong" if kind == "chip" else "body_medium"))
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    if icon_name:
        made.setIcon(icon(icon_name, {"primary": "on_accent", "link": "accent"}.get(kind, "text2")))
        made.setIconSize(QSize(icon_size, icon_size))
    if words:
        made.setAccessibleName(words)
    if name:
        made.setAccessibleName(name)
        set_tip(made, name)
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    return made


def line(*, vertical: bool = False) -> QFrame:
    """A hairline between things."""
    made = QFrame()
    made.setProperty("line", True)
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def clear_layout(layout: QBoxLayout) -> None:
    """Remove and delete all that a layout holds."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner := item.layout(), QBoxLayout):
            clear_layout(inner)


class Card(QFrame):
    """A bordered surface with a 40-pixel header: title at left, ``header`` takes what stands at right.

    ``body`` is the layout below; ``padded`` gives it the card's padding.
    """

    def __init__(self, title: str = "", parent: QWidget | None = None, *, padded: bool = True) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self.header = QHBoxLayout()
        self.header.setContentsMargins(CARD_PADDING, 0, CARD_PADDING, 0)
        self.header.setSpacing(8)
        self.title = Label(title, "card_title")
        self.header.addWidget(self.title)
        self.header.addStretch(1)
        self._head = QWidget()
        self._head.setFixedHeight(40)
        self._head.setLayout(self.header)
        outer.addWidget(self._head)
        self._head.setVisible(bool(title))
        self.body = QVBoxLayout()
        side = CARD_PADDING if padded else 0
        self.body.setContentsMargins(side, 0, side, side)
        self.body.setSpacing(8)
        outer.addLayout(self.body, 1)
        self.setAccessibleName(title)

    def set_title(self, title: str) -> None:
        self.title.setText(title)
        self._head.setVisible(bool(title))
        self.setAccessibleName(title)


class IconView(QWidget):
    """An icon that stands by itself; what it means is always said in words beside it."""

    def __init__(self, name: str, role: str = "text2", size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._role = role
        self.setFixedSize(size, size)
        theme.theme_changed.connect(self.update)

    def set_icon(self, name: str, role: str) -> None:
        self._name, self._role = name, role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is painted
        paint_icon(QPainter(self), self._name, self._role, QRectF(self.rect()))


class Segments(QFrame):
    """Exclusive choices side by side.  ``chosen(key)`` when the user takes another one."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], current: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("segments", True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for key, words in choices:
            made = button(words, kind="segment")
            made.setFont(font("small_strong"))
            made.setCheckable(True)
            made.setChecked(key == current)
            made.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            self._group.addButton(made)
            self._buttons[key] = made
            layout.addWidget(made)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_current(self, key: str) -> None:
        """Another choice, or none of them."""
        self._group.setExclusive(key in self._buttons)
        for name, made in self._buttons.items():
            made.setChecked(name == key)
        self._group.setExclusive(True)

    def set_words(self, key: str, words: str) -> None:
        self._buttons[key].setText(no_mnemonic(words))


class EmptyState(QWidget):
    """Icon, what is missing, why, and one button: what a card or page says when it has nothing to show."""

    def __init__(
        self,
        icon_name: str,
        title: str,
        reason: str = "",
        action: str = "",
        clicked: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setSpacing(6)
        layout.addStretch(1)
        layout.addWidget(IconView(icon_name, "text3", 20), 0, Qt.AlignmentFlag.AlignHCenter)
        for words, style, role in ((title, "body_strong", "text"), (reason, "small", "text2")):
            if words:
                label = Label(words, style, role, wrap=True)
                label.setAlignment(Qt.AlignmentFlag.AlignCenter)
                layout.addWidget(label)
        if action:
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(button(action, clicked=clicked))
            row.addStretch(1)
            layout.addLayout(row)
        layout.addStretch(1)
