"""A message at the foot of the window: what happened, what it means, one button."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from salesdesk.ui.components import IconView, Label, button, no_mnemonic
from salesdesk.ui.theme import theme

SUCCESS_SECONDS = 10
_ICONS = {"good": "circle-check", "watch": "triangle-alert", "alert": "triangle-alert", "none": "info"}


class MessageBar(QWidget):
    """Floats over its parent's foot.  A success goes away by itself; an error stays until it is closed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._status = "good"
        self._clicked: Callable[[], object] | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 10, 8, 10)
        layout.setSpacing(12)
        self._icon = IconView("circle-check", "good.text", 18)
        layout.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = Label("", "body_strong", wrap=True)
        self.detail = Label("", "small", "text2", wrap=True)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.hide()
        words.addWidget(self.progress)
        layout.addLayout(words, 1)
        self.action = button(clicked=self._act)
        layout.addWidget(self.action)
        close = button(kind="flat", icon_name="x", clicked=self.hide, name=self.tr("Close"))
        layout.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def show_message(
        self,
        title: str,
        detail: str = "",
        *,
        status: str = "good",
        action: str = "",
        clicked: Callable[[], object] | None = None,
    ) -> None:
        """Say something; ``status`` good goes away after ten seconds."""
        self._status = status
        self._clicked = clicked
        self.title.setText(title)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        self.action.setText(no_mnemonic(action))
        self.action.setVisible(bool(action))
        self._icon.set_icon(_ICONS.get(status, "info"), f"{status}.text")
        self.setAccessibleName(f"{title} {detail}".strip())
        self.place()
        self.show()
        self.raise_()
        self._timer.stop()
        self.progress.hide()
        if status == "good":
            self._timer.start(SUCCESS_SECONDS * 1000)

    def show_progress(self, title: str, cancel: Callable[[], object]) -> None:
        """Say that something is under way and offer to stop it; stays until something else is said."""
        self.show_message(title, " ", status="none", action=self.tr("Stop"), clicked=cancel)
        self.progress.setValue(0)
        self.progress.show()
        self.place()

    def tell_progress(self, share: float, words: str) -> None:
        """How far it is (0..1) and what is being done."""
        self.progress.setValue(round(share * 1000))
        self.detail.setText(words)

    def move_to(self, parent: QWidget) -> None:
        """Float over another widget from now on, saying what it says."""
        shown = self.isVisible()
        self.setParent(parent)
        self.place()
        self.setVisible(shown)
        self.raise_()

    def place(self) -> None:
        """Keep to the middle of the parent's foot."""
        parent = self.parentWidget()
        if parent is None:
            return
        width = min(640, parent.width() - 48)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((parent.width() - width) // 2, parent.height() - self.height() - 20)

    def _act(self) -> None:
        self.hide()
        if self._clicked is not None:
            self._clicked()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("surface"))
        painter.setPen(QPen(QColor(theme.current.status(self._status).fill), 1.2))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 8, 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
