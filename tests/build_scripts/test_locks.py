import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
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


def test_that_the_program_imports_what_it_declares() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {canonical(re.split(r"[^\w.-]", requirement)[0]) for requirement in declared}
    modules = {module for path in (ROOT / "salesdesk").rglob("*.py") for module in imported(path)}
    packages = packages_distributions()
    foreign = modules - sys.stdlib_module_names - {"salesdesk"}
    undeclared = {module for module in foreign if not names & set(map(canonical, packages.get(module, ())))}
    assert undeclared == set()


def canonical(name: str) -> str:
    """A package's name as indexes spell it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(path: Path) -> set[str]:
    """The top-level names of every absolute import in a file, wherever it stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found
