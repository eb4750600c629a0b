import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_DAY, NO_MONEY
from salesdesk.store.packing import pack, pack_texts, packed_length, unpack, unpack_texts

INT32 = st.one_of(st.integers(-1, 300), st.just(NO_DAY), st.integers(-(2**31), 2**31 - 1))
INT64 = st.one_of(
    st.integers(-1, 70_000),
    st.just(NO_MONEY),
    st.integers(-(10**9), 10**9).map(lambda cents: cents * 10_000),
    st.integers(-(2**63), 2**63 - 1),
)
FLOATS = st.one_of(
    st.floats(width=64),
    st.just(float("nan")),
    st.integers(0, 500).map(float),
    st.integers(0, 10**7).map(lambda c: c / 100),
)


@given(st.lists(INT32, max_size=40), st.booleans())
def test_that_codes_and_days_come_back_as_they_were(values: list[int], small: bool) -> None:
    _comes_back(np.array(values, dtype=np.int32), small)


@given(st.lists(INT64, max_size=40), st.booleans())
def test_that_money_and_hashes_come_back_as_they_were(values: list[int], small: bool) -> None:
    _comes_back(np.array(values, dtype=np.int64), small)


@given(st.lists(FLOATS, max_size=40), st.booleans())
def test_that_numbers_come_back_as_they_were(values: list[float], small: bool) -> None:
    _comes_back(np.array(values, dtype=np.float64), small)


@given(st.lists(st.integers(-1, 6), max_size=40))
def test_that_choices_come_back_as_they_were(values: list[int]) -> None:
    _comes_back(np.array(values, dtype=np.int8), small=False)


@given(st.lists(st.text(st.characters(), max_size=8), max_size=30), st.booleans())
def test_that_texts_come_back_as_they_were(texts: list[str], small: bool) -> None:
    found = unpack_texts(pack_texts(texts, small=small))
    assert [found[i] for i in range(len(found))] == texts
    assert list(found) == texts
    assert found[1:3] == texts[1:3]
    assert [found[i] for i in range(len(texts))] == texts


def test_that_half_a_surrogate_pair_comes_back() -> None:
    assert list(unpack_texts(pack_texts(["a\ud83d", "é"]))) == ["a\ud83d", "é"]


def test_that_packed_columns_are_small() -> None:
    n = 10_000
    days = 15_000 + np.arange(n, dtype=np.int32) // 10
    cents = np.arange(n, dtype=np.int64) * 10_000
    assert len(pack(np.full(n, 7, dtype=np.int32))) < 100
    assert len(pack(days)) < 2 * n + 100
    assert len(pack(cents)) < 2 * n + 100
    assert len(pack(cents / 1e6)) < 2 * n + 100


def test_that_a_long_repetitive_column_is_pressed_and_comes_back() -> None:
    values = np.zeros(100_000, dtype=np.int32)
    values[5] = 100_000
    assert len(pack(values)) < 10_000
    _comes_back(values, small=False)


def test_that_foreign_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="no packed array"):
        unpack(bytes(64))
    with pytest.raises(ValueError, match="no packed texts"):
        unpack_texts(bytes(64))


def _comes_back(values: NDArray[np.generic], small: bool) -> None:
    data = pack(values, small=small)
    found = unpack(data)
    assert found.dtype == values.dtype
    assert not found.flags.writeable
    assert packed_length(data) == len(values)
    np.testing.assert_array_equal(found, values)
