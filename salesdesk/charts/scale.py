"""Value axes: round steps, at most five gridlines, and how the values beside and on them are written."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from salesdesk.domain.formats import NBSP, Formats
from salesdesk.domain.texts import Language, text
from salesdesk.kpi.definition import Unit
from salesdesk.kpi.written import decimals_of, full

_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_MOST_LINES: Final = 5


@dataclass(frozen=True)
class Scale:
    """Ends of an axis and the places of its gridlines, both ends among them unless bars decide the ends."""

    low: float
    high: float
    ticks: tuple[float, ...]

    @property
    def step(self) -> float:
        return self.ticks[1] - self.ticks[0] if len(self.ticks) > 1 else self.high - self.low


def bar_scale(values: Iterable[float], room: float = 0.08, *, integers: bool = False) -> Scale:
    """A scale from 0 that ends a little beyond the values (``room`` of their span), not at a gridline."""
    known = [v for v in values if math.isfinite(v)]
    low, high = min((0.0, *known)), max((0.0, *known))
    if low == high:
        high = 1.0
    span = high - low
    low, high = low - room * span if low else 0.0, high + room * span if high else 0.0
    for step in _steps(span, integers=integers):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < _MOST_LINES:
            break
    return Scale(low, high, tuple(i * step for i in range(first, last + 1)))


_FLAT: Final = 0.01
"""Values that differ by less than this share of them are shown as the flat line that they are."""


def scale(values: Iterable[float], *, integers: bool = False) -> Scale:
    """The tightest round scale that holds the values, from 0 where that costs little of its height."""
    known = [v for v in values if math.isfinite(v)]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    if 0 < low < 0.4 * high:
        low = 0.0
    if 0 < high - low < _FLAT * abs(high):
        low, high = low - _FLAT / 2 * abs(high), high + _FLAT / 2 * abs(high)
    if high == low:
        low, high = sorted((low * 0.9, high * 1.1)) if high else (0.0, 1.0)
    for step in _steps(high - low, integers=integers):
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first < _MOST_LINES:
            break
    last = max(last, first + 1)
    ticks = tuple(i * step for i in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], ticks)


def _steps(span: float, *, integers: bool) -> list[float]:
    """Round steps, small to large, the last ones too large for the span."""
    magnitude = 10.0 ** math.floor(math.log10(span / _MOST_LINES))
    steps = [factor * step for factor in (magnitude, magnitude * 10) for step in _STEPS]
    whole = [step for step in steps if step >= 1 and step % 1 == 0]
    return (whole or [1.0]) if integers else steps


@dataclass(frozen=True)
class Wording:
    """How one chart writes its values: one power of ten for all, chosen by the largest."""

    unit: Unit
    formats: Formats
    power: int = 0

    @classmethod
    def of(cls, unit: Unit, formats: Formats, largest: float) -> "Wording":
        if unit is not Unit.MONEY:
            return cls(unit, formats)
        return cls(unit, formats, 9 if largest >= 1e10 else 6 if largest >= 1e7 else 3 if largest >= 1e4 else 0)

    def axis(self, scale: Scale) -> list[str]:
        """The words beside gridlines: percentages each with their sign, other units named at the top only."""
        words = [self._tick(tick, scale.step) for tick in scale.ticks]
        if self.unit is Unit.MONEY:
            words[-1] = text(f"chart.money_{self.power}", self._language, digits=words[-1], symbol=self.formats.symbol)
        elif self.unit is Unit.DAYS:
            words[-1] = text("chart.days", self._language, digits=words[-1])
        return words

    def point(self, value: float) -> str:
        """A value on the drawing, short and without its unit."""
        if self.unit is Unit.RATIO:
            return self.formats.number(value * 100, 1)
        scaled = value / 10**self.power
        return self.formats.number(scaled, 1 if self.power >= 6 else 0)

    def full(self, value: float | None) -> str:
        """A value with its unit, as in tables."""
        return full(self.unit, self.formats, value)

    @property
    def power_words(self) -> str:
        """The unit of points, such as k€; '' when there is none to name."""
        if self.unit is not Unit.MONEY:
            return ""
        return text(f"chart.money_{self.power}", self._language, digits="", symbol=self.formats.symbol).strip(NBSP)

    def _tick(self, tick: float, step: float) -> str:
        if self.unit is Unit.RATIO:
            return self.formats.percent(tick, decimals_of(step * 100))
        return self.formats.number(tick / 10**self.power, decimals_of(step / 10**self.power))

    @property
    def _language(self) -> Language:
        return self.formats.language
