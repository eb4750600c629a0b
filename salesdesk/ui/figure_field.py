"""A field for a figure in a KPI's unit: rates in percent, money with its sign, days."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox

from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import Unit

HIGHEST = 1e12
MARGIN = 7


def figure_field(unit: Unit, formats: Formats) -> QDoubleSpinBox:
    """Empty, from 0 up.  A rate is written in percent."""
    field = QDoubleSpinBox()
    field.setRange(0, HIGHEST)
    field.setDecimals(1 if unit is Unit.RATIO else 0)
    suffixes = {
        Unit.RATIO: " %",
        Unit.MONEY: f" {formats.symbol}",
        Unit.DAYS: QCoreApplication.translate("FigureField", " days"),
        Unit.COUNT: "",
    }
    field.setSuffix(suffixes[unit])
    field.setGroupSeparatorShown(True)
    indent(field)
    return field


def indent(field: QAbstractSpinBox) -> None:
    """Keep the words off the border: style sheets do not reach the text inside a spin box."""
    field.lineEdit().setTextMargins(MARGIN, 0, 0, 0)
