"""Which records a question is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from salesdesk.domain.period import Period


@dataclass(frozen=True)
class Filter:
    """A period and, per dimension, the member names kept.  No entry means all; names within one entry are alternatives.

    An empty name selects the records whose member is unknown.
    """

    period: Period
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def key(self) -> tuple[object, ...]:
        """Hashable identity, for caches."""
        return (self.period, tuple(sorted((d, tuple(sorted(m))) for d, m in self.members.items())))

    def with_member(self, dimension: str, *names: str) -> "Filter":
        """The filter narrowed to the given members; no names clears the dimension."""
        members = {d: m for d, m in self.members.items() if d != dimension}
        if names:
            members[dimension] = names
        return Filter(self.period, members)
