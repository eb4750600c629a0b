"""One KPI's page: figures, table, drill-down, empty states, panels."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from salesdesk.domain.filter import Filter
from salesdesk.kpi.definition import Part
from salesdesk.ui.board import Board
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.kpi_page import KpiPage
from salesdesk.ui.language import speech

NBSP = "\u00a0"

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def page(board: Board, qtbot: QtBot) -> KpiPage:
    made = KpiPage("conversion_rate", board, speech.formats())
    qtbot.addWidget(made)
    made.resize(1208, 804)
    made.show()
    qtbot.waitUntil(lambda: made.cards[0].chart.picture is not None, timeout=20_000)
    return made


def column(page: KpiPage, title: str) -> int:
    return next(i for i, c in enumerate(page.table.view.figures.columns) if c.title.startswith(title))


def test_that_the_total_row_equals_the_header(page: KpiPage) -> None:
    total = page.table.total.figures.rows[0]
    assert total[2].words.replace(NBSP, " ") == page.header.hero.words.replace(NBSP, " ")
    rows = page.table.view.figures.rows
    for title in ("Ventes", "Prospects"):
        at = column(page, title)
        assert sum(row[at].raw for row in rows) == total[at].raw  # type: ignore[misc]
    share = column(page, "Part")
    assert sum(row[share].raw for row in rows) == pytest.approx(1)  # type: ignore[misc]


def test_that_a_number_asks_for_its_records(page: KpiPage, qtbot: QtBot) -> None:
    view, at = page.table.view, column(page, "Prospects")
    name = view.figures.rows[0][0].words
    with qtbot.waitSignal(page.drill_requested) as asked:
        spot = view.visualRect(view.model().index(0, at)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    request, where = asked.args
    assert request == DrillRequest("conversion_rate", "cohort", "channel", name, Part.DENOMINATOR)
    assert where == page._board.filter


def test_that_enter_asks_for_the_records_of_the_current_cell(page: KpiPage, qtbot: QtBot) -> None:
    view, at = page.table.view, column(page, "Ventes")
    view.setCurrentIndex(view.model().index(0, at))
    with qtbot.waitSignal(page.drill_requested) as asked:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert asked.args[0].group == view.figures.rows[0][0].words


def test_that_a_header_sorts_and_sorts_back(page: KpiPage) -> None:
    at = column(page, "Ventes")
    page.table._sort_by(at)
    down = [row[at].raw for row in page.table.view.figures.rows]
    assert down == sorted(down, reverse=True)  # type: ignore[type-var]
    page.table._sort_by(at)
    assert [row[at].raw for row in page.table.view.figures.rows] == down[::-1]


def test_that_copy_carries_raw_values_and_no_formula(page: KpiPage) -> None:
    page.table.view.selectAll()
    QTest.keyClick(page.table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    assert len(lines) == 1 + len(page.table.view.figures.rows)
    assert not any(cell.startswith("=") for line in lines for cell in line.split("\t"))
    rate = float(lines[1].split("\t")[1])
    assert rate == page.table.view.figures.rows[0][2].raw
    assert "<table>" in data.html()
    QGuiApplication.clipboard().clear()  # it must not ask Python for its words once Python has ended


def test_that_a_point_of_the_trend_asks_for_its_month(page: KpiPage, qtbot: QtBot) -> None:
    chart = page.cards[0].chart
    assert chart.picture is not None
    mark, (left, top, right, bottom) = next((m, b) for m, b in chart.picture.boxes if m.period is not None)
    spot = chart.rect().topLeft()
    spot.setX(round((left + right) / 2))
    spot.setY(round((top + bottom) / 2))
    with qtbot.waitSignal(page.drill_requested) as asked:
        QTest.mouseMove(chart, spot)
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=spot)
    assert asked.args[1] == Filter(mark.period)  # type: ignore[arg-type]


def test_that_a_chart_is_walked_by_keys(page: KpiPage, qtbot: QtBot) -> None:
    chart = page.cards[0].chart
    QTest.keyClick(chart, Qt.Key.Key_End)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    with qtbot.waitSignal(page.drill_requested):
        QTest.keyClick(chart, Qt.Key.Key_Return)
    assert chart.accessibleDescription()


def test_that_another_dimension_regroups_the_table(page: KpiPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page._board.results_changed, timeout=10_000):
        page._board.set_view("conversion_rate", dimension="rep")
    names = {row[0].words for row in page.table.view.figures.rows}
    assert names == {"Claire Moreau", "Julien Le Goff", "Inès Fabre"}
    assert page.by.words == "commercial"


def test_that_another_basis_changes_the_figure(page: KpiPage, qtbot: QtBot) -> None:
    before = page.header.hero.words
    panel = page.open_method()
    assert panel is not None
    with qtbot.waitSignal(page._board.results_changed, timeout=10_000):
        panel.switched.emit("basis", "closed")
    assert page.header.hero.words != before
    assert page.result is not None
    assert page.result.basis == "closed"


def test_that_nothing_found_offers_to_clear_the_filters(page: KpiPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page._board.results_changed, timeout=10_000):
        page._board.set_members("rep", ("Personne",))
    assert page._empty.isVisible()
    assert not page._figures.isVisible()
    with qtbot.waitSignal(page._board.results_changed, timeout=10_000):
        page._board.clear_members()
    assert page._figures.isVisible()


def test_that_what_is_left_out_can_be_opened(board: Board, qtbot: QtBot) -> None:
    made = KpiPage("conversion_rate", board, speech.formats())
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.drill_requested) as asked:
        made.header.left_out.click()
    assert asked.args[0].part is Part.LEFT_OUT


def test_that_a_missing_kind_of_data_is_named(board: Board, qtbot: QtBot) -> None:
    made = KpiPage("qualified_leads", board, speech.formats())
    qtbot.addWidget(made)
    made.show()
    assert made._empty.isVisible()
    assert made._missing()
    with qtbot.waitSignal(made.import_requested):
        made.import_requested.emit()
