"""The rail at left: the seven KPIs with value, trend and status, always in view."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import KpiResult
from salesdesk.ui import kpi_words
from salesdesk.ui.components import Label
from salesdesk.ui.fonts import font
from salesdesk.ui.icons import paint_icon
from salesdesk.ui.key_focus import KeyFocus
from salesdesk.ui.painted.status_shape import paint_status
from salesdesk.ui.theme import theme
from salesdesk.ui.tokens import RADIUS_CONTROL, RAIL_WIDTH, RAIL_WIDTH_NARROW

OVERVIEW, LEADS, DATA = "overview", "leads", "data"
TAB, TAB_NARROW = 54, 48
ITEM, ITEM_NARROW = 36, 32


class RailButton(KeyFocus, QAbstractButton):
    """What all entries of the rail share: the surface of the chosen one, hover, focus."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.theme_changed.connect(self.update)

    def paint_ground(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked():
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.setBrush(theme.colour("surface"))
            painter.drawRoundedRect(frame, RADIUS_CONTROL, RADIUS_CONTROL)
            painter.fillRect(QRectF(0, 8, 3, self.height() - 16), theme.colour("accent"))
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(frame, RADIUS_CONTROL, RADIUS_CONTROL)
        if self.shows_focus:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_CONTROL, RADIUS_CONTROL)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)


class RailItem(RailButton):
    """An entry with an icon, a name and a note at right."""

    def __init__(self, key: str, icon_name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(key, parent)
        self._icon = icon_name
        self._note = ""
        self._role = "text3"
        self.setText(words)
        self.setAccessibleName(words)
        self.setFixedHeight(ITEM)

    def set_note(self, note: str, role: str = "text3") -> None:
        self._note, self._role = note, role
        self.setAccessibleName(f"{self.text()}, {note}" if note else self.text())
        self.update()

    @property
    def note(self) -> str:
        return self._note

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        self.paint_ground(painter)
        middle = self.height() / 2
        paint_icon(painter, self._icon, "text" if self.isChecked() else "text2", QRectF(11, middle - 8, 16, 16))
        painter.setFont(font("body_strong" if self.isChecked() else "body_medium"))
        painter.setPen(theme.colour("text" if self.isChecked() else "text2"))
        area = QRectF(37, 0, self.width() - 47, self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(font("small"))
        painter.setPen(theme.colour(self._role))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._note)


class RailTab(RailButton):
    """One KPI: shape, number and name; value at left, change at right."""

    def __init__(self, key: str, number: int, parent: QWidget | None = None) -> None:
        super().__init__(key, parent)
        self._number = number
        self._name = kpi_words.title(key)
        self._status = "none"
        self._value = ""
        self._change = kpi_words.Change("", "", "text3")
        self._pale = True
        self.setAccessibleName(self._name)
        self.setFixedHeight(TAB)

    def show_result(self, result: KpiResult, formats: Formats) -> None:
        self._status = result.status
        self._pale = result.total.few or result.total.value is None
        self._value = kpi_words.value(result.kpi, result.total.value, formats)
        if result.total.few:
            self._change = kpi_words.Change("", f"n = {formats.integer(result.total.based_on)}", "text3")
        else:
            self._change = kpi_words.result_change(result, formats)
        self.setAccessibleName(kpi_words.spoken(result, formats))
        self.update()

    @property
    def value(self) -> str:
        return self._value

    @property
    def change(self) -> str:
        return str(self._change)

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        self.paint_ground(painter)
        top = (self.height() - 40) / 2
        paint_status(painter, self._status, QPointF(16, top + 10), 9.5)
        left, right = 31.0, self.width() - 11.0
        painter.setFont(font("name"))
        painter.setPen(theme.colour("text3"))
        number = str(self._number)
        painter.drawText(QRectF(left, top, 20, 20), Qt.AlignmentFlag.AlignVCenter, number)
        left_name = left + QFontMetricsF(font("name")).horizontalAdvance(number) + 7
        painter.setFont(font("name_strong" if self.isChecked() else "name"))
        painter.setPen(theme.colour("text" if self.isChecked() else "text2"))
        width = right - left_name
        name = QFontMetricsF(painter.font()).elidedText(self._name, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(left_name, top, width, 20), Qt.AlignmentFlag.AlignVCenter, name)
        below = QRectF(left, top + 20, right - left, 20)
        painter.setFont(font("rail_value"))
        painter.setPen(theme.colour("text3" if self._pale else "text"))
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, self._value)
        painter.setFont(font("small_strong"))
        painter.setPen(theme.colour(self._change.role))
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(self._change))


