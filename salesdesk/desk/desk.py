"""One open company and everything that can be asked of it.

Methods that read are safe from any thread: they work on an immutable snapshot.  Methods that change the company file
return what changed; the caller decides what to refresh.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import numpy as np

from salesdesk.desk.actions import ActionBook
from salesdesk.desk.custom import custom_dimension
from salesdesk.desk.export import export
from salesdesk.desk.lead_stamps import stamped
from salesdesk.desk.leads import LeadBook
from salesdesk.desk.open_deals import OpenStage, open_deals
from salesdesk.desk.opt_outs import people_of, without
from salesdesk.desk.rows import MARGIN, Address, RowsTable, SheetName, SourceCells
from salesdesk.desk.source_fields import source_fields
from salesdesk.desk.timeline import Taken, Timeline
from salesdesk.domain.batch import ImportBatch, Merge
from salesdesk.domain.changes import Change, Edit
from salesdesk.domain.columns import DIMENSIONS, Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME, Period, rolling_year
from salesdesk.domain.problem import Problem
from salesdesk.domain.sales import Sales
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Language, Message
from salesdesk.importing.compare import Knowledge
from salesdesk.importing.plan import ImportPlan, Options, plan_import
from salesdesk.importing.reader import read_files
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.compute import compute, select
from salesdesk.kpi.definition import Kpi, KpiResult, Part
from salesdesk.kpi.overview import Overview
from salesdesk.kpi.rate_change import RateChange, rate_change
from salesdesk.kpi.switches import SWITCHES, Switch, chosen
from salesdesk.scoring.model import DEFAULT, ScoringModel, from_json
from salesdesk.store.backup import restore
from salesdesk.store.company import CompanyFile
from salesdesk.store.provenance import SheetInfo

NEIGHBOURS = 3
"""Rows shown above and below an original row."""


@dataclass(frozen=True)
class Moved:
    """How a KPI stands before and after an import, over all records (None: could not be measured)."""

    kpi: Kpi
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Chosen:
    """A choice within a KPI's definition, and what the company chose."""

    switch: Switch
    choice: str


@dataclass(frozen=True)
class ImportOutcome:
    """What an import did.  Counts are records; ``rejected`` are rows, each with a problem that says why.

    The ``derived_`` counts are those among them that came with the others: customers, products and reps that rows name.
    """

    change: int
    new: int
    changed: int
    unchanged: int
    gone: int
    rejected: int
    problems: tuple[Problem, ...]
    moved: tuple[Moved, ...]
    derived_new: int = 0
    derived_changed: int = 0
    derived_gone: int = 0


def kpi_by_key(key: str) -> Kpi:
    """The KPI of that key.  Raises SalesDeskError with the known keys."""
    for kpi in KPIS:
        if kpi.key == key:
            return kpi
    raise SalesDeskError("error.kpi", key=key, known=", ".join(kpi.key for kpi in KPIS))


def restore_backup(backup: Path, path: Path) -> None:
    """Bring a backup back as a company file.  Raises SalesDeskError when the backup is not sound."""
    restore(backup, path)


