"""Seven results made by hand, near the figures of the design."""

from dataclasses import replace

from salesdesk.domain.period import rolling_year
from salesdesk.domain.texts import Message
from salesdesk.kpi.definition import (
    Benchmark,
    Finding,
    Group,
    KpiResult,
    LeftOut,
    Measure,
    Status,
    Zone,
)
from tests.charts.results import AS_OF, kpi, money_result, rate_result, ratio, trend


def _cycle() -> KpiResult:
    before = rolling_year(AS_OF).year_earlier()
    medians = (131, 129, 128, 126, 130, 124, 121, 119, 117, 115, 113, 112)
    return rate_result(
        kpi=kpi("sales_cycle"),
        basis="contact_to_close",
        total=Measure(118, None, None, 306, (112, 125)),
        previous=Measure(131, None, None, 290, (124, 138)),
        target=120.0,
        benchmark=Benchmark(
            "sales_cycle",
            "b2b_services",
            "contact_to_close",
            (
                Zone("short", 0, 90, Status.WATCH),
                Zone("usual", 90, 270, Status.GOOD),
                Zone("long", 270, float("inf"), Status.ALERT),
            ),
            "article",
        ),
        trend=trend([Measure(v, None, None, 25, (v - 20, v + 22)) for v in medians]),
        previous_trend=trend([Measure(v + 8, None, None, 25) for v in medians], before),
        dimension="amount_band",
        groups=tuple(
            Group(key, Measure(value, None, None, n, (value - 12, value + 14)), Measure(value + 6, None, None, n))
            for key, value, n in (
                ("<1000", 62.0, 64),
                ("1000-5000", 91.0, 86),
                ("5000-20000", 121.0, 92),
                ("", 160.0, 14),
            )
        ),
        left_out=(LeftOut("inverted_dates", 2), LeftOut("no_start_date", 4)),
    )


def _leads() -> KpiResult:
    before = rolling_year(AS_OF).year_earlier()
    counts = (98, 104, 110, 92, 62, 118, 121, 115, 88, 108, 119, 101)
    return rate_result(
        kpi=kpi("qualified_leads"),
        basis="bant",
        total=Measure(1236, 1236, 4912, 4912),
        previous=Measure(1187, 1187, 4700, 4700),
        target=1200.0,
        benchmark=None,
        trend=trend([Measure(v, v, v * 4, v * 4) for v in counts]),
        previous_trend=trend([Measure(v - 5, v - 5, v * 4, v * 4) for v in counts], before),
        dimension="source",
        groups=tuple(
            Group(key, Measure(q, q, n, n), Measure(q - 3, q - 3, n, n))
            for key, q, n in (("Recommandation", 241, 388), ("Site web", 318, 1412), ("LinkedIn", 677, 3112))
        ),
        significant=True,
    )


def seven_results() -> list[KpiResult]:
    """In tab order."""
    finding = Finding("low", Status.ALERT, Message("error.cancelled"), "n = 528")
    watch = replace(finding, severity=Status.WATCH)
    conversion = rate_result(findings=(finding, watch), benchmark_value=0.248)
    repurchase = rate_result(
        [0.388 - 0.004 * i for i in range(12)],
        kpi=kpi("repurchase_rate"),
        basis="days",
        total=ratio(0.346, 618),
        previous=ratio(0.388, 600),
        significant=False,
        target=0.42,
        status=Status.ALERT,
        dimension="segment",
        benchmark=None,
    )
    margin = rate_result(
        [0.369, 0.372, 0.374, 0.372, 0.368, 0.379, 0.386, 0.389, 0.387, 0.392, 0.395, 0.391],
        kpi=kpi("gross_margin"),
        basis="sales",
        total=Measure(0.384, 1_593_210.5, 4_144_670.25, 2914),
        previous=Measure(0.372, 1_400_000.0, 3_763_440.0, 2700),
        significant=None,
        target=0.37,
        benchmark=None,
        dimension="range",
        groups=(
            Group(
                "Contrats de maintenance", Measure(0.496, 455_477.5, 918_300.0, 218), Measure(0.478, 4e5, 8.4e5, 200)
            ),
            Group("Occasion", Measure(0.094, 1_137_733.0, 3_226_370.25, 11)),
        ),
        left_out=(LeftOut("unknown_cost", 71),),
    )
    losses = rate_result(
        [0.63, 0.6, 0.58, 0.6, 0.62, 0.57, 0.55, 0.545, 0.57, 0.545, 0.528, 0.525],
        kpi=kpi("loss_rate"),
        basis="count",
        total=ratio(0.568, 708),
        previous=ratio(0.638, 690),
        target=0.5,
        status=Status.WATCH,
        benchmark=Benchmark(
            "loss_rate",
            "",
            "count",
            (
                Zone("performing", 0, 0.4, Status.GOOD),
                Zone("improve", 0.4, 0.7, Status.WATCH),
                Zone("alarm", 0.7, 1.0, Status.ALERT),
            ),
            "article",
        ),
    )
    return [
        conversion,
        money_result(basis="invoiced", status=Status.WATCH, dimension="rep", significant=None),
        _cycle(),
        repurchase,
        margin,
        _leads(),
        losses,
    ]
