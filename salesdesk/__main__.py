"""Where SalesDesk starts: the window, or one command of the command line."""

import multiprocessing
import os
import sys
from pathlib import Path

from salesdesk.cli.main import COMMANDS
from salesdesk.cli.main import main as command_line
from salesdesk.domain.texts import system_language, text


def main() -> int:
    """Run what the arguments ask for; the exit code (0 ok, 1 refused or failed, 2 wrong usage)."""
    multiprocessing.freeze_support()
    arguments = sys.argv[1:]
    if arguments and (arguments[0] in COMMANDS or arguments[0].startswith("-") or _mistyped(arguments[0])):
        return command_line(arguments)
    if not _has_display():
        sys.stderr.write(text("start.no_display", system_language()) + "\n")
        return 1
    from salesdesk.ui.application import main as window

    return window(arguments)


def _mistyped(word: str) -> bool:
    """Whether a word is rather a command written wrong than a file: no such file, and nothing of a file's name."""
    return not Path(word).exists() and not Path(word).suffix and Path(word).name == word


def _has_display() -> bool:
    """Whether a window can open.  Qt would end the process without a word that helps."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
