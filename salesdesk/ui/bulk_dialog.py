"""What several leads are to have in common: every field left alone stays as it is on each of them."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from salesdesk.desk import Desk
from salesdesk.domain.columns import LEAD_STATUSES
from salesdesk.ui.components import Label, button
from salesdesk.ui.fonts import font
from salesdesk.ui.language import speech


class BulkDialog(QDialog):
    """``values``: fields with their new value; ``stage_wanted``: where open opportunities go, '' to leave them."""

    def __init__(self, desk: Desk, count: int, stages: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Change %n lead(s)", "", count))
        self.setMinimumWidth(460)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(Label(self.tr("One step, which can be undone."), "small", "text2"))
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(12)
        self.rep = self._names("rep", desk)
        self.channel = self._names("channel", desk)
        self.status = self._choices("status", [(key, speech.text(f"choice.{key}")) for key in LEAD_STATUSES])
        self.stage = self._choices("stage", [(name, name) for name in stages])
        self.action = QLineEdit()
        self._add("next_action", self.action)
        self.due = QDateEdit(QDate(desk.today.year, desk.today.month, desk.today.day))
        self.due.setDisplayFormat("dd/MM/yyyy")
        self.due.setCalendarPopup(True)
        self.dated = QCheckBox(speech.text("field.next_action_date"))
        self.due.setAccessibleName(self.dated.text())
        self.due.setEnabled(False)
        self.dated.toggled.connect(self.due.setEnabled)
        row = self._grid.rowCount()
        self._grid.addWidget(self.dated, row, 0)
        self._grid.addWidget(self.due, row, 1)
        layout.addLayout(self._grid)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(self.tr("Cancel"), clicked=self.reject))
        self.apply = button(self.tr("Change"), kind="primary", clicked=self.accept)
        self.apply.setDefault(True)
        foot.addWidget(self.apply)
        layout.addLayout(foot)

    @property
    def values(self) -> dict[str, object]:
        told: dict[str, object] = {
            "rep": self.rep.currentText().strip(),
            "channel": self.channel.currentText().strip(),
            "status": self.status.currentData(),
            "next_action": self.action.text().strip(),
        }
        given = {name: value for name, value in told.items() if value}
        if self.dated.isChecked():
            day = self.due.date()
            given["next_action_date"] = date(day.year(), day.month(), day.day())
        return given

    @property
    def stage_wanted(self) -> str:
        return str(self.stage.currentData() or "")

    def _names(self, field: str, desk: Desk) -> QComboBox:
        """A field whose names are chosen or typed."""
        chooser = QComboBox()
        chooser.setEditable(True)
        chooser.addItem("")
        chooser.addItems(sorted(desk.member_counts(field), key=str.casefold))
        line = chooser.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.tr("unchanged"))
        self._add(field, chooser)
        return chooser

    def _choices(self, field: str, choices: list[tuple[str, str]]) -> QComboBox:
        chooser = QComboBox()
        chooser.addItem(self.tr("unchanged"), "")
        for key, words in choices:
            chooser.addItem(words, key)
        self._add(field, chooser)
        return chooser

    def _add(self, field: str, widget: QWidget) -> None:
        words = speech.text(f"field.{field}")
        widget.setFont(font("body"))
        widget.setAccessibleName(words)
        row = self._grid.rowCount()
        self._grid.addWidget(Label(words), row, 0)
        self._grid.addWidget(widget, row, 1)
