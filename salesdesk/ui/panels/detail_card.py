"""The card of a page's tables: its groups, and the lists beside them, one shown at a time."""

from pathlib import Path

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import KpiResult
from salesdesk.report import words as report_words
from salesdesk.ui import kpi_words
from salesdesk.ui.choice_button import ChoiceButton
from salesdesk.ui.components import Card, Label, Segments, button, no_mnemonic
from salesdesk.ui.errors import show_error
from salesdesk.ui.figure_table import FigureTable
from salesdesk.ui.language import speech
from salesdesk.ui.panels.table_view import TableView, words
from salesdesk.ui.panels.tables import further_table, further_tables, tables_of
from salesdesk.ui.surface import Surface

HEIGHT = 330
FOOT = 34
MOST_TABS = 3
"""Tables beyond these are offered in a menu."""


class DetailCard(Card):
    """``drilled(DrillRequest)`` asks for records, ``dimension_chosen(str)`` for other groups."""

    drilled = Signal(object)
    dimension_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent, padded=False)
        self.setMinimumHeight(HEIGHT)
        self._result: KpiResult | None = None
        self._formats = speech.formats()
        self._dimensions: list[str] = []
        self._tables: list[TableView] = []
        self._choice: Segments | None = None
        self._current = ""
        self._more: list[tuple[str, str]] = []
        self.more = ChoiceButton()
        self.more.clicked.connect(self._open_more)
        self.more.cleared.connect(lambda: self.choose(""))
        self.more.hide()
        self.header.addWidget(self.more)
        self.by = ChoiceButton()
        self.by.clicked.connect(self._open_dimensions)
        self.header.addWidget(self.by)
        self.export = button(kind="flat", icon_name="download", name=self.tr("Export this table"), clicked=self._export)
        self.header.addWidget(self.export)
        self.header.setContentsMargins(12, 0, 6, 0)
        self.table = FigureTable()
        self.table.drilled.connect(self.drilled)
        self.body.addWidget(self.table, 1)
        self.body.setSpacing(0)
        self._foot_strip = Surface("surface2", "t")
        self._foot_strip.setFixedHeight(FOOT)
        self.foot = Label("", "small", "text2", self._foot_strip, elide=True)
        self.body.addWidget(self._foot_strip)

    def show_result(self, result: KpiResult, dimensions: list[str], formats: Formats) -> None:
        """Show a result's tables; the one chosen before stays where it still exists."""
        self._result, self._dimensions, self._formats = result, dimensions, formats
        known = [(table.key, table.tab) for table in self._tables]
        self._tables = tables_of(result, formats)
        if known != [(table.key, table.tab) for table in self._tables]:
            self._offer()
        further = [(key, speech.text(f"table.{key}_tab")) for key in further_tables(result)]
        self._more = [*((table.key, table.tab) for table in self._tables[MOST_TABS:]), *further]
        self.more.setVisible(bool(self._more))
        by = kpi_words.small(report_words.dimension_words(result.dimension, speech.current))
        self.by.set_choice(by, before=self.tr("by"))
        self.choose(self._current)

    def choose(self, key: str) -> None:
        """Show another of the page's tables."""
        table = self._made(key)
        same = table.key == self._current
        self._current = table.key
        if self._choice is not None:
            self._choice.set_current(table.key)
        further = any(table.key == more for more, _ in self._more)
        self.more.set_choice(table.tab if further else words("more"), active=further)
        self.set_title(table.title)
        self.table.view.setAccessibleName(table.title)
        self.by.setVisible(table.grouped and bool(self._result and self._result.dimension))
        self.table.show_rows(table.columns, table.rows, table.total, table.sort, keep_order=same)
        self.foot.setText(table.foot)
        self._foot_strip.setVisible(bool(table.foot))

    def _made(self, key: str) -> TableView:
        """The table of that key, made now where it was not yet; the first one where there is none."""
        found = next((table for table in self._tables if table.key == key), None)
        if found is None and self._result is not None and key in further_tables(self._result):
            found = further_table(key, self._result, self._formats)
        return found or self._tables[0]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.foot.setGeometry(12, 1, max(self.width() - 24, 0), FOOT - 2)

    def _offer(self) -> None:
        if self._choice is not None:
            self.header.removeWidget(self._choice)
            self._choice.hide()
            self._choice.deleteLater()
            self._choice = None
        shown = self._tables[:MOST_TABS]
        if len(shown) > 1:
            self._choice = Segments([(table.key, table.tab) for table in shown])
            self._choice.chosen.connect(self.choose)
            self.header.insertWidget(2, self._choice)

    def _open_more(self) -> None:
        menu = QMenu(self)
        for key, tab in self._more:
            action = menu.addAction(no_mnemonic(tab))
            action.triggered.connect(lambda _checked=False, key=key: self.choose(key))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()) + QPoint(0, 5))

    def _open_dimensions(self) -> None:
        menu = QMenu(self)
        for dimension in self._dimensions:
            action = menu.addAction(no_mnemonic(report_words.dimension_words(dimension, speech.current)))
            action.setCheckable(True)
            action.setChecked(self._result is not None and dimension == self._result.dimension)
            action.triggered.connect(lambda _checked=False, chosen=dimension: self.dimension_chosen.emit(chosen))
        menu.popup(self.by.mapToGlobal(self.by.rect().bottomLeft()) + QPoint(0, 5))

    def _export(self) -> None:
        if self._result is None:
            return
        name = f"{kpi_words.title(self._result.kpi.key)}.csv"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Export this table"), name, "CSV (*.csv)")
        if not chosen:
            return
        try:
            self.table.export_csv(Path(chosen))
        except OSError as error:
            show_error(error, self)
