"""Draws every screen to picture files, in both themes, both languages and both sizes.

dev.py shots [FILE…] [FOLDER] [--theme light] [--language fr] [--size 1440x900] [--page KEY…] [--scale 1.5]

FILE: a company file, or spreadsheets that are imported first, as the program understands them without being asked.
With none, the sample company is made.  FOLDER is /shots unless named.
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

from salesdesk.desk import Desk  # noqa: E402
from salesdesk.desk.sample import make_sample  # noqa: E402
from salesdesk.domain.places import SUFFIX  # noqa: E402
from salesdesk.domain.resources import resource  # noqa: E402
from salesdesk.domain.task import Task  # noqa: E402
from salesdesk.domain.texts import LANGUAGES, Language  # noqa: E402
from salesdesk.ui.application import dress  # noqa: E402
from salesdesk.ui.drill import DrillRequest  # noqa: E402
from salesdesk.ui.first_run_page import FirstRunPage  # noqa: E402
from salesdesk.ui.import_window import ImportWindow  # noqa: E402
from salesdesk.ui.job import jobs_running  # noqa: E402
from salesdesk.ui.kpi_page import KpiPage  # noqa: E402
from salesdesk.ui.main_window import MainWindow  # noqa: E402
from salesdesk.ui.preferences import Preferences  # noqa: E402
from salesdesk.ui.theme import ThemeChoice  # noqa: E402

SIZES = {"1440x900": (1440, 900), "1280x720": (1280, 720)}
MORE_SIZES = {"1024x640": (1024, 640), "1920x1080": (1920, 1080), "3840x2160": (3840, 2160)}
THEMES: tuple[ThemeChoice, ...] = ("light", "dark")
PATIENCE = 30_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py shots", description=__doc__)
    parser.add_argument("paths", type=Path, nargs="*")
    parser.add_argument("--theme", choices=THEMES, action="append")
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--size", choices=SIZES | MORE_SIZES, action="append")
    parser.add_argument("--page", action="append")
    parser.add_argument("--scale", type=float, default=1.0)
    options = parser.parse_args()
    files = [path for path in options.paths if path.is_file()]
    options.folder = next((path for path in options.paths if path not in files), ROOT / "shots")
    options.folder.mkdir(parents=True, exist_ok=True)
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as private:
        preferences = Preferences(Path(private) / "looks.ini")
        dress(app, preferences)
        window = MainWindow(preferences)
        window.show()
        window.open_company(company_of(files, Path(private)))
        settle()
        for language in options.language or LANGUAGES:
            for theme in options.theme or THEMES:
                shoot_all(window, options, language, theme)
        window.close()
        settle()
        if window.desk is not None:
            window.desk.close()
    return 0


def company_of(files: list[Path], folder: Path) -> Path:
    """The company file to show: the one named, one made of spreadsheets, or the sample."""
    if files and files[0].suffix == SUFFIX:
        return files[0]
    made = folder / f"shown{SUFFIX}"
    if not files:
        return make_sample(made, Task())
    desk = Desk.create(made, files[0].parent.name)
    desk.apply(desk.plan(files, Task()), Task())
    desk.close()
    return made


def shoot_all(window: MainWindow, options: argparse.Namespace, language: Language, theme: ThemeChoice) -> None:
    window.set_theme(theme)
    window.set_language(language)
    assert window.workspace is not None
    for size in options.size or SIZES:
        window.resize(*(SIZES | MORE_SIZES)[size])
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
    palette = window.offers.open_palette()
    palette.field.setText("ma")
    QTest.qWait(150)
    settle()
    save(palette, path)
    palette.close()


def shoot_first_run(window: MainWindow, path: Path) -> None:
    page = FirstRunPage()
    page.resize(window.size())
    save(page, path)


def shoot_settings(window: MainWindow, path: Path) -> None:
    """Each section by itself."""
    dialog = window.offers.open_settings()
    assert dialog is not None
    for number, section in enumerate(dialog.sections):
        dialog.show_section(section)
        settle()
        save(dialog, path.with_stem(f"{path.stem}-{number}"))
    dialog.close()


def shoot_about(window: MainWindow, path: Path) -> None:
    dialog = window.offers.open_about()
    save(dialog, path)
    dialog.close()


def shoot_target(window: MainWindow, path: Path) -> None:
    assert window.workspace is not None
    dialog = window.workspace.set_target(KPI)
    assert dialog is not None
    save(dialog, path)
    dialog.close()


def shoot_import(window: MainWindow, path: Path) -> None:
    """The sample's sheets as the import understands them; nothing is written."""
    assert window.desk is not None
    shown = ImportWindow(window.desk, sorted(resource("sample").glob("delaunay-*.xlsx")), window)
    shown.resize(window.size())
    shown.show()
    settle()
    save(shown, path)
    shown.close()
    settle()


KPI = "conversion_rate"
OTHERS = {
    "rows": shoot_rows,
    "method": shoot_method,
    "palette": shoot_palette,
    "settings": shoot_settings,
    "target": shoot_target,
    "about": shoot_about,
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
