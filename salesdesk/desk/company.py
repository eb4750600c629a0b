"""The company file that is open, its settings, and the snapshot of its records."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Self

from salesdesk.desk.custom import custom_dimension
from salesdesk.desk.lead_joining import joined
from salesdesk.desk.lead_stamps import stamped
from salesdesk.desk.timeline import Timeline
from salesdesk.domain.changes import Edit
from salesdesk.domain.columns import Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.filter import Filter
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import Message
from salesdesk.store.backup import newest_good_backup, restore
from salesdesk.store.company import CompanyFile


def restore_backup(backup: Path, path: Path) -> None:
    """Bring a backup back as a company file.  Raises SalesDeskError when the backup is not sound."""
    restore(backup, path)


def restore_newest(path: Path) -> Path:
    """Bring the newest sound automatic backup back as the company file; what stood there is set aside.

    Raises SalesDeskError when there is none.
    """
    backup = newest_good_backup(path)
    if backup is None:
        raise SalesDeskError("store.error.absent", file=str(path))
    restore(backup, path)
    return path


class CompanyDesk:
    """What every use case starts from."""

    def __init__(self, company: CompanyFile, today: date | None = None) -> None:
        self._company = company
        self._today = today
        held = company.setting("sample_day") if company.setting("demo") else None
        self._sample_day = date.fromisoformat(held) if isinstance(held, str) else None
        self.timeline = Timeline(company, self._write_edits)
        self._custom: tuple[int, tuple[str, ...], Sales] | None = None

    @classmethod
    def open(cls, path: Path, today: date | None = None) -> Self:
        """Open an existing company file.  Raises SalesDeskError when it is foreign, newer or damaged."""
        return cls(CompanyFile.open(path), today)

    @classmethod
    def create(cls, path: Path, name: str, currency: str = "EUR", today: date | None = None) -> Self:
        """Make a new company file.  Raises SalesDeskError when one is there already."""
        return cls(CompanyFile.create(path, name, currency), today)

    def close(self) -> None:
        self._company.close()

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
        """The day that figures are reckoned from; the sample company lives on the day its data ends."""
        return self._today or self._sample_day or date.today()  # noqa: DTZ011 - dates in sheets are local

    @property
    def now(self) -> datetime:
        """The present moment, to the minute, in local time as in sheets."""
        return datetime.combine(self.today, datetime.now().time()).replace(second=0, microsecond=0)  # noqa: DTZ005 - local

    @property
    def sales(self) -> Sales:
        """The current snapshot, double leads laid under those that are kept."""
        return joined(self._company.snapshot(self.today))

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
        self.timeline.setting_changed(key, old, value)

    def _write_edits(self, edits: Sequence[Edit], label: Message) -> list[int]:
        """Write edits as one change.  Answers about leads take the day on which they are given."""
        sales, now = self.sales, self.now
        done = [replace(e, values=stamped(sales, e.record, e.values, now)) if e.kind is Kind.LEAD else e for e in edits]
        ids = self._company.edit_all(done, label)
        self.timeline.records_changed(edits, ids, label)
        return ids

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
