"""The figures of a chart as a table: what it shows, to be read, sorted and copied."""

from collections.abc import Sequence
from operator import itemgetter

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.ui.components import Label, button
from salesdesk.ui.list_model import ListColumn, ListModel
from salesdesk.ui.list_table import ListTable

SIZE = (640, 460)


class FiguresDialog(QDialog):
    """``rows`` are as long as ``titles``."""

    def __init__(
        self, title: str, titles: Sequence[str], rows: Sequence[Sequence[str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(*SIZE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(Label(title, "page_title", wrap=True))
        columns: list[ListColumn[Sequence[str]]] = [
            ListColumn(name, itemgetter(at), right=0 < at < len(titles) - (not titles[-1]))
            for at, name in enumerate(titles)
        ]
        self.table = ListTable(ListModel(columns, self), title)
        self.table.show_items(rows)
        layout.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addWidget(button(self.tr("Copy the table"), icon_name="copy", clicked=self.table.copy_all))
        row.addStretch(1)
        close = button(self.tr("Close"), kind="primary", clicked=self.accept)
        close.setDefault(True)
        row.addWidget(close)
        layout.addLayout(row)
