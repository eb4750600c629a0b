"""Speed as a ratio to plain pandas, taken in the same run."""

import time
from statistics import median

import pytest

from salesdesk.domain.filter import Filter
from salesdesk.domain.period import rolling_year
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.compute import compute
from tests.kpi.big import big
from tests.kpi.floor import floor

BUDGET = 0.4


@pytest.mark.slow
def test_that_seven_kpis_on_a_million_lines_take_less_than_four_tenths_of_pandas() -> None:
    sales = big()
    period = rolling_year(sales.as_of)
    plain = floor(sales, period)
    ours, theirs = [], []
    for turn in range(4):
        start = time.perf_counter()
        for kpi in KPIS:
            compute(kpi, sales, Filter(period), compared="year")
        middle = time.perf_counter()
        for kpi in KPIS:
            plain[kpi.key]()
        if turn:  # the first turn warms up
            ours.append(middle - start)
            theirs.append(time.perf_counter() - middle)
    assert median(ours) < BUDGET * median(theirs), (ours, theirs)
