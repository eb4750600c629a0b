"""The window comes first: nothing that takes long to import stands before it."""

import os
import subprocess
import sys
from pathlib import Path

HEAVY = ("numpy", "pandas", "matplotlib", "openpyxl", "typst", "babel", "python_calamine", "rapidfuzz", "sqlite3")

CODE = f"""
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from salesdesk.ui.application import dress
from salesdesk.ui.main_window import MainWindow
from salesdesk.ui.preferences import Preferences
app = QApplication([])
preferences = Preferences(Path(sys.argv[1]))
dress(app, preferences)
window = MainWindow(preferences)
window.show()
app.processEvents()
print(*(name for name in {HEAVY!r} if name in sys.modules))
"""


def test_that_nothing_heavy_is_imported_before_the_window_shows(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(tmp_path / "looks.ini")],
        check=True,
        capture_output=True,
        encoding="utf-8",
        cwd=Path(__file__).parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.stdout.split() == []
