"""Whole sessions with the real window: what a user does from the first start on, by mouse and by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.desk import Desk
from salesdesk.domain.task import Task
from salesdesk.ui.errors import ErrorDialog
from salesdesk.ui.first_run_page import FirstRunPage
from salesdesk.ui.import_window import ImportWindow
from salesdesk.ui.job import jobs_running
from salesdesk.ui.kpi_page import KpiPage
from salesdesk.ui.language import speech
from salesdesk.ui.lead_desk import LeadDesk
from salesdesk.ui.main_window import MainWindow
from salesdesk.ui.members_panel import MembersPanel
from salesdesk.ui.rail import DATA, LEADS, OVERVIEW
from salesdesk.ui.theme import theme
from salesdesk.ui.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

NBSP = "\u00a0"
CONTROL = Qt.KeyboardModifier.ControlModifier
LONG = 30_000


def workspace(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def click(widget: QWidget, at: QPoint | None = None) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())


def settle(qtbot: QtBot) -> None:
    qtbot.wait(30)
    qtbot.waitUntil(lambda: not jobs_running(), timeout=LONG)
    qtbot.wait(30)


def planned(window: MainWindow, qtbot: QtBot) -> ImportWindow:
    """The import window with its files read."""
    qtbot.waitUntil(lambda: window.deeds.import_window is not None, timeout=LONG)
    importing = window.deeds.import_window
    assert importing is not None
    qtbot.waitUntil(lambda: importing.plan is not None and not importing.session.busy, timeout=LONG)
    return importing


def kpi_page(window: MainWindow, key: str) -> KpiPage:
    found = workspace(window).pages[key]
    assert isinstance(found, KpiPage)
    return found


def saving_to(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """The next file dialog answers with this path."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_args, **_options: (str(path), "")))


def test_that_the_first_run_shows_the_sample_and_says_that_it_is_one(
    bare_window: MainWindow, qtbot: QtBot, own_folder: Path
) -> None:
    window = bare_window
    with qtbot.waitSignal(window.company_opened, timeout=LONG):
        window.start()
    page = window.body
    assert isinstance(page, FirstRunPage)
    settle(qtbot)
    with qtbot.waitSignal(window.ready, timeout=60_000):
        click(page.sample_button)
        assert window.messages.progress.isVisible()
    assert workspace(window).page == OVERVIEW
    assert workspace(window).rail.tabs["conversion_rate"].value.endswith("%")
    assert "données d’exemple" in window.top_bar.company.accessibleName()
    assert not window.messages.isVisible()
    assert window.desk is not None
    assert window.desk.path.parent == own_folder


def test_that_the_template_is_saved_and_imports_without_a_question(
    bare_window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with qtbot.waitSignal(bare_window.company_opened, timeout=LONG):
        bare_window.start()
    page = bare_window.body
    assert isinstance(page, FirstRunPage)
    settle(qtbot)
    saving_to(monkeypatch, tmp_path / "modele.xlsx")
    click(page.template_button)
    assert (tmp_path / "modele.xlsx").read_bytes()[:2] == b"PK"
    assert "modele.xlsx" in bare_window.messages.detail.text()
    bare_window.take_files([tmp_path / "modele.xlsx"])
    plan = planned(bare_window, qtbot).plan
    assert plan is not None
    assert not plan.questions


def test_that_a_double_clicked_file_becomes_a_figure(bare_window: MainWindow, qtbot: QtBot, sales_csv: Path) -> None:
    window = bare_window
    window.start([sales_csv])
    importing = planned(window, qtbot)
    with qtbot.waitSignal(window.ready, timeout=LONG):
        click(importing.footer.confirm)
    settle(qtbot)
    assert window.deeds.import_window is None
    assert window.desk is not None
    assert window.desk.revenue() == pytest.approx(12_480 + 8_940.5 + 31_200 + 6_315)
    shown = workspace(window).rail.tabs["revenue_per_rep"].value.replace(NBSP, " ")
    assert shown == "29 468 €"  # 58 935,50 € by two reps
    assert "rejet" in window.messages.detail.text()
    window.activateWindow()
    settle(qtbot)
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: isinstance(window.body, FirstRunPage), timeout=LONG)


