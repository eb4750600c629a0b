"""What is measured, each in a process of its own:  bench_work.py NAME ROWS FOLDER  prints seconds and peak memory."""

import json
import os
import resource
import shutil
import sqlite3
import statistics
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from salesdesk.kpi.definition import KpiResult
    from salesdesk.ui.chart_view import ChartView

REPEATS: Final = 7
Work = Callable[[int, Path], dict[str, float]]


def spent() -> float:
    """Processor seconds of this process and of its children that have ended."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, whose))


def timed(work: Callable[[], object]) -> dict[str, float]:
    """Seconds by the clock and of the processor."""
    began, had = time.perf_counter(), spent()
    work()
    return {"seconds": time.perf_counter() - began, "cpu": spent() - had}


def median(work: Callable[[int], object], repeats: int = REPEATS) -> dict[str, float]:
    """Median of several runs, after one that warms up."""
    work(-1)
    runs = [timed(lambda i=i: work(i)) for i in range(repeats)]  # type: ignore[misc]
    return {name: statistics.median(run[name] for run in runs) for name in ("seconds", "cpu")}


def beside(ours: dict[str, float], floor: dict[str, float]) -> dict[str, float]:
    """A measurement with its own floor."""
    return ours | {"floor": floor["seconds"], "floor_cpu": floor["cpu"]}


def retail() -> Path:
    shared = Path(os.environ.get("SALESDESK_SHARED") or ROOT.parent / "shared")
    return shared / "data" / "online-retail" / "Online Retail.xlsx"


def _workbook(rows: int, folder: Path) -> Path:
    from build_scripts.bench_data import workbook

    return workbook(folder, rows) if rows else retail()


def unzip(rows: int, folder: Path) -> dict[str, float]:
    path = _workbook(rows, folder)

    def work() -> None:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                archive.read(name)

    return timed(work)


def read_xlsx(rows: int, folder: Path) -> dict[str, float]:
    return _read([_workbook(rows, folder)])


def _read(paths: list[Path]) -> dict[str, float]:
    import pandas as pd  # noqa: F401 - reading imports it ahead, for what comes after

    from salesdesk.domain.task import Task
    from salesdesk.importing.reader import read_files

    return timed(lambda: read_files(paths, Task()))


def import_xlsx(rows: int, folder: Path) -> dict[str, float]:
    return _import([_workbook(rows, folder)], folder / f"import-{os.getpid()}.salesdesk", keep=False)


def count_bytes(rows: int, folder: Path) -> dict[str, float]:
    from build_scripts.bench_data import csv_files

    path = csv_files(folder, rows)[0]
    return timed(lambda: path.read_bytes().count(b";"))


def read_csv(rows: int, folder: Path) -> dict[str, float]:
    from build_scripts.bench_data import csv_files

    return _read(csv_files(folder, rows)[:1])


def import_csv(rows: int, folder: Path) -> dict[str, float]:
    """Order lines, opportunities and leads; the company stays for the other measurements."""
    from build_scripts.bench_data import csv_files

    return _import(csv_files(folder, rows), company(rows, folder), keep=True)


def company(rows: int, folder: Path) -> Path:
    return folder / f"bench-{rows}.salesdesk"


def _import(paths: list[Path], target: Path, *, keep: bool) -> dict[str, float]:
    """Reading, understanding, writing, snapshot and the seven KPIs, as the window does it."""
    from build_scripts.bench_data import TODAY
    from salesdesk.desk import Desk
    from salesdesk.domain.filter import Filter
    from salesdesk.domain.task import Task

    _remove(target)
    desk = Desk.create(target, "Bench", today=TODAY)

    def work() -> None:
        desk.apply(desk.plan(paths, Task()), Task())
        desk.results(Filter(desk.default_period()))

    took = timed(work)
    records = sum(frame.n for frame in desk.sales.frames.values())
    desk.close()
    with sqlite3.connect(f"file:{target}?mode=ro", uri=True) as other:
        written = sum(
            other.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own table names
            for table in ("order_line", "opportunity", "lead", "customer", "product", "rep", "stage_change")
        )
    if written != records or not written:
        sys.exit(f"{written} records were written, {records} are in the snapshot")
    if not keep:
        _remove(target)
    return took


def upsert(rows: int, folder: Path) -> dict[str, float]:
    """What a re-import would cost without comparing: every line written over itself."""
    from salesdesk.store.database import connect

    target = folder / f"upsert-{os.getpid()}.db"
    target.touch()
    connection = connect(target)
    connection.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, a INT, b INT, c INT, d INT, e INT, f INT, g INT)")
    lines = [(i, *range(i, i + 7)) for i in range(rows)]
    statement = "INSERT INTO line VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET a = excluded.a"
    statement += "".join(f", {name} = excluded.{name}" for name in "bcdefg")

    def work() -> None:
        connection.execute("BEGIN")
        connection.executemany(statement, lines)
        connection.execute("COMMIT")

    work()
    took = timed(work)
    connection.close()
    _remove(target)
    return took


def reimport(rows: int, folder: Path) -> dict[str, float]:
    """The order lines again, one in a hundred changed: comparing them and writing, after they are understood.

    The safety copy before the import and the figures before and after it are not counted.
    """
    from build_scripts.bench_data import TODAY, csv_files
    from salesdesk.desk import Desk
    from salesdesk.domain.task import Task
    from salesdesk.importing import compare
    from salesdesk.store import backup
    from salesdesk.store.company import CompanyFile

    target = folder / f"again-{os.getpid()}"
    target.mkdir()
    book, source = target / "again.salesdesk", csv_files(folder, rows)[0]
    shutil.copy(company(rows, folder), book)
    lines = source.read_text(encoding="utf-8").split("\n")
    for i in range(50, rows, 100):
        lines[i] = ";".join([*lines[i].split(";")[:7], "77.77", "12.5"])
    (target / source.name).write_text("\n".join(lines), encoding="utf-8")
    desk = Desk.open(book, today=TODAY)
    compared, written, copied = _watch(compare, "diff"), _watch(CompanyFile, "apply"), _watch(backup, "back_up_before")
    desk.apply(desk.plan([target / source.name], Task()), Task())
    desk.close()
    shutil.rmtree(target)
    return {
        name: sum(run[name] for run in compared + written) - sum(run[name] for run in copied)
        for name in ("seconds", "cpu")
    }


def _watch(owner: object, name: str) -> list[dict[str, float]]:
    """What each call of a function takes from now on."""
    real, runs = getattr(owner, name), []

    def watched(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - hands over what it is given
        made: list[Any] = []
        runs.append(timed(lambda: made.append(real(*arguments, **named))))
        return made[0]

    setattr(owner, name, watched)
    return runs


def _remove(target: Path) -> None:
    for path in target.parent.glob(f"{target.name}*"):
        if path.is_file():
            path.unlink()


def select_scan(rows: int, folder: Path) -> dict[str, float]:
    """What opening would cost without column blobs: the fields of one KPI read row by row."""
    connection = sqlite3.connect(f"file:{company(rows, folder)}?mode=ro", uri=True)
    query = "SELECT date, customer, rep, amount FROM order_line"
    return timed(lambda: connection.execute(query).fetchall())


def open_company(rows: int, folder: Path) -> dict[str, float]:
    """From the closed file to the first KPI."""
    from build_scripts.bench_data import TODAY
    from salesdesk.desk import Desk
    from salesdesk.domain.filter import Filter

    def work() -> None:
        desk = Desk.open(company(rows, folder), today=TODAY)
        desk.result("revenue_per_rep", Filter(desk.default_period()))

    return timed(work)


def seven(rows: int, folder: Path) -> dict[str, float]:
    """All seven, complete, under a filter never asked before."""
    from build_scripts.bench_data import TODAY
    from salesdesk.desk import Desk
    from salesdesk.domain.filter import Filter

    desk = Desk.open(company(rows, folder), today=TODAY)
    reps = desk.members("rep")
    where = Filter(desk.default_period())
    return median(lambda i: desk.results(where.with_member("rep", *reps[: i + 2], *reps[i + 3 :])))


def _rival(name: str) -> Work:
    def work(rows: int, folder: Path) -> dict[str, float]:
        from build_scripts import bench_seven
        from build_scripts.bench_data import TODAY
        from salesdesk.desk import Desk

        desk = Desk.open(company(rows, folder), today=TODAY)
        prepare = getattr(bench_seven, f"with_{name}")
        run, spans = prepare(bench_seven.tables(desk.sales)), bench_seven.spans(desk.sales)
        return median(lambda i: [run(i + 2, *span) for span in spans])

    return work


def page(rows: int, folder: Path) -> dict[str, float]:
    """A new filter until the conversion page is painted, its charts included, beside drawing those charts once.

    The other six answers follow; what they take is not counted.
    """
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from salesdesk.ui.application import dress
    from salesdesk.ui.chart_view import ChartView
    from salesdesk.ui.job import jobs_running
    from salesdesk.ui.main_window import MainWindow
    from salesdesk.ui.preferences import Preferences

    app = QApplication([])
    preferences = Preferences(folder / "looks.ini")
    dress(app, preferences)
    window = MainWindow(preferences)
    window.resize(1440, 900)
    window.show()
    window.open_company(company(rows, folder))

    def settle() -> None:
        quiet = 0
        while quiet < 3:
            app.processEvents()
            time.sleep(0.0005)
            quiet = 0 if jobs_running() else quiet + 1

    while window.workspace is None:
        app.processEvents()
    workspace = window.workspace
    workspace.open_page("conversion_rate")
    settle()
    board = workspace.board
    reps = board.desk.members("rep")

    views = [view for view in workspace.findChildren(ChartView) if view.isVisible()]

    def ask(i: int) -> dict[str, float]:
        before = [view.picture for view in views]

        def work() -> None:
            board.set_members("rep", (*reps[: i + 2], *reps[i + 3 :]))
            while any(view.picture is old for view, old in zip(views, before, strict=True)):
                app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            app.processEvents()

        took = timed(work)
        settle()
        return took

    ask(-1)
    runs = [ask(i) for i in range(REPEATS)]
    ours = {name: statistics.median(run[name] for run in runs) for name in ("seconds", "cpu")}
    floor = _bare_draws(views, board.results["conversion_rate"])
    window.close()
    return beside(ours, floor)


def _bare_draws(views: "Sequence[ChartView]", result: "KpiResult") -> dict[str, float]:
    """A KPI's charts, in the sizes of the views: drawing them as they are."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from salesdesk.charts import trend
    from salesdesk.charts.details import extras
    from salesdesk.charts.style import DPI, style
    from salesdesk.domain.formats import Formats

    canvases = []
    for view, paint in zip(views, [trend.draw, *(extra.draw for extra in extras(result))], strict=False):
        figure = Figure((view.width() / DPI, view.height() / DPI), dpi=DPI)
        canvases.append(FigureCanvasAgg(figure))
        paint(figure, result, style("light"), Formats("fr"))
    return median(lambda _: [canvas.draw() for canvas in canvases])  # type: ignore[no-untyped-call]


