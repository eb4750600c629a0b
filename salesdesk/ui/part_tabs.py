"""Which part of a figure is shown: side by side while they fit, in a menu when they do not."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from salesdesk.ui.choice_button import ChoiceButton
from salesdesk.ui.components import Segments, clear_layout, no_mnemonic


class PartTabs(QWidget):
    """``chosen(key)`` when the user takes another part."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Parts of the figure"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.segments: Segments | None = None
        self.menu_button: ChoiceButton | None = None
        self._choices: dict[str, str] = {}
        self._current = ""
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def show_choices(self, choices: Sequence[tuple[str, str]], current: str, room: int) -> None:
        """Offer parts by key and words, in ``room`` pixels."""
        clear_layout(self._layout)
        self._choices, self._current = dict(choices), current
        self.segments = self.menu_button = None
        segments = Segments(choices, current)
        if segments.sizeHint().width() <= room:
            self.segments = segments
            segments.setAccessibleName(self.accessibleName())
            segments.chosen.connect(self._take)
            self._layout.addWidget(segments)
            return
        segments.deleteLater()
        made = self.menu_button = ChoiceButton(max_words=room - 50)
        made.set_choice(self._choices.get(current, ""))
        made.clicked.connect(self._open_menu)
        self._layout.addWidget(made)

    def choices(self) -> dict[str, str]:
        """What is offered: words by key."""
        return self._choices

    def _take(self, key: str) -> None:
        self._current = key
        if self.menu_button is not None:
            self.menu_button.set_choice(self._choices[key])
        self.chosen.emit(key)

    def _open_menu(self) -> QMenu:
        assert self.menu_button is not None
        menu = QMenu(self)
        for key, words in self._choices.items():
            action = menu.addAction(no_mnemonic(words))
            action.setCheckable(True)
            action.setChecked(key == self._current)
            action.triggered.connect(lambda _checked=False, key=key: self._take(key))
        menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()) + QPoint(0, 5))
        return menu
