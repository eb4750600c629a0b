"""Beside a lead: its score with where it comes from, the next action, and what happened."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDateEdit, QGridLayout, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from salesdesk.desk.lead_follow_up import Clock, Reaction
from salesdesk.desk.lead_work import ACTIVITY_TYPES, Deal
from salesdesk.desk.leads import LeadCard
from salesdesk.domain.texts import Message
from salesdesk.scoring.score import Score
from salesdesk.ui.components import Label, button, line, no_mnemonic, set_tip
from salesdesk.ui.fonts import font
from salesdesk.ui.language import speech
from salesdesk.ui.lead_history import LeadHistory
from salesdesk.ui.painted.score import GradeBadge, ScoreGauge
from salesdesk.ui.painted.status_shape import StatusPill
from salesdesk.ui.painted.switch import Switch
from salesdesk.ui.surface import Surface

WIDTH, WIDTH_NARROW = 276, 256
_NO_DATE = QDate(1900, 1, 1)
_DATE_WIDTH = 114
_ROOM = 99
"""Days of delay for which there is room in words."""
_LOW = 700
_LONG = 72
"""Hours from which on a delay is told in days."""


class LeadSide(Surface):
    """``edited(values, label)`` as the form's.  ``finished``: the next action is done; ``stage_chosen(name)``.

    ``interacted(kind)``: a call, visit or reply is to be noted, in the company's words.
    """

    edited = Signal(object, object)
    finished = Signal()
    lost = Signal()
    won = Signal()
    stage_chosen = Signal(str)
    interacted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "l", parent)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(self.tr("Score and next action"))
        self._name = ""
        self._values: dict[str, object] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(17, 12, 16, 16)
        layout.setSpacing(8)
        self.gauge = ScoreGauge()
        layout.addWidget(self.gauge, alignment=Qt.AlignmentFlag.AlignHCenter)
        badges = QHBoxLayout()
        badges.setSpacing(8)
        badges.addStretch(1)
        self.grade = GradeBadge()
        self.bant = StatusPill()
        badges.addWidget(self.grade)
        badges.addWidget(self.bant)
        badges.addStretch(1)
        layout.addLayout(badges)
        self.clock = StatusPill()
        layout.addWidget(self.clock, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(self._breakdown())
        layout.addLayout(self._meddic())
        layout.addSpacing(4)
        layout.addWidget(line())
        layout.addSpacing(4)
        self._add_action(layout)
        layout.addSpacing(4)
        layout.addWidget(line())
        layout.addSpacing(4)
        self.history = LeadHistory()
        layout.addWidget(self.history, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen everything stands closer, so that nothing is pushed over its neighbour."""
        low = self.height() < _LOW
        layout = self.layout()
        assert layout is not None
        layout.setSpacing(4 if low else 8)
        layout.setContentsMargins(17, 6 if low else 12, 16, 8 if low else 16)
        for title, value, _rule in self._parts:
            for label in (title, value):
                label.setMinimumHeight(22 if low else 26)
        super().resizeEvent(event)

    def show_card(self, card: LeadCard, score: Score, met: int, today: date) -> None:
        """``met``: BANT criteria met of four."""
        self._name, self._values = card.name, dict(card.values)
        self.gauge.set_score(card.score)
        words = {"hot": self.tr("Hot"), "warm": self.tr("Warm"), "cold": self.tr("Cold")}
        self.grade.show()
        self.bant.show()
        self.grade.set_grade(card.grade, words[card.grade])
        if met == 4:
            self.bant.set_status("good", self.tr("BANT qualified 4/4"))
        else:
            self.bant.set_status("none", self.tr("BANT {met}/4").format(met=met))
        self._show_parts(score)
        if not (self.action.hasFocus() and self.action.isModified()):
            self.action.setText(str(self._values["next_action"] or ""))
        due = self._values["next_action_date"]
        self.due.blockSignals(True)
        self.due.setDate(QDate(due.year, due.month, due.day) if isinstance(due, date) else _NO_DATE)
        self.due.blockSignals(False)
        self._tell_lateness(due if isinstance(due, date) else None, today)
        has_action = bool(self._values["next_action"] or due)
        self.done.setEnabled(has_action)
        self.later.setEnabled(isinstance(due, date))

    def show_draft(self) -> None:
        """A lead that does not exist yet has no score, no action and no past."""
        self.gauge.set_score(0)
        self.grade.hide()
        self.bant.hide()
        self.clock.hide()
        for row in self._parts:
            for widget in row:
                widget.hide()
        self.action.clear()
        self.due.blockSignals(True)
        self.due.setDate(_NO_DATE)
        self.due.blockSignals(False)
        self.late.hide()
        self.history.show_events((), speech.formats())

    def show_meddic(self, *, on: bool, from_amount: str) -> None:
        """``from_amount``: from where on a cycle counts as complex, '' for nowhere."""
        self.meddic.blockSignals(True)
        self.meddic.setChecked(on)
        self.meddic.blockSignals(False)
        hint = self.tr("complex cycle, from {amount}").format(amount=from_amount)
        self._meddic_hint.setText(hint if from_amount else self.tr("complex cycle"))

    def show_deal(self, deal: Deal | None, stages: Sequence[str]) -> None:
        """The lead's opportunity, and the stages it may go to."""
        over = deal is not None and deal.status == "won"
        words = deal.stage if deal is not None and deal.status == "open" else ""
        self.stage.setText(no_mnemonic(f" {words or self.tr('To opportunity')}"))
        self.stage.setEnabled(not over)
        self.lose.setEnabled(not over)
        menu = self.stage.menu()
        assert menu is not None
        menu.clear()
        for name in stages or (speech.text("lead.first_stage"),):
            action = menu.addAction(no_mnemonic(name))
            action.triggered.connect(lambda _=False, name=name: self.stage_chosen.emit(name))
            action.setEnabled(name != words)
        menu.addSeparator()
        menu.addAction(self.tr("Won"), self.won.emit)

    def show_clock(self, found: Reaction | None) -> None:
        """The 24 hours from qualification to first contact, while nobody has made contact."""
        waiting = found is not None and found.clock in (Clock.RUNNING, Clock.LATE)
        self.clock.setVisible(waiting)
        if found is not None and waiting:
            formats = speech.formats()
            hours = formats.hours(found.hours) if found.hours < _LONG else formats.days(found.hours / 24)
            if found.clock is Clock.LATE:
                self.clock.set_status("alert", self.tr("not contacted for {hours}").format(hours=hours))
            else:
                self.clock.set_status("watch", self.tr("{hours} left for the first contact").format(hours=hours))

    def _show_parts(self, score: Score) -> None:
        names = {"bant": "BANT", "meddic": "MEDDIC"}
        for at, (title, value, rule) in enumerate(self._parts):
            shown = at < len(score.parts)
            for widget in (title, value, rule):
                widget.setVisible(shown)
            if shown:
                part = score.parts[at]
                title.setText(names.get(part.key) or speech.text(f"field.{part.key}"))
                value.setText(f"{part.points}/{part.most}")
        set_tip(self.gauge, "\n".join(speech.say(reason) for reason in score.reasons))

    def _breakdown(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        self._parts: list[tuple[Label, Label, QWidget]] = []
        for index in range(4):
            rule = line()
            grid.addWidget(rule, 2 * index, 0, 1, 2)
            title, value = Label("", "body", "text2"), Label("", "body_strong")
            for widget in (title, value):
                widget.setMinimumHeight(26)
            grid.addWidget(title, 2 * index + 1, 0)
            grid.addWidget(value, 2 * index + 1, 1, Qt.AlignmentFlag.AlignRight)
            self._parts.append((title, value, rule))
        return grid

    def _meddic(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        grid.addWidget(line(), 0, 0, 1, 2)
        grid.setRowMinimumHeight(1, 6)
        grid.addWidget(Label("MEDDIC", "body_strong"), 2, 0)
        self._meddic_hint = Label("", "micro", "text2")
        grid.addWidget(self._meddic_hint, 3, 0)
        self.meddic = Switch(speech.text("field.meddic"))
        self.meddic.toggled.connect(lambda on: self._tell({"meddic": on}, "meddic"))
        grid.addWidget(self.meddic, 2, 1, 2, 1)
        return grid

    def _add_action(self, layout: QVBoxLayout) -> None:
        title = self.tr("Next action")
        layout.addWidget(Label(title, "small", "text2"))
        self.action = QLineEdit()
        self.action.setFont(font("body"))
        self.action.setPlaceholderText(self.tr("What is next?"))
        self.action.setAccessibleName(title)
        self.action.editingFinished.connect(self._action_typed)
        layout.addWidget(self.action)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.due = QDateEdit()
        self.due.setFont(font("body"))
        self.due.setDisplayFormat("dd/MM/yyyy")
        self.due.setFixedWidth(_DATE_WIDTH)
        self.due.setCalendarPopup(True)
        self.due.setMinimumDate(_NO_DATE)
        self.due.setSpecialValueText(self.tr("no date"))
        self.due.setKeyboardTracking(False)
        self.due.setAccessibleName(self.tr("Date of the next action"))
        self.due.dateChanged.connect(self._due_changed)
        row.addWidget(self.due)
        self.late = StatusPill()
        row.addWidget(self.late)
        row.addStretch(1)
        layout.addLayout(row)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.done = button(self.tr("Done"), kind="small", icon_name="check", clicked=self.finished.emit, icon_size=13)
        self.later = button(self.tr("Postpone"), kind="small", clicked=self._postpone)
        set_tip(self.later, self.tr("by a week"))
        self.lose = button(self.tr("Lost…"), kind="small", clicked=self.lost.emit)
        for made in (self.done, self.later, self.lose):
            buttons.addWidget(made)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        self.stage = button(self.tr("To opportunity"), kind="small", icon_name="briefcase", icon_size=13)
        self.stage.setMenu(QMenu(self.stage))
        set_tip(self.stage, self.tr("Stage of the opportunity"))
        self.interaction = button(self.tr("Contact"), kind="small", icon_name="phone", icon_size=13)
        set_tip(self.interaction, self.tr("Note a call, a visit or a reply of today"))
        menu = QMenu(self.interaction)
        for key in ACTIVITY_TYPES:
            kind = speech.text(f"lead.activity.{key}")
            menu.addAction(kind).triggered.connect(lambda _=False, kind=kind: self.interacted.emit(kind))
        self.interaction.setMenu(menu)
        steps = QHBoxLayout()
        steps.setSpacing(8)
        steps.addWidget(self.stage, 1)
        steps.addWidget(self.interaction)
        layout.addLayout(steps)

    def _tell_lateness(self, due: date | None, today: date) -> None:
        self.late.setVisible(due is not None and due <= today)
        if due is not None and due < today:
            late = (today - due).days
            days = speech.formats().days(late)
            words = self.tr("{days} late").format(days=days)
            self.late.set_status("alert", words if late <= _ROOM else days)
            set_tip(self.late, words)
        elif due == today:
            self.late.set_status("watch", self.tr("today"))

    def _action_typed(self) -> None:
        words = self.action.text().strip()
        if words != (self._values.get("next_action") or ""):
            self.action.setModified(False)
            self._tell({"next_action": words or None}, "next_action")

    def _due_changed(self, chosen: QDate) -> None:
        day = None if chosen == _NO_DATE else date(chosen.year(), chosen.month(), chosen.day())
        self._tell({"next_action_date": day}, "next_action_date")

    def _postpone(self) -> None:
        due = self._values["next_action_date"]
        if isinstance(due, date):
            self._tell({"next_action_date": due + timedelta(days=7)}, "next_action_date")

    def _tell(self, values: dict[str, object], field: str) -> None:
        self._values |= values
        label = Message("lead.change.edit", {"name": self._name, "field": Message(f"field.{field}")})
        self.edited.emit(values, label)
