"""The import window, from files to figures."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from salesdesk.desk import Desk
from salesdesk.desk.imports import ImportOutcome
from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME
from salesdesk.ui.import_window import ImportWindow
from salesdesk.ui.source_pane import SourcePane

READING = 60_000

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
"""Popup menus ask the offscreen platform for what it cannot do."""


def opened(qtbot: QtBot, desk: Desk, *paths: Path) -> ImportWindow:
    """The window with its plan."""
    window = ImportWindow(desk, paths)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.session.planned, timeout=READING):
        window.show()
    return window


def confirmed(qtbot: QtBot, window: ImportWindow) -> ImportOutcome:
    """Press the button that writes, and wait."""
    with qtbot.waitSignal(window.imported, timeout=READING) as signal:
        QTest.mouseClick(window.footer.confirm, Qt.MouseButton.LeftButton)
    assert signal.args is not None
    outcome = signal.args[0]
    assert isinstance(outcome, ImportOutcome)
    return outcome


def test_that_hypermarche_comes_in_through_the_window_and_its_margin_is_known(
    qtbot: QtBot, desk: Desk, shared: Path
) -> None:
    [workbook] = (shared / "data" / "hypermarche").glob("*.xls")
    window = opened(qtbot, desk, workbook)
    assert window.footer.confirm.isEnabled()
    assert [item.kpi for item in window.session.outlook if item.ready] == ["repurchase_rate", "gross_margin"]
    outcome = confirmed(qtbot, window)
    assert outcome.new >= 10_000
    assert not window.isVisible()
    assert desk.revenue() == pytest.approx(2_938_089.0615, abs=0.01)
    margin = desk.result("gross_margin", Filter(ALL_TIME)).total.value
    assert margin == pytest.approx(0.12690, abs=5e-6)
    assert any(moved.kpi.key == "gross_margin" and moved.before is None for moved in outcome.moved)


def test_that_a_wrong_cell_is_listed_and_its_address_selects_it(qtbot: QtBot, desk: Desk, sales_csv: Path) -> None:
    window = opened(qtbot, desk, sales_csv)
    plan = window.plan
    assert plan is not None
    assert plan.sheets[0].rejected == 1
    row = next(row for row in window.issues.problems if row.address.text().endswith("E5"))
    QTest.mouseClick(row.address, Qt.MouseButton.LeftButton)
    current = window.preview.currentIndex()
    cell = window.preview.cells.cell(current.row(), current.column())
    assert (cell.words, cell.status) == ("12.5O0,00", "alert")
    assert window.preview.cells.row_number(current.row()) == 5
    outcome = confirmed(qtbot, window)
    assert outcome.rejected == 1
    assert desk.revenue() == pytest.approx(58_935.50)


def test_that_setting_the_cost_aside_takes_the_margin_away(qtbot: QtBot, desk: Desk, sales_csv: Path) -> None:
    window = opened(qtbot, desk, sales_csv)
    header = window.preview.mapping
    section = next(i for i in range(header.count()) if (c := header.column(i)) is not None and "Coût" in c.header)
    menu = header.open_menu(section)
    assert menu is not None
    ignore: QAction = menu.actions()[0]
    with qtbot.waitSignal(window.session.planned, timeout=READING):
        ignore.trigger()
    menu.close()
    column = header.column(section)
    assert column is not None
    assert column.field == ""
    assert "gross_margin" not in [item.kpi for item in window.session.outlook if item.ready]
    confirmed(qtbot, window)
    assert desk.result("gross_margin", Filter(ALL_TIME)).total.value is None


def test_that_a_sheet_left_aside_is_not_imported(qtbot: QtBot, desk: Desk, sales_csv: Path) -> None:
    window = opened(qtbot, desk, sales_csv)
    row = window.sheets.model.row_of(0)
    window.sheets.view.setCurrentIndex(window.sheets.model.index(row))
    with qtbot.waitSignal(window.session.planned, timeout=READING):
        QTest.keyClick(window.sheets.view, Qt.Key.Key_Space)
    assert not window.footer.confirm.isEnabled()
    with qtbot.waitSignal(window.session.planned, timeout=READING):
        QTest.keyClick(window.sheets.view, Qt.Key.Key_Space)
    assert window.footer.confirm.isEnabled()


def test_that_a_file_that_is_no_spreadsheet_is_named_and_nothing_can_be_imported(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    wrong = tmp_path / "photo.xlsx"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    window = opened(qtbot, desk, wrong)
    problems = [item.problem for item in window.sheets.model.items if item.problem is not None]
    assert len(problems) == 1
    assert not window.footer.confirm.isEnabled()
    assert not window.sheets.locked.isVisible()
    window.footer.cancel.click()
    assert not window.isVisible()
    assert desk.empty


def test_that_a_locked_workbook_asks_for_its_password(qtbot: QtBot, desk: Desk, shared: Path) -> None:
    [locked] = (shared / "corpus" / "msoffcrypto").glob("*example_password.xlsx")
    window = opened(qtbot, desk, locked)
    assert window.sheets.locked.isVisible()
    with qtbot.waitSignal(window.session.planned, timeout=READING):
        QTest.keyClicks(window.sheets.password, "Password1234_")
        QTest.keyClick(window.sheets.password, Qt.Key.Key_Return)
    plan = window.plan
    assert plan is not None
    assert not plan.books[0].password_needed
    assert not window.sheets.locked.isVisible()


def test_that_what_was_decided_survives_adding_a_file(
    qtbot: QtBot, desk: Desk, sales_csv: Path, tmp_path: Path
) -> None:
    other = tmp_path / "clients.csv"
    other.write_text("Client;Secteur\nClinique Saint-Aubin;Santé\nBrasserie Kervran;Boisson\n", encoding="utf-8")
    window = opened(qtbot, desk, sales_csv)
    with qtbot.waitSignal(window.session.planned, timeout=READING):
        window.session.revise(0, lambda plan, index: plan.set_field(index, "Commercial", "ignored"))
    with qtbot.waitSignal(window.session.planned, timeout=READING):
        window.session.add_files([other])
    plan = window.plan
    assert plan is not None
    assert {sheet.kind for sheet in plan.sheets} == {Kind.ORDER_LINE, Kind.CUSTOMER}
    assert next(c for c in plan.sheets[0].columns if c.header == "Commercial").field == ""


def test_that_the_same_file_again_has_nothing_to_import(qtbot: QtBot, desk: Desk, sales_csv: Path) -> None:
    confirmed(qtbot, opened(qtbot, desk, sales_csv))
    window = opened(qtbot, desk, sales_csv)
    assert not window.footer.confirm.isEnabled()


def test_that_cancelling_while_reading_leaves_the_company_as_it_was(qtbot: QtBot, desk: Desk, sales_csv: Path) -> None:
    window = ImportWindow(desk, [sales_csv])
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.rejected, timeout=READING):
        window.show()
        window.footer.cancel.click()
    assert desk.empty


def test_that_one_click_corrects_a_cell_and_another_takes_it_back(qtbot: QtBot, desk: Desk, sales_csv: Path) -> None:
    window = opened(qtbot, desk, sales_csv)
    row = next(row for row in window.issues.problems if row.address.text().endswith("E5"))
    assert "12.500,00" in row.read.text()
    with qtbot.waitSignal(window.session.planned, timeout=READING):
        QTest.mouseClick(row.read, Qt.MouseButton.LeftButton)
    assert window.plan is not None
    assert window.plan.sheets[0].rejected == 0
    corrected = next(row for row in window.issues.problems if row.address.text().endswith("E5"))
    with qtbot.waitSignal(window.session.planned, timeout=READING):
        QTest.mouseClick(corrected.read, Qt.MouseButton.LeftButton)
    assert window.plan.sheets[0].rejected == 1


def test_that_a_typed_value_counts_and_the_original_cell_is_shown_with_it(
    qtbot: QtBot, desk: Desk, sales_csv: Path
) -> None:
    window = opened(qtbot, desk, sales_csv)
    row = next(row for row in window.issues.problems if row.address.text().endswith("E5"))
    QTest.mouseClick(row.type, Qt.MouseButton.LeftButton)
    assert row.value.text() == "12.5O0,00"
    QTest.keyClick(row.value, Qt.Key.Key_Escape)
    assert row.value.isHidden()
    assert window.isVisible()
    QTest.mouseClick(row.type, Qt.MouseButton.LeftButton)
    row.value.setText("12 500")
    with qtbot.waitSignal(window.session.planned, timeout=READING):
        QTest.keyClick(row.value, Qt.Key.Key_Return)
    confirmed(qtbot, window)
    assert desk.revenue() == pytest.approx(58_935.50 + 12_500)
    rows = desk.all_rows(Kind.ORDER_LINE)
    address = next(address for i in range(len(rows)) if (address := rows.address(i)).row == 5)
    pane = SourcePane()
    qtbot.addWidget(pane)
    pane.show_source(address, desk.cells(address))
    shown = [pane.model.index(pane.model.highlighted, column).data() for column in range(pane.model.columnCount())]
    assert "12.5O0,00" in shown
    assert "E5" in pane.note.text()
    assert "12 500" in pane.note.text()


def test_that_rejected_rows_are_saved_from_the_window(
    qtbot: QtBot, desk: Desk, sales_csv: Path, tmp_path: Path
) -> None:
    window = opened(qtbot, desk, sales_csv)
    assert window.issues.save_rejected is not None
    window.save_rejected(tmp_path / "rejets.xlsx")
    (sheet,) = load_workbook(tmp_path / "rejets.xlsx").worksheets
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == [5]
    assert desk.empty


def test_that_a_dropped_folder_comes_in_as_one_batch(qtbot: QtBot, desk: Desk, sales_csv: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mois"
    (folder / "2026").mkdir(parents=True)
    for month in (1, 2):
        lines = f"N° facture;Date;Client;Montant HT\nF{month};15/0{month}/2026;Acme;100,50\n"
        (folder / "2026" / f"0{month}.csv").write_text(lines, encoding="utf-8")
    (folder / "~$ouvert.xlsx").write_bytes(b"lock")
    (folder / "notes.pdf").write_bytes(b"%PDF")
    window = opened(qtbot, desk, folder, sales_csv)
    assert window.plan is not None
    assert [sheet.file for sheet in window.plan.sheets] == ["01.csv", "02.csv", "ventes.csv"]
    assert confirmed(qtbot, window).new >= 6


def test_that_names_that_look_alike_are_accepted_and_refused_in_bulk(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    names = ("Müller", "Muller", "Dupont SARL", "Dupont", "Brasserie Kervran", "Braserie Kervran")
    lines = [f"FA{i};{15 + i}/01/2026;{name};100,50" for i, name in enumerate(names)]
    path = tmp_path / "ventes.csv"
    path.write_text("\n".join(["N° facture;Date;Client;Montant HT", *lines]), encoding="utf-8")
    window = opened(qtbot, desk, path)
    assert window.plan is not None
    assert [len(window.plan.proposals), len(window.plan.accepted)] == [3, 1]
    QTest.mouseClick(window.issues.accept_all, Qt.MouseButton.LeftButton)
    assert len(window.plan.accepted) == 3
    QTest.mouseClick(window.issues.refuse_all, Qt.MouseButton.LeftButton)
    assert not window.plan.accepted
    QTest.mouseClick(window.issues.accept_all, Qt.MouseButton.LeftButton)
    confirmed(qtbot, window)
    assert {merge.same_as for merge in desk.merges()} <= set(names)
    assert len(desk.merges()) == 3
