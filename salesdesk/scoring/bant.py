"""BANT: budget, authority, need and timeline, each answered on one graded scale."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import BANT
from salesdesk.domain.lead import BANT_ANSWERS
from salesdesk.domain.sales import Frame
from salesdesk.scoring.answers import given

CRITERION_POINTS: Final = BANT_ANSWERS[-1]
"""What a certain answer is worth on the answers' scale."""


def answers(leads: Frame, known_by: NDArray[np.int32]) -> NDArray[np.float64]:
    """Each criterion (rows) of each lead (columns) on the scale of answers; 0 where nothing was answered.

    Answers dated after ``known_by``, a day per lead, are not known yet.
    """
    answered = np.stack([given(leads, name, known_by) for name in BANT])
    return np.clip(np.nan_to_num(answered), 0, CRITERION_POINTS)


def met(answers_: NDArray[np.float64], thresholds: Mapping[str, int]) -> NDArray[np.bool_]:
    """Which criteria are met."""
    least = np.array([thresholds[name] for name in BANT])[:, np.newaxis]
    return np.asarray(answers_ >= least)


def answer(points_: float) -> int:
    """The graded answer that points stand for: the highest that they reach."""
    return max((given for given in BANT_ANSWERS if given <= points_), default=BANT_ANSWERS[0])
