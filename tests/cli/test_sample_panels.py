"""More panels of the sample company: cycle, stages, leads, repurchase and Pareto, against pandas on the workbooks."""

import warnings
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
import pytest

Tables: TypeAlias = dict[str, pd.DataFrame]
FIRST, LAST = pd.Timestamp(2025, 1, 1), pd.Timestamp(2025, 12, 31)
BANT = ["BANT Budget", "BANT Authority", "BANT Need", "BANT Timeline"]
MET = 10


def won_in_2025(tables: Tables) -> pd.DataFrame:
    deals = tables["Opportunités"]
    own: pd.DataFrame = deals[deals["Statut"].isin(["Gagnée", "Signée"]) & (deals["Date de clôture"].dt.year == 2025)]
    return own


def cycles(deals: pd.DataFrame) -> pd.Series:
    days = (deals["Date de clôture"] - deals["Date de premier contact"]).dt.days
    return days[days >= 0]


def test_that_the_cycle_spreads_as_the_workbook_says(details: dict[str, Any], tables: Tables) -> None:
    found, days = details["sales_cycle"], cycles(won_in_2025(tables))
    assert found["value"] == days.median()
    assert found["mean"] == pytest.approx(days.mean())
    assert [found["q1"], found["q3"], found["p90"]] == pytest.approx(days.quantile([0.25, 0.75, 0.9]).tolist())
    lost = tables["Opportunités"]
    gone = cycles(lost[(lost["Statut"] == "Perdue") & (lost["Date de clôture"].dt.year == 2025)])
    assert (found["lost"]["count"], found["lost"]["median"]) == (len(gone), gone.median())
    assert sum(bar["count"] for bar in found["histogram"]) == len(days)
    week = won_in_2025(tables).assign(days=days).dropna(subset=["days"])
    monday = week["Date de clôture"] - pd.to_timedelta(week["Date de clôture"].dt.weekday, unit="D")
    last = week.groupby(monday).days.agg(["median", "size"]).tail(len(found["weeks"]))
    assert [(one["start"], one["median"], one["count"]) for one in found["weeks"]] == [
        (f"{start:%Y-%m-%d}", median, size) for start, median, size in last.itertuples()
    ]


def test_that_the_curve_with_open_opportunities_is_kaplan_meiers(details: dict[str, Any], tables: Tables) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        lifelines = pytest.importorskip("lifelines")
    deals = tables["Opportunités"]
    deals = deals[deals["Date de premier contact"].notna()]
    end = deals["Date de clôture"].fillna(LAST)
    end = end.where(end <= LAST, LAST)
    start = deals["Date de premier contact"]
    seen = (end >= FIRST) & (start <= LAST) & (deals["Date de clôture"].fillna(LAST) >= start)
    won = deals["Statut"].isin(["Gagnée", "Signée"]) & (deals["Date de clôture"] <= LAST)
    entry = np.maximum((FIRST - start).dt.days - 0.5, 0)  # at risk on the day of entry itself
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = lifelines.KaplanMeierFitter().fit((end - start).dt.days[seen], won[seen], entry=entry[seen])
    median = fitted.median_survival_time_
    assert details["sales_cycle"]["survival"]["median"] == (None if np.isinf(median) else median)
    lowest = fitted.survival_function_.to_numpy().min()
    assert max(details["sales_cycle"]["survival"]["won"]) <= 1 - lowest + 1e-9  # the lost take their part


def test_that_stages_last_as_the_history_says(details: dict[str, Any], tables: Tables) -> None:
    history = tables["Historique des étapes"]
    history.columns = pd.Index(["deal", "stage", "entered"])
    close = tables["Opportunités"].set_index("N° opportunité")["Date de clôture"]
    history = history.sort_values(["deal", "entered"], kind="stable")
    left = history.groupby("deal").entered.shift(-1)
    history = history.assign(left=left.fillna(history.deal.map(close)))
    history = history[history.deal.isin(won_in_2025(tables)["N° opportunité"]) & history.left.notna()]
    days = (history.left - history.entered).dt.days
    expected = days[days >= 0].groupby(history.stage).agg(["median", "size"])
    told = {one["stage"]: (one["median"], one["count"]) for one in details["sales_cycle"]["stages"]}
    closing = set(expected.index) - set(told)
    assert closing <= {"Signée", "Gagnée", "Perdue"}
    assert told == {stage: (row["median"], row["size"]) for stage, row in expected.iterrows() if stage not in closing}


def qualified(tables: Tables) -> pd.DataFrame:
    leads = tables["Leads"]
    own: pd.DataFrame = leads[(leads[BANT] >= MET).all(axis=1) & (leads["Date de qualification"].dt.year == 2025)]
    return own


