import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from build_scripts import locks

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("lock", locks.EXPORTS)
def test_that_the_installed_lock_is_what_uv_resolved(lock: str) -> None:
    assert (ROOT / lock).read_text(encoding="utf-8") == locks.exported(lock)


def test_that_the_lock_answers_to_pyproject() -> None:
    command = [sys.executable, "-m", "uv", "lock", "--check", "--offline", "--default-index", locks.INDEX]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def test_that_packages_come_from_the_public_index_ready_made() -> None:
    resolved = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    packages = [package for package in resolved if package["name"] != "salesdesk"]
    assert {package["source"]["registry"] for package in packages} == {locks.INDEX}
    assert [package["name"] for package in packages if not package.get("wheels")] == []
    files = [file["url"] for package in packages for file in package["wheels"]]
    assert [url for url in files if not url.startswith("https://files.pythonhosted.org/")] == []


def test_that_the_larger_lock_holds_the_smaller_one() -> None:
    pins = {
        lock: {line for line in (ROOT / lock).read_text(encoding="utf-8").splitlines() if "==" in line}
        for lock in locks.EXPORTS
    }
    assert pins["requirements.lock"] < pins["requirements-dev.lock"]
