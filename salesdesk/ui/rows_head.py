"""The upper part of the rows panel: where we are, how many, which part, which words."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from salesdesk.desk.rows import RowsTable
from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME
from salesdesk.kpi.definition import Part
from salesdesk.ui.components import Label, button
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.fonts import font
from salesdesk.ui.icons import icon
from salesdesk.ui.language import speech
from salesdesk.ui.part_tabs import PartTabs
from salesdesk.ui.period_words import period_words
from salesdesk.ui.record_words import amount_field, field_title
from salesdesk.ui.rows_query import PartRows

_TYPING_MS = 150
_SIDE, _GAP = 20, 10


class RowsHead(QWidget):
    """``part_chosen`` when another tab or reason is taken, ``words_changed`` when typing in the filter pauses."""

    part_chosen = Signal()
    words_changed = Signal(str)
    export_asked = Signal()
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._request = DrillRequest("")
        self._where = Filter(ALL_TIME)
        self._parts: tuple[PartRows, ...] = ()
        self._current = ""
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(lambda: self.words_changed.emit(self.filter_field.text()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SIDE, 14, _SIDE, 12)
        layout.setSpacing(10)
        layout.addLayout(self._titles())
        layout.addLayout(self._tools())

    def ask(self, request: DrillRequest, where: Filter) -> None:
        """Say what is being looked for."""
        self._request, self._where = request, where
        self._parts = ()
        self.filter_field.clear()
        self._typing.stop()
        self.path.setText(self._path_words())
        self.title.setText(self.tr("Looking for the records…"))
        self.detail.setText("")

    def show_parts(self, parts: tuple[PartRows, ...]) -> None:
        """Offer the parts found, the one asked for first in view."""
        self._parts = parts
        tabs = [part for part in parts if not part.reason]
        wanted = next((p for p in tabs if p.part is self._request.part), tabs[0] if tabs else None)
        self._current = wanted.key if wanted else ""
        integer = speech.formats().integer
        choices = [(part.key, f"{self._tab_words(part)} · {integer(len(part.table))}") for part in tabs]
        reasons = self.reasons.maximumWidth() if any(part.reason for part in parts) else 0
        room = self.width() - 2 * _SIDE - self.filter_field.minimumWidth() - reasons
        self.tabs.show_choices(choices, self._current, room - self.export_button.sizeHint().width() - 4 * _GAP)
        self._fill_reasons(self._request.reason)

    @property
    def part(self) -> PartRows | None:
        """The part that is chosen."""
        reason = self.reasons.currentData() or ""
        return next((p for p in self._parts if p.key == self._current and p.reason == reason), None)

    def tell(self, table: RowsTable | None, currency: str) -> None:
        """Say how many rows are shown and what they add up to."""
        part = self.part
        if part is None or table is None:
            self.title.setText(self.tr("No row here"))
            self.detail.setText("")
            return
        self.title.setText(speech.text(f"{self._part_key(part)}.count", n=len(table)))
        amount = amount_field(table)
        total = table.total(amount) if amount else None
        formats = speech.formats(currency)
        words = [formats.money(total, cents=True)] if total is not None else []
        self.detail.setText(" · ".join([*words, self._period_words()]))

    def _titles(self) -> QHBoxLayout:
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(4)
        self.path = Label("", "small", "text2", elide=True)
        words.addWidget(self.path)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.title = Label("", "page_title")
        self.detail = Label("", "body", "text2")
        row.addWidget(self.title)
        row.addWidget(self.detail)
        row.addStretch(1)
        words.addLayout(row)
        head.addLayout(words, 1)
        close = button(kind="flat", icon_name="x", clicked=self.close_asked.emit, name=self.tr("Close"))
        head.addWidget(close, alignment=Qt.AlignmentFlag.AlignTop)
        return head

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        self.filter_field = QLineEdit()
        self.filter_field.setFont(font("body"))
        self.filter_field.setProperty("search", True)
        self.filter_field.setPlaceholderText(self.tr("Filter these rows"))
        self.filter_field.setAccessibleName(self.tr("Filter these rows"))
        self.filter_field.setClearButtonEnabled(True)
        self.filter_field.addAction(icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter_field.setMinimumWidth(160)
        self.filter_field.setMaximumWidth(200)
        self.filter_field.textChanged.connect(lambda _words: self._typing.start())
        row.addWidget(self.filter_field, 1)
        self.tabs = PartTabs()
        self.tabs.chosen.connect(self._choose)
        row.addWidget(self.tabs)
        self.reasons = QComboBox()
        self.reasons.setFont(font("small"))
        self.reasons.setProperty("kind", "chip")
        self.reasons.setAccessibleName(self.tr("Reason for being left out"))
        self.reasons.setMaximumWidth(170)
        self.reasons.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.reasons.activated.connect(lambda _index: self.part_chosen.emit())
        row.addStretch(1)
        row.addWidget(self.reasons)
        self.export_button = button("CSV", kind="small", icon_name="download", clicked=self.export_asked.emit)
        self.export_button.setAccessibleName(self.tr("Export these rows as CSV"))
        row.addWidget(self.export_button)
        return row

    def _choose(self, key: str) -> None:
        self._current = key
        self._fill_reasons("")
        self.part_chosen.emit()

    def _fill_reasons(self, chosen: str) -> None:
        own = [part for part in self._parts if part.key == self._current and part.reason]
        self.reasons.clear()
        self.reasons.addItem(self.tr("All reasons"), "")
        for part in own:
            words = speech.text(f"kpi.left_out.{part.reason}")
            self.reasons.addItem(f"{words} · {speech.formats().integer(len(part.table))}", part.reason)
        self.reasons.setCurrentIndex(max(self.reasons.findData(chosen), 0))
        self.reasons.setVisible(bool(own))

    def _path_words(self) -> str:
        request = self._request
        steps = [speech.text(f"kpi.{request.kpi}.title")]
        if request.group is not None:
            title = field_title(request.dimension, speech.current) if request.dimension else ""
            name = request.group or self.tr("not given")
            steps.append(self.tr("{dimension}: {name}").format(dimension=title, name=name) if title else name)
        if request.title:
            steps.append(request.title)
        return "  ›  ".join(steps)

    def _period_words(self) -> str:
        name, dates = period_words(self._where.period, speech.formats())
        return f"{name} ({dates})" if dates else name

    def _tab_words(self, part: PartRows) -> str:
        if self._request.kind is not None:
            return speech.text(f"kind.{part.table.kind}")
        words = speech.text(f"{self._part_key(part)}.tab")
        kinds: set[Kind] = {other.table.kind for other in self._parts if other.part is part.part}
        return words if len(kinds) == 1 else f"{words} ({speech.text(f'kind.{part.table.kind}').lower()})"

    def _part_key(self, part: PartRows) -> str:
        return "part.left_out" if part.part is Part.LEFT_OUT else f"part.{self._request.kpi}.{part.part}"
