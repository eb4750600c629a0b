"""Mix against rate: the parts add up to the change, exactly, whatever the groups."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesdesk.domain.filter import Filter
from salesdesk.domain.period import parse_period
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.compute import compute
from salesdesk.kpi.definition import Group, KpiResult, Measure
from salesdesk.kpi.rate_change import rate_change
from tests.kpi.invented import invented
from tests.kpi.test_against_pandas import AS_OF, kpi


@cache
def _base() -> KpiResult:
    return compute(kpi("conversion_rate"), invented(size=5).sales, Filter(parse_period("2023", AS_OF)))


def result(groups: dict[str, tuple[tuple[int, int] | None, tuple[int, int] | None]]) -> KpiResult:
    """A result whose groups have these (numerator, denominator) before and now; those without now are not listed."""

    def measure(part: tuple[int, int] | None) -> Measure:
        n, d = part or (0, 0)
        return Measure(n / d if d else None, n, d, d)

    def total(at: int) -> Measure:
        parts = [pair[at] or (0, 0) for pair in groups.values()]
        return measure((sum(n for n, _ in parts), sum(d for _, d in parts)))

    shown = tuple(Group(key, measure(now), measure(then)) for key, (then, now) in groups.items() if now is not None)
    return replace(_base(), groups=shown, total=total(1), previous=total(0), dimension="channel")


counts = st.tuples(st.integers(0, 500), st.integers(1, 500)).map(lambda pair: (min(pair), max(pair)))


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from("abcdefg"), st.tuples(st.none() | counts, st.none() | counts), min_size=1))
def test_that_rate_and_mix_add_up_to_the_change(
    groups: dict[str, tuple[tuple[int, int] | None, tuple[int, int] | None]],
) -> None:
    asked = result(groups)
    found = rate_change(asked)
    if found is None:
        assert (
            not asked.groups or not asked.total.denominator or asked.previous is None or not asked.previous.denominator
        )
        return
    assert asked.previous is not None
    assert asked.total.value is not None
    assert asked.previous.value is not None
    assert found.rate + found.mix == pytest.approx(asked.total.value - asked.previous.value, abs=1e-12)
    assert sum(effect.total for effect in found.effects) == pytest.approx(found.change, abs=1e-12)


def test_that_a_pure_shift_is_all_mix_and_a_pure_rise_all_rate() -> None:
    shift = rate_change(result({"a": ((50, 100), (150, 300)), "b": ((30, 300), (10, 100))}))
    assert shift is not None
    assert shift.rate == pytest.approx(0)
    assert shift.mix == pytest.approx(0.4 - 0.2)
    rise = rate_change(result({"a": ((50, 100), (60, 100)), "b": ((30, 300), (30, 300))}))
    assert rise is not None
    assert rise.mix == pytest.approx(0)
    assert [effect.key for effect in rise.effects] == ["a", "b"]
    assert rise.effects[0].rate == pytest.approx(10 / 400)


def test_that_a_group_that_came_or_went_moves_the_mix_only() -> None:
    found = rate_change(result({"a": ((50, 100), (50, 100)), "came": (None, (10, 100)), "went": ((90, 100), None)}))
    assert found is not None
    assert found.rate == pytest.approx(0)
    assert {effect.key for effect in found.effects} == {"a", "came", None}


@pytest.mark.parametrize("key", ["conversion_rate", "gross_margin", "loss_rate"])
def test_that_real_groups_add_up(key: str) -> None:
    asked = compute(kpi(key), invented().sales, Filter(parse_period("2023", AS_OF)))
    found = rate_change(asked)
    assert found is not None
    assert found.rate + found.mix == pytest.approx(found.change, abs=1e-12)
    assert found.after == asked.total.value


def test_that_overlapping_groups_are_not_decomposed() -> None:
    asked = compute(kpi("repurchase_rate"), invented().sales, Filter(parse_period("2023", AS_OF)), dimension="product")
    assert rate_change(asked) is None
    assert len(KPIS) == 7
