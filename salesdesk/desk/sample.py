"""The sample company, made from the workbooks that come with the program."""

from datetime import date
from pathlib import Path

from salesdesk.desk.desk import Desk
from salesdesk.domain.changes import Edit
from salesdesk.domain.columns import Kind
from salesdesk.domain.resources import resource
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Message

NAME = "Delaunay Équipements"
SECTOR = "b2b_services"
"""Most of what the firm earns is service around its machines; the benchmarks of that sector are shown."""
DAY = date(2026, 3, 24)
"""The day on which the sample's data ends: next actions are late or due as of then, whenever it is opened."""
TARGETS = {
    "conversion_rate": 0.22,
    "revenue_per_rep": 770_000,
    "sales_cycle": 120,
    "repurchase_rate": 0.42,
    "gross_margin": 0.37,
    "qualified_leads": 590,
    "loss_rate": 0.51,
}
"""What the firm has set itself for twelve months."""


def make_sample(path: Path, task: Task, today: date = DAY) -> Path:
    """Write the sample as a company file, labelled as such; a file half made is removed again.  Returns ``path``."""
    desk = Desk.create(path, NAME, today=today)
    try:
        try:
            desk.set_setting("demo", True)
            desk.set_setting("sample_day", DAY.isoformat())
            desk.set_setting("sector", SECTOR)
            desk.edit_all(
                [Edit(Kind.TARGET, None, {"kpi": key, "value": value}) for key, value in TARGETS.items()],
                Message("target.change.sample"),
            )
            plan = desk.plan(sorted(resource("sample").glob("delaunay-*.xlsx")), task.part(0.0, 0.6))
            desk.apply(plan, task.part(0.6, 1.0))
        finally:
            desk.close()
    except BaseException:
        for leftover in path.parent.glob(f"{path.name}*"):
            leftover.unlink()
        raise
    return path
