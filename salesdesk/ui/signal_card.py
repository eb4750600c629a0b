"""Engagement or profile as a list of signals: ticked by the data or by hand, each with its points."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from salesdesk.desk.lead_signals import SignalView
from salesdesk.ui.components import Card, Label, button, set_tip
from salesdesk.ui.fonts import font
from salesdesk.ui.icons import paint_icon
from salesdesk.ui.language import speech
from salesdesk.ui.theme import theme

_ROW = 28


class SignalRow(QCheckBox):
    """Box, words, points at right."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._points = 0
        self.setProperty("kind", "signal")
        self.setFixedHeight(_ROW)
        theme.theme_changed.connect(self.update)

    def set_points(self, points: int) -> None:
        self._points = points
        self.setAccessibleName(self.tr("{words}, {points} points").format(words=self._words, points=points))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(180, _ROW)

    def hitButton(self, pos) -> bool:  # type: ignore[no-untyped-def]  # noqa: ANN001 - Qt's own signature
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is painted
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover") if self.underMouse() else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        box = QRectF(7, _ROW / 2 - 7.5, 15, 15)
        painter.setPen(QPen(theme.colour("accent" if on else "none.fill"), 1))
        painter.setBrush(theme.colour("accent" if on else "surface"))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            paint_icon(painter, "check", "on_accent", box.adjusted(1.5, 1.5, -1.5, -1.5))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font("body_medium" if on else "body"))
        painter.setPen(theme.colour("text" if on else "text2"))
        words = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width() - 68)
        painter.drawText(QRectF(31, 0, self.width() - 66, _ROW), middle | Qt.AlignmentFlag.AlignLeft, words)
        painter.setFont(font("small_strong" if on else "small"))
        right = QRectF(self.width() - 38, 0, 30, _ROW)
        painter.drawText(right, middle | Qt.AlignmentFlag.AlignRight, f"+{self._points}")


class SignalCard(Card):
    """``ticked(name, on)`` when the user says otherwise than the data; ``listed``: the noted number is given up."""

    ticked = Signal(str, bool)
    listed = Signal()

    def __init__(self, part: str, names: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(speech.text(f"field.{part}"), parent)
        self.body.setContentsMargins(5, 0, 5, 8)
        self.body.setSpacing(0)
        self._worth = Label("", "small_strong")
        self.header.addWidget(self._worth)
        self.rows: dict[str, SignalRow] = {}
        for name in names:
            row = SignalRow(speech.text(f"field.{name}"))
            row.clicked.connect(lambda on, name=name: self.ticked.emit(name, on))
            self.rows[name] = row
            self.body.addWidget(row)
        foot = QHBoxLayout()
        foot.setContentsMargins(7, 4, 7, 0)
        self.told = Label("", "micro", "text2", wrap=True)
        foot.addWidget(self.told, 1)
        self.back = button(self.tr("Use the list"), kind="link", clicked=self.listed.emit)
        foot.addWidget(self.back)
        self.body.addLayout(foot)
        self.body.addStretch(1)

    def show_signals(self, view: SignalView) -> None:
        self._worth.setText(f"{view.points}/{view.most}")
        self.setAccessibleDescription(self._worth.text())
        for name, row in self.rows.items():
            signal = view.signals[name]
            row.blockSignals(True)
            row.setChecked(signal.held)
            row.blockSignals(False)
            row.set_points(signal.points)
            row.setEnabled(True)
            set_tip(row, self.tr("ticked by hand") if signal.by_hand else self.tr("told by your data"))
        self.told.setText("\n".join(speech.say(message) for message in view.notes))
        self.told.setVisible(bool(view.notes))
        self.back.setVisible(view.noted)

    def show_nothing(self, points: Mapping[str, int], most: int) -> None:
        """As a new lead has it."""
        self._worth.setText(f"0/{most}")
        for name, row in self.rows.items():
            row.setChecked(False)
            row.set_points(points[name])
        self.told.hide()
        self.back.hide()
