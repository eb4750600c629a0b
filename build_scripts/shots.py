"""Draws every screen of a company to picture files, in both themes, both languages and both sizes.

dev.py shots COMPANY.salesdesk [FOLDER] [--theme light] [--language fr] [--size 1440x900] [--page KEY…]
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QThreadPool  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from salesdesk.domain.resources import resource  # noqa: E402
from salesdesk.domain.texts import LANGUAGES, Language  # noqa: E402
from salesdesk.ui.application import dress  # noqa: E402
from salesdesk.ui.drill import DrillRequest  # noqa: E402
from salesdesk.ui.first_run_page import FirstRunPage  # noqa: E402
from salesdesk.ui.job import jobs_running  # noqa: E402
from salesdesk.ui.kpi_page import KpiPage  # noqa: E402
from salesdesk.ui.main_window import MainWindow  # noqa: E402
from salesdesk.ui.preferences import Preferences  # noqa: E402
from salesdesk.ui.theme import ThemeChoice  # noqa: E402

SIZES = {"1440x900": (1440, 900), "1280x720": (1280, 720)}
THEMES: tuple[ThemeChoice, ...] = ("light", "dark")
PATIENCE = 30_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py shots", description=__doc__)
    parser.add_argument("company", type=Path)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "shots")
    parser.add_argument("--theme", choices=THEMES, action="append")
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--size", choices=SIZES, action="append")
    parser.add_argument("--page", action="append")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as private:
        preferences = Preferences(Path(private) / "looks.ini")
        dress(app, preferences)
        window = MainWindow(preferences)
        window.show()
        window.open_company(options.company)
        settle()
        for language in options.language or LANGUAGES:
            for theme in options.theme or THEMES:
                shoot_all(window, options, language, theme)
        window.close()
    settle()
    return 0


def shoot_all(window: MainWindow, options: argparse.Namespace, language: Language, theme: ThemeChoice) -> None:
    window.set_theme(theme)
    window.set_language(language)
    assert window.workspace is not None
    for size in options.size or SIZES:
        window.resize(*SIZES[size])
        for number, page in enumerate(window.workspace.rail.keys):
            if options.page and page not in options.page:
                continue
            window.workspace.open_page(page)
            settle()
            save(window, options.folder / f"{number:02d}-{page}-{language}-{theme}-{size}.png")
        for number, (name, shoot) in enumerate(OTHERS.items(), 10):
            if not options.page or name in options.page:
                shoot(window, options.folder / f"{number:02d}-{name}-{language}-{theme}-{size}.png")


def shoot_rows(window: MainWindow, path: Path) -> None:
    """The records behind a figure, over its page."""
    assert window.workspace is not None
    window.workspace.open_page(KPI)
    settle()
    window.workspace.open_rows(DrillRequest(KPI))
    settle()
    window.workspace.rows.view.selectRow(0)
    QTest.qWait(100)
    settle()
    save(window, path)
    window.workspace.rows.close_panel()


def shoot_method(window: MainWindow, path: Path) -> None:
    assert window.workspace is not None
    window.workspace.open_page(KPI)
    settle()
    page = window.workspace.pages[KPI]
    assert isinstance(page, KpiPage)
    panel = page.open_method()
    assert panel is not None
    save(panel, path)
    panel.close()


def shoot_palette(window: MainWindow, path: Path) -> None:
    palette = window.deeds.open_palette()
    save(palette, path)
    palette.close()


def shoot_first_run(window: MainWindow, path: Path) -> None:
    page = FirstRunPage()
    page.resize(window.size())
    save(page, path)


def shoot_import(window: MainWindow, path: Path) -> None:
    """The sample's sheets as the import understands them; nothing is written."""
    window.deeds.import_files(sorted(resource("sample").glob("delaunay-*.xlsx")))
    assert window.deeds.import_window is not None
    window.deeds.import_window.resize(window.size())
    settle()
    save(window.deeds.import_window, path)
    window.deeds.import_window.close()
    settle()


KPI = "conversion_rate"
OTHERS = {
    "rows": shoot_rows,
    "method": shoot_method,
    "palette": shoot_palette,
    "first-run": shoot_first_run,
    "import": shoot_import,
}


def save(widget: QWidget, path: Path) -> None:
    widget.grab().save(str(path))
    print(path)


def settle() -> None:
    """Let everything that was asked for be computed, drawn and painted."""
    deadline = QDeadlineTimer(PATIENCE)
    quiet = 0
    while quiet < 5 and not deadline.hasExpired():
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QThreadPool.globalInstance().waitForDone(20)
        quiet = 0 if jobs_running() else quiet + 1


if __name__ == "__main__":
    sys.exit(main())
