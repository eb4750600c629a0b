"""The plan of an import: every sheet understood, compared with the company file, open to revision, not yet applied."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

import numpy as np

from salesdesk.domain.batch import Diff, ImportBatch, LocalMembers, Merge, RecordBatch, SheetBatch
from salesdesk.domain.columns import NO_CODE, SCHEMAS, Kind
from salesdesk.domain.problem import Problem
from salesdesk.domain.sales import Sales
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Language, Message
from salesdesk.importing.book import Book
from salesdesk.importing.diff import diff
from salesdesk.importing.proposals import DIMENSIONS, Proposal, propose
from salesdesk.importing.sheetplan import Choices, Origin, Question, SheetPlan
from salesdesk.importing.understand import Context, Look, understand
from salesdesk.importing.vocabulary import normal

_LISTS: Final = {Kind.CUSTOMER: "customer", Kind.PRODUCT: "product", Kind.REP: "rep"}


@dataclass(frozen=True)
class Knowledge:
    """What the company file already holds.

    ``layouts``: header signature → header → import field.  ``source_sheets``: source → ids of its sheet versions.
    ``hashes``: SHA-256 of files already imported.
    """

    sales: Sales
    layouts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    source_sheets: Mapping[str, frozenset[int]] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    language: Language = "fr"
    hashes: frozenset[str] = frozenset()


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


@dataclass(frozen=True)
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
        return self._again({i: _answered(self.sheets[i].choices, question.key, value) for i in about})

    def set_kind(self, sheet: int, kind: Kind | None) -> "ImportPlan":
        """Read a sheet as another kind; None as found.  Fields chosen for the former kind are forgotten."""
        return self._again({sheet: replace(self.sheets[sheet].choices, kind=kind, fields={}, include=None)})

    def set_field(self, sheet: int, header: str, name: str) -> "ImportPlan":
        """Make a column another import field ('ignored' sets it aside), in every sheet of the same headers."""
        layout = self.sheets[sheet].layout
        chosen = {}
        for index, other in enumerate(self.sheets):
            if other.layout == layout and other.include:
                fields = {h: f for h, f in other.choices.fields.items() if f != name or name == "ignored"}
                kept = (
                    {c.header: c.field for c in other.columns if c.field and c.field != name}
                    if other.remembered
                    else {}
                )
                chosen[index] = replace(other.choices, fields={**kept, **fields, header: name})
        return self._again(chosen)

    def set_decimal(self, sheet: int, mark: str) -> "ImportPlan":
        return self._again({sheet: replace(self.sheets[sheet].choices, decimal=mark)})

    def set_date_order(self, sheet: int, order: str) -> "ImportPlan":
        return self._again({sheet: replace(self.sheets[sheet].choices, date_order=order)})

    def set_mode(self, sheet: int, mode: str) -> "ImportPlan":
        return self._again({sheet: replace(self.sheets[sheet].choices, mode=mode)})

    def include(self, sheet: int, wanted: bool) -> "ImportPlan":
        """Take a sheet in or leave it aside."""
        return self._again({sheet: replace(self.sheets[sheet].choices, include=wanted)})

    def set_header_row(self, sheet: int, row: int) -> "ImportPlan":
        """Take another spreadsheet row as the header of a table."""
        from salesdesk.importing.detect import table_at

        old = self.looks[sheet]
        table = table_at(old.sheet, old.table, row)
        looks = (*self.looks[:sheet], replace(old, table=table), *self.looks[sheet + 1 :])
        choices = replace(self.sheets[sheet].choices, header_row=row)
        return replace(self, looks=looks)._again({sheet: choices})

    def decide(self, merge: Merge, accepted: bool) -> "ImportPlan":
        """Accept or refuse a proposal."""
        return replace(self, accepted=self.accepted | {merge} if accepted else self.accepted - {merge})

    def _again(self, choices: Mapping[int, Choices]) -> "ImportPlan":
        sheets = list(self.sheets)
        for index, own in choices.items():
            sheets[index] = understand(self.looks[index], own, self.context, index)
        refused = {p.merge for p in self.proposals if p.certain} - self.accepted
        return _compare(replace(self, sheets=tuple(sheets)), refused)

    def batch(self) -> ImportBatch:
        """What the store applies, with the guess taken for every open question."""
        return ImportBatch(
            tuple(self._sheet_batch(sheet) for sheet in self.sheets if sheet.include),
            tuple(p.merge for p in self.proposals if p.merge in self.accepted),
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
        )


def plan_import(
    books: Sequence[Book], knowledge: Knowledge, options: Options | None = None, task: Task | None = None
) -> ImportPlan:
    """Understand every table of the files and compare it with the company file."""
    from salesdesk.importing.detect import find_tables

    options, task = options or Options(), task or Task()
    today = options.today or date.today()  # noqa: DTZ011 - a local day is meant
    looks = list(_looks(books, find_tables, today))
    context = _context(knowledge, today)
    sheets: list[SheetPlan] = []
    for index, look in enumerate(looks):
        task.step(index, len(looks), Message("importing.doing.plan", {"sheet": look.origin.sheet}))
        sheets.append(understand(look, _choices(look, options), context, index))
    problems = tuple(problem for book in books for problem in book.problems)
    plan = ImportPlan(tuple(sheets), (), frozenset(), problems, tuple(looks), knowledge, context, tuple(books))
    task.step(1, 1, Message("importing.doing.compare"))
    return _compare(plan, set())


def _looks(books: Sequence[Book], find_tables: "Callable[..., list]", today: date) -> "list[Look]":
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
    include = True if options.sheet or options.kind else None
    return Choices(
        kind=options.kind,
        fields=fields,
        decimal=options.decimal,
        date_order=options.date_order,
        include=include,
        mode=options.mode,
    )


def _context(knowledge: Knowledge, today: date) -> Context:
    names = {
        dimension: frozenset(normal(name) for name in knowledge.sales.names(dimension))
        for dimension in ("customer", "product", "rep", "channel", "region")
    }
    return Context(knowledge.language, names, knowledge.layouts, today, knowledge.sales.currency)


def _answered(choices: Choices, key: str, value: str) -> Choices:
    if key == "kind":
        return replace(choices, kind=Kind(value))
    if key == "mode":
        return replace(choices, mode=value)
    if key.startswith("column:"):
        return replace(choices, fields={**choices.fields, key.removeprefix("column:"): value})
    return choices.with_answer(key, value)


def _compare(plan: ImportPlan, refused: set[Merge]) -> ImportPlan:
    """Set the records against the company file and against each other, and look for near duplicates."""
    seen: dict[Kind, dict[str, np.ndarray]] = {}
    order = sorted(range(len(plan.sheets)), key=lambda i: (plan.sheets[i].origin.modified, i))
    sheets = list(plan.sheets)
    listed = _listed(plan.sheets)
    for index in order:
        if sheets[index].include:
            sheets[index] = _against_file(sheets[index], plan.knowledge, listed, index)
    del seen, order
    sheets = _against_each_other(sheets)
    proposals = propose(_members(sheets), _known_names(plan.knowledge), plan.knowledge.merges)
    kept = {p.merge for p in proposals} & plan.accepted
    certain = {p.merge for p in proposals if p.certain} - refused
    return replace(plan, sheets=tuple(sheets), proposals=tuple(proposals), accepted=frozenset(kept | certain))


def _listed(sheets: Sequence[SheetPlan]) -> Mapping[Kind, np.ndarray]:
    """Identities of members that a list of their own describes in this import: it knows better than side remarks."""
    found: dict[Kind, list[np.ndarray]] = defaultdict(list)
    for sheet in sheets:
        if sheet.include and sheet.kind in _LISTS and sheet.records:
            found[sheet.kind].append(sheet.records[0].identity)
    return {kind: np.concatenate(parts) for kind, parts in found.items()}


def _against_file(sheet: SheetPlan, knowledge: Knowledge, listed: Mapping[Kind, np.ndarray], index: int) -> SheetPlan:
    own = knowledge.source_sheets.get(sheet.origin.source, frozenset())
    mode = sheet.choices.mode or ("sync" if own else "add")
    diffs: list[Diff] = []
    for place, batch in enumerate(sheet.records):
        found = diff(batch, knowledge.sales[batch.kind], own, sync=mode == "sync")
        diffs.append(found if place == 0 else _side_remarks(batch, found, knowledge, own, listed))
    questions = tuple(q for q in sheet.questions if q.key != "mode")
    main = diffs[0]
    if not sheet.choices.mode and len(main.gone) and not len(main.unchanged) and not len(main.changed):
        # Nothing in common: another period under the same file name, not a newer version.
        options = tuple((value, Message(f"importing.option.{value}")) for value in ("add", "sync"))
        message = Message("importing.question.mode", {"n": len(main.gone)})
        questions = (*questions, Question("mode", message, options, "add", index))
        diffs = [replace(d, gone=d.gone[:0]) for d in diffs]
    return replace(sheet, diffs=tuple(diffs), questions=questions)


def _side_remarks(
    batch: RecordBatch, found: Diff, knowledge: Knowledge, own: frozenset[int], listed: Mapping[Kind, np.ndarray]
) -> Diff:
    """Members described on the side never overwrite what another source, or a list in this import, says of them."""
    frame = knowledge.sales[batch.kind]
    sheets = np.asarray(frame["sheet"])
    foreign = ~np.isin(sheets[found.changed_old], list(own)) if len(found.changed) else np.zeros(0, dtype=bool)
    better = np.isin(batch.identity, listed.get(batch.kind, np.zeros(0, dtype=np.int64)))
    yielding = np.zeros(batch.n, dtype=bool)
    yielding[found.changed[foreign]] = True
    yielding |= better
    new, changed = ~yielding[found.new], ~yielding[found.changed]
    kept = np.union1d(found.unchanged, np.flatnonzero(yielding))
    return Diff(found.new[new], found.changed[changed], found.changed_old[changed], kept, found.gone)


def _against_each_other(sheets: list[SheetPlan]) -> list[SheetPlan]:
    """A record that several sheets of one import hold is written once: by the newest file, then the later sheet."""
    import pandas as pd

    written: dict[Kind, list[pd.Series]] = defaultdict(list)
    for index in sorted(range(len(sheets)), key=lambda i: (sheets[i].origin.modified, i), reverse=True):
        sheet = sheets[index]
        if not sheet.include or not sheet.diffs:
            continue
        diffs: list[Diff] = []
        for batch, found in zip(sheet.records, sheet.diffs, strict=True):
            earlier = written[batch.kind]
            again = np.zeros(batch.n, dtype=bool)
            for identities in earlier:
                again |= np.isin(batch.identity, identities)
            if again.any():
                new, changed = ~again[found.new], ~again[found.changed]
                kept = np.union1d(found.unchanged, np.flatnonzero(again))
                found = Diff(found.new[new], found.changed[changed], found.changed_old[changed], kept, found.gone)  # noqa: PLW2901 - the same diff, less what another sheet writes
            diffs.append(found)
        for batch in sheet.records:
            written[batch.kind].append(batch.identity)
        sheets[index] = replace(sheet, diffs=tuple(diffs))
    return sheets


def _members(sheets: Sequence[SheetPlan]) -> dict[str, list[tuple[LocalMembers, Sequence[int], bool]]]:
    """Members of every included sheet by dimension, with how often each is used."""
    found: dict[str, list[tuple[LocalMembers, Sequence[int], bool]]] = defaultdict(list)
    for sheet in sheets:
        if not sheet.include:
            continue
        for batch in sheet.records[:1]:
            for dimension in DIMENSIONS:
                column = batch.columns.get(dimension)
                if column is None or dimension not in SCHEMAS[batch.kind].by_name:
                    continue
                members = batch.lists[dimension]
                uses = np.bincount(column[column != NO_CODE], minlength=len(members.names))
                found[dimension].append((members, uses.tolist(), _LISTS.get(batch.kind) == dimension))
    return found


def _known_names(knowledge: Knowledge) -> dict[str, Sequence[str]]:
    return {dimension: knowledge.sales.names(dimension) for dimension in DIMENSIONS}
