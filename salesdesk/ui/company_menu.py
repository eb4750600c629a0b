"""The menu under the company's name: company files, looks, language."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.places import SUFFIX, data_folder
from salesdesk.domain.texts import LANGUAGES, Language
from salesdesk.ui.components import no_mnemonic
from salesdesk.ui.errors import show_error
from salesdesk.ui.language import speech
from salesdesk.ui.preferences import Preferences
from salesdesk.ui.theme import CHOICES, ThemeChoice, theme

if TYPE_CHECKING:
    from salesdesk.ui.main_window import MainWindow

T = TypeVar("T")


class CompanyMenu(QMenu):
    """Made anew each time it opens."""

    def __init__(self, window: "MainWindow", preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self.addAction(self.tr("Open a company file…"), self._choose_company)
        self.addAction(self.tr("New company file…"), self._choose_new_company)
        recent = self.addMenu(self.tr("Recent"))
        for path in preferences.recent:
            recent.addAction(no_mnemonic(path.stem), partial(window.open_company, path))
        self.addSeparator()
        names: dict[Language, str] = {"fr": "Français", "en": "English"}
        languages = [(names[code], code) for code in LANGUAGES]
        self._add_choices(self.addMenu(self.tr("Language")), languages, speech.current, window.set_language)
        words: dict[ThemeChoice, str] = {
            "system": self.tr("Like the system"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
        }
        looks = [(words[choice], choice) for choice in CHOICES]
        self._add_choices(self.addMenu(self.tr("Appearance")), looks, theme.choice, window.set_theme)
        self.addSeparator()
        self.addAction(self.tr("Quit"), QKeySequence(QKeySequence.StandardKey.Quit), window.close)

    def _add_choices(
        self, menu: QMenu, choices: Sequence[tuple[str, T]], current: T, take: Callable[[T], None]
    ) -> None:
        group = QActionGroup(menu)
        for words, value in choices:
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setChecked(value == current)
            action.triggered.connect(lambda _checked=False, value=value: take(value))
            group.addAction(action)
            menu.addAction(action)

    def _choose_company(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Open a company file…"), str(data_folder()), self._pattern()
        )
        if chosen:
            self._window.open_company(Path(chosen))

    def _choose_new_company(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("New company file…"), str(data_folder()), self._pattern()
        )
        if not chosen:
            return
        path = Path(chosen).with_suffix(SUFFIX)
        try:
            self._window.create_company(path, path.stem)
        except SalesDeskError as error:
            show_error(error, self._window)

    def _pattern(self) -> str:
        return f"{self.tr('Company files')} (*{SUFFIX})"
