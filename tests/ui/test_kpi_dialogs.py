"""What a figure hangs on, is held against and is to become: its dialogs change the company file and nothing else."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QTableWidgetItem
from pytestqt.qtbot import QtBot

from salesdesk.desk import Desk
from salesdesk.desk.actions import DecidedAction
from salesdesk.domain.rates import Rates
from salesdesk.domain.working_time import WorkingTime
from salesdesk.ui.actions_dialog import ActionsDialog
from salesdesk.ui.board import Board
from salesdesk.ui.kpi_page import KpiPage
from salesdesk.ui.language import speech
from salesdesk.ui.rates_dialog import RatesDialog
from salesdesk.ui.source_costs_dialog import SourceCostsDialog
from salesdesk.ui.target_dialog import TargetDialog
from salesdesk.ui.what_if_dialog import WhatIfDialog
from salesdesk.ui.working_time_dialog import WorkingTimeDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

LONG = 30_000
CONVERSION = "conversion_rate"


def page_of(board: Board, key: str, qtbot: QtBot) -> KpiPage:
    page = KpiPage(key, board, speech.formats())
    qtbot.addWidget(page)
    return page


def ask(board: Board, qtbot: QtBot) -> None:
    with qtbot.waitSignal(board.results_changed, timeout=LONG):
        board.refresh()


def test_that_a_target_of_a_segment_is_set_listed_and_shown(board: Board, qtbot: QtBot) -> None:
    ask(board, qtbot)
    dialog = TargetDialog(board.desk, board.results[CONVERSION], speech.formats())
    qtbot.addWidget(dialog)
    dialog.dimension.setCurrentIndex(dialog.dimension.findData("rep"))
    name = dialog.member.itemData(0)
    dialog.field.setValue(35)
    dialog.accept()
    held = board.desk.targets.find(CONVERSION, "rep", name)
    assert held is not None
    assert held.value == pytest.approx(0.35)
    with qtbot.waitSignal(board.results_changed, timeout=LONG):
        board.set_view(CONVERSION, dimension="rep")
    page = page_of(board, CONVERSION, qtbot)
    titles = [column.title for column in page.table.view.figures.columns]
    rows = {row[0].words: row for row in page.table.view.figures.rows}
    assert rows[name][titles.index("Objectif")].raw == pytest.approx(0.35)
    again = TargetDialog(board.desk, board.results[CONVERSION], speech.formats())
    qtbot.addWidget(again)
    again._load(again.held.item(0))
    assert again.field.value() == pytest.approx(35)
    again.field.setValue(0)
    again.accept()
    assert board.desk.targets.find(CONVERSION, "rep", name) is None


def test_that_own_thresholds_replace_the_published_ones_and_go_again(board: Board, qtbot: QtBot) -> None:
    ask(board, qtbot)
    before = board.results[CONVERSION].benchmark
    for choice, expected in (("own", "benchmark.source.own"), ("none", None), ("published", before and before.source)):
        dialog = TargetDialog(board.desk, board.results[CONVERSION], speech.formats())
        qtbot.addWidget(dialog)
        dialog.thresholds.choice.setCurrentIndex(dialog.thresholds.choice.findData(choice))
        if choice == "own":
            for field, value in zip(dialog.thresholds.fields, (30, 10, 20), strict=True):
                field.setValue(value)
        dialog.accept()
        ask(board, qtbot)
        found = board.results[CONVERSION].benchmark
        assert (found.source if found else None) == expected
        if choice == "own" and found is not None:
            assert [zone.low for zone in found.zones] == pytest.approx([0.0, 0.1, 0.2, 0.3])


def test_that_rates_and_working_hours_are_kept(desk: Desk, qtbot: QtBot) -> None:
    rates = RatesDialog(desk)
    qtbot.addWidget(rates)
    for column, words in enumerate(("usd", "01/07/2024", "0,9")):
        rates.table.setItem(0, column, QTableWidgetItem(words))
    rates.accept()
    assert Rates.read(desk.setting("rates")).held["USD"][1].tolist() == [0.9]
    hours = WorkingTimeDialog(desk)
    qtbot.addWidget(hours)
    hours.days[5].setChecked(True)
    hours.opens.setTime(hours.opens.time().addSecs(9 * 3600))
    hours.holidays.setChecked(True)
    hours.accept()
    assert desk.sales.working_time == WorkingTime((0, 1, 2, 3, 4, 5), 540, 1440, french_holidays=True)


def test_that_a_source_is_given_its_cost(sample: Path, tmp_path: Path, qtbot: QtBot) -> None:
    copy = tmp_path / "own.salesdesk"
    copy.write_bytes(sample.read_bytes())
    desk = Desk.open(copy)
    dialog = SourceCostsDialog(desk)
    qtbot.addWidget(dialog)
    dialog.fields["LinkedIn"].setValue(1200)
    dialog.accept()
    assert desk.sales.source_costs == {"LinkedIn": 1200.0}
    again = SourceCostsDialog(desk)
    qtbot.addWidget(again)
    assert again.fields["LinkedIn"].value() == 1200
    desk.close()


def test_that_definitions_are_switched_for_the_whole_company(board: Board, qtbot: QtBot) -> None:
    ask(board, qtbot)
    page = page_of(board, "sales_cycle", qtbot)
    panel = page.open_method()
    assert panel is not None
    with qtbot.waitSignal(board.results_changed, timeout=LONG):
        panel.switched.emit("start", "created")
    assert board.desk.sales.switches["sales_cycle.start"] == "created"
    assert board.results["sales_cycle"].wording == "created"


def test_that_an_action_is_decided_measured_done_and_removed(board: Board, qtbot: QtBot) -> None:
    ask(board, qtbot)
    proposed = DecidedAction("Appeler plus tôt", CONVERSION, date(2026, 1, 1), dimension="rep", group="Inès Fabre")
    dialog = ActionsDialog(board, speech.formats(), proposed)
    qtbot.addWidget(dialog)
    dialog.owner.setText("Nathalie")
    dialog.decide.click()
    (held,) = board.desk.actions.all()
    assert (held.title, held.group, held.owner) == ("Appeler plus tôt", "Inès Fabre", "Nathalie")
    dialog.list.setCurrentRow(0)
    qtbot.waitUntil(lambda: "Trop tôt" in dialog.effect.text(), timeout=LONG)
    dialog.finish.click()
    assert board.desk.actions.all()[0].done is not None
    dialog.list.setCurrentRow(0)
    dialog.forget.click()
    assert board.desk.actions.all() == []


def test_that_levers_move_the_companys_own_figures(board: Board, qtbot: QtBot) -> None:
    ask(board, qtbot)
    dialog = WhatIfDialog(board, speech.formats())
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog._figures is not None, timeout=LONG)
    before = dialog.outcome.text()
    assert before
    dialog.fields["conversion"].setValue(5)
    assert dialog.outcome.text() != before


@pytest.mark.parametrize("key", ["conversion_rate", "sales_cycle", "loss_rate"])
def test_that_further_tables_are_made_when_asked_for(board: Board, qtbot: QtBot, key: str) -> None:
    ask(board, qtbot)
    detail = page_of(board, key, qtbot).detail
    first = detail._current
    for more, _ in detail._more:
        detail.choose(more)
        assert detail._current == more
        assert detail.table.view.figures.columns
    detail.more.cleared.emit()
    assert detail._current == first
