"""How a figure is calculated: its definition, what it left out and why, and where the benchmark comes from."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import KpiResult, Part
from salesdesk.ui import kpi_words
from salesdesk.ui.components import Label, button, line, no_mnemonic
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.language import speech
from salesdesk.ui.popover import Popover

WIDTH = 460


class MethodPanel(Popover):
    """``drilled`` opens the records left out for one reason; ``basis_chosen`` takes another way to calculate."""

    drilled = Signal(object)
    basis_chosen = Signal(str)

    def __init__(self, result: KpiResult, formats: Formats, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        key = result.kpi.key
        self.body.addWidget(Label(kpi_words.title(key), "card_title"))
        self._paragraph(speech.say(result.definition))
        if result.total.interval is not None:
            interval = kpi_words.interval(result.kpi, result.total, formats)
            self._paragraph(
                self.tr("{interval}: the true figure lies there 95 times in 100.").format(interval=interval)
            )
        if len(result.kpi.bases) > 1:
            self._bases(result)
        if result.left_out:
            self.body.addWidget(line())
            self.body.addWidget(Label(self.tr("Left out"), "small_strong", "text2"))
            for item in result.left_out:
                self._left_out(result, item.reason, item.records)
        if result.benchmark is not None:
            self.body.addWidget(line())
            self.body.addWidget(Label(self.tr("Benchmark"), "small_strong", "text2"))
            self._paragraph(speech.text(result.benchmark.source), "small")

    def _paragraph(self, words: str, style: str = "body") -> None:
        label = Label(words, style, "text2", wrap=True)
        label.setFixedWidth(WIDTH - 26)
        self.body.addWidget(label)

    def _bases(self, result: KpiResult) -> None:
        self.body.addWidget(line())
        self.body.addWidget(Label(self.tr("Calculated on"), "small_strong", "text2"))
        self.bases = QButtonGroup(self)
        for basis in result.kpi.bases:
            choice = QRadioButton(no_mnemonic(speech.text(f"kpi.{result.kpi.key}.basis.{basis}")))
            choice.setChecked(basis == result.basis)
            choice.clicked.connect(lambda _checked=False, basis=basis: self._take(basis))
            self.bases.addButton(choice)
            self.body.addWidget(choice)

    def _left_out(self, result: KpiResult, reason: str, records: int) -> None:
        request = DrillRequest(result.kpi.key, result.basis, part=Part.LEFT_OUT, reason=reason)
        row = QHBoxLayout()
        row.addWidget(
            button(speech.text(f"kpi.left_out.{reason}", n=records), kind="link", clicked=lambda: self._drill(request))
        )
        row.addStretch(1)
        self.body.addLayout(row)

    def _drill(self, request: DrillRequest) -> None:
        self.close()
        self.drilled.emit(request)

    def _take(self, basis: str) -> None:
        self.close()
        self.basis_chosen.emit(basis)
