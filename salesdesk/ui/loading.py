"""What takes long to import, imported while the window is already there."""

import gc
from contextlib import suppress
from typing import TYPE_CHECKING

from salesdesk.domain.task import Task
from salesdesk.ui.language import speech

if TYPE_CHECKING:
    from salesdesk.desk import Desk


def load_program(_task: Task) -> None:
    """Bring in the desk, the pages and the catalogue of texts; meant for a thread beside the window's."""
    import salesdesk.desk
    import salesdesk.ui.workspace

    speech.text("kpi.conversion_rate.title")
    with suppress(ImportError):
        import salesdesk.charts.trend  # noqa: F401 - the first chart is quicker
    spare_loaded()


def load_the_rest(desk: "Desk") -> None:
    """Bring in the pages that are opened later, and score the leads."""
    import salesdesk.ui.data_page
    import salesdesk.ui.import_window
    import salesdesk.ui.lead_desk  # noqa: F401 - they are imported to be at hand

    desk.leads().prepare()
    spare_loaded()


def spare_loaded() -> None:
    """Have Python's search for cycles leave out what is loaded by now, for good.

    Each search stops all threads, the window's too; among the half million objects of the libraries it takes 0.2 s.
    """
    gc.freeze()
