"""Several leads at once: one change for all of them, and two that are one."""

from datetime import date, datetime
from pathlib import Path

import pytest

from salesdesk.desk import Desk
from salesdesk.desk.lead_bulk import LeadBulk
from salesdesk.desk.lead_duplicates import Apart, duplicates
from salesdesk.desk.lead_work import LeadWork
from salesdesk.desk.privacy import Privacy
from salesdesk.domain.columns import BANT, Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Message, say

LABEL = Message("lead.unnamed")


def new(desk: Desk, company: str, **values: object) -> int:
    told = {"company": company, "received_at": datetime(2026, 3, 1), **values}
    return desk.edit(Kind.LEAD, None, told, LABEL)


def column(desk: Desk, name: str) -> list[object]:
    book = desk.leads()
    return [book.card(at).values[name] for at in range(len(book))]


def test_that_several_leads_change_in_one_step(desk: Desk) -> None:
    records = [new(desk, f"S{i}", rep="Claire") for i in range(4)]
    day = date(2026, 4, 2)
    wanted = {"rep": "Zoé", "status": "contacted", "next_action": "Rappeler", "next_action_date": day}
    assert LeadBulk(desk).change(records[:3], wanted, Task()) == 3
    assert column(desk, "rep") == ["Zoé"] * 3 + ["Claire"]
    assert column(desk, "next_action_date") == [day] * 3 + [None]
    label = desk.changes()[-1].label
    assert say(label, "fr") == "3 fiches leads\u00a0: Commercial et 3 autres champs"
    assert desk.history(Kind.LEAD, records[0])[0].label == label
    desk.undo()
    assert column(desk, "rep") == ["Claire"] * 4
    assert column(desk, "next_action") == [None] * 4


def test_that_open_opportunities_of_several_leads_move_together(desk: Desk) -> None:
    work = LeadWork(desk)
    records = [new(desk, f"S{i}") for i in range(3)]
    for record in records[:2]:
        work.open_opportunity(record, "Proposition")
    before = desk.sales[Kind.STAGE_CHANGE].n
    assert LeadBulk(desk).change(records, {}, Task(), stage="Négociation") == 2
    deals = [work.deal(record) for record in records]
    assert [deal.stage if deal else None for deal in deals] == ["Négociation", "Négociation", None]
    assert [deal.since for deal in deals if deal] == [desk.today] * 2
    assert desk.sales[Kind.STAGE_CHANGE].n == before + 2
    desk.undo()
    assert desk.sales[Kind.STAGE_CHANGE].n == before
    assert [deal.stage for record in records[:2] if (deal := work.deal(record))] == ["Proposition"] * 2
    with pytest.raises(SalesDeskError) as raised:
        LeadBulk(desk).change(records[2:], {}, Task(), stage="Négociation")
    assert raised.value.message.key == "lead.error.none_open"


def test_that_two_leads_become_one_and_two_again(desk: Desk) -> None:
    kept = new(desk, "Kervran", email="y@kervran.example", notes="Appelé")
    double = new(desk, "KERVRAN SAS", email="y@kervran.example", phone="0261910000", notes="Vu au salon", rep="Claire",
                 **dict.fromkeys(BANT, 15))  # fmt: skip
    LeadWork(desk).open_opportunity(double, "Proposition")
    LeadWork(desk).interact(double, "Appel")
    assert desk.result("qualified_leads", Filter(ALL_TIME)).total.value == 1
    LeadBulk(desk).join(kept, double)
    assert len(desk.leads()) == 1
    card = desk.leads().card(0)
    assert (card.record, card.name, card.values["phone"], card.values["rep"]) == (
        kept,
        "Kervran",
        "0261910000",
        "Claire",
    )
    assert card.values["notes"] == "Appelé\nVu au salon"
    deal = LeadWork(desk).deal(kept)
    assert deal is not None
    assert deal.stage == "Proposition"
    assert desk.leads().scores.interactions.count.tolist() == [1]
    assert desk.result("qualified_leads", Filter(ALL_TIME)).total.value == 1
    assert duplicates(desk.sales) == []
    assert say(desk.history(Kind.LEAD, kept)[0].label, "en") == "Lead Kervran: joined with KERVRAN SAS"
    desk.undo()
    assert len(desk.leads()) == 2
    assert column(desk, "phone") == [None, "0261910000"]


