"""What a company finds important in a lead: the weights of the score, editable, kept under a name."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Final

from salesdesk.domain.columns import BANT, ENGAGEMENT_SIGNALS, PROFILE_SIGNALS
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.lead import BANT_ANSWERS, BANT_THRESHOLD

PARTS: Final = (*BANT, "engagement", "profile")
"""What a lead is weighed by.  Engagement covers digital engagement and interactions with the team."""

FAMILIES: Final = ("meeting", "answer", "call", "message", "other")
"""Families of activities, as in resources/activity_families.toml."""

WHOLE: Final = 100

SIGNAL_POINTS: Final = {
    **dict(zip(ENGAGEMENT_SIGNALS, (6, 5, 3, 2, 4), strict=True)),
    **dict(zip(PROFILE_SIGNALS, (6, 5, 4, 5), strict=True)),
}
"""Points that signals are worth to begin with: 20 for engagement, 20 for profile."""


@dataclass(frozen=True)
class ScoringModel:
    """``weights``: most points of each part, whole numbers that make 100.

    ``thresholds``: the answer, of 0 to 15, from which a BANT criterion is met.  ``hot`` and ``warm``: from how many
    points on.  ``activity_points``: what an activity of a family is worth on its day; it loses half of that every
    ``half_life_days``.  For complex cycles, ``meddic_share`` of BANT's points are MEDDIC's; a cycle is complex when the
    lead says so, or from the amount ``meddic_from`` on (None: never by amount) once a MEDDIC question is answered.

    ``signals``: points of each signal of engagement and profile.  ``sectors`` and ``areas`` are aimed at (none: the
    company's best sectors, its reps' regions), as are companies of ``size_from`` employees on.  Digital engagement
    whose day is known loses half of its worth every ``digital_half_life_days``.
    """

    name: str = ""
    weights: Mapping[str, int] = field(
        default_factory=lambda: {**dict.fromkeys(BANT, 15), "engagement": 20, "profile": 20}
    )
    thresholds: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(BANT, BANT_THRESHOLD))
    hot: int = 70
    warm: int = 40
    activity_points: Mapping[str, float] = field(
        default_factory=lambda: {"meeting": 6.0, "answer": 4.0, "call": 3.0, "message": 1.0, "other": 1.0}
    )
    half_life_days: float = 30.0
    meddic_share: float = 0.5
    meddic_from: float | None = 50_000.0
    signals: Mapping[str, int] = field(default_factory=lambda: dict(SIGNAL_POINTS))
    sectors: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    size_from: int = 50
    digital_half_life_days: float = 90.0

    @property
    def bant(self) -> int:
        """Most points of the four criteria together."""
        return sum(self.weights[name] for name in BANT)

    def renamed(self, name: str) -> "ScoringModel":
        return replace(self, name=name)

    def to_json(self) -> dict[str, object]:
        return {key: dict(value) if isinstance(value, Mapping) else value for key, value in asdict(self).items()}


DEFAULT: Final = ScoringModel()


def from_json(held: object) -> ScoringModel:
    """A model as a company file keeps it.  Raises SalesDeskError when it is no sound model."""
    if not isinstance(held, Mapping):
        raise SalesDeskError("scoring.error.model", name="")
    known = {spec.name for spec in fields(ScoringModel)}
    try:
        told = {key: value for key, value in held.items() if key in known}
        told |= {key: tuple(map(str, told[key])) for key in ("sectors", "areas") if key in told}
        model = ScoringModel(**told)
        check(model)
    except (TypeError, ValueError, KeyError) as error:
        raise SalesDeskError("scoring.error.model", name=str(held.get("name", ""))) from error
    return model


def check(model: ScoringModel) -> None:
    """Raises SalesDeskError for weights that make no score out of 100."""
    if set(model.weights) != set(PARTS) or any(w < 0 or w != int(w) for w in model.weights.values()):
        raise SalesDeskError("scoring.error.model", name=model.name)
    total = sum(model.weights.values())
    if total != WHOLE:
        raise SalesDeskError("scoring.error.sum", total=int(total))
    if any(not 0 < model.thresholds[name] <= BANT_ANSWERS[-1] for name in BANT):
        raise SalesDeskError("scoring.error.threshold", most=BANT_ANSWERS[-1])
    if not 0 < model.warm < model.hot <= WHOLE:
        raise SalesDeskError("scoring.error.grades")
    if not (model.half_life_days > 0 and model.digital_half_life_days > 0):
        raise SalesDeskError("scoring.error.half_life")
    points = [*(model.activity_points[name] for name in FAMILIES), *(model.signals[name] for name in SIGNAL_POINTS)]
    if not 0 <= model.meddic_share <= 1 or min(points) < 0:
        raise SalesDeskError("scoring.error.model", name=model.name)
