"""All public data sets: a KPI is the same on the rail, on its page, in its total, in the PDF and from the command."""

import shutil
import subprocess
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from salesdesk.desk import Desk
from salesdesk.domain.filter import Filter
from salesdesk.domain.formats import NBSP
from salesdesk.domain.period import Unit
from salesdesk.domain.task import Task
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.definition import KpiResult
from salesdesk.report import words as report_words
from salesdesk.ui import kpi_words
from salesdesk.ui.figure_model import Cell
from salesdesk.ui.job import jobs_running
from salesdesk.ui.kpi_page import KpiPage
from salesdesk.ui.language import speech
from salesdesk.ui.main_window import MainWindow
from tests.cli.conftest import run
from tests.ui.conftest import TODAY

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SETS = {
    "maven-crm": "maven-crm/*.csv",
    "hypermarche": "hypermarche/*.xls",
    "clients-commandes": "clients-commandes/*.csv",
    "ventes-fr": "ventes-fr/*.xlsx",
    "online-retail": "online-retail/*.xlsx",
}


def plain(words: str) -> str:
    return " ".join(words.replace(NBSP, " ").split())


def pdf_words(path: Path) -> str:
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is absent")
    done = subprocess.run([tool, "-layout", str(path), "-"], check=True, capture_output=True, text=True)
    return plain(done.stdout)


def totals(page: KpiPage, result: KpiResult) -> list[Cell]:
    """The total row of the page's table of groups."""
    grouped = next(table for table in page.detail._tables if table.grouped)
    page.detail.choose(grouped.key)
    rows = page.table.total.figures.rows
    assert rows, result.kpi.key
    return list(rows[0])


@pytest.mark.slow
@pytest.mark.parametrize("name", SETS)
def test_that_a_figure_is_the_same_wherever_it_is_told(
    bare_window: MainWindow, qtbot: QtBot, shared: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / f"{name}.salesdesk"
    made = Desk.create(path, name, today=TODAY)
    made.apply(made.plan(sorted((shared / "data").glob(SETS[name])), Task()), Task())
    made.close()
    window = bare_window
    with qtbot.waitSignal(window.ready, timeout=60_000):
        window.open_company(path)
    qtbot.waitUntil(lambda: not jobs_running(), timeout=60_000)
    desk, space, board = window.desk, window.workspace, window.board
    assert desk is not None
    assert space is not None
    assert board is not None
    assert board.filter.period.unit is Unit.ROLLING_YEAR
    formats = speech.formats(desk.sales.currency)
    desk.report(tmp_path / "report.pdf", Filter(board.filter.period), "fr", Task())
    paper = pdf_words(tmp_path / "report.pdf")
    told = {one["kpi"]: one for one in run("kpi", "--company", path, "--period", "12m", "--json").json}
    compared = 0
    for kpi in KPIS:
        result = board.results[kpi.key]
        words = kpi_words.value(kpi, result.total.value, formats)
        assert told[kpi.key]["value"] == pytest.approx(result.total.value), kpi.key
        assert space.rail.tabs[kpi.key].value == words
        if result.total.value is None:
            continue
        space.open_page(kpi.key)
        page = space.pages[kpi.key]
        assert isinstance(page, KpiPage)
        hero = plain(" ".join(report_words.hero(result, formats)))
        assert plain(page.header.hero.words) == hero
        assert hero in paper or plain(words) in paper, kpi.key
        if result.groups:
            figure = result.total.numerator if kpi.key == "revenue_per_rep" else result.total.value
            assert kpi_words.value(kpi, figure, formats) in [cell.words for cell in totals(page, result)], kpi.key
        compared += 1
    assert compared
