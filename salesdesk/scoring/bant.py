"""BANT: budget, authority, need and timeline, each answered on one graded scale."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import BANT
from salesdesk.domain.lead import BANT_ANSWERS, BANT_THRESHOLD
from salesdesk.domain.sales import Frame

CRITERION_POINTS: Final = BANT_ANSWERS[-1]
"""What a certain answer is worth."""


def points(leads: Frame) -> NDArray[np.float64]:
    """Points of each criterion (rows) and lead (columns), within the scale; 0 where nothing was answered."""
    given = np.nan_to_num(np.stack([leads[name] for name in BANT]))
    return np.asarray(np.clip(given, 0, CRITERION_POINTS), dtype=np.float64)


def met(points_: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which criteria are met."""
    return np.asarray(points_ >= BANT_THRESHOLD)


def answer(points_: float) -> int:
    """The graded answer that points stand for: the highest that they reach."""
    return max((given for given in BANT_ANSWERS if given <= points_), default=BANT_ANSWERS[0])
