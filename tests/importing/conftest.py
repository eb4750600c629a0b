"""What the tests of the import share."""

from pathlib import Path

import pytest

from salesdesk.domain.task import Task
from salesdesk.importing.book import Book
from salesdesk.importing.reader import read_files
from tests.importing.public_files import PASSWORDS, public_paths


@pytest.fixture(scope="session")
def public_books(shared: Path) -> list[Book]:
    """Every public spreadsheet, read once."""
    paths = public_paths(shared)
    return read_files(paths, Task(), {path: PASSWORDS[path.name] for path in paths if path.name in PASSWORDS})
