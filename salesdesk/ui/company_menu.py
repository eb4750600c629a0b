"""The menu under the company's name: company files, looks, language."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication
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
    from salesdesk.desk import Desk
    from salesdesk.ui.main_window import MainWindow

T = TypeVar("T")
translate = QCoreApplication.translate


class CompanyMenu(QMenu):
    """Made anew each time it opens."""

    def __init__(self, window: "MainWindow", preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        if window.desk is not None:
            self.addAction(self._saved(window.desk)).setEnabled(False)
            self.addSeparator()
        self.addAction(self.tr("Open a company file…"), partial(choose_company, window))
        self.addAction(self.tr("New company file…"), self._choose_new_company)
        recent = self.addMenu(self.tr("Recent companies"))
        for path in preferences.recent:
            recent.addAction(no_mnemonic(path.stem), partial(window.open_company, path))
        files = self.addMenu(self.tr("Recent spreadsheets"))
        files.setEnabled(bool(preferences.recent_files))
        for path in preferences.recent_files:
            files.addAction(no_mnemonic(path.name), partial(window.deeds.import_files, [path]))
        self.addSeparator()
        shown = window.workspace is not None
        for title, run, keys in (
            (self.tr("Settings…"), window.offers.open_settings, "Ctrl+,"),
            (self.tr("Export PDF"), window.deeds.export_pdf, "Ctrl+P"),
            (self.tr("Print…"), window.deeds.print_report, "Ctrl+Shift+P"),
        ):
            self.addAction(title, QKeySequence(keys), run).setEnabled(shown)
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
        self.addAction(self.tr("About SalesDesk"), window.offers.open_about)
        self.addAction(self.tr("Quit"), QKeySequence(QKeySequence.StandardKey.Quit), window.close)

    def _saved(self, desk: "Desk") -> str:
        """That nothing waits to be saved, and what was saved last."""
        changes = desk.changes()
        if not changes:
            return self.tr("Everything is saved")
        at = speech.formats().moment(changes[-1].at.astimezone())
        return self.tr("Everything is saved, last change: {moment}").format(moment=at)

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

    def _choose_new_company(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("New company file…"), str(data_folder()), _pattern()
        )
        if not chosen:
            return
        path = Path(chosen).with_suffix(SUFFIX)
        try:
            self._window.create_company(path, path.stem)
        except SalesDeskError as error:
            show_error(error, self._window)


def choose_company(window: "MainWindow") -> None:
    """Ask for a company file and open it."""
    title = translate("CompanyMenu", "Open a company file…")
    chosen, _ = QFileDialog.getOpenFileName(window, title, str(data_folder()), _pattern())
    if chosen:
        window.open_company(Path(chosen))


def _pattern() -> str:
    return f"{translate('CompanyMenu', 'Company files')} (*{SUFFIX})"
