"""The lead desk: all leads by score at left, one lead to judge in the middle, its score at right."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QModelIndex, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from salesdesk.desk import Desk
from salesdesk.desk.lead_follow_up import reaction
from salesdesk.desk.lead_history import history
from salesdesk.desk.lead_words import LeadWords
from salesdesk.desk.lead_work import LeadWork
from salesdesk.desk.leads import ORDERS, LeadCard
from salesdesk.domain.columns import LEAD_STATUSES, Kind
from salesdesk.domain.formats import Formats
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Message
from salesdesk.scoring.outcome import outcomes
from salesdesk.ui.components import EmptyState, Label, Segments, button, set_tip
from salesdesk.ui.errors import show_error
from salesdesk.ui.fonts import font
from salesdesk.ui.icons import icon
from salesdesk.ui.job import Job
from salesdesk.ui.language import speech
from salesdesk.ui.lead_form import LeadForm
from salesdesk.ui.lead_more import LeadMore
from salesdesk.ui.lead_side import WIDTH as SIDE_WIDTH
from salesdesk.ui.lead_side import WIDTH_NARROW as SIDE_WIDTH_NARROW
from salesdesk.ui.lead_side import LeadSide
from salesdesk.ui.leads_model import ROW_HEIGHT, LeadDelegate, LeadsModel
from salesdesk.ui.loss_dialog import LossDialog
from salesdesk.ui.record_words import with_count
from salesdesk.ui.surface import Surface
from salesdesk.ui.tokens import FILTER_BAR_HEIGHT, PAGE_PADDING

LIST_WIDTH, LIST_WIDTH_NARROW = 300, 256
NARROW = 1120
"""A page less wide than this has a narrower list and side."""
_TYPING_MS = 150
_GRADES = ("", "hot", "warm", "cold")


class LeadDesk(QWidget):
    """Changes are written one after the other off the window's thread; ``data_changed`` follows each."""

    data_changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._desk = desk
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pending = 0
        self._grade = ""
        self._record = -1
        self._version = -1
        self._draft: dict[str, object] | None = None
        self._book = desk.leads()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._fill)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar())
        self._body = QStackedWidget()
        self._body.addWidget(self._desk_area())
        no_leads = self.tr("Import a list of leads, or add the first one by hand.")
        self._body.addWidget(
            EmptyState("square-user", self.tr("No lead yet"), no_leads, self.tr("New lead"), self.new_lead)
        )
        layout.addWidget(self._body, 1)
        self.refresh()

    # ------------------------------------------------------------------ building

    def _bar(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("filterBar")
        bar.setFixedHeight(FILTER_BAR_HEIGHT)
        row = QHBoxLayout(bar)
        row.setContentsMargins(PAGE_PADDING[1], 0, PAGE_PADDING[1], 0)
        row.setSpacing(8)
        self.segments = Segments([(grade, self._grade_words(grade)) for grade in _GRADES], "")
        self.segments.setAccessibleName(self.tr("Leads by score"))
        self.segments.chosen.connect(self._choose_grade)
        row.addWidget(self.segments)
        self.rep, self.stage, self.source = (self._filter(name) for name in ("rep", "stage", "source"))
        for chooser in (self.rep, self.stage, self.source):
            row.addWidget(chooser)
        self.overdue = button(self.tr("Action overdue"), kind="chip")
        self.overdue.setCheckable(True)
        self.overdue.toggled.connect(self._toggle_overdue)
        row.addWidget(self.overdue)
        row.addStretch(1)
        self.more = LeadMore(lambda: self._desk, self._card_in_view, self._cards_listed, self)
        self.more.model_changed.connect(self._model_changed)
        self.more.lead_chosen.connect(self.show_lead)
        row.addWidget(self.more.button)
        self.new_button = button(
            self.tr("New lead"), kind="small", icon_name="plus", clicked=self.new_lead, icon_size=14
        )
        row.addWidget(self.new_button)
        return bar

    def _filter(self, name: str) -> QComboBox:
        chooser = QComboBox()
        chooser.setFont(font("small_strong"))
        chooser.setProperty("kind", "chip")
        chooser.setAccessibleName(speech.text(f"field.{name}"))
        chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        chooser.setMinimumContentsLength(8)
        chooser.view().setMinimumWidth(220)
        chooser.activated.connect(lambda _index: self._fill())
        set_tip(chooser, speech.text(f"field.{name}"))
        return chooser

    def _desk_area(self) -> QWidget:
        area = QWidget()
        row = QHBoxLayout(area)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._list())
        self.form = LeadForm()
        self.form.edited.connect(self._edited)
        row.addWidget(self.form, 1)
        self.side = LeadSide()
        self.side.edited.connect(self._edited)
        self.side.finished.connect(lambda: self._step(lambda work, record: work.done(record)))
        self.side.won.connect(lambda: self._step(lambda work, record: work.win(record)))
        self.side.lost.connect(self._ask_reason)
        self.side.stage_chosen.connect(self._to_stage)
        row.addWidget(self.side)
        return area

    def _list(self) -> Surface:
        column = self._column = Surface("surface", "r")
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
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
        self.order.activated.connect(lambda _index: self._fill())
        line.addWidget(self.order)
        tools.addLayout(line)
        layout.addWidget(head)
        self.model = LeadsModel(self)
        # A list view would ask for every lead before it shows one; a table with rows of one height does not.
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setShowGrid(False)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setTabKeyNavigation(False)
        self.view.horizontalHeader().hide()
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._delegate = LeadDelegate(self._formats, self._book, self)
        self.view.setItemDelegate(self._delegate)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setAccessibleName(self.tr("Leads"))
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        layout.addWidget(self.view, 1)
        return column

    # ------------------------------------------------------------------ showing

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < NARROW
        self._column.setFixedWidth(LIST_WIDTH_NARROW if narrow else LIST_WIDTH)
        self.side.setFixedWidth(SIDE_WIDTH_NARROW if narrow else SIDE_WIDTH)
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self.follow()
        super().showEvent(event)

    def follow(self) -> None:
        """Show the data anew if it changed elsewhere."""
        if self._version != self._desk.sales.version and not self._pending:
            self.refresh()

    def refresh(self) -> None:
        """Show the data as it is now; the lead in view stays."""
        self._book = self._desk.leads()
        self._version = self._book.sales.version
        self._delegate.book, self._delegate.formats = self._book, self._formats
        self._fill_filters()
        self._fill()

    def show_lead(self, record: int) -> None:
        """Bring a lead into view, whatever is filtered."""
        self._record, self._draft = record, None
        position = self._book.position(record)
        if position >= 0 and self.model.row_of(position) < 0:
            self.search.clear()
            for chooser in (self.rep, self.stage, self.source):
                chooser.setCurrentIndex(0)
            self.overdue.setChecked(False)
            self._grade = ""
            self.segments.set_current("")
        self._fill()

    def _fill(self) -> None:
        self._typing.stop()
        found = self._found("")
        counts = self._book.counts(found)
        integer = self._formats.integer
        for grade in _GRADES:
            number = counts[grade] if grade else len(found)
            self.segments.set_words(grade, f"{self._grade_words(grade)} · {integer(number)}")
        if self._grade:
            found = self._found(self._grade)
        self.model.show_leads(self._book, self._book.ordered(found, self.order.currentData()))
        self.count.setText(with_count(self.tr("%n lead(s)", "", len(found)), len(found), self._formats))
        late = int(self._book.overdue.sum())
        self.overdue.setText(self.tr("Action overdue · {count}").format(count=integer(late)))
        self.overdue.setVisible(late > 0 or self.overdue.isChecked())
        self._body.setCurrentIndex(0 if len(self._book) or self._draft is not None else 1)
        if self._draft is None:
            self._select()

    def _found(self, grade: str) -> NDArray[np.int64]:
        """Positions of the leads that are asked for."""
        return self._book.select(
            words=self.search.text(),
            grade=grade,
            rep=self.rep.currentData() or "",
            stage=self.stage.currentData() or "",
            source=self.source.currentData() or "",
            overdue=self.overdue.isChecked(),
        )

    def _select(self) -> None:
        row = max(self.model.row_of(self._book.position(self._record)), 0)
        card = self.model.card(row)
        if card is None:
            self.form.setEnabled(False)
            self.side.setEnabled(False)
            return
        index = self.model.index(row)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        self._show(card)

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        card = self.model.card(current.row())
        if card is not None and card.record != self._record:
            self._draft = None
            self._show(card)

    def _show(self, card: LeadCard) -> None:
        self._record = card.record
        self.form.setEnabled(True)
        self.side.setEnabled(True)
        if self._pending:
            return
        book, at, formats = self._book, card.position, self._formats
        self.form.show_card(card, formats)
        self.form.strip.show_history(book.worth, book.model, card.grade, formats)
        asked = book.asks_meddic(at)
        self.form.meddic.setVisible(asked)
        self.side.show_card(card, book.score(at), int(book.scores.met[at]), book.today)
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

    def _cards_listed(self) -> Iterator[LeadCard]:
        cards = (self.model.card(row) for row in range(self.model.rowCount()))
        return (card for card in cards if card is not None)

    def _model_changed(self) -> None:
        self.refresh()
        self.data_changed.emit()

    def _choose_grade(self, grade: str) -> None:
        self._grade = grade
        self._fill()

    def _toggle_overdue(self, on: bool) -> None:
        self.overdue.setProperty("active", on)
        self._fill()

    def _fill_filters(self) -> None:
        """Offer what leads carry; a chooser with nothing to offer is hidden."""
        stages, names = self._book.stages
        statuses = np.unique(self._desk.sales[Kind.LEAD]["status"])
        words = [
            (f"status:{key}", speech.text(f"choice.{key}")) for key in (LEAD_STATUSES[s] for s in statuses if s >= 0)
        ]
        _offer(self.rep, speech.text("field.rep"), self._carried("rep"))
        _offer(
            self.stage, speech.text("field.stage"), [(names[c], names[c]) for c in np.unique(stages) if c >= 0] + words
        )
        _offer(self.source, speech.text("field.source"), self._carried("source"))

    def _carried(self, dimension: str) -> list[tuple[str, str]]:
        codes, names = self._desk.sales.dimension(Kind.LEAD, dimension)
        present = sorted((names[code] for code in np.unique(codes) if code >= 0), key=str.casefold)
        return [(name, name) for name in present]

    def _grade_words(self, grade: str) -> str:
        return {"": self.tr("All"), "hot": self.tr("Hot"), "warm": self.tr("Warm"), "cold": self.tr("Cold")}[grade]

    @property
    def _formats(self) -> Formats:
        return speech.formats(self._desk.sales.currency)

    # ------------------------------------------------------------------ changing

    def new_lead(self) -> None:
        """Show an empty form; the lead exists once it has a company, a contact or an e-mail."""
        now = datetime.now().replace(second=0, microsecond=0)  # noqa: DTZ005 - moments are local, as in sheets
        self._draft = {"received_at": now, "status": "new"}
        self._body.setCurrentIndex(0)
        self.view.clearSelection()
        self.form.setEnabled(True)
        self.side.setEnabled(False)
        self.form.show_draft(self._draft, self._formats)

    def _edited(self, values: dict[str, object], label: Message) -> None:
        desk, record = self._desk, self._record
        if self._draft is None:
            self._save(lambda: desk.edit(Kind.LEAD, record, values, label))
            return
        self._draft |= values
        name = next((str(self._draft[f]) for f in ("company", "contact", "email") if self._draft.get(f)), "")
        if name:
            draft, self._draft = self._draft, None
            label = Message("lead.change.new", {"name": name})
            self._save(lambda: desk.edit(Kind.LEAD, None, draft, label))

    def _step(self, step: Callable[[LeadWork, int], object]) -> None:
        """A step of work with the lead in view."""
        work, record = LeadWork(self._desk), self._record

        def write() -> int:
            step(work, record)
            return record

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

    def _save(self, write: Callable[[], int]) -> None:
        self._pending += 1
        desk = self._desk

        def work(_task: Task) -> int:
            record = write()
            _ = desk.leads().scores  # made here, where the window need not wait for it
            return record

        job: Job[int] = Job(work, language=speech.current, pool=self._pool)
        job.finished_with.connect(self._saved)
        job.failed.connect(self._not_saved)
        job.start()

    def _saved(self, record: int) -> None:
        self._pending -= 1
        if not self._pending:
            if self._book.position(record) < 0:
                self._record = record
            self.refresh()
        self.data_changed.emit()

    def _not_saved(self, error: BaseException) -> None:
        self._pending -= 1
        self.refresh()
        show_error(error, self.window())


def _offer(chooser: QComboBox, everything: str, choices: Sequence[tuple[str, str]]) -> None:
    """Fill a chooser with (key, words); what was chosen stays chosen while it is offered."""
    chosen = chooser.currentData()
    chooser.clear()
    chooser.addItem(everything, "")
    for key, words in choices:
        chooser.addItem(words, key)
    chooser.setCurrentIndex(max(chooser.findData(chosen), 0))
    chooser.setVisible(bool(choices))
