"""How each lead ended: won, lost or still open."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import LEAD_STATUSES, NO_CODE, NO_DAY, STATUSES, Kind
from salesdesk.domain.sales import Sales
from salesdesk.scoring.links import lead_of_opportunity

OPEN: Final = STATUSES.index("open")
WON: Final = STATUSES.index("won")
LOST: Final = STATUSES.index("lost")


@dataclass(frozen=True, eq=False)
class Outcomes:
    """Per lead, in frame order.  ``closed``: day of the outcome, NO_DAY while open or where no day is known.

    ``opportunity``: position of the opportunity that decides, -1 where the lead's own status does.
    """

    state: NDArray[np.int8]
    closed: NDArray[np.int32]
    opportunity: NDArray[np.int64]

    @property
    def over(self) -> NDArray[np.bool_]:
        return np.asarray(self.state != OPEN)


def outcomes(sales: Sales) -> Outcomes:
    """By the lead's opportunities: the first won, else one still open, else the last lost.

    Without any opportunity, the status "converted" is a sale and "unqualified" a loss.
    """
    return sales.remembered(("scoring", "outcomes"), lambda: _outcomes(sales))


def _outcomes(sales: Sales) -> Outcomes:
    leads, opportunities = sales[Kind.LEAD], sales[Kind.OPPORTUNITY]
    lead_of = lead_of_opportunity(sales)
    linked = np.flatnonzero(lead_of >= 0)
    status = opportunities["status"]
    state = np.where(status == NO_CODE, OPEN, status).astype(np.int8)
    closed = opportunities["close_date"].astype(np.int64)
    rank = np.select([state[linked] == WON, state[linked] == OPEN], [2, 1], 0)
    day = closed[linked]
    last = np.where(rank == 2, -day, day)
    order = np.lexsort((last, day != NO_DAY, rank))
    deciding = np.full(leads.n, -1, dtype=np.int64)
    deciding[lead_of[linked[order]]] = linked[order]  # the last assignment stays
    has = deciding >= 0
    at = np.where(has, deciding, 0)
    own_status = leads["status"]
    converted, unqualified = (own_status == LEAD_STATUSES.index(name) for name in ("converted", "unqualified"))
    own = np.select([converted, unqualified], [WON, LOST], OPEN)
    ended = np.where(has, state[at] if opportunities.n else own, own).astype(np.int8)
    ended_on = np.where(has, closed[at] if opportunities.n else NO_DAY, leads["closed_date"])
    return Outcomes(ended, np.where(ended == OPEN, NO_DAY, ended_on).astype(np.int32), deciding)
