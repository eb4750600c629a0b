"""Measure SalesDesk against the budgets of its specification.

    python3 build_scripts/dev.py bench [--rows 100000,1000000] [--rounds 3] [--only PART…] [--keep FOLDER]

Each line is measured beside its floor in the same rounds, each time in a new process; medians are shown.  Budgets are
ratios, since machines differ; ``cpu`` is the same ratio of processor time, which other programs disturb less, and a
line is over its budget when both are.  ``growth`` is the exponent of processor time between this size and the one
before: 1.0 is linear.
"""

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)

from build_scripts.bench_work import retail  # noqa: E402 - found through the line above


@dataclass(frozen=True)
class Item:
    """``floor`` '' : the work measures its floor itself.  ``sized``: measured for every number of rows."""

    title: str
    floor: str
    ours: str
    budget: float
    sized: bool = True
    limit: float = math.inf


ITEMS: Final = (
    Item("xlsx read, online-retail (542k × 8)", "unzip", "read_xlsx", 15, sized=False),
    Item("whole import of it, against the reader", "read_xlsx", "import_xlsx", 2.0, sized=False),
    Item("xlsx read, synthetic", "unzip", "read_xlsx", 15),
    Item("whole import of it, against the reader", "read_xlsx", "import_xlsx", 2.0),
    Item("CSV read", "count_bytes", "read_csv", 25),
    Item("re-import, 1 % changed, without reading", "upsert", "reimport", 0.35),
    Item("open a company, to the first KPI", "select_scan", "open_company", 0.3),
    Item("seven KPIs, any filter, against pandas", "pandas", "seven", 0.4, limit=0.1),
    Item("seven KPIs against polars", "polars", "seven", 1.0),
    Item("seven KPIs against DuckDB", "duckdb", "seven", 1.0),
    Item("filter → page painted, against its charts", "", "page", 1.5),
    Item("chart redrawn with new data", "", "redraw", 1.2),
    Item("PDF, against its charts as SVG", "", "pdf", 1.5),
    Item("first window", "bare_window", "first_window", 1.3, sized=False),
)


@dataclass(frozen=True)
class Measured:
    """Seconds by the clock and of the processor, of the floor and ours, and megabytes."""

    floor: float
    ours: float
    floor_cpu: float
    ours_cpu: float
    peak: float

    @property
    def ratio(self) -> float:
        return self.ours / self.floor if self.floor else math.inf

    @property
    def cpu_ratio(self) -> float:
        return self.ours_cpu / self.floor_cpu if self.floor_cpu else self.ratio


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__, formatter_class=_Help)
    parser.add_argument("--rows", default="100000", help="numbers of order lines, separated by commas")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=[], help="parts of titles")
    parser.add_argument("--keep", type=Path, help="folder for the made-up data, used again next time")
    options = parser.parse_args()
    sizes = sorted(int(rows) for rows in options.rows.split(","))
    chosen = [item for item in ITEMS if not options.only or any(part in item.title for part in options.only)]
    with tempfile.TemporaryDirectory(prefix="salesdesk-bench-") as private:
        folder = options.keep or Path(private)
        folder.mkdir(parents=True, exist_ok=True)
        _prepare(chosen, sizes, folder)
        print(
            f"{'':44}{'rows':>10}{'floor':>10}{'ours':>10}{'ratio':>8}{'cpu':>8}{'budget':>8}{'peak':>9}{'growth':>8}"
        )
        over = [item.title for item in chosen if not _show(item, sizes, options.rounds, folder)]
    if over:
        print(f"\nOver budget: {'; '.join(over)}")
    return 1 if over else 0


class _Help(argparse.RawDescriptionHelpFormatter):
    """Shows the description as it is written."""


def _prepare(chosen: list[Item], sizes: list[int], folder: Path) -> None:
    """The data and companies that the measurements need, made outside of them."""
    for name in {name for item in chosen for name in (item.floor, item.ours) if name and not item.sized}:
        if not name.endswith("xlsx") or retail().exists():
            _measure(name, 0, folder)  # leaves compiled modules behind
    needed = {name for item in chosen for name in (item.floor, item.ours) if item.sized}
    for rows in sizes:
        if needed & {"unzip", "read_xlsx", "import_xlsx"}:
            _measure("unzip", rows, folder)
        if needed - {"unzip", "read_xlsx", "import_xlsx"}:
            _measure("count_bytes", rows, folder)
        asks = {"reimport", "open_company", "seven", "page", "redraw", "pdf"}
        if needed & asks and not (folder / f"bench-{rows}.salesdesk").exists():
            _measure("import_csv", rows, folder)


def _show(item: Item, sizes: list[int], rounds: int, folder: Path) -> bool:
    """Print the item's lines; whether all are within the budget."""
    if not item.sized and item.ours.endswith("xlsx") and not retail().exists():
        print(f"{item.title:44}  (the public workbook is absent)")
        return True
    within, before = True, None
    for rows in sizes if item.sized else [0]:
        found = _interleaved(item, rows, rounds, folder)
        growth = ""
        if before is not None:
            growth = f"{math.log(found.ours_cpu / before[1]) / math.log(rows / before[0]):.2f}"
        before = (rows, found.ours_cpu)
        good = min(found.ratio, found.cpu_ratio) <= item.budget and min(found.ours, found.ours_cpu) <= item.limit
        within = within and good
        words = f"{item.title:44}{rows or '':>10}{_seconds(found.floor):>10}{_seconds(found.ours):>10}"
        words += f"{found.ratio:>7.2f}×{found.cpu_ratio:>7.2f}×{item.budget:>7.2f}×{found.peak:>6.0f} MB{growth:>8}"
        print(words + ("" if good else "  over"), flush=True)
    return within


def _interleaved(item: Item, rows: int, rounds: int, folder: Path) -> Measured:
    floors, ours = [], []
    for _ in range(rounds):
        if item.floor:
            floors.append(_measure(item.floor, rows, folder))
        found = _measure(item.ours, rows, folder)
        ours.append(found)
        if not item.floor:
            floors.append({"seconds": found["floor"], "cpu": found["floor_cpu"]})
    clock = [statistics.median(run["seconds"] for run in runs) for runs in (floors, ours)]
    cpu = [statistics.median(run["cpu"] for run in runs) for runs in (floors, ours)]
    return Measured(clock[0], clock[1], cpu[0], cpu[1], max(run["peak"] for run in ours))


def _measure(name: str, rows: int, folder: Path) -> dict[str, float]:
    """One run in a new process.  Works that only tell when they were done are timed from the process's start."""
    began = time.time()
    command = [sys.executable, str(ROOT / "build_scripts" / "bench_work.py"), name, str(rows), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=_environment(folder))
    if done.returncode:
        sys.exit(f"{name} with {rows} rows failed:\n{done.stderr}{done.stdout}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    if "until" in found:
        found["seconds"] = found["until"] - began
    return found


def _environment(folder: Path) -> dict[str, str]:
    """Modules are compiled once, as in the installed program."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


if __name__ == "__main__":
    sys.exit(main())
