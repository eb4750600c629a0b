"""Pin what pyproject.toml asks for, with the hash of every file, for every system; --upgrade takes newer versions."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Named here, since a machine's own settings may point uv at another one, whose address would go into the lock.
INDEX = "https://pypi.org/simple"
EXPORTS = {"requirements.lock": ["--no-dev"], "requirements-dev.lock": []}


def exported(lock: str) -> str:
    """The text of ``lock`` as uv.lock has it."""
    command = ["export", "--frozen", "--offline", "--quiet", "--no-header", "--no-annotate", "--no-emit-project"]
    return _uv(*command, *EXPORTS[lock])


def main() -> int:
    _uv("lock", *sys.argv[1:], "--default-index", INDEX)
    for lock in EXPORTS:
        (ROOT / lock).write_text(exported(lock), encoding="utf-8", newline="\n")
    print("Pinned: uv.lock, " + ", ".join(EXPORTS))
    return 0


def _uv(*arguments: str) -> str:
    command = [sys.executable, "-m", "uv", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


if __name__ == "__main__":
    sys.exit(main())
