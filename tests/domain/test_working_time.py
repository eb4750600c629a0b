"""The working clock, against a plain walk through the minutes' hours."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesdesk.domain.working_time import WorkingTime, easter, french_holidays

EPOCH = datetime(1970, 1, 1)
OFFICE = WorkingTime((0, 1, 2, 3, 4), 9 * 60, 18 * 60, french_holidays=True)


def walked(time: WorkingTime, start: datetime, end: datetime) -> int:
    """Minutes worked between two moments, day by day."""
    total, day = 0, start.date()
    while day <= end.date():
        if day.weekday() in time.days and not (time.french_holidays and day in french_holidays()):
            midnight = datetime(day.year, day.month, day.day)
            opens, closes = midnight + timedelta(minutes=time.opens), midnight + timedelta(minutes=time.closes)
            total += max(int((min(end, closes) - max(start, opens)).total_seconds()) // 60, 0)
        day += timedelta(days=1)
    return total


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 600_000), st.integers(0, 60_000), st.booleans(), st.sampled_from([(0, 1440), (540, 1080)]))
def test_that_the_clock_runs_at_work_only(first: int, length: int, holidays: bool, hours: tuple[int, int]) -> None:
    start = int((datetime(2024, 3, 1) - EPOCH).total_seconds() // 60) + first
    time = WorkingTime((0, 1, 2, 3, 4), *hours, french_holidays=holidays)
    moments = time.minutes(np.array([start, start + length]))
    begins = EPOCH + timedelta(minutes=start)
    assert moments[1] - moments[0] == walked(time, begins, begins + timedelta(minutes=length))


@pytest.mark.parametrize(("year", "day"), [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2038, (4, 25))])
def test_that_easter_is_the_churches(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


def test_that_france_has_eleven_holidays() -> None:
    assert [f"{day:%m-%d}" for day in french_holidays() if day.year == 2025] == [
        "01-01", "04-21", "05-01", "05-08", "05-29", "06-09", "07-14", "08-15", "11-01", "11-11", "12-25",
    ]  # fmt: skip


def test_that_a_setting_that_makes_no_sense_is_as_by_default() -> None:
    assert WorkingTime.read({"days": [], "opens": 800, "closes": 700}) == WorkingTime()
    assert WorkingTime.read("nonsense") == WorkingTime()
    told = {"days": [0, 1, 2, 3, 4], "opens": 540, "closes": 1080, "french_holidays": True}
    assert WorkingTime.read(told) == OFFICE
