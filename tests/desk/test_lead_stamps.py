"""Answers leave their day, and qualification its moment."""

from datetime import date, datetime

from salesdesk.desk import Desk
from salesdesk.domain.changes import Edit
from salesdesk.domain.columns import BANT, Kind
from salesdesk.domain.texts import Message
from tests.desk.conftest import TODAY

LABEL = Message("lead.unnamed")


def test_that_an_answer_takes_the_day_on_which_it_is_given(desk: Desk) -> None:
    record = desk.edit(Kind.LEAD, None, {"company": "Kervran", "bant_need": 10}, LABEL)
    values = desk.leads().card(0).values
    assert (values["bant_need_date"], values["bant_budget_date"]) == (TODAY, None)
    desk.edit(Kind.LEAD, record, {"bant_need": 15, "bant_need_date": date(2026, 3, 1)}, LABEL)
    assert desk.leads().card(0).values["bant_need_date"] == date(2026, 3, 1)
    desk.edit(Kind.LEAD, record, {"bant_need": None}, LABEL)
    assert desk.leads().card(0).values["bant_need_date"] is None


def test_that_the_fourth_answer_qualifies_from_that_moment_on(desk: Desk) -> None:
    record = desk.edit(Kind.LEAD, None, {"company": "Kervran"}, LABEL)
    for name in BANT[:3]:
        desk.edit(Kind.LEAD, record, {name: 10}, LABEL)
    assert desk.leads().card(0).values["qualified_at"] is None
    desk.edit(Kind.LEAD, record, {BANT[3]: 15}, LABEL)
    moment = desk.leads().card(0).values["qualified_at"]
    assert isinstance(moment, datetime)
    assert moment.date() == TODAY
    desk.edit(Kind.LEAD, record, {BANT[0]: 15}, LABEL)
    assert desk.leads().card(0).values["qualified_at"] == moment
    desk.edit(Kind.LEAD, record, {BANT[0]: 5}, LABEL)
    assert desk.leads().card(0).values["qualified_at"] is None
    desk.undo()
    assert desk.leads().card(0).values["qualified_at"] == moment


def test_that_a_moment_told_by_the_source_stays(desk: Desk) -> None:
    told = datetime(2026, 1, 5, 9, 30)
    record = desk.edit(Kind.LEAD, None, {"company": "Kervran", "qualified_at": told}, LABEL)
    desk.edit(Kind.LEAD, record, dict.fromkeys(BANT, 15), LABEL)
    assert desk.leads().card(0).values["qualified_at"] == told


def test_that_several_leads_change_in_one_step_and_history_tells_it(desk: Desk) -> None:
    records = [desk.edit(Kind.LEAD, None, {"company": name}, LABEL) for name in ("A", "B", "C")]
    label = Message("lead.change.edit", {"name": "A, B", "field": Message("field.rep")})
    desk.edit_all([Edit(Kind.LEAD, record, {"rep": "Claire Moreau"}) for record in records[:2]], label)
    assert [desk.leads().card(i).values["rep"] for i in range(3)] == ["Claire Moreau", "Claire Moreau", None]
    assert [change.label for change in desk.history(Kind.LEAD, records[0])] == [label, LABEL]
    assert len(desk.history(Kind.LEAD, records[2])) == 1
    undone = desk.undo()
    assert undone.changed == 2
    assert [desk.leads().card(i).values["rep"] for i in range(3)] == [None] * 3
