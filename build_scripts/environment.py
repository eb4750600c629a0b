"""The project's own Python in ``.venv``, holding the packages that a lock file names, each checked by its hash."""

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from build_scripts import debian

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
STAMP = FOLDER / "installed.json"
INTERPRETER = FOLDER / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

# The runtime packages are part of the larger lock, in the same versions.
LOCKS = {
    "requirements.lock": ("requirements.lock",),
    "requirements-dev.lock": ("requirements-dev.lock", "requirements.lock"),
}

PIP_WHEEL = (
    "https://files.pythonhosted.org/packages/07/25/ee8c38ae72d66b844ce8eb9711ba905dba21ca1a8a0c960057c41cd23337/"
    "pip-26.3-py3-none-any.whl"
)
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"


def python(*arguments: str, cwd: Path | None = None) -> int:
    """Run the environment's Python, with the checkout on its path; its exit code."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run([str(INTERPRETER), *arguments], cwd=cwd, env=environment, check=False).returncode


def install(lock: str) -> None:
    """Make ``.venv`` when it is missing or broken, and install ``lock`` when it is not what was installed last."""
    wanted = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in LOCKS[lock]}
    if not _works():
        _make()
    if wanted.items() <= _installed().items():
        return
    print(f"Installing what {lock} names …", flush=True)
    command = ("-m", "pip", "--disable-pip-version-check", "--no-input", "-qq", "install")
    if python(*command, "--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / lock)):
        sys.exit(
            "The packages could not be installed: see pip's words above. The first start needs the internet, "
            f"and ready-made packages for this Python ({sys.version.split()[0]})."
        )
    STAMP.write_text(json.dumps(_installed() | wanted, indent=1), encoding="utf-8")


def _installed() -> dict[str, str]:
    """Hash of each lock file that was installed, by its name."""
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _works() -> bool:
    """Whether ``.venv`` still starts: it does not once the Python it was made from is gone."""
    try:
        started = subprocess.run([str(INTERPRETER), "-c", "import pip"], check=False, capture_output=True)
    except OSError:
        return False
    return started.returncode == 0


def _make() -> None:
    print(f"Making {FOLDER} …", flush=True)
    if importlib.util.find_spec("ensurepip") is None:
        debian.install(["python3-venv"])
    importlib.invalidate_caches()
    bundled = importlib.util.find_spec("ensurepip") is not None
    options = ["--clear"] if bundled else ["--clear", "--without-pip"]
    if subprocess.run([sys.executable, "-m", "venv", *options, str(FOLDER)], check=False).returncode:
        sys.exit(f"This Python cannot make environments. {debian.advice(['python3-venv'])}")
    if not bundled:
        _fetch_pip()


def _fetch_pip() -> None:
    """pip from its own wheel, for a Python that comes without it (Debian without python3-venv and without root)."""
    try:
        with urllib.request.urlopen(PIP_WHEEL, timeout=60) as answer:
            wheel = answer.read()
    except OSError as error:
        sys.exit(f"This Python comes without pip, and fetching it failed ({error}). {debian.advice(['python3-venv'])}")
    if hashlib.sha256(wheel).hexdigest() != PIP_SHA256:
        sys.exit("The pip that was fetched is not the one expected: nothing was installed.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / PIP_WHEEL.rsplit("/", 1)[1]
        path.write_bytes(wheel)
        if python(f"{path}/pip", "-q", "install", "--no-index", str(path)):
            sys.exit("pip could not be installed.")
