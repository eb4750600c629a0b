"""Numbers as people type them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesdesk.importing.numerals import is_blank, looks_like_letter_o, numeral, plain_values, shapes


def _value(text: str, mark: str = ",") -> Decimal | None:
    found = numeral(text)
    if found is None:
        return None
    mantissa, power = found.read(mark)
    return Decimal(mantissa).scaleb(power)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1\u00a0973\u00a0€", "1973"),
        ("12\u202f480,00", "12480"),
        ("1'234.50", "1234.5"),
        ("1’234’567", "1234567"),
        ("(1 234,50)", "-1234.5"),
        ("1234-", "-1234"),
        ("−3,5", "-3.5"),
        ("12,5 %", "0.125"),
        ("12k€", "12000"),
        ("1,5 M€", "1500000"),
        ("$1,000.00", "1000"),
        ("EUR 1.234,56", "1234.56"),
        ("1 250 € HT", "1250"),
        (".5", "0.5"),
        ("1.5E+03", "1500"),
        ("0,125", "0.125"),
        ("1.234.567", "1234567"),
        ("-0", "0"),
    ],
)
def test_that_a_number_is_read_in_any_of_its_forms(text: str, value: str) -> None:
    assert _value(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["12.5OO,00", "06 12 34 56 78", "abc", "12 34", "1,23,4", "(5", "FA-26-0412", "1.2.3", "5 j"]
)
def test_that_what_is_no_number_is_none(text: str) -> None:
    assert numeral(text) is None


def test_that_three_digits_behind_a_lone_mark_are_decided_by_the_column() -> None:
    assert _value("1,234", ",") == Decimal("1.234")
    assert _value("1,234", ".") == Decimal(1234)
    assert _value("1.234", ",") == Decimal(1234)


def test_that_a_letter_among_digits_is_named() -> None:
    assert looks_like_letter_o("12.5OO,00") == "12.500,00"
    assert looks_like_letter_o("Oslo") == ""


@pytest.mark.parametrize("text", ["", " - ", "n/a", "NaN", "—"])
def test_that_signs_for_nothing_are_blank(text: str) -> None:
    assert is_blank(text)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_that_french_and_english_writing_give_the_same_number(value: Decimal) -> None:
    english = f"{value:,.2f}"
    french = english.replace(",", "\u202f").replace(".", ",")
    assert _value(english, ",") == _value(french, ".") == value


_TYPED = st.text("0123456789.,-+ €%kE", max_size=14) | st.from_regex(r"-?[0-9]{1,9}([.,][0-9]{1,6})?", fullmatch=True)


@settings(max_examples=500)
@given(st.lists(_TYPED, max_size=6), st.sampled_from(".,"))
def test_that_plain_numbers_are_read_at_once_as_one_by_one(texts: list[str], mark: str) -> None:
    positions, values = plain_values(texts, mark)
    for position, value in zip(positions, values, strict=True):
        found = numeral(texts[position])
        assert found is not None
        mantissa, power = found.read(mark)
        assert (found.scale, found.percent, found.currency) == (0, False, "")
        assert value == float(f"{mantissa}e{power}")
        assert round(value * 1_000_000) == Fraction(mantissa) * Fraction(10) ** (power + 6)


@settings(max_examples=500)
@given(st.lists(_TYPED, min_size=1, max_size=6))
def test_that_texts_of_one_shape_are_taken_apart_alike(texts: list[str]) -> None:
    for text, shape in zip(texts, shapes(texts), strict=True):
        one, other = numeral(text), numeral(shape)
        assert (one is None) == (other is None)
        if one is not None and other is not None:
            assert (one.mark, one.negative, len(one.body)) == (other.mark, other.negative, len(other.body))
