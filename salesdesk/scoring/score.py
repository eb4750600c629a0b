"""The lead score out of 100: BANT 60, engagement 20, profile 20; every point explains itself.

Engagement covers digital engagement and interactions with the team.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import BANT, Kind
from salesdesk.domain.lead import BANT_THRESHOLD
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import Message
from salesdesk.scoring import bant

MOST_POINTS: Final = {"bant": 60, "engagement": 20, "profile": 20}
HOT: Final = 70
WARM: Final = 40


@dataclass(frozen=True, eq=False)
class Scores:
    """All leads, in frame order.  ``criteria``: points of budget, authority, need and timeline (rows).

    ``met``: how many of the four criteria are met; ``grades``: hot, warm or cold.
    """

    criteria: NDArray[np.float64]
    bant: NDArray[np.float64]
    engagement: NDArray[np.float64]
    profile: NDArray[np.float64]
    total: NDArray[np.float64]
    met: NDArray[np.int64]
    grades: NDArray[np.str_]

    @property
    def qualified(self) -> NDArray[np.bool_]:
        """Which leads meet all four criteria."""
        return np.asarray(self.met == len(BANT))


@dataclass(frozen=True)
class Score:
    """One lead's score and where each point comes from."""

    budget: float
    authority: float
    need: float
    timeline: float
    engagement: float
    profile: float
    total: float
    grade: str
    qualified: bool
    reasons: tuple[Message, ...]


def score_leads(sales: Sales) -> Scores:
    """The scores of all leads.  What is unknown is worth nothing."""
    leads = sales[Kind.LEAD]
    criteria = bant.points(leads)
    engagement, profile = (
        np.clip(np.nan_to_num(leads[name]), 0, MOST_POINTS[name]) for name in ("engagement", "profile")
    )
    judged = criteria.sum(axis=0)
    total = judged + engagement + profile
    return Scores(
        criteria=criteria,
        bant=judged,
        engagement=engagement,
        profile=profile,
        total=total,
        met=bant.met(criteria).sum(axis=0),
        grades=np.select([total >= HOT, total >= WARM], ["hot", "warm"], "cold"),
    )


def score(scores: Scores, position: int) -> Score:
    """The score of the lead at a position of the frame."""
    budget, authority, need, timeline = (float(value) for value in scores.criteria[:, position])
    engagement, profile = float(scores.engagement[position]), float(scores.profile[position])
    return Score(
        budget=budget,
        authority=authority,
        need=need,
        timeline=timeline,
        engagement=engagement,
        profile=profile,
        total=float(scores.total[position]),
        grade=str(scores.grades[position]),
        qualified=bool(scores.qualified[position]),
        reasons=_reasons((budget, authority, need, timeline), engagement, profile),
    )


def _reasons(criteria: tuple[float, ...], engagement: float, profile: float) -> tuple[Message, ...]:
    """One sentence per criterion and part, in the order of the form."""
    said = [
        Message(
            "bant.criterion_met" if points >= BANT_THRESHOLD else "bant.criterion_open",
            {
                "criterion": Message(f"field.{name}"),
                "answer": Message(f"lead.bant.{name}.answer_{bant.answer(points)}"),
                "points": round(points),
                "most": bant.CRITERION_POINTS,
            },
        )
        for name, points in zip(BANT, criteria, strict=True)
    ]
    parts = (("engagement", engagement), ("profile", profile))
    said += [
        Message("bant.part", {"part": Message(f"field.{name}"), "points": round(points), "most": MOST_POINTS[name]})
        for name, points in parts
    ]
    return tuple(said)
