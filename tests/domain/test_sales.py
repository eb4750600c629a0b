from datetime import date

import numpy as np

from salesdesk.domain.columns import MICROS, NO_CODE, NO_DAY, NO_MOMENT, NO_MONEY, SCHEMAS, Kind
from salesdesk.domain.period import day_number
from salesdesk.domain.sales import Frame, Members, Sales, data_as_of, money

DAY = day_number(date(2026, 3, 24))


def _sales(*frames: Frame, **lists: tuple[str, ...]) -> Sales:
    members = {name: Members(names) for name, names in lists.items()}
    return Sales(1, {frame.kind: frame for frame in frames}, members, date(2026, 3, 24))


def _codes(*codes: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.array(codes, dtype=np.int32)


def test_that_a_field_no_record_fills_reads_as_unknown_and_takes_no_memory() -> None:
    frame = Frame(Kind.ORDER_LINE, 1_000_000, {})
    assert (frame["amount"] == NO_MONEY).all()
    assert (frame["rep"] == NO_CODE).all()
    assert np.isnan(frame["quantity"][5])
    assert frame["amount"].strides == (0,)


def test_that_a_dimension_falls_back_on_the_customers_own_field() -> None:
    lines = Frame(Kind.ORDER_LINE, 3, {"customer": _codes(0, 1, -1), "region": _codes(1, -1, -1)})
    customers = Frame(Kind.CUSTOMER, 2, {"customer": _codes(0, 1), "region": _codes(0, 0)})
    sales = _sales(lines, customers, customer=("Acme", "Bolt"), region=("Nord", "Sud"))
    codes, names = sales.dimension(Kind.ORDER_LINE, "region")
    assert [names[c] if c >= 0 else "" for c in codes] == ["Sud", "Nord", ""]


def test_that_two_lists_of_names_meet_by_name_in_one_dimension() -> None:
    lines = Frame(Kind.ORDER_LINE, 2, {"rep": _codes(0, 1), "team": _codes(0, -1)})
    reps = Frame(Kind.REP, 1, {"rep": _codes(1), "manager": _codes(2)})
    sales = _sales(lines, reps, rep=("Ana", "Bob", "Cléa"), team=("Ouest",))
    codes, names = sales.dimension(Kind.ORDER_LINE, "team")
    assert [names[c] for c in codes] == ["Ouest", "Cléa"]


def test_that_amounts_fall_into_bands_and_unknown_amounts_into_none() -> None:
    amounts = np.array([999 * MICROS, 1_000 * MICROS, 100_000 * MICROS, NO_MONEY], dtype=np.int64)
    codes, names = _sales(Frame(Kind.OPPORTUNITY, 4, {"amount": amounts})).dimension(Kind.OPPORTUNITY, "amount_band")
    assert [names[c] if c >= 0 else "" for c in codes] == ["<1000", "1000-5000", ">=100000", ""]


def test_that_seniority_counts_from_entry_to_the_sale_not_to_today() -> None:
    lines = Frame(
        Kind.ORDER_LINE,
        3,
        {"rep": _codes(0, 0, 0), "date": np.array([DAY - 700, DAY, NO_DAY], dtype=np.int32)},
    )
    reps = Frame(Kind.REP, 1, {"rep": _codes(0), "entry_date": np.array([DAY - 800], dtype=np.int32)})
    codes, names = _sales(lines, reps, rep=("Ana",)).dimension(Kind.ORDER_LINE, "seniority")
    assert [names[c] if c >= 0 else "" for c in codes] == ["<1y", "2-5y", ""]


def test_that_data_reach_to_the_latest_fact_that_is_not_in_the_future() -> None:
    moments = np.array([(DAY - 3) * 1440 + 615, NO_MOMENT], dtype=np.int64)
    frames = {
        Kind.ORDER_LINE: Frame(Kind.ORDER_LINE, 2, {"date": np.array([DAY + 400, NO_DAY], dtype=np.int32)}),
        Kind.LEAD: Frame(Kind.LEAD, 2, {"received_at": moments}),
    }
    assert data_as_of(frames, date(2026, 3, 24)) == date(2026, 3, 21)
    assert data_as_of({}, date(2026, 3, 24)) == date(2026, 3, 24)


def test_that_an_empty_company_answers_every_dimension_with_nothing() -> None:
    sales = _sales()
    for kind in SCHEMAS:
        for key in ("rep", "segment", "amount_band", "seniority", "product"):
            codes, _ = sales.dimension(kind, key)
            assert len(codes) == 0


def test_that_money_is_read_as_currency_units() -> None:
    assert money(np.array([1_500_000, NO_MONEY], dtype=np.int64))[0] == 1.5
    assert np.isnan(money(np.array([NO_MONEY], dtype=np.int64))[0])
