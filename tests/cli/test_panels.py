"""The panels of the sample company, through the whole program, against plain pandas on the workbooks themselves."""

import math
from collections import defaultdict
from datetime import date
from typing import Any, TypeAlias

import pandas as pd
import pytest

FIRST, LAST = pd.Timestamp(2025, 1, 1), pd.Timestamp(2025, 12, 31)
MONTH = 30.4375
Tables: TypeAlias = dict[str, pd.DataFrame]


def invoices(tables: Tables, year: int = 2025) -> pd.DataFrame:
    lines = tables["Factures"]
    own: pd.DataFrame = lines[lines["Date facture"].dt.year == year]
    return own


def test_that_the_margin_moved_as_the_workbook_says(details: dict[str, Any], tables: Tables) -> None:
    why = details["gross_margin"]["why"]
    unit = tables["Articles"].set_index("Référence")["Prix d'achat HT"]

    def sold(year: int) -> pd.DataFrame:
        own = invoices(tables, year)
        credited = (own["Quantité"] < 0) & (own["Coût unitaire"] > 0)
        assert not (credited & (own["Montant HT"] > 0)).any()
        each = own["Coût unitaire"].fillna(own["Référence"].map(unit))
        own = own.assign(cost=each * own["Quantité"])
        own = own[own.cost.notna()]
        return own.groupby("Référence").agg(
            q=("Quantité", "sum"), r=("Montant HT", "sum"), c=("cost", "sum"), n=("cost", "size")
        )

    then, now = sold(2024), sold(2025)
    assert why["before"] == pytest.approx((then.r - then.c).sum(), abs=0.02)
    assert why["after"] == pytest.approx((now.r - now.c).sum(), abs=0.02)
    assert round(sum(why["parts"].values()), 2) == round(why["after"] - why["before"], 2)
    both = then.join(now, how="inner", lsuffix="0", rsuffix="1")
    both = both[(both.q0 > 0) & (both.q1 > 0) & (both.r0 > 0)]
    assert why["parts"]["price"] == pytest.approx((both.r1 - both.q1 * both.r0 / both.q0).sum(), abs=0.05)
    assert why["parts"]["cost"] == pytest.approx((both.q1 * both.c0 / both.q0 - both.c1).sum(), abs=0.05)
    new = now[~now.index.isin(then.index)]
    assert why["parts"]["new"] == pytest.approx((new.r - new.c).sum(), abs=0.02)
    assert why["new"] == len(new)


def test_that_discounts_are_those_of_the_workbook(details: dict[str, Any], tables: Tables) -> None:
    found = details["gross_margin"]["leakage"]
    own = invoices(tables)
    rate = own["Remise %"].fillna(0)
    given = own["Montant HT"] / (1 - rate) * rate
    assert found["given"] == pytest.approx(given.sum())
    assert found["list_value"] - found["given"] == pytest.approx(own["Montant HT"].sum())
    by_rep = given.groupby(own["Commercial"]).sum()
    assert {rep["key"]: rep["given"] for rep in found["reps"] if rep["key"]} == pytest.approx(by_rep.to_dict())


def test_that_equal_context_is_that_of_a_plain_loop(details: dict[str, Any], tables: Tables) -> None:
    reps = tables["Commerciaux"].set_index("Commercial")
    customers = tables["Clients"].drop_duplicates("Client").set_index("Client")
    own = invoices(tables)
    own = own[own["Commercial"].notna()]
    entry = own["Commercial"].map(reps["Date d'entrée"])
    months = (own["Date facture"] - entry).dt.days / MONTH
    cells = pd.DataFrame(
        {
            "rep": own["Commercial"],
            "band": pd.cut(months, [-0.001, 12, 24, 60, 1e9], right=False).cat.codes,
            "type": own["Client"].map(customers["Type de client"]).fillna(""),
            "region": own["Client"].map(customers["Région"]).fillna(""),
            "amount": own["Montant HT"],
        }
    )
    regions = own["Commercial"].map(reps["Secteur géographique"])
    cells["region"] = cells["region"].where(cells["region"] != "", regions)
    present = {}
    for rep, row in reps.iterrows():
        left = LAST if pd.isna(row["Date de sortie"]) else min(LAST, row["Date de sortie"])
        present[rep] = max((left - max(FIRST, row["Date d'entrée"])).days + 1, 0) / MONTH
    size = cells.groupby("rep").size()
    exposure: dict[tuple[Any, ...], float] = defaultdict(float)
    earned: dict[tuple[Any, ...], float] = defaultdict(float)
    for rep, band, kind, region, amount in cells.itertuples(index=False, name=None):
        path = (band, kind, region)
        for depth in range(4):
            exposure[(rep, *path[:depth])] += present[rep] / size[rep]
            earned[(rep, *path[:depth])] += amount

    def rate(rep: str, path: tuple[Any, ...]) -> float:
        others = [name for name in size.index if name != rep]
        made, spent = (sum(table.get((name, *path), 0.0) for name in others) for table in (earned, exposure))
        if not path:
            return made / spent
        return (made + 12 * rate(rep, path[:-1])) / (spent + 12)

    expected = {
        rep: sum(spent * rate(rep, key[1:]) for key, spent in list(exposure.items()) if key[0] == rep and len(key) == 4)
        for rep in size.index
    }
    made = cells.groupby("rep").amount.sum()
    scale = made.sum() / sum(expected.values())
    told = details["revenue_per_rep"]["context"]
    assert {row["key"]: row["expected"] for row in told} == pytest.approx(
        {rep: scale * value for rep, value in expected.items()}, rel=1e-6
    )
    gap = details["revenue_per_rep"]["gap_explained"]
    ratio = expected[gap["best"]] / expected[gap["worst"]]
    assert gap["share"] == pytest.approx(math.log(ratio) / math.log(made[gap["best"]] / made[gap["worst"]]), rel=1e-6)


