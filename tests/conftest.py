"""What all tests share."""

import os
from pathlib import Path

import pytest

os.environ["LC_ALL"] = "C.UTF-8"  # whatever this computer speaks, commands without --lang speak English


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of public data sets and tricky files, which lies beside the project; skips where it is absent."""
    folder = Path(os.environ.get("SALESDESK_SHARED") or Path(__file__).resolve().parents[2] / "shared")
    if not folder.is_dir():
        pytest.skip("the shared data folder is absent")
    return folder
