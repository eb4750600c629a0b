"""The bar above every page: the period, what it is compared with, and the members kept per dimension."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QWidget

from salesdesk.domain.formats import Formats
from salesdesk.domain.period import Unit
from salesdesk.ui.board import Board
from salesdesk.ui.choice_button import ChoiceButton
from salesdesk.ui.components import Label, button, line, no_mnemonic
from salesdesk.ui.language import speech
from salesdesk.ui.members_panel import MembersPanel
from salesdesk.ui.period_panel import PeriodPanel
from salesdesk.ui.period_words import compared_words, period_words
from salesdesk.ui.record_words import field_title
from salesdesk.ui.tokens import FILTER_BAR_HEIGHT, PAGE_PADDING, SMALL_HEIGHT

FIRST: Final = ("rep", "channel", "segment", "region", "range")
"""Dimensions with a chip of their own while the window is wide; the others are in a menu."""
TWINS: Final = {"source": "channel", "customer_type": "segment"}
"""Dimensions that are left out when they would offer the same as another one."""


class FilterBar(QFrame):
    """Speaks to the board only; shows again what the board asks."""

    def __init__(
        self, board: Board, dimensions: Sequence[str], formats: Formats, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("filterBar")
        self.setFixedHeight(FILTER_BAR_HEIGHT)
        self._board, self._formats = board, formats
        self._dimensions = [d for d in dimensions if TWINS.get(d) not in dimensions]
        self._compact = False
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(PAGE_PADDING[1], 0, PAGE_PADDING[1], 0)
        self._layout.setSpacing(6)
        self._stepper_frame = self._stepper()
        self._layout.addWidget(self._stepper_frame)
        self.compared = ChoiceButton()
        self.compared.clicked.connect(self._open_compared)
        self._layout.addWidget(self.compared)
        separator = line(vertical=True)
        separator.setFixedHeight(18)
        self._layout.addSpacing(5)
        self._layout.addWidget(separator)
        self._layout.addSpacing(5)
        self.chips: dict[str, ChoiceButton] = {}
        for dimension in self._dimensions:
            self._layout.addWidget(self._chip(dimension))
        self.more = ChoiceButton(icon_name="list-filter")
        self.more.clicked.connect(self._open_more)
        self._layout.addWidget(self.more)
        self._layout.addStretch(1)
        self.summary = Label("", "micro", "text3")
        self._layout.addWidget(self.summary)
        self.clear = button(self.tr("Clear all"), kind="link", clicked=board.clear_members)
        self._layout.addWidget(self.clear)
        self.views = button(kind="flat", icon_name="bookmark", name=self.tr("Saved views"), icon_size=15)
        self.views.setFixedSize(SMALL_HEIGHT, SMALL_HEIGHT)
        self._layout.addWidget(self.views)
        board.filter_changed.connect(self.show_filter)
        self.show_filter()

    def set_compact(self, compact: bool) -> None:
        """Fold the chips that are not in use into one."""
        if compact != self._compact:
            self._compact = compact
            side = 20 if compact else PAGE_PADDING[1]
            self._layout.setContentsMargins(side, 0, side, 0)
            self.show_filter()

    def show_filter(self) -> None:
        board = self._board
        where = board.filter
        name, dates = period_words(where.period, self._formats)
        self.period.set_choice(name, after=dates)
        self.next.setEnabled(board.next_period_allowed)
        self.previous.setEnabled(where.period.unit is not Unit.ALL)
        self.compared.set_choice(compared_words(board.compared, where.period), before=self.tr("compared with"))
        for dimension, chip in self.chips.items():
            kept = where.members.get(dimension, ())
            title = field_title(dimension, speech.current)
            if kept:
                words = kept[0] or self.tr("(not given)") if len(kept) == 1 else self.tr("%n chosen", "", len(kept))
                chip.set_choice(words, before=self.tr("{title}:").format(title=title), active=True)
            else:
                chip.set_choice(title)
        self.more.set_choice(self.tr("Filters") if self._compact else self.tr("More"))
        self.summary.setText("" if where.members else self.tr("no filter"))
        self.summary.setVisible(not where.members)
        self.clear.setVisible(bool(where.members))
        self._fold()

    def _fold(self) -> None:
        """Chips in use stay; of the others, those that the width has room for; the rest is in the menu."""
        kept = self._board.filter.members
        shown = {d for d in self.chips if d in kept}
        rest = [] if self._compact else [d for d in FIRST if d in self.chips and d not in shown]
        fixed = (self._stepper_frame, self.compared, self.more, self.clear if kept else self.summary, self.views)
        gap = self._layout.spacing()
        margins = self._layout.contentsMargins()
        used = margins.left() + margins.right() + 11 + sum(w.sizeHint().width() + gap for w in fixed)
        used += sum(self.chips[d].sizeHint().width() + gap for d in shown)
        for wanted in rest:
            used += self.chips[wanted].sizeHint().width() + gap
            if used <= self.width():
                shown.add(wanted)
        for dimension, chip in self.chips.items():
            chip.setVisible(dimension in shown)
        self.more.setVisible(len(shown) < len(self.chips))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def step(self, steps: int) -> None:
        """Go to the previous (-1) or next (1) period."""
        if steps < 0 or self._board.next_period_allowed:
            self._board.set_period(self._board.filter.period.shifted(steps))

    def open_members(self, dimension: str, under: QWidget | None = None) -> MembersPanel:
        """Open the list of members of a dimension."""
        counts = self._board.desk.member_counts(dimension)
        panel = MembersPanel(counts, self._board.filter.members.get(dimension, ()), self._formats, self)
        panel.members_chosen.connect(lambda names: self._board.set_members(dimension, names))
        panel.open_under(under or self.chips[dimension])
        panel.search.setFocus()
        return panel

    def _stepper(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("stepper")
        row = QHBoxLayout(frame)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self.previous = button(
            kind="step", icon_name="chevron-left", name=self.tr("Previous period"), clicked=lambda: self.step(-1)
        )
        self.next = button(
            kind="step", icon_name="chevron-right", name=self.tr("Next period"), clicked=lambda: self.step(1)
        )
        self.period = ChoiceButton(icon_name="calendar", framed=False)
        self.period.setFixedHeight(26)
        self.period.clicked.connect(self._open_period)
        for widget in (self.previous, line(vertical=True), self.period, line(vertical=True), self.next):
            row.addWidget(widget)
        frame.setFixedHeight(28)
        frame.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return frame

    def _chip(self, dimension: str) -> ChoiceButton:
        chip = ChoiceButton(max_words=140)
        chip.clicked.connect(lambda _checked=False: self.open_members(dimension))
        chip.cleared.connect(lambda: self._board.set_members(dimension, ()))
        self.chips[dimension] = chip
        return chip

    def _open_period(self) -> PeriodPanel:
        sales = self._board.desk.sales
        panel = PeriodPanel(
            self._board.filter.period, self._board.compared, sales.as_of, sales.fiscal_start, self._formats, self
        )
        panel.period_chosen.connect(self._board.set_period)
        panel.compared_chosen.connect(lambda compared: self._board.ask(compared=compared))
        panel.open_under(self.period)
        return panel

    def _open_compared(self) -> None:
        menu = QMenu(self)
        for key in ("year", "previous"):
            action = menu.addAction(no_mnemonic(compared_words(key, self._board.filter.period)))
            action.setCheckable(True)
            action.setChecked(key == self._board.compared)
            action.triggered.connect(lambda _checked=False, key=key: self._board.ask(compared=key))
        menu.popup(self.compared.mapToGlobal(self.compared.rect().bottomLeft()) + QPoint(0, 5))

    def _open_more(self) -> None:
        menu = QMenu(self)
        for dimension, chip in self.chips.items():
            if not chip.isVisible():
                action = menu.addAction(no_mnemonic(field_title(dimension, speech.current)))
                action.triggered.connect(
                    lambda _checked=False, dimension=dimension: self.open_members(dimension, self.more)
                )
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()) + QPoint(0, 5))
