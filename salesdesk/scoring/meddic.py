"""MEDDIC, for complex cycles: six questions, each answered from 0 (unknown) to 3 (proved)."""

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import MEDDIC, MICROS, NO_MONEY
from salesdesk.domain.lead import MEDDIC_ANSWERS
from salesdesk.domain.sales import Frame
from salesdesk.scoring.answers import given


def share(leads: Frame, known_by: NDArray[np.int32]) -> NDArray[np.float64]:
    """Points of the six answers of each lead, as a share of all that can be had; what is unknown is worth nothing.

    Answers dated after ``known_by``, a day per lead, are not known yet.
    """
    most = MEDDIC_ANSWERS[-1]
    total = np.zeros(leads.n)
    for name in MEDDIC:
        if name in leads:
            total += np.clip(np.nan_to_num(given(leads, name, known_by)), 0, most)
    return total / (most * len(MEDDIC))


def is_complex(leads: Frame, from_amount: float | None) -> NDArray[np.bool_]:
    """Which leads are judged by MEDDIC too.

    The lead's own switch decides.  Where it says nothing: leads of ``from_amount`` or more, in the company currency,
    with an answer to one question at least, so that nobody loses points for a form nobody filled in.
    """
    switch = leads["meddic"]
    by_amount = np.zeros(leads.n, dtype=bool)
    if from_amount is not None:
        for name in MEDDIC:
            if name in leads:
                by_amount |= ~np.isnan(leads[name])
        by_amount &= asked_for(leads, from_amount)
    return np.asarray((switch == 1) | ((switch < 0) & by_amount))


def asked_for(leads: Frame, from_amount: float | None) -> NDArray[np.bool_]:
    """Which leads are large enough for the questions to be shown."""
    if from_amount is None:
        return np.zeros(leads.n, dtype=bool)
    amount = leads["amount"]
    return np.asarray((amount != NO_MONEY) & (amount >= round(from_amount * MICROS)))
