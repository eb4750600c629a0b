"""How a figure is calculated: its definition, what it left out and why, and where the benchmark comes from."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QRadioButton, QWidget

from salesdesk.desk.figures import Chosen
from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import KpiResult, Part
from salesdesk.ui import kpi_words
from salesdesk.ui.components import Label, button, line, no_mnemonic
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.language import speech
from salesdesk.ui.popover import Popover

WIDTH = 460


class MethodPanel(Popover):
    """``drilled`` opens the records left out for one reason, ``switched(name, choice)`` defines the KPI otherwise,
    ``setting_asked(key)`` opens what else the figure hangs on: exchange ``rates``,
    ``working_time`` or ``source_costs``.
    """

    drilled = Signal(object)
    switched = Signal(str, str)
    setting_asked = Signal(str)

    def __init__(self, result: KpiResult, switches: Sequence[Chosen], formats: Formats, parent: QWidget) -> None:
        super().__init__(parent)
        self.switches: dict[str, QButtonGroup] = {}
        self.setFixedWidth(WIDTH)
        key = result.kpi.key
        self.body.addWidget(Label(kpi_words.title(key), "card_title"))
        self._paragraph(speech.say(result.definition))
        if result.total.interval is not None:
            interval = kpi_words.interval(result.kpi, result.total, formats)
            self._paragraph(
                self.tr("{interval}: the true figure lies there 95 times in 100.").format(interval=interval)
            )
        for held in switches:
            self._switch(held)
        if key == "qualified_leads":
            self.body.addWidget(self._opens("working_time", self.tr("Working hours…")))
            self.body.addWidget(self._opens("source_costs", self.tr("Cost of sources…")))
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

    def _switch(self, held: Chosen) -> None:
        """One choice within the definition, live: it holds for the company from now on."""
        switch = held.switch
        basis = switch.name == "basis"
        title = self.tr("Calculated on") if basis else speech.text(f"kpi.switch.{switch.key}.title")
        self.body.addWidget(line())
        self.body.addWidget(Label(title, "small_strong", "text2"))
        group = self.switches[switch.name] = QButtonGroup(self)
        for name in sorted(switch.choices, key=_in_order):
            key = f"kpi.{switch.kpi}.basis.{name}" if basis else f"kpi.switch.{switch.key}.{name}"
            choice = QRadioButton(no_mnemonic(speech.text(key)))
            choice.setChecked(name == held.choice)
            choice.clicked.connect(lambda _checked=False, name=name: self._take(switch.name, name))
            group.addButton(choice)
            self.body.addWidget(choice)

    def _left_out(self, result: KpiResult, reason: str, records: int) -> None:
        request = DrillRequest(result.kpi.key, result.basis, part=Part.LEFT_OUT, reason=reason)
        row = QHBoxLayout()
        row.addWidget(
            button(speech.text(f"kpi.left_out.{reason}", n=records), kind="link", clicked=lambda: self._drill(request))
        )
        if reason == "foreign_currency":
            row.addWidget(self._opens("rates", self.tr("Exchange rates…")))
        row.addStretch(1)
        self.body.addLayout(row)

    def _drill(self, request: DrillRequest) -> None:
        self.close()
        self.drilled.emit(request)

    def _take(self, switch: str, choice: str) -> None:
        self.close()
        self.switched.emit(switch, choice)

    def _opens(self, setting: str, words: str) -> QPushButton:
        def ask() -> None:
            self.close()
            self.setting_asked.emit(setting)

        return button(words, kind="link", clicked=ask)


def _in_order(choice: str) -> tuple[int, str]:
    """Numbers by size, words as they are declared."""
    return (int(choice), choice) if choice.isdecimal() else (0, "")
