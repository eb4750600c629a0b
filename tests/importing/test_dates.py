"""Dates as people type them."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.columns import NO_DAY
from salesdesk.importing.dates import take_apart


def _day(text: str, order: str = "dmy") -> dt.date | None:
    number = int(take_apart([text]).days(order)[0])
    return None if number == NO_DAY else dt.date(1970, 1, 1) + dt.timedelta(days=number)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/12/2016", dt.date(2016, 12, 31)),
        ("5-1-2026", dt.date(2026, 1, 5)),
        ("05.01.26", dt.date(2026, 1, 5)),
        ("2024-03-12", dt.date(2024, 3, 12)),
        ("2024-03-12T08:15:00Z", dt.date(2024, 3, 12)),
        ("2024/03/12 08:15", dt.date(2024, 3, 12)),
        ("20240312", dt.date(2024, 3, 12)),
        ("3 mars 2024", dt.date(2024, 3, 3)),
        ("1er août 2023", dt.date(2023, 8, 1)),
        ("lundi 3 mars 2024 à 14h30", dt.date(2024, 3, 3)),
        ("March 3rd, 2024", dt.date(2024, 3, 3)),
        ("03-Mar-24", dt.date(2024, 3, 3)),
        ("janv. 2024", dt.date(2024, 1, 1)),
        ("T2 2024", dt.date(2024, 4, 1)),
        ("03/2024", dt.date(2024, 3, 1)),
        ("31/02/2026", None),
        ("30/02/2024", None),
        ("29/02/2024", dt.date(2024, 2, 29)),
        ("12:30", None),
        ("1.2.3", None),
        ("abc", None),
    ],
)
def test_that_a_date_is_read_in_any_of_its_forms(text: str, day: dt.date | None) -> None:
    assert _day(text) == day


def test_that_the_order_decides_between_day_and_month() -> None:
    assert _day("03/04/2026", "dmy") == dt.date(2026, 4, 3)
    assert _day("03/04/2026", "mdy") == dt.date(2026, 3, 4)
    assert _day("24/03/12", "ymd") == dt.date(2024, 3, 12)


def test_that_times_are_minutes() -> None:
    assert take_apart(["05/01/2026 08:12", "3 mars 2024 14h30", "3/4/2026 4:05 PM", "3/4/2026"]).minutes.tolist() == [
        492,
        870,
        965,
        -1,
    ]


@given(st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)))
def test_that_every_day_is_read_back_from_every_writing(day: dt.date) -> None:
    months = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ]
    texts = [
        (f"{day:%d/%m/%Y}", "dmy"),
        (f"{day:%m/%d/%Y}", "mdy"),
        (day.isoformat(), "dmy"),
        (f"{day.day} {months[day.month - 1]} {day.year}", "mdy"),
    ]
    assert [_day(text, order) for text, order in texts] == [day] * 4


def test_that_days_of_many_texts_are_found_at_once() -> None:
    days = np.arange("1999-12-01", "2001-02-01", dtype="datetime64[D]")
    assert (take_apart([str(d) for d in days]).days("dmy") == days.astype(int)).all()
