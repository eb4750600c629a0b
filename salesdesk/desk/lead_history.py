"""What happened to one lead, latest first: changes by hand, imports, interactions, stages."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from salesdesk.desk.desk import Desk
from salesdesk.domain.changes import Change
from salesdesk.domain.columns import NO_CODE, NO_DAY, Kind
from salesdesk.domain.period import EPOCH
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import Message
from salesdesk.kpi.stages import stage_history
from salesdesk.scoring.links import lead_of_activity, lead_of_opportunity
from salesdesk.scoring.outcome import outcomes

_OF_A_LEAD = "lead.change."


@dataclass(frozen=True)
class Event:
    """``what`` says it without naming the lead."""

    day: date
    what: Message


def history(desk: Desk, record: int) -> list[Event]:
    """Every event of a lead; none for one that is gone."""
    book = desk.leads()
    position = book.position(record)
    if position < 0:
        return []
    events = [Event(change.at.date(), _short(change.label)) for change in _changes(desk, record, position)]
    events += _interactions(book.sales, position)
    events += _stages(book.sales, position)
    return sorted(events, key=lambda event: event.day, reverse=True)


def _changes(desk: Desk, record: int, position: int) -> list[Change]:
    """Changes of the lead, and steps with its opportunities, latest first."""
    sales = desk.sales
    found = {change.id: change for change in desk.history(Kind.LEAD, record)}
    for opportunity in sales[Kind.OPPORTUNITY]["id"][lead_of_opportunity(sales) == position].tolist():
        steps = desk.history(Kind.OPPORTUNITY, opportunity)
        found |= {change.id: change for change in steps if change.label.key.startswith(_OF_A_LEAD)}
    return [found[key] for key in sorted(found, reverse=True)]


def _short(label: Message) -> Message:
    """The sentence of a change without the lead's name, which stands above the history."""
    if label.key.startswith(_OF_A_LEAD):
        return Message(f"lead.history.{label.key.removeprefix(_OF_A_LEAD)}", label.values)
    return label


def _interactions(sales: Sales, position: int) -> list[Event]:
    """Imported activities; those typed by hand are told by their change."""
    activities = sales[Kind.ACTIVITY]
    days, types, subjects = activities.days("date"), activities["activity_type"], activities["subject"]
    mine = (lead_of_activity(sales) == position) & (days != NO_DAY) & (activities["sheet"] != 0)
    events = []
    for at in np.flatnonzero(mine).tolist():
        words = [sales.names(name)[codes[at]] for name, codes in (("activity_type", types), ("subject", subjects))
                 if codes[at] != NO_CODE]  # fmt: skip
        events.append(Event(_day(days[at]), Message("lead.history.activity", {"what": ", ".join(words) or "…"})))
    return events


def _stages(sales: Sales, position: int) -> list[Event]:
    """Imported stage changes of the lead's opportunity."""
    opportunity = int(outcomes(sales).opportunity[position])
    stays = stage_history(sales)
    if opportunity < 0 or int(sales[Kind.OPPORTUNITY]["sheet"][opportunity]) == 0:
        return []
    return [
        Event(_day(stays.entered[at]), Message("lead.history.stage", {"stage": sales.names("stage")[stays.stage[at]]}))
        for at in np.flatnonzero(stays.opportunity == opportunity).tolist()
    ]


def _day(number: int) -> date:
    return EPOCH + timedelta(days=int(number))
