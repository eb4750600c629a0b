"""What numbers prove about columns."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.importing.arithmetic import examine

_RANDOM = np.random.default_rng(7)
_N = 200
_QUANTITY = _RANDOM.integers(1, 9, _N).astype(float)
_PRICE = np.round(_RANDOM.uniform(5, 500, _N), 2)
_DISCOUNT = _RANDOM.choice([0, 0.05, 0.1, 0.2], _N)
_NET = np.round(_QUANTITY * _PRICE * (1 - _DISCOUNT), 2)
_COST = np.round(_PRICE * _RANDOM.uniform(0.5, 0.7, _N), 2)


def test_that_an_amount_equal_to_quantity_times_price_is_confirmed() -> None:
    found = examine(
        {"quantity": _QUANTITY, "unit_price_net": _PRICE, "discount_pct": _DISCOUNT, "line_total_net": _NET}, None
    )
    assert "line_total_net" in found.checked
    assert not found.renamed


def test_that_an_amount_with_vat_is_found_out() -> None:
    gross = np.round(_NET * 1.2, 2)
    columns = {
        "quantity": _QUANTITY,
        "unit_price_net": _PRICE,
        "discount_pct": _DISCOUNT,
        "vat_rate": np.full(_N, 0.2),
        "line_total_net": gross,
    }
    found = examine(columns, None)
    assert found.renamed == {"line_total_net": "line_total_gross"}
    assert found.vat == "gross"


def test_that_a_discount_in_money_is_told_from_a_rate() -> None:
    money = np.round(_QUANTITY * _PRICE * _DISCOUNT, 2)
    columns = {"quantity": _QUANTITY, "unit_price_net": _PRICE, "line_total_net": _NET}
    assert examine(columns | {"discount_pct": money}, None).renamed == {"discount_pct": "discount_amount"}
    assert examine(columns | {"discount_amount": _DISCOUNT * 100}, None).renamed == {"discount_amount": "discount_pct"}


def test_that_a_margin_tells_a_cost_per_line_from_one_per_unit() -> None:
    line = np.round(_COST * _QUANTITY, 2)
    columns = {"quantity": _QUANTITY, "line_total_net": _NET, "margin_amount": _NET - line}
    assert examine(columns | {"unit_cost": line}, None).renamed == {"unit_cost": "line_cost"}
    assert "unit_cost" in examine(columns | {"unit_cost": _COST}, None).checked


def test_that_costs_without_a_margin_are_judged_by_their_steadiness() -> None:
    columns = {"quantity": _QUANTITY, "unit_price_net": _PRICE, "line_total_net": _QUANTITY * _PRICE}
    assert examine(columns | {"unit_cost": np.round(_COST * _QUANTITY, 2)}, None).renamed == {"unit_cost": "line_cost"}
    assert examine(columns | {"line_cost": _COST}, None).renamed == {"line_cost": "unit_cost"}


def test_that_a_rate_of_margin_is_told_from_a_sum() -> None:
    line = np.round(_COST * _QUANTITY, 2)
    columns = {"quantity": _QUANTITY, "line_total_net": _NET, "line_cost": line}
    of_sales = (_NET - line) / _NET
    assert examine(columns | {"margin_amount": of_sales}, None).renamed["margin_amount"] == "margin_pct_of_sales"
    of_cost = (_NET - line) / line * 100
    assert (
        examine(columns | {"margin_pct_of_sales": of_cost}, None).renamed["margin_pct_of_sales"] == "margin_pct_of_cost"
    )


def test_that_a_total_repeated_within_documents_is_the_documents() -> None:
    documents = np.repeat(np.arange(50), 4).astype(np.int32)
    totals = np.repeat(np.round(_RANDOM.uniform(100, 900, 50), 2), 4)
    assert examine({"line_total_net": totals}, documents).renamed == {"line_total_net": "document_total_net"}
    assert not examine({"line_total_net": _NET}, documents).renamed


@given(st.integers(0, 2**32 - 1))
def test_that_unrelated_numbers_prove_nothing(seed: int) -> None:
    random = np.random.default_rng(seed)
    columns = {name: random.uniform(1, 100, 50) for name in ("quantity", "unit_price_net", "line_total_net")}
    found = examine(columns, None)
    assert not found.renamed
    assert not found.checked