def test_that_leads_are_received_qualified_and_reached_as_the_workbook_says(
    details: dict[str, Any], tables: Tables
) -> None:
    found, leads, own = details["qualified_leads"], tables["Leads"], qualified(tables)
    received = leads[leads["Date de réception"].dt.year == 2025]
    assert (found["received"], found["qualified"]) == (len(received), len(own))
    assert found["qualification_rate"]["numerator"] == (received[BANT] >= MET).all(axis=1).sum()
    hours = (own["Date de premier contact"] - own["Date de qualification"]).dt.total_seconds() / 3600
    assert found["reaction"]["median_hours"] == pytest.approx(hours.clip(lower=0).median())
    assert found["reaction"]["within_24h"]["numerator"] == (hours <= 24).sum()
    assert found["reaction"]["early"] == (hours < 0).sum()
    week = own["Date de qualification"].dt.to_period("W-SUN")
    counts = own.groupby([own["Commercial"], week]).size()
    for rep in found["load"]:
        mine = counts[rep["rep"]]
        assert (rep["leads"], rep["highest"], rep["weeks_over"]) == (mine.sum(), mine.max(), (mine > 20).sum())
        assert rep["mean"] == pytest.approx(mine.sum() / 53)  # ISO weeks that 2025 touches


def test_that_sources_bring_what_the_workbook_says(details: dict[str, Any], tables: Tables) -> None:
    leads, deals = tables["Leads"], tables["Opportunités"]
    received = leads[leads["Date de réception"].dt.year == 2025]
    good = (received[BANT] >= MET).all(axis=1)
    won = deals[deals["Statut"].isin(["Gagnée", "Signée"])]
    worth = won.groupby("N° lead")["Montant HT"].sum()
    for row in details["qualified_leads"]["sources"]["rows"]:
        mine = received["Source"].isna() if not row["key"] else received["Source"] == row["key"]
        assert (row["leads"], row["qualified"]) == (mine.sum(), (mine & good).sum())
        assert row["won"] == received["N° lead"][mine].isin(worth.index).sum()
        assert row["revenue"] == pytest.approx(received["N° lead"][mine].map(worth).sum())


def test_that_the_funnel_holds_the_cohort_of_the_workbook(details: dict[str, Any], tables: Tables) -> None:
    found = details["conversion_rate"]
    assert found["won"] + found["lost"] + found["open"] == found["cohort"]
    steps = {step["step"]: step for step in found["funnel"] if step["step"] != "stage"}
    assert steps["leads"]["reached"] == (tables["Leads"]["Date de réception"].dt.year == 2025).sum()
    assert steps["won"]["reached"] == found["won"]


def test_that_customers_come_back_as_the_workbook_says(details: dict[str, Any], tables: Tables) -> None:
    lines = tables["Factures"]
    lines = lines[lines["Client"].notna()]
    order = lines["Facture d'origine"].fillna(lines["N° facture"])
    year = lines["Date facture"].dt.year == 2025
    net = lines.groupby([lines["Client"], order])["Montant HT"].sum()
    own = lines[lines["Facture d'origine"].isna() & year]
    bought = own.drop_duplicates(["Client", "N° facture"])
    kept = net.reindex(pd.MultiIndex.from_frame(bought[["Client", "N° facture"]])).to_numpy() > 0
    days = bought[kept].groupby("Client")["Date facture"].nunique()
    found = details["repurchase_rate"]
    assert (found["customers"], found["repeaters"]) == (len(days), (days > 1).sum())
    assert found["value"] == pytest.approx((days > 1).mean())


def test_that_the_pareto_is_the_workbooks(details: dict[str, Any], tables: Tables) -> None:
    unit = tables["Articles"].set_index("Référence")["Prix d'achat HT"]
    own = tables["Factures"]
    own = own[own["Date facture"].dt.year == 2025]
    each = own["Coût unitaire"].fillna(own["Référence"].map(unit))
    margin = own["Montant HT"] - each * own["Quantité"]
    known = margin.notna()
    per_product = margin[known].groupby(own["Référence"][known]).sum().sort_values(ascending=False)
    found = details["gross_margin"]
    assert found["margin"] == pytest.approx(margin.sum(), abs=0.02)
    assert found["coverage"] == pytest.approx(own["Montant HT"][known].sum() / own["Montant HT"].sum())
    assert found["references"] == len(per_product)
    curve = per_product.cumsum() / per_product.sum()
    assert found["pareto"]["for_80"] == int((curve >= 0.8).to_numpy().argmax()) + 1
    losing = per_product[per_product < 0]
    assert found["loss_makers"]["count"] == len(losing)
    assert found["loss_makers"]["margin"] == pytest.approx(losing.sum(), abs=0.02)
    assert sum(one["margin"] for one in found["losing"]) == pytest.approx(losing.sum(), abs=0.02)
