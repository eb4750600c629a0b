"""Sources of leads and reaction clocks against plain loops."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pandas as pd
import pytest

from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME, parse_period
from salesdesk.kpi.catalogue.qualified_leads import QUALIFIED_LEADS
from salesdesk.kpi.compute import compute
from tests.kpi.building import Builder
from tests.kpi.invented import invented
from tests.kpi.reference import own_currency, prospects
from tests.kpi.test_against_pandas import AS_OF


@pytest.mark.parametrize("words", ["2023", "2023-05"])
def test_that_sources_count_what_became_of_their_leads(words: str) -> None:
    data, period = invented(), parse_period(words, AS_OF)
    result = compute(QUALIFIED_LEADS, data.sales, Filter(period))
    rows = {row["key"]: row for row in result.details["sources"]["rows"]}
    groups = {group.key: group.measure for group in result.groups}
    won = {p["row"] for p in prospects(data) if p["kind"] == "lead" and p["outcome"] == "won"}
    own_money = data.opportunities[data.opportunities.currency.map(own_currency)]
    signed = own_money[own_money.status == "won"].groupby("lead_id").amount.sum()
    leads = data.leads[(data.leads.received_at >= str(period.start)) & (data.leads.received_at < str(period.end))]
    assert sum(row["leads"] for row in rows.values()) == result.details["received"]
    for key, row in rows.items():
        own = leads[leads.channel.isna() if not key else leads.channel == key]
        own = own[own.index.isin(_counted(data))]
        assert row["leads"] == len(own) == (groups[key].denominator or 0)
        assert row["won"] == own.index.isin(won).sum()
        assert row["revenue"] == pytest.approx(own.lead_id.map(signed).sum())
        assert row["rate"].value == result.details["groups"][key]["rate"].value
    months = result.details["sources"]["months"]
    assert int(months["leads"].sum()) == result.details["received"]
    assert int(months["qualified"].sum()) == sum(row["qualified"] for row in rows.values())


def _counted(data: Any) -> set[int]:  # noqa: ANN401 - invented tables
    """Leads that the KPI does not leave out."""
    facts = QUALIFIED_LEADS.facts(data.sales, "bant")
    return set(facts.rows.tolist())


def test_that_a_source_costs_what_it_costs_per_month() -> None:
    data = invented()
    sales = replace(data.sales, source_costs={"Salon": 300.0}, _cache={})
    found = compute(QUALIFIED_LEADS, sales, Filter(parse_period("2023", AS_OF))).details["sources"]["rows"]
    fair = next(row for row in found if row["key"] == "Salon")
    assert fair["cost"] == pytest.approx(300 * 365 / 30.4375)
    assert fair["cost_per_qualified"] == pytest.approx(fair["cost"] / fair["qualified"])
    assert fair["roi"] == pytest.approx((fair["revenue"] - fair["cost"]) / fair["cost"])
    assert all(row["cost"] is None and row["roi"] is None for row in found if row["key"] != "Salon")


def test_that_clocks_run_and_stand_still_at_the_weekend() -> None:
    friday, monday = datetime(2024, 3, 8, 17), datetime(2024, 3, 11, 10)
    sales = (
        Builder()
        .add(
            Kind.LEAD,
            {
                "lead_id": ["called", "waiting", "given up"],
                "status": ["qualified", "qualified", "qualified"],
                "received_at": [friday] * 3,
                "qualified_at": [friday] * 3,
                "first_contact_at": [monday, None, monday],
            },
        )
        .build(as_of=pd.Timestamp(2024, 3, 11).date())
    )
    found = compute(QUALIFIED_LEADS, sales, Filter(ALL_TIME)).details
    assert found["reaction"]["median_hours"] == 65
    assert found["working"]["median_hours"] == 7 + 10
    assert found["working"]["within_24h"].numerator == 2
    assert found["clocks"]["running"] == 1
    (clock,) = found["clocks"]["list"]
    assert (clock["lead_id"], clock["hours"], clock["working_hours"]) == ("waiting", 7 + 48 + 24, 7 + 24)
    assert found["clocks"]["late"] == 1
