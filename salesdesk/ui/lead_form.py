"""One lead: who it is, its four BANT answers, points, notes.  Every change is told at once, none is saved here."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from salesdesk.desk.lead_signals import signal_view
from salesdesk.desk.lead_work import Deal
from salesdesk.desk.leads import LeadBook, LeadCard
from salesdesk.domain.columns import BANT, SCHEMAS, Kind
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import Message
from salesdesk.scoring.model import DEFAULT, ScoringModel
from salesdesk.scoring.signals import SIGNALS
from salesdesk.ui.bant_card import BantCard
from salesdesk.ui.components import Card, Label
from salesdesk.ui.fonts import font
from salesdesk.ui.identity_card import IdentityCard
from salesdesk.ui.language import speech
from salesdesk.ui.lead_strip import HistoryStrip
from salesdesk.ui.meddic_card import MeddicCard
from salesdesk.ui.record_words import day_words
from salesdesk.ui.signal_card import SignalCard


class LeadForm(QScrollArea):
    """``edited(values, label)``: fields with their new values, and what the change is called in the history.

    ``left``: the keyboard is to go back to the list.
    """

    edited = Signal(object, object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Lead"))
        self._values: dict[str, object] = {}
        self._name = ""
        page = QWidget()
        page.setObjectName("page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(self._head())
        layout.addLayout(self._bant())
        layout.addLayout(self._points())
        self.meddic = MeddicCard()
        self.meddic.answered.connect(
            lambda field, points: self._tell(field, float(points), "points", points=f"{points}/3")
        )
        self.meddic.proved.connect(self._proved)
        layout.addWidget(self.meddic)
        layout.addWidget(self._notes())
        self.strip = HistoryStrip()
        layout.addWidget(self.strip)
        self.identity = IdentityCard()
        self.identity.typed.connect(lambda field, value: self._tell(field, value, "edit"))
        self.fields = self.identity.fields
        self._page = layout
        layout.addWidget(self.identity)
        layout.addStretch(1)
        self.setWidget(page)

    def show_card(self, card: LeadCard, model: ScoringModel, formats: Formats) -> None:
        """Show a lead as the model judges it.  A field that is being typed in keeps its words."""
        for field, question in self.cards.items():
            question.set_threshold(model.thresholds[field])
        self._place_identity(self._page.count() - 1)
        self._show(dict(card.values), card.name, formats)

    def show_signals(self, book: LeadBook, position: int) -> None:
        """Engagement and profile, signal by signal."""
        for part, card in self.signals.items():
            card.show_signals(signal_view(book, position, part))

    def show_meddic(self, *, asked: bool) -> None:
        """The questions of complex cycles, where they are asked."""
        if asked:
            self.meddic.show_answers(self._values, self._day)
        self.meddic.setVisible(asked)

    def show_stage(self, deal: Deal | None, today: date) -> None:
        """In the place of the status: the stage of the lead's open opportunity, and since when."""
        if deal is None or deal.status != "open" or not deal.stage:
            return
        value, caption = self._facts[1]
        value.setText(deal.stage)
        since = self._formats.days((today - deal.since).days) if deal.since else ""
        caption.setText(self.tr("for {days}").format(days=since) if since else speech.text("field.stage"))

    def show_draft(self, values: Mapping[str, object], formats: Formats) -> None:
        """Show a lead that does not exist yet."""
        self.meddic.hide()
        self.strip.hide()
        self.identity.show_source("", outdated=False)
        self.identity.show_twin(None)
        for part, card in self.signals.items():
            card.show_nothing(DEFAULT.signals, DEFAULT.weights[part])
        self._show({field.name: values.get(field.name) for field in SCHEMAS[Kind.LEAD].fields}, "", formats)
        self._place_identity(1)
        self.verticalScrollBar().setValue(0)
        self.fields["company"].setFocus()

    def focus_answers(self) -> None:
        """Give the keyboard to the first question."""
        card = self.cards[BANT[0]]
        self.ensureWidgetVisible(card)
        card.focus_answer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------ building

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(20)
        left = QVBoxLayout()
        left.setSpacing(2)
        self.title = Label("", "page_title", elide=True)
        self.subtitle = Label("", "small", "text2", elide=True)
        left.addWidget(self.title)
        left.addWidget(self.subtitle)
        head.addLayout(left, 1)
        self._facts: list[tuple[Label, Label]] = []
        for _ in range(3):
            column = QVBoxLayout()
            column.setSpacing(2)
            value, caption = Label("", "body_strong"), Label("", "micro", "text2")
            column.addWidget(value)
            column.addWidget(caption)
            head.addLayout(column)
            self._facts.append((value, caption))
        return head

    def _bant(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        self.cards: dict[str, BantCard] = {}
        for index, field in enumerate(BANT):
            card = BantCard(field)
            card.answered.connect(self._answered)
            card.proved.connect(self._proved)
            self.cards[field] = card
            grid.addWidget(card, index // 2, index % 2)
        return grid

    def _points(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.signals: dict[str, SignalCard] = {}
        for part, names in SIGNALS.items():
            card = SignalCard(part, names)
            card.ticked.connect(lambda name, on, part=part: self._ticked(part, name, on=on))
            card.listed.connect(lambda part=part: self._tell(part, None, "edit"))
            self.signals[part] = card
            row.addWidget(card, 1)
        return row

    def _place_identity(self, at: int) -> None:
        """Who a lead is stands first while it is new, and below all that is judged afterwards."""
        if self._page.indexOf(self.identity) == min(at, self._page.count() - 2):
            return
        focused = next((edit for edit in self.fields.values() if edit.hasFocus()), None)
        self._page.removeWidget(self.identity)
        self._page.insertWidget(min(at, self._page.count() - 1), self.identity)
        self._page.activate()
        if focused is not None:
            focused.setFocus()

    def _notes(self) -> Card:
        card = Card(speech.text("field.notes"))
        self.notes = QPlainTextEdit()
        self.notes.setFont(font("body"))
        self.notes.setFixedHeight(84)
        self.notes.setTabChangesFocus(True)
        self.notes.setAccessibleName(speech.text("field.notes"))
        self.notes.installEventFilter(self)
        card.body.addWidget(self.notes)
        hint = self.tr("Only facts that serve the sale: the person may ask to read them.")
        card.body.addWidget(Label(hint, "micro", "text3"))
        return card

    # ------------------------------------------------------------------ showing

    def _show(self, values: dict[str, object], name: str, formats: Formats) -> None:
        self._values, self._name, self._formats = values, name, formats
        self.title.setText(name or self.tr("New lead"))
        who = (values["contact"] if values["company"] else None, values["job_title"])
        whom = ", ".join(str(word) for word in who if word)
        self.subtitle.setText(" · ".join(str(word) for word in (whom, values["region"]) if word))
        amount, status = values["amount"], values["status"]
        facts = (
            (formats.money(float(amount)) if isinstance(amount, int | float) else "", "amount"),
            (speech.text(f"choice.{status}") if status else "", "status"),
            (str(values["rep"] or ""), "rep"),
        )
        for (value, caption), (words, field) in zip(self._facts, facts, strict=True):
            value.setText(words)
            caption.setText(speech.text(f"field.{field}") if words else "")
        if values["rep"] and values["channel"]:
            self._facts[2][1].setText(str(values["channel"]))
        for field, card in self.cards.items():
            card.set_points(_number(values[field]))
            card.show_proof(str(values[f"{field}_evidence"] or ""), self._day(values[f"{field}_date"]))
        self.identity.show_values(values, formats)
        if not (self.notes.hasFocus() and self.notes.document().isModified()):
            self.notes.setPlainText(str(values["notes"] or ""))
            self.notes.document().setModified(False)

    # ------------------------------------------------------------------ changes

    def _answered(self, field: str, points: int) -> None:
        self._tell(field, float(points), "points", points=f"{points}/15")

    def _proved(self, field: str, words: str) -> None:
        self._tell(f"{field}_evidence", words or None, "edit")

    def _ticked(self, part: str, name: str, *, on: bool) -> None:
        """A signal said by hand; a number that was noted for the part gives way to the list."""
        given = {name: on} if self._values.get(part) is None else {name: on, part: None}
        self._values |= given
        label = Message("lead.change.edit", {"name": self._title(), "field": Message(f"field.{name}")})
        self.edited.emit(given, label)

    def _tell(self, field: str, value: object, change: str, **more: object) -> None:
        self._values[field] = value
        label = Message(f"lead.change.{change}", {"name": self._title(), "field": Message(f"field.{field}"), **more})
        self.edited.emit({field: value}, label)

    def _title(self) -> object:
        return self._name or self._values["company"] or self._values["contact"] or Message("lead.unnamed")

    def _day(self, day: object) -> str:
        """Day and month, with the year where it is long ago."""
        return day_words(day, self._formats).rsplit(" ", 1)[0] if isinstance(day, date) else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.notes and event.type() == QEvent.Type.FocusOut and self.notes.document().isModified():
            self.notes.document().setModified(False)
            words = self.notes.toPlainText().strip()
            if words != (self._values.get("notes") or ""):
                self._tell("notes", words or None, "edit")
        return super().eventFilter(watched, event)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
