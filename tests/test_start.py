import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import salesdesk
from salesdesk import __main__ as start
from salesdesk.cli.main import COMMANDS
from salesdesk.domain.texts import system_language

ROOT = Path(__file__).parents[1]
NO_DISPLAY = dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"), "")

IMPORT_ALL_OFFLINE = """
import importlib, socket, sys

def refuse(*_):
    raise AssertionError("something talked to the network")

socket.socket.connect = socket.socket.connect_ex = socket.socket.bind = refuse
socket.getaddrinfo = socket.create_connection = refuse
for name in sys.argv[1:]:
    importlib.import_module(name)
"""

MODULES_AFTER = """
import json, sys
from salesdesk.__main__ import main
try:
    main()
finally:
    sys.stderr.write(json.dumps(sorted(sys.modules)))
"""


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | environment
    return subprocess.run(
        [sys.executable, *arguments], env=settings, capture_output=True, encoding="utf-8", check=False, timeout=60
    )


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_that_words_about_the_program_load_nothing_heavy(option: str) -> None:
    done = python("-c", MODULES_AFTER, option)
    assert done.returncode == 0
    loaded = {name.partition(".")[0] for name in json.loads(done.stderr)}
    heavy = {"PySide6", "babel", "matplotlib", "numpy", "openpyxl", "pandas", "python_calamine", "sqlite3", "typst"}
    assert not loaded & heavy


def test_that_the_version_is_said() -> None:
    assert python("-m", "salesdesk", "--version").stdout.strip() == f"salesdesk {salesdesk.__version__}"


def test_that_every_module_can_be_imported_without_the_network() -> None:
    names = [m.name for m in pkgutil.walk_packages(salesdesk.__path__, "salesdesk.")]
    done = python("-W", "error", "-c", IMPORT_ALL_OFFLINE, *names)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
@pytest.mark.parametrize(("language", "words"), [("fr_FR.UTF-8", "pas d’écran"), ("de_DE.UTF-8", "no display")])
def test_that_a_missing_display_is_said_and_not_crashed_on(language: str, words: str) -> None:
    done = python("-m", "salesdesk", **NO_DISPLAY, LC_ALL=language)
    assert done.returncode == 1
    assert words in done.stderr
    assert done.stdout == ""


def test_that_an_unknown_option_is_wrong_usage() -> None:
    done = python("-m", "salesdesk", "--colour")
    assert done.returncode == 2
    assert done.stderr.startswith("usage: salesdesk")


def test_that_commands_do_not_open_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []

    def command_line(arguments: list[str]) -> int:
        seen.append(arguments)
        return 0

    monkeypatch.setattr(start, "command_line", command_line)
    for command in COMMANDS:
        monkeypatch.setattr(sys, "argv", ["salesdesk", command, "--json"])
        assert start.main() == 0
    assert seen == [[command, "--json"] for command in COMMANDS]


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ({"LANG": "fr_CA.UTF-8"}, "fr"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "fr_FR.UTF-8", "LANG": "C"}, "fr"),
        ({}, "en"),
    ],
)
def test_that_the_system_language_follows_the_environment(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert system_language() == language
