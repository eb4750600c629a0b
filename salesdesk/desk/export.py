"""Records written out, each with the address it came from."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from salesdesk.desk.rows import RowsTable, Value
from salesdesk.domain.columns import NO_CODE, Dtype, Field, Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.texts import Language, text
from salesdesk.importing.own_export import SOURCE_TITLES, code_title
from salesdesk.report.workbook import Sheet, write_csv, write_workbook

Keys: TypeAlias = Callable[[str], Sequence[str]]
"""The codes of a list's members, by their place in it; '' where none is known."""


def export(
    path: Path, kinds: Sequence[Kind], rows: Callable[[Kind], RowsTable], keys: Keys, language: Language
) -> list[Path]:
    """Write all records of ``kinds`` that has any: one workbook, one CSV file (a single kind), or a folder of CSVs.

    Customers, products and reps come with their codes where they have any, so that the file says as much as the
    company does.  Returns the files written.  Raises SalesDeskError for another suffix, or when a file cannot be
    written.
    """
    tables = [table for table in map(rows, kinds) if len(table)]
    if path.suffix.casefold() == ".xlsx":
        write_workbook(path, [sheet_of(table, language, keys) for table in tables])
        return [path]
    if path.suffix.casefold() == ".csv":
        if len(tables) != 1:
            raise SalesDeskError("error.one_kind", path=path)
        write_csv(path, sheet_of(tables[0], language, keys))
        return [path]
    if path.suffix:
        raise SalesDeskError("error.output", path=path, suffixes=".xlsx, .csv")
    path.mkdir(parents=True, exist_ok=True)
    written = []
    for table in tables:
        target = path / f"{table.kind.value}.csv"
        write_csv(target, sheet_of(table, language, keys))
        written.append(target)
    return written


def export_rows(path: Path, table: RowsTable, language: Language) -> None:
    """Write the rows of one table, in their order, as a CSV file.  Raises SalesDeskError when it cannot be written."""
    write_csv(path, sheet_of(table, language))


def sheet_of(table: RowsTable, language: Language, keys: Keys | None = None) -> Sheet:
    """A table of records with readable headers and, at its end, file, sheet and row.  ``keys`` None: no codes."""
    source = [text(f"field.{name}", language) for name in SOURCE_TITLES]
    codes = {} if keys is None else {field.name: _codes(table, field, keys, language) for field in table.fields}
    headers: list[str] = []
    for field in table.fields:
        headers.append(text(f"field.{field.name}", language))
        if codes.get(field.name):
            headers.append(code_title(table.kind, field.name, language))

    def lines() -> Iterator[list[Value]]:
        for index in range(len(table)):
            address = table.address(index)
            values: list[Value] = []
            for field in table.fields:
                values.append(table.value(index, field.name))
                if own := codes.get(field.name):
                    values.append(own[index])
            yield [*values, address.file, address.sheet, address.row]

    return Sheet(text(f"kind.{table.kind.value}", language), [*headers, *source], lines())


def _codes(table: RowsTable, field: Field, keys: Keys, language: Language) -> list[str]:
    """The code of the member that each row names; [] where none has one or the kind has no column for it."""
    if field.dtype is not Dtype.MEMBER or not code_title(table.kind, field.name, language):
        return []
    known = keys(field.list_name)
    column = table.sales[table.kind][field.name][table.positions]
    found = [known[code] if code != NO_CODE and code < len(known) else "" for code in column.tolist()]
    return found if any(found) else []
