"""A small surface that opens under a button and closes on a click elsewhere or Escape."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget


class Popover(QFrame):
    """Fill ``body`` and call :meth:`open_under`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.surface = QFrame()
        self.surface.setProperty("popover", True)
        outer.addWidget(self.surface)
        self.body = QVBoxLayout(self.surface)
        self.body.setContentsMargins(12, 12, 12, 12)
        self.body.setSpacing(8)

    def open_under(self, widget: QWidget) -> None:
        """Open below the widget's left edge, kept inside its screen."""
        self.adjustSize()
        corner = widget.mapToGlobal(widget.rect().bottomLeft()) + QPoint(0, 5)
        area = widget.screen().availableGeometry()
        corner.setX(max(area.left(), min(corner.x(), area.right() - self.width())))
        corner.setY(max(area.top(), min(corner.y(), area.bottom() - self.height())))
        self.move(corner)
        self.show()
        if self.focusWidget() is None:
            self.setFocus()
