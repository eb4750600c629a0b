"""What is typed and ticked at the lead desk: evidence, signals, interactions, many leads, one lead by keyboard."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from salesdesk.desk import Desk
from salesdesk.domain.columns import BANT, Kind
from salesdesk.domain.texts import Message
from salesdesk.ui.lead_desk import LeadDesk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
"""Showing a window asks the offscreen platform for what it cannot do."""

LABEL = Message("lead.unnamed")


def add(desk: Desk, company: str, **values: object) -> int:
    return desk.edit(Kind.LEAD, None, {"company": company, "received_at": datetime(2026, 3, 1), **values}, LABEL)


def opened(qtbot: QtBot, desk: Desk) -> LeadDesk:
    page = LeadDesk(desk)
    page.resize(1208, 848)
    qtbot.addWidget(page)
    page.show()
    return page


def settled(qtbot: QtBot, page: LeadDesk) -> None:
    qtbot.waitUntil(lambda: page.writer.pending == 0)


def values(desk: Desk, record: int) -> dict[str, object]:
    book = desk.leads()
    return dict(book.card(book.position(record)).values)


def test_that_an_answer_has_its_evidence_and_its_day(qtbot: QtBot, desk: Desk) -> None:
    record = add(desk, "Kervran")
    page = opened(qtbot, desk)
    card = page.form.cards["bant_budget"]
    card.answer(15)
    settled(qtbot, page)
    assert card.day.text() == "24\u00a0mars"
    card.evidence.setFocus()
    QTest.keyClicks(card.evidence, "Vote en comite")
    with qtbot.waitSignal(page.data_changed):
        QTest.keyClick(card.evidence, Qt.Key.Key_Return)
    held = values(desk, record)
    assert (held["bant_budget_evidence"], held["bant_budget_date"]) == ("Vote en comite", date(2026, 3, 24))
    desk.undo()
    page.refresh()
    assert values(desk, record)["bant_budget_evidence"] is None


def test_that_meddic_answers_have_their_day(qtbot: QtBot, desk: Desk) -> None:
    add(desk, "Grand compte", amount=90_000)
    page = opened(qtbot, desk)
    question = page.form.meddic.questions["meddic_champion"]
    with qtbot.waitSignal(page.data_changed):
        question.answer(2)
    assert question.day.text() == "24\u00a0mars"


def test_that_signals_are_ticked_by_the_data_and_by_hand(qtbot: QtBot, desk: Desk) -> None:
    record = add(desk, "Kervran", site_visits=4)
    page = opened(qtbot, desk)
    rows = page.form.signals["engagement"].rows
    assert [name for name, row in rows.items() if row.isChecked()] == ["visited_site"]
    assert page.side.gauge.accessibleName().split()[1] == "3"
    with qtbot.waitSignal(page.data_changed):
        QTest.keyClick(rows["asked_quote"], Qt.Key.Key_Space)
    held = values(desk, record)
    assert (held["asked_quote"], held["engagement_date"]) == (True, date(2026, 3, 24))
    assert page.side.gauge.accessibleName().split()[1] == "9"
    with qtbot.waitSignal(page.data_changed):
        rows["visited_site"].click()
    assert values(desk, record)["visited_site"] is False
    assert page.form.signals["engagement"].accessibleDescription() == "6/20"
    assert page.side.history.lines[0] == "A visité le site 3 fois modifié"


def test_that_a_noted_number_gives_way_to_the_list(qtbot: QtBot, desk: Desk) -> None:
    record = add(desk, "Kervran", profile=17, company_size=80)
    page = opened(qtbot, desk)
    card = page.form.signals["profile"]
    assert card.accessibleDescription() == "17/20"
    assert card.back.isVisible()
    with qtbot.waitSignal(page.data_changed):
        card.back.click()
    assert values(desk, record)["profile"] is None
    assert card.accessibleDescription() == "5/20"
    assert not card.back.isVisible()


def test_that_a_call_is_noted_with_two_keys(qtbot: QtBot, desk: Desk) -> None:
    record = add(desk, "Kervran")
    page = opened(qtbot, desk)
    menu = page.side.interaction.menu()
    assert menu is not None
    call = next(action for action in menu.actions() if action.text() == "Appel")
    with qtbot.waitSignal(page.data_changed):
        call.trigger()
    assert desk.sales[Kind.ACTIVITY].n == 1
    assert values(desk, record)["first_contact_at"] == desk.now.replace(minute=desk.now.minute)
    assert page.side.gauge.accessibleName().split()[1] == "3"
    assert page.form.signals["engagement"].told.text().startswith("1 échange")


def test_that_several_leads_are_changed_and_taken_back_together(qtbot: QtBot, desk: Desk) -> None:
    for index in range(4):
        add(desk, f"S{index}", rep="Claire")
    page = opened(qtbot, desk)
    assert page.list.several.isHidden()
    page.list.view.selectAll()
    assert page.list.chosen.text() == "4 choisies"
    dialog = page.change_chosen()
    assert dialog is not None
    dialog.rep.setEditText("Inès")
    dialog.dated.click()
    dialog.due.setDate(QDate(2026, 4, 2))
    dialog.action.setText("Relancer")
    with qtbot.waitSignal(page.data_changed):
        dialog.apply.click()
    leads = desk.leads()
    assert {leads.card(at).values["rep"] for at in range(4)} == {"Inès"}
    assert {leads.card(at).values["next_action_date"] for at in range(4)} == {date(2026, 4, 2)}
    desk.undo()
    page.refresh()
    assert {desk.leads().card(at).values["rep"] for at in range(4)} == {"Claire"}


def test_that_leads_in_hand_come_first_and_closed_ones_are_asked_for(qtbot: QtBot, desk: Desk) -> None:
    add(desk, "En cours")
    add(desk, "Perdu", status="unqualified")
    page = opened(qtbot, desk)
    shown = [page.list.model.card(row) for row in range(page.list.model.rowCount())]
    assert [card.name for card in shown if card] == ["En cours"]
    page.bar.progress.setCurrentIndex(page.bar.progress.findData("closed"))
    page.bar.changed.emit()
    assert page.form.title.text() == "Perdu"


def test_that_late_actions_are_filtered_and_due_ones_are_not_late(qtbot: QtBot, desk: Desk) -> None:
    today = desk.today
    add(desk, "Tard", next_action_date=today - timedelta(days=3))
    add(desk, "Aujourd’hui", next_action_date=today)
    add(desk, "Clos", next_action_date=today - timedelta(days=9), status="unqualified")
    page = opened(qtbot, desk)
    assert page.bar.overdue.text().strip() == "Action en retard · 1"
    page.bar.overdue.click()
    assert page.list.model.rowCount() == 1
    assert page.form.title.text() == "Tard"


def test_that_the_load_of_the_week_is_told_and_leads_to_the_rep(qtbot: QtBot, desk: Desk) -> None:
    for index in range(16):
        add(desk, f"S{index}", rep="Claire", qualified_at=datetime(2026, 3, 23, 9), status="qualified")
    add(desk, "Autre", rep="Karim")
    page = opened(qtbot, desk)
    assert "16" in page.list.load.text()
    menu = page.list.load.menu()
    assert menu is not None
    told = [action.text() for action in menu.actions()]
    assert told[0] == "Claire\u00a0: 16 qualifiés cette semaine, semaine pleine"
    menu.actions()[1].trigger()
    assert page.list.model.rowCount() == 1


def test_that_people_kept_too_long_are_listed_and_erased_together(qtbot: QtBot, desk: Desk) -> None:
    for name in ("Ancienne Une", "Ancienne Deux"):
        desk.edit(Kind.LEAD, None, {"contact": name, "received_at": datetime(2022, 1, 1)}, LABEL)
    add(desk, "Récent", contact="Récente Personne")
    page = opened(qtbot, desk)
    page.show_lead(desk.leads().card(0).record)
    assert page.form.identity.outdated.isVisible()
    dialog = page.more.show_retention()
    assert dialog.list.count() == 2
    assert not dialog.erase_button.isEnabled()
    dialog.sure.click()
    with qtbot.waitSignal(dialog.erased, timeout=10_000):
        dialog.erase_button.click()
    assert dialog.list.count() == 0
    assert "Ancienne Une" not in "".join(desk.company.dump())
    assert {desk.leads().card(at).values["contact"] for at in range(3)} == {None, "Récente Personne"}
    dialog.close()


def test_that_the_clock_runs_from_qualification_until_somebody_calls(qtbot: QtBot, desk: Desk) -> None:
    add(desk, "Pressé", qualified_at=desk.now - timedelta(hours=2), status="qualified")
    add(desk, "Oublié", qualified_at=desk.now - timedelta(hours=30), status="qualified")
    page = opened(qtbot, desk)
    page.show_lead(desk.leads().card(0).record)
    assert page.side.clock.isVisible()
    assert "22" in page.side.clock.accessibleName()
    page.show_lead(desk.leads().card(1).record)
    assert "30" in page.side.clock.accessibleName()
    with qtbot.waitSignal(page.data_changed):
        page.side.interacted.emit("Appel")
    assert not page.side.clock.isVisible()


def test_that_answers_to_objections_are_at_hand_and_kept(qtbot: QtBot, desk: Desk) -> None:
    add(desk, "Kervran")
    page = opened(qtbot, desk)
    dialog = page.more.show_objections()
    note = dialog.notes["price"]
    assert "coût" in note.toPlainText()
    note.setPlainText("Notre réponse")
    note.document().setModified(True)
    dialog.close()
    held = desk.setting("objections")
    assert isinstance(held, dict)
    assert held["fr"] == {"price": "Notre réponse"}


def test_that_a_lead_is_typed_answered_and_planned_by_keyboard_alone(qtbot: QtBot, desk: Desk) -> None:
    """Ctrl+N, who, four digits, what is next: some forty keys, most of them letters."""
    add(desk, "Autre")
    page = opened(qtbot, desk)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    QTest.keyClick(page.list.view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    keys = 1
    fields = page.form.fields
    assert page.focusWidget() is fields["company"]
    for name, words in (("company", "Kervran"), ("contact", "Yann Kervran")):
        assert page.focusWidget() is fields[name]
        QTest.keyClicks(fields[name], words)
        QTest.keyClick(fields[name], Qt.Key.Key_Tab)
        keys += len(words) + 1
    settled(qtbot, page)
    record = page._record
    for field in BANT:
        card = page.form.cards[field]
        card.focus_answer()
        QTest.keyClick(page.focusWidget() or card, Qt.Key.Key_3)
        keys += 2
    settled(qtbot, page)
    page.side.action.setFocus()
    QTest.keyClicks(page.side.action, "Rappeler")
    QTest.keyClick(page.side.action, Qt.Key.Key_Return)
    settled(qtbot, page)
    held = values(desk, record)
    assert (held["company"], held["contact"], held["next_action"]) == ("Kervran", "Yann Kervran", "Rappeler")
    assert [held[field] for field in BANT] == [15.0] * 4
    assert held["qualified_at"] is not None
    assert keys + 10 < 60
