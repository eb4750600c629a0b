"""Spreadsheets that changed since they were imported are told when the company is opened."""

import os
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from salesdesk.desk import Desk
from salesdesk.domain.task import Task
from salesdesk.ui.main_window import MainWindow


def _opened(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.ready, timeout=30_000):
        window.open_company(desk.path)


def _changed(path: Path, words: str) -> None:
    later = path.stat().st_mtime + 60
    path.write_text(words, encoding="utf-8")
    os.utime(path, (later, later))


def test_that_a_changed_file_is_told_and_read_again(
    bare_window: MainWindow, desk: Desk, sales_csv: Path, qtbot: QtBot
) -> None:
    desk.apply(desk.plan([sales_csv], Task()), Task())
    _changed(sales_csv, sales_csv.read_text(encoding="utf-8").replace("12.5O0,00", "12500,00"))
    _opened(bare_window, desk, qtbot)
    messages = bare_window.messages
    qtbot.waitUntil(messages.isVisible, timeout=30_000)
    assert messages.detail.text() == "ventes.csv"
    QTest.mouseClick(messages.action, Qt.MouseButton.LeftButton)
    importing = bare_window.deeds.import_window
    assert importing is not None
    qtbot.waitUntil(lambda: importing.plan is not None, timeout=30_000)
    assert importing.plan is not None
    assert [(sheet.new, sheet.unchanged, sheet.rejected) for sheet in importing.plan.sheets] == [(1, 4, 0)]
    importing.close()


def test_that_a_file_which_is_merely_gone_or_touched_says_nothing(desk: Desk, sales_csv: Path) -> None:
    desk.apply(desk.plan([sales_csv], Task()), Task())
    _changed(sales_csv, sales_csv.read_text(encoding="utf-8"))
    assert [file.state for file in desk.known_files()] == ["same"]
    sales_csv.unlink()
    assert [file.state for file in desk.known_files()] == ["missing"]
