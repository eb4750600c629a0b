import os
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


def test_that_imports_point_down_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[1])
    # Its table of contracts is what one reads when this fails; colours would hide it.
    monkeypatch.setitem(os.environ, "NO_COLOR", "1")
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS
