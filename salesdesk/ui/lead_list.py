"""The leads one below the other: searched, ordered, one in view, several chosen for one change."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QItemSelection, QModelIndex, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from salesdesk.desk.lead_follow_up import weekly_load
from salesdesk.desk.leads import ORDERS, LeadBook, Order
from salesdesk.domain.formats import Formats
from salesdesk.kpi.follow_up import FULL_LOAD
from salesdesk.ui.components import Label, button, no_mnemonic
from salesdesk.ui.fonts import font
from salesdesk.ui.icons import icon
from salesdesk.ui.leads_model import ROW_HEIGHT, LeadDelegate, LeadsModel
from salesdesk.ui.record_words import with_count
from salesdesk.ui.surface import Surface

_TYPING_MS = 150


class LeadList(Surface):
    """``asked``: other words; ``reordered``: another order.  ``lead_chosen(record)``: the lead to look at.

    ``change_asked``: the chosen leads are to be changed together; ``join_asked``: the two chosen leads are one.
    ``rep_chosen(name)``: from the reps' load of the week.  ``entered``: Return on a lead, to answer its questions.
    """

    asked = Signal()
    reordered = Signal()
    lead_chosen = Signal(int)
    change_asked = Signal()
    join_asked = Signal()
    rep_chosen = Signal(str)
    entered = Signal()

    def __init__(self, book: LeadBook, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__("surface", "r", parent)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.asked)
        self._filling = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        layout.addWidget(self._table(book, formats), 1)
        layout.addWidget(self._several())
        layout.addWidget(self._load())

    # ------------------------------------------------------------------ building

    def _head(self) -> Surface:
        head = Surface("surface2", "b")
        tools = QVBoxLayout(head)
        tools.setContentsMargins(14, 8, 8, 8)
        tools.setSpacing(6)
        self.search = QLineEdit()
        self.search.setFont(font("body"))
        self.search.setProperty("search", True)
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(self.tr("Search leads"))
        self.search.setAccessibleName(self.tr("Search leads"))
        self.search.addAction(icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(lambda _words: self._typing.start())
        tools.addWidget(self.search)
        line = QHBoxLayout()
        self.count = Label("", "small", "text2")
        line.addWidget(self.count, 1)
        self.order = QComboBox()
        self.order.setFont(font("small"))
        self.order.setProperty("kind", "chip")
        self.order.setAccessibleName(self.tr("Order of the leads"))
        words = {
            "score": self.tr("by score"),
            "due": self.tr("by next action"),
            "received": self.tr("latest first"),
            "name": self.tr("by name"),
        }
        for order in ORDERS:
            self.order.addItem(words[order], order)
        self.order.activated.connect(lambda _index: self.reordered.emit())
        line.addWidget(self.order)
        tools.addLayout(line)
        return head

    def _table(self, book: LeadBook, formats: Formats) -> QTableView:
        self.model = LeadsModel(self)
        # A list view would ask for every lead before it shows one; a table with rows of one height does not.
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setShowGrid(False)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setTabKeyNavigation(False)
        self.view.horizontalHeader().hide()
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.delegate = LeadDelegate(formats, book, self)
        self.view.setItemDelegate(self.delegate)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setAccessibleName(self.tr("Leads"))
        self.view.activated.connect(lambda _index: self.entered.emit())
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        self.view.selectionModel().selectionChanged.connect(self._selection_changed)
        return self.view

    def _several(self) -> Surface:
        """What can be done with several chosen leads; hidden while only one is."""
        self.several = Surface("surface2", "t")
        row = QHBoxLayout(self.several)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(6)
        self.chosen = Label("", "small_strong")
        row.addWidget(self.chosen, 1)
        self.join = button(self.tr("Join"), kind="small", clicked=self.join_asked.emit)
        self.change = button(self.tr("Change…"), kind="small", clicked=self.change_asked.emit)
        row.addWidget(self.join)
        row.addWidget(self.change)
        self.several.hide()
        return self.several

    def _load(self) -> Surface:
        self.foot = Surface("surface2", "t")
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(6, 4, 8, 4)
        self.load = button(kind="flat", icon_name="users", name=self.tr("Load of the week"), icon_size=13)
        self.load.setFont(font("small"))
        self.load.setMenu(QMenu(self.load))
        row.addWidget(self.load, 1)
        return self.foot

    # ------------------------------------------------------------------ showing

    @property
    def ordering(self) -> Order:
        return next(order for order in ORDERS if order == self.order.currentData())

    def show_book(self, book: LeadBook, formats: Formats) -> None:
        """The leads as they are now, before the rows are filled."""
        self.delegate.book, self.delegate.formats = book, formats
        self._show_load(book, formats)

    def fill(self, book: LeadBook, positions: NDArray[np.int64], record: int, formats: Formats, *, stay: bool) -> None:
        """Show the leads in order; the lead of that record is current, else the first, or none to ``stay`` with it."""
        self._typing.stop()
        self._filling = True
        self.model.show_leads(book, book.ordered(positions, self.ordering))
        self.count.setText(with_count(self.tr("%n lead(s)", "", len(positions)), len(positions), formats))
        row = self.model.row_of(book.position(record))
        index = self.model.index(row if stay else max(row, 0))
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)
        self._filling = False
        self._selection_changed(QItemSelection(), QItemSelection())

    def chosen_records(self) -> list[int]:
        """The leads chosen for one change, in the order shown."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        cards = (self.model.card(row) for row in rows)
        return [card.record for card in cards if card is not None]

    def _show_load(self, book: LeadBook, formats: Formats) -> None:
        loads = weekly_load(book)
        low, full = FULL_LOAD
        menu = self.load.menu()
        assert menu is not None
        menu.clear()
        words = {
            "light": self.tr("room for more"),
            "full": self.tr("a full week"),
            "heavy": self.tr("too many: follow-up suffers"),
        }
        for load in loads:
            told = self.tr("{rep}: {count} qualified this week, {words}").format(
                rep=load.rep, count=formats.integer(load.leads), words=words[load.key]
            )
            late = self.tr("%n late action(s)", "", load.overdue) if load.overdue else ""
            action = menu.addAction(no_mnemonic(f"{told}; {late}" if late else told))
            action.triggered.connect(lambda _=False, rep=load.rep: self.rep_chosen.emit(rep))
        most = max((load.leads for load in loads), default=0)
        self.load.setText(
            " "
            + self.tr("Load: {most} this week, of {low} to {full}").format(
                most=formats.integer(most), low=low, full=full
            )
        )
        self.foot.setVisible(bool(loads))

    # ------------------------------------------------------------------ choosing

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        card = self.model.card(current.row())
        if card is not None and not self._filling:
            self.lead_chosen.emit(card.record)

    def _selection_changed(self, _on: QItemSelection, _off: QItemSelection) -> None:
        if self._filling:
            return
        count = len(self.view.selectionModel().selectedRows())
        self.several.setVisible(count > 1)
        if count > 1:
            self.chosen.setText(self.tr("%n chosen", "", count))
            self.join.setVisible(count == 2)
