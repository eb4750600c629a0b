"""People whose data has been kept too long: who they are, and erasing them all; who asked to be left out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QListWidget, QSpinBox, QVBoxLayout, QWidget

from salesdesk.desk import Desk
from salesdesk.desk.privacy import Privacy
from salesdesk.ui.components import Label, button
from salesdesk.ui.errors import show_error
from salesdesk.ui.fonts import font
from salesdesk.ui.job import Job
from salesdesk.ui.language import speech
from salesdesk.ui.record_words import with_count

_SHOWN = 500


class RetentionDialog(QDialog):
    """``erased`` when the people listed are gone: history and automatic backups included."""

    erased = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._privacy = Privacy(desk)
        self._records: list[int] = []
        self._formats = speech.formats()
        self.setWindowTitle(self.tr("Data kept too long"))
        self.setMinimumSize(560, 480)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(Label(self.tr("Keep leads that bought nothing, without contact, for")))
        self.years = QSpinBox()
        self.years.setRange(1, 20)
        self.years.setSuffix(self.tr(" years"))
        self.years.setAccessibleName(self.tr("Years of retention"))
        self.years.setValue(self._privacy.retention_years)
        self.years.valueChanged.connect(self._keep_for)
        row.addWidget(self.years)
        row.addStretch(1)
        layout.addLayout(row)
        self.count = Label("", "body_strong")
        layout.addWidget(self.count)
        self.list = QListWidget()
        self.list.setFont(font("body"))
        self.list.setAccessibleName(self.tr("Leads kept too long"))
        layout.addWidget(self.list, 1)
        self.apart = Label("", "small", "text2", wrap=True)
        layout.addWidget(self.apart)
        self.sure = QCheckBox(self.tr("I know that erasing cannot be undone, and deletes the automatic backups"))
        self.sure.toggled.connect(self._allow)
        layout.addWidget(self.sure)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(self.tr("Close"), clicked=self.close))
        self.erase_button = button(self.tr("Erase these people"), kind="primary", clicked=self.erase)
        foot.addWidget(self.erase_button)
        layout.addLayout(foot)
        self._fill()

    def erase(self) -> None:
        """Forget everybody listed, off the window's thread."""
        privacy, records = self._privacy, self._records
        for widget in (self.erase_button, self.sure, self.years):
            widget.setEnabled(False)
        self.count.setText(self.tr("Erasing…"))
        job: Job[object] = Job(lambda _task: privacy.erase(privacy.person(records)), language=speech.current)
        job.finished_with.connect(self._done)
        job.failed.connect(self._failed)
        job.start()

    def _done(self, _erased: object) -> None:
        self._ready()
        self.erased.emit()

    def _failed(self, error: BaseException) -> None:
        self._ready()
        show_error(error, self)

    def _ready(self) -> None:
        self.years.setEnabled(True)
        self.sure.setEnabled(True)
        self.sure.setChecked(False)
        self._fill()

    def _fill(self) -> None:
        found = self._privacy.outdated_leads()
        self._records = [lead.record for lead in found]
        words = self.tr("%n lead(s) without contact for longer", "", len(found))
        self.count.setText(with_count(words, len(found), self._formats))
        self.list.clear()
        for lead in found[:_SHOWN]:
            self.list.addItem(f"{lead.name or '–'} · {self._formats.date(lead.latest)}")
        apart = self._privacy.opted_out
        told = self.tr("%n word(s) of people left out of imports", "", apart) if apart else ""
        self.apart.setText(
            with_count(told, apart, self._formats) if told else self.tr("Nobody is left out of imports.")
        )
        self._allow()

    def _keep_for(self, years: int) -> None:
        self._privacy.set_retention(years)
        self._fill()

    def _allow(self) -> None:
        self.erase_button.setEnabled(self.sure.isChecked() and bool(self._records))
