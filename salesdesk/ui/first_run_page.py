"""What the window shows while there is no data: a place for files, a sample, a template."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from salesdesk.ui.components import Label, button, line
from salesdesk.ui.drop_zone import DropZone, dropped_files
from salesdesk.ui.icon_label import IconLabel

WIDTH = 760


class FirstRunPage(QScrollArea):
    """Says what happens when files come, and takes them; files dropped anywhere on it count."""

    files_chosen = Signal(list)
    sample_requested = Signal()
    template_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setAcceptDrops(True)
        page = QWidget()
        page.setObjectName("page")
        outer = QHBoxLayout(page)
        outer.setContentsMargins(24, 44, 24, 24)
        column = QWidget()
        column.setMaximumWidth(WIDTH)
        outer.addStretch(1)
        outer.addWidget(column, 100)
        outer.addStretch(1)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self._add_title(layout)
        self.drop_zone = DropZone()
        self.drop_zone.files_chosen.connect(self.files_chosen)
        layout.addWidget(self.drop_zone)
        layout.addLayout(self._cards())
        layout.addSpacing(8)
        layout.addWidget(self._promises())
        layout.addSpacing(12)
        layout.addLayout(self._privacy())
        layout.addStretch(1)
        self.setWidget(page)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self.files_chosen.emit(paths)

    def _add_title(self, layout: QVBoxLayout) -> None:
        title = Label(self.tr("Drop your files, your numbers appear here."), "headline", wrap=True)
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(title)
        words = self.tr("Sales, quotes, leads, price lists: one Excel workbook or CSV file is enough to begin.")
        subtitle = Label(words, "body", "text2", wrap=True)
        subtitle.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(subtitle)
        layout.addSpacing(8)

    def _cards(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.sample_button = button(self.tr("Try"), clicked=self.sample_requested.emit)
        self.sample_button.setAccessibleName(self.tr("Try with sample data"))
        row.addWidget(
            _offer(
                "flask-conical",
                self.tr("Try with sample data"),
                self.tr("A made-up company: leads, opportunities, sales and costs."),
                self.sample_button,
            ),
            1,
        )
        self.template_button = button(self.tr("Save"), clicked=self.template_requested.emit)
        self.template_button.setAccessibleName(self.tr("Save a template to fill in"))
        row.addWidget(
            _offer(
                "file-down",
                self.tr("Start from a template to fill in"),
                self.tr("A workbook with the right columns, already named."),
                self.template_button,
            ),
            1,
        )
        return row

    def _promises(self) -> QWidget:
        """Which sheet gives which indicators."""
        table = QWidget()
        table.setAccessibleName(self.tr("Which sheet gives which indicators"))
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 53)
        grid.setColumnStretch(1, 47)
        grid.addWidget(Label(self.tr("With the sheet…"), "small_strong", "text2"), 0, 0)
        grid.addWidget(Label(self.tr("you get"), "small_strong", "text2"), 0, 1)
        grid.setRowMinimumHeight(0, 28)
        rows = (
            (self.tr("Sales"), self.tr("date, customer, rep, amount"), self.tr("revenue per rep, repurchase")),
            (self.tr("+ purchase cost"), self.tr("per line or per product"), self.tr("gross margin")),
            (
                self.tr("+ leads and opportunities"),
                self.tr("source, dates, outcome"),
                self.tr("conversion, cycle, qualified leads, losses"),
            ),
        )
        for index, (sheet, columns, gives) in enumerate(rows):
            grid.addWidget(line(), 2 * index + 1, 0, 1, 2)
            left = QHBoxLayout()
            left.setSpacing(8)
            left.addWidget(Label(sheet, "body_medium"))
            left.addWidget(Label(columns, "body", "text3"), 1)
            grid.addLayout(left, 2 * index + 2, 0)
            grid.addWidget(Label(gives, "body", "text2"), 2 * index + 2, 1)
            grid.setRowMinimumHeight(2 * index + 2, 33)
        return table

    def _privacy(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addStretch(1)
        row.addWidget(IconLabel("lock", "text3", 13))
        row.addWidget(Label(self.tr("Everything stays on this computer. No account, no upload."), "small", "text3"))
        row.addStretch(1)
        return row


def _offer(icon_name: str, title: str, detail: str, action: QPushButton) -> QFrame:
    card = QFrame()
    card.setProperty("card", True)
    card.setMinimumHeight(78)
    layout = QHBoxLayout(card)
    layout.setContentsMargins(16, 12, 13, 12)
    layout.setSpacing(12)
    layout.addWidget(IconLabel(icon_name, "text2", 17))
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addStretch(1)
    words.addWidget(Label(title, "card_title"))
    words.addWidget(Label(detail, "small", "text2", wrap=True))
    words.addStretch(1)
    layout.addLayout(words, 1)
    layout.addWidget(action)
    return card
