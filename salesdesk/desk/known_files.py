"""The spreadsheets that the data came from, where they lie and whether they have changed since."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from salesdesk.store.provenance import SheetInfo

_CLOCK: Final = timedelta(seconds=2)
"""Some disks keep the time of a file to two seconds."""


class FileState(StrEnum):
    """SAME: as imported.  CHANGED: its content is another.  MISSING: it is not where it was."""

    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"


@dataclass(frozen=True)
class KnownFile:
    """A file with its sheets in force, as last imported."""

    path: Path
    state: FileState
    sheets: tuple[SheetInfo, ...]


def known_files(sheets: Sequence[SheetInfo]) -> list[KnownFile]:
    """The files of the sheets in force, the one imported last first.

    A file whose time is the imported one counts as the same; otherwise its bytes decide.
    """
    newest = {sheet.source: sheet for sheet in sheets}
    by_path: dict[str, list[SheetInfo]] = {}
    for sheet in sorted(newest.values(), key=lambda sheet: -sheet.id):
        by_path.setdefault(sheet.path, []).append(sheet)
    return [KnownFile(Path(path), _state(Path(path), own[0]), tuple(own)) for path, own in by_path.items()]


def _state(path: Path, sheet: SheetInfo) -> FileState:
    try:
        modified = datetime.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ006 - kept local, without a zone
        if abs(modified - sheet.modified) <= _CLOCK:
            return FileState.SAME
        with path.open("rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == sheet.sha256
    except OSError:
        return FileState.MISSING
    return FileState.SAME if same else FileState.CHANGED
