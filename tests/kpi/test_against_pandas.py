"""Every KPI on every basis and several periods against the plain reference, with filters and groups."""

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME, Period, parse_period
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.compute import compute
from salesdesk.kpi.definition import Kpi, Measure
from tests.kpi import reference
from tests.kpi.invented import Invented, invented

AS_OF = date(2024, 3, 17)
PERIODS = ["all", "2023", "2023-Q2", "2023-05", "2024-W03", "2022-02-10..2023-01-09", "12m"]

CHECKS: dict[tuple[str, str], Callable[[Invented, Period], reference.Figure]] = {
    ("conversion_rate", "cohort"): lambda data, period: reference.conversion(data, "cohort", period),
    ("conversion_rate", "closed"): lambda data, period: reference.conversion(data, "closed", period),
    ("conversion_rate", "flow"): lambda data, period: reference.conversion(data, "flow", period),
    ("revenue_per_rep", "invoiced"): lambda data, period: reference.revenue(data, "invoiced", period),
    ("revenue_per_rep", "signed"): lambda data, period: reference.revenue(data, "signed", period),
    ("sales_cycle", "contact_to_close"): reference.cycle,
    ("repurchase_rate", "days"): lambda data, period: reference.repurchase(data, "days", period),
    ("repurchase_rate", "orders"): lambda data, period: reference.repurchase(data, "orders", period),
    ("repurchase_rate", "cohort"): lambda data, period: reference.repurchase_cohort(
        data, 90, period, pd.Timestamp(AS_OF)
    ),
    ("gross_margin", "sales"): reference.margin,
    ("qualified_leads", "bant"): reference.leads,
    ("loss_rate", "count"): lambda data, period: reference.losses(data, "count", period),
    ("loss_rate", "amount"): lambda data, period: reference.losses(data, "amount", period),
}


@pytest.fixture(scope="module")
def data() -> Invented:
    return invented()


def kpi(key: str) -> Kpi:
    return next(one for one in KPIS if one.key == key)


def close(found: float | None, expected: float | None) -> bool:
    if found is None or expected is None:
        return found is expected is None
    return math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-6)


def agrees(measure: Measure, figure: reference.Figure) -> bool:
    if not close(measure.value, figure.value):
        return False
    parts = close(measure.numerator, figure.numerator) and close(measure.denominator, figure.denominator)
    return parts or not measure.based_on


def test_that_the_reference_knows_every_kpi_on_every_basis() -> None:
    assert set(CHECKS) == {(one.key, basis) for one in KPIS for basis in one.bases}


@pytest.mark.parametrize("words", PERIODS)
@pytest.mark.parametrize(("key", "basis"), CHECKS)
def test_that_the_figure_is_the_references(data: Invented, key: str, basis: str, words: str) -> None:
    period = parse_period(words, AS_OF)
    found = compute(kpi(key), data.sales, Filter(period), basis=basis).total
    assert agrees(found, CHECKS[key, basis](data, period)), (found, CHECKS[key, basis](data, period))


@pytest.mark.parametrize("words", ["all", "2023"])
@pytest.mark.parametrize(("key", "basis"), CHECKS)
def test_that_each_months_point_is_the_months_figure(data: Invented, key: str, basis: str, words: str) -> None:
    result = compute(kpi(key), data.sales, Filter(parse_period(words, AS_OF)), basis=basis)
    assert result.trend
    for point in result.trend[::5]:
        period = point.period
        if key == "repurchase_rate" and basis != "cohort":
            period = Period(period.shifted(-11).start, period.end)
        assert agrees(point.measure, CHECKS[key, basis](data, period))


@pytest.mark.parametrize("words", ["all", "2023"])
@pytest.mark.parametrize(
    ("key", "basis"),
    [(k, b) for k, b in CHECKS if k in ("revenue_per_rep", "sales_cycle", "gross_margin", "loss_rate")],
)
def test_that_a_filter_equals_the_reference_on_the_rows_it_keeps(
    data: Invented, key: str, basis: str, words: str
) -> None:
    period = parse_period(words, AS_OF)
    where = Filter(period, {"region": ("Nord",), "channel": ("Web", "")})
    kept = replace(
        data,
        opportunities=_kept(data.opportunities),
        lines=_kept(data.lines),
    )
    found = compute(kpi(key), data.sales, where, basis=basis)
    assert found.unanswered == ()
    assert agrees(found.total, CHECKS[key, basis](kept, period))


def _kept(table: pd.DataFrame) -> pd.DataFrame:
    return table[(table.region == "Nord") & (table.channel.isna() | (table.channel == "Web"))]


@pytest.mark.parametrize("basis", ["days", "orders", "cohort"])
def test_that_a_repurchase_filter_keeps_lines_before_orders_are_netted(data: Invented, basis: str) -> None:
    products = ("P1", "P2", "P3")
    kept = replace(data, lines=data.lines[data.lines["product"].isin(products)])
    found = compute(kpi("repurchase_rate"), data.sales, Filter(ALL_TIME, {"product": products}), basis=basis).total
    assert agrees(found, CHECKS["repurchase_rate", basis](kept, ALL_TIME))
