"""What a click on a figure asks for: the records behind it."""

from dataclasses import dataclass

from salesdesk.domain.columns import Kind
from salesdesk.kpi.definition import Part


@dataclass(frozen=True)
class DrillRequest:
    """One part of one figure.  The fields are those of ``Desk.rows``.

    ``basis`` and ``dimension`` '' take the KPI's defaults; ``group`` None is the whole, '' the records whose member
    is unknown; ``reason`` narrows ``Part.LEFT_OUT`` to one reason.  ``within_figures``: only records whose own figure
    is at least the first and below the second.

    ``records`` of ``kind``, by position in the snapshot's frame, are asked for by themselves; then the KPI only says
    where the question comes from.  ``title`` names what neither filter nor group does.  ``all_time``: whatever the
    period of the filter.
    """

    kpi: str
    basis: str = ""
    dimension: str = ""
    group: str | None = None
    part: Part = Part.NUMERATOR
    reason: str = ""
    within_figures: tuple[float, float] | None = None
    kind: Kind | None = None
    records: tuple[int, ...] = ()
    title: str = ""
    all_time: bool = False