def test_that_beginners_grow_as_the_workbook_says(details: dict[str, Any], tables: Tables) -> None:
    lines, reps = tables["Factures"], tables["Commerciaux"].set_index("Commercial")
    month = lines["Date facture"].dt.to_period("M")
    made = lines["Montant HT"].groupby([lines["Commercial"], month]).sum()
    first, last = pd.Period("2024-02"), pd.Period("2026-02")  # whole months of the data
    assert lines["Date facture"].min() == pd.Timestamp(2024, 2, 1)
    rows = []
    for rep, row in reps.iterrows():
        start = row["Date d'entrée"].to_period("M") + int(row["Date d'entrée"].day > 1)
        for one in pd.period_range(max(first, start), last, freq="M"):
            if not pd.isna(row["Date de sortie"]) and one >= row["Date de sortie"].to_period("M"):
                continue
            rows.append((rep, one, (one - start).n, float(made.get((rep, one), 0.0))))
    table = pd.DataFrame(rows, columns=["rep", "month", "age", "amount"])
    usual = table[table.age >= 36].groupby("month").amount.mean()
    ramp = details["revenue_per_rep"]["ramp"]
    for summary, low, high in (("first_year", 0, 12), ("third_year", 24, 36)):
        own = table[(table.age >= low) & (table.age < high)]
        assert ramp[summary]["rep_months"] == len(own)
        assert ramp[summary]["ratio"] == pytest.approx(own.month.map(usual).sum() / own.amount.sum())
    assert ramp["experienced_reps"] == table[table.age >= 36].rep.nunique()


def test_that_losses_are_those_of_the_workbook(details: dict[str, Any], tables: Tables) -> None:
    table = tables["Opportunités"]
    lost = table[(table["Statut"] == "Perdue") & (table["Date de clôture"].dt.year == 2025)]
    found = details["loss_rate"]
    assert {one["name"]: one["lost"] for one in found["rivals"]} == lost["Concurrent"].value_counts().to_dict()
    written = {"price": "Prix trop élevé", "timing": "Projet reporté", "no_answer": "Ne répond plus"}
    cards = {card["family"]: card for card in found["objections"]}
    for family, words in written.items():
        own = lost[lost["Motif de perte"] == words]
        assert cards[family]["count"] == len(own)
        assert cards[family]["amount"] == pytest.approx(own["Montant HT"].sum())
    later = lost[lost["Motif de perte"] == "Projet reporté"]
    assert found["win_back"]["count"] + found["win_back"]["taken_up"] == len(later)
    assert all(date.fromisoformat(row["resume"]) > date.fromisoformat(row["lost"]) for row in found["win_back"]["list"])


def test_that_conversion_by_delay_is_that_of_the_workbook(details: dict[str, Any], tables: Tables) -> None:
    leads, deals = tables["Leads"], tables["Opportunités"]
    found = details["conversion_rate"]["follow_up"]
    contacted = leads[leads["Date de qualification"].notna() & leads["Date de premier contact"].notna()]
    contacted = contacted[contacted["Date de qualification"].dt.year == 2025]
    won = set(deals.loc[deals["Statut"].isin(["Gagnée", "Signée"]), "N° lead"].dropna())
    hours = (contacted["Date de premier contact"] - contacted["Date de qualification"]).dt.total_seconds() / 3600
    assert sum(one["rate"]["denominator"] for one in found["classes"]) == len(contacted)
    fast = contacted[hours.clip(lower=0) <= 1]
    assert found["classes"][0]["rate"]["denominator"] == len(fast)
    assert found["classes"][0]["rate"]["numerator"] == fast["N° lead"].isin(won).sum()
