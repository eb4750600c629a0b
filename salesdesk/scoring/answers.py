"""What was known of a lead on a day."""

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import DATED_ANSWERS
from salesdesk.domain.sales import Frame


def given(leads: Frame, name: str, known_by: NDArray[np.int32]) -> NDArray[np.float64]:
    """A numeric field of all leads; NaN where unknown, or answered after ``known_by``.  Undated answers count."""
    values: NDArray[np.float64] = leads[name]
    dated = f"{name}_date"
    if name not in DATED_ANSWERS or dated not in leads:
        return values
    return np.where(leads[dated] > known_by, np.nan, values)
