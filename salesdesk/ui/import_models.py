"""What the import window shows, as models: the sheets found, and one sheet's cells with what is wrong in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from PySide6.QtCore import QAbstractListModel, QAbstractTableModel, QObject, Qt, Signal

from salesdesk.domain.formats import Formats
from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.raw import Cell, RawColumn, RawTable
from salesdesk.importing.book import Book
from salesdesk.importing.import_fields import Type
from salesdesk.importing.plan import ImportPlan
from salesdesk.importing.sheetplan import ColumnPlan, SheetPlan
from salesdesk.ui.rows_model import Index

RELIABLE: Final = 0.8
"""From this confidence on a matched column needs no second look."""
ITEM_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
CELL_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2
NUMERIC: Final = (Type.MONEY, Type.NUMBER, Type.PERCENT)
_SHAPES: Final = {Severity.REJECTED: "alert", Severity.WARNING: "watch"}


def column_status(column: ColumnPlan) -> str:
    """good: reliable; watch: to check; none: not imported."""
    if not column.field:
        return "none"
    return "good" if column.confidence >= RELIABLE else "watch"


def sheet_status(sheet: SheetPlan) -> str:
    """The worst that the sheet has to say."""
    if not sheet.include:
        return "none"
    if sheet.rejected:
        return "alert"
    doubts = any(column_status(column) == "watch" for column in sheet.columns)
    warned = any(problem.severity is Severity.WARNING for problem in sheet.problems)
    return "watch" if doubts or sheet.questions or warned else "good"


@dataclass(frozen=True)
class SheetItem:
    """A line of the list: a file (``sheet`` None and no ``problem``), what is wrong with it, or one of its sheets."""

    book: Book
    sheet: SheetPlan | None = None
    index: int = -1
    problem: Problem | None = None


class SheetsModel(QAbstractListModel):
    """Files with their sheets below.  ``toggled(index, wanted)`` when a sheet's box is ticked."""

    toggled = Signal(int, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: list[SheetItem] = []

    def show_plan(self, plan: ImportPlan) -> None:
        self.beginResetModel()
        self.items = []
        for number, book in enumerate(plan.books):
            self.items.append(SheetItem(book))
            self.items += [SheetItem(book, problem=problem) for problem in book.problems]
            self.items += [
                SheetItem(book, sheet, index) for index, sheet in enumerate(plan.sheets) if sheet.origin.book == number
            ]
        self.endResetModel()

    def clear(self) -> None:
        self.beginResetModel()
        self.items = []
        self.endResetModel()

    def row_of(self, sheet: int) -> int:
        return next((row for row, item in enumerate(self.items) if item.index == sheet), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.items[index.row()].sheet is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.items[index.row()]
        if role == ITEM_ROLE:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return item.sheet.sheet if item.sheet is not None else item.book.file
        if role == Qt.ItemDataRole.CheckStateRole and item.sheet is not None:
            return Qt.CheckState.Checked if item.sheet.include else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        item = self.items[index.row()]
        if role != Qt.ItemDataRole.CheckStateRole or item.sheet is None:
            return False
        self.toggled.emit(item.index, Qt.CheckState(value) is Qt.CheckState.Checked)
        return True


@dataclass(frozen=True)
class PreviewCell:
    """How a cell of the preview is told: ``place`` is title, header, body or aside; ``problem`` what is wrong."""

    words: str
    place: str
    column: ColumnPlan
    problem: Problem | None
    right: bool

    @property
    def status(self) -> str:
        return _SHAPES.get(self.problem.severity, "") if self.problem is not None else ""


class PreviewModel(QAbstractTableModel):
    """All rows of a sheet as read, in the columns of one table; cells are written when they are looked at."""

    def __init__(self, formats: Formats, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self.sheet: SheetPlan | None = None
        self._raw = RawTable(())
        self._columns: tuple[RawColumn | None, ...] = ()
        self._records: frozenset[int] = frozenset()
        self._problems: dict[tuple[int, int], Problem] = {}

    def show_sheet(self, plan: ImportPlan, index: int) -> None:
        self.beginResetModel()
        sheet = self.sheet = plan.sheets[index]
        self._raw = plan.looks[index].sheet.table
        first, cells = self._raw.first_column, self._raw.columns
        self._columns = tuple(
            cells[column.column - first] if 0 <= column.column - first < len(cells) else None
            for column in sheet.columns
        )
        self._left_out = np.sort(np.concatenate([*sheet.table.left_out.values(), np.zeros(0, dtype=np.int64)]))
        self._problems = {}
        for problem in sheet.problems:
            self._problems.setdefault((problem.row, problem.column), problem)
        self.endResetModel()

    def clear(self) -> None:
        self.beginResetModel()
        self.sheet, self._columns, self._raw = None, (), RawTable(())
        self.endResetModel()

    def row_number(self, row: int) -> int:
        """Spreadsheet row of a model row."""
        return self._raw.first_row + row

    def cell_index(self, problem: Problem) -> tuple[int, int]:
        """Row and column of a problem's cell in this model; the first column when it is about a whole row."""
        row = problem.row - self._raw.first_row
        assert self.sheet is not None
        places = [column.column for column in self.sheet.columns]
        return row, places.index(problem.column) if problem.column in places else 0

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._raw.n_rows

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Vertical:
            return str(self.row_number(section)) if role == Qt.ItemDataRole.DisplayRole else None
        if self.sheet is None or not 0 <= section < len(self.sheet.columns):
            return None
        column = self.sheet.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.letter
        return column if role == CELL_ROLE else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.sheet is None or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            CELL_ROLE,
        ):
            return None
        cell = self.cell(index.row(), index.column())
        return cell if role == CELL_ROLE else cell.words

    def cell(self, row: int, column: int) -> PreviewCell:
        assert self.sheet is not None
        plan, number = self.sheet.columns[column], self.row_number(row)
        header = self.sheet.table.header_row
        body = number - self.sheet.table.body.first_row
        place = "header" if number == header else "title" if number < header or body < 0 else "body"
        if place == "body" and self._is_left_out(body):
            place = "aside"
        problem = self._problems.get((number, plan.column)) or (
            self._problems.get((number, -1)) if not column else None
        )
        raw = self._columns[column]
        right = plan.type in NUMERIC and place != "title"
        return PreviewCell("" if raw is None else self._written(raw, row, plan, place), place, plan, problem, right)

    def _is_left_out(self, body: int) -> bool:
        place = int(np.searchsorted(self._left_out, body))
        return place < len(self._left_out) and int(self._left_out[place]) == body

    def _written(self, raw: RawColumn, row: int, plan: ColumnPlan, place: str) -> str:
        """As the sheet holds it; true numbers and dates as the reader writes them."""
        kind = Cell(int(raw.kinds[row]))
        if place in ("body", "aside") and kind is Cell.NUMBER and plan.type in NUMERIC:
            number = float(raw.numbers[row])
            if plan.type is not Type.PERCENT:
                return self._formats.number(number, 0 if number.is_integer() else 2)
            # A share kept as 0.25 is 25 %; 25 is already written in hundredths.
            share = number if abs(number) <= 1 else number / 100
            return self._formats.percent(share, 0 if float(f"{share * 100:.10g}").is_integer() else 1)
        if kind is Cell.NUMBER:
            return self._formats.cell(float(raw.numbers[row]))
        if kind is Cell.DATE and float(raw.numbers[row]).is_integer():
            return self._formats.short_date(date.fromisoformat(raw.display(row)))
        return raw.display(row).replace("\n", " ")


@dataclass(frozen=True)
class ProblemGroup:
    """Problems of one sort in one column of one sheet; ``problems[0]`` speaks for them."""

    sheet: int
    problems: tuple[Problem, ...]

    @property
    def severity(self) -> Severity:
        return self.problems[0].severity


def problem_groups(sheets: Sequence[SheetPlan]) -> list[ProblemGroup]:
    """The problems of the sheets that will be imported, refused rows first, the most frequent sort first."""
    found: dict[tuple[int, Severity, str, int], list[Problem]] = {}
    for index, sheet in enumerate(sheets):
        for problem in sheet.problems if sheet.include else ():
            found.setdefault((index, problem.severity, problem.message.key, problem.column), []).append(problem)
    groups = [ProblemGroup(key[0], tuple(problems)) for key, problems in found.items()]
    order = list(Severity)
    return sorted(groups, key=lambda group: (order.index(group.severity), -len(group.problems)))
