"""Velocity, what-if and stakes on figures that are checked by hand."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesdesk.domain.filter import Filter
from salesdesk.domain.period import parse_period
from salesdesk.domain.texts import LANGUAGES, keys, say
from salesdesk.kpi.agenda import Cadence
from salesdesk.kpi.compute import compute
from salesdesk.kpi.definition import KpiResult
from salesdesk.kpi.overview import Overview
from salesdesk.kpi.own_figures import OwnFigures
from salesdesk.kpi.velocity import velocity
from salesdesk.kpi.what_if import LEVERS, Levers, what_if
from tests.kpi import reference
from tests.kpi.invented import Invented, invented
from tests.kpi.test_against_pandas import AS_OF, kpi

PERIOD = parse_period("2023", AS_OF)
OWN = OwnFigures(
    revenue=1_000_000.0,
    margin=0.4,
    prospects=500,
    conversion=0.2,
    win_rate=0.5,
    signed=400_000.0,
    deal=4_000.0,
    cycle=50.0,
    open=60,
    open_before=40,
    customers=300,
    repurchase=0.3,
    repeat_worth=2_000.0,
)


def look(data: Invented, **members: tuple[str, ...]) -> Overview:
    def ask(key: str, basis: str) -> KpiResult:
        return compute(kpi(key), data.sales, Filter(PERIOD, members), basis=basis, compared="year")

    return Overview(ask, data.sales, date(2024, 3, 18), {})


def test_that_own_figures_are_those_of_the_kpis() -> None:
    data = invented()
    found = look(data).figures
    own = data.opportunities[data.opportunities.currency.map(reference.own_currency)]
    won = reference.dated(own[own.status == "won"], "close_date", PERIOD)
    assert found.signed == pytest.approx(won.amount.sum())
    assert found.deal == pytest.approx(won.amount.mean())
    assert found.conversion == pytest.approx(reference.conversion(data, "cohort", PERIOD).value)
    assert found.win_rate == pytest.approx(reference.conversion(data, "closed", PERIOD).value)
    assert found.repurchase == pytest.approx(reference.repurchase(data, "days", PERIOD).value)
    assert found.margin == pytest.approx(reference.margin(data, PERIOD).value)
    table = data.opportunities
    start = table.first_contact_date.fillna(table.created_date)
    alive = ~table.status.isin(["won", "lost", "deleted"]) | (
        table.status.isin(["won", "lost"]) & (table.close_date > "2023-12-31") & (table.close_date >= start)
    )
    assert found.open == (alive & (start <= pd.Timestamp(2023, 12, 31))).sum()


def test_that_velocity_is_the_product_of_its_parts_and_honest_without_them() -> None:
    assert velocity(OWN).per_day == 60 * 0.5 * 4_000 / 50
    assert velocity(look(invented()).figures).per_day is not None
    silent = OwnFigures(**{**vars(OWN), "cycle": None})
    assert velocity(silent).per_day is None


@pytest.mark.parametrize(
    ("levers", "revenue", "margin"),
    [
        (Levers(), 1_000_000, 400_000),
        (Levers(conversion=0.02), 1_040_000, 416_000),
        (Levers(deal=0.1), 1_040_000, 416_000),
        (Levers(cycle=-0.2), 1_100_000, 440_000),
        (Levers(repurchase=0.1), 1_060_000, 424_000),
        (Levers(margin=0.05), 1_000_000, 450_000),
        (Levers(conversion=0.02, deal=0.1, repurchase=0.1, margin=0.05), 1_144_000, 514_800),
        (Levers(conversion=5), 2_600_000, 1_040_000),
    ],
)
def test_that_each_lever_moves_the_companys_own_figures(levers: Levers, revenue: float, margin: float) -> None:
    found = what_if(OWN, levers)
    assert found is not None
    assert found.now.revenue == 1_000_000
    assert (found.then.revenue, found.then.margin) == pytest.approx((revenue, margin))


@settings(deadline=None)
@given(st.builds(Levers, **{name: st.floats(-0.5, 0.5) for name in LEVERS}))
def test_that_better_levers_never_bring_less_and_one_lever_alone_is_the_whole(levers: Levers) -> None:
    found = what_if(OWN, levers)
    assert found is not None
    for name, outcome in found.alone.items():
        better = (getattr(levers, name) > 0) != (name == "cycle")
        moved = outcome.revenue - found.now.revenue, (outcome.margin or 0) - (found.now.margin or 0)
        assert all(step >= -1e-6 if better else step <= 1e-6 for step in moved)
    if len(found.alone) == 1:
        assert next(iter(found.alone.values())) == found.then


def test_that_a_lever_without_a_figure_is_said_and_left_where_it_was() -> None:
    silent = OwnFigures(**{**vars(OWN), "margin": None, "repurchase": None})
    found = what_if(silent, Levers(margin=0.1, repurchase=0.1, deal=0.1))
    assert found is not None
    assert found.unmeasured == ("repurchase", "margin")
    assert found.then.margin is None
    assert found.then.revenue == pytest.approx(1_040_000)
    assert what_if(OwnFigures(**{**vars(OWN), "revenue": None, "signed": None}), Levers()) is None


def test_that_stakes_are_ranked_in_euros_and_said_in_both_languages() -> None:
    found = look(invented(size=1500)).stakes
    assert found
    assert [stake.euros for stake in found] == sorted((stake.euros for stake in found), reverse=True)
    assert all(stake.euros > 0 for stake in found)
    for stake in found:
        assert {stake.text.key, stake.title.key, stake.lever.key} <= keys()
        for language in LANGUAGES:
            assert all(say(message, language) for message in (stake.text, stake.title, stake.lever))


def test_that_a_group_is_at_stake_with_its_distance_to_the_whole() -> None:
    data = invented(size=1500)
    data.leads.loc[data.leads.channel == "Web", "status"] = "unqualified"
    data.opportunities.loc[data.opportunities.channel == "Web", "status"] = "lost"
    page = look(data)
    (stake,) = [one for one in page.stakes if one.code == "conversion_rate"]
    result = page.results["conversion_rate"]
    group = next(one for one in result.groups if one.key == stake.group)
    assert stake.group == "Web"
    assert group.differs
    assert result.total.value is not None
    assert group.measure.value is not None
    gap = (result.total.value - group.measure.value) * (group.measure.denominator or 0)
    assert stake.euros == pytest.approx(gap * (page.figures.deal or 0))


def test_that_the_agenda_starts_with_what_was_never_reviewed() -> None:
    found = look(invented()).agenda
    assert len(found) == 7
    assert all(review.overdue and review.last is None for review in found)
    assert found[0].cadence is Cadence.DAILY
