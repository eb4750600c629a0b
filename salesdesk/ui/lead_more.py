"""Beside the leads, behind one button: scoring model, letters, calendar, duplicates, personal data."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from salesdesk.desk import Desk
from salesdesk.desk.lead_calendar import write_calendar
from salesdesk.desk.lead_models import LeadModels
from salesdesk.desk.lead_words import LeadWords
from salesdesk.desk.leads import LeadCard
from salesdesk.desk.privacy import Privacy
from salesdesk.domain.errors import SalesDeskError
from salesdesk.ui.backtest_dialog import BacktestDialog
from salesdesk.ui.components import button
from salesdesk.ui.duplicates_dialog import DuplicatesDialog
from salesdesk.ui.errors import show_error
from salesdesk.ui.language import speech
from salesdesk.ui.lead_source import source_words
from salesdesk.ui.letter_dialog import LetterDialog
from salesdesk.ui.objections_dialog import ObjectionsDialog
from salesdesk.ui.person_dialog import PersonDialog
from salesdesk.ui.retention_dialog import RetentionDialog
from salesdesk.ui.scoring_dialog import ScoringDialog


class LeadMore(QObject):
    """``button`` goes into the bar.  ``model_changed``: scores or leads are others now."""

    model_changed = Signal()
    lead_chosen = Signal(int)
    join_asked = Signal(int, int)

    def __init__(
        self,
        desk: Callable[[], Desk],
        current: Callable[[], LeadCard | None],
        listed: Callable[[], Iterable[LeadCard]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._desk, self._current, self._listed = desk, current, listed
        self._window = parent
        self.button = button(kind="small", icon_name="ellipsis", name=self.tr("More about leads"), icon_size=14)
        menu = QMenu(self.button)
        menu.addAction(self.tr("Scoring model…"), self.edit_model)
        menu.addAction(self.tr("What the score was worth…"), self.show_backtest)
        menu.addAction(self.tr("Letters and e-mails…"), self.write_letter)
        menu.addAction(self.tr("Objections and answers…"), self.show_objections)
        menu.addAction(self.tr("Next actions to a calendar…"), self.export_calendar)
        menu.addAction(self.tr("Possible duplicates…"), self.show_duplicates)
        menu.addSeparator()
        menu.addAction(self.tr("Personal data of this lead…"), self.show_person)
        menu.addAction(self.tr("Data kept too long…"), self.show_retention)
        self.button.setMenu(menu)

    def edit_model(self) -> ScoringDialog:
        """Open the scoring model."""
        dialog = ScoringDialog(self._desk(), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self.model_changed)
        dialog.open()
        return dialog

    def show_backtest(self) -> BacktestDialog:
        """The score on the company's own history, in full."""
        desk = self._desk()
        book = desk.leads()
        title = LeadModels(desk).title(book.model, speech.current)
        dialog = BacktestDialog(book, title, speech.formats(desk.sales.currency), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def write_letter(self) -> LetterDialog | None:
        """Open the letters, filled in for the lead in view; None when there is none."""
        card = self._current()
        if card is None:
            return None
        dialog = LetterDialog(LeadWords(self._desk(), speech.current), card, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def show_objections(self) -> ObjectionsDialog:
        """What the company answers to objections."""
        desk = self._desk()
        dialog = ObjectionsDialog(LeadWords(desk, speech.current), speech.formats(desk.sales.currency), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def show_duplicates(self) -> DuplicatesDialog:
        """Look for leads that seem to be one."""
        dialog = DuplicatesDialog(self._desk(), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self.lead_chosen)
        dialog.join_asked.connect(self.join_asked)
        dialog.open()
        return dialog

    def show_retention(self) -> RetentionDialog:
        """People whose data has been kept too long."""
        dialog = RetentionDialog(self._desk(), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.erased.connect(self.model_changed)
        dialog.open()
        return dialog

    def show_person(self) -> PersonDialog | None:
        """Where the lead's data came from, a copy, and erasure; None when no lead is in view."""
        card, desk = self._current(), self._desk()
        if card is None:
            return None
        privacy = Privacy(desk)
        person = privacy.person([card.record])
        dialog = PersonDialog(privacy, person, source_words(desk, card), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.erased.connect(self.model_changed)
        dialog.open()
        return dialog

    def export_calendar(self) -> None:
        """Ask for a file and write the next actions of the listed leads to it."""
        title = self.tr("Next actions to a calendar")
        path, _ = QFileDialog.getSaveFileName(self._window, title, self.tr("actions.ics"), "iCalendar (*.ics)")
        if path:
            self.save_calendar(Path(path))

    def save_calendar(self, path: Path) -> None:
        try:
            write_calendar(path, self._listed(), speech.current)
        except SalesDeskError as error:
            show_error(error, self._window.window())
