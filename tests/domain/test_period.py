from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.period import (
    ALL_TIME,
    Period,
    Unit,
    add_months,
    containing,
    day_number,
    from_day_number,
    parse_period,
    rolling_year,
)

AS_OF = date(2026, 3, 24)
DAYS = st.dates(date(1950, 1, 1), date(2150, 1, 1))
CALENDAR = st.sampled_from([Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR])


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2017", date(2017, 1, 1), date(2018, 1, 1)),
        ("2017-Q4", date(2017, 10, 1), date(2018, 1, 1)),
        ("2017-10", date(2017, 10, 1), date(2017, 11, 1)),
        ("2026-W13", date(2026, 3, 23), date(2026, 3, 30)),
        ("2017-01-01..2017-06-30", date(2017, 1, 1), date(2017, 7, 1)),
        ("12m", date(2025, 4, 1), date(2026, 3, 25)),
    ],
)
def test_that_written_periods_are_read_with_the_end_excluded(words: str, start: date, end: date) -> None:
    period = parse_period(words, AS_OF)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    "words", ["2017-13", "2017-Q5", "hier", "2017-06-30..2017-01-01", "2017-02-30..2017-03-01", ""]
)
def test_that_anything_else_is_refused_with_a_sentence(words: str) -> None:
    with pytest.raises(SalesDeskError, match="is not a period"):
        parse_period(words, AS_OF)


@given(DAYS, CALENDAR)
def test_that_a_calendar_period_is_read_back_from_its_own_words(day: date, unit: Unit) -> None:
    period = containing(day, unit)
    assert period.start <= day < period.end
    assert parse_period(str(period), AS_OF) == period


@given(DAYS, CALENDAR, st.integers(-30, 30))
def test_that_calendar_periods_tile_time_without_gap_or_overlap(day: date, unit: Unit, steps: int) -> None:
    period = containing(day, unit)
    assert period.shifted(1).start == period.end
    assert period.shifted(steps).shifted(-steps) == period


@given(DAYS, st.integers(1, 800))
def test_that_the_months_of_a_period_tile_it(start: date, days: int) -> None:
    period = Period(start, start + timedelta(days=days))
    months = period.months()
    assert months[0].start == period.start
    assert months[-1].end == period.end
    assert all(a.end == b.start for a, b in pairwise(months))


def test_that_a_fiscal_year_begins_with_its_own_month() -> None:
    assert containing(date(2026, 3, 24), Unit.YEAR, 4) == Period(date(2025, 4, 1), date(2026, 4, 1), Unit.YEAR)
    assert parse_period("2025", AS_OF, 4).start == date(2025, 4, 1)
    assert parse_period("2025-Q4", AS_OF, 4).start == date(2026, 1, 1)


def test_that_a_rolling_year_is_compared_with_the_same_days_a_year_before() -> None:
    before = rolling_year(AS_OF).shifted(-1)
    assert (before.start, before.end) == (date(2024, 4, 1), date(2025, 3, 25))


def test_that_a_running_month_is_partial_and_its_elapsed_part_ends_with_the_data() -> None:
    month = containing(AS_OF, Unit.MONTH)
    assert month.partial(AS_OF)
    assert month.elapsed(AS_OF).end == date(2026, 3, 25)
    assert not month.partial(date(2026, 3, 31))
    assert not ALL_TIME.partial(AS_OF)


def test_that_a_month_after_the_31st_is_the_last_day_of_the_next() -> None:
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2023, 3, 31), -13) == date(2022, 2, 28)


@given(DAYS)
def test_that_day_numbers_are_read_back(day: date) -> None:
    assert from_day_number(day_number(day)) == day
