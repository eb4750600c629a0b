"""The report before it is printed: its pages as they will be, and the printer to choose."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget


def numbered(folder: Path) -> list[Path]:
    """Pages written as pictures, in their order."""
    return sorted(folder.glob("*.png"), key=lambda path: int(path.stem.rpartition("-")[2]))


class PrintPreview(QPrintPreviewDialog):
    """Pages are pictures of whole A4 sheets, margins included."""

    def __init__(self, pages: Sequence[Path], title: str, parent: QWidget) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        whole = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF())
        printer.setPageLayout(whole)
        printer.setFullPage(True)
        super().__init__(printer, parent)
        self._printer = printer
        self._pages = [QImage(str(page)) for page in pages]
        self.setWindowTitle(title)
        self.resize(960, 800)
        self.paintRequested.connect(self.paint_pages)

    def paint_pages(self, printer: QPrinter) -> None:
        """Lay each page on a sheet, as large as it goes."""
        painter = QPainter(printer)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        sheet = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
        for number, page in enumerate(self._pages):
            if number:
                printer.newPage()
            scale = min(sheet.width() / page.width(), sheet.height() / page.height())
            size = QSizeF(page.size()) * scale
            painter.drawImage(QRectF((sheet.width() - size.width()) / 2, 0, size.width(), size.height()), page)
        painter.end()
