"""The system libraries that Qt's wheels expect on Linux.  Windows and macOS have theirs."""

import ctypes
import sys

from build_scripts import debian

# What PySide6's libraries and its offscreen platform name as needed (objdump -p), with Debian's package for each.
DRAWING = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}

# What its xcb platform adds.
WINDOW = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def provide(*, window: bool) -> None:
    """Install the libraries that are missing, or stop with the line that does."""
    if not sys.platform.startswith("linux"):
        return
    wanted = DRAWING | WINDOW if window else DRAWING
    absent = missing(wanted)
    if absent and debian.install(packages(absent)):
        absent = missing(wanted)
    if absent:
        sys.exit(f"Qt lacks {len(absent)} system libraries ({min(absent)} …). {debian.advice(packages(absent))}")


def missing(wanted: dict[str, str]) -> dict[str, str]:
    """The part of ``wanted`` that this system cannot load."""
    return {library: package for library, package in wanted.items() if not _loads(library)}


def packages(libraries: dict[str, str]) -> list[str]:
    """Debian's packages for ``libraries``, each once."""
    return sorted(set(libraries.values()))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
