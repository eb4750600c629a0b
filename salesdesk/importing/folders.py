"""Folders given instead of files: the spreadsheets in them, as one batch."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

SUFFIXES: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt"})


def files_of(paths: Sequence[Path]) -> list[Path]:
    """The files named, and in the place of a folder the spreadsheets in it and below, by name; each once.

    Hidden files and the lock files that programs leave beside an open workbook are no spreadsheets.
    """
    found: dict[Path, None] = {}
    for path in paths:
        found.update(dict.fromkeys(_spreadsheets(path) if path.is_dir() else [path]))
    return list(found)


def _spreadsheets(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        shown = not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if shown and path.suffix.casefold() in SUFFIXES and path.is_file():
            yield path
