"""The company's targets, each set in the dialog of its KPI."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from salesdesk.desk import Desk
from salesdesk.domain.formats import Formats
from salesdesk.kpi.catalogue import KPIS
from salesdesk.ui import kpi_words
from salesdesk.ui.components import Label, button
from salesdesk.ui.settings.section import Section


class TargetsSection(Section):
    """``target_asked(key)`` when a target is to be changed."""

    target_asked = Signal(str)

    def __init__(self, desk: Desk, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Targets"), "target", parent)
        self._desk, self._formats = desk, formats
        self.add_note(self.tr("A target goes before the benchmark: it decides the status of its indicator."))
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        self._values: dict[str, Label] = {}
        self.buttons: dict[str, QPushButton] = {}
        for row, kpi in enumerate(KPIS):
            title = kpi_words.title(kpi.key)
            self._values[kpi.key] = value = Label("", "body_medium", "text2")
            change = button(self.tr("Change…"), kind="small", clicked=partial(self.target_asked.emit, kpi.key))
            self.buttons[kpi.key] = change
            change.setAccessibleName(self.tr("Change the target: {indicator}").format(indicator=title))
            grid.addWidget(Label(title), row, 0)
            grid.addWidget(value, row, 1)
            grid.addWidget(change, row, 2)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show the targets as they are now."""
        for kpi in KPIS:
            target = self._desk.targets.find(kpi.key)
            words = self.tr("no target") if target is None else kpi_words.target(kpi, target.value, self._formats)
            self._values[kpi.key].setText(words)
