"""The overview's third card: deals in hand, what is to be reviewed, what the latest import changed."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.domain.formats import Formats
from salesdesk.ui.board import Board
from salesdesk.ui.components import Card, Segments
from salesdesk.ui.panels.agenda_view import AgendaView
from salesdesk.ui.panels.last_import import LastImport
from salesdesk.ui.panels.morning import Morning
from salesdesk.ui.panels.open_deals_view import OpenDealsView

DEALS: Final = "deals"
AGENDA: Final = "agenda"
IMPORT: Final = "import"


class SideCard(Card):
    """``kpi_chosen(key)`` opens a page, ``drill_requested(DrillRequest)`` records."""

    kpi_chosen = Signal(object)
    drill_requested = Signal(object)

    def __init__(self, board: Board, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent, padded=False)
        self.title.hide()
        self._board = board
        self._chosen = False
        self.choice = Segments(
            [(DEALS, self.tr("Open deals")), (AGENDA, self.tr("Review")), (IMPORT, self.tr("Import"))], DEALS
        )
        self.choice.chosen.connect(self._choose)
        self.header.insertWidget(0, self.choice, 0, Qt.AlignmentFlag.AlignLeft)
        self._stack = QStackedWidget()
        self.deals, self.agenda = OpenDealsView(formats), AgendaView(board, formats)
        self.last_import = LastImport(formats)
        self._views: dict[str, QWidget] = {DEALS: self.deals, AGENDA: self.agenda, IMPORT: self.last_import}
        for view in self._views.values():
            self._stack.addWidget(view)
        self.deals.drill_requested.connect(self.drill_requested)
        self.agenda.kpi_chosen.connect(self.kpi_chosen)
        self.agenda.reviewed.connect(self._show_agenda)
        self.body.addWidget(self._stack, 1)
        self._show(DEALS)

    def show_morning(self, morning: Morning) -> None:
        """Show what is known today; without deals in hand, the latest import comes first."""
        self.deals.show_morning(morning)
        self.agenda.show_agenda(morning.agenda)
        self.last_import.show_changes(morning.changes, morning.moved)
        if not self._chosen:
            self._show(DEALS if morning.deals else IMPORT)

    def _choose(self, key: str) -> None:
        self._chosen = True
        self._show(key)

    def _show(self, key: str) -> None:
        self.choice.set_current(key)
        self._stack.setCurrentWidget(self._views[key])
        self.setAccessibleName(
            {
                DEALS: self.tr("Open deals"),
                AGENDA: self.tr("Figures to review"),
                IMPORT: self.tr("What the last import changed"),
            }[key]
        )

    def _show_agenda(self) -> None:
        desk = self._board.desk
        self.agenda.show_agenda(tuple(desk.overview(self._board.filter).agenda))
