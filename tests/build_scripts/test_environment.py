import sys
from pathlib import Path

import pytest

from build_scripts import environment


@pytest.fixture
def installs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A checkout whose environment works; the locks that were installed into it, in order."""
    done: list[str] = []

    def python(*arguments: str, cwd: Path | None = None) -> int:
        assert cwd is None
        assert "--require-hashes" in arguments
        done.append(Path(arguments[-1]).name)
        return 0

    for lock in environment.LOCKS:
        (tmp_path / lock).write_text(f"# {lock}")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".venv" / "installed.json")
    monkeypatch.setattr(environment, "INTERPRETER", Path(sys.executable))
    monkeypatch.setattr(environment, "python", python)
    return done


def test_that_a_lock_is_installed_once(installs: list[str]) -> None:
    environment.install("requirements.lock")
    environment.install("requirements.lock")
    assert installs == ["requirements.lock"]


def test_that_a_changed_lock_is_installed_again(installs: list[str]) -> None:
    environment.install("requirements.lock")
    (environment.ROOT / "requirements.lock").write_text("# newer")
    environment.install("requirements.lock")
    assert installs == ["requirements.lock"] * 2


def test_that_the_larger_lock_covers_the_smaller_one(installs: list[str]) -> None:
    environment.install("requirements-dev.lock")
    environment.install("requirements.lock")
    assert installs == ["requirements-dev.lock"]


def test_that_a_failed_installation_is_tried_again(installs: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(environment, "python", lambda *_arguments, **_options: 1)
        with pytest.raises(SystemExit, match="could not be installed"):
            environment.install("requirements.lock")
    environment.install("requirements.lock")
    assert installs == ["requirements.lock"]


def test_that_an_environment_whose_python_is_gone_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "FOLDER", tmp_path / ".venv")
    monkeypatch.setattr(environment, "INTERPRETER", tmp_path / ".venv" / "bin" / "python")
    assert not environment._works()
    environment._make()
    if sys.platform != "win32":
        assert environment._works()


def test_that_another_pip_than_the_expected_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = tmp_path / "pip-0-py3-none-any.whl"
    wheel.write_bytes(b"something else")
    monkeypatch.setattr(environment, "PIP_WHEEL", wheel.as_uri())
    with pytest.raises(SystemExit, match="not the one expected"):
        environment._fetch_pip()
