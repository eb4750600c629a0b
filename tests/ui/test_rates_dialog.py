"""Exchange rates are typed in a table; what cannot be understood is pointed at and never dropped."""

import pytest
from PySide6.QtWidgets import QDialog, QTableWidgetItem
from pytestqt.qtbot import QtBot

from salesdesk.desk import Desk
from salesdesk.ui.rates_dialog import RatesDialog


def typed(dialog: RatesDialog, row: int, *texts: str) -> None:
    for column, text in enumerate(texts):
        dialog.table.setItem(row, column, QTableWidgetItem(text))


def test_that_rates_are_kept_from_their_day_on(qtbot: QtBot, desk: Desk) -> None:
    dialog = RatesDialog(desk)
    qtbot.addWidget(dialog)
    typed(dialog, 0, "usd", "", "0,92")
    typed(dialog, 1, "USD", "01/02/2026", "0.95")
    dialog.accept()
    assert desk.setting("rates") == {"USD": [[None, 0.92], ["2026-02-01", 0.95]]}


@pytest.mark.parametrize(
    ("texts", "column"),
    [(("", "", "0,92"), 0), (("CHF", "32/01/2026", "1,05"), 1), (("CHF", "", "un"), 2), (("CHF", "", "0"), 2)],
)
def test_that_what_is_no_rate_is_pointed_at(qtbot: QtBot, desk: Desk, texts: tuple[str, ...], column: int) -> None:
    dialog = RatesDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    typed(dialog, 0, *texts)
    dialog.accept()
    assert dialog.result() != QDialog.DialogCode.Accepted
    assert dialog.problem.isVisible()
    assert dialog.problem.text()
    assert (dialog.table.currentRow(), dialog.table.currentColumn()) == (0, column)
    assert desk.setting("rates") is None