def test_that_a_filter_leads_to_records_and_to_the_cell_they_came_from(window: MainWindow, qtbot: QtBot) -> None:
    space = workspace(window)
    QTest.keyClick(window, Qt.Key.Key_1, CONTROL)
    before = space.rail.tabs["conversion_rate"].accessibleName()
    click(space.filters.chips["channel"])
    panel = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MembersPanel) and w.isVisible())
    panel.list.setCurrentIndex(panel.model.index(0, 0))
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert window.board is not None
    with qtbot.waitSignal(window.board.results_changed, timeout=LONG):
        panel.close()
    kept = window.board.filter.members["channel"]
    assert space.rail.tabs["conversion_rate"].accessibleName() != before
    page = kpi_page(window, "conversion_rate")
    view = page.table.view
    with qtbot.waitSignal(space.rows.source_shown, timeout=LONG):
        click(view.viewport(), view.visualRect(view.model().index(0, 3)).center())
    table = space.rows.model.table
    assert table is not None
    assert {table.value(row, "channel") for row in range(len(table))} == set(kept)
    assert len(table) == view.figures.rows[0][3].raw
    with qtbot.waitSignal(space.rows.source_shown, timeout=LONG):
        QTest.keyClick(space.rows.view, Qt.Key.Key_Return)
    cells = space.rows.source.model
    names = [cells.index(0, column).data() for column in range(cells.columnCount())]
    shown = [cells.index(cells.highlighted, column).data() for column in range(cells.columnCount())]
    assert shown[names.index("Canal")] == kept[0]
    assert "opportunites.csv" in space.rows.source.place.text()


def test_that_a_target_is_set_shown_and_kept(window: MainWindow, qtbot: QtBot) -> None:
    space = workspace(window)
    space.open_page("conversion_rate")
    dialog = space.set_target("conversion_rate")
    assert dialog is not None
    dialog.field.setValue(40)
    assert window.board is not None
    with qtbot.waitSignal(window.board.results_changed, timeout=LONG):
        dialog.accept()
    assert window.board.results["conversion_rate"].target == pytest.approx(0.40)
    assert "40" in " ".join(
        label.accessibleName() or label.objectName()
        for label in kpi_page(window, "conversion_rate").findChildren(QWidget)
    )
    path = window.desk.path if window.desk else Path()
    again = Desk.open(path)
    kept = again.targets.find("conversion_rate")
    assert kept is not None
    assert kept.value == pytest.approx(0.40)
    again.close()


def test_that_a_lead_is_scored_by_key_and_the_score_taken_back(sample_window: MainWindow, qtbot: QtBot) -> None:
    window = sample_window
    QTest.keyClick(window, Qt.Key.Key_8, CONTROL)
    page = workspace(window).pages[LEADS]
    assert isinstance(page, LeadDesk)
    page.list.search.setText(page.list.model.card(0).name if page.list.model.card(0) else "")  # type: ignore[union-attr]
    settle(qtbot)
    qtbot.wait(250)
    card = page.list.model.card(0)
    assert card is not None
    record, before = card.record, card.score
    box = page.form.cards["bant_budget"]
    box.setFocus()
    desk = window.desk
    assert desk is not None
    QTest.keyClick(box, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: bool(desk.changes()[-1].label.key.startswith("lead.")), timeout=LONG)
    settle(qtbot)
    after = desk.leads().card(desk.leads().position(record))
    assert after.score < before
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    settle(qtbot)
    assert desk.leads().card(desk.leads().position(record)).score == pytest.approx(before)
    shown = next(
        c for row in range(page.list.model.rowCount()) if (c := page.list.model.card(row)) and c.record == record
    )
    assert shown.score == pytest.approx(before)


def test_that_undo_reaches_every_page_in_view(window: MainWindow, qtbot: QtBot) -> None:
    space = workspace(window)
    space.open_page(DATA)
    settle(qtbot)
    assert window.desk is not None
    assert window.desk.changes()
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: isinstance(window.body, FirstRunPage), timeout=LONG)
    assert not window.desk.changes()


def test_that_language_and_theme_change_on_the_page_in_view(window: MainWindow, qtbot: QtBot) -> None:
    workspace(window).open_page("sales_cycle")
    window.set_language("en")
    window.toggle_theme()
    settle(qtbot)
    assert theme.current.dark
    assert speech.current == "en"
    assert workspace(window).page == "sales_cycle"
    assert kpi_page(window, "sales_cycle").header.title.text() == "Sales cycle"
    assert window.windowTitle().startswith("Vendu & Fils")


