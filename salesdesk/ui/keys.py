"""The keys that work anywhere in the window."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from salesdesk.ui.main_window import MainWindow


def install_keys(window: "MainWindow") -> None:
    """Give a window its shortcuts."""
    doing = window.deeds
    offers = window.offers
    for keys, run in (
        ("Ctrl+K", offers.open_palette),
        ("Ctrl+I", doing.choose_files),
        ("Ctrl+P", doing.export_pdf),
        ("Ctrl+Shift+P", doing.print_report),
        ("Ctrl+Z", doing.undo),
        ("Ctrl+Y", doing.redo),
        ("Ctrl+Shift+Z", doing.redo),
        ("Ctrl+D", offers.ask_view_name),
        ("Ctrl+,", offers.open_settings),
        ("Alt+Left", partial(_step, window, -1)),
        ("Alt+Right", partial(_step, window, 1)),
        ("F1", partial(_explain, window)),
    ):
        QShortcut(QKeySequence(keys), window, run)
    for number in range(10):
        QShortcut(QKeySequence(f"Ctrl+{number}"), window, partial(_open_number, window, number))


def _open_number(window: "MainWindow", number: int) -> None:
    if window.workspace is not None and number < len(window.workspace.rail.keys):
        window.workspace.open_page(window.workspace.rail.keys[number])


def _step(window: "MainWindow", steps: int) -> None:
    if window.workspace is not None:
        window.workspace.filters.step(steps)


def _explain(window: "MainWindow") -> None:
    from salesdesk.ui.kpi_page import KpiPage

    if window.workspace is not None and isinstance(page := window.workspace.stack.currentWidget(), KpiPage):
        page.open_method()
