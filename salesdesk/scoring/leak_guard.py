"""Answers that were written down after the outcome know it: they are refused before anything is learnt from them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_DAY
from salesdesk.scoring.logistic import area

ENOUGH: Final = 10
"""Fewer answers than this tell nothing."""
APART: Final = 0.6
"""Won and lost leads may differ by less than this in the share that is answered, unless the answers' days are known."""
UNLIKELY: Final = 1e-4
"""Chance below which answers on leads of one outcome only are no chance."""
TOO_GOOD: Final = 0.97
"""An area from here on is no forecast but a report."""
_DATED: Final = 0.9


@dataclass(frozen=True, eq=False)
class Column:
    """A field of the leads that ended: its values as known the day before, NaN elsewhere.

    ``refused``: why nothing may be learnt from it ('' : it may): never, late, one_sided, filled_by_outcome, too_good.
    """

    name: str
    values: NDArray[np.float64]
    refused: str


def examined(
    name: str,
    values: NDArray[np.float64],
    day: NDArray[np.int32],
    closed: NDArray[np.int32],
    won: NDArray[np.bool_],
) -> Column:
    """The values of a field, given on the days ``day`` (NO_DAY where unknown) to leads that ended on ``closed``.

    An answer dated on the day of the outcome or later is not known.  Where most answers carry a day before the outcome,
    the days are the proof; where they do not, answers that are there for won leads alone, or for lost leads alone, are
    taken for written afterwards, and so is a column that tells the outcomes apart almost without fault.
    """
    answered = ~np.isnan(values)
    late = answered & (day != NO_DAY) & (day >= closed)
    known = answered & ~late
    values = np.where(known, values, np.nan)
    dated = (day != NO_DAY)[known].mean() if known.any() else 0.0
    return Column(name, values, _refusal(values, known, won, int(late.sum()), proved=bool(dated >= _DATED)))


def _refusal(
    values: NDArray[np.float64], known: NDArray[np.bool_], won: NDArray[np.bool_], late: int, *, proved: bool
) -> str:
    n, wins = int(known.sum()), int((known & won).sum())
    if late > n:
        return "late"
    if n < ENOUGH:
        return "never"
    area_ = area(values[known], won[known])
    if proved:
        return ""
    base = float(won.mean())
    chance = base**n if wins == n else (1 - base) ** n if wins == 0 else 1.0
    if chance < UNLIKELY and n < len(won):
        return "one_sided"
    if abs(known[won].mean() - known[~won].mean()) >= APART:
        return "filled_by_outcome"
    return "too_good" if area_ is not None and max(area_, 1 - area_) >= TOO_GOOD else ""
