"""Spreadsheet columns that fill none of our fields, as dimensions to group and filter by."""

from collections.abc import Callable, Sequence

import numpy as np

from salesdesk.domain.columns import NO_CODE, Kind
from salesdesk.domain.raw import Cell, RawColumn
from salesdesk.domain.sales import Codes, Sales
from salesdesk.store.provenance import SheetInfo


def custom_dimension(
    sales: Sales, sheets: Sequence[SheetInfo], header: str, cells: Callable[[int, str], tuple[int, RawColumn]]
) -> Sales | None:
    """The snapshot with the original column ``header`` of any imported sheet as a dimension.

    Each record takes the cell of its own source row; empty cells are unknown.  ``cells(sheet id, header)`` gives the
    spreadsheet row of the first cell and the column, or raises KeyError.  None when no sheet has such a column.
    """
    columns: dict[int, tuple[int, Codes]] = {}
    names: dict[str, int] = {}
    for sheet in sheets:
        try:
            first_row, column = cells(sheet.id, header)
        except KeyError:
            continue
        columns[sheet.id] = first_row, _codes(column, names)
    if not columns:
        return None
    kinds = {kind: (_of_records(sales, kind, columns), tuple(names)) for kind in Kind if sales[kind].n}
    return sales.with_custom(header, kinds)


def _codes(column: RawColumn, names: dict[str, int]) -> Codes:
    """A code per cell into ``names``, which grows; texts are told apart once each, other cells by their display."""
    codes = np.full(len(column), NO_CODE, dtype=np.int32)
    texts = np.array([names.setdefault(text.strip(), len(names)) for text in column.texts], dtype=np.int32)
    is_text = column.kinds == Cell.TEXT
    codes[is_text] = texts[column.codes[is_text]]
    for kind in (Cell.NUMBER, Cell.DATE, Cell.BOOL):
        places = np.flatnonzero(column.kinds == kind)
        _, first, back = np.unique(column.numbers[places], return_index=True, return_inverse=True)
        shown = [names.setdefault(column.display(int(places[i])), len(names)) for i in first]
        codes[places] = np.array(shown, dtype=np.int32)[back]
    return codes


def _of_records(sales: Sales, kind: Kind, columns: dict[int, tuple[int, Codes]]) -> Codes:
    frame = sales[kind]
    found = np.full(frame.n, NO_CODE, dtype=np.int32)
    for sheet_id, (first_row, codes) in columns.items():
        mine = np.flatnonzero(frame["sheet"] == sheet_id)
        places = frame["row"][mine] - first_row
        inside = (places >= 0) & (places < len(codes))
        found[mine[inside]] = codes[places[inside]]
    return found
