"""A card that holds drawings, one shown at a time; its header names them, with the legend of the one shown."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from salesdesk.domain.formats import Formats
from salesdesk.ui.chart_render import Painting
from salesdesk.ui.chart_view import ChartView
from salesdesk.ui.components import Card, Segments
from salesdesk.ui.legend import Legend
from salesdesk.ui.panels.panel import Panel


class ChartCard(Card):
    """``mark_clicked(Mark)`` asks for the records behind a place of the drawing."""

    mark_clicked = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._panels: tuple[Panel, ...] = ()
        self._formats: Formats | None = None
        self._choice: Segments | None = None
        self.current = ""
        self.legend = Legend()
        self.header.takeAt(self.header.count() - 1)
        self.header.addWidget(self.legend, 1)
        self.chart = ChartView()
        self.chart.setAccessibleName(title)
        self.chart.marks_changed.connect(self._show_legend)
        self.chart.mark_clicked.connect(self.mark_clicked)
        self.body.addWidget(self.chart, 1)

    def show_painting(self, title: str, painting: Painting, formats: Formats) -> None:
        self.set_title(title)
        self.chart.setAccessibleName(title)
        self.chart.show_painting(painting, formats)

    def show_panels(self, panels: Sequence[Panel], formats: Formats) -> None:
        """Show one of several drawings: the one chosen before, else the first."""
        known = [(panel.key, panel.tab) for panel in self._panels]
        self._panels, self._formats = tuple(panels), formats
        if known != [(panel.key, panel.tab) for panel in panels]:
            self._offer()
        self.choose(self.current)

    def choose(self, key: str) -> None:
        """Draw another of the card's drawings."""
        panel = next((panel for panel in self._panels if panel.key == key), self._panels[0])
        self.current = panel.key
        if self._choice is not None:
            self._choice.set_current(panel.key)
        assert self._formats is not None
        self.show_painting(panel.title, panel.painting, self._formats)
        self.title.setVisible(self._choice is None)

    def _offer(self) -> None:
        if self._choice is not None:
            self.header.removeWidget(self._choice)
            self._choice.hide()
            self._choice.deleteLater()
            self._choice = None
        if len(self._panels) > 1:
            self._choice = Segments([(panel.key, panel.tab) for panel in self._panels])
            self._choice.chosen.connect(self.choose)
            self.header.insertWidget(0, self._choice, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_legend(self) -> None:
        picture = self.chart.picture
        self.legend.show_entries(picture.marks.legend if picture is not None else ())
