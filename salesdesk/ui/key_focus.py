"""A focus that is shown when keys brought it, and not after a click, which shows by itself where one is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as Base
else:
    Base = object


class KeyFocus(Base):
    """To be named before the Qt class that a widget is made of."""

    _by_key = False

    @property
    def shows_focus(self) -> bool:
        """Whether a ring is to be painted."""
        return self._by_key and self.hasFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_key = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self.update()
