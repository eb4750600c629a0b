"""One list of the data page: its rows, what to do with the selected one, and what to say when there are none."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from salesdesk.ui.components import EmptyState, Label, button
from salesdesk.ui.list_model import ListColumn, ListModel
from salesdesk.ui.list_table import ListTable

T = TypeVar("T")


class DataList(QWidget, Generic[T]):
    """``empty`` is shown in the table's place; buttons below it act on the row that is selected."""

    table: ListTable[T]

    def _build(
        self, name: str, columns: Sequence[ListColumn[T]], empty: EmptyState, note: str = "", widest: int = 0
    ) -> None:
        self.setAccessibleName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._stack = QStackedWidget()
        self.table = ListTable(ListModel(columns, self), name, widest=widest)
        self._stack.addWidget(self.table)
        self._stack.addWidget(empty)
        layout.addWidget(self._stack, 1)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(16, 8, 16, 10)
        self._foot.setSpacing(8)
        self.note = Label(note, "small", "text2", elide=True)
        self._foot.addWidget(self.note, 1)
        layout.addLayout(self._foot)
        self._doable: list[tuple[QPushButton, Callable[[T], bool]]] = []
        self.table.selectionModel().currentRowChanged.connect(self._enable)

    @property
    def selected(self) -> T | None:
        return self.table.item(self.table.currentIndex().row())

    def add_action(
        self, words: str, icon_name: str, act: Callable[[T], object], possible: Callable[[T], bool] = lambda _: True
    ) -> QPushButton:
        """A button that does something to the selected row, where that is possible."""

        def clicked() -> None:
            if (item := self.selected) is not None:
                act(item)

        made = button(words, kind="small", icon_name=icon_name, clicked=clicked, icon_size=14)
        self._doable.append((made, possible))
        self._foot.addWidget(made)
        return made

    def add_button(self, words: str, icon_name: str, act: Callable[[], object]) -> QPushButton:
        """A button that needs no row."""
        made = button(words, kind="small", icon_name=icon_name, clicked=act, icon_size=14)
        self._foot.addWidget(made)
        return made

    def show_items(self, items: Sequence[T]) -> None:
        self.table.show_items(items)
        self._stack.setCurrentIndex(0 if items else 1)
        self.note.setVisible(bool(items))
        self._enable()

    def _enable(self) -> None:
        item = self.selected
        for made, possible in self._doable:
            made.setEnabled(item is not None and possible(item))
