"""The one command for working on SalesDesk.  It needs nothing but Python: it makes the rest.

python3 build_scripts/dev.py run [FILE…]     open SalesDesk (or any of its commands: run kpi --help)
python3 build_scripts/dev.py test [OPTION…]  run the tests; options go to pytest
python3 build_scripts/dev.py check           format, lint, types, translations, tests: before a change lands
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must reach this sentence
    sys.exit(
        "SalesDesk needs Python 3.11 or newer; this one is {}.{}. Get it from https://www.python.org/downloads/ "
        "and start this script with it.".format(*sys.version_info[:2])
    )

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)

from build_scripts import environment, qt_libraries  # noqa: E402 - found through the line above

SCRIPTS = {
    "sample": ("sample_company.py", "write the sample company's workbook"),
    "shots": ("shots.py", "draw every screen to /shots"),
    "columns": ("import_report.py", "show how the import understands the columns of files"),
    "bench": ("bench.py", "measure against the budgets"),
    "stress": ("stress.py", "the long form of the reliability tests"),
    "translate": ("translations.py", "collect the window's texts for translation; name those still to translate"),
    "package": ("package.py", "freeze SalesDesk to /dist and try the result"),
    "lock": ("locks.py", "pin what pyproject.toml asks for; --upgrade takes newer versions"),
}


def run(arguments: list[str]) -> int:
    qt_libraries.provide(window=True)
    environment.install("requirements.lock")
    _compile_translations()
    return environment.python("-P", "-m", "salesdesk", *arguments)


def test(arguments: list[str]) -> int:
    _prepare_for_tests()
    return _pytest(arguments)


def check(arguments: list[str]) -> int:
    """Every check runs, whatever the one before it said: the tests last, since their closing lines count."""
    if arguments:
        sys.exit("check takes no options")
    _prepare_for_tests()
    checks: dict[str, Callable[[], int]] = {
        "format": lambda: environment.python("-m", "ruff", "format", "--check", cwd=ROOT),
        "lint": lambda: environment.python("-m", "ruff", "check", cwd=ROOT),
        "types": lambda: environment.python("-m", "mypy", cwd=ROOT),
        "translations": lambda: environment.python("build_scripts/translations.py", "--check", cwd=ROOT),
        "tests": lambda: _pytest([]),
    }
    failed = []
    for name, work in checks.items():
        print(f"\n== {name}", flush=True)
        began = time.monotonic()
        if work():
            failed.append(name)
        print(f"== {name}: {'FAILED' if name in failed else 'ok'}, {time.monotonic() - began:.0f} s", flush=True)
    if failed:
        print(f"\nTo mend: {', '.join(failed)}")
    return 1 if failed else 0


def script(name: str, arguments: list[str]) -> int:
    _prepare_for_tests()
    return environment.python(str(ROOT / "build_scripts" / SCRIPTS[name][0]), *arguments)


def _prepare_for_tests() -> None:
    """Everything that tests and scripts need; they draw without a screen."""
    qt_libraries.provide(window=False)
    environment.install("requirements-dev.lock")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _compile_translations()


def _compile_translations() -> None:
    if environment.python("build_scripts/translations.py", "--compile", cwd=ROOT):
        sys.exit("The translations could not be compiled: see above.")


def _pytest(arguments: list[str]) -> int:
    return environment.python("-m", "pytest", "-n", "2", *arguments, cwd=ROOT)


def _help() -> str:
    lines = [__doc__.rstrip() if __doc__ else ""]
    for name, (file, purpose) in SCRIPTS.items():
        if (ROOT / "build_scripts" / file).is_file():
            lines.append(f"python3 build_scripts/dev.py {name:15} {purpose}")
    return "\n".join(lines)


def main() -> int:
    name, arguments = (sys.argv[1], sys.argv[2:]) if len(sys.argv) > 1 else ("--help", [])
    commands = {"run": run, "test": test, "check": check}
    if name in commands:
        return commands[name](arguments)
    if name in SCRIPTS and (ROOT / "build_scripts" / SCRIPTS[name][0]).is_file():
        return script(name, arguments)
    print(_help())
    return 0 if name in {"--help", "-h"} else 2


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
