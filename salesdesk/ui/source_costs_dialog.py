"""What each source of leads costs per month."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDoubleSpinBox, QFormLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from salesdesk.desk import Desk
from salesdesk.kpi.definition import Unit
from salesdesk.ui.components import Label, button
from salesdesk.ui.figure_field import figure_field
from salesdesk.ui.language import speech

SOURCE = "source"
TALLEST = 360


class SourceCostsDialog(QDialog):
    """Changes the company file when accepted; 0 is unknown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(self.tr("Cost of sources"))
        self.setMinimumWidth(420)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        words = self.tr("Per month: cost per lead, per sale and return follow from it. 0 means unknown.")
        layout.addWidget(Label(words, "small", "text2", wrap=True))
        inside = QWidget()
        form = QFormLayout(inside)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        held = self._held()
        self.fields: dict[str, QDoubleSpinBox] = {}
        for name in dict.fromkeys((*desk.members(SOURCE), *held)):
            field = self.fields[name] = figure_field(Unit.MONEY, speech.formats(desk.sales.currency))
            field.setValue(held.get(name, 0.0))
            field.setAccessibleName(name)
            form.addRow(Label(name, "body"), field)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        scroll.setMinimumHeight(min(inside.sizeHint().height(), TALLEST))
        layout.addWidget(scroll, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(self.tr("Cancel"), clicked=self.reject))
        save = button(self.tr("Save"), kind="primary", clicked=self.accept)
        save.setDefault(True)
        foot.addWidget(save)
        layout.addLayout(foot)

    def accept(self) -> None:
        costs = {name: field.value() for name, field in self.fields.items() if field.value()}
        self._desk.set_setting("source_costs", costs)
        super().accept()

    def _held(self) -> dict[str, float]:
        held = self._desk.setting("source_costs", {})
        return {str(name): float(cost) for name, cost in held.items()} if isinstance(held, dict) else {}
