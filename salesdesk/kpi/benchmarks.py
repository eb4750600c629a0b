"""Benchmarks as the article publishes them, unverified, by sector; and what a value is worth against them."""

import math
import tomllib
from functools import cache
from typing import Any, Final

from salesdesk.domain.resources import resource
from salesdesk.kpi.definition import Benchmark, Kpi, Measure, Status, Zone

NEAR_TARGET: Final = 0.15
"""A value within this share of its target is to be watched; further off it is an alert."""


@cache
def _published() -> dict[str, Any]:
    return tomllib.loads(resource("benchmarks.toml").read_text(encoding="utf-8"))


def sectors() -> tuple[str, ...]:
    """Sectors that a company can choose (``benchmark.sector.<key>``)."""
    return tuple(_published()["sectors"])


SECTORS: Final = sectors()


def benchmark(kpi_key: str, sector: str, basis: str) -> Benchmark | None:
    """The benchmark for a KPI's basis in a sector, else the one that holds for all sectors; None when there is none."""
    fitting = [
        entry
        for entry in _published()["benchmark"]
        if entry["kpi"] == kpi_key and basis in entry["bases"] and (not entry["sectors"] or sector in entry["sectors"])
    ]
    if not fitting:
        return None
    entry = max(fitting, key=lambda one: bool(one["sectors"]))
    zones = tuple(Zone(z["key"], z["low"], z["high"], Status(z["status"])) for z in entry["zones"])
    return Benchmark(kpi_key, entry["sectors"][0] if entry["sectors"] else "", basis, zones, entry["source"])


def status(kpi: Kpi, total: Measure, target: float | None, reference: Benchmark | None, judged: float | None) -> Status:
    """What the figure is worth: against the target when there is one, else against the benchmark's zone.

    NONE with too few records, or with nothing to compare with.  Within :data:`NEAR_TARGET` of a missed target: WATCH.
    """
    if total.value is None or total.few:
        return Status.NONE
    if target is not None:
        return _against(target, total.value, higher_is_better=kpi.higher_is_better)
    zone = reference.zone(judged) if reference else None
    return zone.status if zone else Status.NONE


def _against(target: float, value: float, *, higher_is_better: bool) -> Status:
    short = target - value if higher_is_better else value - target
    if short <= 0 or math.isclose(value, target):
        return Status.GOOD
    return Status.WATCH if short <= NEAR_TARGET * abs(target) else Status.ALERT
