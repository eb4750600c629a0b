"""On real data: every figure is made of exactly the records that it opens; chance is rarely called a difference."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
import pytest

from salesdesk.desk import Desk
from salesdesk.desk.sample import make_sample
from salesdesk.domain.columns import MICROS, NO_MONEY, STATUSES, Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME, Period, rolling_year
from salesdesk.domain.sales import Frame, Sales
from salesdesk.domain.task import Task
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.catalogue.gross_margin import line_costs
from salesdesk.kpi.compute import compute, select
from salesdesk.kpi.definition import Kpi, Measure, Part
from salesdesk.kpi.facts import Reducer
from tests.kpi.building import hypermarket, hypermarket_table, maven, online_retail, online_retail_table

DATA: Final[dict[str, Callable[[Path], Sales]]] = {
    "maven-crm": maven,
    "hypermarche": lambda shared: hypermarket(hypermarket_table(shared)),
    "online-retail": lambda shared: online_retail(online_retail_table(shared)),
}
EVERY: Final = [(kpi, basis) for kpi in KPIS for basis in kpi.bases]
GROUPS: Final = 4
"""As many groups of each dimension are opened, the largest first, and the unknown one."""


@pytest.fixture(scope="module", params=[*DATA, "sample"])
def sales(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Sales:
    if request.param in DATA:
        return DATA[str(request.param)](shared)
    desk = Desk.open(make_sample(tmp_path_factory.mktemp("sample") / "sample.salesdesk", Task()))
    found = desk.sales
    desk.close()
    return found


def dimensions(kpi: Kpi, sales: Sales) -> Iterator[str]:
    yield from (d for d in (*kpi.dimensions, "customer") if any(sales.answers(kind, d) for kind in kpi.kinds))


@pytest.mark.parametrize(("kpi", "basis"), EVERY, ids=[f"{kpi.key}-{basis}" for kpi, basis in EVERY])
def test_that_every_figure_is_made_of_the_records_it_opens(sales: Sales, kpi: Kpi, basis: str) -> None:
    for period in (ALL_TIME, rolling_year(sales.as_of)):
        where = Filter(period)
        whole = compute(kpi, sales, where, basis=basis)
        opened(sales, kpi, basis, where, whole.total)
        for item in whole.left_out:
            found = select(kpi, sales, where, basis=basis, part=Part.LEFT_OUT, reason=item.reason)
            assert sum(len(one) for one in found) == item.records
    for dimension in dict.fromkeys(dimensions(kpi, sales)):
        groups = compute(kpi, sales, where, basis=basis, dimension=dimension).groups
        largest = sorted(groups, key=lambda group: (bool(group.key), -group.measure.based_on))[:GROUPS]
        for group in largest:
            opened(sales, kpi, basis, where, group.measure, dimension, group.key)


def opened(
    sales: Sales, kpi: Kpi, basis: str, where: Filter, measure: Measure, dimension: str = "", group: str | None = None
) -> None:
    """The figure, computed again from nothing but the records that it opens."""
    above, below = (
        select(kpi, sales, where, basis=basis, dimension=dimension, group=group, part=part)
        for part in (Part.NUMERATOR, Part.DENOMINATOR)
    )
    counts = [sum(len(one) for one in part) for part in (above, below)]
    kinds = {one.kind: one.rows for one in above}
    rows = next(iter(kinds.values()), np.zeros(0, dtype=np.int64))
    told = (measure.numerator or 0.0, measure.denominator or 0.0)
    match kpi.facts(sales, basis).reducer:
        case Reducer.SHARE | Reducer.COUNT if kpi.key != "repurchase_rate":
            assert tuple(counts) == told
        case Reducer.MEDIAN:
            frame = sales[Kind.OPPORTUNITY]
            days = frame["close_date"][rows] - frame["first_contact_date"][rows]
            assert counts[0] == measure.based_on
            assert (np.median(days) if len(days) else None) == measure.value
        case Reducer.PER_MEMBER:
            (kind,) = kinds or (Kind.OPPORTUNITY,)
            assert sales[kind]["amount"][rows].sum() / MICROS == pytest.approx(told[0], abs=0.005)
            assert len(np.unique(sales[kind]["rep"][rows])) == told[1]
        case _ if kpi.key == "repurchase_rate":
            bought = [sales[Kind.ORDER_LINE]["customer"][np.concatenate([one.rows for one in part])] if part else rows
                      for part in (above, below)]  # fmt: skip
            assert tuple(len(np.unique(customers)) for customers in bought) == told
        case _ if kpi.key == "gross_margin":
            cost, _ = line_costs(sales)
            amount = sales[Kind.ORDER_LINE]["amount"][rows]
            assert not (cost[rows] == NO_MONEY).any()
            assert (amount - cost[rows]).sum() / MICROS == pytest.approx(told[0], abs=0.005)
            assert amount.sum() / MICROS == pytest.approx(told[1], abs=0.005)
        case _ if basis == "amount":
            amounts = [sum(sales[one.kind]["amount"][one.rows].sum() for one in part) for part in (above, below)]
            is_lost = sales[Kind.OPPORTUNITY]["status"] == STATUSES.index("lost")
            lost = sum(sales[one.kind]["amount"][one.rows][is_lost[one.rows]].sum() for one in above)
            assert lost / MICROS == pytest.approx(told[0], abs=0.005)
            assert amounts[1] / MICROS == pytest.approx(told[1], abs=0.005)
        case _:
            assert basis == "flow"
            assert tuple(counts) == told


def shuffled(sales: Sales, kind: Kind, field: str, random: np.random.Generator, by: str = "") -> Sales:
    """The same records, a field of theirs dealt out anew: to each record, or to each member of ``by`` as one."""
    frame = sales[kind]
    if by:
        order = random.permutation(len(sales.names(by)) + 1)
        first = np.zeros(len(order), dtype=np.int64)
        first[frame[by][::-1]] = np.arange(frame.n)[::-1]
        column = frame[field][first[order]][frame[by]]
    else:
        column = frame[field][random.permutation(frame.n)]
    dealt = Frame(kind, frame.n, {**frame.columns, field: column})
    return replace(sales, frames={**sales.frames, kind: dealt}, _cache={})


def pages_wrong(sales: Sales, key: str, basis: str, kind: Kind, field: str, by: str = "", times: int = 100) -> int:
    """How many of so many pages of nothing but chance call some group different."""
    kpi, random = next(one for one in KPIS if one.key == key), np.random.default_rng(7)
    wrong = 0
    for _ in range(times):
        found = compute(kpi, shuffled(sales, kind, field, random, by), Filter(ALL_TIME), basis=basis, dimension=field)
        wrong += any(group.differs for group in found.groups)
    return wrong


@pytest.mark.parametrize(
    ("key", "basis", "field"),
    [
        ("conversion_rate", "closed", "rep"),
        ("loss_rate", "count", "product"),
        ("sales_cycle", "contact_to_close", "rep"),
    ],
)
def test_that_pages_of_chance_alone_rarely_call_a_group_different(
    shared: Path, key: str, basis: str, field: str
) -> None:
    wrong = pages_wrong(maven(shared), key, basis, Kind.OPPORTUNITY, field)
    assert wrong <= 10  # 5 % of 100 is 5; eleven or more would happen once in 90 such suites


def test_that_segments_of_chance_alone_rarely_come_back_differently(shared: Path) -> None:
    """Each customer is dealt a segment as a whole, in a year in which not nearly all come back."""
    lines = hypermarket(hypermarket_table(shared))
    year = Period(lines.as_of.replace(month=1, day=1), lines.as_of)
    kpi, random = next(one for one in KPIS if one.key == "repurchase_rate"), np.random.default_rng(7)
    wrong = 0
    for _ in range(100):
        dealt = shuffled(lines, Kind.ORDER_LINE, "segment", random, by="customer")
        wrong += any(g.differs for g in compute(kpi, dealt, Filter(year), dimension="segment").groups)
    assert wrong <= 10
