"""The lead score out of 100: BANT, engagement and profile, weighed as the company decides; every point explains itself.

Engagement covers digital engagement and interactions with the team.  A lead that is won or lost keeps the score it had
on that day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import BANT, NO_DAY, Kind
from salesdesk.domain.period import day_number
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import Message
from salesdesk.scoring import bant, meddic
from salesdesk.scoring.interactions import Interactions, interactions
from salesdesk.scoring.model import DEFAULT, ScoringModel
from salesdesk.scoring.outcome import outcomes
from salesdesk.scoring.signals import SIGNALS, Signals, signals

_FRESH: Final = 0.95
"""Share of the worth of engagement above which nothing is said of time."""
_HALF: Final = 0.5 + 1e-9
"""Added before numbers are cut to whole ones; thirds of 15 must make 15."""


@dataclass(frozen=True, eq=False)
class Scores:
    """All leads, in frame order.

    ``answers``: budget, authority, need and timeline (rows) on the scale of answers; ``criteria``: their points.
    ``bant``: points of the four together; ``meddic``: points of MEDDIC, of the leads that are ``complex`` cycles.
    ``engagement``: points of digital engagement (``digital``) and of ``interactions``, up to the model's weight.
    ``met``: how many of the four criteria are met; ``grades``: hot, warm or cold.  ``known_by``: the day of the score.
    """

    model: ScoringModel
    answers: NDArray[np.float64]
    criteria: NDArray[np.float64]
    bant: NDArray[np.float64]
    meddic: NDArray[np.float64]
    complex: NDArray[np.bool_]
    digital: NDArray[np.float64]
    signals: Signals
    interactions: Interactions
    engagement: NDArray[np.float64]
    profile: NDArray[np.float64]
    total: NDArray[np.float64]
    met: NDArray[np.int64]
    grades: NDArray[np.str_]
    known_by: NDArray[np.int32]

    @property
    def qualified(self) -> NDArray[np.bool_]:
        """Which leads meet all four criteria."""
        return np.asarray(self.met == len(BANT))

    def shares(self) -> NDArray[np.float64]:
        """How much of each part (columns, as PARTS) each lead (rows) has, 0 to 1, whatever the part weighs."""
        most = self.model.weights["engagement"] or 1
        columns = [*(self.answers / bant.CRITERION_POINTS), self.engagement / most, self.profile]
        if self.model.weights["profile"]:
            columns[-1] = self.profile / self.model.weights["profile"]
        return np.stack(columns, axis=1)


@dataclass(frozen=True)
class Part:
    """A line of the breakdown: ``points`` of at most ``most``, both whole."""

    key: str
    points: int
    most: int


@dataclass(frozen=True)
class Score:
    """One lead's score and where each point comes from.  ``parts`` and ``reasons`` add up to the total."""

    budget: float
    authority: float
    need: float
    timeline: float
    engagement: float
    profile: float
    total: float
    grade: str
    qualified: bool
    complex: bool
    parts: tuple[Part, ...]
    reasons: tuple[Message, ...]


def score_leads(sales: Sales, model: ScoringModel = DEFAULT, today: date | None = None) -> Scores:
    """The scores of all leads on ``today`` (by default the day the data reaches).  What is unknown is worth nothing."""
    leads, ended = sales[Kind.LEAD], outcomes(sales)
    now = np.int32(day_number(today or sales.as_of))
    known_by = np.where(ended.closed != NO_DAY, ended.closed, now)
    answers = bant.answers(leads, known_by)
    long = meddic.is_complex(leads, model.meddic_from)
    kept = np.where(long, 1 - model.meddic_share, 1.0)
    weights = np.array([model.weights[name] for name in BANT])[:, np.newaxis]
    criteria = answers / bant.CRITERION_POINTS * weights * kept
    by_meddic = np.where(long, model.meddic_share * model.bant * meddic.share(leads, known_by), 0.0)
    told = signals(sales, model, known_by, ended.closed != NO_DAY)
    digital, profile = (np.nan_to_num(told.share[name]) * model.weights[name] for name in ("engagement", "profile"))
    met_people = interactions(sales, model, known_by, ended.closed != NO_DAY)
    engagement = np.minimum(digital + met_people.points, model.weights["engagement"])
    judged = criteria.sum(axis=0)
    # Whole points, so that what is shown is what is graded.
    total = np.floor(judged + by_meddic + engagement + profile + _HALF)
    return Scores(
        model=model,
        answers=answers,
        criteria=criteria,
        bant=judged,
        meddic=by_meddic,
        complex=long,
        digital=digital,
        signals=told,
        interactions=met_people,
        engagement=engagement,
        profile=profile,
        total=total,
        met=bant.met(answers, model.thresholds).sum(axis=0),
        grades=np.select([total >= model.hot, total >= model.warm], ["hot", "warm"], "cold"),
        known_by=known_by.astype(np.int32),
    )