class Desk:
    """The company file that is open, its snapshot, and the questions and changes it takes."""

    def __init__(self, company: CompanyFile, today: date | None = None) -> None:
        self._company = company
        self._today = today
        self._results: dict[object, KpiResult] = {}
        self._results_version = -1
        self._book: LeadBook | None = None
        self._custom: tuple[int, tuple[str, ...], Sales] | None = None
        self.timeline = Timeline(company, self._edit)

    @classmethod
    def open(cls, path: Path, today: date | None = None) -> "Desk":
        """Open an existing company file.  Raises SalesDeskError when it is foreign, newer or damaged."""
        return cls(CompanyFile.open(path), today)

    @classmethod
    def create(cls, path: Path, name: str, currency: str = "EUR", today: date | None = None) -> "Desk":
        """Make a new company file.  Raises SalesDeskError when one is there already."""
        return cls(CompanyFile.create(path, name, currency), today)

    def close(self) -> None:
        self._company.close()

    # ------------------------------------------------------------------ the company

    @property
    def path(self) -> Path:
        return self._company.path

    @property
    def name(self) -> str:
        return self._company.name

    @property
    def company(self) -> CompanyFile:
        """The store behind the desk, for checks and backups."""
        return self._company

    @property
    def today(self) -> date:
        return self._today or date.today()  # noqa: DTZ011 - dates in sheets are local

    @property
    def sales(self) -> Sales:
        """The current snapshot."""
        return self._company.snapshot(self.today)

    @property
    def empty(self) -> bool:
        return not any(frame.n for frame in self.sales.frames.values())

    @property
    def demo(self) -> bool:
        """Whether this is the labelled sample company."""
        return bool(self._company.setting("demo", default=False))

    def setting(self, key: str, default: object = None) -> object:
        """A setting that changes numbers, kept in the company file (sector, fiscal_start, targets…)."""
        return self._company.setting(key, default)

    def set_setting(self, key: str, value: object) -> None:
        old = self._company.setting(key)
        self._company.set_setting(key, value)
        self._results.clear()
        self.timeline.setting_changed(key, old, value)

    # ------------------------------------------------------------------ figures

    def default_period(self) -> Period:
        """The last twelve months that the data covers."""
        return rolling_year(self.sales.as_of)

    def result(
        self, key: str, where: Filter, *, basis: str = "", dimension: str = "", compared: str = "year", sector: str = ""
    ) -> KpiResult:
        """One KPI's complete answer.  '' takes the KPI's default basis and dimension, and the company's sector."""
        sales = self._sales_for(where, dimension)
        if sales.version != self._results_version:
            self._results.clear()
            self._results_version = sales.version
        cache_key = (key, where.key(), basis, dimension, compared, sector)
        found = self._results.get(cache_key)
        if found is None:
            found = compute(
                kpi_by_key(key),
                sales,
                where,
                basis=basis or str(self.setting(f"basis.{key}", "")),
                dimension=dimension,
                compared=compared,
                sector=sector or sales.sector,
                target=self.target(key),
            )
            self._results[cache_key] = found
        return found

    def results(self, where: Filter, *, compared: str = "year") -> list[KpiResult]:
        """The seven, in tab order."""
        return [self.result(kpi.key, where, compared=compared) for kpi in KPIS]

    def target(self, key: str) -> float | None:
        """The company-wide target of a KPI, in the KPI's unit."""
        targets = self._company.setting("targets", {})
        value = targets.get(key) if isinstance(targets, dict) else None
        return float(value) if isinstance(value, int | float) else None

    def set_target(self, key: str, value: float | None) -> None:
        """Set or clear (None) the company-wide target of a KPI."""
        targets = self._company.setting("targets", {})
        kept = {k: v for k, v in targets.items() if k != key} if isinstance(targets, dict) else {}
        self.set_setting("targets", kept if value is None else {**kept, key: value})

    def members(self, dimension: str) -> list[str]:
        """Names that records carry along a dimension, most frequent first; what a filter offers."""
        return list(self.member_counts(dimension))

    def member_counts(self, dimension: str) -> dict[str, int]:
        """As ``members``, with the number of order lines, opportunities and leads that carry each."""
        sales = self.sales
        counts: dict[str, int] = {}
        for kind in (Kind.ORDER_LINE, Kind.OPPORTUNITY, Kind.LEAD):
            codes, names = sales.dimension(kind, dimension)
            tally = np.bincount(codes[codes >= 0], minlength=len(names))
            for code in np.flatnonzero(tally).tolist():
                counts[names[code]] = counts.get(names[code], 0) + int(tally[code])
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def dimensions(self, key: str) -> list[str]:
        """The dimensions that a KPI's records can be told apart by."""
        kpi, sales = kpi_by_key(key), self.sales
        return [d for d in kpi.dimensions if any(sales.answers(kind, d) for kind in kpi.kinds)]

    def filters(self) -> list[str]:
        """The dimensions worth a chip in the filter bar: some record answers them."""
        kinds = (Kind.ORDER_LINE, Kind.OPPORTUNITY, Kind.LEAD)
        sales = self.sales
        return [d.key for d in DIMENSIONS.values() if d.filterable and any(sales.answers(k, d.key) for k in kinds)]

    def switches(self, key: str) -> list[Chosen]:
        """The choices within a KPI's definition, its basis first, with what the company chose."""
        kpi, sales = kpi_by_key(key), self.sales
        held = str(self.setting(f"basis.{key}", ""))
        basis = held if held in kpi.bases else kpi.default_basis(sales) if kpi.default_basis else kpi.bases[0]
        own = [Chosen(switch, chosen(sales, switch)) for switch in SWITCHES if switch.kpi == key]
        return [Chosen(Switch(key, "basis", kpi.bases), basis), *own] if len(kpi.bases) > 1 else own

    def set_switch(self, key: str, name: str, choice: str) -> None:
        """Define a KPI otherwise from now on: its ``basis``, or another of its switches.

        Raises SalesDeskError for a choice that there is not.
        """
        switch = next((held.switch for held in self.switches(key) if held.switch.name == name), None)
        if switch is None or choice not in switch.choices:
            known = ", ".join(switch.choices if switch else ())
            raise SalesDeskError("kpi.error.basis", basis=choice, known=known)
        if name == "basis":
            self.set_setting(f"basis.{key}", choice)
        else:
            self.set_setting("switches", {**self.sales.switches, switch.key: choice})

    # ------------------------------------------------------------------ across the KPIs

    def overview(self, where: Filter) -> Overview:
        """Pace, forecast, stakes, what-if and agenda of a filter; each part is made when it is first read."""
        sales = self._sales_for(where, "")
        return Overview(lambda key, basis: self.result(key, where, basis=basis), sales, self.today, self.reviewed())

    def open_deals(self, where: Filter) -> list[OpenStage]:
        """Opportunities in hand that pass a filter's members, whatever its period, stage by stage."""
        return open_deals(self._sales_for(where, ""), where)

    def why(self, result: KpiResult) -> RateChange | None:
        """Mix against rate in the change of a ratio, along the result's dimension; None where nothing adds up."""
        return rate_change(result)

    @property
    def actions(self) -> ActionBook:
        """What was decided, and what came of it."""
        return ActionBook(self)

    def reviewed(self) -> dict[str, date]:
        """Day of the latest review of each KPI that had one."""
        held = self._company.setting("reviewed", {})
        return {key: date.fromisoformat(day) for key, day in held.items()} if isinstance(held, dict) else {}

    def review(self, key: str) -> None:
        """Note that a KPI has been reviewed today."""
        held = {kpi: day.isoformat() for kpi, day in self.reviewed().items()}
        self._company.set_setting("reviewed", {**held, kpi_by_key(key).key: self.today.isoformat()})

    def moved(self) -> tuple[Moved, ...]:
        """How the KPIs have moved with the latest change, where that is an import; nothing otherwise."""
        held, changes = self._company.setting("before_imports", []), self.changes()
        if not held or not changes or held[-1]["change"] != changes[-1].id:
            return ()
        return _moves(held[-1]["values"], self._headlines())

    # ------------------------------------------------------------------ records and cells

    def rows(
        self,
        key: str,
        where: Filter,
        *,
        basis: str = "",
        dimension: str = "",
        group: str | None = None,
        part: Part = Part.NUMERATOR,
        reason: str = "",
        within_figures: tuple[float, float] | None = None,
    ) -> list[RowsTable]:
        """The records behind a figure, one table per kind.  ``group`` None: the whole; '' : member unknown.

        ``within_figures``: only records whose own figure is at least the first and below the second.
        """
        sales = self._sales_for(where, dimension)
        selections = select(
            kpi_by_key(key),
            sales,
            where,
            basis=basis or str(self.setting(f"basis.{key}", "")),
            dimension=dimension,
            group=group,
            part=part,
            reason=reason,
            within_figures=within_figures,
        )
        sheets = self.sheet_names()
        summed = MARGIN.name if key == "gross_margin" and part is Part.NUMERATOR else "amount"
        return [RowsTable(sales, selection.kind, selection.rows, sheets, summed) for selection in selections]

    def chosen_rows(self, kind: Kind, positions: Sequence[int]) -> RowsTable:
        """Records named by their positions in the present snapshot's frame."""
        return RowsTable(self.sales, kind, np.array(positions, dtype=np.int64), self.sheet_names())

    def all_rows(self, kind: Kind) -> RowsTable:
        """Every record of a kind."""
        sales = self.sales
        return RowsTable(sales, kind, np.arange(sales[kind].n), self.sheet_names())

    def sheet_names(self) -> Mapping[int, SheetName]:
        return {sheet.id: SheetName(sheet.file, sheet.sheet) for sheet in self._company.sheets()}

    def cells(self, address: Address) -> SourceCells | None:
        """The original cells around a record's row; None for records typed by hand."""
        sheet = next((s for s in self._company.sheets() if s.id == address.sheet_id), None)
        if sheet is None:
            return None
        first = max(address.row - NEIGHBOURS, sheet.header_row + 1)
        path = Path(sheet.path)
        headers = self._company.raw(sheet.id, sheet.header_row, sheet.header_row)
        mapping = self._company.layouts().get(sheet.layout, {})
        return SourceCells(
            file=sheet.file,
            sheet=sheet.sheet,
            imported_at=sheet.imported_at,
            header_row=sheet.header_row,
            headers=headers,
            table=self._company.raw(sheet.id, first, address.row + NEIGHBOURS),
            row=address.row,
            path=path if path.is_file() else None,
            fields=source_fields(sheet.kinds, mapping, headers),
        )

    # ------------------------------------------------------------------ import and undo

    def plan(
        self,
        paths: Sequence[Path],
        task: Task,
        *,
        options: Options | None = None,
        passwords: Mapping[Path, str] | None = None,
        language: Language = "fr",
    ) -> ImportPlan:
        """Read and understand spreadsheets.  Nothing is written."""
        books = read_files(paths, task.part(0.0, 0.8), passwords or {})
        return plan_import(books, self.knowledge(language), options or Options(), task.part(0.8, 1.0))

    def knowledge(self, language: Language = "fr") -> Knowledge:
        """What the company file already knows and an import may use."""
        company = self._company
        sources: dict[str, set[int]] = {}
        newest: dict[str, str] = {}
        for sheet in company.sheets():
            sources.setdefault(sheet.source, set()).add(sheet.id)
            newest[sheet.source] = sheet.sha256
        return Knowledge(
            sales=self.sales,
            layouts=company.layouts(),
            source_sheets={source: frozenset(ids) for source, ids in sources.items()},
            merges=tuple(company.merges()),
            language=language,
            hashes=frozenset(newest.values()),
        )

    def apply(self, plan: ImportPlan, task: Task) -> ImportOutcome:
        """Write a plan in one transaction.  Questions still open are answered with their guess."""
        batch = without(plan.batch(), *people_of(self.setting("opt_outs")))
        before = self._headlines()
        change = self._company.apply(batch, task)
        if change:
            self.timeline.imported()
            held = self._company.setting("before_imports", [])
            self._company.set_setting("before_imports", [*held, {"change": change, "values": before}])
        return self._outcome(change, batch, before)

    def undo(self) -> Change:
        """Take back the latest change.  Raises SalesDeskError when there is none."""
        change = self._company.undo()
        held = self._company.setting("before_imports", [])
        kept = [entry for entry in held if entry["change"] != change.id]
        if kept != held:
            self._company.set_setting("before_imports", kept or None)
        return change

    def take_back(self) -> Taken:
        """Undo the latest edit, of records or of settings.  Raises SalesDeskError when there is none."""
        taken = self.timeline.undo(self.undo)
        self._results.clear()
        return taken

    def redo(self) -> Taken:
        """Do again what was taken back last.  Raises SalesDeskError when there is nothing to redo."""
        taken = self.timeline.redo()
        self._results.clear()
        return taken

    def changes(self) -> list[Change]:
        """What was done, oldest first; the last one is what undo takes back."""
        return self._company.changes()

    def sheets(self) -> list[SheetInfo]:
        return self._company.sheets()

    def problems(self, change: int) -> list[Problem]:
        return self._company.problems(change)

    def merges(self) -> list[Merge]:
        return self._company.merges()

    def edit(self, kind: Kind, record: int | None, values: Mapping[str, object], label: Message) -> int:
        """Change a record by hand, or add one (``record`` None).  Undoable; survives re-import.  Returns its id."""
        return self.edit_all([Edit(kind, record, values)], label)[0]

    def edit_all(self, edits: Sequence[Edit], label: Message) -> list[int]:
        """Several edits as one change, with one new record of a kind at most.  Returns the records' ids.

        Answers about leads take the day on which they are given.
        """
        return self._edit(edits, label)

    def _edit(self, edits: Sequence[Edit], label: Message) -> list[int]:
        sales, now = self.sales, self.now
        done = [replace(e, values=stamped(sales, e.record, e.values, now)) if e.kind is Kind.LEAD else e for e in edits]
        ids = self._company.edit_all(done, label)
        self.timeline.records_changed(edits, ids, label)
        return ids

    def history(self, kind: Kind, record: int) -> list[Change]:
        """The changes that touched a record, latest first."""
        return self._company.history(kind, record)

    # ------------------------------------------------------------------ leads

    @property
    def now(self) -> datetime:
        """The present moment, to the minute, in local time as in sheets."""
        return datetime.combine(self.today, datetime.now().time()).replace(second=0, microsecond=0)  # noqa: DTZ005 - local

    @property
    def scoring_model(self) -> ScoringModel:
        """The scoring model in use; the starting one where none was chosen or it cannot be read."""
        held = self._company.setting("scoring", {})
        if isinstance(held, dict):
            for told in held.get("models", []):
                if isinstance(told, dict) and held.get("active") and told.get("name") == held["active"]:
                    with suppress(SalesDeskError):
                        return from_json(told)
        return DEFAULT

    def leads(self) -> LeadBook:
        """All leads with their scores by the model in use."""
        sales, today, model = self.sales, self.today, self.scoring_model
        held = self._book
        if held is None or held.sales is not sales or (held.today, held.model) != (today, model):
            held = self._book = LeadBook(sales, today, model)
        return held

    # ------------------------------------------------------------------ out of the program

    def export(self, path: Path, kinds: Sequence[Kind], language: Language) -> list[Path]:
        """Write records (all kinds when none is named) to a workbook, a CSV file or a folder of CSV files."""
        return export(path, kinds or tuple(Kind), self.all_rows, language)

    def report(
        self,
        path: Path,
        where: Filter,
        language: Language,
        task: Task,
        *,
        keys: Sequence[str] = (),
        compared: str = "year",
        sector: str = "",
    ) -> None:
        """Write the PDF summary of the named KPIs (all seven when none is named)."""
        from salesdesk.report.pdf import write_report  # typst and matplotlib are loaded when a report is asked for
        from salesdesk.report.summary import Reliability

        sheets = self._company.sheets()
        write_report(
            path,
            [self.result(k.key, where, compared=compared, sector=sector) for k in KPIS if not keys or k.key in keys],
            company=self.name,
            language=language,
            today=self.today,
            currency=self.sales.currency,
            imported=Reliability(sum(s.rows for s in sheets), sum(s.rejected for s in sheets)),
            stakes=self.overview(where).stakes,
            task=task,
        )

    def revenue(self) -> float:
        """Sum of all order-line amounts, credit notes included as negatives, in the company currency."""
        return self.all_rows(Kind.ORDER_LINE).total("amount") or 0.0

    def _sales_for(self, where: Filter, dimension: str) -> Sales:
        """The snapshot, with the spreadsheet columns that the question names beside our own dimensions."""
        sales = self.sales
        custom = tuple(name for name in dict.fromkeys((*where.members, dimension)) if name and not sales.knows(name))
        if not custom:
            return sales
        if self._custom is None or self._custom[:2] != (sales.version, custom):
            made = sales
            for name in custom:
                found = custom_dimension(made, self._company.sheets(), name, self._company.raw_column)
                made = made if found is None else found
            self._custom = (sales.version, custom, made)
        return self._custom[2]

    def _headlines(self) -> dict[str, float | None]:
        return {kpi.key: self.result(kpi.key, Filter(ALL_TIME)).total.value for kpi in KPIS}

    def _outcome(self, change: int, batch: ImportBatch, before: Mapping[str, float | None]) -> ImportOutcome:
        diffs = [diff for sheet in batch.sheets for diff in sheet.diffs]
        derived = [diff for sheet in batch.sheets for diff in sheet.diffs[1:]]
        problems = tuple(problem for sheet in batch.sheets for problem in sheet.problems)
        after = self._headlines()
        return ImportOutcome(
            change=change,
            new=sum(len(d.new) for d in diffs),
            changed=sum(len(d.changed) for d in diffs),
            unchanged=sum(len(d.unchanged) for d in diffs),
            gone=sum(len(d.gone) for d in diffs),
            rejected=len({(p.file, p.sheet, p.row) for p in problems if p.severity == "rejected"}),
            problems=problems,
            moved=_moves(before, after),
            derived_new=sum(len(d.new) for d in derived),
            derived_changed=sum(len(d.changed) for d in derived),
            derived_gone=sum(len(d.gone) for d in derived),
        )


def _moves(before: Mapping[str, float | None], after: Mapping[str, float | None]) -> tuple[Moved, ...]:
    return tuple(Moved(k, before[k.key], after[k.key]) for k in KPIS if before[k.key] != after[k.key])
