"""The plan of an import: every sheet understood, compared with the company file, open to revision, not yet applied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from salesdesk.domain.batch import ImportBatch, Merge, SheetBatch
from salesdesk.domain.columns import Kind
from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Message
from salesdesk.importing.book import Book
from salesdesk.importing.chosen_header import table_below
from salesdesk.importing.compare import (
    Knowledge,
    against_each_other,
    against_file,
    known_names,
    listed_members,
    members_found,
)
from salesdesk.importing.detect import find_tables
from salesdesk.importing.look import Context, Look
from salesdesk.importing.proposals import Proposal, propose
from salesdesk.importing.sheetplan import Choices, Origin, Question, SheetPlan
from salesdesk.importing.table_reading import PROVEN_ORDER
from salesdesk.importing.understand import understand
from salesdesk.importing.vocabulary import normal


@dataclass(frozen=True)
class Options:
    """Decisions made beforehand, as on the command line.  They hold for every sheet (``sheet``: only for that one).

    ``mode``: sync removes what a newer version of the same source lacks, add removes nothing; '' is sync for a source
    that is known and has records in common.
    """

    kind: Kind | None = None
    sheet: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    date_order: str = ""
    decimal: str = ""
    mode: str = ""
    today: date | None = None


@dataclass(frozen=True, eq=False)
class ImportPlan:
    """What an import would do.  Never changed: a revision makes a new plan."""

    sheets: tuple[SheetPlan, ...]
    proposals: tuple[Proposal, ...]
    accepted: frozenset[Merge]
    problems: tuple[Problem, ...]
    looks: tuple[Look, ...] = field(repr=False)
    knowledge: Knowledge = field(repr=False)
    context: Context = field(repr=False)
    books: tuple[Book, ...] = field(repr=False)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Open questions of the sheets that will be imported, each asked once per layout."""
        asked: dict[tuple[str, str], Question] = {}
        for sheet in self.sheets:
            if sheet.include:
                for question in sheet.questions:
                    asked.setdefault((sheet.group, question.key), question)
        return tuple(asked.values())

    def answer(self, question: Question, value: str) -> "ImportPlan":
        """The plan with a question answered, for every sheet of the same layout that it was asked about."""
        group = self.sheets[question.sheet].group
        about = [
            i for i, s in enumerate(self.sheets) if s.group == group and any(q.key == question.key for q in s.questions)
        ]
        return _revised(self, {i: _answered(self.sheets[i].choices, question.key, value) for i in about})

    def set_kind(self, sheet: int, kind: Kind | None) -> "ImportPlan":
        """Read the sheets of these headers as another kind; None as found.  Fields chosen before are forgotten."""
        alike = self._alike(sheet)
        return _revised(self, {i: replace(c, kind=kind, fields={}, include=None) for i, c in alike.items()})

    def set_field(self, sheet: int, header: str, name: str) -> "ImportPlan":
        """Make a column another import field ('ignored' sets it aside), in every sheet of the same headers."""
        chosen = {}
        for index in self._alike(sheet):
            other = self.sheets[index]
            fields = {h: f for h, f in other.choices.fields.items() if f != name or name == "ignored"}
            kept = {c.header: c.field for c in other.columns if c.field and c.field != name} if other.remembered else {}
            chosen[index] = replace(other.choices, fields={**kept, **fields, header: name})
        return _revised(self, chosen)

    def set_decimal(self, sheet: int, mark: str) -> "ImportPlan":
        return _revised(self, {i: replace(c, decimal=mark) for i, c in self._alike(sheet).items()})

    def set_date_order(self, sheet: int, order: str) -> "ImportPlan":
        return _revised(self, {i: replace(c, date_order=order) for i, c in self._alike(sheet).items()})

    def _alike(self, sheet: int) -> dict[int, Choices]:
        """The choices of a sheet and of every other that is imported with the same headers."""
        layout = self.sheets[sheet].layout
        return {
            i: own.choices for i, own in enumerate(self.sheets) if i == sheet or (own.layout == layout and own.include)
        }

    def correct(self, sheet: int, values: Mapping[tuple[int, int], str]) -> "ImportPlan":
        """Read cells as something else than they say.

        ``values``: spreadsheet row and column (0 = A) → what the cell is read as, '' as it stands.
        """
        choices = self.sheets[sheet].choices
        return _revised(self, {sheet: replace(choices, corrections={**choices.corrections, **values})})

    def set_mode(self, sheet: int, mode: str) -> "ImportPlan":
        return _revised(self, {sheet: replace(self.sheets[sheet].choices, mode=mode)})

    def include(self, sheet: int, wanted: bool) -> "ImportPlan":
        """Take a sheet in or leave it aside."""
        return _revised(self, {sheet: replace(self.sheets[sheet].choices, include=wanted)})

    def set_header_row(self, sheet: int, row: int) -> "ImportPlan":
        """Take another spreadsheet row as the header of a table."""
        old = self.looks[sheet]
        look = replace(old, table=table_below(old.sheet.table, old.table, row))
        looks = (*self.looks[:sheet], look, *self.looks[sheet + 1 :])
        choices = replace(self.sheets[sheet].choices, header_row=row)
        return _revised(replace(self, looks=looks), {sheet: choices})

    def decide(self, merge: Merge, accepted: bool) -> "ImportPlan":
        """Accept or refuse a proposal."""
        return replace(self, accepted=self.accepted | {merge} if accepted else self.accepted - {merge})

    def batch(self) -> ImportBatch:
        """What the store applies, with the guess taken for every open question."""
        return ImportBatch(
            tuple(self._sheet_batch(sheet) for sheet in self.sheets if sheet.include),
            tuple(p.merge for p in self.proposals if p.merge in self.accepted),
            self.knowledge.sales.version,
        )

    def _sheet_batch(self, sheet: SheetPlan) -> SheetBatch:
        origin = sheet.origin
        look = next(look for look in self.looks if look.origin == origin)
        return SheetBatch(
            origin.source,
            origin.file,
            origin.path,
            origin.sheet,
            origin.sha256,
            origin.modified,
            sheet.table.header_row,
            sheet.layout,
            sheet.mapping,
            look.sheet.table,
            sheet.records,
            sheet.diffs,
            sheet.problems,
            sheet.corrections,
        )


