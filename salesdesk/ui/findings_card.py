"""What stands out, what costs most first: at most three findings, each with its evidence."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from salesdesk.desk.actions import DecidedAction
from salesdesk.domain.texts import keys
from salesdesk.kpi.definition import Finding, KpiResult, Status
from salesdesk.ui import kpi_words
from salesdesk.ui.components import Card, Label, button, clear_layout, line
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.fonts import font
from salesdesk.ui.language import speech
from salesdesk.ui.painted.status_shape import StatusShape
from salesdesk.ui.tokens import CARD_PADDING, SMALL_HEIGHT

MOST = 3
URGENCY = (Status.ALERT, Status.WATCH, Status.GOOD, Status.NONE)


def finding_words(finding: Finding) -> tuple[str, str]:
    """Title ('' where there is none) and sentence."""
    key = f"{finding.text.key}_title"
    title = speech.text(key, **finding.text.values) if key in keys() else ""
    return title, speech.say(finding.text)


def most_urgent(results: Sequence[KpiResult], most: int) -> list[tuple[KpiResult, Finding]]:
    """Alerts, then what is to be watched; the first of each KPI before any second one."""
    ranked = [
        (URGENCY.index(finding.severity), place, result, finding)
        for result in results
        for place, finding in enumerate(sorted(result.findings, key=lambda one: URGENCY.index(one.severity)))
        if finding.severity in (Status.ALERT, Status.WATCH)
    ]
    ranked.sort(key=lambda one: one[:2])
    return [(result, finding) for _, _, result, finding in ranked[:most]]


def action_words(finding: Finding) -> str:
    """What to do about it; '' where nothing is advised."""
    key = f"{finding.text.key}_action"
    return speech.text(key, **finding.text.values) if key in keys() else ""


class FindingsCard(Card):
    """``drilled(DrillRequest)`` opens a finding's records, ``decided(DecidedAction)`` proposes its lever."""

    drilled = Signal(object)
    decided = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("What stands out"))
        self._compact = False
        self._inside = QWidget()
        self._list = QVBoxLayout(self._inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(10)
        self._list.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        # The findings' own links take the focus, and the area follows them.
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setStyleSheet("QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }")
        scroll.setWidget(self._inside)
        self.body.addWidget(scroll, 1)

    def show_result(self, result: KpiResult) -> None:
        clear_layout(self._list)
        found = result.findings[:MOST]
        if not found:
            quiet = self.tr("Nothing stands out from chance in this period.")
            self._list.addWidget(Label(quiet, "body", "text2", wrap=True))
        for index, finding in enumerate(found):
            if index:
                self._list.addWidget(line())
            self._list.addLayout(self._finding(result, finding))
        self._fit()

    def set_compact(self, *, compact: bool) -> None:
        """In narrow windows the page scrolls anyway: all findings are in view then."""
        self._compact = compact
        self._fit()

    def _fit(self) -> None:
        width = self.maximumWidth() - 2 * CARD_PADDING
        height = self._list.heightForWidth(width) if self._compact else 0
        self._scroll.setMinimumHeight(max(height, 0))

    def _finding(self, result: KpiResult, finding: Finding) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        shape = StatusShape()
        shape.set_status(finding.severity, kpi_words.status_word(finding.severity))
        row.addWidget(shape, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        title, sentence = finding_words(finding)
        if title:
            column.addWidget(Label(title, "body_strong", wrap=True))
        column.addWidget(Label(sentence, "body", "text2" if title else "text", wrap=True))
        action = action_words(finding)
        if action:
            column.addWidget(Label(f"→ {action}", "small_strong", "text2", wrap=True))
        foot = QHBoxLayout()
        if finding.dimension:
            foot.addWidget(self._opens(result, finding))
        if action:
            foot.addWidget(self._decides(result, finding, action))
        foot.addStretch(1)
        formats = speech.formats()
        stake = formats.money(finding.euros) if finding.euros is not None else ""
        told = [stake] if stake not in sentence else []
        told += [formats.grouped(finding.evidence)] if finding.evidence else []
        if told:
            foot.addWidget(Label(" · ".join(told), "micro", "text3"))
        column.addLayout(foot)
        row.addLayout(column, 1)
        return row

    def _opens(self, result: KpiResult, finding: Finding) -> QPushButton:
        request = DrillRequest(result.kpi.key, result.basis, finding.dimension, finding.group)
        opens = button(
            self.tr("See the records"),
            kind="link",
            icon_name="arrow-right",
            icon_size=13,
            clicked=lambda: self.drilled.emit(request),
        )
        opens.setFont(font("small_strong"))
        return opens

    def _decides(self, result: KpiResult, finding: Finding, action: str) -> QPushButton:
        proposed = DecidedAction(action, result.kpi.key, result.as_of, dimension=finding.dimension, group=finding.group)
        decides = button(
            kind="flat",
            icon_name="user-check",
            icon_size=14,
            name=self.tr("Decide on this action"),
            clicked=lambda: self.decided.emit(proposed),
        )
        decides.setFixedSize(SMALL_HEIGHT, SMALL_HEIGHT)
        return decides
