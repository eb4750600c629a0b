"""What an import will let the KPIs say, and which column is missing for the others."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from salesdesk.domain.columns import Kind
from salesdesk.domain.sales import Sales
from salesdesk.importing.plan import ImportPlan

_NEEDS: Final[Mapping[str, tuple[tuple[Kind, tuple[str, ...]], ...]]] = {
    "conversion_rate": ((Kind.OPPORTUNITY, ("status",)), (Kind.LEAD, ("status",))),
    "revenue_per_rep": ((Kind.ORDER_LINE, ("amount", "rep")), (Kind.OPPORTUNITY, ("amount", "rep", "status"))),
    "sales_cycle": (
        (Kind.OPPORTUNITY, ("status", "close_date", "first_contact_date")),
        (Kind.OPPORTUNITY, ("status", "close_date", "created_date")),
    ),
    "repurchase_rate": ((Kind.ORDER_LINE, ("customer", "date")),),
    "gross_margin": ((Kind.ORDER_LINE, ("amount", "cost")),),
    "qualified_leads": ((Kind.LEAD, ()),),
    "loss_rate": ((Kind.OPPORTUNITY, ("status", "close_date")),),
}
"""Per KPI, the alternatives that let it speak: a kind of record and the fields that some of its records must fill."""


@dataclass(frozen=True)
class Outlook:
    """``missing``: the fields that the nearest alternative lacks, of records of ``kind``; none: the KPI can speak.

    ``absent``: there are no records of the kind at all.
    """

    kpi: str
    kind: Kind
    missing: tuple[str, ...]
    absent: bool

    @property
    def ready(self) -> bool:
        return not self.missing and not self.absent


def outlook(plan: ImportPlan, sales: Sales) -> list[Outlook]:
    """For each KPI, in tab order, whether the records held and the records planned suffice."""
    filled = _filled(plan, sales)
    return [_nearest(kpi, alternatives, filled) for kpi, alternatives in _NEEDS.items()]


def _filled(plan: ImportPlan, sales: Sales) -> dict[Kind, set[str]]:
    """Fields that records fill, by kind; a product's cost reaches the lines that name the product."""
    filled = {kind: set(frame.columns) for kind, frame in sales.frames.items() if frame.n}
    for sheet in plan.sheets:
        for batch in sheet.records if sheet.include else ():
            if batch.n:
                filled.setdefault(batch.kind, set()).update(batch.columns)
    if "cost" in filled.get(Kind.PRODUCT, ()) and "product" in filled.get(Kind.ORDER_LINE, ()):
        filled[Kind.ORDER_LINE].add("cost")
    return filled


def _nearest(
    kpi: str, alternatives: tuple[tuple[Kind, tuple[str, ...]], ...], filled: Mapping[Kind, AbstractSet[str]]
) -> Outlook:
    found = [
        Outlook(kpi, kind, tuple(f for f in fields if f not in filled.get(kind, ())), kind not in filled)
        for kind, fields in alternatives
    ]
    return min(found, key=lambda one: (one.absent, len(one.missing)))
