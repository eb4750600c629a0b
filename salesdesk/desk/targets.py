"""Targets that are set in the window: records like imported ones, undone and exported like them."""

from collections.abc import Mapping
from typing import Final, Protocol

from salesdesk.domain.columns import Kind
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import Message
from salesdesk.kpi.targets import Target, targets

ALWAYS: Final = ""


class Edited(Protocol):
    """What targets need of the desk."""

    @property
    def sales(self) -> Sales: ...
    def edit(self, kind: Kind, record: int | None, values: Mapping[str, object], label: Message) -> int: ...


class TargetBook:
    """The targets of a company."""

    def __init__(self, desk: Edited) -> None:
        self._desk = desk

    def of(self, kpi: str) -> list[Target]:
        """A KPI's targets: the company's first, then by dimension, member and period."""
        own = (target for target in targets(self._desk.sales) if target.kpi == kpi)
        return sorted(own, key=lambda target: (target.dimension, target.member, target.words))

    def find(self, kpi: str, dimension: str = "", member: str = "", period: str = ALWAYS) -> Target | None:
        """The target of exactly this segment and period, as written."""
        place = dimension, member, period
        return next((one for one in self.of(kpi) if (one.dimension, one.member, one.words) == place), None)

    def put(self, kpi: str, value: float | None, dimension: str = "", member: str = "", period: str = ALWAYS) -> None:
        """Set a target in the KPI's unit, or take it away (None)."""
        held = self.find(kpi, dimension, member, period)
        if held is not None:
            record: int | None = int(self._desk.sales[Kind.TARGET]["id"][held.at])
            values: dict[str, object] = {"value": value}
        elif value is not None:
            record = None
            values = {"kpi": kpi, "dimension": dimension, "member": member, "period": period, "value": value}
        else:
            return
        label = Message(f"target.change.{'cleared' if value is None else 'set'}", {"kpi": Message(f"kpi.{kpi}.title")})
        self._desk.edit(Kind.TARGET, record, values, label)
