"""The pages' drawings, tables and the overview's cards, on the sample company."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from salesdesk.charts.marks import Marks
from salesdesk.desk import Desk
from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME
from salesdesk.domain.resources import resource
from salesdesk.domain.task import Task
from salesdesk.kpi.definition import KpiResult, Part
from salesdesk.ui import kpi_words
from salesdesk.ui.board import Board
from salesdesk.ui.chart_card import ChartCard
from salesdesk.ui.chart_menu import as_table, figures_of
from salesdesk.ui.chart_render import drawing_pool
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.job import wait_for_jobs
from salesdesk.ui.kpi_page import KpiPage
from salesdesk.ui.language import speech
from salesdesk.ui.overview_page import OverviewPage
from salesdesk.ui.panels import places_of
from salesdesk.ui.panels.morning import read_morning
from salesdesk.ui.panels.table_view import TableView
from salesdesk.ui.panels.tables import tables_of
from salesdesk.ui.rows_query import load_parts
from tests.ui.conftest import TODAY

KEYS = (
    "conversion_rate",
    "revenue_per_rep",
    "sales_cycle",
    "repurchase_rate",
    "gross_margin",
    "qualified_leads",
    "loss_rate",
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = Desk.create(tmp_path_factory.mktemp("sample") / "sample.salesdesk", "Delaunay", today=TODAY)
    made.apply(made.plan(sorted(Path(str(resource("sample"))).glob("delaunay-*.xlsx")), Task()), Task())
    yield made
    made.close()


@pytest.fixture
def full(sample: Desk, qtbot: QtBot) -> Iterator[Board]:
    """The scoreboard of the sample company."""
    made = Board(sample)
    with qtbot.waitSignal(made.results_changed, timeout=20_000):
        made.refresh()
    yield made
    drawing_pool.waitForDone()
    wait_for_jobs()
    QCoreApplication.processEvents()


def result(sample: Desk, key: str) -> KpiResult:
    return sample.result(key, Filter(sample.default_period()))


def table(sample: Desk, kpi: str, key: str) -> TableView:
    return next(found for found in tables_of(result(sample, kpi), speech.formats()) if found.key == key)


def shown(page: KpiPage, qtbot: QtBot) -> KpiPage:
    qtbot.addWidget(page)
    page.resize(1208, 804)
    page.show()
    return page


def drawn_marks(card: ChartCard, qtbot: QtBot) -> Marks:
    """The places of a card's drawing, once it is drawn."""
    qtbot.waitUntil(lambda: card.chart.picture is not None, timeout=20_000)
    assert card.chart.picture is not None
    return card.chart.picture.marks


@pytest.mark.parametrize("key", KEYS)
def test_that_every_drawing_of_a_page_is_drawn_and_told(full: Board, key: str, qtbot: QtBot) -> None:
    page = shown(KpiPage(key, full, speech.formats()), qtbot)
    drawn = 0
    for place in places_of(result(full.desk, key)):
        card = page.cards[place.number]
        for panel in place.panels:
            card.chart.picture = None
            card.choose(panel.key)
            marks = drawn_marks(card, qtbot)
            assert marks.marks, panel.key
            assert marks.description, panel.key
            assert all(mark.label for mark in marks.marks)
            assert card.chart.accessibleName() == panel.title
            assert len(figures_of(marks)) == len(marks.marks)
            drawn += 1
    assert drawn >= 3


@pytest.mark.parametrize("key", KEYS)
def test_that_the_total_row_is_the_page_s_figure(sample: Desk, key: str) -> None:
    found = result(sample, key)
    groups = next(made for made in tables_of(found, speech.formats()) if made.grouped)
    assert groups.total is not None
    figure = found.total.numerator if key == "revenue_per_rep" else found.total.value
    words = kpi_words.value(found.kpi, figure, speech.formats())
    assert words in [cell.words for cell in groups.total]
    at = next((i for i, column in enumerate(groups.columns) if column.title == speech.text("report.share")), None)
    if at is not None:
        assert sum(row[at].raw for row in groups.rows) == pytest.approx(1)  # type: ignore[misc]


def test_that_the_ranking_adds_up_and_can_be_read_at_equal_context(sample: Desk) -> None:
    actual, context = (table(sample, "revenue_per_rep", key) for key in ("actual", "context"))
    at = next(i for i, column in enumerate(actual.columns) if column.title.startswith("CA"))
    assert actual.total is not None
    assert sum(row[at].raw for row in actual.rows) == pytest.approx(actual.total[at].raw)  # type: ignore[misc]
    assert actual.sort is not None
    assert context.sort is not None
    assert actual.columns[context.sort[0]].title == speech.text("table.column.at_context")


