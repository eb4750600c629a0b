"""How a lead is judged: what the four BANT answers are worth, and from where a criterion counts as met."""

from typing import Final

BANT_ANSWERS: Final = (0, 5, 10, 15)
"""Points of an answer, from unknown to certain; the same scale for budget, authority, need and timeline."""

BANT_THRESHOLD: Final = 10
"""A criterion is met from this many points on; a lead is qualified when all four are."""
