"""Where zones and values lie on a benchmark scale whose ends may be open."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from salesdesk.kpi.definition import Benchmark, Zone


@dataclass(frozen=True)
class Scale:
    """A piece of the number line that shows all zones and every value given."""

    zones: tuple[Zone, ...]
    low: float
    high: float

    def share(self, figure: float) -> float:
        """0 at the left end, 1 at the right; values beyond stay at the end."""
        if self.high <= self.low:
            return 0.0
        return min(max((figure - self.low) / (self.high - self.low), 0.0), 1.0)

    @property
    def edges(self) -> list[float]:
        """Where the zones meet, and the published ends."""
        found = {edge for zone in self.zones for edge in (zone.low, zone.high)}
        return sorted(edge for edge in {*found, self.low} if self.low <= edge <= self.high)

    def ends(self, zone: Zone) -> tuple[float, float]:
        """Where a zone is shown; the outer zones reach to the ends of the scale, since they are open."""
        low = self.low if zone is self.zones[0] else zone.low
        high = self.high if zone is self.zones[-1] else zone.high
        return max(low, self.low), min(high, self.high)


def scale_of(benchmark: Benchmark, shown: Sequence[float | None]) -> Scale:
    """Closed zones as they are; an open end reaches a little beyond the values and its inner border."""
    finite = [edge for zone in benchmark.zones for edge in (zone.low, zone.high) if math.isfinite(edge)]
    values = [figure for figure in shown if figure is not None and math.isfinite(figure)]
    low = min([*finite, *values], default=0.0)
    high = max([*finite, *values], default=1.0)
    margin = (high - low) * 0.15 or 1.0
    last = max(finite, default=high)
    open_high = bool(benchmark.zones) and not math.isfinite(benchmark.zones[-1].high)
    low = 0.0 if low >= 0 else low - margin
    if open_high or high > last:
        high += margin
    return Scale(benchmark.zones, low, high)
