import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.charts.scale import Wording, bar_scale, scale
from salesdesk.domain.formats import NBSP, Formats
from salesdesk.kpi.definition import Unit
from salesdesk.kpi.written import interval, target

FINITE = st.floats(-1e12, 1e12).filter(lambda v: v == 0 or abs(v) > 1e-6)


@given(st.lists(FINITE, min_size=1, max_size=30))
def test_that_a_scale_holds_all_values_with_at_most_five_gridlines(values: list[float]) -> None:
    found = scale(values)
    slack = 1e-6 * max(abs(found.low), abs(found.high))
    assert found.low <= min(values) + slack
    assert found.high >= max(values) - slack
    assert 2 <= len(found.ticks) <= 5


@given(st.lists(FINITE, min_size=1, max_size=30))
def test_that_bars_start_at_zero_and_have_room_above(values: list[float]) -> None:
    found = bar_scale(values)
    assert found.low <= 0 <= found.high
    assert found.low <= min(values)
    assert found.high >= max(values)
    assert 0.0 in found.ticks
    assert len(found.ticks) <= 5


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=30))
def test_that_counts_have_whole_gridlines(counts: list[int]) -> None:
    assert all(float(tick).is_integer() for tick in bar_scale(counts, integers=True).ticks)


def test_that_nothing_known_still_gives_a_scale() -> None:
    assert scale([float("nan")]).high > scale([]).low
    assert len(bar_scale([float("nan")]).ticks) > 1


@pytest.mark.parametrize(
    ("unit", "values", "french", "english"),
    [
        (Unit.RATIO, [0.22, 0.39], f"40{NBSP}%", "40%"),
        (Unit.MONEY, [421_000], f"400{NBSP}k€", "€400k"),
        (Unit.MONEY, [42_100_000], f"40{NBSP}M€", "€40m"),
        (Unit.DAYS, [61, 178], f"200{NBSP}j", f"200{NBSP}d"),
    ],
)
def test_that_the_top_gridline_names_the_unit(unit: Unit, values: list[float], french: str, english: str) -> None:
    axis = bar_scale(values) if unit is Unit.MONEY else scale(values)
    for language, words in (("fr", french), ("en", english)):
        assert Wording.of(unit, Formats(language), axis.high).axis(axis)[-1] == words  # type: ignore[arg-type]


def test_that_an_interval_writes_its_unit_once() -> None:
    assert interval(Unit.RATIO, Formats("fr"), (0.2241, 0.272)) == f"IC{NBSP}95{NBSP}%{NBSP}22,4–27,2{NBSP}%"
    assert interval(Unit.DAYS, Formats("en"), (112, 125)).endswith(f"112–125{NBSP}d")


def test_that_a_target_has_no_idle_decimals() -> None:
    assert target(Unit.RATIO, Formats("fr"), 0.22) == f"22{NBSP}%"
    assert target(Unit.RATIO, Formats("fr"), 0.225) == f"22,5{NBSP}%"
