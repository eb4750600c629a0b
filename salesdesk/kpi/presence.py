"""When each rep works for the company."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_DAY, Kind
from salesdesk.domain.sales import Sales

FAR: Final = np.int64(10_000_000)
"""Unknown entry days are minus this, unknown exit days this."""

MONTH: Final = 30.4375
"""Days of an average month."""


def presence(sales: Sales) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and last day number of each rep of the list of names."""
    reps = sales[Kind.REP]
    size = len(sales.names("rep"))
    entry, exit_ = np.full(size, -FAR), np.full(size, FAR)
    for dates, name in ((entry, "entry_date"), (exit_, "exit_date")):
        known = reps[name] != NO_DAY
        dates[reps["rep"][known]] = reps[name][known]
    return entry, exit_
