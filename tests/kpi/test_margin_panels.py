"""Why the margin moved, and who sells what at which margin, against plain pandas."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu

from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import Period, parse_period
from salesdesk.domain.sales import Sales
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.compute import compute
from salesdesk.kpi.definition import KpiResult
from salesdesk.kpi.drift import _rank_tests
from salesdesk.kpi.margin_moves import EFFECTS, Sold, moves
from tests.kpi import reference
from tests.kpi.building import Builder, hypermarket, hypermarket_table
from tests.kpi.invented import Invented, invented

MARGIN = next(kpi for kpi in KPIS if kpi.key == "gross_margin")


def ask(sales: Sales, words: str, compared: str = "year", **members: tuple[str, ...]) -> KpiResult:
    return compute(MARGIN, sales, Filter(parse_period(words, sales.as_of), members), compared=compared)


@pytest.fixture(scope="module")
def data() -> Invented:
    return invented(size=2000)


@pytest.fixture(scope="module")
def market(shared: Path) -> tuple[pd.DataFrame, Sales]:
    table = hypermarket_table(shared)
    return table, hypermarket(table)


def products(*rows: tuple[float, float, float]) -> Sold:
    """Quantity, unit price and unit cost of each product; nothing is sold without a product."""
    quantity, price, cost = (np.array([*column, 0.0]) for column in zip(*rows, strict=True))
    return Sold((quantity > 0).astype(float), quantity, quantity * price, quantity * cost)


def effects(before: Sold, after: Sold) -> dict[str, float]:
    found = moves(before, after)
    return {key: float(found.effects[key].sum()) for key in EFFECTS if found.effects[key].any()}


BEFORE = products((10, 10, 6), (5, 5, 4))


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (products((20, 10, 6), (10, 5, 4)), {"volume": 45}),
        (products((10, 11, 6), (5, 5, 4)), {"price": 10}),
        (products((10, 10, 7), (5, 5, 4)), {"cost": -10}),
        # 5 of the first for 10 of the second: as much revenue at the old prices, less margin.
        (products((5, 10, 6), (15, 5, 4)), {"mix": -10}),
    ],
)
def test_that_one_change_alone_is_named(after: Sold, expected: dict[str, float]) -> None:
    assert effects(BEFORE, after) == pytest.approx(expected)


def test_that_new_and_dropped_products_are_told_apart() -> None:
    before = products((10, 10, 6), (5, 20, 10), (0, 0, 0))
    after = products((10, 10, 6), (0, 0, 0), (5, 40, 10))
    assert effects(before, after) == pytest.approx({"new": 150, "dropped": -50})


def test_that_credited_or_unknown_quantities_are_not_forced_into_prices() -> None:
    before = products((10, 10, 6), (5, 20, 10))
    after = products((-2, 10, 6), (np.nan, 20, 10))
    after = Sold(np.array([1.0, 1, 0]), after.quantity, np.array([-20.0, 90, 0]), np.array([-12.0, 50, 0]))
    assert effects(before, after) == pytest.approx({"other": -48 - 10})


amounts = st.floats(-1e4, 1e4, allow_nan=False).map(lambda x: round(x, 2))
sold_once = st.tuples(st.integers(0, 3), st.floats(-50, 50).map(lambda x: round(x, 3)), amounts, amounts)


@settings(max_examples=200)
@given(st.lists(st.tuples(sold_once, sold_once), min_size=1, max_size=12))
def test_that_the_effects_of_every_product_add_up_to_its_change(rows: list[Any]) -> None:
    sides = []
    for side in (0, 1):
        lines, quantity, revenue, cost = (np.array(column) for column in zip(*(row[side] for row in rows), strict=True))
        none = lines == 0
        sides.append(Sold(lines.astype(float), *(np.where(none, 0.0, c) for c in (quantity, revenue, cost))))
    found = moves(*sides)
    scale = 1 + float(np.abs(found.after - found.before).max())
    for effect in found.effects.values():
        scale = max(scale, float(np.abs(effect).max()))
    added = np.sum(list(found.effects.values()), axis=0)
    np.testing.assert_allclose(added, found.after - found.before, atol=1e-9 * scale)


@pytest.mark.parametrize("words", ["2023", "2023-05", "2023-Q2", "12m", "2024-W03"])
@pytest.mark.parametrize("compared", ["year", "previous"])
def test_that_the_parts_add_up_to_the_cent(data: Invented, words: str, compared: str) -> None:
    result = ask(data.sales, words, compared)
    why = result.details["why"]
    cents = [round(part * 100) for part in why["parts"].values()]
    assert sum(cents) == round(why["after"] * 100) - round(why["before"] * 100)
    assert result.previous is not None
    assert why["after"] == pytest.approx(result.total.numerator, abs=0.005)
    assert why["before"] == pytest.approx(result.previous.numerator, abs=0.005)


def test_that_the_parts_are_those_of_a_plain_loop(market: tuple[pd.DataFrame, Sales]) -> None:
    table, sales = market
    year = pd.to_datetime(table["Date de commande"]).dt.year
    last = int(year.max()) - 1  # a whole year
    then, now = (dict(iter(table[year == y].groupby("ID produit"))) for y in (last - 1, last))
    price = cost = base = constant = at_old = old = new = gone = 0.0
    for product in {*then, *now}:
        a, b = then.get(product), now.get(product)
        if a is None or b is None:
            new += 0.0 if b is None else b["Profit"].sum()
            gone -= 0.0 if a is None else a["Profit"].sum()
            continue
        q0, q1, r0, r1 = a["Quantité"].sum(), b["Quantité"].sum(), a["Ventes"].sum(), b["Ventes"].sum()
        c0, c1 = r0 - a["Profit"].sum(), r1 - b["Profit"].sum()
        price += r1 - q1 * r0 / q0
        cost -= c1 - q1 * c0 / q0
        base, constant = base + r0, constant + q1 * r0 / q0
        old, at_old = old + r0 - c0, at_old + q1 * (r0 - c0) / q0
    volume = (constant / base - 1) * old
    mix = at_old - constant / base * old
    parts = ask(sales, str(last)).details["why"]["parts"]
    expected = {"price": price, "cost": cost, "volume": volume, "mix": mix, "new": new, "dropped": gone, "other": 0.0}
    assert parts == pytest.approx(expected, abs=0.04)


def test_that_nothing_is_explained_without_a_compared_period(data: Invented) -> None:
    assert ask(data.sales, "all").details["why"] is None


def test_that_quadrant_classes_and_losses_are_those_of_pandas(market: tuple[pd.DataFrame, Sales]) -> None:
    table, sales = market
    details = ask(sales, "all").details
    plain = table.groupby("ID produit")[["Ventes", "Profit"]].sum()
    found = details["quadrant"]["product"]
    assert found["average_revenue"] == pytest.approx(plain.Ventes.mean())
    assert found["average_rate"] == pytest.approx(0.12690, abs=5e-6)
    high, rich = plain.Ventes >= plain.Ventes.mean(), plain.Profit / plain.Ventes >= found["average_rate"]
    expected = {"strong": high & rich, "mass": high & ~rich, "niche": ~high & rich, "weak": ~high & ~rich}
    for name, members in expected.items():
        assert {k for k, q in zip(found["key"], found["quadrant"], strict=True) if q == name} == set(
            plain.index[members]
        )
    ranges = details["quadrant"]["range"]
    rate = dict(zip(ranges["key"], ranges["rate"], strict=True))
    assert rate["Mobilier"] == pytest.approx(0.08837, abs=5e-6)
    losing = plain[plain.Profit.round(6) < 0].sort_values("Profit")
    assert [row["key"] for row in details["losing"]][:20] == list(losing.index[:20])
    assert len(details["losing"]) == len(losing) == details["loss_makers"]["count"]
    assert sum(row["margin"] for row in details["losing"]) == pytest.approx(losing.Profit.sum())
    below = (table["Profit"] < 0).groupby(table["ID produit"]).sum()
    assert {row["key"]: row["below_cost"] for row in details["losing"]} == {p: below[p] for p in losing.index}
    ranked = plain.Profit.sort_values(ascending=False)
    classes = {row["class"]: row for row in details["classes"]}
    assert (
        classes["a"]["references"]
        == details["pareto"]["for_80"]
        == int((ranked.cumsum() < 0.8 * ranked.sum()).sum()) + 1
    )
    assert sum(row["references"] for row in classes.values()) == len(plain)
    assert sum(row["share"] for row in classes.values()) == pytest.approx(1)


def test_that_a_drop_loses_what_its_orders_brought_besides(market: tuple[pd.DataFrame, Sales]) -> None:
    table, sales = market
    found = ask(sales, "all").details["dropping"]
    worst = found["key"][0]
    with_it = table[table["ID commande"].isin(table.loc[table["ID produit"] == worst, "ID commande"])]
    own, rest = with_it[with_it["ID produit"] == worst], with_it[with_it["ID produit"] != worst]
    assert found["margin"][0] == pytest.approx(own.Profit.sum())
    assert found["basket_margin"][0] == pytest.approx(rest.Profit.sum())
    assert found["basket_revenue"][0] == pytest.approx(rest.Ventes.sum())
    assert found["orders"][0] == own["ID commande"].nunique()
    assert found["customers"][0] == own["ID client"].nunique()
    times = rest.groupby("ID produit")["ID commande"].nunique()
    for companion in found["companions"][worst]:
        assert companion["orders"] == times[companion["key"]]
    assert found["companions"][worst][0]["orders"] == times.max()
    bought = table.groupby("ID client")["ID produit"].nunique()
    alone = set(bought.index[bought == 1])
    assert found["only_customers"][0] == len(alone & set(own["ID client"]))


def test_that_break_even_is_the_share_of_the_baskets_that_pays_for_keeping(data: Invented) -> None:
    found = ask(data.sales, "all").details["dropping"]
    for margin, basket, share in zip(found["margin"], found["basket_margin"], found["break_even"], strict=True):
        if share is None:
            assert margin >= 0 or basket <= 0
        else:
            assert share * basket == pytest.approx(-margin)


def lines(*groups: tuple[str, date, float, float, int]) -> Sales:
    """Product, day, revenue, cost of a line, how many of them, their costs a little apart."""
    rows = [(p, day, r, c + i / 100) for p, day, r, c, n in groups for i in range(n)]
    columns: dict[str, Any] = {
        "product": [row[0] for row in rows],
        "date": [row[1] for row in rows],
        "amount": [row[2] for row in rows],
        "cost": [row[3] for row in rows],
    }
    return Builder().add(Kind.ORDER_LINE, columns).build(as_of=date(2024, 12, 31))


def test_that_a_drift_needs_size_certainty_and_lines() -> None:
    old, new = date(2024, 5, 5), date(2024, 11, 5)
    sales = lines(
        *(("falls", old, 100, 50, 25), ("falls", new, 100, 58, 10)),
        *(("rises", old, 100, 50, 25), ("rises", new, 100, 45, 10)),
        *(("a hair", old, 100, 50, 25), ("a hair", new, 100, 50.3, 25)),
        *(("few", old, 100, 50, 25), ("few", new, 100, 80, 4)),
        *(("same", old, 100, 50, 25), ("same", new, 100, 50, 25)),
        *(("too old", date(2023, 5, 5), 100, 50, 25), ("too old", new, 100, 80, 25)),
    )
    found = ask(sales, "2024-12").details["drift"]
    assert [alert["key"] for alert in found["alerts"]] == ["falls", "rises"]
    assert found["tested"] == 4
    falls = found["alerts"][0]
    # Costs are apart by a cent each: 25 lines average 12 cents more, 10 lines 4.5.
    assert falls["before"] == pytest.approx(0.4988)
    assert falls["rate"] == pytest.approx(0.41955)
    assert falls["money"] == pytest.approx(-0.07925 * 1000)
    assert (falls["lines"], falls["lines_before"]) == (10, 25)
    assert found["recent"] == [date(2024, 10, 1), date(2024, 12, 31)]
    assert found["before"] == [date(2023, 10, 1), date(2024, 9, 30)]


def test_that_ranks_inside_groups_are_tested_as_scipy_does() -> None:
    random = np.random.default_rng(3)
    group = random.integers(0, 4, 200)
    values = np.round(random.normal(size=200), 1)
    second = random.random(200) < 0.4
    p = _rank_tests(group, values, second, 5)
    for one in range(4):
        mine = group == one
        expected = mannwhitneyu(values[mine & second], values[mine & ~second], method="asymptotic").pvalue
        assert p[one] == pytest.approx(expected, rel=1e-9)
    assert p[4] == 1


def test_that_products_that_never_moved_are_rarely_called_drifting() -> None:
    wrong = 0
    for seed in range(60):
        random = np.random.default_rng(seed)
        rows = 40 * 20
        columns: dict[str, Any] = {
            "product": [f"P{i % 20}" for i in range(rows)],
            "date": [date(2024, 12, 31) - timedelta(days=int(d)) for d in random.integers(0, 360, rows)],
            "amount": [100.0] * rows,
            "cost": random.normal(60, 5, rows).round(2).tolist(),
        }
        sales = Builder().add(Kind.ORDER_LINE, columns).build(as_of=date(2024, 12, 31))
        wrong += bool(ask(sales, "12m").details["drift"]["alerts"])
    assert wrong <= 7  # 5 % of 60 is 3; eight or more would happen once in 100 such suites


def test_that_discounts_and_revenue_make_list_value() -> None:
    columns: dict[str, Any] = {
        "rep": ["A"] * 40 + ["B"] * 40 + ["A", "B", None],
        "order_no": [str(i) for i in range(83)],
        "amount": [90.0] * 40 + [100.0] * 40 + [0.0, -45.0, 50.0],
        "discount": [0.1] * 40 + [None] * 40 + [1.0, 0.1, 0.0],
        "date": ["2024-05-05"] * 83,
        "sheet": [1] * 83,
    }
    found = ask(Builder().add(Kind.ORDER_LINE, columns).build(as_of=date(2024, 12, 31)), "2024").details["leakage"]
    assert found["list_value"] == pytest.approx(4000 + 4000 - 50 + 50)
    assert found["given"] == pytest.approx(400 - 5)
    assert found["list_value"] - found["given"] == pytest.approx(sum(columns["amount"]))
    assert found["gifts"] == 1
    by_rep = {rep["key"]: rep for rep in found["reps"]}
    assert by_rep["A"]["rate"] == pytest.approx(0.1)
    assert by_rep["A"]["differs"]
    assert by_rep["B"]["differs"]
    assert not by_rep[""]["differs"]
    assert sum(rep["over"] for rep in found["reps"]) == pytest.approx(0)


def test_that_a_sheet_silent_on_discounts_is_not_read_as_none_given() -> None:
    columns: dict[str, Any] = {
        "rep": ["A", "B"],
        "amount": [90.0, 900.0],
        "discount": [0.1, None],
        "date": ["2024-05-05"] * 2,
        "sheet": [1, 2],
    }
    found = ask(Builder().add(Kind.ORDER_LINE, columns).build(as_of=date(2024, 12, 31)), "2024").details["leakage"]
    assert [rep["key"] for rep in found["reps"]] == ["A"]
    assert found["coverage"] == pytest.approx(90 / 990)


def test_that_no_discount_at_all_leaks_nothing(data: Invented) -> None:
    assert ask(data.sales, "all").details["leakage"] is None


def test_that_a_filter_narrows_every_panel(data: Invented) -> None:
    details = ask(data.sales, "2023", rep=("Rep A",)).details
    period = Period(date(2023, 1, 1), date(2024, 1, 1))
    own = reference.costed(data, period)
    own = own[(own.rep == "Rep A") & own["product"].notna()]
    assert sum(details["quadrant"]["product"]["revenue"]) + 0.0 <= own.amount.clip(lower=0).sum()
    assert sum(details["dropping"]["margin"]) == pytest.approx((own.amount - own.cost).sum(), abs=1e-3)
