"""The foot of the import window: what will change, how far it is, and the only button that writes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from salesdesk.importing.plan import ImportPlan
from salesdesk.ui.components import Label, button
from salesdesk.ui.language import speech
from salesdesk.ui.record_words import with_count
from salesdesk.ui.surface import Surface

HEIGHT = 60
_CONFIRM_WIDTH = 220
"""Wide enough for the count that it will show, so that Cancel stays where it is when reading ends."""


class ImportFooter(Surface):
    confirmed = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "t", parent)
        self.setFixedHeight(HEIGHT)
        self._ready = False
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(6)
        self.counts: dict[str, Label] = {}
        for name, role in (
            ("new", "text"), ("changed", "text"), ("unchanged", "text"), ("gone", "text"), ("rejected", "alert"),
        ):  # fmt: skip
            number, words = Label("", "body_strong", role), Label("", "body")
            self.counts[name], self.counts[f"{name}_words"] = number, words
            row.addWidget(number)
            row.addWidget(words)
            row.addSpacing(8)
        row.addSpacing(6)
        self.note = Label("", "small", "text2", elide=True)
        row.addWidget(self.note, 1)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 1000)
        self.progress.setFixedWidth(180)
        self.progress.hide()
        row.addWidget(self.progress)
        row.addSpacing(6)
        self.cancel = button(self.tr("Cancel"), clicked=self.cancelled.emit)
        row.addWidget(self.cancel)
        self.confirm = button(self.tr("Import"), kind="primary", clicked=self.confirmed.emit)
        self.confirm.setEnabled(False)
        self.confirm.setMinimumWidth(_CONFIRM_WIDTH)
        row.addSpacing(4)
        row.addWidget(self.confirm)

    def show_plan(self, plan: ImportPlan) -> None:
        """Say what applying the plan will do."""
        sheets = [sheet for sheet in plan.sheets if sheet.include]
        integer = speech.formats().integer
        names = ("new", "changed", "unchanged", "gone", "rejected")
        sums = {name: sum(getattr(sheet, name) for sheet in sheets) for name in names}
        words = {
            "new": self.tr("new", "", sums["new"]),
            "changed": self.tr("changed", "", sums["changed"]),
            "unchanged": self.tr("unchanged", "", sums["unchanged"]),
            "gone": self.tr("removed", "", sums["gone"]),
            "rejected": self.tr("rejected", "", sums["rejected"]),
        }
        for name, number in sums.items():
            self.counts[name].setText(integer(number))
            self.counts[f"{name}_words"].setText(words[name])
        for name in ("gone", "rejected"):
            self.counts[name].set_role("alert" if sums[name] else "text")
        rows = sums["new"] + sums["changed"]
        self._ready = bool(rows or sums["gone"] or plan.accepted)
        label = with_count(self.tr("Import %n row(s)", "", rows), rows, speech.formats())
        self.confirm.setText(label if rows or not self._ready else self.tr("Apply"))
        self.confirm.setEnabled(self._ready)
        note = self.tr("a copy of the cells is kept, the import can be undone")
        if sheets and not self._ready:
            note = self.tr("Nothing new: these rows are already there.")
        elif not sheets:
            note = self.tr("Tick a sheet to import it.")
        elif sums["gone"]:
            gone = self.tr("%n record(s) no longer in the sheet will be removed.", "", sums["gone"])
            self._say(with_count(gone, sums["gone"], speech.formats()), "alert")
            return
        self._say(note)

    def set_busy(self, what: str) -> None:
        """Show that something runs; ``what`` '' ends it."""
        self.confirm.setEnabled(not what and self._ready)
        self.progress.setVisible(what == "applying")
        self.progress.setValue(0)
        if what == "applying":
            self._say(self.tr("Importing…"))

    def show_progress(self, share: float, words: str) -> None:
        self.progress.setValue(round(share * 1000))
        if self.progress.isVisible():
            self._say(words)

    def show_note(self, words: str) -> None:
        self._say(words)

    def show_failure(self, words: str) -> None:
        """Say why it did not happen; the button stays for another try."""
        self._say(words, "alert")

    def _say(self, words: str, role: str = "text2") -> None:
        self.note.set_role(role)
        self.note.setText(words)
