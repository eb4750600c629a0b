"""What takes long to import, imported while the window is already there."""

import gc
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from salesdesk.domain.task import Task
from salesdesk.ui.language import speech

if TYPE_CHECKING:
    from salesdesk.desk import Desk

SEARCHES: Final = (700, 10, 100)
"""When Python looks for cycles: after so many objects, then after so many searches of each kind."""


def load_program(_task: Task) -> None:
    """Bring in the desk, the pages and the catalogue of texts; meant for a thread beside the window's."""
    import salesdesk.desk
    import salesdesk.ui.workspace

    speech.text("kpi.conversion_rate.title")
    with suppress(ImportError):
        import salesdesk.charts.trend  # noqa: F401 - the first chart is quicker
    spare_loaded()


def load_import(_task: Task) -> None:
    """Bring in the import window, which is what comes next where there is no data yet."""
    import pandas  # noqa: ICN001, F401 - reading needs it, and loading it holds up all threads

    import salesdesk.ui.import_window  # noqa: F401 - it is imported to be at hand

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
    Thorough searches, among all that lives long, are made ten times as rarely.
    """
    gc.freeze()
    gc.set_threshold(*SEARCHES)