def test_that_the_report_is_written_and_offered(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "rapport.pdf"
    saving_to(monkeypatch, target)
    click(window.top_bar.export)
    assert window.messages.progress.isVisible()
    assert window.deeds.working
    qtbot.waitUntil(lambda: not window.deeds.working, timeout=60_000)
    assert target.read_bytes()[:5] == b"%PDF-"
    assert window.messages.action.text() == "Ouvrir"
    assert str(target) in window.messages.detail.text()


def test_that_stopping_a_report_leaves_no_file(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "rapport.pdf"
    saving_to(monkeypatch, target)
    window.deeds.export_pdf()
    window.messages.action.click()
    qtbot.waitUntil(lambda: not window.deeds.working, timeout=60_000)
    assert not target.exists()


def test_that_a_file_that_is_no_spreadsheet_is_named_and_changes_nothing(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    wrong = tmp_path / "photo.xlsx"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    assert window.desk is not None
    changes = len(window.desk.changes())
    window.take_files([wrong])
    importing = planned(window, qtbot)
    assert importing.plan is not None
    assert not importing.plan.sheets
    assert not importing.footer.confirm.isEnabled()
    problems = [problem for book in importing.plan.books for problem in book.problems]
    assert problems
    importing.close()
    assert len(window.desk.changes()) == changes


def test_that_a_company_file_that_cannot_be_opened_leaves_the_open_one(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.salesdesk"
    broken.write_bytes(b"no database at all" * 100)
    before = window.desk
    window.take_files([broken])
    qtbot.waitUntil(lambda: bool(window.findChildren(ErrorDialog)), timeout=LONG)
    assert window.desk is before
    for dialog in window.findChildren(ErrorDialog):
        dialog.close()


def test_that_a_damaged_company_is_brought_back_from_its_backup(
    window: MainWindow, qtbot: QtBot, sales_csv: Path, tmp_path: Path
) -> None:
    path = tmp_path / "own.salesdesk"
    made = Desk.create(path, "Own")
    for text in (sales_csv.read_text(encoding="utf-8"), sales_csv.read_text(encoding="utf-8").replace("Kervran", "Bo")):
        sales_csv.write_text(text, encoding="utf-8")
        made.apply(made.plan([sales_csv], Task()), Task())
    assert made.backups()
    made.close()
    path.write_bytes(b"")
    window.open_company(path)
    qtbot.waitUntil(lambda: bool(window.findChildren(ErrorDialog)), timeout=LONG)
    dialog = window.findChildren(ErrorDialog)[0]
    with qtbot.waitSignal(window.ready, timeout=LONG):
        dialog.helping.click()
    assert window.desk is not None
    assert window.desk.path == path
    assert not window.desk.empty


def test_that_quitting_during_work_asks(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter((False, True))
    asked = []

    def answer(question: str, *_rest: object, **_words: object) -> bool:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr("salesdesk.ui.main_window.ask", answer)
    monkeypatch.setattr(type(window.deeds), "working", property(lambda _self: "Un import est en cours."))
    assert not window.close()
    assert window.isVisible()
    assert window.close()
    assert asked == ["Un import est en cours."] * 2


def test_that_a_whole_session_goes_by_keyboard_alone(window: MainWindow, qtbot: QtBot) -> None:
    """Palette, page, period, drill-down, source, back, explanation, leads, data, theme: no mouse."""
    board = window.board
    assert board is not None
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    palette = QApplication.activePopupWidget()
    assert palette is not None
    field = palette.focusWidget() or palette
    QTest.keyClicks(field, "taux de conv")
    QTest.keyClick(field, Qt.Key.Key_Return)
    space = workspace(window)
    assert space.page == "conversion_rate"
    window.activateWindow()
    settle(qtbot)
    with qtbot.waitSignal(board.results_changed, timeout=LONG):
        QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    with qtbot.waitSignal(board.results_changed, timeout=LONG):
        QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    view = kpi_page(window, "conversion_rate").table.view
    reach(window, view)
    QTest.keyClick(view, Qt.Key.Key_Home)
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Right)
    with qtbot.waitSignal(space.rows.source_shown, timeout=LONG):
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert space.rows.isVisible()
    with qtbot.waitSignal(space.rows.source_shown, timeout=LONG):
        QTest.keyClick(space.rows.view, Qt.Key.Key_Return)
    assert space.rows.source.view.hasFocus()
    QTest.keyClick(space.rows.source.view, Qt.Key.Key_Escape)
    assert not space.rows.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F1)
    method = QApplication.activePopupWidget()
    assert method is not None
    QTest.keyClick(method, Qt.Key.Key_Escape)
    assert not method.isVisible()
    for key, page in ((Qt.Key.Key_8, LEADS), (Qt.Key.Key_9, DATA), (Qt.Key.Key_0, OVERVIEW)):
        QTest.keyClick(window, key, CONTROL)
        assert space.page == page
    settle(qtbot)


def reach(window: MainWindow, widget: QWidget) -> None:
    """Press Tab until a widget has the focus."""
    window.activateWindow()
    for _ in range(120):
        if widget.hasFocus():
            return
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
    pytest.fail(f"Tab never reaches {widget.accessibleName() or type(widget).__name__}")
