"""Imports into the open company, what they moved, and the way back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from salesdesk.desk.figures import FigureDesk
from salesdesk.desk.known_files import KnownFile, known_files
from salesdesk.desk.opt_outs import people_of, without
from salesdesk.desk.quality import Completeness, completeness
from salesdesk.desk.rejected import refused_by_imports, refused_by_plan, write_refused
from salesdesk.desk.timeline import Taken
from salesdesk.domain.batch import ImportBatch, Merge
from salesdesk.domain.changes import Change
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME
from salesdesk.domain.problem import Problem
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Language
from salesdesk.importing.compare import Knowledge
from salesdesk.importing.folders import files_of
from salesdesk.importing.plan import ImportPlan, Options, plan_import
from salesdesk.importing.reader import read_files
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.definition import Kpi
from salesdesk.store.backup import Backup, backup_list
from salesdesk.store.provenance import SheetInfo


@dataclass(frozen=True)
class Moved:
    """How a KPI stands before and after an import, over all records (None: could not be measured)."""

    kpi: Kpi
    before: float | None
    after: float | None


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


class ImportDesk(FigureDesk):
    """Spreadsheets in, and changes out again."""

    def plan(
        self,
        paths: Sequence[Path],
        task: Task,
        *,
        options: Options | None = None,
        passwords: Mapping[Path, str] | None = None,
        language: Language = "fr",
    ) -> ImportPlan:
        """Read and understand spreadsheets; a folder stands for those in it.  Nothing is written."""
        books = read_files(files_of(paths), task.part(0.0, 0.8), passwords or {})
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
            sales=company.snapshot(self.today),
            layouts=company.layouts(),
            source_sheets={source: frozenset(ids) for source, ids in sources.items()},
            merges=tuple(company.merges()),
            language=language,
            hashes=frozenset(newest.values()),
            corrections=company.known_corrections(),
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

    def unmerge(self, merges: Sequence[Merge]) -> int:
        """Tell names apart again that were counted as one; undoable.  Returns the change's id."""
        return self._company.unmerge(merges)

    def known_files(self) -> list[KnownFile]:
        """The spreadsheets in force, where they lie and whether they have changed since."""
        return known_files(self._company.sheets())

    def completeness(self) -> list[Completeness]:
        """How complete the records are, in the fields that figures hang on."""
        return completeness(self.sales)

    def save_rejected(self, path: Path, language: Language, of: ImportPlan | int | None = None) -> Path:
        """Write the rows that a plan, one import or all imports in force refused, each with the reason beside it."""
        refused = refused_by_plan(of) if isinstance(of, ImportPlan) else refused_by_imports(self._company, of)
        return write_refused(path, refused, language)

    def backups(self) -> list[Backup]:
        """The automatic backups, newest first."""
        return backup_list(self.path)

    def restore(self, backup: Path) -> None:
        """Bring a backup back in the place of the open file, which is backed up before.

        Raises SalesDeskError when the backup is not sound; nothing is changed then.
        """
        self._company.restore(backup)
        self._results.clear()

    def moved(self) -> tuple[Moved, ...]:
        """How the KPIs have moved with the latest change, where that is an import; nothing otherwise."""
        held, changes = self._company.setting("before_imports", []), self.changes()
        if not held or not changes or held[-1]["change"] != changes[-1].id:
            return ()
        return _moves(held[-1]["values"], self._headlines())

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