class StatusKey(QWidget):
    """What the four shapes mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(38)
        self.setAccessibleName(", ".join(kpi_words.status_word(s) for s in ("good", "watch", "alert", "none")))
        theme.theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setFont(font("micro"))
        metrics = QFontMetricsF(painter.font())
        for y, names in ((9.0, ("good", "watch", "alert")), (27.0, ("none",))):
            x = 10.0
            for name in names:
                word = kpi_words.status_word(name)
                paint_status(painter, name, QPointF(x + 4, y), 8)
                painter.setPen(theme.colour("text2"))
                painter.drawText(QRectF(x + 13, y - 9, 160, 18), Qt.AlignmentFlag.AlignVCenter, word)
                x += 13 + metrics.horizontalAdvance(word) + 11


class Rail(QFrame):
    """``page_chosen(key)``: overview, a KPI's key, leads or data."""

    page_chosen = Signal(str)

    def __init__(self, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(RAIL_WIDTH)
        self._group = QButtonGroup(self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(8, 10, 9, 10)
        self._layout.setSpacing(0)
        self.tabs: dict[str, RailTab] = {}
        self.items: dict[str, RailItem] = {}
        self._add_item(RailItem(OVERVIEW, "layout-grid", self.tr("Overview")))
        self._layout.addWidget(self._caption(self.tr("Indicators")))
        for number, key in enumerate(keys, 1):
            tab = RailTab(key, number)
            self.tabs[key] = tab
            self._add(tab)
        self._layout.addWidget(self._caption(self.tr("Workshop")))
        self._add_item(RailItem(LEADS, "square-user", self.tr("Lead desk")))
        self._add_item(RailItem(DATA, "database", self.tr("Data")))
        self._layout.addStretch(1)
        self._layout.addWidget(StatusKey())

    @property
    def keys(self) -> list[str]:
        """All pages in the order of the rail, which is that of Ctrl+0 to Ctrl+9."""
        return [OVERVIEW, *self.tabs, LEADS, DATA]

    def choose(self, key: str) -> None:
        """Mark a page as the one in view."""
        entry = self.tabs.get(key) or self.items.get(key)
        if entry is not None:
            entry.setChecked(True)

    def show_results(self, results: Mapping[str, KpiResult], formats: Formats) -> None:
        for key, tab in self.tabs.items():
            if key in results:
                tab.show_result(results[key], formats)

    def set_compact(self, compact: bool) -> None:
        """Narrow and low windows take smaller entries."""
        self.setFixedWidth(RAIL_WIDTH_NARROW if compact else RAIL_WIDTH)
        for tab in self.tabs.values():
            tab.setFixedHeight(TAB_NARROW if compact else TAB)
        for item in self.items.values():
            item.setFixedHeight(ITEM_NARROW if compact else ITEM)

    def _caption(self, words: str) -> Label:
        label = Label(words, "micro", "text3")
        label.setContentsMargins(10, 10, 0, 2)
        return label

    def _add_item(self, item: RailItem) -> None:
        self.items[item.key] = item
        self._add(item)

    def _add(self, entry: RailButton) -> None:
        self._group.addButton(entry)
        entry.clicked.connect(lambda _checked=False: self.page_chosen.emit(entry.key))
        self._layout.addWidget(entry)
