"""Weights that the company's own history proposes.  Nothing here is applied: whoever asks decides.

A logistic regression on the parts of the score, learnt from the older leads and judged on the newer ones.  Of every
lead, only what was known before the day of its outcome is used.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import BANT, NO_DAY, Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.intervals import Z
from salesdesk.domain.lead import PART_SCALE
from salesdesk.domain.sales import Frame, Sales
from salesdesk.domain.texts import Message
from salesdesk.scoring import leak_guard, logistic
from salesdesk.scoring.backtest import time_split
from salesdesk.scoring.bant import CRITERION_POINTS
from salesdesk.scoring.interactions import interactions
from salesdesk.scoring.leak_guard import Column
from salesdesk.scoring.model import DEFAULT, PARTS, WHOLE, ScoringModel
from salesdesk.scoring.outcome import WON, outcomes
from salesdesk.scoring.score import whole
from salesdesk.scoring.signals import Signals, signals

WINS: Final = 20
"""Sales (and losses) below which nothing is learnt."""


@dataclass(frozen=True)
class LearntWeight:
    """One part: its weight now and proposed.  ``effect``: log-odds from unknown to the full answer, None: not learnt.

    ``interval``: the effect's 95 % interval.
    """

    part: str
    before: int
    after: int
    effect: float | None
    interval: tuple[float, float] | None
    reason: Message


@dataclass(frozen=True)
class Proposal:
    """``model``: the model with the proposed weights.  ``refused``: columns not learnt from, with why.

    ``area_now`` and ``area_learnt``: how often the present and the proposed weights give the winner of a pair the
    higher score, among the newer leads; the proposal is an improvement when the second is higher.  ``undated``: ended
    leads left out because the day is unknown.
    """

    model: ScoringModel
    weights: tuple[LearntWeight, ...]
    refused: Mapping[str, str]
    learnt_from: int
    judged_on: int
    undated: int
    area_now: float
    area_learnt: float
    verdict: Message

    @property
    def better(self) -> bool:
        return self.area_learnt > self.area_now


@dataclass(frozen=True, eq=False)
class _History:
    """Ended leads: the parts of their score (columns as PARTS, 0 to 1) the day before they ended."""

    shares: NDArray[np.float64]
    columns: tuple[Column, ...]
    won: NDArray[np.bool_]
    closed: NDArray[np.int32]
    undated: int


def learn(sales: Sales, model: ScoringModel = DEFAULT) -> Proposal:
    """Raises SalesDeskError with fewer than 20 sales or 20 losses, or when nothing raises the chances of a sale."""
    history = _history(sales, model)
    wins, losses = int(history.won.sum()), int((~history.won).sum())
    if min(wins, losses) < WINS:
        raise SalesDeskError("scoring.error.few", won=wins, lost=losses, least=WINS)
    older, newer = time_split(history.closed)
    if any(history.won[part].all() or not history.won[part].any() for part in (older, newer)):
        raise SalesDeskError("scoring.error.one_sided")
    shares = history.shares
    usable = np.flatnonzero([np.ptp(shares[older, place]) > 0 for place in range(len(PARTS))])
    if not len(usable):
        raise SalesDeskError("scoring.error.nothing")
    fit = logistic.fit(shares[np.ix_(older, usable)], history.won[older])
    effects = dict(zip((PARTS[place] for place in usable), fit.weights.tolist(), strict=True))
    raising = {name: max(effect, 0.0) for name, effect in effects.items()}
    total = sum(raising.values())
    if total <= 0:
        raise SalesDeskError("scoring.error.nothing")
    weights = dict.fromkeys(PARTS, 0) | whole({name: WHOLE * value / total for name, value in raising.items()})
    errors = dict(zip(effects, fit.errors.tolist(), strict=True))
    proposed = replace(model, weights=weights)
    judged = shares[newer], history.won[newer]
    areas = [logistic.area(judged[0] @ _row(m), judged[1]) or 0.0 for m in (model, proposed)]
    refused = {column.name: column.refused for column in history.columns if column.refused not in ("", "never")}
    return Proposal(
        model=proposed,
        weights=_explained(model, proposed, effects, errors, refused),
        refused=refused,
        learnt_from=len(older),
        judged_on=len(newer),
        undated=history.undated,
        area_now=areas[0],
        area_learnt=areas[1],
        verdict=_verdict(len(newer), areas),
    )


def _history(sales: Sales, model: ScoringModel) -> _History:
    leads, ended = sales[Kind.LEAD], outcomes(sales)
    at = np.flatnonzero(ended.over & (ended.closed != NO_DAY))
    closed, won = ended.closed[at], ended.state[at] == WON
    held = signals(sales, model, np.where(ended.closed == NO_DAY, 0, ended.closed), np.ones(leads.n, dtype=bool))
    columns = tuple(
        leak_guard.examined(name, _values(leads, held, name)[at], leads[f"{name}_date"][at], closed, won)
        for name in PARTS
    )
    told = {
        column.name: np.nan_to_num(column.values) if not column.refused else np.zeros(len(at)) for column in columns
    }
    talks = interactions(sales, model, ended.closed, ended.closed != NO_DAY).points[at]
    most = model.weights["engagement"] or PART_SCALE
    shares = {name: np.clip(told[name] / CRITERION_POINTS, 0, 1) for name in BANT}
    shares["engagement"] = np.clip(told["engagement"] / PART_SCALE * held.fade[at] + talks / most, 0, 1)
    shares["profile"] = np.clip(told["profile"] / PART_SCALE, 0, 1)
    undated = int((ended.over & (ended.closed == NO_DAY)).sum())
    return _History(np.stack([shares[name] for name in PARTS], axis=1), columns, won, closed, undated)


def _values(leads: Frame, held: Signals, part: str) -> NDArray[np.float64]:
    """What is told of a part, on its own scale, faded by no time; NaN where nothing is told.

    A number keeps its place even where it was noted late: the guard sees that by its day.
    """
    number: NDArray[np.float64] = leads[part]
    if part in BANT:
        return number
    fade = held.fade if part == "engagement" else 1.0
    return np.where(np.isnan(number), held.share[part] / fade * PART_SCALE, number)


def _row(model: ScoringModel) -> NDArray[np.float64]:
    return np.array([model.weights[name] for name in PARTS], dtype=np.float64)


def _explained(
    now: ScoringModel,
    proposed: ScoringModel,
    effects: Mapping[str, float],
    errors: Mapping[str, float],
    refused: Mapping[str, str],
) -> tuple[LearntWeight, ...]:
    found = []
    for name in PARTS:
        before, after = now.weights[name], proposed.weights[name]
        values: dict[str, object] = {"part": Message(f"field.{name}"), "before": before, "after": after}
        effect = effects.get(name)
        if effect is None:
            reason = Message(f"scoring.weight.{refused.get(name) or 'never'}", values)
            found.append(LearntWeight(name, before, after, None, None, reason))
            continue
        spread = Z * errors[name]
        key = "lowers" if effect <= 0 else "raises" if effect > spread else "unsure"
        reason = Message(f"scoring.weight.{key}", {**values, "times": _tenths(float(np.exp(effect)))})
        found.append(LearntWeight(name, before, after, effect, (effect - spread, effect + spread), reason))
    return tuple(found)


def _verdict(judged_on: int, areas: Sequence[float]) -> Message:
    key = "better" if areas[1] > areas[0] else "no_better"
    now, learnt = (round(100 * area) for area in areas)
    return Message(f"scoring.verdict.{key}", {"n": judged_on, "now": now, "learnt": learnt})


def _tenths(number: float) -> Message:
    """A number with one decimal, in the reader's language."""
    units, tenths = divmod(round(number * 10), 10)
    return Message("scoring.tenths", {"units": units, "tenths": tenths})
