"""Undo and redo over records and settings, in the order of their doing."""

from pathlib import Path

import pytest

from salesdesk.desk import Desk
from salesdesk.domain.columns import Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Message

LABEL = Message("lead.change.new", {"name": "Ada"})


def lead(desk: Desk, **values: object) -> int:
    return desk.edit(Kind.LEAD, None, values, LABEL)


def names(desk: Desk) -> list[str]:
    leads = desk.sales[Kind.LEAD]
    return [desk.sales.names("contact")[code] for code in leads["contact"].tolist()]


def test_that_settings_and_records_are_taken_back_in_their_order_and_done_again(desk: Desk) -> None:
    desk.set_setting("retention", 0.3)
    record = lead(desk, contact="Ada")
    desk.set_setting("retention", 0.4)
    desk.edit(Kind.LEAD, record, {"contact": "Grace"}, LABEL)

    def state() -> tuple[object, list[str]]:
        return desk.setting("retention"), names(desk)

    seen = [state()]
    for _ in range(4):
        desk.take_back()
        seen.append(state())
    assert seen == [(0.4, ["Grace"]), (0.4, ["Ada"]), (0.3, ["Ada"]), (0.3, []), (None, [])]
    with pytest.raises(SalesDeskError):
        desk.take_back()
    again = [state()]
    for _ in range(4):
        desk.redo()
        again.append(state())
    assert again == seen[::-1]
    with pytest.raises(SalesDeskError):
        desk.redo()


def test_that_a_new_edit_forgets_what_was_taken_back(desk: Desk) -> None:
    desk.set_setting("retention", 0.5)
    desk.take_back()
    assert desk.timeline.can_redo
    desk.set_setting("retention", 0.6)
    assert not desk.timeline.can_redo


def test_that_several_settings_are_one_step_with_its_own_words(desk: Desk) -> None:
    with desk.timeline.one_step(Message("setting.change.settings")):
        desk.set_setting("sector", "industry")
        desk.set_setting("fiscal_start", 4)
    assert desk.take_back().label.key == "setting.change.settings"
    assert (desk.sales.sector, desk.sales.fiscal_start) == ("", 1)
    desk.redo()
    assert (desk.sales.sector, desk.sales.fiscal_start) == ("industry", 4)


def test_that_objections_of_people_are_never_taken_back(desk: Desk) -> None:
    desk.set_setting("opt_outs", {"salt": "s", "people": ["p"]})
    with pytest.raises(SalesDeskError):
        desk.take_back()
    assert desk.setting("opt_outs") == {"salt": "s", "people": ["p"]}


def test_that_an_import_is_taken_back_and_said_to_be_one(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "ventes.csv"
    path.write_text("N° facture;Date;Client;Montant HT\nF1;01/02/2026;Ada;100,00\nF2;02/02/2026;Bo;50,00\n")
    desk.apply(desk.plan([path], Task()), Task())
    desk.set_setting("retention", 0.5)
    assert not desk.take_back().imported
    taken = desk.take_back()
    assert taken.imported
    assert not taken.can_redo
    assert desk.empty
