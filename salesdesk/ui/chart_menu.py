"""What can be taken out of a chart: its picture, its figures as a table, a file."""

from html import escape
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from salesdesk.charts.marks import Marks
from salesdesk.ui.chart_render import Canvas, Painting, Picture, drawing_pool, write_file
from salesdesk.ui.errors import show_error
from salesdesk.ui.figures_dialog import FiguresDialog
from salesdesk.ui.job import Job
from salesdesk.ui.theme import theme

FORMATS = "PNG (*.png);;SVG (*.svg)"


def figures_of(marks: Marks) -> list[list[str]]:
    """One row per place of a drawing: its heading, then its figures, each with its name where it has one."""
    return [[line.replace("\t", ": ") for line in mark.label.split("\n") if line] for mark in marks.marks]


def table_of(marks: Marks) -> tuple[list[str], list[list[str]]]:
    """Titles and rows: a row per place of a drawing, a column per named figure.

    The first column holds the heading of each place, the last one the lines without a name, where there are any.
    """
    places = [[line.partition("\t") for line in mark.label.split("\n") if line] for mark in marks.marks]
    named = list(dict.fromkeys(name for place in places for name, tab, _ in place[1:] if tab))
    loose = any(not tab for place in places for _, tab, _ in place[1:])
    rows = []
    for heading, *lines in places:
        figures = {name: figure for name, tab, figure in lines if tab}
        rest = " · ".join(name for name, tab, _ in lines if not tab)
        rows.append([" ".join(heading).strip(), *(figures.get(name, "") for name in named), *([rest] if loose else [])])
    return ["", *named, *([""] if loose else [])], rows


def as_table(marks: Marks) -> QMimeData:
    """The figures for the clipboard, as text with tabs and as an HTML table; nothing in it can become a formula."""
    rows = [[f"'{cell}" if cell[:1] in ("=", "+", "@") else cell for cell in row] for row in figures_of(marks)]
    data = QMimeData()
    data.setText("\r\n".join("\t".join(row) for row in rows))
    cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    data.setHtml(f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>")
    return data


def on_ground(image: QImage) -> QImage:
    """The picture on the cards' own ground, which other programs do not have."""
    solid = QImage(image.size(), QImage.Format.Format_RGB32)
    solid.setDevicePixelRatio(image.devicePixelRatio())
    solid.fill(QColor(theme.colour("surface")))
    painter = QPainter(solid)
    painter.drawImage(0, 0, image)
    painter.end()
    return solid


class ChartMenu(QMenu):
    """Copy or save what a chart shows."""

    def __init__(self, title: str, picture: Picture, painting: Painting, canvas: Canvas, parent: QWidget) -> None:
        super().__init__(parent)
        self._title, self._picture, self._painting, self._canvas = title, picture, painting, canvas
        self.addAction(self.tr("Show the figures…"), self._show_table)
        self.addSeparator()
        self.addAction(self.tr("Copy as a picture"), self._copy_picture)
        self.addAction(self.tr("Copy as a table"), self._copy_table)
        self.addSeparator()
        self.addAction(self.tr("Save the picture…"), self._save)

    def _show_table(self) -> None:
        dialog = FiguresDialog(self._title, *table_of(self._picture.marks), self.parentWidget())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _copy_picture(self) -> None:
        QGuiApplication.clipboard().setImage(on_ground(self._picture.image))

    def _copy_table(self) -> None:
        QGuiApplication.clipboard().setMimeData(as_table(self._picture.marks))

    def _save(self) -> None:
        parent = self.parentWidget()
        chosen, _ = QFileDialog.getSaveFileName(parent, self.tr("Save the picture…"), f"{self._title}.png", FORMATS)
        if chosen:
            painting, canvas = self._painting, self._canvas
            job = Job(lambda _task: write_file(painting, canvas, Path(chosen)), pool=drawing_pool)
            job.failed.connect(lambda error: show_error(error, parent))
            job.start()
