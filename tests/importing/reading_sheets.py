"""Sheets written in tests, and their tables."""

from collections.abc import Sequence

from salesdesk.domain.raw import RawTable
from salesdesk.importing.book import RawSheet
from salesdesk.importing.column_builder import Value, build_columns, trimmed
from salesdesk.importing.detect import Table, find_tables


def sheet_of(*rows: Sequence[Value], first_row: int = 1, first_column: int = 0) -> RawSheet:
    table = RawTable(tuple(build_columns(iter([rows] if rows else []))), first_row, first_column)
    return RawSheet("Ventes", trimmed(table))


def tables_of(*rows: Sequence[Value]) -> list[Table]:
    return find_tables(sheet_of(*rows))


def shown(table: Table) -> list[list[str]]:
    return [table.body.row(record) for record in table.records.tolist()]
