"""Why a rate moved: because its groups changed, or because there are more of some than of others.

Kitagawa, JASA 50 (1955): with weights and rates averaged over both periods the two effects add up exactly.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from salesdesk.kpi.definition import KpiResult, Measure

_NEAR: Final = 1e-6


@dataclass(frozen=True)
class Effect:
    """What one group adds to the change.  ``key`` '' is the unknown member, None all groups that have gone.

    ``rate``: by its own rate; ``mix``: by its weight in the whole.  ``weight`` and ``value``: before and now, None
    where it had no records.
    """

    key: str | None
    rate: float
    mix: float
    weight: tuple[float, float]
    value: tuple[float | None, float | None]

    @property
    def total(self) -> float:
        return self.rate + self.mix


@dataclass(frozen=True)
class RateChange:
    """``change`` is ``rate`` + ``mix``, each the sum over ``effects``, largest first."""

    dimension: str
    before: float
    after: float
    rate: float
    mix: float
    effects: tuple[Effect, ...]

    @property
    def change(self) -> float:
        return self.after - self.before


def rate_change(result: KpiResult) -> RateChange | None:
    """The change of a ratio since the compared period, along the dimension of the result.

    None where there is nothing to compare with, or where the groups overlap so that they do not add up to the whole.
    """
    if result.previous is None or not result.groups:
        return None
    whole = [_parts(measure) for measure in (result.previous, result.total)]
    if min(denominator for _, denominator in whole) <= 0:
        return None
    keys: list[str | None] = [group.key for group in result.groups]
    table = np.array([[_parts(group.previous), _parts(group.measure)] for group in result.groups])
    rest = np.array(whole) - table.sum(axis=0)
    scale = np.abs(np.array(whole)).max(axis=1, keepdims=True)
    if (np.abs(rest[1]) > _NEAR * scale[1]).any() or rest[0, 1] < -_NEAR * scale[0, 0]:
        return None
    if (np.abs(rest[0]) > _NEAR * scale[0]).any():
        keys, table = [*keys, None], np.concatenate([table, [[rest[0], [0.0, 0.0]]]])
    return _decomposed(result.dimension, keys, table, np.array(whole))


def _parts(measure: Measure | None) -> tuple[float, float]:
    if measure is None:
        return 0.0, 0.0
    return measure.numerator or 0.0, measure.denominator or 0.0


def _decomposed(
    dimension: str,
    keys: list[str | None],
    table: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    whole: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> RateChange:
    """``table``: group × (before, now) × (numerator, denominator)."""
    numerator, denominator = table[:, :, 0], table[:, :, 1]
    known = denominator != 0
    value = np.where(known, numerator / np.where(known, denominator, 1.0), np.nan)
    weight = denominator / whole[:, 1]
    before, now = whole[:, 0] / whole[:, 1]
    # A group without a rate in one of the periods has not changed its rate: it came, or it went.
    filled = np.where(np.isnan(value), value[:, ::-1], value)
    filled = np.where(np.isnan(filled), 0.0, filled)
    rate = weight.mean(axis=1) * (filled[:, 1] - filled[:, 0])
    mix = (weight[:, 1] - weight[:, 0]) * (filled.mean(axis=1) - (before + now) / 2)
    # What a group adds without any weight (a margin on no revenue) is its own doing.
    share = numerator / whole[:, 1]
    rate += np.where(known[:, 1], 0.0, share[:, 1]) - np.where(known[:, 0], 0.0, share[:, 0])
    effects = [
        Effect(
            key,
            float(rate[i]),
            float(mix[i]),
            (float(weight[i, 0]), float(weight[i, 1])),
            (
                None if np.isnan(value[i, 0]) else float(value[i, 0]),
                None if np.isnan(value[i, 1]) else float(value[i, 1]),
            ),
        )
        for i, key in enumerate(keys)
    ]
    effects.sort(key=lambda effect: -abs(effect.total))
    return RateChange(dimension, float(before), float(now), float(rate.sum()), float(mix.sum()), tuple(effects))