def score(scores: Scores, position: int) -> Score:
    """The score of the lead at a position of the frame."""
    budget, authority, need, timeline = (float(value) for value in scores.criteria[:, position])
    worth = _whole_points(scores, position)
    return Score(
        budget=budget,
        authority=authority,
        need=need,
        timeline=timeline,
        engagement=float(scores.engagement[position]),
        profile=float(scores.profile[position]),
        total=float(scores.total[position]),
        grade=str(scores.grades[position]),
        qualified=bool(scores.qualified[position]),
        complex=bool(scores.complex[position]),
        parts=_parts(scores, position, worth),
        reasons=_reasons(scores, position, worth),
    )


def whole(values: Mapping[str, float]) -> dict[str, int]:
    """Whole numbers that add up to the rounded sum: those with the largest remainders are rounded up."""
    floors = {key: int(np.floor(value + 1e-9)) for key, value in values.items()}
    missing = int(np.floor(sum(values.values()) + _HALF)) - sum(floors.values())
    by_remainder = sorted(values, key=lambda key: floors[key] - values[key])
    return floors | {key: floors[key] + 1 for key in by_remainder[:missing]}


def _whole_points(scores: Scores, at: int) -> dict[str, int]:
    """Points of every criterion, of MEDDIC, of the two halves of engagement, and of the profile."""
    digital = float(min(scores.digital[at], scores.engagement[at]))
    points = {name: float(value) for name, value in zip(BANT, scores.criteria[:, at], strict=True)}
    points["meddic"] = float(scores.meddic[at])
    points["digital"] = digital
    points["interactions"] = float(scores.engagement[at]) - digital
    points["profile"] = float(scores.profile[at])
    return whole(points)


def _most(scores: Scores, at: int) -> dict[str, int]:
    """Most points of the same."""
    model, long = scores.model, bool(scores.complex[at])
    kept = 1 - model.meddic_share if long else 1.0
    most = {name: model.weights[name] * kept for name in BANT}
    most["meddic"] = model.bant * (1 - kept)
    return whole(most) | {name: model.weights[name] for name in ("engagement", "profile")}


def _parts(scores: Scores, at: int, worth: Mapping[str, int]) -> tuple[Part, ...]:
    most = _most(scores, at)
    parts = [Part("bant", sum(worth[name] for name in BANT), sum(most[name] for name in BANT))]
    if scores.complex[at]:
        parts.append(Part("meddic", worth["meddic"], most["meddic"]))
    parts.append(Part("engagement", worth["digital"] + worth["interactions"], most["engagement"]))
    return (*parts, Part("profile", worth["profile"], most["profile"]))


def _reasons(scores: Scores, at: int, worth: Mapping[str, int]) -> tuple[Message, ...]:
    """One sentence per criterion and part, in the order of the form."""
    most, thresholds = _most(scores, at), scores.model.thresholds
    said = [
        Message(
            "bant.criterion_met" if answer >= thresholds[name] else "bant.criterion_open",
            {
                "criterion": Message(f"field.{name}"),
                "answer": Message(f"lead.bant.{name}.answer_{bant.answer(answer)}"),
                "points": worth[name],
                "most": most[name],
            },
        )
        for name, answer in zip(BANT, scores.answers[:, at].tolist(), strict=True)
    ]
    if scores.complex[at]:
        said.append(Message("scoring.reason.meddic", {"points": worth["meddic"], "most": most["meddic"]}))
    said.append(_of_signals(scores, at, "engagement", worth["digital"], most["engagement"]))
    count = int(scores.interactions.count[at])
    if count:
        days = int(scores.known_by[at]) - int(scores.interactions.latest[at])
        said.append(Message("scoring.reason.interactions", {"n": count, "days": days, "points": worth["interactions"]}))
    return (*said, _of_signals(scores, at, "profile", worth["profile"], most["profile"]))


def _of_signals(scores: Scores, at: int, part: str, points: int, most: int) -> Message:
    """Points of engagement or profile with the signals that give them, and what time has taken from them."""
    values: dict[str, object] = {"points": points, "most": most}
    held = [name for name in SIGNALS[part] if scores.signals.told[name][at] == 1]
    said = Message(f"scoring.reason.{part}", values)
    if held and not scores.signals.noted[part][at]:
        what = Message(f"field.{held[-1]}")
        for name in reversed(held[:-1]):
            what = Message("scoring.reason.and", {"first": Message(f"field.{name}"), "rest": what})
        said = Message(f"scoring.reason.{part}_signals", {**values, "what": what})
    left = float(scores.signals.fade[at])
    if part == "profile" or left >= _FRESH or not points:
        return said
    return Message("scoring.reason.faded", {**values, "reason": said, "percent": round(100 * left)})