def redraw(rows: int, folder: Path) -> dict[str, float]:
    """A trend drawn again with new data on its figure, beside drawing it as it is."""
    from dataclasses import replace

    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from build_scripts.bench_data import TODAY
    from salesdesk.charts import trend
    from salesdesk.charts.style import style
    from salesdesk.desk import Desk
    from salesdesk.domain.filter import Filter
    from salesdesk.domain.formats import Formats

    desk = Desk.open(company(rows, folder), today=TODAY)
    result = desk.result("conversion_rate", Filter(desk.default_period()))
    other = replace(result, trend=result.previous_trend or result.trend, previous_trend=())
    figure = Figure((9, 3.5), dpi=100)
    canvas = FigureCanvasAgg(figure)

    def again(i: int) -> None:
        trend.draw(figure, other if i % 2 else result, style("light"), Formats("fr"))
        canvas.draw()  # type: ignore[no-untyped-call]

    ours = median(again, 15)
    return beside(ours, median(lambda _: canvas.draw(), 15))  # type: ignore[no-untyped-call]


def pdf(rows: int, folder: Path) -> dict[str, float]:
    """The whole report, beside its charts as SVG alone."""
    from build_scripts.bench_data import TODAY
    from salesdesk.desk import Desk
    from salesdesk.domain.filter import Filter
    from salesdesk.domain.task import Task
    from salesdesk.report import kpi_page, summary

    desk = Desk.open(company(rows, folder), today=TODAY)
    where = Filter(desk.default_period())
    desk.results(where)
    drawn = [_watch(module, "drawing") for module in (kpi_page, summary)]
    floors = []

    def work(_: int) -> None:
        for runs in drawn:
            runs.clear()
        desk.report(folder / "bench.pdf", where, "fr", Task())
        floors.append({name: sum(run[name] for runs in drawn for run in runs) for name in ("seconds", "cpu")})

    ours = median(work, 3)
    floor = {name: statistics.median(run[name] for run in floors[1:]) for name in ("seconds", "cpu")}
    return beside(ours, floor)


