import datetime as dt

import pytest

from salesdesk.domain.formats import Formats

FR, EN = Formats("fr"), Formats("en")
NB = "\u00a0"


@pytest.mark.parametrize(
    ("french", "english", "expected_french", "expected_english"),
    [
        (FR.integer(1234), EN.integer(1234), f"1{NB}234", "1,234"),
        (FR.money(1234567.89, cents=True), EN.money(1234567.89, cents=True), f"1{NB}234{NB}567,89{NB}€",
         "€1,234,567.89"),
        (FR.money(-12.4), EN.money(-12.4), f"−12{NB}€", "−€12"),
        (FR.short_money(421_000), EN.short_money(421_000), f"421{NB}k€", "€421k"),
        (FR.short_money(4_190_000), EN.short_money(4_190_000), f"4,19{NB}M€", "€4.19m"),
        (FR.percent(0.124), EN.percent(0.124), f"12,4{NB}%", "12.4%"),
        (FR.points(0.04), EN.points(0.04), f"+4,0{NB}pts", f"+4.0{NB}pts"),
        (FR.points(0.012), EN.points(-0.012), f"+1,2{NB}pt", f"−1.2{NB}pts"),
        (FR.points(0.0), EN.points(-0.0001), f"0,0{NB}pt", f"0.0{NB}pts"),
        (FR.days(118.2), EN.days(118.2), f"118{NB}j", f"118{NB}d"),
        (FR.date(dt.date(2026, 3, 24)), EN.date(dt.date(2026, 3, 24)), "24 mars 2026", "24 March 2026"),
        (FR.month(dt.date(2026, 9, 1)), EN.month(dt.date(2026, 9, 1)), "sept.", "Sep"),
        (FR.integer(None), EN.money(None), "—", "—"),
        (FR.interval("22,4", f"27,2{NB}%"), EN.interval("22.4", "27.2%"), f"IC{NB}95{NB}%{NB}22,4–27,2{NB}%",
         f"95%{NB}CI{NB}22.4–27.2%"),
    ],
)  # fmt: skip
def test_that_values_are_written_as_each_language_does(
    french: str, english: str, expected_french: str, expected_english: str
) -> None:
    assert french == expected_french
    assert english == expected_english


def test_that_a_currency_without_a_short_sign_stands_apart() -> None:
    assert Formats("en", "CHF").money(1000) == f"CHF{NB}1,000"
