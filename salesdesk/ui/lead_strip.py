"""What the score was worth: three tiles with the share that was won, the present lead's grade framed."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from salesdesk.domain.formats import Formats
from salesdesk.scoring.backtest import GRADES, Backtest, Band
from salesdesk.scoring.model import ScoringModel
from salesdesk.ui.components import Card, Label, button
from salesdesk.ui.fonts import font
from salesdesk.ui.language import speech
from salesdesk.ui.painted.score import paint_badge
from salesdesk.ui.theme import theme

_HEIGHT = 62
_FEW = 10


class BandTile(QWidget):
    """Badge with the range of scores, share won, and below how many leads and how sure."""

    def __init__(self, grade: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grade = grade
        self._badge = self._rate = self._unit = self._facts = self._short = ""
        self._current = False
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(160, _HEIGHT)

    def show_band(self, band: Band, words: str, *, current: bool, formats: Formats) -> None:
        """``words``: the range of scores, as the badge says it."""
        self._badge, self._current = words, current
        self._rate = formats.percent(band.rate, 0) if band.rate is not None else "–"
        self._unit = self.tr("won") if band.rate is not None else ""
        self._facts = self._short = self.tr("n = {count}").format(count=formats.integer(band.leads))
        if band.interval is not None:
            decimals = 0 if band.interval[1] >= 0.01 else 1
            low, high = formats.number(100 * band.interval[0], decimals), formats.percent(band.interval[1], decimals)
            self._short = f"{self._facts} · {low}–{high}"
            self._facts += " · " + formats.interval(low, high)
        if 0 < band.leads < _FEW:
            self._facts += " · " + self.tr("few")
        self.setAccessibleName(f"{words}: {self._rate} {self._unit}, {self._facts}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is painted
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("accent_soft" if self._current else "surface"))
        painter.setPen(QPen(theme.colour("accent" if self._current else "border"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        width = 24 + QFontMetrics(font("small_strong")).horizontalAdvance(self._badge) + 10
        paint_badge(painter, QRectF(10, 8, width, 26), self._badge, self._grade)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(font("page_title"))
        painter.setPen(theme.colour("text"))
        left = 10 + width + 10
        advance = painter.fontMetrics().horizontalAdvance(self._rate)
        painter.drawText(QRectF(left, 8, advance + 4, 26), middle, self._rate)
        painter.setFont(font("small"))
        painter.setPen(theme.colour("text2"))
        room = self.width() - left - advance - 12
        if painter.fontMetrics().horizontalAdvance(self._unit) <= room:  # the card's title says what the share is of
            painter.drawText(QRectF(left + advance + 8, 10, room, 26), middle, self._unit)
        painter.setFont(font("micro"))
        fits = painter.fontMetrics().horizontalAdvance(self._facts) <= self.width() - 20
        told = self._facts if fits else self._short
        shown = painter.fontMetrics().elidedText(told, Qt.TextElideMode.ElideRight, self.width() - 20)
        painter.drawText(QRectF(10, 38, self.width() - 20, 18), middle, shown)


class HistoryStrip(Card):
    """Hidden while no lead has been closed and rated.  ``asked``: more of it is wanted."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("What this score was worth so far"))
        self.facts = Label("", "small", "text2", elide=True)
        self.facts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.header.addWidget(self.facts, 10)
        self.header.addWidget(button(self.tr("Details"), kind="link", clicked=self.asked.emit))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.tiles = {grade: BandTile(grade) for grade in GRADES}
        for tile in self.tiles.values():
            row.addWidget(tile)
        self.body.addLayout(row)
        self.hide()

    def show_history(self, found: Backtest, model: ScoringModel, grade: str, formats: Formats) -> None:
        """``grade`` is that of the lead in view."""
        self.setVisible(found.leads > 0)
        closed = speech.text("scoring.closed", n=found.leads)
        since = self.tr("since {year}").format(year=found.since.year) if found.since else ""
        self.facts.setText(f"{closed} {since}".strip())
        words = {"hot": f"≥ {model.hot}", "warm": f"{model.warm}–{model.hot - 1}", "cold": f"< {model.warm}"}
        for band in found.grades:
            self.tiles[band.key].show_band(band, words[band.key], current=band.key == grade, formats=formats)
