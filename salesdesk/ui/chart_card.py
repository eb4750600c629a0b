"""A card that holds one drawing, its legend in the header."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from salesdesk.domain.formats import Formats
from salesdesk.ui.chart_render import Painting
from salesdesk.ui.chart_view import ChartView
from salesdesk.ui.components import Card
from salesdesk.ui.legend import Legend


class ChartCard(Card):
    """``mark_clicked(Mark)`` asks for the records behind a place of the drawing."""

    mark_clicked = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
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
        self.chart.show_painting(painting, formats)

    def _show_legend(self) -> None:
        picture = self.chart.picture
        self.legend.show_entries(picture.marks.legend if picture is not None else ())
