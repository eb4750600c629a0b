"""Which KPIs are to be reviewed today, this week, this month."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from salesdesk.domain.formats import Formats
from salesdesk.kpi.agenda import Review
from salesdesk.ui import kpi_words
from salesdesk.ui.board import Board
from salesdesk.ui.components import IconView, Label, button
from salesdesk.ui.language import speech
from salesdesk.ui.tokens import CARD_PADDING


class AgendaView(QWidget):
    """``kpi_chosen(key)`` opens a KPI's page; a tick settles its review."""

    kpi_chosen = Signal(object)
    reviewed = Signal()

    def __init__(self, board: Board, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board, self._formats = board, formats
        layout = QVBoxLayout(self)
        layout.setContentsMargins(CARD_PADDING, 4, CARD_PADDING, CARD_PADDING)
        self._rows = QGridLayout()
        self._rows.setVerticalSpacing(2)
        self._rows.setHorizontalSpacing(8)
        self._rows.setColumnStretch(0, 1)
        layout.addLayout(self._rows)
        layout.addStretch(1)

    def show_agenda(self, agenda: tuple[Review, ...]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for row, review in enumerate(agenda):
            self._add(row, review)

    def _add(self, row: int, review: Review) -> None:
        title = kpi_words.title(review.kpi)
        opens = button(title, kind="link", clicked=lambda: self.kpi_chosen.emit(review.kpi))
        self._rows.addWidget(opens, row, 0)
        cadence = Label(speech.text(f"overview.cadence.{review.cadence}"), "small", "text3")
        self._rows.addWidget(cadence, row, 1)
        if review.done:
            done = IconView("circle-check", "good", 16)
            done.setAccessibleName(self.tr("{kpi} reviewed").format(kpi=title))
            self._rows.addWidget(done, row, 2)
            return
        name = self.tr("Mark {kpi} as reviewed").format(kpi=title)
        icon = "circle-dashed"
        self._rows.addWidget(
            button(kind="flat", icon_name=icon, name=name, clicked=lambda: self._settle(review)), row, 2
        )

    def _settle(self, review: Review) -> None:
        self._board.desk.review(review.kpi)
        self.reviewed.emit()
