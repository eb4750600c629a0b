"""What a click on a figure asks for: the records behind it."""

from dataclasses import dataclass

from salesdesk.kpi.definition import Part


@dataclass(frozen=True)
class DrillRequest:
    """One part of one figure.  The fields are those of ``Desk.rows``.

    ``basis`` and ``dimension`` '' take the KPI's defaults; ``group`` None is the whole, '' the records whose member
    is unknown; ``reason`` narrows ``Part.LEFT_OUT`` to one reason.
    """

    kpi: str
    basis: str = ""
    dimension: str = ""
    group: str | None = None
    part: Part = Part.NUMERATOR
    reason: str = ""
