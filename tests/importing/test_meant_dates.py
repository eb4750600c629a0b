"""What dates that cannot be were meant to be."""

from datetime import date

import numpy as np
import pytest

from salesdesk.importing.meant_dates import meant_day, meant_year


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ((2026, 2, 31), date(2026, 2, 28)),
        ((2024, 2, 30), date(2024, 2, 29)),
        ((2026, 6, 31), date(2026, 6, 30)),
        ((2026, 13, 5), date(2026, 5, 13)),
        ((2026, 13, 13), None),
        ((2026, 2, 41), None),
        ((2026, 0, 12), None),
        ((1026, 2, 31), None),
    ],
)
def test_that_an_impossible_day_is_read_only_where_one_is_near(
    written: tuple[int, int, int], meant: date | None
) -> None:
    assert meant_day(*written) == meant


@pytest.mark.parametrize(
    ("wrong", "years", "meant"),
    [
        (date(2062, 3, 19), [2026], date(2026, 3, 19)),
        (date(2062, 3, 19), [2019, 2026], date(2026, 3, 19)),
        (date(2206, 3, 19), [2025, 2026], date(2026, 3, 19)),
        (date(2126, 3, 19), [2025, 2026], date(2026, 3, 19)),
        (date(26, 3, 19), [2025, 2026], date(2026, 3, 19)),
        (date(2036, 3, 19), [2016, 2026], None),
        (date(2062, 3, 19), [2019, 2022], date(2022, 3, 19)),
        (date(2062, 3, 19), [], None),
        (date(2062, 3, 19), [2010, 2011], None),
        (date(2064, 2, 29), [2045, 2046], None),
    ],
)
def test_that_a_far_year_is_read_only_where_one_slip_leads_to_it(
    wrong: date, years: list[int], meant: date | None
) -> None:
    assert meant_year(wrong, np.array(years, dtype=np.int64)) == meant
