"""What other currencies are worth in the company's, from the day a rate holds on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.period import day_number

_SYMBOLS: Final = {"€": "EUR", "$": "USD", "£": "GBP", "EURO": "EUR", "EUROS": "EUR", "US$": "USD"}
_ALWAYS: Final = np.iinfo(np.int32).min


def currency_code(name: str) -> str:
    """The three letters of a currency that may be written as a sign or a word."""
    code = name.strip().upper()
    return _SYMBOLS.get(code, code)


@dataclass(frozen=True)
class Rates:
    """``days`` and ``values`` per currency code, days ascending: one unit is worth so much from that day on.

    A rate without a day holds before the first dated one too.
    """

    held: Mapping[str, tuple[NDArray[np.int64], NDArray[np.float64]]] = field(default_factory=dict)

    @classmethod
    def read(cls, setting: object) -> "Rates":
        """From the company's setting: ``{"USD": [[null, 0.9], ["2025-01-01", 0.95]]}``, what is no rate aside."""
        held = {}
        for name, pairs in setting.items() if isinstance(setting, dict) else ():
            told = sorted(_pair(pair) for pair in pairs if _sound(pair))
            if told:
                days, values = zip(*told, strict=True)
                held[currency_code(name)] = np.array(days, dtype=np.int64), np.array(values)
        return cls(held)

    def at(self, code: str, day: NDArray[np.int32]) -> NDArray[np.float64]:
        """The rate of a currency on each day; NaN where none holds."""
        if code not in self.held:
            return np.full(len(day), np.nan)
        days, values = self.held[code]
        place = np.searchsorted(days, day, side="right") - 1
        return np.where(place >= 0, values[np.maximum(place, 0)], np.nan)


def _sound(pair: Any) -> bool:  # noqa: ANN401 - a setting may hold anything
    return isinstance(pair, Sequence) and len(pair) == 2 and isinstance(pair[1], int | float) and pair[1] > 0


def _pair(pair: Sequence[Any]) -> tuple[int, float]:
    return day_number(date.fromisoformat(pair[0])) if pair[0] else int(_ALWAYS), float(pair[1])
