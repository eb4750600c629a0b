"""What the user sees when something fails: a sentence for what they can mend, a copyable report for our bugs."""

import sys
from types import TracebackType

from PySide6.QtCore import Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

import salesdesk
from salesdesk.domain.errors import SalesDeskError
from salesdesk.ui.components import Label, button
from salesdesk.ui.language import speech


def report(error: BaseException) -> str:
    """What a bug report needs; no customer data beyond what the message itself says."""
    import platform  # these are slow to load, and the window comes first
    import traceback

    trace = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    versions = f"SalesDesk {salesdesk.__version__}, Python {platform.python_version()}, Qt {qVersion()}"
    return f"{versions}\n{platform.platform()}\n\n{trace}"


class ErrorDialog(QDialog):
    """One failure.  The report of a bug can be copied; nothing is sent anywhere.

    ``help_words`` name a button that may mend it; then ``helped`` is emitted.
    """

    helped = Signal()

    def __init__(self, error: BaseException, parent: QWidget | None = None, help_words: str = "") -> None:
        super().__init__(parent)
        self._report = report(error)
        mendable = isinstance(error, SalesDeskError)
        self.setWindowTitle("SalesDesk")
        self.setMinimumWidth(520)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        if mendable:
            assert isinstance(error, SalesDeskError)
            layout.addWidget(Label(speech.say(error.message), "body", wrap=True))
        else:
            layout.addWidget(Label(self.tr("Something went wrong in SalesDesk"), "page_title"))
            explanation = self.tr(
                "Your data is intact. The report below says what happened; you can copy it and send it to whoever"
                " looks after SalesDesk for you."
            )
            layout.addWidget(Label(explanation, "body", "text2", wrap=True))
            text = QPlainTextEdit(self._report)
            text.setReadOnly(True)
            text.setMinimumHeight(220)
            text.setAccessibleName(self.tr("Error report"))
            layout.addWidget(text)
        row = QHBoxLayout()
        row.addStretch(1)
        if not mendable:
            row.addWidget(button(self.tr("Copy the report"), icon_name="copy", clicked=self.copy_report))
        close = button(self.tr("Close"), kind="" if help_words else "primary", clicked=self.accept)
        row.addWidget(close)
        if help_words:
            self.helping = button(help_words, kind="primary", clicked=self._help)
            row.addWidget(self.helping)
        else:
            close.setDefault(True)
        layout.addLayout(row)

    def _help(self) -> None:
        self.accept()
        self.helped.emit()

    def copy_report(self) -> None:
        QGuiApplication.clipboard().setText(self._report)


_shown: list[ErrorDialog] = []


def show_error(error: BaseException, parent: QWidget | None = None, help_words: str = "") -> ErrorDialog:
    """Open the error dialog without stopping the program's loop."""
    dialog = ErrorDialog(error, parent or QApplication.activeWindow(), help_words)
    _shown.append(dialog)
    dialog.finished.connect(lambda _result: _shown.remove(dialog))
    dialog.open()
    return dialog


def install_excepthook() -> None:
    """Exceptions that escape a slot reach the error dialog, and the terminal."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        if not issubclass(kind, KeyboardInterrupt) and len(_shown) < 3:
            show_error(error)

    sys.excepthook = hook
