"""The definition switchboard: how each KPI is calculated, where a company may choose."""

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from salesdesk.desk import Desk
from salesdesk.desk.figures import Chosen
from salesdesk.kpi.catalogue import KPIS
from salesdesk.ui import kpi_words
from salesdesk.ui.components import Label, no_mnemonic
from salesdesk.ui.language import speech
from salesdesk.ui.settings.section import Section

WIDTH = 360


class DefinitionsSection(Section):
    """What is chosen here is printed with every figure, on screen and in the PDF."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Definitions"), "list", parent)
        self._desk = desk
        self.add_note(self.tr("What is chosen here counts for all pages, the command line and the PDF."))
        self.choosers: dict[tuple[str, str], QComboBox] = {}
        form = self.add_form()
        for kpi in KPIS:
            if held := desk.switches(kpi.key):
                form.addRow(Label(kpi_words.title(kpi.key), "small_strong", "text2"))
                for chosen in held:
                    self._add(form, chosen)
        self.body.addStretch(1)

    def _add(self, form: QFormLayout, chosen: Chosen) -> None:
        switch = chosen.switch
        chooser = QComboBox()
        chooser.setFixedWidth(WIDTH)
        for choice in switch.choices:
            chooser.addItem(no_mnemonic(_words(switch.kpi, switch.name, choice)), choice)
        chooser.setCurrentIndex(chooser.findData(chosen.choice))
        is_basis = switch.name == "basis"
        title = self.tr("Calculated on") if is_basis else speech.text(f"kpi.switch.{switch.kpi}.{switch.name}.title")
        self.add_row(form, title, chooser)
        chooser.setAccessibleName(f"{kpi_words.title(switch.kpi)}, {title}")
        self.choosers[switch.kpi, switch.name] = chooser

    def changed(self) -> Mapping[str, object]:
        told: dict[str, object] = {}
        switches = dict(self._desk.sales.switches)
        for kpi in KPIS:
            for chosen in self._desk.switches(kpi.key):
                switch, choice = chosen.switch, self.choosers[kpi.key, chosen.switch.name].currentData()
                if choice == chosen.choice:
                    continue
                if switch.name == "basis":
                    told[f"basis.{kpi.key}"] = choice
                else:
                    switches[switch.key] = choice
        if switches != dict(self._desk.sales.switches):
            told["switches"] = switches
        return told


def _words(kpi: str, name: str, choice: str) -> str:
    if name == "basis":
        return speech.text(f"kpi.{kpi}.basis.{choice}")
    return speech.text(f"kpi.switch.{kpi}.{name}.{choice}")
