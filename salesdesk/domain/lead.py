"""How a lead is judged: what BANT and MEDDIC answers are worth, and from where a criterion counts as met."""

from typing import Final

BANT_ANSWERS: Final = (0, 5, 10, 15)
"""Points of an answer, from unknown to certain; the same scale for budget, authority, need and timeline."""

BANT_THRESHOLD: Final = 10
"""A criterion is met from this many points on, unless the company decides otherwise; a lead is qualified when all
four are."""

MEDDIC_ANSWERS: Final = (0, 1, 2, 3)
"""Points of a MEDDIC answer, from unknown to proved; the same scale for all six."""

PART_SCALE: Final = 20
"""Digital engagement and profile are given out of this many points."""
