from datetime import date, datetime

import numpy as np

from salesdesk.desk.rows import RowsTable, SheetName
from salesdesk.domain.columns import NO_DAY, NO_MONEY, Column, Kind
from salesdesk.domain.period import day_number
from salesdesk.domain.sales import Frame, Members, Sales

DAY = day_number(date(2026, 3, 24))


def _table() -> RowsTable:
    columns: dict[str, Column] = {
        "date": np.array([DAY, NO_DAY, DAY - 1], dtype=np.int32),
        "customer": np.array([1, 0, -1], dtype=np.int32),
        "amount": np.array([12_500_000, NO_MONEY, -2_000_000], dtype=np.int64),
        "document_type": np.array([0, 1, -1], dtype=np.int8),
        "quantity": np.array([2.0, np.nan, 1.0]),
        "sheet": np.array([7, 7, 0], dtype=np.int64),
        "row": np.array([128, 129, 0], dtype=np.int64),
    }
    frame = Frame(Kind.ORDER_LINE, 3, columns)
    sales = Sales(1, {Kind.ORDER_LINE: frame}, {"customer": Members(("Zoé", "École"))}, date(2026, 3, 24))
    return RowsTable(sales, Kind.ORDER_LINE, np.arange(3), {7: SheetName("Ventes_2026.xlsx", "Ventes")})


def test_that_values_come_in_their_python_types() -> None:
    table = _table()
    assert [f.name for f in table.fields] == ["date", "customer", "amount", "quantity", "document_type"]
    assert table.value(0, "date") == date(2026, 3, 24)
    assert table.value(0, "amount") == 12.5
    assert table.value(1, "amount") is None
    assert table.value(0, "customer") == "École"
    assert table.value(1, "document_type") == "credit_note"
    assert table.value(1, "quantity") is None


def test_that_each_row_knows_the_file_sheet_and_row_it_came_from() -> None:
    address = _table().address(0)
    assert (address.file, address.sheet, address.row) == ("Ventes_2026.xlsx", "Ventes", 128)
    assert _table().address(2).sheet_id == 0


def test_that_sorting_puts_unknown_values_last_either_way() -> None:
    table = _table()
    assert list(table.sorted_by("amount").positions) == [2, 0, 1]
    assert list(table.sorted_by("amount", descending=True).positions) == [0, 2, 1]
    assert list(table.sorted_by("customer").positions) == [0, 1, 2]  # accents sort with their letters


def test_that_a_filter_keeps_rows_naming_the_words() -> None:
    assert list(_table().matching("éco").positions) == [0]
    assert len(_table().matching("  ")) == 3


def test_that_the_total_leaves_unknown_amounts_out() -> None:
    assert _table().total("amount") == 10.5


def test_that_a_moment_keeps_its_time() -> None:
    moment = datetime(2026, 3, 24, 8, 12)
    minutes = int((moment - datetime(1970, 1, 1)).total_seconds() // 60)
    frame = Frame(Kind.LEAD, 1, {"received_at": np.array([minutes], dtype=np.int64)})
    sales = Sales(1, {Kind.LEAD: frame}, {}, date(2026, 3, 24))
    assert RowsTable(sales, Kind.LEAD, np.arange(1), {}).value(0, "received_at") == moment