def test_that_a_chain_of_doubles_ends_at_the_one_that_is_kept(desk: Desk) -> None:
    one, two, three = (new(desk, f"S{i}") for i in range(3))
    LeadBulk(desk).join(two, three)
    LeadBulk(desk).join(one, two)
    assert [desk.leads().card(at).record for at in range(len(desk.leads()))] == [one]
    with pytest.raises(SalesDeskError):
        LeadBulk(desk).join(one, three)


def test_that_joined_leads_stay_joined_when_their_file_comes_again(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    rows = ["N° lead;Société;Email;Date de réception", "L1;Bazin;a@b.fr;01/03/2026", "L2;Bazin SA;a@b.fr;02/03/2026"]
    path.write_text("\n".join(rows), encoding="utf-8")
    desk.apply(desk.plan([path], Task()), Task())
    first, second = (desk.leads().card(at).record for at in range(2))
    LeadBulk(desk).join(first, second)
    path.write_text("\n".join([*rows, "L3;Neuf;n@n.fr;03/03/2026"]), encoding="utf-8")
    outcome = desk.apply(desk.plan([path], Task()), Task())
    assert (outcome.new, outcome.changed) == (1, 0)
    assert column(desk, "company") == ["Bazin", "Neuf"]


def test_that_answers_by_hand_survive_the_next_import(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    header = "N° lead;Société;BANT Budget;BANT Need;Commercial;Date de réception"
    path.write_text(f"{header}\nL1;Bazin;5;0;Claire;01/03/2026\nL2;Roy;15;15;Karim;01/03/2026", encoding="utf-8")
    desk.apply(desk.plan([path], Task()), Task())
    by_hand = new(desk, "À la main", bant_need=15)
    record = desk.leads().card(0).record
    desk.edit(Kind.LEAD, record, {"bant_budget": 15, "bant_budget_evidence": "Voté"}, LABEL)
    path.write_text(f"{header}\nL1;Bazin;10;10;Zoé;01/03/2026\nL2;Roy;5;15;Karim;01/03/2026", encoding="utf-8")
    desk.apply(desk.plan([path], Task()), Task())
    assert sorted(str(name) for name in column(desk, "company")) == ["Bazin", "Roy", "À la main"]
    book = desk.leads()
    held = book.card(book.position(record)).values
    assert (held["bant_budget"], held["bant_budget_evidence"]) == (15.0, "Voté")
    assert (held["bant_need"], held["rep"]) == (10.0, "Zoé")
    assert book.card(book.position(by_hand)).values["bant_need"] == 15.0


def test_that_a_double_is_personal_data_too(desk: Desk) -> None:
    kept = new(desk, "Kervran", contact="Yann Kervran")
    double = new(desk, "Kervran", contact="Yann Kervran", phone="0261910000")
    LeadBulk(desk).join(kept, double)
    person = Privacy(desk).person([kept])
    assert set(person.leads) == {kept, double}
    Privacy(desk).erase(person)
    names = desk.company.snapshot(desk.today).names("contact")
    assert not any("Yann" in name for name in names)


def test_that_pairs_said_to_be_two_are_left_alone(desk: Desk) -> None:
    one, two = (new(desk, "Kervran", email="a@b.fr") for _ in range(2))
    assert len(duplicates(desk.sales)) == 1
    Apart(desk).add(one, two)
    assert duplicates(desk.sales, Task(), Apart(desk).all()) == []
