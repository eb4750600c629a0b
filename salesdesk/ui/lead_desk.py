"""The lead desk: all leads by score at left, one lead to judge in the middle, its score at right."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from salesdesk.desk import Desk
from salesdesk.desk.lead_bulk import LeadBulk
from salesdesk.desk.lead_follow_up import reaction
from salesdesk.desk.lead_history import history
from salesdesk.desk.lead_words import LeadWords
from salesdesk.desk.lead_work import LeadWork
from salesdesk.desk.leads import LeadCard
from salesdesk.desk.privacy import Privacy
from salesdesk.domain.columns import Kind
from salesdesk.domain.formats import Formats
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Message
from salesdesk.scoring.outcome import outcomes
from salesdesk.ui.bulk_dialog import BulkDialog
from salesdesk.ui.components import EmptyState
from salesdesk.ui.errors import show_error
from salesdesk.ui.language import speech
from salesdesk.ui.lead_bar import NARROW, LeadBar
from salesdesk.ui.lead_form import LeadForm
from salesdesk.ui.lead_list import LeadList
from salesdesk.ui.lead_more import LeadMore
from salesdesk.ui.lead_side import WIDTH as SIDE_WIDTH
from salesdesk.ui.lead_side import WIDTH_NARROW as SIDE_WIDTH_NARROW
from salesdesk.ui.lead_side import LeadSide
from salesdesk.ui.lead_source import source_words
from salesdesk.ui.lead_writer import LeadWriter
from salesdesk.ui.loss_dialog import LossDialog

LIST_WIDTH, LIST_WIDTH_NARROW = 300, 256


class LeadDesk(QWidget):
    """``data_changed`` follows each change."""

    data_changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._desk = desk
        self.writer = LeadWriter(lambda: self._desk, self)
        self.writer.settled.connect(self._saved)
        self.writer.failed.connect(self._not_saved)
        self.writer.written.connect(self.data_changed)
        self._record = -1
        self._version = -1
        self._draft: dict[str, object] | None = None
        self._coming: list[int] | None = None
        self._book = desk.leads()
        self._privacy = Privacy(desk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.bar = LeadBar()
        self.bar.changed.connect(self._fill)
        self.bar.new_lead.connect(self.new_lead)
        self.more = LeadMore(lambda: self._desk, self._card_in_view, self._cards_due, self)
        self.more.model_changed.connect(self._model_changed)
        self.more.lead_chosen.connect(self.show_lead)
        self.more.join_asked.connect(self.join)
        self.bar.add_tool(self.more.button)
        layout.addWidget(self.bar)
        self._body = QStackedWidget()
        self._body.addWidget(self._desk_area())
        no_leads = self.tr("Import a list of leads, or add the first one by hand.")
        self._body.addWidget(
            EmptyState("square-user", self.tr("No lead yet"), no_leads, self.tr("New lead"), self.new_lead)
        )
        layout.addWidget(self._body, 1)
        shortcut = QShortcut(QKeySequence("Ctrl+N"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.new_lead)
        self.refresh()

    def _desk_area(self) -> QWidget:
        area = QWidget()
        row = QHBoxLayout(area)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.list = LeadList(self._book, self._formats)
        self.list.asked.connect(self._fill)
        self.list.reordered.connect(self._show_first)
        self.list.lead_chosen.connect(self._choose)
        self.list.change_asked.connect(self.change_chosen)
        self.list.join_asked.connect(lambda: self.join(*self.list.chosen_records()[:2]))
        self.list.rep_chosen.connect(self._choose_rep)
        row.addWidget(self.list)
        self.form = LeadForm()
        self.form.edited.connect(self._edited)
        self.form.strip.asked.connect(self.more.show_backtest)
        self.form.left.connect(lambda: self.list.view.setFocus(Qt.FocusReason.TabFocusReason))
        self.list.entered.connect(self.form.focus_answers)
        row.addWidget(self.form, 1)
        self.side = LeadSide()
        self.side.edited.connect(self._edited)
        self.side.finished.connect(lambda: self._step(lambda work, record: work.done(record)))
        self.side.interacted.connect(lambda kind: self._step(lambda work, record: work.interact(record, kind)))
        self.side.won.connect(lambda: self._step(lambda work, record: work.win(record)))
        self.side.lost.connect(self._ask_reason)
        self.side.stage_chosen.connect(self._to_stage)
        row.addWidget(self.side)
        return area

    # ------------------------------------------------------------------ showing

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < NARROW
        self.list.setFixedWidth(LIST_WIDTH_NARROW if narrow else LIST_WIDTH)
        self.side.setFixedWidth(SIDE_WIDTH_NARROW if narrow else SIDE_WIDTH)
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self.follow()
        super().showEvent(event)

    def follow(self) -> None:
        """Show the data anew if it changed elsewhere."""
        if self._version != self._desk.sales.version and not self.writer.pending:
            self.refresh()

    def refresh(self) -> None:
        """Show the data as it is now; the lead in view stays."""
        self._book = self._desk.leads()
        self._version = self._book.sales.version
        self.list.show_book(self._book, self._formats)
        self.bar.offer(self._desk, self._book)
        self._fill(stay=True)

    def show_lead(self, record: int) -> None:
        """Bring a lead into view, whatever is filtered."""
        self._record, self._draft, self._coming = record, None, None
        position = self._book.position(record)
        if position >= 0 and self.list.model.row_of(position) < 0:
            self.list.search.clear()
            self.bar.clear()
        self._fill()

    def _fill(self, *, stay: bool = False) -> None:
        """Show the leads that are asked for; ``stay``: the lead in view stays even where it is none of them."""
        book, words = self._book, self.list.search.text()
        found = self.bar.found(book, words)
        self.bar.tell(book, found, self._formats)
        if self.bar.grade:
            found = self.bar.found(book, words, self.bar.grade)
        stay = stay and book.position(self._record) >= 0
        self.list.fill(book, found, self._record, self._formats, stay=stay)
        self._body.setCurrentIndex(0 if len(book) or self._draft is not None else 1)
        if self._draft is None:
            self._show_current(stay=stay)

    def _show_current(self, *, stay: bool) -> None:
        position = self._book.position(self._record)
        row = self.list.model.row_of(position)
        card = self._book.card(position) if stay or row >= 0 else self.list.model.card(0)
        if card is None:
            self.form.setEnabled(False)
            self.side.setEnabled(False)
            return
        self._show(card)

    def _choose(self, record: int) -> None:
        position = self._book.position(record)
        if (record != self._record or self._coming) and position >= 0:
            self._draft = self._coming = None
            self._show(self._book.card(position))

    def _show_first(self) -> None:
        """In another order, whoever comes first is looked at."""
        self._record, self._coming = -1, None
        self._fill()

    def _choose_rep(self, rep: str) -> None:
        self.bar.rep.setCurrentIndex(max(self.bar.rep.findData(rep), 0))
        self._fill()

    def _show(self, card: LeadCard) -> None:
        self._record = card.record
        self.form.setEnabled(True)
        self.side.setEnabled(True)
        if self.writer.pending:
            return
        book, at, formats = self._book, card.position, self._formats
        score = book.score(at)
        self.form.show_card(card, book.model, formats)
        self.form.show_signals(book, at)
        self.form.identity.show_source(source_words(self._desk, card), outdated=self._privacy.is_outdated(card.record))
        self.form.strip.show_history(book.worth, book.model, card.grade, formats)
        asked = book.asks_meddic(at)
        self.form.meddic.setVisible(asked)
        self.side.show_card(card, score, int(book.scores.met[at]), book.today)
        limit = book.model.meddic_from
        self.side.show_meddic(on=asked, from_amount=formats.short_money(limit) if limit is not None else "")
        over = bool(outcomes(book.sales).over[at])
        self.side.show_clock(None if over else reaction(card, self._desk.now))
        work = LeadWork(self._desk)
        deal = work.deal(card.record)
        self.side.show_deal(deal, work.stages())
        self.form.show_stage(deal, book.today)
        self.side.history.show_events(history(self._desk, card.record), formats)

    def _card_in_view(self) -> LeadCard | None:
        position = self._book.position(self._record)
        return self._book.card(position) if position >= 0 else None

    def _cards_due(self) -> list[LeadCard]:
        """The leads listed that have a dated action."""
        return [self._book.card(int(position)) for position in self._book.dated(self.list.model.positions)]

    def _model_changed(self) -> None:
        self.refresh()
        self.data_changed.emit()

    @property
    def _formats(self) -> Formats:
        return speech.formats(self._desk.sales.currency)

    # ------------------------------------------------------------------ changing

    def new_lead(self) -> None:
        """Show an empty form; the lead exists once it has a company, a contact or an e-mail."""
        self._draft, self._coming = {"received_at": self._desk.now, "status": "new"}, None
        self._body.setCurrentIndex(0)
        self.list.view.clearSelection()
        self.form.setEnabled(True)
        self.side.setEnabled(False)
        self.side.show_draft()
        self.form.show_draft(self._draft, self._formats)

    def change_chosen(self) -> BulkDialog | None:
        """Ask for what the chosen leads are to have in common; None where none is chosen."""
        records = self.list.chosen_records()
        if not records:
            return None
        dialog = BulkDialog(self._desk, len(records), LeadWork(self._desk).stages(), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        desk, shown = self._desk, self._record
        dialog.accepted.connect(
            lambda: self._save(
                lambda task: (LeadBulk(desk).change(records, dialog.values, task, stage=dialog.stage_wanted), shown)[1]
            )
        )
        dialog.open()
        return dialog

    def join(self, kept: int, double: int) -> None:
        """Make two leads one; the first is kept."""
        desk = self._desk

        def write(_task: Task) -> int:
            LeadBulk(desk).join(kept, double)
            return kept

        self._record = kept
        self._save(write)

    def _edited(self, values: dict[str, object], label: Message) -> None:
        desk = self._desk
        if self._draft is None:
            record = self._lead()
            self._save(lambda _task: desk.edit(Kind.LEAD, record(), values, label))
            return
        self._draft |= values
        name = next((str(self._draft[f]) for f in ("company", "contact", "email") if self._draft.get(f)), "")
        if name:
            draft, self._draft = self._draft, None
            coming = self._coming = []
            label = Message("lead.change.new", {"name": name})

            def write(_task: Task) -> int:
                coming.append(desk.edit(Kind.LEAD, None, draft, label))
                return coming[0]

            self._save(write)

    def _lead(self) -> Callable[[], int]:
        """The lead in view, to be asked when the change is written: a new one has its number only then."""
        if (coming := self._coming) is not None:
            return lambda: coming[0]
        record = self._record
        return lambda: record

    def _step(self, step: Callable[[LeadWork, int], object]) -> None:
        """A step of work with the lead in view."""
        work, record = LeadWork(self._desk), self._lead()

        def write(_task: Task) -> int:
            step(work, record())
            return record()

        self._save(write)

    def _to_stage(self, stage: str) -> None:
        deal = LeadWork(self._desk).deal(self._record)
        if deal is not None and deal.status == "open":
            self._step(lambda work, record: work.move(record, stage))
        else:
            self._step(lambda work, record: work.open_opportunity(record, stage))

    def _ask_reason(self) -> None:
        name = self.form.title.text()
        reasons = list(self._desk.member_counts("loss_reason"))
        dialog = LossDialog(LeadWords(self._desk, speech.current), name, reasons, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._lose(dialog.reason))
        dialog.open()

    def _lose(self, reason: str) -> None:
        self._step(lambda work, record: work.lose(record, reason))

    def _save(self, write: Callable[[Task], int]) -> None:
        self.writer.write(write)

    def _saved(self) -> None:
        if self._coming:
            self._record, self._coming = self._coming[0], None
        self.refresh()

    def _not_saved(self, error: BaseException) -> None:
        self._coming = None
        self.refresh()
        show_error(error, self.window())
