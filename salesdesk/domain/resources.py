"""Where the files that come with the program lie: installed, in a checkout or frozen."""

from functools import cache
from pathlib import Path


@cache
def _root() -> Path:
    package = Path(__file__).resolve().parent.parent
    for candidate in (package / "resources", package.parent / "resources"):
        if (candidate / "texts").is_dir():
            return candidate
    message = f"the program's resources are missing beside {package}"
    raise RuntimeError(message)


def resource(*parts: str) -> Path:
    """Path of a shipped file or folder, such as ``resource("fonts", "IBMPlexSans-Regular.ttf")``."""
    return _root().joinpath(*parts)
