"""One open company and everything that can be asked of it.

Methods that read are safe from any thread: they work on an immutable snapshot.  Methods that change the company file
return what changed; the caller decides what to refresh.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from salesdesk.desk.imports import ImportDesk
from salesdesk.desk.lead_search import LeadSearch
from salesdesk.desk.leads import LeadBook
from salesdesk.desk.records import RecordDesk
from salesdesk.desk.targets import TargetBook
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.filter import Filter
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Language
from salesdesk.kpi.catalogue import KPIS
from salesdesk.scoring.model import DEFAULT, ScoringModel, from_json
from salesdesk.store.company import CompanyFile


class Desk(ImportDesk, RecordDesk):
    """The company file that is open, its snapshot, and the questions and changes it takes."""

    def __init__(self, company: CompanyFile, today: date | None = None) -> None:
        super().__init__(company, today)
        self._book: LeadBook | None = None
        self._search = LeadSearch()

    @property
    def targets(self) -> TargetBook:
        """What the company wants of each KPI, per segment and period."""
        return TargetBook(self)

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
            held = self._book = LeadBook(sales, today, model, self._search)
        return held

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
            [
                self.told(self.result(k.key, where, compared=compared, sector=sector))
                for k in KPIS
                if not keys or k.key in keys
            ],
            company=self.name,
            language=language,
            today=self.today,
            currency=self.sales.currency,
            imported=Reliability(sum(s.rows for s in sheets), sum(s.rejected for s in sheets)),
            stakes=self.overview(where).stakes,
            task=task,
        )
