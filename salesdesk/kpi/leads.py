"""Which leads are qualified, who says so, and since when."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import BANT, LEAD_STATUSES, NO_CODE, NO_DAY, Kind
from salesdesk.domain.sales import Sales
from salesdesk.kpi.facts import Days, Mask

ORIGINS: Final = ("", "bant", "source", "opportunity")
"""Who says that a lead is qualified; the position is the code in :attr:`Qualification.origin`."""

_QUALIFIED: Final = tuple(LEAD_STATUSES.index(status) for status in ("qualified", "converted"))
UNQUALIFIED: Final = LEAD_STATUSES.index("unqualified")
CONVERTED: Final = LEAD_STATUSES.index("converted")


@dataclass(frozen=True, eq=False)
class Qualification:
    """Per lead, in frame order.

    ``silent``: the lead's sheet records no qualification for any of its leads (no status, no BANT, no date).
    ``day``: qualification date, else the date received.
    """

    qualified: Mask
    origin: NDArray[np.int8]
    silent: Mask
    day: Days
    received: Days


def qualification(sales: Sales) -> Qualification:
    """A lead is qualified when all four BANT criteria are met; without any BANT answer, when its source says so.

    Its source says so by the status "qualified" or "converted", or by a qualification date that no status
    "unqualified" takes back.  An opportunity makes its lead qualified in any case.
    """
    return sales.remembered(("kpi", "qualification"), lambda: _qualification(sales))


def _qualification(sales: Sales) -> Qualification:
    leads = sales[Kind.LEAD]
    answers = np.stack([leads[name] for name in BANT])
    met = (answers >= np.array(sales.bant_thresholds)[:, np.newaxis]).all(axis=0)
    answered = ~np.isnan(answers).all(axis=0)
    status = leads["status"]
    qualified_day, received = leads.days("qualified_at"), leads.days("received_at")
    dated = qualified_day != NO_DAY
    said = np.isin(status, _QUALIFIED) | (dated & (status != UNQUALIFIED))
    origin = np.select([met, ~answered & said, has_opportunity(sales)], [1, 2, 3], 0).astype(np.int8)
    spoken = answered | (status != NO_CODE) | dated
    return Qualification(
        qualified=origin > 0,
        origin=origin,
        silent=_silent(leads["sheet"], spoken),
        day=np.where(dated, qualified_day, received),
        received=received,
    )


def has_opportunity(sales: Sales) -> Mask:
    """Which leads an opportunity names."""
    leads = sales[Kind.LEAD]
    named = np.zeros(len(sales.names("lead_id")) + 1, dtype=bool)
    named[sales[Kind.OPPORTUNITY]["lead_id"]] = True
    named[-1] = False
    return named[leads["lead_id"]]


def _silent(sheet: NDArray[np.int64], spoken: Mask) -> Mask:
    """Which leads come from a sheet that says nothing about any lead.  Leads typed by hand (sheet 0) are never such."""
    sheets, of_lead = np.unique(sheet, return_inverse=True)
    words = np.bincount(of_lead, weights=spoken, minlength=len(sheets))
    return np.asarray(((words == 0) & (sheets != 0))[of_lead])
