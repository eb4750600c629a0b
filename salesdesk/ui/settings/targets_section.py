"""Targets and benchmarks of the seven KPIs, each set in the dialog of its KPI."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from salesdesk.domain.formats import Formats
from salesdesk.kpi.catalogue import KPIS
from salesdesk.ui import kpi_words
from salesdesk.ui.board import Board
from salesdesk.ui.components import Label, button
from salesdesk.ui.language import speech
from salesdesk.ui.settings.section import Section


class TargetsSection(Section):
    """``target_asked(key)`` when a target is to be changed."""

    target_asked = Signal(str)

    def __init__(self, board: Board, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Targets and benchmarks"), "target", parent)
        self._board, self._formats = board, formats
        self.add_note(self.tr("A target goes before the benchmark: it decides the status of its indicator."))
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        self._values: dict[str, Label] = {}
        self._benchmarks: dict[str, Label] = {}
        self.buttons: dict[str, QPushButton] = {}
        for row, kpi in enumerate(KPIS):
            title = kpi_words.title(kpi.key)
            self._values[kpi.key] = value = Label("", "body_medium", "text2")
            self._benchmarks[kpi.key] = source = Label("", "small", "text3", wrap=True)
            change = button(self.tr("Change…"), kind="small", clicked=partial(self.target_asked.emit, kpi.key))
            self.buttons[kpi.key] = change
            change.setAccessibleName(self.tr("Change the target: {indicator}").format(indicator=title))
            grid.addWidget(Label(title, "body_medium"), 2 * row, 0)
            grid.addWidget(value, 2 * row, 1)
            grid.addWidget(change, 2 * row, 2)
            grid.addWidget(source, 2 * row + 1, 0, 1, 3)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show targets and benchmarks as they are now, each benchmark with where it comes from."""
        for kpi in KPIS:
            target = self._board.desk.targets.find(kpi.key)
            words = self.tr("no target") if target is None else kpi_words.target(kpi, target.value, self._formats)
            self._values[kpi.key].setText(words)
            result = self._board.results.get(kpi.key)
            held = result.benchmark if result is not None else None
            self._benchmarks[kpi.key].setText(speech.text(held.source if held else "benchmark.none"))
