"""Leads that seem to be one, pair by pair: looked for off the window's thread, joined only when somebody says so."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QProgressBar, QVBoxLayout, QWidget

from salesdesk.desk import Desk
from salesdesk.desk.lead_duplicates import Apart, Duplicate, duplicates
from salesdesk.desk.leads import LeadBook
from salesdesk.ui.components import Label, button
from salesdesk.ui.fonts import font
from salesdesk.ui.job import Job
from salesdesk.ui.language import speech

_SHOWN = 500


class DuplicatesDialog(QDialog):
    """``chosen(record)``: a lead to bring into view.  ``join_asked(kept, double)``: the pair is one lead."""

    chosen = Signal(int)
    join_asked = Signal(int, int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._book = desk.leads()
        self._pairs: list[Duplicate] = []
        self.setWindowTitle(self.tr("Possible duplicates"))
        self.setMinimumSize(620, 460)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        self.count = Label(self.tr("Comparing the leads…"), "body_strong")
        layout.addWidget(self.count)
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.setAccessibleName(self.tr("Comparing the leads…"))
        layout.addWidget(self.progress)
        self.list = QListWidget()
        self.list.setFont(font("body"))
        self.list.setAccessibleName(self.tr("Possible duplicates"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(3)
        self.list.currentRowChanged.connect(self._offer)
        layout.addWidget(self.list, 1)
        row = QHBoxLayout()
        self.first = button(self.tr("Show the first"), kind="small", clicked=lambda: self._show(0))
        self.second = button(self.tr("Show the second"), kind="small", clicked=lambda: self._show(1))
        self.apart = button(self.tr("They are two"), kind="small", clicked=self._part)
        self.join = button(self.tr("Join them"), kind="small", icon_name="git-merge", clicked=self._join, icon_size=13)
        for made in (self.first, self.second, self.apart, self.join):
            row.addWidget(made)
        row.addStretch(1)
        self.close_button = button(self.tr("Cancel"), clicked=self.close)
        row.addWidget(self.close_button)
        layout.addLayout(row)
        self._offer(-1)
        sales, apart = self._book.sales, Apart(desk).all()
        self.job: Job[list[Duplicate]] = Job(lambda task: duplicates(sales, task, apart), language=speech.current)
        self.job.progressed.connect(self._step)  # a method, not a lambda: it goes with the dialog
        self.job.finished_with.connect(self._fill)
        self.job.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.job.cancel()
        super().closeEvent(event)

    def _step(self, share: float, _doing: str, _left: object) -> None:
        self.progress.setValue(round(100 * share))

    def _fill(self, pairs: Sequence[Duplicate]) -> None:
        self._pairs = list(pairs)
        self.progress.hide()
        self.close_button.setText(self.tr("Close"))
        for pair in self._pairs[:_SHOWN]:
            told = (_told(self._book, pair.first), _told(self._book, pair.second), speech.say(pair.reason))
            self.list.addItem(QListWidgetItem("\n".join(told)))
        self._tell()
        self.list.setCurrentRow(0)

    def _tell(self) -> None:
        self.count.setText(self.tr("%n pair(s)", "", len(self._pairs)))

    def _offer(self, row: int) -> None:
        for made in (self.first, self.second, self.apart, self.join):
            made.setEnabled(0 <= row < len(self._pairs))

    def _records(self) -> tuple[int, int]:
        pair = self._pairs[self.list.currentRow()]
        return self._book.card(pair.first).record, self._book.card(pair.second).record

    def _show(self, which: int) -> None:
        self.chosen.emit(self._records()[which])

    def _part(self) -> None:
        Apart(self._desk).add(*self._records())
        self._drop()

    def _join(self) -> None:
        self.join_asked.emit(*self._records())
        self._drop()

    def _drop(self) -> None:
        """The pair in view is dealt with."""
        row = self.list.currentRow()
        del self._pairs[row]
        self.list.takeItem(row)
        self._tell()
        self._offer(self.list.currentRow())


def _told(book: LeadBook, position: int) -> str:
    card = book.card(position)
    facts = [str(card.values[name]) for name in ("contact", "email", "phone", "channel") if card.values[name]]
    return ", ".join((card.name or "–", *facts))
