"""Duplicates, clocks, loads, calendars, letters and objections."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from salesdesk.desk import Desk
from salesdesk.desk.lead_calendar import calendar, write_calendar
from salesdesk.desk.lead_duplicates import duplicates
from salesdesk.desk.lead_follow_up import Clock, Reaction, reaction, weekly_load
from salesdesk.desk.lead_words import DRAFTS, LeadWords
from salesdesk.domain.columns import BANT, Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.texts import LANGUAGES, Message, say
from tests.desk.conftest import TODAY
from tests.kpi.building import Builder

LABEL = Message("lead.unnamed")


def new(desk: Desk, company: str = "Kervran", **values: object) -> int:
    return desk.edit(Kind.LEAD, None, {"company": company, **values}, LABEL)


def test_that_duplicates_are_proposed_with_what_they_share() -> None:
    told = [
        ("Brasserie Kervran", "Yann Kervran", "yann@kervran.fr", None),
        ("Scierie Auvinet SARL", "Marc Auvinet", None, "02 41 00 00 01"),
        ("Kervran", None, "YANN@kervran.fr ", None),
        ("SCIERIE AUVINET", "Auvinet Marc", None, None),
        ("Scierie Auvinet", "Lise Martin", None, None),
        ("Maison Pelletier", None, None, "+33 2 41 00 00 01"),
        ("Garage", None, None, "17"),
        ("Fonderie", None, None, "17"),
    ]
    company, contact, email, phone = (list(column) for column in zip(*told, strict=True))
    sales = Builder().add(Kind.LEAD, {"company": company, "contact": contact, "email": email, "phone": phone}).build()
    found = duplicates(sales)
    assert [(pair.first, pair.second) for pair in found] == [(0, 2), (1, 3), (1, 5)]
    assert [pair.reason.key.rpartition(".")[2] for pair in found] == ["same", "alike", "same"]
    assert say(found[0].reason, "fr") == "E-mail en commun"
    assert duplicates(Builder().build()) == []


@pytest.mark.parametrize(
    ("contact", "now", "expected"),
    [
        (None, datetime(2026, 3, 2, 18), Reaction(Clock.RUNNING, 15)),
        (None, datetime(2026, 3, 3, 12), Reaction(Clock.LATE, 27)),
        (datetime(2026, 3, 3, 9), datetime(2026, 6, 1), Reaction(Clock.MET, 24)),
        (datetime(2026, 3, 4, 9), datetime(2026, 6, 1), Reaction(Clock.MISSED, 48)),
        (datetime(2026, 3, 1, 9), datetime(2026, 6, 1), Reaction(Clock.MET, 0)),
    ],
)
def test_that_the_clock_runs_from_qualification_to_contact(
    desk: Desk, contact: datetime | None, now: datetime, expected: Reaction
) -> None:
    new(desk, qualified_at=datetime(2026, 3, 2, 9), first_contact_at=contact)
    assert reaction(desk.leads().card(0), now) == expected


def test_that_a_lead_not_qualified_has_no_clock(desk: Desk) -> None:
    new(desk)
    assert reaction(desk.leads().card(0), datetime(2026, 3, 2)) is None


def test_that_the_week_counts_leads_qualified_from_monday_on(desk: Desk) -> None:
    answers = dict.fromkeys(BANT, 15)
    for index in range(16):  # TODAY is a Tuesday
        new(desk, "Kervran", rep="Claire", qualified_at=datetime(2026, 3, 23, index), **answers)
    new(desk, "Kervran", rep="Claire", qualified_at=datetime(2026, 3, 22, 23, 59), **answers)
    new(desk, rep="Julien", next_action_date=TODAY - timedelta(days=1))
    loads = weekly_load(desk.leads())
    assert [(load.rep, load.leads, load.overdue, load.key) for load in loads] == [
        ("Claire", 16, 0, "full"), ("Julien", 0, 1, "light"),
    ]  # fmt: skip


def test_that_actions_become_events_of_any_calendar(desk: Desk, tmp_path: Path) -> None:
    action = "Envoyer le devis, version 2; avec l’option été\net rappeler " + "très " * 20
    record = new(desk, "Été & Fils", next_action=action, next_action_date=TODAY, phone="01 02 03 04 05")
    new(desk, "Sans action")
    book = desk.leads()
    written = calendar([book.card(i) for i in range(2)], "fr", datetime(2026, 3, 20, 8, tzinfo=UTC))
    assert written.count("BEGIN:VEVENT") == 1
    lines = written.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = written.replace("\r\n ", "").split("\r\n")
    assert f"UID:lead-{record}@salesdesk.local" in unfolded
    assert "DTSTART;VALUE=DATE:20260324" in unfolded
    assert "DTEND;VALUE=DATE:20260325" in unfolded
    assert "DTSTAMP:20260320T080000Z" in unfolded
    summary = next(line for line in unfolded if line.startswith("SUMMARY:"))
    assert summary.startswith("SUMMARY:Été & Fils – Envoyer le devis\\, version 2\\; avec l’option été\\net rappeler")
    path = tmp_path / "a.ics"
    write_calendar(path, [book.card(0)], "fr")
    assert path.read_bytes().endswith(b"END:VCALENDAR\r\n")
    with pytest.raises(SalesDeskError):
        write_calendar(tmp_path / "no" / "a.ics", [], "fr")


def test_that_letters_are_filled_in_and_what_is_missing_stays_visible(desk: Desk) -> None:
    new(desk, contact="Yann Kervran", rep="Claire", amount=22_500)
    card, words = desk.leads().card(0), LeadWords(desk, "fr")
    draft = words.draft("quote_reminder", card)
    assert draft.subject.replace("\u202f", " ").replace("\u00a0", " ") == "Notre proposition de 22 500 €"
    assert draft.body.startswith("Bonjour Yann Kervran,")
    assert "[Prochaine action]" in words.draft("after_meeting", card).body
    for language in LANGUAGES:
        assert all("{" not in LeadWords(desk, language).draft(key, card).body for key in DRAFTS)


def test_that_edited_letters_and_objections_are_the_companys_own(desk: Desk) -> None:
    new(desk, contact="{rep} %s", rep="Claire")
    words = LeadWords(desk, "fr")
    ours = words.templates()[0]
    words.save_template("first_contact", "Bonjour {contact}", "{truc} {rep}")
    draft = words.draft("first_contact", desk.leads().card(0))
    assert (draft.subject, draft.body) == ("Bonjour {rep} %s", "[truc] Claire")
    assert LeadWords(desk, "en").templates()[0].subject != "Bonjour {contact}"
    words.save_template("first_contact", "", "")
    assert words.templates()[0] == ours
    words.save_objection("price", "Notre réponse")
    desk.edit(Kind.OPPORTUNITY, None, {"name": "A", "status": "lost", "loss_reason": "Prix trop élevé"}, LABEL)
    first = words.objections()[0]
    assert (first.family, first.note, first.lost) == ("price", "Notre réponse", 1)
    words.save_objection("price", "")
    assert words.objections()[0].note != "Notre réponse"
