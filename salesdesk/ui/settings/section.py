"""What the sections of the settings have in common."""

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QFormLayout, QVBoxLayout, QWidget

from salesdesk.ui.components import Label


class Section(QWidget):
    """A titled page of the settings.  Nothing is written before the dialog is accepted."""

    def __init__(self, title: str, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.icon_name = title, icon_name
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(24, 16, 24, 16)
        self.body.setSpacing(12)
        self.body.addWidget(Label(title, "page_title"))

    def changed(self) -> Mapping[str, object]:
        """Settings that are to be others, by key; None takes one away."""
        return {}

    def add_note(self, words: str) -> None:
        """A pale sentence below what stands there."""
        self.body.addWidget(Label(words, "small", "text2", wrap=True))

    def add_form(self) -> QFormLayout:
        """Rows of a label and a field, below what stands there."""
        form = QFormLayout()
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        self.body.addLayout(form)
        return form

    def add_row(self, form: QFormLayout, words: str, field: QWidget) -> None:
        """One row of a form; the field is named after its label."""
        label = Label(words, "body")
        label.setFixedHeight(32)
        label.setBuddy(field)
        field.setAccessibleName(words)
        if isinstance(field, QComboBox) and (line := field.lineEdit()) is not None:
            line.setAccessibleName(words)
        form.addRow(label, field)
