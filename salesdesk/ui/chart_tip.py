"""What hovering a chart says: a heading and its figures, beside the mark."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from salesdesk.ui.components import Label


class ChartTip(QFrame):
    """Plain text: the first line is a heading; a line with a tab has its figure at right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setProperty("popover", True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(10, 8, 10, 8)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(1)
        self._words = ""
        self.hide()

    def show_words(self, words: str, chart: QWidget, beside: QRectF) -> None:
        """Show beside a place of a chart, inside the chart's window."""
        window = chart.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        if words != self._words:
            self._fill(words)
        self.adjustSize()
        corner = chart.mapTo(window, beside.topRight().toPoint()) + QPoint(8, 0)
        if corner.x() + self.width() > window.width() - 8:
            corner.setX(chart.mapTo(window, beside.topLeft().toPoint()).x() - self.width() - 8)
        corner.setY(max(8, min(corner.y(), window.height() - self.height() - 8)))
        self.move(corner)
        self.show()
        self.raise_()

    def _fill(self, words: str) -> None:
        self._words = words
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.setParent(None)
                widget.deleteLater()
        heading, *lines = words.split("\n")
        self._grid.addWidget(Label(heading, "small_strong"), 0, 0, 1, 2)
        for row, line in enumerate(lines, 1):
            name, tab, figure = line.partition("\t")
            self._grid.addWidget(Label(name, "small", "text2"), row, 0, 1, 1 if tab else 2)
            if tab:
                value = Label(figure, "small_strong")
                value.setAlignment(Qt.AlignmentFlag.AlignRight)
                self._grid.addWidget(value, row, 1)
