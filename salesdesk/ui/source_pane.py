"""Where a record came from: file, sheet and row, and the original cells among their neighbours."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from salesdesk.desk.rows import Address, SourceCells
from salesdesk.domain.problem import column_letters
from salesdesk.ui.cells_model import MARKED_ROLE, CellsModel
from salesdesk.ui.components import Label, button
from salesdesk.ui.fonts import font
from salesdesk.ui.icon_label import IconLabel
from salesdesk.ui.language import speech
from salesdesk.ui.opening import open_file
from salesdesk.ui.rows_model import Index
from salesdesk.ui.surface import Surface
from salesdesk.ui.theme import theme

_HEIGHT = 26
_WIDEST = 240


class SourcePane(Surface):
    """Shows the cells of one record at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface2", "t", parent)
        self._cells: SourceCells | None = None
        self.setAccessibleName(self.tr("Original cells"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 12)
        layout.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel("file-spreadsheet", "text2", 15))
        self.place = Label("", "body_medium", elide=True)
        self.place.setSizePolicy(self.place.sizePolicy().Policy.Preferred, self.place.sizePolicy().Policy.Preferred)
        head.addWidget(self.place)
        self.when = Label("", "small", "text3")
        head.addWidget(self.when)
        head.addStretch(1)
        self.open_button = button(
            self.tr("Open the file"), kind="small", icon_name="external-link", clicked=self._open, icon_size=14
        )
        head.addWidget(self.open_button)
        layout.addLayout(head)
        self.model = CellsModel(self)
        self.view = _cells_view(self.model)
        self.view.setAccessibleName(self.tr("Original cells"))
        self._frame = Surface("surface", "ltrb")
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.view)
        layout.addWidget(self._frame)
        note = QHBoxLayout()
        note.setSpacing(8)
        note.addWidget(IconLabel("info", "text3", 13))
        self.note = Label("", "small", "text2", wrap=True)
        note.addWidget(self.note, 1)
        layout.addLayout(note)
        self.show_source(None, None)

    def show_source(self, address: Address | None, cells: SourceCells | None) -> None:
        """Show a record's original cells; ``cells`` None when they are not known."""
        self._cells = cells
        self.model.show_cells(cells)
        self._frame.setVisible(cells is not None)
        self.open_button.setVisible(cells is not None and cells.path is not None)
        if cells is not None:
            self.mark_field("")
            self.when.setText(self.tr("imported on {moment}").format(moment=speech.formats().moment(cells.imported_at)))
            missing = "" if cells.path is not None else self.tr("The file is no longer where it was. ")
            kept = self.tr("These are the cells as imported. The original file is never changed.")
            self.note.setText(missing + self._corrections(cells) + kept)
            self._fit(cells)
            return
        self.when.setText("")
        if address is None:
            self.place.setText(self.tr("No row selected"))
            self.note.setText(self.tr("Select a row to see the cells it came from."))
        else:
            self.place.setText(self.tr("Typed by hand"))
            self.note.setText(self.tr("This record was entered in SalesDesk; no spreadsheet holds it."))

    def _corrections(self, cells: SourceCells) -> str:
        """What cells of the row were read as at the import, where that is not what they say."""
        words = self.tr("Corrected at the import: {cell} is read as “{value}”. ")
        return "".join(
            words.format(cell=f"{column_letters(column)}{cells.row}", value=value)
            for column, value in sorted(cells.corrections.items())
        )

    def mark_field(self, name: str) -> None:
        """Say and mark which cell filled a field of the record."""
        if self._cells is None:
            return
        column = self.model.mark_field(name)
        letters = column_letters(self._cells.fields[name]) if column >= 0 else ""
        self.place.setText(f"{self._cells.file} › {self._cells.sheet} › {letters}{self._cells.row}")
        if column >= 0:
            self.view.scrollTo(self.model.index(self.model.highlighted, column))

    def _fit(self, cells: SourceCells) -> None:
        header = self.view.horizontalHeader()
        for column in range(self.model.columnCount()):
            header.resizeSection(column, min(self.view.sizeHintForColumn(column) + 16, _WIDEST))
        for row in range(self.model.rowCount()):
            self.view.setRowHeight(row, _HEIGHT)
        wide = header.length() > self.view.viewport().width()
        self.view.setFixedHeight(header.height() + self.model.rowCount() * _HEIGHT + (14 if wide else 0))
        self.view.scrollTo(self.model.index(self.model.highlighted, 0))
        self.view.setAccessibleDescription(
            self.tr("Row {row} of sheet {sheet} in {file}").format(row=cells.row, sheet=cells.sheet, file=cells.file)
        )

    def _open(self) -> None:
        if self._cells is not None and self._cells.path is not None:
            open_file(self._cells.path, self)


class _MarkDelegate(QStyledItemDelegate):
    """Frames the marked cell."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.data(MARKED_ROLE):
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))


def _cells_view(model: CellsModel) -> QTableView:
    view = QTableView()
    view.setModel(model)
    view.setItemDelegate(_MarkDelegate(view))
    view.setFont(font("small"))
    view.setWordWrap(False)
    view.setFrameShape(QTableView.Shape.NoFrame)
    view.setCornerButtonEnabled(False)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setTabKeyNavigation(False)
    header = view.horizontalHeader()
    header.setFont(font("micro"))
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setFixedHeight(24)
    rows = view.verticalHeader()
    rows.setFont(font("micro"))
    rows.setHighlightSections(False)
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    rows.setFixedWidth(46)
    return view
