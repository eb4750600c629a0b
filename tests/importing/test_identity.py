"""Which record a row is."""

import numpy as np

from salesdesk.domain.batch import LocalMembers
from salesdesk.domain.columns import Column, Kind
from salesdesk.importing.identity import Identified, identify, text_hashes


def _identify(orders: list[int], lines: list[int] | None, amounts: list[int], source: str = "a") -> Identified:
    lists = {"order_no": LocalMembers(("F1", "F2", "F3"), ("",) * 3), "line_no": LocalMembers(("1", "2"), ("",) * 2)}
    columns: dict[str, Column] = {
        "order_no": np.array(orders, dtype=np.int32),
        "amount": np.array(amounts, dtype=np.int64),
    }
    if lines is not None:
        columns["line_no"] = np.array(lines, dtype=np.int32)
    rows = text_hashes([f"{o}|{lines[i] if lines else ''}|{amounts[i]}" for i, o in enumerate(orders)])
    return identify(Kind.ORDER_LINE, columns, lists, rows, source)


def test_that_the_first_key_that_is_unique_identifies() -> None:
    found = _identify([0, 0, 1], [0, 1, 0], [5, 5, 5])
    assert found.key == ("order_no", "line_no")
    assert len(set(found.identity.tolist())) == 3


def test_that_the_same_key_is_the_same_record_in_another_file_and_order() -> None:
    one, two = _identify([0, 0, 1], [0, 1, 0], [5, 6, 7]), _identify([1, 0, 0], [0, 1, 0], [7, 6, 9], "b")
    assert one.identity.tolist() == two.identity.tolist()[::-1]
    assert (one.content == two.content[::-1]).tolist() == [False, True, True]


def test_that_a_key_with_other_contents_is_no_key_and_all_rows_stay() -> None:
    found = _identify([0, 0, 1], [0, 0, 0], [5, 6, 7])
    assert found.key == ()
    assert found.broken == ("order_no", "line_no")
    assert len(set(found.identity.tolist())) == 3


def test_that_a_row_said_twice_under_its_key_is_kept_once() -> None:
    found = _identify([0, 0, 1], [0, 0, 0], [5, 5, 7])
    assert found.key == ("order_no", "line_no")
    assert found.repeated.tolist() == [1]


def test_that_true_duplicates_without_a_key_are_numbered() -> None:
    found = _identify([0, 0, 0], None, [5, 5, 6])
    assert found.key == ()
    assert len(set(found.identity.tolist())) == 3
    again = _identify([0, 0, 0], None, [5, 6, 5])
    assert set(again.identity.tolist()) == set(found.identity.tolist())


def test_that_rows_without_a_key_belong_to_their_source() -> None:
    one, two = _identify([0, 0], None, [5, 5], "a"), _identify([0, 0], None, [5, 5], "b")
    assert not set(one.identity.tolist()) & set(two.identity.tolist())


def test_that_hashes_are_the_same_on_every_machine() -> None:
    assert text_hashes(["Ventes", "Müller"]).tolist() == [4327695493103141032, 12374896514328446056]
