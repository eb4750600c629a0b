"""Spreadsheets dropped on a widget."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from salesdesk.ui.components import Label, button
from salesdesk.ui.icon_label import IconLabel
from salesdesk.ui.theme import theme
from salesdesk.ui.tokens import RADIUS_PILL

SUFFIXES: Final = ("xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt")


def dropped_files(data: QMimeData) -> list[Path]:
    """The local files and folders that a drag carries; what they hold is decided by reading them."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.exists()]


def choose_files(parent: QWidget, title: str, what: str) -> list[Path]:
    """Ask for spreadsheets; ``what`` names them in the dialog's filter."""
    pattern = " ".join(f"*.{suffix}" for suffix in SUFFIXES)
    names, _ = QFileDialog.getOpenFileNames(parent, title, "", f"{what} ({pattern});;* (*)")
    return [Path(name) for name in names]


class DropZone(QFrame):
    """A dashed area that takes files by drag and drop or by its button."""

    files_chosen = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.setFixedHeight(222)
        self.setAccessibleName(self.tr("Drop Excel or CSV files here"))
        self._hovered = False
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(IconLabel("file-spreadsheet", "text2", 32), alignment=centre)
        layout.addSpacing(4)
        layout.addWidget(Label(self.tr("Drag an Excel or CSV file here"), "rail_value"), alignment=centre)
        kinds = self.tr(".xlsx, .xls, .ods, .csv · several files at once")
        layout.addWidget(Label(kinds, "small", "text3"), alignment=centre)
        layout.addSpacing(8)
        self.button = button(self.tr("Choose files"), kind="primary", icon_name="folder-open", clicked=self._choose)
        layout.addWidget(self.button, alignment=centre)
        layout.addStretch(1)
        theme.theme_changed.connect(self.update)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self._hover(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hover(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hover(False)
        if paths := dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self.files_chosen.emit(paths)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is painted
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("accent_soft" if self._hovered else "surface"))
        pen = QPen(theme.colour("accent" if self._hovered else "none.fill"), 1)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PILL, RADIUS_PILL)

    def _hover(self, hovered: bool) -> None:
        self._hovered = hovered
        self.update()

    def _choose(self) -> None:
        if paths := choose_files(self, self.tr("Choose files"), self.tr("Spreadsheets")):
            self.files_chosen.emit(paths)
