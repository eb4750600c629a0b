"""What was imported, what was wrong with it, and taking it back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from salesdesk.desk import Desk
from salesdesk.domain.task import Task
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


def test_that_an_import_is_told_with_its_problems_and_sheets(qtbot: QtBot, sold: Desk) -> None:
    page = opened(qtbot, sold)
    problems = page.problems.model()
    assert problems.rowCount() >= 1
    assert problems.index(0, 1).data() == "ventes!E5"
    sources = page.sources.model()
    assert sources.index(0, 0).data() == "ventes.csv"
    assert [sources.index(0, column).data() for column in (4, 5)] == ["4", "1"]
    assert page.history.model().rowCount() == 1


def test_that_undo_empties_the_company_again(qtbot: QtBot, sold: Desk) -> None:
    page = opened(qtbot, sold)
    with qtbot.waitSignal(page.data_changed):
        QTest.mouseClick(page.undo_button, Qt.MouseButton.LeftButton)
    assert sold.empty
    assert not page.undo_button.isEnabled()
    assert page.no_source.isVisible()


def test_that_the_company_is_renamed(qtbot: QtBot, sold: Desk) -> None:
    page = opened(qtbot, sold)
    page.name.clear()
    QTest.keyClicks(page.name, "Kervran")
    with qtbot.waitSignal(page.renamed) as signal:
        QTest.keyClick(page.name, Qt.Key.Key_Return)
    assert signal.args == ["Kervran"]
    assert sold.name == "Kervran"


def test_that_a_copy_opens_as_the_same_company(qtbot: QtBot, sold: Desk, tmp_path: Path) -> None:
    page = opened(qtbot, sold)
    copy = tmp_path / "copy.salesdesk"
    page.backup(copy)
    qtbot.waitUntil(lambda: str(copy) in page.path.text())
    again = Desk.open(copy)
    assert again.revenue() == pytest.approx(sold.revenue())
    again.close()
