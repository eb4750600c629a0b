"""Another row of the sheet taken as the header of a table, as the user says."""

import numpy as np

from salesdesk.domain.raw import Cell, RawTable
from salesdesk.importing.detect import LeftOut, Table


def table_below(sheet: RawTable, table: Table, row: int) -> Table:
    """The same columns with spreadsheet row ``row`` as header and every filled row below it as a record."""
    start = table.body.first_column - sheet.first_column
    columns = sheet.columns[start : start + len(table.body.columns)]
    index = row - sheet.first_row
    names: dict[str, None] = {}
    for place, column in enumerate(columns):
        name = " ".join(column.display(index).split()) or table.headers[place]
        while name in names:
            name += " *"
        names[name] = None
    whole = RawTable(columns, sheet.first_row, table.body.first_column)
    body = whole.slice(index + 1, whole.n_rows)
    filled = np.zeros(body.n_rows, dtype=bool)
    for column in body.columns:
        filled |= column.kinds != Cell.EMPTY
    left_out = {LeftOut.BLANK: np.flatnonzero(~filled)}
    return Table(tuple(names), row, body, np.flatnonzero(filled), left_out, table.titles)
