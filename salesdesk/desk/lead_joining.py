"""Leads that are one: the double one is laid under the one that is kept, until the step is undone."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.desk.leads import LeadCard
from salesdesk.domain.changes import Edit
from salesdesk.domain.columns import NO_CODE, SCHEMAS, Kind
from salesdesk.domain.sales import Frame, Sales

_OWN: Final = frozenset({"same_as", "lead_id", "received_at"})
"""Fields that a double lead keeps to itself."""


def joined(sales: Sales) -> Sales:
    """The snapshot without the double leads; what named them names the leads that they belong to."""
    leads = sales[Kind.LEAD]
    if "same_as" not in leads or np.isnan(leads["same_as"]).all():
        return sales
    return sales.remembered(("desk", "joined"), lambda: _joined(sales))


def _joined(sales: Sales) -> Sales:
    leads = sales[Kind.LEAD]
    target = _targets(leads)
    keep = target == np.arange(leads.n)
    codes = leads["lead_id"]
    own = np.arange(len(sales.names("lead_id")) + 1, dtype=np.int32)
    own[-1] = NO_CODE
    moved = np.flatnonzero(~keep & (codes != NO_CODE) & (codes[target] != NO_CODE))
    own[codes[moved]] = codes[target[moved]]
    frames = dict(sales.frames)
    frames[Kind.LEAD] = Frame(
        Kind.LEAD, int(keep.sum()), {name: leads[name][keep] for name in leads.columns if name != "same_as"}
    )
    for kind in (Kind.OPPORTUNITY, Kind.ACTIVITY):
        if kind in frames and "lead_id" in frames[kind]:
            frame = frames[kind]
            frames[kind] = Frame(kind, frame.n, {**frame.columns, "lead_id": own[frame["lead_id"]]})
    return replace(sales, frames=frames, _cache={})


def doubles_of(sales: Sales, records: NDArray[np.int64]) -> NDArray[np.int64]:
    """The records, with those that were laid under them; ``sales`` is the snapshot with all leads."""
    leads = sales[Kind.LEAD]
    target = leads["id"][_targets(leads)]
    return np.asarray(leads["id"][np.isin(target, records)])


def _targets(leads: Frame) -> NDArray[np.int64]:
    """Position of the lead that each one counts as: itself, unless it is a double.  Circles and ghosts stay apart."""
    itself = np.arange(leads.n)
    same_as = leads["same_as"]
    named = np.flatnonzero(~np.isnan(same_as))
    order = np.argsort(leads["id"], kind="stable")
    at = order[np.searchsorted(leads["id"], same_as[named], sorter=order).clip(max=max(leads.n - 1, 0))]
    there = leads["id"][at] == same_as[named]
    target = itself.copy()
    target[named[there]] = at[there]
    for _ in range(leads.n.bit_length()):  # a chain of doubles is followed to its end, twice as far each time
        target = target[target]
    return np.where(target[target] == target, target, itself)


def joining_edits(kept: LeadCard, double: LeadCard) -> list[Edit]:
    """What is typed when two leads become one: what the kept one does not know, it takes from the other."""
    taken = {
        field.name: double.values[field.name]
        for field in SCHEMAS[Kind.LEAD].fields
        if field.name not in _OWN and kept.values[field.name] is None and double.values[field.name] is not None
    }
    if kept.values["lead_id"] is None and double.values["lead_id"] is not None:
        taken["lead_id"] = double.values["lead_id"]
    notes = [str(card.values["notes"]) for card in (kept, double) if card.values["notes"]]
    if len(notes) > 1 and notes[0] != notes[1]:
        taken["notes"] = "\n".join(notes)
    edits = [Edit(Kind.LEAD, kept.record, taken)] if taken else []
    return [*edits, Edit(Kind.LEAD, double.record, {"same_as": kept.record})]
