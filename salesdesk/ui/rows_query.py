"""All that one drill-down asks of the desk, asked at once and off the window's thread."""

from dataclasses import dataclass

import numpy as np

from salesdesk.desk import Desk
from salesdesk.desk.rows import RowsTable
from salesdesk.domain.filter import Filter
from salesdesk.kpi.definition import Part
from salesdesk.ui.drill import DrillRequest


@dataclass(frozen=True)
class PartRows:
    """The records of one part of a figure, of one kind.  ``reason`` '' holds all reasons of what was left out."""

    part: Part
    reason: str
    table: RowsTable

    @property
    def key(self) -> str:
        return f"{self.part}:{self.table.kind}"


def load_parts(desk: Desk, request: DrillRequest, where: Filter) -> tuple[PartRows, ...]:
    """The records of every part of a figure.  A denominator that holds the numerator's rows is not repeated."""
    if request.kind is not None:
        return (PartRows(Part.NUMERATOR, "", desk.chosen_rows(request.kind, request.records)),)
    found: list[PartRows] = []
    for part in Part if request.within_figures is None else (Part.NUMERATOR,):
        for table in _rows(desk, request, where, part, ""):
            same = any(_same(known.table, table) for known in found)
            if len(table) and not same:
                found.append(PartRows(part, "", table))
    result = desk.result(request.kpi, where, basis=request.basis)
    reasons = [item.reason for item in result.left_out if item.records]
    for reason in reasons if len(reasons) > 1 and request.within_figures is None else ():
        tables = _rows(desk, request, where, Part.LEFT_OUT, reason)
        found += [PartRows(Part.LEFT_OUT, reason, table) for table in tables if len(table)]
    return tuple(found)


def _rows(desk: Desk, request: DrillRequest, where: Filter, part: Part, reason: str) -> list[RowsTable]:
    return desk.rows(
        request.kpi,
        where,
        basis=request.basis,
        dimension=request.dimension,
        group=request.group,
        part=part,
        reason=reason,
        within_figures=request.within_figures if part is Part.NUMERATOR else None,
    )


def _same(one: RowsTable, other: RowsTable) -> bool:
    if one.kind is not other.kind or one.summed != other.summed or len(one) != len(other):
        return False
    return np.array_equal(np.sort(one.positions), np.sort(other.positions))