def test_that_an_account_at_risk_opens_its_own_lines_of_all_time(full: Board, qtbot: QtBot) -> None:
    page = shown(KpiPage("repurchase_rate", full, speech.formats()), qtbot)
    page.detail.choose("at_risk")
    name = page.table.view.figures.rows[0][0]
    assert isinstance(name.drill, DrillRequest)
    with qtbot.waitSignal(page.drill_requested) as asked:
        page.table.drilled.emit(name.drill)
    request, where = asked.args
    assert where.period == ALL_TIME
    lines = load_parts(full.desk, request, where)[0].table
    sales = full.desk.sales
    customers = {sales.names("customer")[code] for code in sales[Kind.ORDER_LINE]["customer"][lines.positions]}
    assert customers == {name.words}


def test_that_a_class_of_the_histogram_opens_as_many_sales_as_it_tells(full: Board, qtbot: QtBot) -> None:
    page = shown(KpiPage("sales_cycle", full, speech.formats()), qtbot)
    marks = drawn_marks(page.cards[1], qtbot).marks
    classes = result(full.desk, "sales_cycle").details["histogram"]
    for mark, told in zip(marks[1:3], classes[1:3], strict=True):
        with qtbot.waitSignal(page.drill_requested) as asked:
            page.cards[1].mark_clicked.emit(mark)
        (part,) = load_parts(full.desk, *asked.args)
        assert len(part.table) == told["count"]


def test_that_a_cell_of_a_heat_map_opens_channel_and_rep_together(full: Board, qtbot: QtBot) -> None:
    page = shown(KpiPage("conversion_rate", full, speech.formats()), qtbot)
    page.cards[1].chart.picture = None
    page.cards[1].choose("cross")
    mark = drawn_marks(page.cards[1], qtbot).marks[0]
    with qtbot.waitSignal(page.drill_requested) as asked:
        page.cards[1].mark_clicked.emit(mark)
    heat = result(full.desk, "conversion_rate").details["heat"]
    parts = load_parts(full.desk, *asked.args)
    prospects = sum(len(part.table) for part in parts if part.part is Part.DENOMINATOR)
    assert prospects == heat["prospects"][0][0]


@pytest.mark.parametrize(("kpi", "key"), [("sales_cycle", "ageing"), ("qualified_leads", "waiting")])
def test_that_a_record_of_a_list_opens_alone(sample: Desk, kpi: str, key: str) -> None:
    drill = table(sample, kpi, key).rows[0][0].drill
    assert isinstance(drill, DrillRequest)
    (part,) = load_parts(sample, drill, Filter(sample.default_period()))
    assert len(part.table) == 1
    assert part.table.kind is drill.kind


def test_that_losses_of_items_sold_at_a_loss_add_up(sample: Desk) -> None:
    losing = table(sample, "gross_margin", "losing")
    assert losing.total is not None
    told = result(sample, "gross_margin").details["loss_makers"]
    assert losing.total[1].raw == pytest.approx(told["margin"])
    assert len(losing.rows) == told["count"]


def test_that_the_overview_ranks_actions_by_euros(full: Board, qtbot: QtBot) -> None:
    morning = read_morning(full.desk, full.filter, 1)
    euros = [stake.euros for stake in morning.stakes]
    assert euros == sorted(euros, reverse=True)
    assert sum(len(stage.records) for stage in morning.deals) == result(full.desk, "loss_rate").details["open"]
    page = OverviewPage(full, speech.formats())
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.side.deals.table.view.figures.rowCount() == len(morning.deals), timeout=20_000)
    assert speech.formats().short_money(euros[0]) in [
        label.text() for label in page.first_things.findChildren(type(page.headline))
    ]


def test_that_deals_in_hand_open_by_stage(full: Board) -> None:
    stage = full.desk.open_deals(full.filter)[0]
    request = DrillRequest("sales_cycle", kind=Kind.OPPORTUNITY, records=stage.records, title=stage.stage)
    (part,) = load_parts(full.desk, request, full.filter)
    assert len(part.table) == len(stage.records)


def test_that_a_tick_settles_a_review(full: Board, qtbot: QtBot) -> None:
    page = OverviewPage(full, speech.formats())
    qtbot.addWidget(page)
    review = next(one for one in full.desk.overview(full.filter).agenda if not one.done)
    with qtbot.waitSignal(page.side.agenda.reviewed):
        page.side.agenda._settle(review)
    assert next(one for one in full.desk.overview(full.filter).agenda if one.kpi == review.kpi).done


def test_that_a_chart_is_copied_as_a_table(full: Board, qtbot: QtBot) -> None:
    page = shown(KpiPage("revenue_per_rep", full, speech.formats()), qtbot)
    data = as_table(drawn_marks(page.cards[0], qtbot))
    assert len(data.text().splitlines()) == 12
    assert data.html().count("<tr>") == 12
