"""One trap, one file, one stated outcome: how such a case is written down, made and compared."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from salesdesk.domain.batch import RecordBatch
from salesdesk.domain.columns import MICROS, SCHEMAS, Dtype, Kind
from salesdesk.domain.columns import Field as RecordField
from salesdesk.domain.problem import Problem
from salesdesk.importing.plan import ImportPlan

Cell = str | float | bool | dt.datetime | None
Rows = Sequence[Sequence[Cell]]

HEADER: Final[list[Cell]] = ["N° facture", "Date", "Client", "Montant HT"]
CUSTOMERS: Final = ("Clinique Saint-Aubin", "Brasserie Kervran", "Plasturgie Moreau", "Transports Guérin")
AMOUNTS: Final = [1480.0, 940.5, 3120.0, 615.25]


def sales(amounts: Sequence[Cell] = tuple(AMOUNTS), dates: Sequence[Cell] = ()) -> list[list[Cell]]:
    """Rows of HEADER: invoices FA001…, a day apart from 5 January 2026."""
    days = dates or [dt.datetime(2026, 1, 5) + dt.timedelta(days=i) for i in range(len(amounts))]
    return [[f"FA{i + 1:03d}", days[i], CUSTOMERS[i % 4], amount] for i, amount in enumerate(amounts)]


def beside(rows: Rows, header: str, cells: Sequence[Cell]) -> list[list[Cell]]:
    """The rows with one more column."""
    return [[*row, cell] for row, cell in zip(rows, [header, *cells], strict=True)]


@dataclass(frozen=True)
class File:
    """``write`` puts the file at the path it is given."""

    name: str
    write: Callable[[Path], object]


@dataclass(frozen=True)
class Case:
    """``values``: record field → what it holds in the records of ``kind``, in the order of files and rows.

    ``columns``: header → import field.  ``problems``: (address, sentence) of everything that is told.
    ``questions``: what is asked.  ``aside``: sheet → why it is left aside.  ``merges``: name, the name it may count
    as, and whether that is certain.  ``others``: kinds that come in beside ``kind``.  All of it is compared exactly.
    """

    name: str
    files: Sequence[File]
    values: Mapping[str, Sequence[object]] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    kind: Kind | None = Kind.ORDER_LINE
    problems: Sequence[tuple[str, str]] = ()
    questions: Sequence[str] = ()
    aside: Mapping[str, str] = field(default_factory=dict)
    merges: Sequence[tuple[str, str, bool]] = ()
    others: frozenset[Kind] = frozenset()


def book(
    rows: Rows | Mapping[str, Rows],
    adapt: Callable[[Worksheet], None] | None = None,
    name: str = "Ventes.xlsx",
    workbook: Callable[[Workbook], None] | None = None,
) -> list[File]:
    """A workbook with one sheet called Ventes, or with several."""

    def write(path: Path) -> None:
        made = Workbook()
        made.remove(made.worksheets[0])
        sheets = rows if isinstance(rows, Mapping) else {"Ventes": rows}
        for title, lines in sheets.items():
            sheet: Worksheet = made.create_sheet(title)
            for line in lines:
                sheet.append(list(line))
            if adapt is not None:
                adapt(sheet)
        if workbook is not None:
            workbook(made)
        made.save(path)

    return [File(name, write)]


def text(content: str, encoding: str = "utf-8", name: str = "Ventes.csv") -> list[File]:
    return [File(name, lambda path: path.write_bytes(content.encode(encoding)))]


def lines(rows: Rows, separator: str = ";") -> str:
    """Rows as a text file holds them, nothing quoted."""
    return "".join(separator.join("" if cell is None else str(cell) for cell in row) + "\r\n" for row in rows)


def outcome(plan: ImportPlan, case: Case) -> dict[str, object]:
    """What the plan says, in the words of the case."""
    included = [sheet for sheet in plan.sheets if sheet.include]
    batches = [sheet.records[0] for sheet in included if sheet.kind is case.kind and sheet.records]
    columns = {column.header: column.field for sheet in included for column in sheet.columns}
    told = [*plan.problems, *(problem for sheet in plan.sheets for problem in sheet.problems)]
    return {
        "kind": {sheet.kind for sheet in included},
        "values": {name: [value for batch in batches for value in held(batch, name)] for name in case.values},
        "columns": {header: columns.get(header, "absent") for header in case.columns},
        "problems": [(address(problem), problem.message.key) for problem in told],
        "questions": [question.key for question in plan.questions],
        "aside": {s.sheet: s.reason_excluded.key for s in plan.sheets if s.reason_excluded and not s.include},
        "merges": sorted((p.merge.name, p.merge.same_as, p.merge in plan.accepted) for p in plan.proposals),
    }


def stated(case: Case) -> dict[str, object]:
    return {
        "kind": {*case.others, case.kind} - {None},
        "values": {name: list(values) for name, values in case.values.items()},
        "columns": dict(case.columns),
        "problems": list(case.problems),
        "questions": list(case.questions),
        "aside": dict(case.aside),
        "merges": sorted(case.merges),
    }


def address(problem: Problem) -> str:
    """Without the sheet's name, which says nothing here."""
    return problem.address.rpartition("!")[2] if problem.row else ""


def held(batch: RecordBatch, name: str) -> Iterator[object]:
    """A field's values as a person would say them; None where unknown."""
    if name == "row":
        yield from batch.row.tolist()
        return
    schema = SCHEMAS[batch.kind].by_name[name]
    column = batch.columns.get(name)
    if column is None:
        yield from [None] * batch.n
        return
    for value in column.tolist():
        unknown = value != value if schema.dtype is Dtype.NUMBER else value == schema.dtype.unknown  # noqa: PLR0124
        yield None if unknown else _said(schema, value, batch)


def _said(schema: RecordField, value: float, batch: RecordBatch) -> object:
    match schema.dtype:
        case Dtype.MONEY:
            return value / MICROS
        case Dtype.DAY:
            return str(np.datetime64(int(value), "D"))
        case Dtype.MOMENT:
            return str(np.datetime64(int(value), "m"))
        case Dtype.CHOICE:
            return schema.choices[int(value)]
        case Dtype.TEXT | Dtype.MEMBER:
            members = batch.lists[schema.list_name]
            return members.names[int(value)] or members.keys[int(value)]
        case _:
            return value
