"""Benchmarks, targets and what they make of a figure."""

from datetime import date
from itertools import pairwise

import pytest

from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME
from salesdesk.domain.texts import LANGUAGES, keys, text
from salesdesk.kpi.benchmarks import SECTORS, benchmark, place, published
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.compute import compute
from salesdesk.kpi.definition import Benchmark, KpiResult, Status
from tests.kpi.building import Builder

ALL = [
    found
    for kpi in KPIS
    for basis in kpi.bases
    for sector in ("", *SECTORS)
    if (found := benchmark(kpi.key, sector, basis)) is not None
]


@pytest.mark.parametrize("one", ALL, ids=lambda one: f"{one.kpi}-{one.sector}-{one.basis}")
def test_that_zones_are_contiguous_and_can_be_said(one: Benchmark) -> None:
    assert all(low.high == high.low for low, high in pairwise(one.zones))
    assert all(zone.low < zone.high for zone in one.zones)
    for language in LANGUAGES:
        assert text(one.source, language)
        assert all(text(f"benchmark.zone.{zone.key}", language) for zone in one.zones)


def test_that_every_sector_has_a_name() -> None:
    assert all(f"benchmark.sector.{sector}" in keys() for sector in SECTORS)


def test_that_the_ends_of_the_scale_are_open() -> None:
    conversion = benchmark("conversion_rate", "", "cohort")
    assert conversion is not None
    assert [zone.key if (zone := conversion.zone(value)) else "" for value in (0.0, 0.05, 0.15, 0.25, 0.9, None)] == [
        "weak",
        "to_strengthen",
        "performing",
        "excellent",
        "excellent",
        "",
    ]


@pytest.mark.parametrize(
    ("kpi", "sector", "basis", "value", "status"),
    [
        ("conversion_rate", "", "cohort", 0.04, Status.ALERT),
        ("conversion_rate", "retail", "cohort", 0.2, Status.GOOD),
        ("loss_rate", "", "count", 0.39, Status.GOOD),
        ("loss_rate", "", "count", 0.71, Status.ALERT),
        ("sales_cycle", "b2b_services", "contact_to_close", 60, Status.WATCH),
        ("sales_cycle", "b2b_services", "contact_to_close", 200, Status.GOOD),
        ("sales_cycle", "industry", "contact_to_close", 200, Status.WATCH),
        ("repurchase_rate", "industrial_equipment", "days", 0.25, Status.GOOD),
        ("repurchase_rate", "technology", "orders", 0.5, Status.ALERT),
        ("revenue_per_rep", "", "signed", 3.34, Status.ALERT),
        ("qualified_leads", "", "bant", 0.252, Status.GOOD),
    ],
)
def test_that_a_value_falls_in_the_articles_zone(
    kpi: str, sector: str, basis: str, value: float, status: Status
) -> None:
    found = benchmark(kpi, sector, basis)
    assert found is not None
    zone = found.zone(value)
    assert zone is not None
    assert zone.status is status


def test_that_nothing_is_compared_where_nothing_is_published() -> None:
    assert benchmark("gross_margin", "industry", "sales") is None
    assert benchmark("sales_cycle", "retail", "contact_to_close") is None
    assert benchmark("repurchase_rate", "", "days") is None
    assert benchmark("repurchase_rate", "technology", "cohort") is None


def test_that_conversion_and_loss_do_not_share_a_scale() -> None:
    assert benchmark("conversion_rate", "", "closed") is None
    assert benchmark("conversion_rate", "", "flow") is None


def losses(won: int, lost: int, target: float | None = None) -> KpiResult:
    kpi = next(one for one in KPIS if one.key == "loss_rate")
    sales = Builder().add(Kind.OPPORTUNITY, {"status": ["won"] * won + ["lost"] * lost}).build(as_of=date(2024, 1, 1))
    return compute(kpi, sales, Filter(ALL_TIME), target=target)


def test_that_a_target_goes_before_the_benchmark() -> None:
    assert losses(70, 30).status is Status.GOOD
    assert losses(70, 30, target=0.2).status is Status.ALERT
    assert losses(70, 30, target=0.27).status is Status.WATCH
    assert losses(20, 80, target=0.8).status is Status.GOOD


def test_that_few_records_are_not_judged() -> None:
    assert losses(20, 9).status is Status.NONE
    assert losses(20, 10).status is Status.GOOD


def test_that_a_companys_own_thresholds_stand_in_for_the_published_ones() -> None:
    own = {place("conversion_rate", "", "cohort"): [0.1, 0.2, 0.3]}
    found = benchmark("conversion_rate", "", "cohort", own)
    assert found is not None
    assert [(zone.key, zone.low, zone.high) for zone in found.zones] == [
        ("weak", 0.0, 0.1),
        ("to_strengthen", 0.1, 0.2),
        ("performing", 0.2, 0.3),
        ("excellent", 0.3, 0.5),
    ]
    assert found.source == "benchmark.source.own"
    assert benchmark("conversion_rate", "", "closed", own) is None
    assert benchmark("conversion_rate", "retail", "cohort", own) == published("conversion_rate", "retail", "cohort")


def test_that_a_kpi_without_a_published_benchmark_may_be_given_thresholds_and_any_may_be_freed() -> None:
    margin = benchmark("gross_margin", "", "sales", {place("gross_margin", "", "sales"): [0.2, 0.3]})
    assert margin is not None
    assert [zone.status for zone in margin.zones] == [Status.ALERT, Status.WATCH, Status.GOOD]
    cycle = benchmark("sales_cycle", "", "contact_to_close", {place("sales_cycle", "", "contact_to_close"): [30, 60]})
    assert cycle is not None
    assert [zone.status for zone in cycle.zones] == [Status.GOOD, Status.WATCH, Status.ALERT]
    assert benchmark("loss_rate", "", "count", {place("loss_rate", "", "count"): []}) is None
