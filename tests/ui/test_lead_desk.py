"""Leads judged by keyboard, and every judgement undone."""

from datetime import date, datetime, timedelta
from time import perf_counter

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.desk import Desk
from salesdesk.desk.leads import LeadBook
from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME
from salesdesk.domain.sales import Frame, Members, Sales
from salesdesk.domain.texts import Message
from salesdesk.ui.lead_desk import LeadDesk
from salesdesk.ui.leads_model import LeadsModel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
"""Showing a window asks the offscreen platform for what it cannot do."""

BANT = ("bant_budget", "bant_authority", "bant_need", "bant_timeline")


@pytest.fixture
def leads(desk: Desk) -> Desk:
    """Three leads: hot, warm and cold."""
    for day, (name, points, engagement) in enumerate(
        (("Clinique", 15, 16), ("Scierie", 10, 4), ("Garage & Cie", 5, 2))
    ):
        values: dict[str, object] = dict.fromkeys(BANT, points)
        values |= {"company": name, "contact": f"M. {name}", "engagement": engagement, "rep": "C. Moreau"}
        values["received_at"] = datetime(2026, 3, 1 + day)
        desk.edit(Kind.LEAD, None, values, Message("lead.change.new", {"name": name}))
    return desk


def opened(qtbot: QtBot, desk: Desk) -> LeadDesk:
    page = LeadDesk(desk)
    page.resize(1208, 848)
    qtbot.addWidget(page)
    page.show()
    return page


def qualified(desk: Desk) -> float | None:
    return desk.result("qualified_leads", Filter(ALL_TIME)).total.value


def test_that_leads_are_listed_by_score_and_by_grade(qtbot: QtBot, leads: Desk) -> None:
    page = opened(qtbot, leads)
    names = [card.name for row in range(3) if (card := page.list.model.card(row)) is not None]
    assert names == ["Clinique", "Scierie", "Garage & Cie"]
    page.bar.segments.chosen.emit("cold")
    assert page.list.model.rowCount() == 1
    page.bar.segments.chosen.emit("")
    page.list.search.setText("scie")
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)


def test_that_keys_answer_the_focused_card_and_undo_takes_it_back(qtbot: QtBot, leads: Desk) -> None:
    page = opened(qtbot, leads)
    before = qualified(leads)
    QTest.keyClick(page.list.view, Qt.Key.Key_Down)
    assert page.form.title.text() == "Scierie"
    card = page.form.cards["bant_budget"]
    card.focus_answer()
    with qtbot.waitSignal(page.data_changed):
        QTest.keyClick(card, Qt.Key.Key_1)
    assert card.points == 5
    assert qualified(leads) == (before or 0) - 1
    assert page.side.gauge.accessibleName().split()[1] == "39"
    assert page.form.title.text() == "Scierie"
    undone = leads.undo()
    page.refresh()
    assert undone.changed == 1
    assert qualified(leads) == before
    assert card.points == 10


def test_that_quick_answers_are_all_kept(qtbot: QtBot, leads: Desk) -> None:
    page = opened(qtbot, leads)
    page.show_lead(int(leads.sales[Kind.LEAD]["id"][2]))
    assert page.form.title.text() == "Garage & Cie"
    for field in BANT:
        page.form.cards[field].answer(15)
    qtbot.waitUntil(lambda: page.writer.pending == 0)
    frame = leads.sales[Kind.LEAD]
    assert [float(frame[field][2]) for field in BANT] == [15.0] * 4
    assert page.list.model.card(1) is not None
    assert page.form.title.text() == "Garage & Cie"


def test_that_a_new_lead_exists_once_it_has_a_name(qtbot: QtBot, leads: Desk) -> None:
    page = opened(qtbot, leads)
    page.new_lead()
    page.form.cards["bant_need"].answer(15)
    assert leads.sales[Kind.LEAD].n == 3
    company = page.form.fields["company"]
    QTest.keyClicks(company, "Brasserie Kervran")
    with qtbot.waitSignal(page.data_changed):
        QTest.keyClick(company, Qt.Key.Key_Return)
    assert leads.sales[Kind.LEAD].n == 4
    book = LeadBook(leads.sales, leads.today)
    card = book.card(3)
    assert (card.name, card.values["bant_need"], card.values["status"]) == ("Brasserie Kervran", 15.0, "new")
    assert page.form.title.text() == "Brasserie Kervran"


def test_that_an_unreadable_amount_is_said_and_not_kept(qtbot: QtBot, leads: Desk) -> None:
    page = opened(qtbot, leads)
    amount = page.form.fields["amount"]
    QTest.keyClicks(amount, "12,5O0")
    QTest.keyClick(amount, Qt.Key.Key_Return)
    assert page.form.identity.wrong.isVisible()
    amount.clear()
    amount.insert("12 500,50 €")
    QTest.keyClick(amount, Qt.Key.Key_End)
    QTest.keyClick(amount, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.data_changed):
        QTest.keyClick(amount, Qt.Key.Key_Return)
    assert not page.form.identity.wrong.isVisible()
    assert LeadBook(leads.sales, leads.today).card(0).values["amount"] == 12_500.50


def test_that_the_next_action_can_be_put_off_and_done(qtbot: QtBot, leads: Desk) -> None:
    record = int(leads.sales[Kind.LEAD]["id"][0])
    due = leads.today - timedelta(days=3)
    leads.edit(Kind.LEAD, record, {"next_action": "Rappeler", "next_action_date": due}, Message("lead.unnamed"))
    page = opened(qtbot, leads)
    assert page.bar.overdue.isVisible()
    with qtbot.waitSignal(page.data_changed):
        page.side.later.click()
    assert LeadBook(leads.sales, leads.today).card(0).values["next_action_date"] == due + timedelta(days=7)
    with qtbot.waitSignal(page.data_changed):
        page.side.done.click()
    assert LeadBook(leads.sales, leads.today).card(0).values["next_action"] is None


def test_that_a_company_without_leads_offers_to_add_one(qtbot: QtBot, desk: Desk) -> None:
    page = opened(qtbot, desk)
    assert page.list.model.rowCount() == 0
    page.new_lead()
    assert page.form.isVisible()


def test_that_fifty_thousand_leads_are_ordered_at_once(qapp: QApplication) -> None:
    n = 50_000
    rng = np.random.default_rng(2)
    columns = {name: rng.choice([0.0, 5.0, 10.0, 15.0], n) for name in BANT}
    columns |= {"company": np.arange(n, dtype=np.int32), "id": np.arange(1, n + 1)}
    names = Members(tuple(f"Société {i}" for i in range(n)))
    sales = Sales(1, {Kind.LEAD: Frame(Kind.LEAD, n, columns)}, {"company": names}, date(2026, 3, 24))
    book, model = LeadBook(sales, date(2026, 3, 24)), LeadsModel(qapp)
    started = perf_counter()
    model.show_leads(book, book.ordered(book.select(), "score"))
    took = perf_counter() - started
    first, last = model.card(0), model.card(n - 1)
    assert first is not None
    assert last is not None
    assert (first.score, last.score) == (60.0, 0.0)
    assert took < 0.5
