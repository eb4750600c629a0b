"""The personal data of one lead: what is held, a copy for the person, and erasure."""

import json
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.desk.privacy import Person, Privacy
from salesdesk.domain.errors import SalesDeskError
from salesdesk.ui.components import Label, button
from salesdesk.ui.errors import show_error
from salesdesk.ui.job import Job
from salesdesk.ui.language import speech


class PersonDialog(QDialog):
    """``erased`` when the person is gone: history and automatic backups included."""

    erased = Signal()

    def __init__(self, privacy: Privacy, person: Person, facts: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._privacy = privacy
        self._person = person
        self.setWindowTitle(self.tr("Personal data"))
        self.setMinimumWidth(460)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(Label(person.name or "–", "page_title", wrap=True))
        layout.addWidget(Label(facts, "body", "text2", wrap=True))
        kept = self.tr("Without contact for {years} years, a lead that bought nothing should be erased.")
        layout.addWidget(Label(kept.format(years=privacy.retention_years), "small", "text2", wrap=True))
        self.opt_out = QCheckBox(self.tr("Leave this person out of future imports"))
        layout.addWidget(self.opt_out)
        self.sure = QCheckBox(self.tr("I know that erasing cannot be undone, and deletes the automatic backups"))
        self.sure.toggled.connect(self._allow)
        layout.addWidget(self.sure)
        row = QHBoxLayout()
        row.addWidget(button(self.tr("Save a copy…"), icon_name="download", clicked=self._ask_file))
        row.addStretch(1)
        row.addWidget(button(self.tr("Close"), clicked=self.close))
        self.erase_button = button(self.tr("Erase this person"), kind="primary", clicked=self.erase)
        self.erase_button.setEnabled(False)
        row.addWidget(self.erase_button)
        layout.addLayout(row)

    def _allow(self, sure: bool) -> None:
        self.erase_button.setEnabled(sure and bool(self._person.identifiers))

    def save_copy(self, path: Path) -> None:
        """Everything held about the person, as JSON."""
        told = self._privacy.copy_of(self._person, speech.current)
        try:
            path.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        except OSError as error:
            show_error(SalesDeskError("error.write", path=path, reason=error.strerror or ""), self)

    def erase(self) -> None:
        """Forget the person, off the window's thread."""
        privacy, person, opt_out = self._privacy, self._person, self.opt_out.isChecked()
        self.erase_button.setEnabled(False)
        self.sure.setEnabled(False)
        self.erase_button.setText(self.tr("Erasing…"))
        job: Job[object] = Job(lambda _task: privacy.erase(person, opt_out=opt_out), language=speech.current)
        job.finished_with.connect(self._done)
        job.failed.connect(self._failed)
        job.start()

    def _done(self, _erased: object) -> None:
        self.erased.emit()
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self.sure.setEnabled(True)
        self.erase_button.setText(self.tr("Erase this person"))
        show_error(error, self)

    def _ask_file(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save a copy"), self.tr("person.json"), "JSON (*.json)")
        if path:
            self.save_copy(Path(path))