def bare_window(rows: int, folder: Path) -> dict[str, float]:  # noqa: ARG001 - every work has the same shape
    """A window with one line in its middle; the parent's clock counts from the start of the process.

    The line makes PySide load the names of ``Qt``, which every window needs and an empty one does not.
    """
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    label = QLabel("SalesDesk")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    window.setCentralWidget(label)
    window.resize(1440, 900)
    window.show()
    app.processEvents()
    window.grab()
    return {"until": time.time(), "cpu": spent()}


def first_window(rows: int, folder: Path) -> dict[str, float]:  # noqa: ARG001 - every work has the same shape
    """The program's window without a company, painted once."""
    os.environ["XDG_DATA_HOME"] = os.environ["XDG_CONFIG_HOME"] = str(folder)
    from PySide6.QtWidgets import QApplication

    from salesdesk.ui.application import dress
    from salesdesk.ui.main_window import MainWindow
    from salesdesk.ui.preferences import Preferences

    app = QApplication([])
    preferences = Preferences(folder / "first.ini")
    dress(app, preferences)
    window = MainWindow(preferences)
    window.show()
    app.processEvents()
    window.grab()
    return {"until": time.time(), "cpu": spent()}


WORKS: Final[dict[str, Work]] = {
    "unzip": unzip,
    "read_xlsx": read_xlsx,
    "import_xlsx": import_xlsx,
    "count_bytes": count_bytes,
    "read_csv": read_csv,
    "import_csv": import_csv,
    "upsert": upsert,
    "reimport": reimport,
    "select_scan": select_scan,
    "open_company": open_company,
    "seven": seven,
    "pandas": _rival("pandas"),
    "polars": _rival("polars"),
    "duckdb": _rival("duckdb"),
    "page": page,
    "redraw": redraw,
    "pdf": pdf,
    "bare_window": bare_window,
    "first_window": first_window,
}


def peak() -> float:
    """Megabytes that this process or one of its children held at most."""
    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(own, children) / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    name, rows, folder = sys.argv[1:]
    found = WORKS[name](int(rows), Path(folder))
    sys.stdout.write(json.dumps({**found, "peak": peak()}) + "\n")
    sys.stdout.flush()
    os._exit(0)  # Qt has nothing to save, and its leave-taking is not measured
