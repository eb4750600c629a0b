"""Rows that were refused, as a workbook: each as its sheet holds it, with the reason beside it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import numpy as np

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.raw import Cell, RawColumn, RawTable
from salesdesk.domain.texts import Language, Message, say, text
from salesdesk.importing.plan import ImportPlan
from salesdesk.report.workbook import Sheet, Value, write_workbook
from salesdesk.store.company import CompanyFile
from salesdesk.store.provenance import SheetInfo

_NO_TITLE = re.compile(r"[\[\]:*?/\\]")
"""Signs that no name of a sheet may have."""


@dataclass(frozen=True)
class RefusedRows:
    """The refused rows of one sheet.  ``table`` holds them among others; ``reasons``: spreadsheet row → why."""

    sheet: str
    headers: Sequence[str]
    table: RawTable
    reasons: Mapping[int, Sequence[Message]]


def refused_by_plan(plan: ImportPlan) -> list[RefusedRows]:
    """What a plan refuses in the sheets that it would import."""
    found = []
    for sheet, look in zip(plan.sheets, plan.looks, strict=True):
        reasons = _reasons(sheet.problems) if sheet.include else {}
        if reasons:
            body, whole = sheet.table.body, look.sheet.table
            first = body.first_column - whole.first_column
            columns = whole.columns[first : first + len(body.columns)]
            table = RawTable(columns, whole.first_row, body.first_column)
            found.append(RefusedRows(sheet.sheet, sheet.headers, table, reasons))
    return found


def refused_by_imports(company: CompanyFile, change: int | None = None) -> list[RefusedRows]:
    """What an import refused; of every sheet's version in force when no import is named."""
    infos = company.sheets()
    if change is None:
        infos = list({info.source: info for info in infos}.values())
    else:
        infos = [info for info in infos if info.change_id == change]
    return [rows for info in infos if info.rejected and (rows := _refused_in(company, info, infos)) is not None]


def _refused_in(company: CompanyFile, info: SheetInfo, infos: Sequence[SheetInfo]) -> RefusedRows | None:
    """Two tables of one sheet share its name: a row belongs to the one whose header is nearest above it."""
    headers_below = [
        other.header_row
        for other in infos
        if (other.change_id, other.file, other.sheet) == (info.change_id, info.file, info.sheet)
        and other.header_row > info.header_row
    ]
    end = min(headers_below, default=0)
    problems = [
        problem
        for problem in company.problems(info.change_id)
        if (problem.file, problem.sheet) == (info.file, info.sheet)
        and problem.row > info.header_row
        and not (end and problem.row > end)
    ]
    reasons = _reasons(problems)
    if not reasons:
        return None
    header = company.raw(info.id, info.header_row, info.header_row)
    names = header.row(0) if header.n_rows and info.header_row else [""] * len(header.columns)
    return RefusedRows(info.sheet, names, company.raw(info.id, min(reasons), max(reasons)), reasons)


def write_refused(path: Path, refused: Sequence[RefusedRows], language: Language) -> Path:
    """Write one sheet per sheet that has refused rows.  Raises SalesDeskError where there are none."""
    if path.suffix.casefold() != ".xlsx":
        raise SalesDeskError("error.output", path=path, suffixes=".xlsx")
    if not refused:
        raise SalesDeskError("error.no_rejected")
    write_workbook(path, [_sheet(rows, language) for rows in refused])
    return path


def _reasons(problems: Iterable[Problem]) -> dict[int, list[Message]]:
    found: dict[int, list[Message]] = {}
    for problem in problems:
        if problem.severity is Severity.REJECTED and problem.row:
            found.setdefault(problem.row, []).append(problem.message)
    return dict(sorted(found.items()))


def _sheet(refused: RefusedRows, language: Language) -> Sheet:
    headers = [text("refused.because", language), text("refused.row", language), *refused.headers]

    def lines() -> Iterator[list[Value]]:
        for row, messages in refused.reasons.items():
            cells = [_value(column, row - refused.table.first_row) for column in refused.table.columns]
            yield [" ".join(say(message, language) for message in messages), row, *cells]

    return Sheet(_NO_TITLE.sub(" ", refused.sheet) or text("refused.sheet", language), headers, lines())


def _value(column: RawColumn, index: int) -> Value:
    """A cell as it was read; texts and errors stay texts."""
    if not 0 <= index < len(column):
        return None
    number = float(column.numbers[index])
    match Cell(int(column.kinds[index])):
        case Cell.EMPTY:
            return None
        case Cell.NUMBER:
            return int(number) if number.is_integer() and abs(number) < 1e15 else number
        case Cell.BOOL:
            return bool(number)
        case Cell.DATE:
            return _moment(number)
        case _:
            return column.display(index)


def _moment(days: float) -> date | datetime:
    moment: datetime = np.datetime64(round(days * 86_400), "s").astype(datetime)
    return moment if (moment.hour, moment.minute, moment.second) != (0, 0, 0) else moment.date()
