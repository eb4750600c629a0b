"""From lead to sale, by hand: what each step writes, what the indicators make of it, and its way back."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from salesdesk.desk import Desk
from salesdesk.desk.lead_work import LeadWork
from salesdesk.domain.columns import BANT, Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME
from salesdesk.domain.texts import LANGUAGES, Message, say
from salesdesk.kpi.definition import Measure
from tests.desk.conftest import TODAY

LABEL = Message("lead.unnamed")


@pytest.fixture
def work(desk: Desk) -> LeadWork:
    return LeadWork(desk)


def new(desk: Desk, company: str = "Kervran", **values: object) -> int:
    return desk.edit(Kind.LEAD, None, {"company": company, "amount": 22_500, "rep": "Claire", **values}, LABEL)


def qualified(desk: Desk, company: str = "Kervran") -> int:
    return new(desk, company, qualified_at=datetime(2026, 3, 4), **dict.fromkeys(BANT, 15))


def total(desk: Desk, key: str) -> Measure:
    return desk.result(key, Filter(ALL_TIME)).total


def values(desk: Desk, record: int) -> dict[str, object]:
    book = desk.leads()
    return dict(book.card(book.position(record)).values)


def test_that_a_sale_feeds_the_indicators_at_once(desk: Desk, work: LeadWork) -> None:
    won, lost = qualified(desk), qualified(desk, "Bazin")
    assert total(desk, "qualified_leads").value == 2
    work.open_opportunity(won, "Proposition")
    work.move(won, "Négociation", TODAY)
    deal = work.deal(won)
    assert deal is not None
    assert (deal.stage, deal.status) == ("Négociation", "open")
    work.win(won, amount=20_000)
    work.open_opportunity(lost, "Proposition")
    work.lose(lost, "Prix trop élevé")
    conversion = total(desk, "conversion_rate")
    assert (conversion.numerator, conversion.denominator) == (1, 2)
    assert total(desk, "loss_rate").value == 0.5
    assert total(desk, "sales_cycle").based_on >= 1
    assert desk.member_counts("loss_reason") == {"Prix trop élevé": 2}
    opportunity = desk.all_rows(Kind.OPPORTUNITY)
    assert {opportunity.value(i, "amount") for i in range(2)} == {20_000, 22_500}
    assert {opportunity.value(i, "qualified_date") for i in range(2)} == {date(2026, 3, 4)}
    assert desk.all_rows(Kind.STAGE_CHANGE).sales[Kind.STAGE_CHANGE].n == 3


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("conversion_rate", 0.0, 0.5),  # one of two qualified prospects signs
        ("sales_cycle", None, 14.0),  # first contact on 10 March, signed on the 24th
        ("qualified_leads", 2.0, 2.0),  # qualified before, and still
        ("loss_rate", None, 0.5),  # one of two closed opportunities is lost
    ],
)
def test_that_each_indicator_follows_a_stage_and_undo(
    desk: Desk, work: LeadWork, key: str, before: float | None, after: float
) -> None:
    for company in ("Kervran", "Bazin"):
        record = qualified(desk, company)
        work.interact(record, "Appel", at=datetime(2026, 3, 10, 9))
        work.open_opportunity(record, "Proposition")
    assert total(desk, key).value == before
    won, lost = (int(record) for record in desk.sales[Kind.LEAD]["id"])
    work.win(won)
    work.lose(lost, "Prix trop élevé")
    assert total(desk, key).value == pytest.approx(after)
    desk.undo()
    desk.undo()
    assert total(desk, key).value == before


def test_that_a_fourth_answer_qualifies_a_lead_for_the_indicator(desk: Desk) -> None:
    three: dict[str, object] = dict.fromkeys(BANT[:3], 15)
    record = new(desk, "Kervran", **three)
    assert total(desk, "qualified_leads").value == 0
    desk.edit(Kind.LEAD, record, {BANT[3]: 10}, LABEL)
    assert total(desk, "qualified_leads").value == 1
    desk.undo()
    assert total(desk, "qualified_leads").value == 0


def test_that_every_step_is_one_change_that_undo_takes_back_whole(desk: Desk, work: LeadWork) -> None:
    record = qualified(desk)
    steps: list[Callable[[], object]] = [
        lambda: work.open_opportunity(record, "Proposition"),
        lambda: work.move(record, "Négociation"),
        lambda: work.interact(record, "Appel", "Relance"),
        lambda: work.done(record, "Visite"),
        lambda: work.win(record),
    ]
    for step in steps:
        before, changes = list(desk.company.dump()), len(desk.changes())
        step()
        assert len(desk.changes()) == changes + 1
        desk.undo()
        assert list(desk.company.dump()) == before
        step()
    assert desk.company.check() == []
    assert len(desk.history(Kind.LEAD, record)) == 5  # new, opportunity (its number), call, visit, won
    for change in desk.changes():
        assert all("{" not in say(change.label, language) for language in LANGUAGES)


def test_that_a_lead_is_lost_with_a_reason(desk: Desk, work: LeadWork) -> None:
    cold, ready = new(desk), qualified(desk, "Bazin")
    with pytest.raises(SalesDeskError):
        work.lose(cold, " ")
    work.lose(cold, "Injoignable")
    assert values(desk, cold)["status"] == "unqualified"
    assert values(desk, cold)["loss_reason"] == "Injoignable"
    assert desk.sales[Kind.OPPORTUNITY].n == 0
    work.lose(ready, "Prix trop élevé")
    assert desk.sales[Kind.OPPORTUNITY].n == 1
    assert total(desk, "loss_rate").value == 1


def test_that_a_sale_needs_no_opportunity_before_and_comes_once(desk: Desk, work: LeadWork) -> None:
    record = new(desk)
    work.win(record, date(2026, 3, 20))
    deal = work.deal(record)
    assert deal is not None
    assert deal.status == "won"
    assert values(desk, record)["status"] == "converted"
    steps: list[Callable[[], None]] = [lambda: work.win(record), lambda: work.lose(record, "Prix")]
    for again in steps:
        with pytest.raises(SalesDeskError):
            again()
    with pytest.raises(SalesDeskError):
        work.move(record, "Négociation")


def test_that_a_second_open_opportunity_is_refused(desk: Desk, work: LeadWork) -> None:
    record = new(desk)
    work.open_opportunity(record, "Proposition")
    with pytest.raises(SalesDeskError):
        work.open_opportunity(record, "Proposition")


def test_that_an_action_done_is_an_interaction_and_the_first_contact(desk: Desk, work: LeadWork) -> None:
    record = new(desk, next_action="Envoyer le devis", next_action_date=TODAY - timedelta(days=3))
    work.done(record, "E-mail", next_action="Rappeler", due=TODAY + timedelta(days=7))
    held = values(desk, record)
    assert (held["next_action"], held["next_action_date"]) == ("Rappeler", TODAY + timedelta(days=7))
    first = held["first_contact_at"]
    assert isinstance(first, datetime)
    assert first.date() == TODAY
    assert desk.leads().scores.interactions.count.tolist() == [1]
    assert desk.leads().scores.total.tolist() == [1]
    work.interact(record, "Visite", at=datetime(2026, 3, 24, 9))
    assert values(desk, record)["first_contact_at"] == first
    assert desk.leads().scores.total.tolist() == [7]


def test_that_an_action_put_off_is_no_longer_late(desk: Desk, work: LeadWork) -> None:
    record = new(desk, next_action="Rappeler", next_action_date=TODAY - timedelta(days=3))
    assert desk.leads().overdue.tolist() == [True]
    work.postpone(record, TODAY + timedelta(days=4))
    assert desk.leads().overdue.tolist() == [False]
    assert "7" in say(desk.changes()[-1].label, "fr")


def test_that_stages_come_in_the_order_in_which_they_are_met(desk: Desk, work: LeadWork) -> None:
    assert work.stages() == []
    record = new(desk)
    work.open_opportunity(record, "Qualification")
    work.move(record, "Proposition", TODAY + timedelta(days=1))
    work.move(record, "Négociation", TODAY + timedelta(days=2))
    assert work.stages() == ["Qualification", "Proposition", "Négociation"]
    deal = work.deal(record)
    assert deal is not None
    assert deal.since == TODAY + timedelta(days=2)


def test_that_a_lead_that_is_gone_is_said(work: LeadWork) -> None:
    with pytest.raises(SalesDeskError):
        work.win(99)
