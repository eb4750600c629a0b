"""What the window offers beside its pages: palette, company menu, settings, saved views, about."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QInputDialog

from salesdesk.ui.preferences import Preferences

if TYPE_CHECKING:
    from salesdesk.desk.views import SavedView
    from salesdesk.ui.about_dialog import AboutDialog
    from salesdesk.ui.main_window import MainWindow
    from salesdesk.ui.palette import Command, CommandPalette
    from salesdesk.ui.settings.dialog import SettingsDialog


class Offers(QObject):
    """Everything is made when it is asked for."""

    def __init__(self, window: "MainWindow", preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = preferences

    # ------------------------------------------------------------------ palette and menu

    def open_palette(self) -> "CommandPalette":
        """Open the command palette over the search field."""
        from salesdesk.ui.name_search import NameSearch
        from salesdesk.ui.palette import CommandPalette

        window = self._window
        names = NameSearch(window.workspace) if window.workspace is not None else None
        palette = CommandPalette(self._commands(), window, names)
        palette.open_under(window.top_bar.search)
        return palette

    def open_company_menu(self) -> None:
        from salesdesk.ui.company_menu import CompanyMenu

        button = self._window.top_bar.company
        CompanyMenu(self._window, self._preferences).popup(button.mapToGlobal(QPoint(8, button.height())))

    def _commands(self) -> list["Command"]:
        from salesdesk.ui.palette import Command

        window, doing = self._window, self._window.deeds
        commands = window.workspace.commands() if window.workspace is not None else []
        commands += [Command(self.tr("Import"), doing.choose_files, icon="import", keys="Ctrl+I")]
        if window.workspace is not None:
            commands += [
                Command(self.tr("Export PDF"), doing.export_pdf, icon="file-text", keys="Ctrl+P"),
                Command(self.tr("Print…"), doing.print_report, icon="printer", keys="Ctrl+Shift+P"),
                Command(self.tr("Undo the last change"), doing.undo, icon="undo-2", keys="Ctrl+Z"),
                Command(self.tr("Redo"), doing.redo, icon="redo-2", keys="Ctrl+Y"),
                Command(self.tr("Save this view…"), self.ask_view_name, icon="bookmark", keys="Ctrl+D"),
                Command(self.tr("Settings"), self.open_settings, icon="settings", keys="Ctrl+,"),
                *self._views(),
            ]
        commands += [
            Command(self.tr("Light or dark"), window.toggle_theme, icon="sun-moon"),
            Command(self.tr("Open a company file…"), self.choose_company, icon="folder-open"),
        ]
        here = window.desk.path if window.desk is not None else None
        commands += [
            Command(path.stem, partial(window.open_company, path), icon="building-2", note=self.tr("company"))
            for path in self._preferences.recent
            if path != here
        ]
        return [*commands, Command(self.tr("About SalesDesk"), self.open_about, icon="info")]

    def choose_company(self) -> None:
        from salesdesk.ui.company_menu import choose_company

        choose_company(self._window)

    # ------------------------------------------------------------------ dialogs

    def open_settings(self) -> "SettingsDialog | None":
        """Open the settings of the company; None when none is open."""
        window = self._window
        if window.desk is None or window.workspace is None:
            return None
        from salesdesk.ui.settings.dialog import SettingsDialog

        dialog = SettingsDialog(window.workspace.board, window.workspace.set_target, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.settings_changed.connect(self._settings_changed)
        dialog.open()
        return dialog

    def open_about(self) -> "AboutDialog":
        """Open what SalesDesk is made of."""
        from salesdesk.ui.about_dialog import AboutDialog

        dialog = AboutDialog(self._window.desk, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _settings_changed(self) -> None:
        self._window.rebuild()
        self._window.refresh()
        self._window.deeds.offer_undo(self.tr("Settings saved"))

    # ------------------------------------------------------------------ saved views

    def ask_view_name(self) -> None:
        """Ask for a name and keep the page in view under it, as it is set."""
        workspace = self._window.workspace
        if workspace is None:
            return
        title = self.tr("Save this view")
        asking = QInputDialog(self._window)
        asking.setWindowTitle(title)
        asking.setLabelText(self.tr("Page, period, comparison and filters are kept under this name:"))
        asking.setTextValue(workspace.view_words())
        asking.setOkButtonText(self.tr("Save"))
        asking.setCancelButtonText(self.tr("Cancel"))
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.textValueSelected.connect(self.save_view)
        asking.open()

    def save_view(self, name: str) -> None:
        """Keep the page in view, as it is set, under a name."""
        workspace = self._window.workspace
        if workspace is not None and name.strip():
            workspace.save_view(name.strip())
            self._window.deeds.offer_undo(self.tr("View saved: {name}").format(name=name.strip()))

    def _views(self) -> list["Command"]:
        from salesdesk.ui.palette import Command

        workspace = self._window.workspace
        if workspace is None:
            return []

        def opening(view: "SavedView") -> Callable[[], None]:
            return partial(workspace.open_view, view)

        note = self.tr("view")
        return [Command(view.name, opening(view), icon="bookmark", note=note) for view in workspace.views.all()]
