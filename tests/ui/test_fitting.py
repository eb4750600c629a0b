"""Every screen of the sample company, in both languages and sizes: no word is cut, overflows or covers another."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.resources import resource
from salesdesk.domain.texts import LANGUAGES, Language
from salesdesk.kpi.definition import Part
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.job import jobs_running
from salesdesk.ui.kpi_page import KpiPage
from salesdesk.ui.main_window import MainWindow
from tests.ui.fitting import misfits, painted_words, repaint

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SIZES = ((1440, 900), (1280, 720))
DECLARED = {
    "table_delegate.py:paint_content",
    "rows_view.py:paint_content",
    "components.py:paintEvent",
    "choice_button.py:paintEvent",
    "top_bar.py:paintEvent: Delaunay",
    "figure_delegate.py:_paint_words: Prospection",
    "figure_delegate.py:_paint_words: Salons",
    "figure_delegate.py:_paint_lines",
    "leads_model.py:_left",
    "preview_table.py:paint",
    "sheet_list.py:_paint_sheet",
}
"""Where words may be cut because a tooltip shows them whole."""


def settle(qtbot: QtBot) -> None:
    """Let everything that was asked for be computed, drawn and laid out."""
    qtbot.wait(60)
    qtbot.waitUntil(lambda: not jobs_running(), timeout=30_000)
    qtbot.wait(60)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def faults(shown: QWidget, where: str) -> list[str]:
    with painted_words() as cut:
        repaint(shown)
    own = [line for line in cut if not line.startswith(tuple(DECLARED))]
    return [f"{where}: {line}" for line in dict.fromkeys([*misfits(shown), *own])]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", LANGUAGES)
def test_that_every_page_has_room_for_its_words(
    sample_window: MainWindow, qtbot: QtBot, language: Language, size: tuple[int, int]
) -> None:
    window = sample_window
    window.resize(*size)
    window.set_language(language)
    space = window.workspace
    assert space is not None
    found = []
    for key in space.rail.keys:
        space.open_page(key)
        settle(qtbot)
        found += faults(window, key)
    assert not found, "\n".join(["", *found])


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", LANGUAGES)
def test_that_panels_and_windows_have_room_for_their_words(
    sample_window: MainWindow, qtbot: QtBot, language: Language, size: tuple[int, int]
) -> None:
    window = sample_window
    window.resize(*size)
    window.set_language(language)
    space = window.workspace
    assert space is not None
    found = []
    for key, part in (("conversion_rate", Part.NUMERATOR), ("gross_margin", Part.LEFT_OUT)):
        space.open_page(key)
        with qtbot.waitSignal(space.rows.rows_shown, timeout=30_000):
            space.open_rows(DrillRequest(key, part=part))
        settle(qtbot)
        found += faults(space.rows, f"rows of {key}")
        space.rows.close_panel()
    space.open_page("conversion_rate")
    settle(qtbot)
    page = space.pages["conversion_rate"]
    assert isinstance(page, KpiPage)
    method = page.open_method()
    assert method is not None
    found += faults(method, "method")
    method.close()
    target = space.set_target("conversion_rate")
    assert target is not None
    found += faults(target, "target")
    target.close()
    palette = window.offers.open_palette()
    found += faults(palette, "palette")
    palette.close()
    settings = window.offers.open_settings()
    assert settings is not None
    for section in settings.sections:
        settings.show_section(section)
        found += faults(settings, f"settings: {section.title}")
    settings.close()
    about = window.offers.open_about()
    found += faults(about, "about")
    about.close()
    window.deeds.import_files(sorted(resource("sample").glob("delaunay-*.xlsx")))
    importing = window.deeds.import_window
    assert importing is not None
    importing.resize(*size)
    qtbot.waitUntil(lambda: importing.plan is not None, timeout=30_000)
    settle(qtbot)
    found += faults(importing, "import")
    importing.close()
    assert not found, "\n".join(["", *found])
