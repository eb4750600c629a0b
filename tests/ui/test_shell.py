"""The window as a whole: opening, pages, filters, keys, theme, language, undo."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.desk import Desk
from salesdesk.domain.period import Unit, containing
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.definition import Part
from salesdesk.ui import kpi_words
from salesdesk.ui.company_menu import CompanyMenu
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.first_run_page import FirstRunPage
from salesdesk.ui.kpi_page import KpiPage
from salesdesk.ui.language import speech
from salesdesk.ui.main_window import MainWindow
from salesdesk.ui.preferences import Preferences
from salesdesk.ui.rail import DATA, OVERVIEW
from salesdesk.ui.theme import theme
from salesdesk.ui.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def workspace(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def page(window: MainWindow, key: str) -> KpiPage:
    workspace(window).open_page(key)
    found = workspace(window).pages[key]
    assert isinstance(found, KpiPage)
    return found


def test_that_rail_and_pages_show_the_desks_values(window: MainWindow) -> None:
    assert window.desk is not None
    assert window.board is not None
    for kpi in KPIS:
        result = window.desk.result(kpi.key, window.board.filter, compared=window.board.compared)
        words = kpi_words.value(kpi, result.total.value, speech.formats())
        assert workspace(window).rail.tabs[kpi.key].value == words
        shown = page(window, kpi.key).header.hero.words.replace("\u00a0", " ").removesuffix("jours").strip()
        assert shown == words.replace("\u00a0", " ").removesuffix("j").strip()


def test_that_a_filter_recomputes_all_values(window: MainWindow, qtbot: QtBot) -> None:
    assert window.board is not None
    before = workspace(window).rail.tabs["conversion_rate"].accessibleName()
    all_of_them = window.board.results["conversion_rate"].total.based_on
    with qtbot.waitSignal(window.board.results_changed, timeout=10_000):
        window.board.set_members("channel", ("Salons",))
    half = window.board.results["conversion_rate"].total
    assert 0 < half.based_on < all_of_them
    assert workspace(window).rail.tabs["conversion_rate"].accessibleName() != before
    chip = workspace(window).filters.chips["channel"]
    assert chip.active
    assert chip.words == "Salons"
    with qtbot.waitSignal(window.board.results_changed, timeout=10_000):
        chip.cleared.emit()
    assert window.board.results["conversion_rate"].total.based_on == all_of_them


def test_that_only_the_last_of_two_questions_is_answered(window: MainWindow, qtbot: QtBot) -> None:
    board = window.board
    assert board is not None
    answers = []
    board.results_changed.connect(lambda: answers.append(board.results["conversion_rate"].filter))
    with qtbot.waitSignal(board.results_changed, timeout=10_000):
        board.set_members("channel", ("Salons",))
        board.set_members("channel", ("Site web",))
    qtbot.wait(50)
    assert [dict(where.members) for where in answers] == [{"channel": ("Site web",)}]


def test_that_keys_open_pages(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert workspace(window).page == "sales_cycle"
    QTest.keyClick(window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert workspace(window).page == DATA
    QTest.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert workspace(window).page == OVERVIEW


def test_that_keys_step_through_periods(window: MainWindow, qtbot: QtBot) -> None:
    board = window.board
    assert board is not None
    first = containing(window.desk.sales.as_of, Unit.MONTH) if window.desk else None
    assert first is not None
    with qtbot.waitSignal(board.results_changed, timeout=10_000):
        board.set_period(first)
    with qtbot.waitSignal(board.results_changed, timeout=10_000):
        QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert board.filter.period == first.shifted(-1)
    with qtbot.waitSignal(board.results_changed, timeout=10_000):
        QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert board.filter.period == first
    assert not workspace(window).filters.next.isEnabled()


def test_that_the_theme_changes_while_running(window: MainWindow) -> None:
    window.set_theme("dark")
    assert theme.current.dark
    assert window.palette().window().color().name().upper() == theme.current.bg
    window.toggle_theme()
    assert not theme.current.dark


def test_that_the_language_changes_while_running_and_the_page_stays(window: MainWindow) -> None:
    workspace(window).open_page("loss_rate")
    window.set_language("en")
    assert workspace(window).page == "loss_rate"
    assert page(window, "loss_rate").header.title.text() == "Lost opportunities"
    assert workspace(window).rail.tabs["loss_rate"].value.endswith("%")
    assert "\u00a0%" not in workspace(window).rail.tabs["loss_rate"].value
    window.set_language("fr")
    assert page(window, "loss_rate").header.title.text() == "Opportunités perdues"


def test_that_looks_are_remembered(window: MainWindow, preferences: Preferences, tmp_path: Path) -> None:
    window.set_theme("dark")
    window.set_language("en")
    again = Preferences(tmp_path / "looks.ini")
    assert (again.theme, again.language) == ("dark", "en")
    assert window.desk is not None
    assert again.recent == preferences.recent == [window.desk.path]


def test_that_a_drill_request_opens_its_records(window: MainWindow, qtbot: QtBot) -> None:
    assert window.board is not None
    result = window.board.results["conversion_rate"]
    with qtbot.waitSignal(workspace(window).rows.rows_shown, timeout=10_000):
        workspace(window).open_rows(DrillRequest("conversion_rate", part=Part.DENOMINATOR))
    assert workspace(window).rows.isVisible()
    assert workspace(window).rows.model.rowCount() == result.total.based_on


def test_that_the_palette_finds_without_accents_and_runs(window: MainWindow, qtbot: QtBot) -> None:
    palette = window.offers.open_palette()
    qtbot.addWidget(palette)
    palette.field.setText("reachat")
    assert [command.words for command in palette.model.shown] == ["Taux de réachat"]
    QTest.keyClick(palette, Qt.Key.Key_Return)
    assert workspace(window).page == "repurchase_rate"


def test_that_undo_takes_the_import_back_and_says_so(window: MainWindow, qtbot: QtBot) -> None:
    window.deeds.undo()
    qtbot.waitUntil(lambda: isinstance(window.body, FirstRunPage), timeout=10_000)
    assert window.desk is not None
    assert window.desk.empty


def test_that_without_a_company_the_first_run_is_shown(
    preferences: Preferences, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("salesdesk.ui.main_window.default_company", lambda: tmp_path / "none.salesdesk")
    window = MainWindow(preferences)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.company_opened, timeout=10_000):
        window.start()
    assert isinstance(window.body, FirstRunPage)


def test_that_a_foreign_file_is_refused_in_words(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign = tmp_path / "foreign.salesdesk"
    foreign.write_text("no database")
    shown: list[BaseException] = []
    monkeypatch.setattr("salesdesk.ui.main_window.show_error", lambda error, *_: shown.append(error))
    kept = window.desk
    window.open_company(foreign)
    qtbot.waitUntil(lambda: bool(shown), timeout=10_000)
    assert window.desk is kept


def test_that_no_label_takes_rich_text(window: MainWindow) -> None:
    for key in workspace(window).rail.keys:
        workspace(window).open_page(key)
    rich = [label.text() for label in labels(window) if label.textFormat() != Qt.TextFormat.PlainText and label.text()]
    assert not rich


def test_that_narrow_windows_have_no_horizontal_scroll(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1280, 720)
    for kpi in KPIS:
        shown = page(window, kpi.key)
        qtbot.wait(1)
        assert shown.horizontalScrollBar().maximum() == 0, kpi.key
        widget = shown.widget()
        assert widget is not None
        assert widget.minimumSizeHint().width() <= shown.viewport().width(), kpi.key


def test_that_all_that_can_be_reached_by_key_has_a_name(window: MainWindow, sold_desk: Desk) -> None:
    assert not sold_desk.empty
    for key in (OVERVIEW, "conversion_rate"):
        workspace(window).open_page(key)
    for widget in window.findChildren(QWidget):
        owner = type(widget).__module__
        if owner.startswith("salesdesk.ui") and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            named = widget.accessibleName() or getattr(widget, "text", lambda: "")()
            assert named or owner.endswith(("kpi_page", "overview_page", "figure_table")), widget


def labels(window: MainWindow) -> list[QLabel]:
    return [label for label in window.findChildren(QLabel) if not label.objectName().startswith("qt_")]


def test_that_the_company_menu_offers_looks_and_language(window: MainWindow, preferences: Preferences) -> None:
    menu = CompanyMenu(window, preferences)
    choices = {action.text(): action for submenu in menu.findChildren(QMenu) for action in submenu.actions()}
    assert choices["Français"].isChecked()
    choices["Sombre" if "Sombre" in choices else "Dark"].trigger()
    assert theme.current.dark
    choices["English"].trigger()
    assert speech.current == "en"
