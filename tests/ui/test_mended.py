"""Findings of a first-time user, each held in place."""

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
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Message
from salesdesk.ui.board import Board
from salesdesk.ui.data_page import DataPage
from salesdesk.ui.language import speech
from salesdesk.ui.main_window import MainWindow
from salesdesk.ui.opening import open_file
from salesdesk.ui.overview_page import OverviewPage


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


def test_that_the_overview_tells_of_the_latest_import(qtbot: QtBot, board: Board) -> None:
    page = OverviewPage(board, speech.formats())
    qtbot.addWidget(page)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    words = Message("store.change.import")
    page.show_last_import([Change(n, ChangeKind.IMPORT, at, words, new=n * 111) for n in (1, 2)])
    said = [label.text() for label in page.changes.findChildren(QLabel)]
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
    sources = page.sources.model()
    assert sources.rowCount() == 2
    said = [sources.index(row, 3).data() for row in range(2)]
    assert [words.endswith("remplacée") for words in said] == [False, True]
    assert speech.say(desk.changes()[-1].label) in page.undo_button.accessibleName()


def test_that_the_last_twelve_months_follow_the_data(qtbot: QtBot, desk: Desk, sales_csv: Path) -> None:
    board = Board(imported(desk, sales_csv))
    before = board.filter.period
    imported(desk, later_sales(sales_csv.parent))
    with qtbot.waitSignal(board.results_changed, timeout=20_000):
        board.refresh()
    assert board.filter.period == desk.default_period() != before
    earlier = before.shifted(-1)
    with qtbot.waitSignal(board.results_changed, timeout=20_000):
        board.set_period(earlier)
    assert board.filter.period == earlier


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_that_typing_in_the_palette_searches(window: MainWindow, qtbot: QtBot) -> None:
    palette = window.open_palette()
    qtbot.waitUntil(palette.isVisible)
    assert palette.focusWidget() is palette.field
    QTest.keyClicks(QApplication.focusWidget() or palette, "marge")
    assert palette.field.text() == "marge"
    palette.close()


@pytest.mark.qt_log_ignore("This plugin does not support")
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
