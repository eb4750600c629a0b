"""A company that can be changed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from salesdesk.desk import Desk

TODAY = date(2026, 3, 24)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk.create(tmp_path / "company.salesdesk", "Delaunay", today=TODAY)
    yield made
    made.close()
