"""Actions that were decided: who does what until when, and whether the figure moved more than elsewhere since."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from salesdesk.desk.actions import DecidedAction, Progress
from salesdesk.domain.formats import Formats
from salesdesk.kpi.catalogue import KPIS
from salesdesk.report import words as report_words
from salesdesk.ui import kpi_words
from salesdesk.ui.board import Board
from salesdesk.ui.components import Label, button, line, no_mnemonic
from salesdesk.ui.language import speech

WEEKS = 6
"""Days are proposed this far ahead for an action to be done."""


class ActionsDialog(QDialog):
    """Changes the company file at once; each action's effect is measured when it is chosen."""

    def __init__(
        self, board: Board, formats: Formats, proposed: DecidedAction | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._board, self._formats = board, formats
        self._chosen: DecidedAction | None = None
        self.setWindowTitle(self.tr("Decided actions"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(560, 560)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Decided actions"))
        self.list.currentItemChanged.connect(self._choose)
        layout.addWidget(self.list, 1)
        self.effect = Label("", "body", "text2", wrap=True)
        layout.addWidget(self.effect)
        layout.addLayout(self._deeds())
        layout.addWidget(line())
        layout.addWidget(Label(self.tr("Decide another one"), "small_strong", "text2"))
        layout.addLayout(self._form(proposed))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(self.tr("Close"), clicked=self.accept))
        self.decide = button(self.tr("Decide"), kind="primary", clicked=self._decide)
        foot.addWidget(self.decide)
        layout.addLayout(foot)
        self._refill()

    def _deeds(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.finish = button(self.tr("Done"), clicked=self._finish)
        self.forget = button(self.tr("Remove"), clicked=self._remove)
        for made in (self.finish, self.forget):
            made.setEnabled(False)
            row.addWidget(made)
        row.addStretch(1)
        return row

    def _form(self, proposed: DecidedAction | None) -> QFormLayout:
        form = QFormLayout()
        form.setSpacing(8)
        self.what, self.owner = QLineEdit(), QLineEdit()
        self.kpi, self.part = QComboBox(), QComboBox()
        for kpi in KPIS:
            self.kpi.addItem(no_mnemonic(kpi_words.title(kpi.key)), kpi.key)
        self.kpi.currentIndexChanged.connect(self._offer_parts)
        today = self._board.desk.today
        self.due = QDateEdit(QDate(today.year, today.month, today.day).addDays(7 * WEEKS))
        self.due.setCalendarPopup(True)
        self.due.setDisplayFormat("dd/MM/yyyy")
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Action"), self.what),
            (self.tr("To move"), self.kpi),
            (self.tr("For"), self.part),
            (self.tr("Owner"), self.owner),
            (self.tr("Until"), self.due),
        )
        for words, widget in rows:
            widget.setAccessibleName(words)
            form.addRow(words, widget)
        self._offer_parts()
        if proposed is not None:
            self._propose(proposed)
        return form

    def _propose(self, proposed: DecidedAction) -> None:
        self.what.setText(proposed.title)
        self.kpi.setCurrentIndex(self.kpi.findData(proposed.kpi))
        if proposed.dimension and self._place(proposed.dimension, proposed.group) < 0:
            self._add_part(proposed.dimension, proposed.group)
        self.part.setCurrentIndex(max(self._place(proposed.dimension, proposed.group), 0))

    def _place(self, dimension: str, group: str) -> int:
        return next((i for i in range(self.part.count()) if self.part.itemData(i) == (dimension, group)), -1)

    def _offer_parts(self) -> None:
        """The whole company, then the groups of the KPI as its page shows them."""
        self.part.clear()
        self.part.addItem(self.tr("The whole company"), ("", ""))
        result = self._board.results.get(str(self.kpi.currentData()))
        for group in result.groups if result is not None else ():
            if group.key and result is not None:
                self._add_part(result.dimension, group.key)

    def _add_part(self, dimension: str, group: str) -> None:
        words = report_words.member(dimension, group, self._formats)
        self.part.addItem(no_mnemonic(words), (dimension, group))

    def _refill(self) -> None:
        self.list.clear()
        for action in self._board.desk.actions.all():
            item = QListWidgetItem(self._said(action))
            item.setData(Qt.ItemDataRole.UserRole, action)
            self.list.addItem(item)
        if not self.list.count():
            self.effect.setText(self.tr("Nothing has been decided yet."))

    def _said(self, action: DecidedAction) -> str:
        parts = [action.title, kpi_words.title(action.kpi)]
        if action.group:
            parts.append(report_words.member(action.dimension, action.group, self._formats))
        parts.append(action.owner)
        if action.done is not None:
            parts.append(self.tr("done on {day}").format(day=self._formats.short_date(action.done)))
        elif action.due is not None:
            parts.append(self.tr("until {day}").format(day=self._formats.short_date(action.due)))
        return " · ".join(part for part in parts if part)

    def _choose(self, item: QListWidgetItem | None) -> None:
        self._chosen = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        for made in (self.finish, self.forget):
            made.setEnabled(self._chosen is not None)
        chosen, actions = self._chosen, self._board.desk.actions
        self.effect.setText(self.tr("Measuring…") if chosen is not None else "")
        if chosen is not None:
            self._board.besides(lambda: (chosen, actions.progress(chosen)), self._take)

    @Slot(object)
    def _take(self, told: tuple[DecidedAction, Progress]) -> None:
        action, progress = told
        if action == self._chosen:
            self.effect.setText(speech.say(progress.text))

    def _decide(self) -> None:
        if not self.what.text().strip():
            self.what.setFocus()
            return
        dimension, group = self.part.currentData()
        due = self.due.date()
        self._board.desk.actions.put(
            DecidedAction(
                title=self.what.text().strip(),
                kpi=str(self.kpi.currentData()),
                decided=self._board.desk.today,
                owner=self.owner.text().strip(),
                due=date(due.year(), due.month(), due.day()),
                dimension=dimension,
                group=group,
            )
        )
        self.what.clear()
        self._refill()

    def _finish(self) -> None:
        if self._chosen is not None:
            done = None if self._chosen.done is not None else self._board.desk.today
            self._board.desk.actions.put(replace(self._chosen, done=done))
            self._refill()

    def _remove(self) -> None:
        if self._chosen is not None:
            self._board.desk.actions.remove(self._chosen.number)
            self._refill()
