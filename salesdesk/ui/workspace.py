"""What the window shows of an open company: rail, filters, pages, and the records panel over them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol, runtime_checkable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from salesdesk.desk import Desk
from salesdesk.desk.views import SavedView, SavedViews
from salesdesk.domain.filter import Filter
from salesdesk.domain.formats import Formats
from salesdesk.kpi.catalogue import KPIS
from salesdesk.ui import kpi_words
from salesdesk.ui.board import Board, View
from salesdesk.ui.board_page import BoardPage
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.filter_bar import FilterBar
from salesdesk.ui.kpi_page import KpiPage
from salesdesk.ui.language import speech
from salesdesk.ui.overview_page import OverviewPage
from salesdesk.ui.palette import Command
from salesdesk.ui.period_words import period_words
from salesdesk.ui.rail import DATA, LEADS, OVERVIEW, Rail
from salesdesk.ui.rates_dialog import RatesDialog
from salesdesk.ui.rows_panel import RowsPanel
from salesdesk.ui.source_costs_dialog import SourceCostsDialog
from salesdesk.ui.target_dialog import TargetDialog
from salesdesk.ui.tokens import NARROW
from salesdesk.ui.views_menu import ViewsMenu
from salesdesk.ui.working_time_dialog import WorkingTimeDialog

__all__ = ["Workspace"]

DIALOGS: Final[Mapping[str, Callable[[Desk, QWidget], QDialog]]] = {
    "rates": RatesDialog,
    "working_time": WorkingTimeDialog,
    "source_costs": SourceCostsDialog,
}
"""What figures hang on besides their definitions."""


@runtime_checkable
class _Follower(Protocol):
    """A page that asks the desk by itself, not the board."""

    def follow(self) -> None: ...


class Workspace(QWidget):
    """Pages are made when they are first opened.  ``import_requested`` when a page lacks data."""

    import_requested = Signal()
    files_requested = Signal(object)
    data_changed = Signal()
    renamed = Signal()
    target_set = Signal()
    view_asked = Signal()
    page_changed = Signal(str)

    def __init__(self, board: Board, dimensions: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = board
        self._dimensions = list(dimensions)
        self._compact: bool | None = None
        self.views = SavedViews(board.desk)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.rail = Rail([kpi.key for kpi in KPIS])
        self.rail.page_chosen.connect(self.open_page)
        layout.addWidget(self.rail)
        self.content = QFrame()
        self.content.setObjectName("content")
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.filters = self._filter_bar()
        self._column = column
        column.addWidget(self.filters)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        layout.addWidget(self.content, 1)
        self.rows = RowsPanel(board.desk, self.content)
        self.pages: dict[str, QWidget] = {}
        board.results_changed.connect(self._show_results)
        self._show_results()

    @property
    def formats(self) -> Formats:
        return speech.formats(self.board.desk.sales.currency)

    @property
    def page(self) -> str:
        """Key of the page in view."""
        return next((key for key, page in self.pages.items() if page is self.stack.currentWidget()), OVERVIEW)

    def open_first(self, key: str) -> None:
        """Open the page to begin with, the overview where there is none of that key, unless one is open by now."""
        if not self.pages:
            self.open_page(key if key in self.rail.keys else OVERVIEW)

    def open_page(self, key: str) -> None:
        """Show a page by its key; pages are made when they are first shown."""
        page = self.pages.get(key)
        if page is None:
            page = self.pages[key] = self._make(key)
            page.setAccessibleName(self._title(key))
            page.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what stands on it takes the focus, and is scrolled into view
            self.stack.addWidget(page)
            self._set_page_compact(page, compact=bool(self._compact))
        self.rows.close_panel()
        self.board.first = key
        self.filters.setVisible(key not in (LEADS, DATA))
        self.stack.setCurrentWidget(page)
        self.rail.choose(key)
        self.page_changed.emit(key)

    def follow_data(self, dimensions: Sequence[str]) -> None:
        """Show data that changed: other filters may be worth offering, and the page in view is no longer true."""
        if list(dimensions) != self._dimensions:
            self._dimensions = list(dimensions)
            old, self.filters = self.filters, self._filter_bar()
            self.filters.set_compact(bool(self._compact))
            self.filters.setVisible(old.isVisible())
            self._column.replaceWidget(old, self.filters)
            old.deleteLater()
        page = self.stack.currentWidget()
        if isinstance(page, _Follower):
            page.follow()

    def forget_hidden_pages(self) -> None:
        """Pages out of view are made anew when they are opened: dressing them all in another theme takes a second."""
        for key, page in list(self.pages.items()):
            if page is not self.stack.currentWidget():
                del self.pages[key]
                self.stack.removeWidget(page)
                page.setParent(None)
                page.deleteLater()

    def open_rows(self, request: DrillRequest, where: Filter | None = None) -> None:
        """Open the records behind a figure."""
        self.rows.show_rows(request, where or self.board.filter)

    def set_target(self, key: str, asked_from: QWidget | None = None) -> TargetDialog | None:
        """Open the dialog for a KPI's target."""
        result = self.board.results.get(key)
        if result is None:
            return None
        dialog = TargetDialog(self.board.desk, result, self.formats, asked_from or self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self.board.refresh)
        dialog.accepted.connect(self.target_set)
        dialog.open()
        return dialog

    def open_setting(self, key: str) -> QDialog:
        """Open the dialog of a setting that figures hang on."""
        made = DIALOGS[key](self.board.desk, self)
        made.accepted.connect(self.board.refresh)
        made.open()
        return made

    # ------------------------------------------------------------------ saved views

    def view_words(self) -> str:
        """A name for the page as it is set: its title, members and period."""
        where = self.board.filter
        page = self._title(self.page)
        members = [name for names in where.members.values() for name in names]
        period, dates = period_words(where.period, self.formats)
        return " · ".join([page, *members, period or dates])

    def save_view(self, name: str) -> None:
        """Keep the page in view, as it is set, under a name."""
        board, page = self.board, self.page
        how = board.views.get(page, View())
        self.views.save(SavedView.of(name, page, board.filter, board.compared, how.basis, how.dimension))

    def open_view(self, view: SavedView) -> None:
        """Show a page as it was saved."""
        board = self.board
        if view.page in self.rail.tabs:
            board.views[view.page] = View(view.basis, view.dimension)
        self.open_page(view.page if view.page in self.rail.keys else OVERVIEW)
        board.ask(view.filter(board.desk), view.compared)

    def _title(self, key: str) -> str:
        """A page's name, as the rail has it."""
        return self.rail.items[key].text() if key in self.rail.items else kpi_words.title(key)

    def _filter_bar(self) -> FilterBar:
        made = FilterBar(self.board, self._dimensions, self.formats)
        made.views.clicked.connect(self._open_views)
        return made

    def _open_views(self) -> None:
        menu = ViewsMenu(self.views, self)
        menu.save_asked.connect(self.view_asked)
        menu.view_chosen.connect(self.open_view)
        menu.popup(self.filters.views.mapToGlobal(self.filters.views.rect().bottomLeft()) + QPoint(0, 5))

    def commands(self) -> list[Command]:
        """What the palette offers of this company's pages and filters."""
        formats = self.formats
        found = [Command(self.tr("Overview"), self._opener(OVERVIEW), icon="layout-grid", keys="Ctrl+0")]
        for number, kpi in enumerate(KPIS, 1):
            result = self.board.results.get(kpi.key)
            note = kpi_words.value(kpi, result.total.value, formats) if result is not None else ""
            status = str(result.status) if result is not None else "none"
            words = kpi_words.title(kpi.key)
            found.append(Command(words, self._opener(kpi.key), status=status, note=note, keys=f"Ctrl+{number}"))
        found.append(Command(self.tr("Lead desk"), self._opener(LEADS), icon="square-user", keys="Ctrl+8"))
        found.append(Command(self.tr("Data"), self._opener(DATA), icon="database", keys="Ctrl+9"))
        return found

    def _opener(self, key: str) -> Callable[[], None]:
        return lambda: self.open_page(key)

    def _make(self, key: str) -> QWidget:
        if key == OVERVIEW:
            overview = OverviewPage(self.board, self.formats)
            overview.kpi_chosen.connect(self.open_page)
            overview.drill_requested.connect(self.open_rows)
            return overview
        if key == LEADS:
            from salesdesk.ui.lead_desk import LeadDesk

            leads = LeadDesk(self.board.desk, self)
            leads.data_changed.connect(self.data_changed)
            return leads
        if key == DATA:
            from salesdesk.ui.data_page import DataPage

            data = DataPage(self.board.desk, self)
            data.data_changed.connect(self.data_changed)
            data.renamed.connect(self.renamed)
            data.import_requested.connect(self.import_requested)
            data.files_requested.connect(self.files_requested)
            return data
        page = KpiPage(key, self.board, self.formats)
        page.drill_requested.connect(self.open_rows)
        page.import_requested.connect(self.import_requested)
        page.target_requested.connect(self.set_target)
        page.setting_requested.connect(self.open_setting)
        return page

    def _show_results(self) -> None:
        self.rail.show_results(self.board.results, self.formats)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = self.width() < NARROW
        if compact != self._compact:
            self._compact = compact
            self.rail.set_compact(compact)
            self.filters.set_compact(compact)
            for page in self.pages.values():
                self._set_page_compact(page, compact=compact)

    def _set_page_compact(self, page: QWidget, *, compact: bool) -> None:
        if isinstance(page, BoardPage):
            page.set_compact(compact)
