"""Benchmarks as the article publishes them, unverified, by sector; and what a value is worth against them.

A company may set its own thresholds in their place, hold a KPI against none, or give thresholds to a KPI that has none
published: ``benchmarks`` of its settings, by :func:`place`.
"""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from salesdesk.domain.resources import resource
from salesdesk.kpi.definition import Benchmark, Kpi, Measure, Status, Zone

NEAR_TARGET: Final = 0.15
"""A value within this share of its target is to be watched; further off it is an alert."""


OWN_SOURCE: Final = "benchmark.source.own"
"""Where a company's own thresholds come from: itself."""

_LOWER_IS_BETTER: Final = ("sales_cycle", "loss_rate")
_WORDS: Final = ("own_low", "own_middle", "own_high")
OWN_ZONES: Final = tuple(
    tuple(Zone(word, 0.0, 0.0, status) for word, status in zip(_WORDS, statuses, strict=True))
    for statuses in ((Status.ALERT, Status.WATCH, Status.GOOD), (Status.GOOD, Status.WATCH, Status.ALERT))
)
"""Zones of a KPI without a published benchmark: where higher is better, and where lower is."""


@cache
def _published() -> dict[str, Any]:
    return tomllib.loads(resource("benchmarks.toml").read_text(encoding="utf-8"))


def sectors() -> tuple[str, ...]:
    """Sectors that a company can choose (``benchmark.sector.<key>``)."""
    return tuple(_published()["sectors"])


SECTORS: Final = sectors()


def place(kpi_key: str, sector: str, basis: str) -> str:
    """Where a company's own thresholds stand in its settings."""
    return f"{kpi_key}.{sector}.{basis}"


def benchmark(
    kpi_key: str, sector: str, basis: str, own: Mapping[str, Sequence[float]] = MappingProxyType({})
) -> Benchmark | None:
    """What a KPI's basis is held against in a sector: the company's ``own`` thresholds, else what is published.

    Of own thresholds there are as many as stand between the published zones; of a KPI without those, two, between
    weak, middling and good; with none, the KPI is held against nothing.
    """
    published_ = published(kpi_key, sector, basis)
    edges = own.get(place(kpi_key, sector, basis))
    if edges is None:
        return published_
    zones = published_.zones if published_ is not None else OWN_ZONES[kpi_key in _LOWER_IS_BETTER]
    if len(edges) != len(zones) - 1:
        return None if not edges else published_
    span = edges[-1] + (edges[-1] - edges[0] if len(edges) > 1 else edges[-1])
    bounds = [min(zones[0].low, edges[0]), *edges, max(zones[-1].high if published_ else 0.0, span)]
    moved = [replace(zone, low=low, high=high) for zone, (low, high) in zip(zones, pairwise(bounds), strict=True)]
    return Benchmark(kpi_key, "", basis, tuple(moved), OWN_SOURCE)


def published(kpi_key: str, sector: str, basis: str) -> Benchmark | None:
    """The benchmark published for a sector, else the one that holds for all sectors; None when there is none."""
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
        return against(target, total.value, higher_is_better=kpi.higher_is_better)
    zone = reference.zone(judged) if reference else None
    return zone.status if zone else Status.NONE


def against(target: float, value: float, *, higher_is_better: bool) -> Status:
    """What a value is worth against its target."""
    short = target - value if higher_is_better else value - target
    if short <= 0 or math.isclose(value, target):
        return Status.GOOD
    return Status.WATCH if short <= NEAR_TARGET * abs(target) else Status.ALERT
