"""The first page takes files by its button, by drag and drop, and offers a sample and a template."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from salesdesk.ui.drop_zone import dropped_files
from salesdesk.ui.first_run_page import FirstRunPage


def dragged(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_that_dropped_files_are_told(qtbot: QtBot, sales_csv: Path, tmp_path: Path) -> None:
    page = FirstRunPage()
    qtbot.addWidget(page)
    data = dragged(sales_csv, tmp_path)
    for target in (page.drop_zone, page):
        event = QDropEvent(
            QPointF(QPoint(20, 20)),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        with qtbot.waitSignal(page.files_chosen) as signal:
            target.dropEvent(event)
        assert signal.args == [[sales_csv, tmp_path]]


def test_that_a_folder_is_taken_and_a_web_address_is_not(tmp_path: Path) -> None:
    data = dragged(tmp_path)
    data.setUrls([*data.urls(), QUrl("https://example.org/a.xlsx")])
    assert dropped_files(data) == [tmp_path]


def test_that_sample_and_template_are_asked_for(qtbot: QtBot) -> None:
    page = FirstRunPage()
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.sample_requested):
        QTest.mouseClick(page.sample_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.template_requested):
        QTest.mouseClick(page.template_button, Qt.MouseButton.LeftButton)
