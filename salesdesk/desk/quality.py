"""How complete the records are, in the fields that figures hang on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from salesdesk.domain.columns import SCHEMAS, Dtype, Kind
from salesdesk.domain.sales import Sales

WATCHED: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.ORDER_LINE: ("date", "amount", "cost", "customer", "rep", "product", "channel"),
    Kind.OPPORTUNITY: ("status", "amount", "first_contact_date", "close_date", "rep", "channel"),
    Kind.LEAD: ("status", "received_at", "channel", "rep", "email"),
    Kind.CUSTOMER: ("segment", "region"),
    Kind.PRODUCT: ("cost", "range"),
    Kind.REP: ("team", "entry_date"),
}


@dataclass(frozen=True)
class Completeness:
    """Of ``records`` of a kind, ``known`` say what a field is."""

    kind: Kind
    field: str
    records: int
    known: int

    @property
    def share(self) -> float:
        return self.known / self.records


def completeness(sales: Sales) -> list[Completeness]:
    """The watched fields of every kind that there are records of, the kinds in their order, the emptiest field first.

    The close date is counted among opportunities that are won or lost: of an open one it is not known yet.  The day of
    creation stands for that of the first contact.
    """
    found: list[Completeness] = []
    for kind, names in WATCHED.items():
        frame = sales[kind]
        if frame.n:
            own = [_of_field(sales, kind, name) for name in names]
            found += sorted((one for one in own if one.records), key=lambda one: one.share)
    return found


def _of_field(sales: Sales, kind: Kind, name: str) -> Completeness:
    frame, dtype = sales[kind], SCHEMAS[kind].by_name[name].dtype
    column = frame[name]
    known = ~np.isnan(column) if dtype is Dtype.NUMBER else column != dtype.unknown
    if (kind, name) == (Kind.OPPORTUNITY, "first_contact_date"):
        known |= frame["created_date"] != dtype.unknown
    counted = np.ones(frame.n, dtype=bool)
    if (kind, name) == (Kind.OPPORTUNITY, "close_date"):
        choices = SCHEMAS[kind].by_name["status"].choices
        counted = np.isin(frame["status"], [choices.index("won"), choices.index("lost")])
    return Completeness(kind, name, int(counted.sum()), int((known & counted).sum()))
