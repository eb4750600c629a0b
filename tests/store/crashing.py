"""Imports without end, to be killed at any moment."""

from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

from salesdesk.domain.batch import ImportBatch
from salesdesk.domain.columns import Kind
from salesdesk.domain.task import Task
from salesdesk.store.company import CompanyFile
from tests.store.factory import Values, batch, cells, records, sheet

TODAY = date(2026, 1, 31)
SIZE = 400


def rows(step: int) -> list[Values]:
    """The whole source at one step: some records go, some come, all that stay change."""
    return [
        {
            "order_no": f"A{n}",
            "customer": f"C{n % 7} {step}",
            "amount": step * 1000 + n,
            "date": date(2025, 1, 1 + n % 28),
        }
        for n in range(step * 20, step * 20 + SIZE)
    ]


def import_step(company: CompanyFile, step: int) -> ImportBatch:
    own = [info.id for info in company.sheets()]
    made = records(Kind.ORDER_LINE, rows(step))
    raw = cells([["order", "amount"], *([row["order_no"], row["amount"]] for row in rows(step))])
    frames = company.snapshot(TODAY).frames
    return batch(sheet([made], frames, own_sheets=own, raw=raw), base_version=company.version)


def work(path: Path, told: Connection) -> None:
    """Applies one step after another (undoing every fifth), telling the number of changes after each."""
    with CompanyFile.open(path) as company:
        while True:
            done = len(company.changes())
            told.send(("start", done))
            if done % 5 == 4 and company.setting("undone", -1) != done:
                company.set_setting("undone", done)
                company.undo()
            else:
                company.apply(import_step(company, done + 1), Task())
            told.send(("done", len(company.changes())))
