"""From a figure to its records, from a record to its cells."""

import csv
from datetime import date
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from salesdesk.desk import Desk
from salesdesk.desk.rows import RowsTable, SheetName
from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME
from salesdesk.domain.sales import Frame, Members, Sales
from salesdesk.domain.task import Task
from salesdesk.kpi.definition import Part
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.language import speech
from salesdesk.ui.rows_model import RowsModel
from salesdesk.ui.rows_panel import RowsPanel
from salesdesk.ui.rows_view import RowsView

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
"""Showing a window asks the offscreen platform for what it cannot do."""

REVENUE = DrillRequest("revenue_per_rep", dimension="rep", group="C. Moreau")


@pytest.fixture
def sold(desk: Desk, sales_csv: Path) -> Desk:
    """The company with five sales, one of them refused."""
    desk.apply(desk.plan([sales_csv], Task()), Task())
    return desk


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """What the panel covers."""
    made = QWidget()
    made.resize(1208, 848)
    qtbot.addWidget(made)
    made.show()
    return made


def opened(qtbot: QtBot, desk: Desk, page: QWidget, request: DrillRequest) -> RowsPanel:
    panel = RowsPanel(desk, page)
    with qtbot.waitSignals([panel.rows_shown, panel.source_shown]):
        panel.show_rows(request, Filter(ALL_TIME))
    return panel


def test_that_a_reps_sales_open_with_their_total_and_original_cells(
    qtbot: QtBot, sold: Desk, page: QWidget, sales_csv: Path
) -> None:
    panel = opened(qtbot, sold, page, REVENUE)
    table = panel.model.table
    assert table is not None
    assert len(table) == 2
    assert table.total("amount") == pytest.approx(43_680.0)
    assert panel.head.title.text().startswith("2 ")
    assert panel.head.path.text().endswith("C. Moreau")
    assert panel.source.place.text().startswith(f"{sales_csv.name} › ventes › ")
    cells = panel.source.model
    shown = [cells.index(cells.highlighted, column).data() for column in range(cells.columnCount())]
    assert shown[0] == "FA-3"
    assert panel.source.place.text().endswith("› E4")
    current = panel.view.currentIndex()
    customer = next(c for c in range(panel.model.columnCount()) if _name(panel, c) == "customer")
    panel.view.setCurrentIndex(current.siblingAtColumn(customer))
    assert panel.source.place.text().endswith("› C4")
    assert [cells.index(0, column).data() for column in range(2)] == ["N° facture", "Date"]


def test_that_enter_goes_to_the_source_and_escape_closes(qtbot: QtBot, sold: Desk, page: QWidget) -> None:
    panel = opened(qtbot, sold, page, REVENUE)
    panel.view.setFocus()
    panel.view.selectRow(1)
    with qtbot.waitSignal(panel.source_shown):
        QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert panel.source.view.hasFocus()
    cells = panel.source.model
    assert cells.index(cells.highlighted, 0).data() == "FA-1"
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(panel.source.view, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_that_a_click_on_the_veil_closes(qtbot: QtBot, sold: Desk, page: QWidget) -> None:
    panel = opened(qtbot, sold, page, REVENUE)
    with qtbot.waitSignal(panel.closed):
        QTest.mouseClick(panel, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(40, 300))


def test_that_typing_filters_and_a_title_sorts(qtbot: QtBot, sold: Desk, page: QWidget) -> None:
    panel = opened(qtbot, sold, page, DrillRequest("repurchase_rate", part=Part.DENOMINATOR))
    table = panel.model.table
    assert table is not None
    assert len(table) == 4
    with qtbot.waitSignal(panel.head.words_changed):
        QTest.keyClicks(panel.head.filter_field, "saint-aubin")
    assert panel.model.rowCount() == 2
    amount = next(c for c in range(panel.model.columnCount()) if _name(panel, c) == "amount")
    panel.view.sortByColumn(amount, Qt.SortOrder.AscendingOrder)
    table = panel.model.table
    assert table is not None
    assert [table.value(row, "amount") for row in range(2)] == [6_315.0, 12_480.0]


def _name(panel: RowsPanel, column: int) -> str:
    field = panel.model.field(column)
    return field.name if field is not None else ""


def test_that_rows_are_copied_and_exported_as_shown(qtbot: QtBot, sold: Desk, page: QWidget, tmp_path: Path) -> None:
    panel = opened(qtbot, sold, page, REVENUE)
    panel.view.selectAll()
    with qtbot.waitSignal(QGuiApplication.clipboard().dataChanged):
        QTest.keyClick(panel.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 3
    assert "Plasturgie Moreau" in lines[1]
    target = tmp_path / "rows.csv"
    panel.export(target)
    qtbot.waitUntil(target.is_file)
    with target.open(encoding="utf-8-sig", newline="") as stream:
        written = list(csv.reader(stream))
    assert len(written) == 3
    assert written[1][-3:] == ["ventes.csv", "ventes", "4"]


def test_that_records_left_out_open_with_their_reason(qtbot: QtBot, sold: Desk, page: QWidget) -> None:
    panel = opened(qtbot, sold, page, DrillRequest("revenue_per_rep", part=Part.NUMERATOR))
    assert panel.head.part is not None
    assert panel.head.part.part is Part.NUMERATOR
    empty = opened(qtbot, sold, page, DrillRequest("revenue_per_rep", group="nobody", dimension="rep"))
    assert empty.model.rowCount() == 0
    assert empty.empty.isVisible()


def test_that_a_hundred_thousand_rows_show_and_sort_at_once(qtbot: QtBot) -> None:
    n = 100_000
    rng = np.random.default_rng(1)
    customers = tuple(f"Client {i}" for i in range(5_000))
    frame = Frame(
        Kind.ORDER_LINE,
        n,
        {
            "date": rng.integers(18_000, 20_000, n).astype(np.int32),
            "customer": rng.integers(0, len(customers), n).astype(np.int32),
            "amount": rng.integers(1, 10**9, n).astype(np.int64),
            "sheet": np.ones(n, dtype=np.int64),
            "row": np.arange(2, n + 2),
        },
    )
    sales = Sales(1, {Kind.ORDER_LINE: frame}, {"customer": Members(customers)}, date(2026, 3, 24))
    model = RowsModel(speech.formats())
    view = RowsView(model)
    view.resize(700, 500)
    qtbot.addWidget(view)
    view.show()
    table = RowsTable(sales, Kind.ORDER_LINE, np.arange(n), {1: SheetName("a.xlsx", "A")})
    started = perf_counter()
    model.show_table(table)
    view.fit_columns()
    view.grab()
    shown = perf_counter() - started
    started = perf_counter()
    for column in range(3):
        with qtbot.waitSignal(model.rebuilt):
            view.sortByColumn(column, Qt.SortOrder.AscendingOrder)
    each = (perf_counter() - started) / 3
    assert shown < 0.5
    assert each < 0.5
    assert model.table is not None
    amounts = [model.table.value(row, "amount") for row in (0, n // 2, n - 1)]
    assert amounts == sorted(amounts, key=float)  # type: ignore[arg-type]  # known in every row
