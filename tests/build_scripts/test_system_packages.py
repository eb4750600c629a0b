import os
import shutil
import subprocess
import sys

import pytest

from build_scripts import debian, qt_libraries

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system packages are Linux's")


@linux_only
def test_that_a_library_nobody_has_is_named_with_its_package() -> None:
    wanted = {"libc.so.6": "libc6", "libnobody.so.9": "libnobody9"}
    assert qt_libraries.missing(wanted) == {"libnobody.so.9": "libnobody9"}


@linux_only
def test_that_one_line_says_what_to_install_where_this_user_may_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qt_libraries, "DRAWING", {"libnobody.so.9": "libnobody9", "libnone.so.1": "libnobody9"})
    monkeypatch.setattr(debian, "install", lambda _packages: False)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(SystemExit) as stop:
        qt_libraries.provide(window=False)
    assert str(stop.value).endswith("\n  sudo apt-get install -y libnobody9")


@linux_only
def test_that_a_user_without_rights_installs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(command: list[str], **_options: object) -> subprocess.CompletedProcess[bytes]:
        assert command == ["sudo", "-n", "true"]
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "run", refuse)
    assert not debian.install(["libnobody9"])


@linux_only
def test_that_root_installs_without_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], **_options: object) -> subprocess.CompletedProcess[bytes]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "run", run)
    assert debian.install(["libnobody9"])
    assert [command[:2] for command in commands] == [["apt-get", "update"], ["apt-get", "install"]]
    assert {"-y", "libnobody9"} < set(commands[1])
