"""What was asked of a KPI, as its details need it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

import numpy as np

from salesdesk.domain.columns import NO_DAY, Kind
from salesdesk.domain.period import Period, Unit, from_day_number
from salesdesk.domain.sales import Sales
from salesdesk.kpi.facts import Days, Entries, Facts, Mask, Members, Rows, all_of, member_mask, passing, within

_NONE: Final = Entries(np.zeros(0, dtype=np.int32))


@dataclass(frozen=True, eq=False)
class Question:
    """What was asked of a KPI, with what its details need to answer.

    ``members``: the dimensions of the filter that the facts answer, each with the names kept.  ``keep``: the entries
    that pass them (None: all).  ``entries``: those.  ``dimension``: what the figure is grouped by.
    ``compared``: the period that it is compared with.
    """

    sales: Sales
    basis: str
    period: Period
    members: Members
    facts: Facts
    keep: Mask | None
    entries: Entries
    dimension: str = ""
    compared: Period | None = None

    @property
    def elapsed(self) -> Period:
        """The part of the period that the data covers; for ``ALL`` from the first dated entry to the data's end."""
        if self.period.unit is not Unit.ALL:
            return self.period.elapsed(self.sales.as_of)
        day = self.facts.day
        dated = day[np.searchsorted(day, np.int32(NO_DAY), side="right") :]
        first = from_day_number(dated[0]) if len(dated) else self.sales.as_of
        return Period(min(first, self.sales.as_of), self.sales.as_of + timedelta(days=1), Unit.ALL)

    def without(self, *dimensions: str) -> "Question":
        """The question with the filter's members along some dimensions given up."""
        members = tuple(member for member in self.members if member[0] not in dimensions)
        if members == self.members:
            return self
        keep = passing(self.facts, members)
        return replace(self, members=members, keep=keep, entries=self.facts.entries(keep))

    def again(self) -> Callable[[], "Question"]:
        """What asks the same question later, without keeping its entries alive until then."""
        light = replace(self, keep=None, entries=_NONE)

        def ask() -> Question:
            keep = passing(light.facts, light.members)
            return replace(light, keep=keep, entries=light.facts.entries(keep))

        return ask

    def positions(self, period: Period) -> Rows | slice:
        """Where, in the facts, the entries of a period stand that pass the filter."""
        part = self.entries.between(period)
        return part if self.entries.index is None else self.entries.index[part]

    def keep_of(self, facts: Facts) -> Mask | None:
        """Which entries of other facts pass the filter, as far as those can tell (None: all)."""
        return passing(facts, self.members)

    def rows(self, kind: Kind) -> Mask | None:
        """Which records of a kind pass the filter, dimensions that the kind cannot answer aside (None: all)."""
        masks = [
            member_mask(self.sales, kind, dimension, names)
            for dimension, names in self.members
            if self.sales.answers(kind, dimension)
        ]
        return all_of(masks)

    def asked(self, kind: Kind, day: Days) -> Mask:
        """Which records of a kind pass the filter and are dated in the period by ``day``."""
        inside = within(day, self.period)
        rows = self.rows(kind)
        return inside if rows is None else inside & rows
