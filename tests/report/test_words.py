from dataclasses import replace

import pytest

from salesdesk.domain.formats import NBSP, Formats
from salesdesk.domain.period import ALL_TIME, parse_period
from salesdesk.kpi.definition import Measure, Status
from salesdesk.report.words import change, hero, member, period_words, plain, short_period
from tests.charts.results import AS_OF, money_result, rate_result
from tests.report.seven import seven_results

FRENCH, ENGLISH = Formats("fr"), Formats("en")


def test_that_a_rate_moves_in_points_and_money_in_per_cent() -> None:
    rate, money = rate_result(), money_result()
    assert change(rate, rate.total, rate.previous, FRENCH).words == f"+4,1{NBSP}pts"
    assert change(money, money.total, money.previous, ENGLISH).words == "+8.4%"


@pytest.mark.parametrize(
    ("significant", "better", "tone"),
    [(True, True, Status.GOOD), (True, False, Status.ALERT), (False, True, Status.NONE), (None, True, Status.GOOD)],
)
def test_that_only_changes_not_in_doubt_are_coloured(significant: bool | None, better: bool, tone: Status) -> None:
    result = rate_result(significant=significant)
    before = replace(result.previous or result.total, value=0.2 if better else 0.3)
    assert change(result, result.total, before, FRENCH).tone is tone


def test_that_fewer_days_are_good() -> None:
    cycle = seven_results()[2]
    moved = change(cycle, cycle.total, cycle.previous, FRENCH)
    assert (moved.words, moved.arrow, moved.tone) == (f"−13{NBSP}j", "↘", Status.GOOD)


def test_that_unknown_before_is_a_dash() -> None:
    money = money_result()
    assert change(money, money.total, None, FRENCH).words == "—"
    assert change(money, money.total, Measure(0.0, 0, 6, 40), FRENCH).words == "—"


def test_that_the_headline_figure_stands_apart_from_its_unit() -> None:
    rate, money, cycle = seven_results()[:3]
    assert hero(rate, FRENCH) == ("24,8", "%")
    assert hero(money, FRENCH) == (f"697{NBSP}757", "€")
    assert hero(money, ENGLISH) == ("€697,757", "")
    assert hero(cycle, ENGLISH) == ("118", "days")


def test_that_members_are_said_in_the_readers_words() -> None:
    assert member("channel", "", FRENCH) == "Non renseigné"
    assert member("amount_band", "<1000", FRENCH) == f"Moins de 1{NBSP}k€"
    assert member("amount_band", ">=100000", ENGLISH) == "€100k and more"
    assert member("seniority", "1-2y", ENGLISH) == "1 to 2 years"
    assert plain("a\x00b\u202ec") == "a b c"


def test_that_periods_end_where_the_data_ends() -> None:
    result = rate_result()
    assert period_words(result.filter.period, AS_OF, FRENCH) == "12 mois glissants, du 1er avril 2025 au 24 mars 2026"
    assert short_period(parse_period("2026", AS_OF), AS_OF, ENGLISH) == "Jan 2026 – 24 March 2026"
    assert period_words(ALL_TIME, AS_OF, ENGLISH) == "all data up to 24 March 2026"
