"""What is planned for one table of one sheet, and the questions that stay open."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from salesdesk.domain.batch import Correction, Diff, RecordBatch
from salesdesk.domain.columns import Kind
from salesdesk.domain.problem import Problem, Severity, column_letters
from salesdesk.domain.texts import Message
from salesdesk.importing.detect import Table
from salesdesk.importing.import_fields import Type


@dataclass(frozen=True)
class Question:
    """Something that the cells do not prove.  ``options``: value → label; ``guess`` is taken when nobody answers.

    ``sheet``: index of the (first) sheet plan it is about.
    """

    key: str
    message: Message
    options: tuple[tuple[str, Message], ...]
    guess: str
    sheet: int


@dataclass(frozen=True)
class ColumnPlan:
    """One column: its header and spreadsheet place, the import field it fills ('' none) and why.

    ``type``: how its cells are read, by the field or, without one, by what they look like.
    """

    header: str
    column: int
    field: str
    confidence: float
    reason: Message
    type: Type

    @property
    def letter(self) -> str:
        return column_letters(self.column)


@dataclass(frozen=True)
class Choices:
    """What the user (or the command line) decided about a sheet; empty means as found.

    ``fields``: header → import field ('ignored' to set a column aside).  ``answers``: question name → value.
    ``corrections``: spreadsheet row and column (0 = A) → what the cell is read as, '' as it stands.
    """

    kind: Kind | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    header_row: int = 0
    decimal: str = ""
    date_order: str = ""
    include: bool | None = None
    mode: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    corrections: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def with_answer(self, name: str, value: str) -> "Choices":
        return replace(self, answers={**self.answers, name: value})


@dataclass(frozen=True)
class Origin:
    """Where a table comes from.  ``source`` is what later versions of the same sheet synchronise with."""

    source: str
    file: str
    path: str
    sheet: str
    sha256: str
    modified: datetime
    book: int
    sheet_index: int
    table_index: int


@dataclass(frozen=True, eq=False)
class SheetPlan:
    """One table understood: kind, columns, records, problems and counts.

    ``kinds``: the kinds of record it yields, its own first.  ``layout``: header signature.  ``group``: sheets of one
    layout (one file per month) share it, and are asked about once.
    """

    origin: Origin
    table: Table
    choices: Choices
    kind: Kind | None
    columns: tuple[ColumnPlan, ...]
    decimal: str
    date_order: str
    include: bool
    reason_excluded: Message | None
    layout: str
    group: str
    remembered: bool = False
    records: tuple[RecordBatch, ...] = ()
    diffs: tuple[Diff, ...] = ()
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()

    @property
    def file(self) -> str:
        return self.origin.file

    @property
    def sheet(self) -> str:
        return self.origin.sheet

    @property
    def headers(self) -> tuple[str, ...]:
        return self.table.headers

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return tuple(batch.kind for batch in self.records)

    @property
    def rows(self) -> int:
        """Number of rows of the table that are meant as records."""
        return len(self.table.records)

    @property
    def new(self) -> int:
        return len(self.diffs[0].new) if self.diffs else 0

    @property
    def changed(self) -> int:
        return len(self.diffs[0].changed) if self.diffs else 0

    @property
    def unchanged(self) -> int:
        return len(self.diffs[0].unchanged) if self.diffs else 0

    @property
    def gone(self) -> int:
        return len(self.diffs[0].gone) if self.diffs else 0

    @property
    def rejected(self) -> int:
        """Rows that will not be imported."""
        return len({problem.row for problem in self.problems if problem.severity is Severity.REJECTED})

    @property
    def mapping(self) -> dict[str, str]:
        """Header → import field, as it will be remembered; answers are kept under names that start with '?'."""
        fields = {column.header: column.field for column in self.columns if column.field}
        kind = {"?kind": self.kind.value} if self.kind else {}
        return fields | kind | {f"?{name}": value for name, value in self.answers.items()}
