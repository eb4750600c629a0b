"""What the score was worth on the company's own history: by grade, by tenth, and as a forecast that was kept."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.desk.leads import LeadBook
from salesdesk.domain.formats import DASH, Formats
from salesdesk.scoring.backtest import Backtest, Band
from salesdesk.ui.components import Card, Label, button
from salesdesk.ui.job import Job
from salesdesk.ui.language import speech
from salesdesk.ui.painted.score import GradeBadge

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BacktestDialog(QDialog):
    """The leads that ended are scored off the window's thread."""

    def __init__(self, book: LeadBook, model: str, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats, self._model = formats, model
        self.setWindowTitle(self.tr("What the score was worth"))
        self.setMinimumSize(760, 520)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        self.heading = Label(self.tr("Scoring the leads that ended…"), "body_strong", wrap=True)
        self.area = Label("", "small", "text2", wrap=True)
        layout.addWidget(self.heading)
        layout.addWidget(self.area)
        columns = QHBoxLayout()
        columns.setSpacing(12)
        left = QVBoxLayout()
        left.setSpacing(12)
        self.grades, self.tenths = Card(self.tr("By grade")), Card(self.tr("By tenth, best scores first"))
        self.kept = Card(self.tr("Forecast from older leads, and what came of the newer ones"))
        left.addWidget(self.grades)
        left.addWidget(self.kept)
        left.addStretch(1)
        columns.addLayout(left, 1)
        columns.addWidget(self.tenths, 1)
        layout.addLayout(columns, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(self.tr("Close"), clicked=self.close))
        layout.addLayout(row)
        job: Job[Backtest] = Job(lambda _task: book.backtest, language=speech.current)
        job.finished_with.connect(self.show_backtest)
        job.start()

    def show_backtest(self, found: Backtest) -> None:
        """Bands with their share won, its interval and its lift."""
        heading = speech.text("scoring.backtest.heading", n=found.leads, model=self._model)
        left_out = speech.text("scoring.backtest.unjudged", n=found.unjudged) if found.unjudged else ""
        self.heading.setText(f"{heading} {left_out}".strip())
        if found.area is not None:
            self.area.setText(speech.text("scoring.backtest.area", percent=round(100 * found.area)))
        self._bands(self.grades, found.grades, grades=True)
        self._bands(self.tenths, found.deciles, grades=False)
        self.kept.setVisible(found.calibration is not None)
        if found.calibration is not None:
            self._forecast(found)

    def _bands(self, card: Card, bands: Sequence[Band], *, grades: bool) -> None:
        heads = (self.tr("Score"), self.tr("Won"), self.tr("Share"), self.tr("95% interval"), self.tr("Lift"))
        grid = _table(card, heads)
        number, percent = self._formats.number, self._formats.percent
        for row, band in enumerate(bands, 1):
            span = f"{band.low:.0f}–{band.high:.0f}" if band.low != band.high else f"{band.low:.0f}"
            if grades:
                badge = GradeBadge()
                badge.set_grade(band.key, span)
                grid.addWidget(badge, row, 0)
            else:
                grid.addWidget(Label(span, "small"), row, 0)
            low, high = band.interval or (None, None)
            told = (
                f"{self._formats.integer(band.won)} / {self._formats.integer(band.leads)}",
                percent(band.rate, 0),
                f"{number(100 * low, 0)}–{percent(high, 0)}" if low is not None else DASH,
                f"× {number(band.lift, 1)}" if band.lift is not None else DASH,
            )
            for column, words in enumerate(told, 1):
                grid.addWidget(_right(words), row, column)

    def _forecast(self, found: Backtest) -> None:
        assert found.calibration is not None
        grid = _table(self.kept, (self.tr("Score"), self.tr("Leads"), self.tr("Forecast"), self.tr("Came true")))
        percent = self._formats.percent
        for row, band in enumerate(found.calibration.bands, 1):
            grid.addWidget(Label(f"{band.low:.0f}–{band.high:.0f}", "small"), row, 0)
            told = (self._formats.integer(band.leads), percent(band.expected, 0), percent(band.rate, 0))
            for column, words in enumerate(told, 1):
                grid.addWidget(_right(words), row, column)
        better = found.calibration.error < found.calibration.plain_error
        words = (
            self.tr("The score foretells more than one rate for all would.")
            if better
            else self.tr("One rate for all would have foretold as much: do not build on this score yet.")
        )
        self.kept.body.addWidget(Label(words, "small", "text2", wrap=True))


def _table(card: Card, heads: Sequence[str]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    for column, words in enumerate(heads):
        grid.addWidget(_right(words, "text3") if column else Label(words, "micro", "text3"), 0, column)
    card.body.addLayout(grid)
    return grid


def _right(words: str, role: str = "text") -> Label:
    made = Label(words, "small", role)
    made.setAlignment(_RIGHT)
    return made
