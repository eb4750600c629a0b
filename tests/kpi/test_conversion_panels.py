"""Maturity, follow-up delay, channel × rep and segment targets, against plain pandas and simulated truth."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency

from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import parse_period
from salesdesk.domain.sales import Sales
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.compute import compute
from salesdesk.kpi.conversion_cuts import PRIOR, _falls
from salesdesk.kpi.definition import FEW, KpiResult
from tests.kpi import reference
from tests.kpi.building import Builder, maven, maven_table
from tests.kpi.invented import Invented, invented

CONVERSION = next(kpi for kpi in KPIS if kpi.key == "conversion_rate")


def ask(sales: Sales, words: str, basis: str = "", **members: tuple[str, ...]) -> KpiResult:
    return compute(CONVERSION, sales, Filter(parse_period(words, sales.as_of), members), basis=basis)


@pytest.fixture(scope="module")
def data() -> Invented:
    return invented(size=2000)


def test_that_months_add_up_to_the_cohort(data: Invented) -> None:
    details = ask(data.sales, "2023").details
    months = details["months"]
    assert [month["month"] for month in months] == [date(2023, m, 1) for m in range(1, 13)]
    for key in ("won", "lost", "open", "cohort"):
        assert sum(month[key] for month in months) == details[key]
    hoped = sum(month["expected"] * month["cohort"] for month in months) / details["cohort"]
    assert details["expected"] is None or hoped == pytest.approx(details["expected"])
    everyone = pd.DataFrame(reference.prospects(data))
    day = pd.to_datetime(everyone.day)
    for month in months:
        own = everyone[(day.dt.year == 2023) & (day.dt.month == month["month"].month)].outcome.value_counts()
        assert (month["won"], month["lost"], month["open"]) == (own["won"], own["lost"], own["open"])


def test_that_the_expected_rate_of_young_months_is_their_final_rate() -> None:
    # 30 % are won in the end, sooner or later within 200 days; the last months have barely begun.
    random = np.random.default_rng(5)
    size, end = 12_000, date(2024, 12, 31)
    start = np.sort(random.integers(0, 700, size))
    first = end - timedelta(days=700)
    wins, days = random.random(size) < 0.3, random.integers(1, 200, size)
    days[~wins] = random.integers(1, 120, int((~wins).sum()))
    closed = start + days <= 700
    columns: dict[str, Any] = {
        "rep": ["A"] * size,
        "first_contact_date": [first + timedelta(days=int(s)) for s in start],
        "close_date": [
            first + timedelta(days=int(s + d)) if done else None for s, d, done in zip(start, days, closed, strict=True)
        ],
        "status": np.where(~closed, "open", np.where(wins, "won", "lost")).tolist(),
        "amount": [1.0] * size,
    }
    sales = Builder().add(Kind.OPPORTUNITY, columns).build(as_of=end)
    months = ask(sales, "12m").details["months"]
    usual = ask(sales, "12m").details["usual_days"]
    assert usual == 91  # of those won so far: the slow ones are still to come
    assert [month["mature"] for month in months] == [True] * 9 + [False] * 3
    assert months[-1]["rate"] < 0.1
    assert [month["expected"] for month in months] == pytest.approx([0.3] * 12, abs=0.06)
    assert np.mean([month["expected"] for month in months]) == pytest.approx(0.3, abs=0.02)


def test_that_conversion_by_delay_is_that_of_pandas(data: Invented) -> None:
    found = ask(data.sales, "2023").details["follow_up"]
    everyone = pd.DataFrame(reference.prospects(data))
    day = pd.to_datetime(everyone.day)
    own = everyone[(everyone.kind == "lead") & (day.dt.year == 2023)].set_index("row")
    leads = data.leads.loc[own.index]
    hours = (leads.first_contact_at - leads.qualified_at).dt.total_seconds().clip(lower=0) / 3600
    known = hours.notna()
    cut = pd.cut(hours[known], [-1, 1, 4, 24, 48, 120, 1e9], labels=["1", "4", "24", "48", "120", "beyond"])
    won = (own.outcome == "won")[known]
    expected = won.groupby(cut, observed=True).agg(["sum", "count"]).to_numpy().tolist()
    assert found["since"] == "qualified"
    assert [[one["rate"].numerator, one["rate"].denominator] for one in found["classes"]] == expected
    silent = leads.first_contact_at.isna() & leads.qualified_at.notna()
    assert found["not_contacted"].denominator == silent.sum()
    assert found["not_contacted"].numerator == (own.outcome == "won")[silent].sum()


def followed(rates: list[float], each: int = 60) -> Sales:
    """Leads contacted after 30 min, 2 h, 12 h and 36 h, with the share of each that is won."""
    rows = [
        (minutes, "converted" if i < round(rate * each) else "qualified")
        for minutes, rate in zip((30, 120, 720, 2160), rates, strict=True)
        for i in range(each)
    ]
    start = pd.Timestamp(2024, 5, 6, 9)
    columns: dict[str, Any] = {
        "company": [str(i) for i in range(len(rows))],
        "status": [row[1] for row in rows],
        "received_at": [start] * len(rows),
        "first_contact_at": [start + pd.Timedelta(minutes=row[0]) for row in rows],
    }
    return Builder().add(Kind.LEAD, columns).build(as_of=date(2024, 12, 31))


def test_that_a_fall_with_the_delay_is_said_only_beyond_chance() -> None:
    clear = ask(followed([0.5, 0.4, 0.25, 0.1]), "2024").details["follow_up"]
    assert clear["since"] == "received"
    assert clear["falls"] is True
    assert [one["differs"] for one in clear["classes"]] == [True, False, False, True]
    assert ask(followed([0.3, 0.28, 0.3, 0.27]), "2024").details["follow_up"]["falls"] is False
    assert ask(followed([0.1, 0.2, 0.3, 0.5]), "2024").details["follow_up"]["falls"] is False
    assert ask(followed([0.5, 0.4, 0.2, 0.1], each=4), "2024").details["follow_up"]["falls"] is None
    assert ask(followed([0.0] * 4), "2024").details["follow_up"]["falls"] is None


def test_that_the_trend_test_is_chi_squared_for_two_classes() -> None:
    k, n = np.array([30.0, 18.0]), np.array([80.0, 80.0])
    p = chi2_contingency(np.array([k, n - k]), correction=False).pvalue
    assert _falls(k, n) == (p <= 0.05)
    close = np.array([26.0, 18.0])
    assert _falls(close, n) == (chi2_contingency(np.array([close, n - close]), correction=False).pvalue <= 0.05)


@pytest.mark.parametrize("basis", ["cohort", "closed", "flow"])
def test_that_the_heat_map_is_that_of_pandas(data: Invented, basis: str) -> None:
    found = ask(data.sales, "2023", basis).details["heat"]
    everyone = pd.DataFrame(reference.prospects(data))
    day = pd.to_datetime(everyone.closed if basis == "closed" else everyone.day)
    own = everyone[day.dt.year == 2023]
    if basis == "closed":
        own = own[own.outcome != "open"]
    tables = {"lead": data.leads, "opportunity": data.opportunities}
    own = own.assign(
        channel=[tables[k].channel[r] for k, r in zip(own.kind, own.row, strict=True)],
        rep=[tables[k].rep[r] for k, r in zip(own.kind, own.row, strict=True)],
    )
    # A lead that is silent on its channel or rep has those of the opportunity that decides it; only sure ones compare.
    alone = own[own.kind == "opportunity"].dropna(subset=["channel", "rep"])
    counted = pd.crosstab(alone.channel, alone.rep)
    for i, channel in enumerate(found["channels"]):
        for j, rep in enumerate(found["reps"]):
            assert found["prospects"][i][j] >= counted.loc[channel, rep]
            assert found["few"][i][j] == (found["prospects"][i][j] < FEW)
            single = ask(data.sales, "2023", "cohort" if basis == "flow" else basis, channel=(channel,), rep=(rep,))
            assert found["won"][i][j] == single.total.numerator
            assert found["prospects"][i][j] == single.total.denominator


def test_that_chance_rarely_colours_the_heat_map() -> None:
    wrong = 0
    for seed in range(60):
        random = np.random.default_rng(seed)
        columns: dict[str, Any] = {
            "rep": [f"R{i}" for i in random.integers(0, 5, 1000)],
            "channel": [f"C{i}" for i in random.integers(0, 4, 1000)],
            "status": np.where(random.random(1000) < 0.3, "won", "lost").tolist(),
            "first_contact_date": ["2024-05-01"] * 1000,
            "close_date": ["2024-06-05"] * 1000,
        }
        sales = Builder().add(Kind.OPPORTUNITY, columns).build(as_of=date(2024, 12, 31))
        wrong += bool(np.any(ask(sales, "2024").details["heat"]["differs"]))
    assert wrong <= 7


def test_that_segments_promise_what_they_have_shown(shared: Path) -> None:
    sales, table = maven(shared), maven_table(shared)
    accounts = pd.read_csv(shared / "data" / "maven-crm" / "accounts.csv")[["account", "sector"]]
    closed = table[table.deal_stage.isin(["Won", "Lost"]) & table.close_date.between("2017-01-01", "2017-12-31")]
    closed = closed.merge(accounts, on="account")
    found = ask(sales, "2017", "closed").details["segment_targets"]
    assert found["dimension"] == "segment"  # sectors stand in where no segment is known
    overall = (closed.deal_stage == "Won").mean()
    for one in found["segments"]:
        own = closed[closed.sector == one["member"]]
        n, k = len(own), int((own.deal_stage == "Won").sum())
        assert (one["rate"].numerator, one["rate"].denominator) == (k, n)
        assert one["usual"] == pytest.approx((k + PRIOR * overall) / (n + PRIOR))
        per_rep = own.groupby("sales_agent").deal_stage.agg(won=lambda s: (s == "Won").sum(), n="size")
        judged = per_rep[per_rep.n >= FEW]
        best = ((judged.won + PRIOR * one["usual"]) / (judged.n + PRIOR)).max()
        assert one["reachable"] == (pytest.approx(best) if best > one["usual"] else None)
    assert len(found["segments"]) == closed.sector.nunique()


def test_that_imported_targets_are_held_against_their_own_period_and_segment(data: Invented) -> None:
    builder = Builder()
    builder.frames, builder.lists = (
        dict(data.sales.frames),
        {name: {text: code for code, text in enumerate(members.names)} for name, members in data.sales.lists.items()},
    )
    targets: dict[str, Any] = {
        "kpi": ["conversion_rate", "conversion_rate", "loss_rate", "conversion_rate", "conversion_rate"],
        "period": ["2023-Q2", "2023", "2023", "soon", "2023"],
        "dimension": ["channel", None, None, None, "sector"],
        "member": ["Web", None, None, None, "Aerospace"],
        "value": [25.0, 0.3, 0.4, 0.2, 0.2],
    }
    sales = builder.add(Kind.TARGET, targets).build(as_of=data.sales.as_of)
    found = ask(sales, "2024").details["targets"]
    assert [(one["dimension"], one["member"], one["target"]) for one in found] == [
        ("channel", "Web", 0.25),
        ("", "", 0.3),
        ("sector", "Aerospace", 0.2),
    ]
    web = ask(sales, "2023-Q2", channel=("Web",)).total
    assert found[0]["actual"] == web
    assert web.value is not None
    assert found[0]["gap"] == pytest.approx(web.value - 0.25)
    assert str(found[0]["period"]) == "2023-Q2"