def plan_import(
    books: Sequence[Book], knowledge: Knowledge, options: Options | None = None, task: Task | None = None
) -> ImportPlan:
    """Understand every table of the files and compare it with the company file."""
    options, task = options or Options(), task or Task()
    today = options.today or date.today()  # noqa: DTZ011 - a local day is meant
    looks = _looks(books, today)
    context = _context(knowledge, today)
    sheets: list[SheetPlan] = []
    for index, look in enumerate(looks):
        task.step(index, len(looks), Message("importing.doing.plan", {"sheet": look.origin.sheet}))
        sheets.append(understand(look, _choices(look, options), context, index))
    _heed_proven_orders(sheets, looks, context)
    _leave_hidden_aside(sheets, looks)
    plan = ImportPlan(tuple(sheets), (), frozenset(), (), tuple(looks), knowledge, context, tuple(books))
    task.step(1, 1, Message("importing.doing.compare"))
    return _compare(plan, set())


def _heed_proven_orders(sheets: list[SheetPlan], looks: list[Look], context: Context) -> None:
    """Dates that prove nothing are guessed as the other sheets of their file, else of the import, prove theirs."""
    proven = [(plan.origin.book, plan.answers[PROVEN_ORDER]) for plan in sheets if PROVEN_ORDER in plan.answers]
    everywhere = {order for _, order in proven}
    for index, plan in enumerate(sheets):
        if not any(question.key == "date_order" for question in plan.questions):
            continue
        beside = {order for book, order in proven if book == plan.origin.book} or everywhere
        if len(beside) == 1:
            looks[index] = replace(looks[index], proven_order=next(iter(beside)))
            sheets[index] = understand(looks[index], plan.choices, context, index)


def _leave_hidden_aside(sheets: list[SheetPlan], looks: Sequence[Look]) -> None:
    """A hidden sheet is taken only where its file has nothing else to import."""
    shown = {s.origin.book for s, look in zip(sheets, looks, strict=True) if s.include and not look.sheet.hidden}
    for index, look in enumerate(looks):
        plan = sheets[index]
        if look.sheet.hidden and plan.include and plan.choices.include is None and plan.origin.book in shown:
            choices = replace(plan.choices, include=False)
            reason = Message("importing.aside.hidden")
            sheets[index] = replace(plan, include=False, choices=choices, reason_excluded=reason)


