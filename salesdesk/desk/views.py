"""Saved views: a page with its period, comparison and filter, under a name, kept in the company file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Self

from salesdesk.desk.desk import Desk
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME, parse_period
from salesdesk.domain.texts import Message

SETTING: Final = "views"


@dataclass(frozen=True)
class SavedView:
    """``period`` in the form that ``parse_period`` reads: the last twelve months move on with the data.

    ``basis`` and ``dimension``: how the KPI's page is set; '' takes the KPI's defaults.
    """

    name: str
    page: str
    period: str
    compared: str = "year"
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    basis: str = ""
    dimension: str = ""

    @classmethod
    def of(cls, name: str, page: str, where: Filter, compared: str, basis: str = "", dimension: str = "") -> Self:
        """The view of a page as it is set."""
        return cls(name, page, str(where.period), compared, dict(where.members), basis, dimension)

    def filter(self, desk: Desk) -> Filter:
        """What the view asks for, of the data as they are now."""
        sales = desk.sales
        try:
            period = parse_period(self.period, sales.as_of, sales.fiscal_start)
        except SalesDeskError:
            period = ALL_TIME
        return Filter(period, dict(self.members))

    def to_json(self) -> dict[str, object]:
        members = {dimension: list(names) for dimension, names in self.members.items()}
        return {**vars(self), "members": members}


class SavedViews:
    """The views of one company, in the order of their saving."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> list[SavedView]:
        """Those that can be read; what another version wrote otherwise is left out."""
        held = self._desk.setting(SETTING, [])
        found = (_read(one) for one in held if isinstance(one, dict)) if isinstance(held, list) else ()
        return [view for view in found if view is not None]

    def save(self, view: SavedView) -> None:
        """Keep a view; one of that name is replaced."""
        kept = [known for known in self.all() if known.name != view.name]
        self._write([*kept, view])

    def remove(self, name: str) -> None:
        self._write([known for known in self.all() if known.name != name])

    def _write(self, views: Sequence[SavedView]) -> None:
        with self._desk.timeline.one_step(Message("setting.change.views")):
            self._desk.set_setting(SETTING, [view.to_json() for view in views] or None)


def _read(told: Mapping[str, object]) -> SavedView | None:
    members = told.get("members")
    if not isinstance(members, dict) or not all(isinstance(told.get(key), str) for key in ("name", "page", "period")):
        return None
    return SavedView(
        name=str(told["name"]),
        page=str(told["page"]),
        period=str(told["period"]),
        compared=str(told.get("compared") or "year"),
        members={str(dimension): tuple(map(str, names)) for dimension, names in members.items()},
        basis=str(told.get("basis") or ""),
        dimension=str(told.get("dimension") or ""),
    )
