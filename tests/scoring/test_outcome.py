"""How leads ended, and which opportunity says so."""

import pytest

from salesdesk.domain.columns import NO_DAY, Kind
from salesdesk.domain.period import day_number, from_day_number
from salesdesk.domain.sales import Sales
from salesdesk.scoring.links import lead_of_opportunity, plain
from salesdesk.scoring.outcome import LOST, OPEN, WON, outcomes
from tests.kpi.building import Builder

LEADS: dict[str, list[object]] = {
    "lead_id": ["L1", "L2", "L3", "L4", "L5"],
    "company": ["Scierie Auvinet", "Brasserie Kervran", "Brasserie Kervran", "Garage", None],
    "status": [None, "new", "unqualified", "converted", "qualified"],
    "received_at": ["2025-01-10", "2025-01-10", "2026-01-10", "2025-01-10", "2025-01-10"],
}


def with_opportunities(**columns: list[object]) -> Sales:
    return Builder().add(Kind.LEAD, LEADS).add(Kind.OPPORTUNITY, columns).build()


def states(sales: Sales) -> list[int]:
    return [int(state) for state in outcomes(sales).state]


def test_that_a_lead_without_opportunity_ends_as_its_status_says() -> None:
    sales = Builder().add(Kind.LEAD, {**LEADS, "closed_date": [None, None, "2026-02-01", None, "2026-02-01"]}).build()
    assert states(sales) == [OPEN, OPEN, LOST, WON, OPEN]
    closed = outcomes(sales).closed.tolist()
    assert closed == [NO_DAY, NO_DAY, day_number(from_day_number(closed[2])), NO_DAY, NO_DAY]
    assert from_day_number(closed[2]).isoformat() == "2026-02-01"


def test_that_the_first_sale_decides_then_what_is_open_then_the_last_loss() -> None:
    sales = with_opportunities(
        lead_id=["L1", "L1", "L1", "L2", "L2", "L4", "L4"],
        status=["lost", "won", "won", "lost", "open", "lost", "lost"],
        close_date=["2025-02-01", "2025-05-01", "2025-04-01", "2025-03-01", None, "2025-02-01", "2025-03-01"],
    )
    found = outcomes(sales)
    assert found.state.tolist()[:2] == [WON, OPEN]
    assert found.state[3] == LOST
    assert found.opportunity.tolist() == [2, 4, -1, 6, -1]
    assert from_day_number(int(found.closed[3])).isoformat() == "2025-03-01"


def test_that_an_opportunity_without_lead_belongs_to_the_latest_lead_of_its_customer() -> None:
    sales = with_opportunities(
        customer=["BRASSERIE  kervran", "Brasserie Kervran", "Brasserie Kervran", "Autre", "Scierie Auvinet", "Garage"],
        created_date=["2025-06-01", "2026-02-01", "2024-12-31", "2025-06-01", None, "2025-06-01"],
        status=["won", "lost", "won", "won", "won", "deleted"],
    )
    # The customer bought before it was a lead: that sale says nothing about the lead.
    assert lead_of_opportunity(sales).tolist() == [1, 2, -1, -1, 0, -1]
    assert states(sales) == [WON, WON, LOST, WON, OPEN]


def test_that_a_named_lead_comes_before_a_like_named_customer() -> None:
    sales = with_opportunities(
        lead_id=["L5", "L9"], customer=["Scierie Auvinet", "Scierie Auvinet"], status=["won", "won"]
    )
    assert lead_of_opportunity(sales).tolist() == [4, -1]


def test_that_no_leads_and_no_opportunities_have_no_outcomes() -> None:
    assert len(outcomes(Builder().build()).state) == 0
    assert states(Builder().add(Kind.LEAD, LEADS).build())[0] == OPEN


@pytest.mark.parametrize(("name", "expected"), [("Été  SARL", "ete sarl"), (" A ", "a"), ("", "")])
def test_that_names_are_compared_without_case_and_accents(name: str, expected: str) -> None:
    assert plain(name) == expected
