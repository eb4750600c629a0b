"""KPI results made by hand for the drawings."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from salesdesk.domain.filter import Filter
from salesdesk.domain.period import Period, rolling_year
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.definition import (
    Benchmark,
    Group,
    Kpi,
    KpiResult,
    LeftOut,
    Measure,
    Status,
    TrendPoint,
    Zone,
)

AS_OF = date(2026, 3, 24)
RATES = (0.214, 0.221, 0.24, 0.225, 0.213, 0.236, 0.258, 0.259, 0.251, 0.259, 0.281, 0.289)
AMOUNTS = (318, 336, 392, 301, 185, 373, 421, 399, 335, 368, 412, 345)


def kpi(key: str = "conversion_rate") -> Kpi:
    return next(kpi for kpi in KPIS if kpi.key == key)


def ratio(value: float | None, n: int = 100) -> Measure:
    if value is None:
        return Measure(None, 0, 0, 0)
    margin = 1.96 * float(np.sqrt(value * (1 - value) / n))
    return Measure(value, round(value * n), n, n, (max(value - margin, 0.0), min(value + margin, 1.0)))


def money(value: float, reps: int = 6) -> Measure:
    return Measure(value / reps, value, reps, 40)


def trend(measures: Sequence[Measure], period: Period | None = None) -> tuple[TrendPoint, ...]:
    months = (period or rolling_year(AS_OF)).months()
    last = len(measures) - 1
    return tuple(
        TrendPoint(month, measure, partial=i == last and period is None)
        for i, (month, measure) in enumerate(zip(months, measures, strict=True))
    )


def rate_result(values: Sequence[float | None] = RATES, **changes: object) -> KpiResult:
    period = rolling_year(AS_OF)
    groups = [("Recommandation", 0.398, 241), ("Salons professionnels", 0.265, 196), ("", 0.167, 18)]
    result = KpiResult(
        kpi=kpi(),
        basis="cohort",
        filter=Filter(period),
        as_of=AS_OF,
        total=ratio(0.248, 1236),
        previous=ratio(0.207, 1187),
        previous_period=period.year_earlier(),
        partial=True,
        significant=True,
        target=0.22,
        benchmark=Benchmark(
            "conversion_rate",
            "",
            "cohort",
            (
                Zone("weak", 0, 0.05, Status.ALERT),
                Zone("strengthen", 0.05, 0.15, Status.WATCH),
                Zone("performing", 0.15, 0.4, Status.GOOD),
            ),
            "article",
        ),
        status=Status.GOOD,
        trend=trend([ratio(v) for v in values]),
        previous_trend=trend([ratio(0.2 + 0.002 * i) for i in range(12)], period.year_earlier()),
        dimension="channel",
        groups=tuple(Group(key, ratio(v, n), ratio(v - 0.03, n)) for key, v, n in groups),
        left_out=(LeftOut("no_date", 12),),
    )
    return replace(result, **changes)  # type: ignore[arg-type]


def money_result(values: Sequence[float] = AMOUNTS, **changes: object) -> KpiResult:
    period = rolling_year(AS_OF)
    result = replace(
        rate_result(),
        kpi=kpi("revenue_per_rep"),
        total=money(4_186_540),
        previous=money(3_861_900),
        target=720_000.0,
        benchmark=None,
        trend=trend([money(v * 1000) for v in values]),
        previous_trend=trend([money(v * 920) for v in values], period.year_earlier()),
        groups=(Group("Claire Moreau", Measure(1_164_220, 1_164_220, 1, 60), Measure(1_071_000, 1_071_000, 1, 55)),),
    )
    return replace(result, **changes)  # type: ignore[arg-type]
