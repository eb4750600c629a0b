"""Findings of a first-time user, each held in place."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.desk import Desk
from salesdesk.domain.changes import Change, ChangeKind
from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.formats import Formats
from salesdesk.domain.period import ALL_TIME
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Message, keys, text
from salesdesk.importing.vocabulary import synonyms
from salesdesk.kpi.definition import Measure, Status
from salesdesk.kpi.verdict import headline
from salesdesk.ui.board import Board
from salesdesk.ui.data_page import DataPage
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.import_window import ImportWindow
from salesdesk.ui.import_words import ImportTold
from salesdesk.ui.language import speech
from salesdesk.ui.main_window import MainWindow
from salesdesk.ui.opening import open_file
from salesdesk.ui.panels.last_import import LastImport
from salesdesk.ui.record_words import amount_field
from salesdesk.ui.rows_panel import RowsPanel
from salesdesk.ui.rows_query import load_parts

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def later_sales(folder: Path) -> Path:
    """The sheet of sales as it is sent anew: a later sale is there, the first one is gone."""
    path = folder / "ventes.csv"
    lines = [
        "N° facture;Date;Client;Commercial;Montant HT;Coût d'achat",
        "FA-2;15/01/2026;Brasserie Kervran;J. Le Goff;8940,50;5412,00",
        "FA-3;16/01/2026;Plasturgie Moreau;C. Moreau;31200,00;19032,00",
        "FA-9;18/03/2026;Clinique Saint-Aubin;J. Le Goff;6315,00;4104,75",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def imported(desk: Desk, *paths: Path) -> Desk:
    desk.apply(desk.plan(list(paths), Task()), Task())
    return desk


def test_that_the_overview_tells_of_the_latest_import(qtbot: QtBot) -> None:
    page = LastImport(speech.formats())
    qtbot.addWidget(page)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    words = Message("store.change.import")
    page.show_changes([Change(n, ChangeKind.IMPORT, at, words, new=n * 111) for n in (1, 2)])
    said = [label.text() for label in page.findChildren(QLabel)]
    assert "222" in said
    assert "111" not in said


def test_that_the_data_page_follows_an_import_and_marks_what_it_replaced(
    qtbot: QtBot, desk: Desk, sales_csv: Path
) -> None:
    page = DataPage(imported(desk, sales_csv))
    qtbot.addWidget(page)
    page.show()
    imported(desk, later_sales(sales_csv.parent))
    page.follow()
    files = page.files.table.model()
    said = [[files.index(row, column).data() for column in (0, 3, 4)] for row in range(files.rowCount())]
    assert said == [["ventes.csv", "3", "tel qu’importé"]]
    assert speech.say(desk.changes()[-1].label) in page.undo_button.accessibleName()


def test_that_the_last_twelve_months_follow_the_data(qtbot: QtBot, desk: Desk, sales_csv: Path) -> None:
    board = Board(imported(desk, sales_csv))
    before = board.filter.period
    imported(desk, later_sales(sales_csv.parent))
    with qtbot.waitSignal(board.results_changed, timeout=20_000):
        board.follow_data()
    assert board.filter.period == desk.default_period() != before
    earlier = before.shifted(-1)
    with qtbot.waitSignal(board.results_changed, timeout=20_000):
        board.set_period(earlier)
    with qtbot.waitSignal(board.results_changed, timeout=20_000):
        board.follow_data()
    assert board.filter.period == earlier


def test_that_typing_in_the_palette_searches(window: MainWindow, qtbot: QtBot) -> None:
    palette = window.offers.open_palette()
    qtbot.waitUntil(palette.isVisible)
    assert palette.focusWidget() is palette.field
    QTest.keyClicks(QApplication.focusWidget() or palette, "marge")
    assert palette.field.text() == "marge"
    palette.close()


def test_that_a_file_that_no_program_opens_is_told_where_it_lies(
    qtbot: QtBot, sales_csv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def refuse(url: QUrl) -> bool:
        asked.append(url.toLocalFile())
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", refuse)
    asking = QWidget()
    qtbot.addWidget(asking)
    open_file(sales_csv, asking)
    told = asking.findChild(QMessageBox)
    assert told is not None
    assert str(sales_csv) in told.text()
    assert asked == [str(sales_csv), str(sales_csv.parent)]
    QTest.keyClick(told, Qt.Key.Key_Escape)


def test_that_the_rows_behind_the_margin_add_up_to_it(sold_desk: Desk) -> None:
    where = Filter(ALL_TIME)
    total = sold_desk.result("gross_margin", where).total
    margin, revenue = load_parts(sold_desk, DrillRequest("gross_margin"), where)[:2]
    assert margin.table.total(amount_field(margin.table)) == pytest.approx(total.numerator)
    assert revenue.table.total(amount_field(revenue.table)) == pytest.approx(total.denominator)
    assert "margin" in [field.name for field in margin.table.fields[:4]]
    assert "margin" not in [field.name for field in revenue.table.fields]
    value = {name: margin.table.value(7, name) for name in ("amount", "cost", "margin")}
    assert isinstance(value["amount"], float)
    assert isinstance(value["cost"], float)
    assert value["margin"] == pytest.approx(value["amount"] - value["cost"])
    ordered = margin.table.sorted_by("margin")
    assert [ordered.value(row, "margin") for row in (0, 199)] == pytest.approx([200, 350])


def test_that_the_cell_behind_a_margin_is_the_column_that_gave_the_cost(
    qtbot: QtBot, sold_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1200, 800)
    panel = RowsPanel(sold_desk, parent)
    parent.show()
    marked: list[str] = []
    monkeypatch.setattr(panel.source, "mark_field", marked.append)
    with qtbot.waitSignal(panel.source_shown, timeout=20_000):
        panel.show_rows(DrillRequest("gross_margin"), Filter(ALL_TIME))
    assert marked[-1] == "cost"


def test_that_every_field_of_a_sheet_has_a_title_in_both_languages() -> None:
    for kind in Kind:
        for name in synonyms(kind).fields:
            key = next(k for room in ("field", "kept") if (k := f"importing.{room}.{name}") in keys())
            assert text(key, "fr")
            assert text(key, "en")


def test_that_a_headline_says_what_is_computed_and_what_is_missing(board: Board) -> None:
    results = list(board.results.values())
    blank = Measure(None, None, None, 0)
    one = [replace(results[0], status=Status.NONE)]
    others = [replace(result, total=blank, status=Status.NONE) for result in results[4:6]]
    said = headline([*one, *others], speech.formats())
    assert said.startswith("1 indicateur sur 3 est calculé.")
    assert "leads" in said


def test_that_a_source_cell_is_written_as_its_spreadsheet_shows_it() -> None:
    french, english = Formats("fr"), Formats("en")
    assert french.cell(530.2199999999999) == "530,22"
    assert english.cell(530.2199999999999) == "530.22"
    assert french.cell(20260324.0) == "20260324"
    assert french.grouped("n = 1512") == "n = 1\u00a0512"
    assert english.grouped("n = 1512") == "n = 1,512"


def test_that_a_file_sent_while_another_is_read_joins_the_same_window(
    qtbot: QtBot, desk: Desk, sales_csv: Path, tmp_path: Path
) -> None:
    second = tmp_path / "autres.csv"
    second.write_text(sales_csv.read_text(encoding="utf-8").replace("FA-", "FB-"), encoding="utf-8")
    window = ImportWindow(desk, [sales_csv])
    qtbot.addWidget(window)
    window.show()
    window.session.add_files([second])
    qtbot.waitUntil(lambda: window.plan is not None and len(window.plan.sheets) == 2, timeout=60_000)
    assert window.session.paths == [sales_csv, second]


def test_that_enter_imports_and_what_is_removed_is_said_before_and_after(
    qtbot: QtBot, desk: Desk, sales_csv: Path
) -> None:
    imported(desk, sales_csv)
    window = ImportWindow(desk, [later_sales(sales_csv.parent)])
    qtbot.addWidget(window)
    window.show()
    place = window.footer.cancel.pos()
    qtbot.waitUntil(window.footer.confirm.isEnabled, timeout=60_000)
    assert window.footer.cancel.pos() == place
    assert window.footer.note.text().startswith("2")
    assert window.footer.note.property("role") == "alert"
    window.sheets.view.setFocus()
    with qtbot.waitSignal(window.imported, timeout=60_000) as signal:
        QTest.keyClick(window.sheets.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert signal.args is not None
    told = ImportTold(signal.args[0])
    assert told.title == "1 ligne ajoutée, 2 enregistrements supprimés"
    assert told.status == "watch"


def test_that_what_came_with_the_rows_is_counted_apart(desk: Desk, sales_csv: Path) -> None:
    plan = desk.plan([sales_csv], Task())
    told = ImportTold(desk.apply(plan, Task()))
    assert told.title == f"{sum(sheet.new for sheet in plan.sheets)} lignes ajoutées"
    assert "1 ligne rejetée" in told.detail
    assert told.status == "good"


def test_that_a_second_file_goes_to_the_import_window_that_is_open(
    window: MainWindow, qtbot: QtBot, sales_csv: Path, tmp_path: Path
) -> None:
    second = tmp_path / "autres.csv"
    second.write_text(sales_csv.read_text(encoding="utf-8").replace("FA-", "FB-"), encoding="utf-8")
    window.take_files([sales_csv])
    window.take_files([second])
    windows = window.findChildren(ImportWindow)
    assert len(windows) == 1
    assert windows[0].session.paths == [sales_csv, second]
    qtbot.waitUntil(lambda: windows[0].plan is not None and not windows[0].session.busy, timeout=60_000)
    windows[0].reject()
