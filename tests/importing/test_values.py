"""Columns of raw cells as typed arrays."""

import datetime as dt

import numpy as np

from salesdesk.domain.columns import NO_DAY, NO_MONEY
from salesdesk.domain.texts import say
from salesdesk.importing.decide import decide_date_order, decide_decimal
from salesdesk.importing.values import read_days, read_flags, read_moments, read_money, read_number, read_words
from tests.importing.sheets import column


def test_that_money_is_exact_from_texts_and_floats() -> None:
    typed = read_money(column("1 234,56", 197.28000000000003, "(0,1)", None, "-", 3), ",")
    assert typed.values.tolist() == [1_234_560_000, 197_280_000, -100_000, NO_MONEY, NO_MONEY, 3_000_000]
    assert not len(typed.failures)


def test_that_every_unreadable_cell_is_told_with_its_row_and_reason() -> None:
    typed = read_money(column("1", "12.5OO,00", "#N/A", "abc", "#CACHE", "1e99"), ",")
    assert typed.failures.rows.tolist() == [1, 2, 3, 4, 5]
    said = [say(typed.failures.reason(i), "en") for i in range(5)]
    assert "probably 12.500,00" in said[0]
    assert "#N/A" in said[1]
    assert "“abc” is not a number" in said[2]
    assert "no stored result" in said[3]
    assert "too large" in said[4]


def test_that_percentages_in_texts_are_shares() -> None:
    assert read_number(column("12,5 %", "20", 0.3), ",").values.tolist() == [0.125, 20.0, 0.3]


def test_that_days_come_from_dates_serials_and_texts() -> None:
    typed = read_days(
        column(dt.date(2024, 3, 12), 45363, "12/03/2024", dt.datetime(2024, 3, 12, 23, 59), 20240312), "dmy"
    )
    assert (typed.values.astype("datetime64[D]") == np.datetime64("2024-03-12")).all()


def test_that_a_column_of_years_is_read_as_their_first_days() -> None:
    assert read_days(column(2023, 2024), "dmy").values.astype("datetime64[D]").astype(str).tolist() == [
        "2023-01-01",
        "2024-01-01",
    ]


def test_that_an_impossible_day_fails() -> None:
    typed = read_days(column("31/02/2026", "01/03/2026"), "dmy")
    assert typed.values[0] == NO_DAY
    assert say(typed.failures.reason(0), "fr").startswith("«\u00a031/02/2026\u00a0» n’existe pas")


def test_that_moments_keep_their_minutes() -> None:
    typed = read_moments(column(dt.datetime(2026, 1, 3, 9, 30), "03/01/2026 09:30", "03/01/2026"), "dmy")
    assert (typed.values % 1440).tolist() == [570, 570, 0]


def test_that_flags_are_read_from_words_and_numbers() -> None:
    typed = read_flags(column("Oui", "non", "x", True, 0, None, "peut-être", 7))
    assert typed.values.tolist() == [1, 0, 1, 1, 0, -1, -1, -1]
    assert typed.failures.rows.tolist() == [6, 7]


def test_that_names_and_numbers_become_one_list_of_texts() -> None:
    words = read_words(column(17850.0, "  Jean   Dupont ", "17850", None, "Jean Dupont", dt.date(2024, 1, 2)))
    shown = [words.texts[code] if code >= 0 else None for code in words.codes]
    assert shown == ["17850", "Jean Dupont", "17850", None, "Jean Dupont", "2024-01-02"]


def test_that_the_decimal_mark_is_proven_by_the_column() -> None:
    decision = decide_decimal([column("1,234", "2,5")], "", "en")
    assert (decision.value, decision.proven) == (",", True)
    decision = decide_decimal([column("1,234", "2.5")], "", "fr")
    assert (decision.value, decision.proven) == (".", True)


def test_that_an_unproven_decimal_mark_stays_a_guess() -> None:
    decision = decide_decimal([column("1,234", "2,500")], ";", "fr")
    assert decision.needed
    assert not decision.proven


def test_that_one_date_proves_the_order_of_all() -> None:
    assert decide_date_order([column("01/02/2017", "03/04/2017"), column("12/31/2017")]).value == "mdy"
    decision = decide_date_order([column("01/02/2017", "03/04/2017"), column("31/12/2017")])
    assert (decision.value, decision.proven) == ("dmy", True)


def test_that_undecidable_dates_are_asked_with_the_day_first_as_guess() -> None:
    decision = decide_date_order([column("01/02/2017", "03/04/2017")])
    assert (decision.value, decision.proven, decision.needed) == ("dmy", False, True)


def test_that_dates_with_equal_day_and_month_need_no_order() -> None:
    assert not decide_date_order([column("01/01/2017", "02/02/2017")]).needed