def _problems(books: Sequence[Book], knowledge: Knowledge, sheets: Sequence[SheetPlan]) -> tuple[Problem, ...]:
    """What is wrong with the files, and which have been imported before.

    A cell that a sheet's plan tells about is not told twice.
    """
    told = {
        (sheet.origin.book, p.sheet, p.row, p.column)
        for sheet in sheets
        if sheet.include
        for p in sheet.problems
        if p.message.key in _CELL_ERRORS
    }
    problems: list[Problem] = []
    for index, book in enumerate(books):
        problems += [p for p in book.problems if (index, p.sheet, p.row, p.column) not in told]
        if book.sha256 in knowledge.hashes:
            problems.append(Problem(Severity.NOTE, Message("importing.note.known_file"), book.file))
    return tuple(problems)


_CELL_ERRORS: Final = frozenset({"importing.cell.error", "importing.cell.no_cache"})


def _looks(books: Sequence[Book], today: date) -> list[Look]:
    looks: list[Look] = []
    for b, book in enumerate(books):
        for s, sheet in enumerate(book.sheets):
            tables = find_tables(sheet)
            for t, table in enumerate(tables):
                source = f"{book.file}|{sheet.name}" + (f"|{t + 1}" if t else "")
                origin = Origin(source, book.file, str(book.path), sheet.name, book.sha256, book.modified, b, s, t)
                looks.append(Look(origin, sheet, table, today))
    return looks


def _choices(look: Look, options: Options) -> Choices:
    if options.sheet and normal(options.sheet) != normal(look.origin.sheet):
        return Choices(include=False)
    fields = {h: f for h in look.table.headers for said, f in options.mapping.items() if normal(h) == normal(said)}
    return Choices(
        kind=options.kind,
        fields=fields,
        decimal=options.decimal,
        date_order=options.date_order,
        include=True if options.sheet else None,
        mode=options.mode,
    )


def _context(knowledge: Knowledge, today: date) -> Context:
    names = {
        dimension: frozenset(normal(name) for name in knowledge.sales.names(dimension))
        for dimension in ("customer", "product", "rep", "channel", "region")
    }
    currency = knowledge.sales.currency
    return Context(knowledge.language, names, knowledge.layouts, today, currency, knowledge.corrections)


def _answered(choices: Choices, key: str, value: str) -> Choices:
    if key == "kind":
        return replace(choices, kind=Kind(value))
    if key == "mode":
        return replace(choices, mode=value)
    if key.startswith("column:"):
        return replace(choices, fields={**choices.fields, key.removeprefix("column:"): value})
    return choices.with_answer(key, value)


def _revised(plan: ImportPlan, choices: Mapping[int, Choices]) -> ImportPlan:
    """The plan with some sheets understood anew; proposals that were refused stay so."""
    sheets = list(plan.sheets)
    for index, own in choices.items():
        sheets[index] = understand(plan.looks[index], own, plan.context, index)
    refused = {proposal.merge for proposal in plan.proposals if proposal.certain} - plan.accepted
    return _compare(replace(plan, sheets=tuple(sheets)), refused)


def _compare(plan: ImportPlan, refused: set[Merge]) -> ImportPlan:
    """Set the records against the company file and against each other, and look for near duplicates."""
    sheets = list(plan.sheets)
    listed = listed_members(plan.sheets)
    for index, sheet in enumerate(plan.sheets):
        if sheet.include:
            sheets[index] = against_file(sheet, plan.knowledge, listed, index)
    sheets = against_each_other(sheets, plan.knowledge)
    proposals = propose(members_found(sheets), known_names(plan.knowledge), plan.knowledge.merges)
    kept = {p.merge for p in proposals} & plan.accepted
    certain = {p.merge for p in proposals if p.certain} - refused
    problems = _problems(plan.books, plan.knowledge, sheets)
    return replace(
        plan, sheets=tuple(sheets), problems=problems, proposals=tuple(proposals), accepted=frozenset(kept | certain)
    )
