"""What a report about this program needs to know, without a word of the company's data."""

import platform
from collections.abc import Iterator
from importlib import metadata
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

import salesdesk
from salesdesk.ui.language import speech
from salesdesk.ui.theme import theme

if TYPE_CHECKING:
    from salesdesk.desk import Desk


class Part(NamedTuple):
    """Something that SalesDesk is made of.  ``package`` '' for what is no Python package."""

    name: str
    licence: str
    package: str = ""


PARTS: Final = (
    Part("Qt for Python (PySide6)", "LGPL-3.0", "PySide6-Essentials"),
    Part("NumPy", "BSD-3-Clause", "numpy"),
    Part("pandas", "BSD-3-Clause", "pandas"),
    Part("Matplotlib", "Matplotlib licence", "matplotlib"),
    Part("Typst", "Apache-2.0", "typst"),
    Part("openpyxl", "MIT", "openpyxl"),
    Part("python-calamine", "MIT", "python-calamine"),
    Part("msoffcrypto-tool", "MIT", "msoffcrypto-tool"),
    Part("olefile", "BSD-2-Clause", "olefile"),
    Part("charset-normalizer", "MIT", "charset-normalizer"),
    Part("RapidFuzz", "MIT", "rapidfuzz"),
    Part("Babel", "BSD-3-Clause", "babel"),
    Part("platformdirs", "MIT", "platformdirs"),
    Part("IBM Plex Sans, IBM Plex Serif", "OFL-1.1"),
    Part("Lucide", "ISC"),
)


def version_of(part: Part) -> str:
    """The version in use; '' where there is none to tell."""
    if not part.package:
        return ""
    try:
        return metadata.version(part.package)
    except metadata.PackageNotFoundError:
        return ""


def diagnostics(desk: "Desk | None") -> str:
    """Versions, system, screens, looks and sizes: no name, no path, no figure of the company."""
    return "\n".join(_lines(desk))


def _lines(desk: "Desk | None") -> Iterator[str]:
    yield f"SalesDesk {salesdesk.__version__}"
    yield f"Python {platform.python_version()}, Qt {qVersion()}, {QGuiApplication.platformName()}"
    yield platform.platform()
    for screen in QGuiApplication.screens():
        size = screen.size()
        yield f"screen {size.width()}x{size.height()} at {screen.devicePixelRatio():g}"
    yield f"language {speech.current}, theme {theme.choice} ({'dark' if theme.current.dark else 'light'})"
    for part in PARTS:
        if version := version_of(part):
            yield f"{part.package} {version}"
    if desk is None:
        yield "no company open"
        return
    sales = desk.sales
    yield f"company file: {desk.path.stat().st_size / 1e6:.1f} MB, data version {sales.version}, {sales.currency}"
    for kind, frame in sales.frames.items():
        if frame.n:
            yield f"{kind}: {frame.n} records, {len(frame.columns)} fields"
    changes = desk.changes()
    yield f"{len(desk.sheets())} sheets imported, {len(changes)} changes, " + ", ".join(
        f"{sum(change.kind == kind for change in changes)} {kind}" for kind in sorted({c.kind for c in changes})
    )
