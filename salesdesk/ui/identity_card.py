"""Who a lead is and what is known of the company: typed values, each told when it is left."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from salesdesk.domain.columns import SCHEMAS, Dtype, Kind
from salesdesk.domain.formats import Formats
from salesdesk.ui.components import Card, Label
from salesdesk.ui.fonts import font
from salesdesk.ui.language import speech
from salesdesk.ui.theme import restyle

IDENTITY: Final = (
    *("company", "contact", "job_title", "email"),
    *("phone", "rep", "channel", "amount"),
    *("sector", "region", "company_size", "site_visits"),
    *("email_opens", "downloads"),
)
_COLUMNS: Final = 4
_NUMBERS: Final = (Dtype.MONEY, Dtype.NUMBER)


class IdentityCard(Card):
    """``typed(field, value)`` when a field has another value; a field that is being typed in keeps its words."""

    typed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Contact details"))
        self._values: Mapping[str, object] = {}
        self._formats = speech.formats()
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        self.fields: dict[str, QLineEdit] = {}
        for index, field in enumerate(IDENTITY):
            column, row = index % _COLUMNS, index // _COLUMNS * 2
            title = speech.text(f"field.{field}")
            grid.addWidget(Label(title, "micro", "text2", elide=True), row, column)
            grid.setColumnStretch(column, 1)
            edit = QLineEdit()
            edit.setFont(font("body"))
            edit.setAccessibleName(title)
            edit.editingFinished.connect(lambda field=field: self._left(field))
            self.fields[field] = edit
            grid.addWidget(edit, row + 1, column)
        self.wrong = Label("", "small", "alert")
        self.wrong.hide()
        self.body.addLayout(grid)
        self.body.addWidget(self.wrong)
        self.source = Label("", "micro", "text2", elide=True)
        self.body.addWidget(self.source)
        self.outdated = Label(self.tr("Without contact for too long: this lead should be erased."), "micro", "watch")
        self.outdated.hide()
        self.body.addWidget(self.outdated)

    def show_values(self, values: Mapping[str, object], formats: Formats) -> None:
        self._values, self._formats = values, formats
        self.wrong.hide()
        for field, edit in self.fields.items():
            if not (edit.hasFocus() and edit.isModified()):
                edit.setText(self._written(field))
                edit.setCursorPosition(0)
                edit.setProperty("wrong", False)
                restyle(edit)

    def show_source(self, words: str, *, outdated: bool) -> None:
        """Where the lead came from; ``outdated``: it has been kept longer than the company keeps leads."""
        self.source.setText(words)
        self.outdated.setVisible(outdated)

    def _written(self, field: str) -> str:
        value = self._values.get(field)
        if value is None:
            return ""
        if isinstance(value, int | float):
            return self._formats.number(float(value), 0 if float(value).is_integer() else 2)
        return str(value)

    def _left(self, field: str) -> None:
        edit = self.fields[field]
        words = edit.text().strip()
        if not edit.isModified() or words == self._written(field):
            return
        value: object = words or None
        if SCHEMAS[Kind.LEAD].by_name[field].dtype in _NUMBERS and words:
            value = _number(words)
            if value is None:
                example = self._formats.number(1234.5, 2)
                self.wrong.setText(self.tr("Unreadable amount. Example: {example}").format(example=example))
            self.wrong.setVisible(value is None)
            edit.setProperty("wrong", value is None)
            restyle(edit)
            if value is None:
                return
        edit.setModified(False)
        self.typed.emit(field, value)


def _number(words: str) -> float | None:
    """A number typed in French or English: the last comma or dot with one or two digits behind it is the mark."""
    digits = "".join(char for char in words if char.isdigit() or char in ",.-")
    whole, mark, cents = digits.replace(",", ".").rpartition(".")
    if mark and len(cents) <= 2:
        digits = f"{whole.replace('.', '')}.{cents}"
    else:
        digits = digits.replace(",", "").replace(".", "")
    letters = any(char.isalpha() and char not in "kKEURUSDGBPCHF" for char in words)
    try:
        return None if letters else float(digits)
    except ValueError:
        return None
