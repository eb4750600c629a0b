"""Settings, about, saved views, names in the palette, undo and redo, what is remembered, tables' menus, printing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.desk import Desk
from salesdesk.domain.columns import Kind
from salesdesk.ui.company_menu import CompanyMenu
from salesdesk.ui.diagnostics import diagnostics
from salesdesk.ui.job import jobs_running
from salesdesk.ui.kpi_page import KpiPage
from salesdesk.ui.list_model import sort_key
from salesdesk.ui.main_window import MainWindow
from salesdesk.ui.palette import CommandPalette
from salesdesk.ui.preferences import Preferences
from salesdesk.ui.print_preview import PrintPreview
from salesdesk.ui.rail import OVERVIEW
from salesdesk.ui.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

CONTROL = Qt.KeyboardModifier.ControlModifier
LONG = 30_000


def workspace(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def desk_of(window: MainWindow) -> Desk:
    assert window.desk is not None
    return window.desk


def settle(qtbot: QtBot) -> None:
    qtbot.wait(30)
    qtbot.waitUntil(lambda: not jobs_running(), timeout=LONG)
    qtbot.wait(30)


def asked_names(window: MainWindow, qtbot: QtBot, words: str) -> CommandPalette:
    """The palette with the names that it found for some letters."""
    palette = window.offers.open_palette()
    assert palette._names is not None
    with qtbot.waitSignal(palette._names.found, timeout=LONG):
        palette.field.setText(words)
    return palette


def test_that_settings_are_kept_told_and_taken_back(window: MainWindow, qtbot: QtBot) -> None:
    dialog = window.offers.open_settings()
    assert dialog is not None
    dialog.company.name.setText("Vendu SA")
    dialog.company.fiscal_start.setCurrentIndex(3)
    dialog.company.currency.setCurrentText("chf")
    dialog.company.sector.setCurrentIndex(dialog.company.sector.findData("industry"))
    basis = dialog.definitions.choosers["conversion_rate", "basis"]
    basis.setCurrentIndex(basis.findData("closed"))
    dialog.leads.years.setValue(5)
    QTest.keyClick(dialog.company.name, Qt.Key.Key_Return)
    settle(qtbot)
    desk, board = desk_of(window), window.board
    assert board is not None
    assert (desk.name, desk.sales.fiscal_start, desk.sales.currency, desk.sales.sector) == (
        "Vendu SA",
        4,
        "CHF",
        "industry",
    )
    assert board.results["conversion_rate"].basis == "closed"
    assert desk.setting("retention_years") == 5
    assert "CHF" in workspace(window).rail.tabs["revenue_per_rep"].value
    assert window.top_bar.company.accessibleName().startswith("Vendu SA")
    assert window.messages.action.text() == "Annuler"
    window.messages.action.click()
    settle(qtbot)
    assert (desk.name, desk.sales.fiscal_start, desk.sales.currency) == ("Vendu & Fils", 1, "EUR")
    assert window.messages.action.text() == "Rétablir"
    window.activateWindow()
    settle(qtbot)
    QTest.keyClick(window, Qt.Key.Key_Y, CONTROL)
    settle(qtbot)
    assert desk.name == "Vendu SA"


def test_that_settings_cancelled_change_nothing(window: MainWindow) -> None:
    dialog = window.offers.open_settings()
    assert dialog is not None
    dialog.company.name.setText("Autre")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert desk_of(window).name == "Vendu & Fils"


def test_that_targets_and_scoring_open_from_the_settings(window: MainWindow, qtbot: QtBot) -> None:
    dialog = window.offers.open_settings()
    assert dialog is not None
    dialog.show_section(dialog.targets)
    dialog.targets.buttons["loss_rate"].click()
    target = next(w for w in dialog.findChildren(QWidget) if type(w).__name__ == "TargetDialog")
    target.field.setValue(45)  # type: ignore[attr-defined]
    target.accept()  # type: ignore[attr-defined]
    settle(qtbot)
    held = desk_of(window).targets.find("loss_rate")
    assert held is not None
    assert held.value == pytest.approx(0.45)
    assert "45" in dialog.targets._values["loss_rate"].text()
    dialog.leads.scoring_button.click()
    assert any(type(w).__name__ == "ScoringDialog" for w in dialog.findChildren(QWidget))
    dialog.reject()


def test_that_the_diagnostics_hold_nothing_of_the_company(window: MainWindow) -> None:
    about = window.offers.open_about()
    about.copy_button.click()
    told = QGuiApplication.clipboard().text()
    desk = desk_of(window)
    assert told == diagnostics(desk)
    assert "Qt 6" in told
    assert f"opportunity: {desk.sales[Kind.OPPORTUNITY].n} records" in told
    secrets = [desk.name, "vendu", str(desk.path.parent), "Moreau", "Salons", *(s.file for s in desk.sheets())]
    assert not [secret for secret in secrets if secret in told]
    QGuiApplication.clipboard().clear()
    about.close()


def test_that_a_rep_is_found_in_the_palette_and_filters_the_page(window: MainWindow, qtbot: QtBot) -> None:
    palette = asked_names(window, qtbot, "ines")
    assert [(c.words, c.note) for c in palette.model.shown] == [("Inès Fabre", "Commercial")]
    assert window.board is not None
    with qtbot.waitSignal(window.board.results_changed, timeout=LONG):
        QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert workspace(window).page == "revenue_per_rep"
    assert window.board.filter.members == {"rep": ("Inès Fabre",)}


def test_that_a_customer_and_an_order_found_open_their_records(window: MainWindow, qtbot: QtBot) -> None:
    for words, field, expected in (("client 39", "customer", "Client 39"), ("fa-123", "order_no", "FA-123")):
        palette = asked_names(window, qtbot, words)
        space = workspace(window)
        with qtbot.waitSignal(space.rows.rows_shown, timeout=LONG):
            QTest.keyClick(palette.field, Qt.Key.Key_Return)
        table = space.rows.model.table
        assert table is not None
        assert {table.value(row, field) for row in range(len(table))} == {expected}
        space.rows.close_panel()
        settle(qtbot)


def test_that_a_view_is_saved_found_again_and_forgotten(window: MainWindow, qtbot: QtBot) -> None:
    space, board = workspace(window), window.board
    assert board is not None
    space.open_page("loss_rate")
    with qtbot.waitSignal(board.results_changed, timeout=LONG):
        board.set_members("channel", ("Salons",))
    kept = board.filter
    assert "Salons" in space.view_words()
    window.offers.save_view("Pertes salons")
    with qtbot.waitSignal(board.results_changed, timeout=LONG):
        board.clear_members()
    space.open_page(OVERVIEW)
    palette = window.offers.open_palette()
    palette.field.setText("pertes sal")
    with qtbot.waitSignal(board.results_changed, timeout=LONG):
        QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert (space.page, board.filter) == ("loss_rate", kept)
    space.filters.views.click()
    menu = next(m for m in space.findChildren(QMenu) if type(m).__name__ == "ViewsMenu")
    next(a for m in menu.findChildren(QMenu) for a in m.actions() if a.text() == "Pertes salons").trigger()
    assert space.views.all() == []


def test_that_the_page_widths_and_files_are_remembered(
    window: MainWindow, qtbot: QtBot, preferences: Preferences, sales_csv: Path
) -> None:
    space = workspace(window)
    space.open_page("loss_rate")
    settle(qtbot)
    page = space.pages["loss_rate"]
    assert isinstance(page, KpiPage)
    view = page.table.view
    view.horizontalHeader().resizeSection(2, 131)
    page.table.resize(page.table.width() - 1, page.table.height())
    assert view.columnWidth(2) == page.table.total.columnWidth(2) == 131
    view.horizontalHeader().sectionHandleDoubleClicked.emit(2)
    assert view.columnWidth(2) != 131
    preferences.imported([sales_csv])
    menu = CompanyMenu(window, preferences)
    assert sales_csv.name in [action.text() for action in menu.findChildren(QAction)]
    with qtbot.waitSignal(window.ready, timeout=LONG):
        window.open_company(desk_of(window).path)
    assert workspace(window).page == "loss_rate"


def test_that_tables_offer_to_open_copy_and_export(window: MainWindow, qtbot: QtBot) -> None:
    space = workspace(window)
    space.open_page("conversion_rate")
    settle(qtbot)
    page = space.pages["conversion_rate"]
    assert isinstance(page, KpiPage)
    view = page.table.view
    view._open_menu(view.visualRect(view.model().index(0, 3)).center())
    menu = view.findChildren(QMenu)[-1]
    actions = {action.text(): action for action in menu.actions()}
    assert {"Ouvrir", "Copier", "Tout sélectionner", "Exporter en CSV…"} <= set(actions)
    with qtbot.waitSignal(space.rows.rows_shown, timeout=LONG):
        actions["Ouvrir"].trigger()
    space.rows.view.selectAll()
    space.rows.view.copy_rows()
    settle(qtbot)
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    assert len(lines) == 1 + space.rows.model.rowCount()
    assert "<th>" in data.html()
    assert "opportunites.csv" in lines[1]
    QGuiApplication.clipboard().clear()


def test_that_a_short_table_sorts_and_copies(window: MainWindow) -> None:
    about = window.offers.open_about()
    about.parts.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    names = [about.parts.model().index(row, 0).data() for row in range(about.parts.model().rowCount())]
    assert [name.casefold() for name in names] == sorted((name.casefold() for name in names), reverse=True)
    middle = about.parts.rect().center()
    QApplication.sendEvent(about.parts, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, QPoint()))
    menu = about.parts.findChildren(QMenu)[-1]
    next(action for action in menu.actions() if action.text() == "Copier le tableau").trigger()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 1 + len(names)
    QGuiApplication.clipboard().clear()
    about.close()


def test_that_the_report_is_previewed_and_printed(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.deeds.print_report()
    qtbot.waitUntil(lambda: bool(window.findChildren(PrintPreview)), timeout=60_000)
    preview = window.findChildren(PrintPreview)[0]
    assert len(preview._pages) > 3
    assert all(abs(page.height() / page.width() - 2**0.5) < 0.01 for page in preview._pages)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    preview.paint_pages(printer)
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")
    preview.close()


def test_that_words_sort_as_days_numbers_and_letters() -> None:
    days = ["02/01/2026 10:00", "31/12/2025 09:00", "02/01/2026 09:59"]
    assert sorted(days, key=sort_key) == [days[1], days[2], days[0]]
    numbers = ["1\u00a0234", "99,5", "\u22123", "0"]
    assert sorted(numbers, key=sort_key) == ["\u22123", "0", "99,5", "1\u00a0234"]
    assert sorted(["\u00c9tau", "Zoo", "eau"], key=sort_key) == ["eau", "\u00c9tau", "Zoo"]


def test_that_what_can_be_mended_is_told_with_a_button_that_tries_again(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    report = tmp_path / "absent" / "report.pdf"
    window.deeds.write_report(report)
    qtbot.waitUntil(lambda: not window.deeds.working, timeout=60_000)
    assert "absent" in window.messages.detail.text()
    assert window.messages.action.text() == "R\u00e9essayer"
    report.parent.mkdir()
    window.messages.action.click()
    qtbot.waitUntil(lambda: not window.deeds.working, timeout=60_000)
    assert report.is_file()


def test_that_there_is_nothing_to_redo_is_said_without_a_dialog(
    window: MainWindow, qtbot: QtBot, preferences: Preferences
) -> None:
    window.deeds.redo()
    qtbot.waitUntil(window.messages.isVisible, timeout=LONG)
    assert window.messages.title.text() == "Il n\u2019y a rien \u00e0 r\u00e9tablir."
    menu = CompanyMenu(window, preferences)
    assert menu.actions()[0].text().startswith("Tout est enregistr\u00e9")
