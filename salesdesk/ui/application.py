"""Starts the window: first what is seen, then what takes long to load."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from salesdesk.domain.places import data_folder
from salesdesk.ui.column_memory import memory
from salesdesk.ui.errors import install_excepthook
from salesdesk.ui.fonts import font, load_fonts
from salesdesk.ui.job import wait_for_jobs
from salesdesk.ui.language import speech
from salesdesk.ui.main_window import MainWindow
from salesdesk.ui.preferences import Preferences
from salesdesk.ui.single_instance import SingleInstance
from salesdesk.ui.theme import theme


def dress(app: QApplication, preferences: Preferences) -> None:
    """Style, typefaces, language and theme."""
    app.setApplicationName("SalesDesk")
    app.setDesktopFileName("salesdesk")
    app.setStyle("Fusion")
    load_fonts()
    app.setFont(font())
    memory.preferences = preferences
    speech.speak(preferences.language)
    theme.apply(preferences.theme)


def main(arguments: Sequence[str] = ()) -> int:
    """Open the window on files: company files are opened, spreadsheets imported.  The exit code."""
    app = QApplication.instance() or QApplication([sys.argv[0]])
    assert isinstance(app, QApplication)
    files = [Path(argument).absolute() for argument in arguments]
    instance = SingleInstance(data_folder())
    if not instance.first and instance.send(files):
        return 0
    preferences = Preferences()
    dress(app, preferences)
    install_excepthook()
    window = MainWindow(preferences)
    instance.files_received.connect(window.take_files)
    window.show()
    QTimer.singleShot(0, lambda: window.start(files))
    code = app.exec()
    wait_for_jobs()
    _settle_clipboard()
    if window.desk is not None:
        window.desk.close()
    instance.close()
    return code


def _settle_clipboard() -> None:
    """Leave the words of what was copied; a clipboard that still asks Python after its end would crash."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.setText(clipboard.text())
