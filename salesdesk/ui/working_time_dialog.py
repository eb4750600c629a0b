"""When the company works: outside of it, the clock of the first contact stands still."""

from PySide6.QtCore import QLocale, QTime
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QTimeEdit, QVBoxLayout, QWidget

from salesdesk.desk import Desk
from salesdesk.domain.working_time import WorkingTime
from salesdesk.ui.components import Label, button
from salesdesk.ui.figure_field import indent
from salesdesk.ui.language import speech

DAY = 1440


class WorkingTimeDialog(QDialog):
    """Changes the company file when accepted."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        held = WorkingTime.read(desk.setting("working_time"))
        self.setWindowTitle(self.tr("Working hours"))
        self.setMinimumWidth(400)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        words = self.tr("The working clock of the first contact stands still outside of these hours.")
        layout.addWidget(Label(words, "small", "text2", wrap=True))
        week = QHBoxLayout()
        self.days = []
        for day in range(7):
            box = QCheckBox(QLocale(speech.current).dayName(day + 1, QLocale.FormatType.ShortFormat))
            box.setChecked(day in held.days)
            self.days.append(box)
            week.addWidget(box)
        layout.addLayout(week)
        hours = QHBoxLayout()
        self.opens, self.closes = self._time(held.opens), self._time(held.closes)
        self.opens.setAccessibleName(self.tr("From"))
        self.closes.setAccessibleName(self.tr("to"))
        for part in (Label(self.tr("From"), "body"), self.opens, Label(self.tr("to"), "body"), self.closes):
            hours.addWidget(part)
        hours.addStretch(1)
        layout.addLayout(hours)
        self.holidays = QCheckBox(self.tr("French public holidays are not worked"))
        self.holidays.setChecked(held.french_holidays)
        layout.addWidget(self.holidays)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(self.tr("Cancel"), clicked=self.reject))
        save = button(self.tr("Save"), kind="primary", clicked=self.accept)
        save.setDefault(True)
        foot.addWidget(save)
        layout.addLayout(foot)

    def accept(self) -> None:
        """Midnight as the end is the end of the day."""
        told = {
            "days": [day for day, box in enumerate(self.days) if box.isChecked()],
            "opens": self.opens.time().msecsSinceStartOfDay() // 60_000,
            "closes": self.closes.time().msecsSinceStartOfDay() // 60_000 or DAY,
            "french_holidays": self.holidays.isChecked(),
        }
        self._desk.set_setting("working_time", told)
        super().accept()

    @staticmethod
    def _time(minutes: int) -> QTimeEdit:
        field = QTimeEdit(QTime(0, 0).addSecs(minutes % DAY * 60))
        field.setDisplayFormat("HH:mm")
        indent(field)
        return field
