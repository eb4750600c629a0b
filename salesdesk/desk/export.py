"""Records written out, each with the address it came from."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from salesdesk.desk.rows import RowsTable, Value
from salesdesk.domain.columns import Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.texts import Language, text
from salesdesk.report.workbook import Sheet, write_csv, write_workbook


def export(path: Path, kinds: Sequence[Kind], rows: Callable[[Kind], RowsTable], language: Language) -> list[Path]:
    """Write all records of ``kinds`` that has any: one workbook, one CSV file (a single kind), or a folder of CSVs.

    Returns the files written.  Raises SalesDeskError for another suffix, or when a file cannot be written.
    """
    tables = [table for table in map(rows, kinds) if len(table)]
    if path.suffix.casefold() == ".xlsx":
        write_workbook(path, [sheet_of(table, language) for table in tables])
        return [path]
    if path.suffix.casefold() == ".csv":
        if len(tables) != 1:
            raise SalesDeskError("error.one_kind", path=path)
        write_csv(path, sheet_of(tables[0], language))
        return [path]
    if path.suffix:
        raise SalesDeskError("error.output", path=path, suffixes=".xlsx, .csv")
    path.mkdir(parents=True, exist_ok=True)
    written = []
    for table in tables:
        target = path / f"{table.kind.value}.csv"
        write_csv(target, sheet_of(table, language))
        written.append(target)
    return written


def export_rows(path: Path, table: RowsTable, language: Language) -> None:
    """Write the rows of one table, in their order, as a CSV file.  Raises SalesDeskError when it cannot be written."""
    write_csv(path, sheet_of(table, language))


def sheet_of(table: RowsTable, language: Language) -> Sheet:
    """A table of records with readable headers and, at its end, file, sheet and row."""
    headers = [text(f"field.{field.name}", language) for field in table.fields]
    source = [text(f"field.{name}", language) for name in ("source_file", "source_sheet", "source_row")]

    def lines() -> Iterator[list[Value]]:
        names = [field.name for field in table.fields]
        for index in range(len(table)):
            address = table.address(index)
            values = [table.value(index, name) for name in names]
            yield [*values, address.file, address.sheet, address.row]

    return Sheet(text(f"kind.{table.kind.value}", language), [*headers, *source], lines())
