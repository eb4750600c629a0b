"""Above the preview: which sheet, what it holds, where its header is, how its numbers and dates are written."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from salesdesk.domain.columns import Kind
from salesdesk.importing.plan import ImportPlan
from salesdesk.importing.sheetplan import SheetPlan
from salesdesk.ui.choice_button import ChoiceButton
from salesdesk.ui.components import Label, no_mnemonic, set_tip
from salesdesk.ui.flow_layout import FlowLayout
from salesdesk.ui.import_session import Revision
from salesdesk.ui.language import speech
from salesdesk.ui.record_words import with_count

_HEADER_ROWS: Final = 12
"""Rows offered as header rows."""
_TITLE: Final = 360
_DATES: Final = ("dmy", "mdy", "ymd")
_DATE_FORMS: Final = {
    "fr": {"dmy": "JJ/MM/AAAA", "mdy": "MM/JJ/AAAA", "ymd": "AAAA/MM/JJ"},
    "en": {"dmy": "DD/MM/YYYY", "mdy": "MM/DD/YYYY", "ymd": "YYYY/MM/DD"},
}


class SheetBar(QWidget):
    """``revised(revision)`` when something about the sheet in view is decided."""

    revised = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: ImportPlan | None = None
        self._index = -1
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(10)
        self.title = Label("", "rail_value")
        self.count = Label("", "small", "text2")
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        outer.addLayout(head)
        layout = FlowLayout()
        outer.addLayout(layout)
        self.kind = self._choice(layout, self._kinds)
        self.header = self._choice(layout, self._header_rows)
        self.numbers = self._choice(layout, self._decimals)
        self.dates = self._choice(layout, self._date_orders)
        self.mode = self._choice(layout, self._modes)

    def show_sheet(self, plan: ImportPlan, index: int) -> None:
        self._plan, self._index = plan, index
        sheet = plan.sheets[index]
        metrics = QFontMetrics(self.title.font())
        self.title.setText(metrics.elidedText(sheet.sheet, Qt.TextElideMode.ElideRight, _TITLE))
        set_tip(self.title, sheet.sheet)
        rows = with_count(self.tr("%n row(s)", "", sheet.rows), sheet.rows, speech.formats())
        columns = self.tr("%n column(s)", "", len(sheet.columns))
        self.count.setText(f"{rows} · {columns}")
        kind = speech.text(f"importing.kind.{sheet.kind}") if sheet.kind is not None else self.tr("not recognised")
        self.kind.set_choice(kind, before=self.tr("Holds"))
        row = sheet.table.header_row
        words = self.tr("row {row}").format(row=row) if row else self.tr("none")
        self.header.set_choice(words, before=self.tr("Header"))
        self.numbers.set_choice(_number_form(sheet.decimal), before=self.tr("Numbers"))
        self.dates.set_choice(_DATE_FORMS[speech.current].get(sheet.date_order, "—"), before=self.tr("Dates"))
        self.mode.set_choice(self._mode_words(self._mode(sheet)), before=self.tr("Update"))
        known = sheet.kind is not None
        self.numbers.setVisible(known and bool(sheet.decimal))
        self.dates.setVisible(known and bool(sheet.date_order))
        self.mode.setVisible(sheet.origin.source in plan.knowledge.source_sheets)

    def _choice(self, layout: FlowLayout, fill: Callable[[QMenu, SheetPlan], None]) -> ChoiceButton:
        made = ChoiceButton(max_words=260)

        def open_menu() -> None:
            assert self._plan is not None
            menu = QMenu(made)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            fill(menu, self._plan.sheets[self._index])
            menu.popup(made.mapToGlobal(made.rect().bottomLeft() + QPoint(0, 5)))

        made.clicked.connect(open_menu)
        layout.addWidget(made)
        return made

    def _offer(self, menu: QMenu, choices: Sequence[tuple[str, bool, Revision]]) -> None:
        for words, current, revision in choices:
            action = QAction(no_mnemonic(words), menu)
            action.setCheckable(True)
            action.setChecked(current)
            if not current:
                action.triggered.connect(lambda _checked=False, revision=revision: self.revised.emit(revision))
            menu.addAction(action)

    def _kinds(self, menu: QMenu, sheet: SheetPlan) -> None:
        def as_kind(kind: Kind) -> Revision:
            return lambda plan, index: plan.set_kind(index, kind)

        self._offer(menu, [(speech.text(f"importing.kind.{kind}"), kind is sheet.kind, as_kind(kind)) for kind in Kind])

    def _header_rows(self, menu: QMenu, sheet: SheetPlan) -> None:
        assert self._plan is not None
        raw = self._plan.looks[self._index].sheet.table

        def at(row: int) -> Revision:
            return lambda plan, index: plan.set_header_row(index, row)

        choices: list[tuple[str, bool, Revision]] = []
        for place in range(min(_HEADER_ROWS, raw.n_rows)):
            row = raw.first_row + place
            cells = ", ".join(cell for cell in (column.display(place) for column in raw.columns[:8]) if cell)
            words = self.tr("row {row}").format(row=row)
            choices.append((f"{words} · {cells[:60]}", row == sheet.table.header_row, at(row)))
        self._offer(menu, choices)

    def _decimals(self, menu: QMenu, sheet: SheetPlan) -> None:
        def with_mark(mark: str) -> Revision:
            return lambda plan, index: plan.set_decimal(index, mark)

        self._offer(menu, [(_number_form(mark), mark == sheet.decimal, with_mark(mark)) for mark in (",", ".")])

    def _date_orders(self, menu: QMenu, sheet: SheetPlan) -> None:
        def ordered(order: str) -> Revision:
            return lambda plan, index: plan.set_date_order(index, order)

        forms = _DATE_FORMS[speech.current]
        self._offer(menu, [(forms[order], order == sheet.date_order, ordered(order)) for order in _DATES])

    def _modes(self, menu: QMenu, sheet: SheetPlan) -> None:
        def in_mode(mode: str) -> Revision:
            return lambda plan, index: plan.set_mode(index, mode)

        current = self._mode(sheet)
        self._offer(menu, [(self._mode_words(mode), mode == current, in_mode(mode)) for mode in ("sync", "add")])

    def _mode(self, sheet: SheetPlan) -> str:
        return sheet.choices.mode or "sync"

    def _mode_words(self, mode: str) -> str:
        return {"sync": self.tr("replaces the former version"), "add": self.tr("adds to what is there")}[mode]


def _number_form(mark: str) -> str:
    return "1\u00a0234,56" if mark == "," else "1,234.56"
