"""What SalesDesk is made of, by which licences, and a report about it that can be copied."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

import salesdesk
from salesdesk.domain.resources import resource
from salesdesk.ui.components import IconView, Label, button
from salesdesk.ui.diagnostics import PARTS, Part, diagnostics, version_of
from salesdesk.ui.list_model import ListColumn, ListModel
from salesdesk.ui.list_table import ListTable
from salesdesk.ui.opening import open_folder

if TYPE_CHECKING:
    from salesdesk.desk import Desk

ROWS_SHOWN = 8


class AboutDialog(QDialog):
    """``desk`` None: no company is open."""

    def __init__(self, desk: "Desk | None", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(self.tr("About SalesDesk"))
        self.setFixedWidth(560)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(self._head())
        columns: list[ListColumn[Part]] = [
            ListColumn(self.tr("Made with"), lambda part: part.name),
            ListColumn(self.tr("Version"), lambda part: version_of(part) or "–", role="text2"),
            ListColumn(self.tr("Licence"), lambda part: part.licence, role="text2"),
        ]
        self.parts = ListTable(ListModel(columns, self), self.tr("Made with"))
        self.parts.setFixedHeight(28 + ROWS_SHOWN * 31)
        self.parts.show_items(PARTS)
        layout.addWidget(self.parts)
        self.said = Label("", "small", "good")
        layout.addWidget(self.said)
        layout.addLayout(self._foot())

    def copy_diagnostics(self) -> None:
        """Put versions, system and sizes on the clipboard."""
        QGuiApplication.clipboard().setText(diagnostics(self._desk))
        self.said.setText(self.tr("Copied: versions, system and sizes, nothing of your data."))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(IconView("chart-column", "accent", 32))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(f"SalesDesk {salesdesk.__version__}", "page_title"))
        promise = self.tr("Everything stays on this computer. No account, no upload.")
        words.addWidget(Label(promise, "body", "text2", wrap=True))
        row.addLayout(words, 1)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.copy_button = button(self.tr("Copy the diagnostics"), icon_name="copy", clicked=self.copy_diagnostics)
        row.addWidget(self.copy_button)
        licences = resource("fonts", "LICENSE.txt")
        row.addWidget(button(self.tr("Licences of the fonts"), clicked=lambda: open_folder(licences, self)))
        row.addStretch(1)
        close = button(self.tr("Close"), kind="primary", clicked=self.accept)
        close.setDefault(True)
        row.addWidget(close)
        return row
