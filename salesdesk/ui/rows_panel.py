"""The records behind a figure, and the cells behind a record: a panel at right over a veil."""

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from salesdesk.desk import Desk
from salesdesk.desk.export import export_rows
from salesdesk.desk.rows import MARGIN, Address, SourceCells
from salesdesk.domain.columns import Dtype
from salesdesk.domain.filter import Filter
from salesdesk.domain.task import Task
from salesdesk.ui.components import EmptyState, Label
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.errors import show_error
from salesdesk.ui.job import Job
from salesdesk.ui.language import speech
from salesdesk.ui.record_words import amount_field, with_count
from salesdesk.ui.rows_head import RowsHead
from salesdesk.ui.rows_model import RowsModel
from salesdesk.ui.rows_query import PartRows, load_parts
from salesdesk.ui.rows_view import RowsView
from salesdesk.ui.source_pane import SourcePane
from salesdesk.ui.surface import Surface
from salesdesk.ui.theme import theme

WIDTH = 700
VEIL = 0.72
_MOVING_MS = 40


class RowsPanel(QWidget):
    """Covers its parent: a veil at left, the panel at right.  Esc and a click on the veil close it.

    ``rows_shown`` and ``source_shown`` follow when the answers are on screen.
    """

    rows_shown = Signal()
    source_shown = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kpi = ""
        self._asked = 0
        self._fitted = self._loading = self._arriving = False
        self._panel = Surface("surface", "l", self)
        self._panel.setAccessibleName(self.tr("Records behind the figure"))
        self._moving = QTimer(self)
        self._moving.setSingleShot(True)
        self._moving.setInterval(_MOVING_MS)
        self._moving.timeout.connect(self._load_source)
        self._build()
        parent.installEventFilter(self)
        theme.theme_changed.connect(self.update)
        self.hide()

    def show_rows(self, request: DrillRequest, where: Filter) -> None:
        """Open on the records of a figure."""
        self._kpi = request.kpi
        self.head.ask(request, where)
        self._loading = True
        self.model.show_table(None, speech.formats(self._desk.sales.currency))
        self.source.show_source(None, None)
        self.foot.setText("")
        self._cover_parent()
        self.show()
        self.raise_()
        self._busy.show()
        self.view.setFocus()
        self._asked += 1
        asked, desk = self._asked, self._desk
        job: Job[tuple[int, tuple[PartRows, ...]]] = Job(
            lambda _task: (asked, load_parts(desk, request, where)), language=speech.current
        )
        job.finished_with.connect(self._loaded)
        job.failed.connect(self._failed)
        job.start()

    def close_panel(self) -> None:
        self._asked += 1
        self._moving.stop()
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def _build(self) -> None:
        layout = QVBoxLayout(self._panel)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(0)
        self.head = RowsHead()
        self.head.close_asked.connect(self.close_panel)
        self.head.part_chosen.connect(self._show_part)
        self.head.words_changed.connect(self._filter)
        self.head.export_asked.connect(self._ask_export)
        layout.addWidget(self.head)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        layout.addWidget(self._busy)
        self.model = RowsModel(speech.formats(), self)
        self.view = RowsView(self.model)
        self.view.setAccessibleName(self.tr("Records"))
        self.view.source_asked.connect(self._go_to_source)
        self.view.selectionModel().currentChanged.connect(self._moved)
        layout.addWidget(self.view, 1)
        self.empty = EmptyState("search", self.tr("No row here"), self.tr("No record matches this part of the figure."))
        self.empty.hide()
        layout.addWidget(self.empty, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 10)
        self.foot = Label("", "small", "text2", elide=True)
        foot.addWidget(self.foot)
        layout.addLayout(foot)
        self.source = SourcePane()
        layout.addWidget(self.source)
        self.model.rebuilt.connect(self._tell_rows)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.head.filter_field.setFocus)

    # ------------------------------------------------------------------ rows

    def _loaded(self, found: tuple[int, tuple[PartRows, ...]]) -> None:
        asked, parts = found
        if asked != self._asked:
            return
        self._busy.hide()
        self.head.show_parts(parts)
        self._arriving = True
        self._show_part()

    def _show_part(self) -> None:
        part = self.head.part
        self._fitted, self._loading = False, True
        self.model.show_table(part.table if part is not None else None)
        self.view.setVisible(part is not None)
        self.empty.setVisible(part is None)
        if part is not None:
            first = part.table.fields[0] if part.table.fields else None
            dated = first is not None and first.dtype in (Dtype.DAY, Dtype.MOMENT)
            self.view.sortByColumn(0 if dated else -1, Qt.SortOrder.DescendingOrder)
        self.model.set_words(self.head.filter_field.text())
        self._loading = False
        if not self.model.busy:
            self._tell_rows()

    def _filter(self, words: str) -> None:
        self.model.set_words(words)

    def _tell_rows(self) -> None:
        """Say what is shown now; the columns take their widths from the first rows of a part."""
        table = self.model.table
        if self._loading:
            return
        if not self._fitted:
            self._fitted = table is not None
            self.view.fit_columns()
        if self._arriving:
            self._arriving = False
            self.rows_shown.emit()
        self.head.tell(table, self._desk.sales.currency)
        if table is None:
            self.foot.setText("")
            self.source.show_source(None, None)
            self.source_shown.emit()
            return
        rows = with_count(self.tr("%n row(s)", "", len(table)), len(table), speech.formats())
        files = self.tr("%n file(s)", "", len(table.files()))
        words = self.tr("{rows}, {files}. Enter opens the original row.")
        self.foot.setText(words.format(rows=rows, files=files))
        if len(table):
            self.view.selectRow(0)
            self.view.scrollToTop()
        self._moving.start()

    def _failed(self, error: BaseException) -> None:
        self._busy.hide()
        show_error(error, self.window())

    # ------------------------------------------------------------------ source and export

    def _load_source(self) -> None:
        row = self.view.currentIndex().row()
        address = self.model.address(row)
        if address is None or not address.sheet_id:
            self.source.show_source(address, None)
            self.source_shown.emit()
            return
        desk = self._desk
        job: Job[tuple[Address, SourceCells | None]] = Job(
            lambda _task: (address, desk.cells(address)), language=speech.current
        )
        job.finished_with.connect(self._show_source)
        job.failed.connect(self._failed)
        job.start()

    def _show_source(self, found: tuple[Address, SourceCells | None]) -> None:
        if found[0] == self.model.address(self.view.currentIndex().row()):
            self.source.show_source(*found)
            self._mark_field()
            self.source_shown.emit()

    def _moved(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.row() == previous.row():
            self._mark_field()
        else:
            self._moving.start()

    def _mark_field(self) -> None:
        """Frame the original cell of the field in question: the current one, else what the rows add up to."""
        current, table = self.view.currentIndex(), self.model.table
        if not current.isValid() or table is None:
            return
        field = self.model.field(current.column())
        name = amount_field(table) if field is None or current.column() == 0 else field.name
        # A sheet that gives the margin fills the cost with it: the column of the one is that of the other.
        self.source.mark_field("cost" if name == MARGIN.name else name)

    def _go_to_source(self, row: int) -> None:
        self.view.selectRow(row)
        self._moving.stop()
        self._load_source()
        self.source.view.setFocus()

    def _ask_export(self) -> None:
        if self.model.table is None:
            return
        title = self.tr("Export these rows")
        name, _ = QFileDialog.getSaveFileName(self, title, f"{self._kpi}.csv", "CSV (*.csv)")
        if name:
            self.export(Path(name))

    def export(self, path: Path) -> None:
        """Write the rows shown, in the order shown."""
        table, language = self.model.table, speech.current
        assert table is not None

        def write(_task: Task) -> Path:
            export_rows(path, table, language)
            return path

        job: Job[Path] = Job(write, language=language)
        job.finished_with.connect(self._exported)
        job.failed.connect(self._failed)
        job.start()

    def _exported(self, path: Path) -> None:
        self.foot.setText(self.tr("Written: {path}").format(path=path))

    # ------------------------------------------------------------------ veil

    def _cover_parent(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        self.setGeometry(parent.rect())
        width = min(WIDTH, max(parent.width() - 40, 320))
        self._panel.setGeometry(self.width() - width, 0, width, self.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize:
            self._cover_parent()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is painted
        veil = QColor(theme.colour("bg"))
        veil.setAlphaF(VEIL)
        QPainter(self).fillRect(self.rect(), veil)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.close_panel()

    def hideEvent(self, event: QHideEvent) -> None:
        self._moving.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)
