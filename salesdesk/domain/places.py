"""Where a user's own files lie."""

from pathlib import Path

import platformdirs

SUFFIX = ".salesdesk"


def data_folder() -> Path:
    """The user's data folder for this program; made private (0700) when missing."""
    folder = Path(platformdirs.user_data_dir("SalesDesk", appauthor=False))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def default_company() -> Path:
    """The company file that is used when none is named."""
    return data_folder() / f"company{SUFFIX}"
