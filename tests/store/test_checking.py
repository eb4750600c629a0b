import sqlite3
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from salesdesk.domain.columns import Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.task import Task
from salesdesk.store.company import CompanyFile
from tests.store.factory import batch, records, sheet

TODAY = date(2026, 1, 31)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.salesdesk"
    leads = [{"lead_id": f"L{i}", "rep": f"R{i % 7}", "amount": i * 1.5, "engagement": i / 7} for i in range(500)]
    with CompanyFile.create(made, "A") as company:
        company.apply(batch(sheet([records(Kind.LEAD, leads)])), Task())
    return made


def _tamper(path: Path, statement: str, *values: object) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement, values)
    connection.commit()
    connection.close()


def test_that_a_sound_file_has_no_problems(path: Path) -> None:
    with CompanyFile.open(path) as company:
        before = list(company.dump())
        assert company.check() == []
        assert list(company.dump()) == before


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM snapshot_column",
        "DELETE FROM snapshot_column WHERE field = 'rep'",
        "DELETE FROM snapshot_texts WHERE list = 'rep'",
        "UPDATE snapshot_column SET data = zeroblob(length(data)) WHERE field = 'amount'",
        "UPDATE snapshot_column SET data = substr(data, 1, 40) WHERE field = 'identity'",
        "UPDATE lead SET amount = 7 WHERE id = 3",
    ],
)
def test_that_the_check_makes_a_wrong_snapshot_anew_from_the_rows(path: Path, statement: str) -> None:
    _tamper(path, statement)
    with CompanyFile.open(path) as company:
        assert {p.message.key for p in company.check()} == {"store.check.rebuilt"}
        assert company.check() == []
        frame = company.snapshot(TODAY)[Kind.LEAD]
        rows = company._database.writer.execute("SELECT amount, engagement, rep FROM lead ORDER BY id").fetchall()
        assert frame["amount"].tolist() == [row[0] for row in rows]
        np.testing.assert_array_equal(frame["engagement"], [row[1] for row in rows])
        assert frame["rep"].tolist() == [row[2] for row in rows]
        assert company.snapshot(TODAY).names("rep")[:2] == ["R0", "R1"]


def test_that_records_are_seen_even_where_the_snapshot_is_missing(path: Path) -> None:
    _tamper(path, "DELETE FROM snapshot_column")
    with CompanyFile.open(path) as company:
        assert company.snapshot(TODAY)[Kind.LEAD].n == 500


def test_that_an_unreadable_column_is_told_in_a_sentence(path: Path) -> None:
    _tamper(path, "UPDATE snapshot_column SET data = zeroblob(length(data)) WHERE field = 'amount'")
    with CompanyFile.open(path) as company, pytest.raises(SalesDeskError, match="Run the file check"):
        company.snapshot(TODAY)[Kind.LEAD]["amount"]


def test_that_a_record_naming_nobody_is_told(path: Path) -> None:
    _tamper(path, "DELETE FROM member WHERE list = 'rep' AND code = 6")
    with CompanyFile.open(path) as company:
        assert "store.check.member" in {p.message.key for p in company.check()}


def test_that_the_snapshot_equals_what_the_rows_give(path: Path) -> None:
    with CompanyFile.open(path) as company:
        frame = company.snapshot(TODAY)[Kind.LEAD]
        connection = company._database.writer
        for name in frame.columns:
            rows = [value for (value,) in connection.execute(f'SELECT "{name}" FROM lead ORDER BY id')]
            np.testing.assert_array_equal(frame[name], rows)
