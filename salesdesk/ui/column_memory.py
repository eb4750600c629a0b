"""Widths that the user gave to columns of tables, kept with the other looks."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHeaderView

if TYPE_CHECKING:
    from salesdesk.ui.preferences import Preferences


class ColumnMemory:
    """Where the widths are kept; before the program has looks, nothing is kept."""

    def __init__(self) -> None:
        self.preferences: Preferences | None = None

    def widths(self, table: str) -> dict[str, int]:
        return self.preferences.widths(table) if self.preferences is not None and table else {}

    def keep(self, table: str, column: str, width: int | None) -> None:
        if self.preferences is not None and table and column:
            self.preferences.set_width(table, column, width)


memory: Final = ColumnMemory()


class ColumnKeeper(QObject):
    """Notes what the user does to a header: a drag keeps the width, a double click on the border forgets it.

    ``place`` tells the table's and the column's names; ``changed`` runs after each.  What the program itself does to
    the header belongs between ``fitting`` set and unset.
    """

    def __init__(
        self, header: QHeaderView, place: Callable[[int], tuple[str, str]], changed: Callable[[], object]
    ) -> None:
        super().__init__(header)
        self._place, self._changed = place, changed
        self.fitting = False
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.sectionResized.connect(self._resized)
        header.sectionHandleDoubleClicked.connect(self._forget)

    def widths(self) -> dict[str, int]:
        """Widths kept for the table, by the names of its columns."""
        return memory.widths(self._place(0)[0])

    def _resized(self, section: int, _old: int, new: int) -> None:
        if not self.fitting and new > 0:
            memory.keep(*self._place(section), new)
            self._changed()

    def _forget(self, section: int) -> None:
        memory.keep(*self._place(section), None)
        self._changed()
