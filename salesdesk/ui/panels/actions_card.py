"""What to do first: what costs most, in euros of the company's own data."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import KpiResult, Status
from salesdesk.kpi.stakes import Stake
from salesdesk.ui import kpi_words
from salesdesk.ui.components import Card, EmptyState, Label, button, clear_layout, line, set_tip
from salesdesk.ui.findings_card import finding_words, most_urgent
from salesdesk.ui.language import speech
from salesdesk.ui.painted.status_shape import StatusShape

MOST = 5
HEIGHT = 250


class ActionsCard(Card):
    """Stakes, most euros first; urgent findings where nothing can be put in euros.

    ``kpi_chosen(key)``; ``actions_asked`` and ``what_if_asked`` open what is done about them.
    """

    kpi_chosen = Signal(object)
    actions_asked = Signal()
    what_if_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent)
        self.set_title(self.tr("What to do first"))
        self.setMinimumHeight(HEIGHT)
        self.decided = button(self.tr("Decided actions…"), kind="link", clicked=self.actions_asked.emit)
        self.what_if = button(self.tr("What if…"), kind="link", clicked=self.what_if_asked.emit)
        for opens in (self.decided, self.what_if):
            self.header.addWidget(opens)
        self.body.setSpacing(6)

    def show_stakes(self, stakes: Sequence[Stake], results: Sequence[KpiResult], formats: Formats) -> None:
        """``results``: the seven, for their status and their findings."""
        clear_layout(self.body)
        status = {result.kpi.key: result.status for result in results}
        rows = [self._stake(stake, status.get(stake.kpi, Status.NONE), formats) for stake in stakes[:MOST]]
        if not rows:
            rows = [self._row(*found) for found in self._urgent(results)]
        for index, row in enumerate(rows):
            if index:
                self.body.addWidget(line())
            self.body.addLayout(row)
        if not rows:
            calm = self.tr("No finding calls for action in this period.")
            self.body.addWidget(EmptyState("circle-check", self.tr("Nothing urgent"), calm))
        self.body.addStretch(1)

    def _urgent(self, results: Sequence[KpiResult]) -> list[tuple[str, str, str, str, Status]]:
        """KPI, title, sentence, evidence and severity of the most urgent findings."""
        found = []
        for result, finding in most_urgent(results, MOST):
            title, sentence = finding_words(finding)
            words = (title or sentence, sentence if title else kpi_words.title(result.kpi.key))
            found.append((result.kpi.key, *words, finding.evidence, finding.severity))
        return found

    def _stake(self, stake: Stake, status: Status, formats: Formats) -> QHBoxLayout:
        severity = Status.ALERT if status is Status.ALERT else Status.WATCH
        title, sentence = speech.say(stake.title), speech.say(stake.text)
        tip = f"{sentence} {speech.say(stake.lever)} ({stake.evidence})"
        return self._row(stake.kpi, title, speech.say(stake.lever), formats.short_money(stake.euros), severity, tip)

    def _row(self, key: str, title: str, detail: str, worth: str, severity: Status, tip: str = "") -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        shape = StatusShape()
        shape.set_status(severity, kpi_words.status_word(severity))
        row.addWidget(shape)
        words = QVBoxLayout()
        words.setSpacing(0)
        for said, style, role in ((title, "body_strong", "text"), (detail, "small", "text2")):
            label = Label(said, style, role, elide=True)
            words.addWidget(label)
            if tip:
                set_tip(label, tip)
        row.addLayout(words, 1)
        row.addWidget(Label(worth, "body_strong"))
        opens = button(kind="flat", icon_name="chevron-right", clicked=lambda: self.kpi_chosen.emit(key))
        opens.setAccessibleName(f"{title}, {worth}. {tip or detail}")
        row.addWidget(opens)
        return row
