"""The sample company, made from the workbooks that come with the program."""

from datetime import date
from pathlib import Path

from salesdesk.desk.desk import Desk
from salesdesk.domain.resources import resource
from salesdesk.domain.task import Task

NAME = "Delaunay Équipements"


def make_sample(path: Path, task: Task, today: date | None = None) -> Path:
    """Write the sample as a company file, labelled as such; a file half made is removed again.  Returns ``path``."""
    desk = Desk.create(path, NAME, today=today)
    try:
        try:
            desk.set_setting("demo", True)
            plan = desk.plan(sorted(resource("sample").glob("delaunay-*.xlsx")), task.part(0.0, 0.6))
            desk.apply(plan, task.part(0.6, 1.0))
        finally:
            desk.close()
    except BaseException:
        for leftover in path.parent.glob(f"{path.name}*"):
            leftover.unlink()
        raise
    return path
