"""Freeze SalesDesk to /dist/salesdesk, then do with the result what a user does."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from openpyxl import Workbook

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "dist" / "salesdesk"
BUDGET_MB = 330

ORDER_LINES: list[list[str | float]] = [
    ["Order number", "Line", "Date", "Customer", "Product", "Quantity", "Amount", "Cost"],
    ["A-1", 1, "2024-01-15", "Nordlicht", "Lamp", 2, 80.0, 50.0],
    ["A-2", 1, "2024-02-20", "Atelier Brun", "Chair", 1, 120.0, 70.0],
    ["A-3", 1, "2024-03-05", "Nordlicht", "Chair", 3, 360.0, 210.0],
]


def main() -> int:
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    folders = ["--distpath", str(FOLDER.parent), "--workpath", str(ROOT / "build")]
    subprocess.run([*command, *folders, str(ROOT / "build_scripts" / "salesdesk.spec")], check=True)
    strip()
    size = sum(path.lstat().st_size for path in FOLDER.rglob("*") if path.is_file()) / 1e6
    print(f"{FOLDER}: {size:.0f} MB (budget {BUDGET_MB} MB)")
    with tempfile.TemporaryDirectory() as name:
        try_out(Path(name))
    return 0 if size <= BUDGET_MB else 1


def strip() -> None:
    """Take the debugging symbols out of the largest libraries; not out of all, since openblas breaks by it."""
    if not sys.platform.startswith("linux") or not shutil.which("strip"):
        return
    patterns = (
        "libpython3*.so*",
        "typst/*.so",
        "cryptography/**/*.so",
        "kiwisolver/*.so",
        "PIL/*.so",
        "python3*/lib-dynload/*.so",
    )
    libraries = [path for pattern in patterns for path in (FOLDER / "_internal").glob(pattern)]
    subprocess.run(["strip", "--strip-unneeded", *map(str, libraries)], check=True)


def try_out(folder: Path) -> None:
    """Import a workbook, read a KPI, print the report, undo, and open the window; raises where something fails."""
    workbook = Workbook()
    for row in ORDER_LINES:
        workbook.worksheets[0].append(row)
    workbook.save(folder / "orders.xlsx")
    company = ["--company", str(folder / "trial.salesdesk")]
    report = folder / "report.pdf"
    for arguments in (
        ["--version"],
        ["import", str(folder / "orders.xlsx"), *company, "--yes", "--json"],
        ["kpi", "gross_margin", *company, "--period", "all", "--json"],
        ["report", *company, "--period", "all", "--lang", "fr", "-o", str(report)],
        ["check", *company],
        ["undo", *company],
    ):
        began = time.monotonic()
        done = subprocess.run([program(), *arguments], check=False, capture_output=True, encoding="utf-8", cwd=folder)
        print(f"{' '.join(arguments[:1])}: exit {done.returncode}, {time.monotonic() - began:.1f} s", flush=True)
        if done.returncode:
            sys.exit(f"{done.stdout}{done.stderr}")
    if not report.read_bytes().startswith(b"%PDF"):
        sys.exit("the report is no PDF")
    _open_window(folder)


def _open_window(folder: Path) -> None:
    """The window must still be there, and have complained of nothing, after a few seconds."""
    settings = {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    window = subprocess.Popen(
        [program()], env=os.environ | settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    try:
        said, _ = window.communicate(timeout=8)
    except subprocess.TimeoutExpired:
        window.terminate()
        said, _ = window.communicate()
    else:
        sys.exit(f"the window closed by itself: exit {window.returncode}\n{said}")
    print(f"window: open\n{said}".rstrip())


def program() -> str:
    return str(FOLDER / ("salesdesk-console.exe" if sys.platform == "win32" else "salesdesk"))


if __name__ == "__main__":
    sys.exit(main())
