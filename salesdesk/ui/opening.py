"""Hand a file or folder to the program that the system has for it, and say so when there is none."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget


def open_file(path: Path, asked_from: QWidget) -> None:
    """Open a file; where no program takes it, its folder; where that fails too, say where it lies."""
    if not _opened(path):
        open_folder(path, asked_from)


def open_folder(path: Path, asked_from: QWidget) -> None:
    """Open the folder that holds a file, or say where the file lies."""
    if _opened(path.parent):
        return
    words = QCoreApplication.translate("Opening", "No program of this computer opens this file. It lies here:")
    told = QMessageBox(QMessageBox.Icon.Information, "SalesDesk", f"{words}\n{path}", parent=asked_from.window())
    told.open()


def _opened(path: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
