"""Where a period is chosen: month, quarter, year, twelve months, everything, or two dates."""

from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QButtonGroup, QDateEdit, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from salesdesk.domain.formats import Formats
from salesdesk.domain.period import ALL_TIME, Period, Unit, containing, rolling_year
from salesdesk.ui.components import Label, Segments, button, no_mnemonic
from salesdesk.ui.painted.status_shape import StatusShape
from salesdesk.ui.period_words import compared_words
from salesdesk.ui.popover import Popover


class PeriodPanel(Popover):
    """``period_chosen(Period)`` and ``compared_chosen(str)``; closes when a period is taken."""

    period_chosen = Signal(object)
    compared_chosen = Signal(str)

    def __init__(
        self, period: Period, compared: str, as_of: date, fiscal_start: int, formats: Formats, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._period, self._as_of, self._fiscal_start = period, as_of, fiscal_start
        units = (
            (Unit.MONTH, self.tr("Month")),
            (Unit.QUARTER, self.tr("Quarter")),
            (Unit.YEAR, self.tr("Year")),
            (Unit.ROLLING_YEAR, self.tr("12 months")),
            (Unit.ALL, self.tr("All")),
            (Unit.CUSTOM, self.tr("Other")),
        )
        self.units = Segments([(str(unit), words) for unit, words in units], str(period.unit))
        self.units.chosen.connect(self._take_unit)
        self.body.addWidget(self.units)
        self.body.addLayout(self._dates())
        self.body.addWidget(Label(self.tr("Compare with"), "small", "text2"))
        self.body.addLayout(self._comparisons(compared))
        if period.partial(as_of):
            self.body.addLayout(self._running(formats))

    def _dates(self) -> QHBoxLayout:
        shown = rolling_year(self._as_of) if self._period.unit is Unit.ALL else self._period
        row = QHBoxLayout()
        row.setSpacing(12)
        self.first = self._field(shown.start)
        self.last = self._field(shown.end - timedelta(days=1))
        for words, field in ((self.tr("From"), self.first), (self.tr("To"), self.last)):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(Label(words, "small", "text2"))
            field.setAccessibleName(words)
            column.addWidget(field)
            row.addLayout(column)
        apply = QVBoxLayout()
        apply.addStretch(1)
        self.apply = button(self.tr("Apply"), clicked=self._take_dates)
        apply.addWidget(self.apply)
        row.addLayout(apply)
        row.addStretch(1)
        return row

    def _field(self, day: date) -> QDateEdit:
        field = QDateEdit(QDate(day.year, day.month, day.day))
        field.setDisplayFormat("dd/MM/yyyy")
        field.setCalendarPopup(True)
        field.setMinimumWidth(124)
        return field

    def _comparisons(self, compared: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        self.comparisons = QButtonGroup(self)
        for key in ("year", "previous"):
            choice = QRadioButton(no_mnemonic(compared_words(key, self._period)))
            choice.setChecked(key == compared)
            choice.clicked.connect(lambda _checked=False, key=key: self.compared_chosen.emit(key))
            self.comparisons.addButton(choice)
            column.addWidget(choice)
        return column

    def _running(self, formats: Formats) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(StatusShape("watch", size=9))
        words = self.tr("This period is running: the data reaches {day}.").format(day=formats.date(self._as_of))
        row.addWidget(Label(words, "small", "text2"))
        row.addStretch(1)
        return row

    def _take_unit(self, key: str) -> None:
        unit = Unit(key)
        if unit is Unit.CUSTOM:
            self.first.setFocus()
            return
        if unit is Unit.ALL:
            period = ALL_TIME
        elif unit is Unit.ROLLING_YEAR:
            period = rolling_year(self._as_of)
        else:
            period = containing(self._as_of, unit, self._fiscal_start)
        self._take(period)

    def _take_dates(self) -> None:
        first, last = (date(d.year(), d.month(), d.day()) for d in (self.first.date(), self.last.date()))
        self._take(Period(min(first, last), max(first, last) + timedelta(days=1)))

    def _take(self, period: Period) -> None:
        self.close()
        self.period_chosen.emit(period)
