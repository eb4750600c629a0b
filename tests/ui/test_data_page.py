"""What was imported, what was wrong with it, and taking it back: files, layouts, names, backups, completeness."""

import os
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from salesdesk.desk import Desk
from salesdesk.desk.known_files import FileState
from salesdesk.domain.batch import Merge
from salesdesk.domain.task import Task
from salesdesk.store.backup import backups
from salesdesk.ui.data_page import DataPage


@pytest.fixture
def sold(desk: Desk, sales_csv: Path) -> Desk:
    desk.apply(desk.plan([sales_csv], Task()), Task())
    return desk


def opened(qtbot: QtBot, desk: Desk) -> DataPage:
    page = DataPage(desk)
    page.resize(1208, 848)
    qtbot.addWidget(page)
    page.show()
    return page


def test_that_an_import_is_told_with_its_problems_and_files(qtbot: QtBot, sold: Desk) -> None:
    page = opened(qtbot, sold)
    problems = page.problems.model()
    assert problems.rowCount() >= 1
    assert problems.index(0, 1).data() == "ventes!E5"
    files = page.files.table.model()
    assert [files.index(0, column).data() for column in (0, 1, 3)] == ["ventes.csv", "ventes", "4"]
    assert page.history.model().rowCount() == 1


def test_that_the_history_says_who_did_it(qtbot: QtBot, sold: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "marie")
    sold.company.merge([Merge("customer", "Brasserie Kervran", "Clinique Saint-Aubin")])
    page = opened(qtbot, sold)
    assert page.history.model().index(0, 2).data() == "marie"
    assert sold.changes()[-1].user == "marie"


def test_that_undo_empties_the_company_again(qtbot: QtBot, sold: Desk) -> None:
    page = opened(qtbot, sold)
    with qtbot.waitSignal(page.data_changed):
        QTest.mouseClick(page.undo_button, Qt.MouseButton.LeftButton)
    assert sold.empty
    assert not page.undo_button.isEnabled()
    assert page.files.table.model().rowCount() == 0


def test_that_rejected_rows_are_saved_with_their_reason(qtbot: QtBot, sold: Desk, tmp_path: Path) -> None:
    page = opened(qtbot, sold)
    assert page.save_button.isVisible()
    page.save_rejected(tmp_path / "rejets.xlsx")
    (sheet,) = load_workbook(tmp_path / "rejets.xlsx").worksheets
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 2
    assert "12.5O0,00" in str(rows[1][0])
    assert rows[1][1] == 5
    assert "12.5O0,00" in rows[1][2:]


def test_that_a_changed_file_is_noticed_and_can_be_refreshed(qtbot: QtBot, sold: Desk, sales_csv: Path) -> None:
    page = opened(qtbot, sold)
    assert not page.files.all.isEnabled()
    sales_csv.write_text(sales_csv.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    future = sales_csv.stat().st_mtime + 60
    os.utime(sales_csv, (future, future))
    page.refresh()
    assert [file.state for file in sold.known_files()] == [FileState.CHANGED]
    with qtbot.waitSignal(page.files_requested) as asked:
        QTest.mouseClick(page.files.all, Qt.MouseButton.LeftButton)
    assert asked.args == [[sales_csv]]
    sales_csv.unlink()
    page.refresh()
    assert not page.files.open.isEnabled()


def test_that_a_layout_is_listed_renamed_and_forgotten(qtbot: QtBot, sold: Desk) -> None:
    page = opened(qtbot, sold)
    page.show_list("layouts")
    (layout,) = sold.company.layout_list()
    assert page.layouts.table.model().index(0, 0).data() == "ventes.csv"
    page.layouts.give_name(layout, "Export de la compta")
    assert page.layouts.table.model().index(0, 0).data() == "Export de la compta"
    QTest.mouseClick(page.layouts.forget, Qt.MouseButton.LeftButton)
    assert sold.company.layouts() == {}
    assert not page.layouts.forget.isEnabled()


def test_that_merged_names_are_told_apart_again_and_that_is_undone(qtbot: QtBot, sold: Desk) -> None:
    merge = Merge("customer", "Brasserie Kervran", "Clinique Saint-Aubin")
    sold.company.merge([merge])
    page = opened(qtbot, sold)
    page.show_list("merges")
    with qtbot.waitSignal(page.data_changed):
        QTest.mouseClick(page.merges.part, Qt.MouseButton.LeftButton)
    assert sold.merges() == []
    sold.undo()
    assert sold.merges() == [merge]


def test_that_a_backup_brings_the_former_data_back(qtbot: QtBot, sold: Desk, tmp_path: Path) -> None:
    before = sold.revenue()
    version = sold.sales.version
    more = tmp_path / "ventes-mars.csv"
    more.write_text("N° facture;Date;Client;Montant HT\nFZ1;15/03/2026;Acme;100,50\n", encoding="utf-8")
    sold.apply(sold.plan([more], Task()), Task())
    assert sold.revenue() == pytest.approx(before + 100.5)
    page = opened(qtbot, sold)
    page.show_list("backups")
    (spare,) = sold.backups()
    assert spare.before == "import"
    with qtbot.waitSignal(page.data_changed):
        page.spares.restore(spare)
    assert sold.revenue() == pytest.approx(before)
    assert sold.sales.version > version
    assert len(backups(sold.path)) == 2


def test_that_a_damaged_backup_changes_nothing(qtbot: QtBot, sold: Desk, tmp_path: Path) -> None:
    before = list(sold.company.dump())
    wrong = tmp_path / "wrong.salesdesk"
    wrong.write_bytes(b"SQLite format 3\0" + bytes(300))
    page = opened(qtbot, sold)
    with pytest.raises(Exception, match="salesdesk"):
        sold.restore(wrong)
    assert list(sold.company.dump()) == before
    page.refresh()


def test_that_completeness_counts_what_records_lack(qtbot: QtBot, sold: Desk) -> None:
    page = opened(qtbot, sold)
    page.show_list("quality")
    told = {one.field: (one.known, one.records) for one in sold.completeness() if one.kind == "order_line"}
    assert told["date"] == (4, 4)
    assert page.quality.table.model().rowCount() >= len(told)
