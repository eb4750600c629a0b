"""Charts: exact figures under the mouse, keys that reach every mark, a table beside each, and what fails says so."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from matplotlib.figure import Figure
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.charts.marks import Marks
from salesdesk.charts.style import Style
from salesdesk.domain.formats import Formats
from salesdesk.ui.board import Board
from salesdesk.ui.chart_menu import table_of
from salesdesk.ui.chart_view import ChartView
from salesdesk.ui.figures_dialog import FiguresDialog
from salesdesk.ui.language import speech
from salesdesk.ui.panels.panel import trend_painting

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

LONG = 20_000


@dataclass
class Failing:
    """A drawing that fails until it is told not to."""

    painting: Callable[[Figure, Style, Formats], Marks]
    broken: bool = True
    tried: int = field(default=0)

    def __call__(self, figure: Figure, style: Style, formats: Formats) -> Marks:
        self.tried += 1
        if self.broken:
            raise ValueError("no axis")
        return self.painting(figure, style, formats)


@pytest.fixture
def chart(qtbot: QtBot) -> ChartView:
    made = ChartView()
    made.setAccessibleName("CA mensuel")
    qtbot.addWidget(made)
    made.resize(640, 240)
    made.show()
    return made


def drawn(chart: ChartView, board: Board, qtbot: QtBot) -> ChartView:
    chart.show_painting(trend_painting(board.results["revenue_per_rep"]), speech.formats())
    qtbot.waitUntil(lambda: chart.picture is not None, timeout=LONG)
    return chart


def test_that_a_chart_that_fails_says_so_and_is_drawn_on_retry(chart: ChartView, board: Board, qtbot: QtBot) -> None:
    failing = Failing(trend_painting(board.results["revenue_per_rep"]))
    chart.show_painting(failing, speech.formats())
    qtbot.waitUntil(lambda: bool(chart.findChildren(QPushButton)), timeout=LONG)
    buttons = {button.text().strip(): button for button in chart.findChildren(QPushButton)}
    buttons["Copier le détail technique"].click()
    assert "no axis" in QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().clear()
    failing.broken = False
    buttons["Réessayer"].click()
    qtbot.waitUntil(lambda: chart.picture is not None, timeout=LONG)
    assert failing.tried == 2


def test_that_keys_reach_every_mark_and_each_tells_its_figures(chart: ChartView, board: Board, qtbot: QtBot) -> None:
    drawn(chart, board, qtbot)
    assert chart.picture is not None
    reached = []
    for _ in chart.picture.boxes:
        QTest.keyClick(chart, Qt.Key.Key_Right)
        reached.append(chart._current)
        assert chart._tip.isVisible()
    assert sorted(reached) == list(range(len(chart.picture.boxes)))
    for index, (mark, (left, top, right, bottom)) in enumerate(chart.picture.boxes):
        assert any(letter.isdigit() for letter in mark.label)
        chart._set_current(-1)
        QTest.mouseMove(chart, QPoint(round((left + right) / 2), round((top + bottom) / 2)))
        assert chart.picture.at((left + right) / 2, (top + bottom) / 2) >= 0, index


def test_that_the_figures_of_a_chart_are_a_table(chart: ChartView, board: Board, qtbot: QtBot) -> None:
    drawn(chart, board, qtbot)
    assert chart.picture is not None
    titles, rows = table_of(chart.picture.marks)
    assert len(rows) == len(chart.picture.marks.marks)
    assert {len(row) for row in rows} == {len(titles)}
    middle = chart.rect().center()
    QApplication.sendEvent(chart, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, QPoint()))
    menu = chart.findChildren(QMenu)[-1]
    next(action for action in menu.actions() if action.text() == "Afficher les chiffres…").trigger()
    dialog = chart.findChild(FiguresDialog)
    assert dialog is not None
    assert dialog.table.model().rowCount() == len(rows)
    assert [dialog.table.model().index(0, column).data() for column in range(len(titles))] == rows[0]
    dialog.close()


def test_that_the_running_month_is_hatched_or_hollow(board: Board) -> None:
    hatched = Figure((6, 3))
    from salesdesk.charts.style import style

    result = board.results["revenue_per_rep"]
    assert result.trend[-1].partial
    trend_painting(result)(hatched, style("light"), speech.formats())
    bars = [patch for patch in hatched.axes[0].patches if patch.get_hatch()]
    assert len(bars) == 1
