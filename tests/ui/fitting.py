"""Looks for words that a screen cuts, lets overflow or lays over each other."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStyle,
    QTableView,
    QWidget,
)

from salesdesk.ui.choice_button import ChoiceButton

SLACK = 1
"""Pixels by which a rounded width may differ."""


def misfits(root: QWidget) -> list[str]:
    """One line for each text below ``root`` that does not fit where it stands."""
    found: list[str] = []
    texts: list[QWidget] = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or widget.visibleRegion().isEmpty() or not _words(widget):
            continue
        if _inside_view(widget):
            continue
        texts.append(widget)
        if wanted := _too_narrow(widget):
            found.append(f"{_name(widget)}: has {widget.width()}×{widget.height()}, needs {wanted}")
        if cut := _cut_by_parent(widget, root):
            found.append(f"{_name(widget)}: {cut}")
    found += [f"{_name(one)} lies over {_name(other)}" for one, other in combinations(texts, 2) if _overlap(one, other)]
    for table in root.findChildren(QTableView):
        if table.isVisible():
            found += _header_misfits(table.horizontalHeader())
    return found


def _words(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text() or (widget.words if isinstance(widget, ChoiceButton) else "")
    return ""


def _too_narrow(widget: QWidget) -> str:  # noqa: PLR0911 - one return per kind of widget
    metrics = QFontMetrics(widget.font())
    if isinstance(widget, QLabel):
        room = widget.contentsRect()
        if widget.wordWrap():
            flags = int(Qt.TextFlag.TextWordWrap)
            needed = metrics.boundingRect(QRect(0, 0, room.width(), 10_000), flags, widget.text())
            fits = needed.height() <= room.height() + SLACK and needed.width() <= room.width() + SLACK
            return "" if fits else f"{needed.width()}×{needed.height()}"
        wide = metrics.horizontalAdvance(widget.text())
        return "" if wide <= room.width() + SLACK or widget.toolTip() else str(wide)
    if isinstance(widget, QComboBox):
        wide = metrics.horizontalAdvance(widget.currentText()) + 34
        return "" if wide <= widget.width() + SLACK or widget.toolTip() else str(wide)
    if isinstance(widget, ChoiceButton):
        return "" if widget.sizeHint().width() <= widget.width() + SLACK else str(widget.sizeHint().width())
    if isinstance(widget, QCheckBox | QRadioButton):
        box = widget.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth) + 6
        wide = metrics.horizontalAdvance(widget.text()) + box
        return "" if wide <= widget.width() + SLACK else str(wide)
    if isinstance(widget, QPushButton):
        wide = metrics.horizontalAdvance(widget.text().replace("&&", "&"))
        wide += widget.iconSize().width() if not widget.icon().isNull() else 0
        return "" if wide <= widget.width() + SLACK else str(wide)
    return ""


def _cut_by_parent(widget: QWidget, root: QWidget) -> str:
    """Whether some frame around a widget hides a side of it; what scrolls may be hidden above and below."""
    inner, parent = widget, widget.parentWidget()
    sideways_only = False
    while parent is not None and inner is not root:
        place = QRect(widget.mapTo(parent, QPoint()), widget.size())
        area = parent.rect()
        if isinstance(parent.parentWidget(), QAbstractScrollArea) and isinstance(parent.parentWidget(), QScrollArea):
            sideways_only = True
        if place.left() < area.left() - SLACK or place.right() > area.right() + SLACK:
            return f"reaches from {place.left()} to {place.right()} in {_name(parent)}, {area.width()} wide"
        if not sideways_only and (place.top() < area.top() - SLACK or place.bottom() > area.bottom() + SLACK):
            return f"reaches from {place.top()} to {place.bottom()} in {_name(parent)}, {area.height()} high"
        if sideways_only and isinstance(parent.parentWidget(), QScrollArea):
            return ""
        inner, parent = parent, parent.parentWidget()
    return ""


def _inside_view(widget: QWidget) -> bool:
    """Parts that Qt itself puts into tables and fields."""
    parent = widget.parentWidget()
    return isinstance(parent, QTableView | QHeaderView) or widget.objectName().startswith("qt_")


def _overlap(one: QWidget, other: QWidget) -> bool:
    if one.isAncestorOf(other) or other.isAncestorOf(one) or one.window() is not other.window():
        return False
    window = one.window()
    first = QRect(one.mapTo(window, QPoint()), one.size()).adjusted(1, 1, -1, -1)
    second = QRect(other.mapTo(window, QPoint()), other.size()).adjusted(1, 1, -1, -1)
    return first.intersects(second) and _shown_part(one, window).intersects(_shown_part(other, window))


def _shown_part(widget: QWidget, window: QWidget) -> QRect:
    shown = widget.visibleRegion().boundingRect()
    return QRect(widget.mapTo(window, shown.topLeft()), shown.size()).adjusted(1, 1, -1, -1)


def _header_misfits(header: QHeaderView) -> list[str]:
    if header.isHidden():
        return []
    metrics, model, found = QFontMetrics(header.font()), header.model(), []
    for section in range(header.count()):
        words = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        if not header.isSectionHidden(section) and metrics.horizontalAdvance(words) > header.sectionSize(section):
            found.append(
                f"title {words!r}: has {header.sectionSize(section)}, needs {metrics.horizontalAdvance(words)}"
            )
    return found


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {_words(widget)[:60]!r}"


@contextmanager
def painted_words() -> Iterator[list[str]]:
    """Within it: a line for each text that our own painting cut ("…") or drew wider than its place."""
    found: list[str] = []
    kept: list[tuple[type, str, Callable[..., object]]] = []

    def watch(owner: type, name: str, look: Callable[..., str]) -> None:
        original: Callable[..., object] = getattr(owner, name)
        kept.append((owner, name, original))

        def watched(self: object, *arguments: object) -> object:
            result = original(self, *arguments)
            if told := look(self, result, *arguments):
                caller = inspect.stack(0)[1]
                found.append(f"{caller.filename.rsplit('/', 1)[-1]}:{caller.function}: {told}")
            return result

        setattr(owner, name, watched)

    for metrics in (QFontMetrics, QFontMetricsF):
        watch(metrics, "elidedText", lambda _self, shown, words, *_rest: words if shown != words else "")
    watch(QPainter, "drawText", _overflow)
    try:
        yield found
    finally:
        for owner, name, original in kept:
            setattr(owner, name, original)


def _overflow(painter: QPainter, _result: object, *arguments: object) -> str:
    if len(arguments) != 3:
        return ""
    place, flags, words = arguments
    if not isinstance(words, str) or not isinstance(place, QRect | QRectF):
        return ""
    number = flags.value if isinstance(flags, Qt.AlignmentFlag) else int(str(flags))
    if number & Qt.TextFlag.TextWordWrap.value:
        return ""
    wide = QFontMetricsF(painter.font()).horizontalAdvance(words)
    return f"{words!r} is {wide:.0f} wide in {place.width():.0f}" if wide > place.width() + 2 else ""


def repaint(root: QWidget) -> None:
    """Paint a window as it is now."""
    QApplication.processEvents()
    root.grab()
