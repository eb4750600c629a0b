"""Qualifying, winning and losing at the lead desk; the scoring model, letters and calendar beside it."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from salesdesk.desk import Desk
from salesdesk.domain.columns import BANT, Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME
from salesdesk.domain.texts import Message
from salesdesk.scoring.model import DEFAULT
from salesdesk.ui.job import jobs_running, wait_for_jobs
from salesdesk.ui.language import speech
from salesdesk.ui.lead_desk import LeadDesk
from salesdesk.ui.loss_dialog import LossDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
"""Showing a window asks the offscreen platform for what it cannot do."""

KEYS = (Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)


def add(desk: Desk, company: str, index: int, **values: object) -> int:
    told = {"company": company, "received_at": datetime(2026, 3, 1 + index), "amount": 20_000, **values}
    return desk.edit(Kind.LEAD, None, told, Message("lead.change.new", {"name": company}))


@pytest.fixture
def leads(desk: Desk) -> Desk:
    """Five leads nobody has judged."""
    for index in range(5):
        add(desk, f"Société {index}", index, contact=f"Personne {index}", rep="Claire Moreau")
    return desk


def opened(qtbot: QtBot, desk: Desk) -> LeadDesk:
    page = LeadDesk(desk)
    page.resize(1208, 848)
    qtbot.addWidget(page)
    page.show()
    return page


def settled(qtbot: QtBot, page: LeadDesk) -> None:
    qtbot.waitUntil(lambda: page.writer.pending == 0)


def figure(desk: Desk, key: str) -> float | None:
    return desk.result(key, Filter(ALL_TIME)).total.value


def press(page: LeadDesk, key: Qt.Key) -> None:
    """A key, given to whatever has the keyboard."""
    focused = page.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def test_that_five_leads_are_qualified_by_keyboard(qtbot: QtBot, leads: Desk) -> None:
    """Return into the questions, a digit each, Tab past the evidence to the next, Escape and down to the next lead."""
    page = opened(qtbot, leads)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.list.order.setCurrentIndex(page.list.order.findData("name"))
    page.list.order.activated.emit(page.list.order.currentIndex())
    page.list.view.setFocus()
    for index in range(5):
        assert page.form.title.text() == f"Société {index}"
        press(page, Qt.Key.Key_Return)
        for place, _field in enumerate(BANT):
            if place:
                press(page, Qt.Key.Key_Tab)
                press(page, Qt.Key.Key_Tab)
            press(page, KEYS[3 if index % 2 else 2])
        settled(qtbot, page)
        press(page, Qt.Key.Key_Escape)
        assert page.focusWidget() is page.list.view
        press(page, Qt.Key.Key_Down)
    assert leads.leads().scores.total.tolist() == [40, 60, 40, 60, 40]
    assert figure(leads, "qualified_leads") == 5


def test_that_a_lead_goes_through_its_stages_and_is_won(qtbot: QtBot, leads: Desk) -> None:
    page = opened(qtbot, leads)
    for stage in ("Opportunité", "Négociation"):
        with qtbot.waitSignal(page.data_changed):
            page.side.stage_chosen.emit(stage)
        assert page.side.stage.text().strip() == stage
    menu = page.side.stage.menu()
    assert menu is not None
    assert [action.text() for action in menu.actions() if action.text()] == ["Opportunité", "Négociation", "Gagnée"]
    with qtbot.waitSignal(page.data_changed):
        page.side.won.emit()
    assert figure(leads, "conversion_rate") == 1
    assert not page.side.lose.isEnabled()
    assert page.side.history.lines[:2] == ["Gagnée", "Passage en Négociation"]
    leads.undo()
    page.refresh()
    assert page.side.stage.text().strip() == "Négociation"


def test_that_losing_asks_why_and_shows_what_to_answer(qtbot: QtBot, leads: Desk) -> None:
    page = opened(qtbot, leads)
    page.side.stage_chosen.emit("Proposition")
    settled(qtbot, page)
    page.side.lose.click()
    dialog = page.findChild(LossDialog)
    assert dialog is not None
    assert not dialog.confirm.isEnabled()
    dialog.choice.setEditText("Trop cher")
    assert "coût" in dialog.note.toPlainText()
    dialog.note.setPlainText("Notre réponse maison")
    dialog.note.document().setModified(True)
    with qtbot.waitSignal(page.data_changed):
        dialog.confirm.click()
    assert figure(leads, "loss_rate") == 1
    assert leads.member_counts("loss_reason") == {"Trop cher": 2}
    held = leads.setting("objections")
    assert isinstance(held, dict)
    assert held["fr"] == {"price": "Notre réponse maison"}


def test_that_an_action_done_becomes_an_interaction(qtbot: QtBot, leads: Desk) -> None:
    record = int(leads.sales[Kind.LEAD]["id"][0])
    due = leads.today - timedelta(days=1)
    leads.edit(Kind.LEAD, record, {"next_action": "Rappeler", "next_action_date": due}, Message("lead.unnamed"))
    page = opened(qtbot, leads)
    page.show_lead(record)
    with qtbot.waitSignal(page.data_changed):
        page.side.done.click()
    assert leads.sales[Kind.ACTIVITY].n == 1
    assert leads.leads().card(0).values["next_action"] is None
    assert page.side.history.lines[0] == "Fait\u00a0: Rappeler"


def test_that_meddic_is_switched_and_answered(qtbot: QtBot, leads: Desk) -> None:
    page = opened(qtbot, leads)
    assert not page.form.meddic.isVisible()
    with qtbot.waitSignal(page.data_changed):
        page.side.meddic.click()
    assert page.form.meddic.isVisible()
    question = page.form.meddic.questions["meddic_champion"]
    with qtbot.waitSignal(page.data_changed):
        QTest.keyClick(question, Qt.Key.Key_3)
    question.evidence.setFocus()
    QTest.keyClicks(question.evidence, "Directeur des achats")
    with qtbot.waitSignal(page.data_changed):
        QTest.keyClick(question.evidence, Qt.Key.Key_Return)
    position = leads.leads().position(page._record)
    values = leads.leads().card(position).values
    assert (values["meddic"], values["meddic_champion"]) == (True, 3)
    assert values["meddic_champion_evidence"] == "Directeur des achats"
    assert leads.leads().scores.total[position] == 5  # 3 of 18, of 30
    assert page.side._parts[1][1].text() == "5/30"


def test_that_a_large_lead_is_asked_meddic_by_its_amount(qtbot: QtBot, desk: Desk) -> None:
    add(desk, "Grand compte", 0, amount=50_000)
    page = opened(qtbot, desk)
    assert page.form.meddic.isVisible()
    assert page.side.meddic.isChecked()


def test_that_the_strip_tells_what_the_score_was_worth(qtbot: QtBot, desk: Desk) -> None:
    page = opened(qtbot, desk)
    assert page.form.strip.isHidden()
    for index in range(12):
        status = "converted" if index % 3 == 0 else "unqualified"
        add(desk, f"S{index}", index, status=status, bant_need=15, bant_budget=15, profile=20)
    page.bar.clear()
    page.refresh()
    assert page.form.strip.isVisible()
    warm = page.form.strip.tiles["warm"].accessibleName()
    assert warm.startswith("40–69: 33\u00a0%")
    assert "IC\u00a095\u00a0%\u00a014–61\u00a0%" in warm
    assert page.form.strip.facts.text() == "12 leads clos notés depuis 2026"
    dialog = page.more.show_backtest()
    qtbot.waitUntil(lambda: dialog.heading.text().startswith("12 leads clos"))
    told = [label.text() for label in dialog.grades.findChildren(QLabel)]
    assert {"4 / 12", "33\u00a0%", "14–61\u00a0%", "× 1,0"} <= set(told)
    dialog.close()


def test_that_weights_are_tried_before_they_are_used(qtbot: QtBot, leads: Desk) -> None:
    record = int(leads.sales[Kind.LEAD]["id"][0])
    leads.edit(Kind.LEAD, record, {"profile": 20}, Message("lead.unnamed"))
    page = opened(qtbot, leads)
    dialog = page.more.edit_model()
    dialog.rules.weights["profile"].setValue(80)
    dialog.preview()
    assert not dialog.use.isEnabled()
    assert "160" in dialog.said.text() or "140" in dialog.said.text()
    dialog.rules.weights["engagement"].setValue(0)
    for field in BANT:
        dialog.rules.weights[field].setValue(5)
    dialog.preview()
    assert dialog.use.isEnabled()
    assert dialog.moved.text() == "1 fiche"
    assert leads.leads().scores.grades[0] == "cold"
    dialog.name.setEditText("Profil d’abord")
    with qtbot.waitSignal(page.data_changed):
        dialog.use.click()
    assert leads.leads().scores.grades[0] == "hot"
    assert leads.scoring_model.name == "Profil d’abord"
    assert page.side.gauge.accessibleName().split()[1] == "80"


def test_that_signals_are_weighed_and_models_kept_and_deleted(qtbot: QtBot, leads: Desk) -> None:
    record = int(leads.sales[Kind.LEAD]["id"][0])
    leads.edit(Kind.LEAD, record, {"company_size": 12, "site_visits": 9}, Message("lead.unnamed"))
    page = opened(qtbot, leads)
    dialog = page.more.edit_model()
    assert not dialog.delete_button.isEnabled()
    dialog.signals.size_from.setValue(10)
    dialog.signals.points["visited_site"].setValue(20)
    dialog.signals.areas.setText("Sarthe, Vendée")
    dialog.name.setEditText("Petites")
    with qtbot.waitSignal(page.data_changed):
        dialog.use.click()
    model = leads.scoring_model
    assert (model.name, model.size_from, model.areas) == ("Petites", 10, ("Sarthe", "Vendée"))
    # 20 of the 37 points of engagement, 5 of the 20 of the profile.
    assert leads.leads().scores.total[0] == round(20 * 20 / 37 + 5)
    dialog = page.more.edit_model()
    dialog.name.setCurrentIndex(0)
    dialog.name.activated.emit(0)
    with qtbot.waitSignal(page.data_changed):
        dialog.use.click()
    assert leads.scoring_model == DEFAULT
    dialog = page.more.edit_model()
    dialog.name.setCurrentIndex(dialog.name.findData("Petites"))
    dialog.name.activated.emit(dialog.name.currentIndex())
    assert dialog.delete_button.isEnabled()
    dialog.delete_button.click()
    assert dialog.name.findData("Petites") < 0
    dialog.close()


def test_that_a_raised_threshold_shows_on_the_card(qtbot: QtBot, leads: Desk) -> None:
    record = int(leads.sales[Kind.LEAD]["id"][0])
    leads.edit(Kind.LEAD, record, {"bant_authority": 10}, Message("lead.unnamed"))
    page = opened(qtbot, leads)
    page.show_lead(record)
    assert page.form.cards["bant_authority"].met
    dialog = page.more.edit_model()
    dialog.rules.thresholds["bant_authority"].setCurrentIndex(2)
    dialog.name.setEditText("Décideur rencontré")
    with qtbot.waitSignal(page.data_changed):
        dialog.use.click()
    assert not page.form.cards["bant_authority"].met


def test_that_learning_from_too_short_a_history_is_said(qtbot: QtBot, leads: Desk) -> None:
    page = opened(qtbot, leads)
    dialog = page.more.edit_model()
    dialog.learn()
    assert "20" in dialog.said.text()
    dialog.accept()
    assert leads.scoring_model == DEFAULT


def test_that_letters_are_copied_and_their_templates_kept(qtbot: QtBot, leads: Desk) -> None:
    page = opened(qtbot, leads)
    dialog = page.more.write_letter()
    assert dialog is not None
    assert "Bonjour Personne" in dialog.body.toPlainText()
    dialog.edit.click()
    dialog.body.setPlainText("Cher {contact}")
    dialog.edit.click()
    assert dialog.body.toPlainText().startswith("Cher Personne")
    dialog.copy()
    assert "Cher Personne" in QGuiApplication.clipboard().text()


def test_that_next_actions_go_to_a_calendar_file(qtbot: QtBot, leads: Desk, tmp_path: Path) -> None:
    record = int(leads.sales[Kind.LEAD]["id"][2])
    day = date(2026, 4, 2)
    leads.edit(Kind.LEAD, record, {"next_action": "Rappeler", "next_action_date": day}, Message("lead.unnamed"))
    page = opened(qtbot, leads)
    page.more.save_calendar(tmp_path / "actions.ics")
    assert "DTSTART;VALUE=DATE:20260402" in (tmp_path / "actions.ics").read_text(encoding="utf-8")


def test_that_english_finds_its_words(qtbot: QtBot, leads: Desk) -> None:
    speech.speak("en")
    page = opened(qtbot, leads)
    assert page.side.lose.text() == "Lost…"
    assert page.side.history.lines == ["Lead added"]


def test_that_duplicates_are_shown_and_lead_to_the_lead(qtbot: QtBot, leads: Desk) -> None:
    twin = add(leads, "Autre nom", 9, email="a@b.fr")
    first = int(leads.sales[Kind.LEAD]["id"][0])
    leads.edit(Kind.LEAD, first, {"email": "A@B.fr"}, Message("lead.unnamed"))
    page = opened(qtbot, leads)
    dialog = page.more.show_duplicates()
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
    assert not dialog.progress.isVisible()
    dialog.second.click()
    assert page._record == twin
    with qtbot.waitSignal(page.data_changed):
        dialog.join.click()
    assert leads.sales[Kind.LEAD].n == 5
    assert dialog.list.count() == 0
    leads.undo()
    assert leads.sales[Kind.LEAD].n == 6


def test_that_two_leads_said_to_be_two_are_not_proposed_again(qtbot: QtBot, leads: Desk) -> None:
    add(leads, "Société 0", 9, contact="Personne 0")
    page = opened(qtbot, leads)
    dialog = page.more.show_duplicates()
    qtbot.waitUntil(lambda: dialog.list.count() > 0)
    found = dialog.list.count()
    dialog.apart.click()
    again = page.more.show_duplicates()
    qtbot.waitUntil(lambda: not again.progress.isVisible())
    assert again.list.count() == found - 1


def test_that_a_person_is_copied_and_erased_after_a_second_thought(qtbot: QtBot, leads: Desk, tmp_path: Path) -> None:
    page = opened(qtbot, leads)
    page.show_lead(int(leads.sales[Kind.LEAD]["id"][0]))
    dialog = page.more.show_person()
    assert dialog is not None
    dialog.save_copy(tmp_path / "person.json")
    assert "Personne 0" in (tmp_path / "person.json").read_text(encoding="utf-8")
    assert not dialog.erase_button.isEnabled()
    dialog.sure.click()
    with qtbot.waitSignal(page.data_changed):
        dialog.erase_button.click()
    assert [leads.leads().card(i).values["contact"] for i in range(2)] == [None, "Personne 1"]
    assert page.form.title.text() == "Société 0"


def test_that_leads_are_filtered_by_stage_and_source(qtbot: QtBot, leads: Desk) -> None:
    add(leads, "Salon", 7, channel="Salon", status="qualified")
    page = opened(qtbot, leads)
    page.bar.source.setCurrentIndex(page.bar.source.findData("Salon"))
    page.bar.source.activated.emit(1)
    assert page.list.model.rowCount() == 1
    page.bar.source.setCurrentIndex(0)
    page.side.stage_chosen.emit("Proposition")
    settled(qtbot, page)
    page.bar.stage.setCurrentIndex(page.bar.stage.findData("Proposition"))
    page.bar.stage.activated.emit(1)
    assert page.list.model.rowCount() == 1
    page.bar.stage.setCurrentIndex(page.bar.stage.findData("status:qualified"))
    page.bar.stage.activated.emit(1)
    assert page.list.model.rowCount() == 1


def test_that_dialogs_closed_during_their_work_leave_nothing_behind(qtbot: QtBot, leads: Desk) -> None:
    page = opened(qtbot, leads)
    for show in (page.more.show_duplicates, page.more.show_backtest):
        dialog = show()
        dialog.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        wait_for_jobs()
        QCoreApplication.processEvents()
    assert not jobs_running()
