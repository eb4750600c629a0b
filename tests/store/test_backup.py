import hashlib
import os
import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from salesdesk.domain.columns import Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.task import Task
from salesdesk.store import backup
from salesdesk.store.backup import KEPT, backups, newest_good_backup, restore
from salesdesk.store.company import CompanyFile
from tests.store.factory import batch, records, sheet

TODAY = date(2026, 1, 31)


def _import(company: CompanyFile, number: int) -> None:
    made = records(Kind.LEAD, [{"lead_id": f"L{number}", "rep": f"R{number}"}])
    company.apply(batch(sheet([made], company.snapshot(TODAY).frames)), Task())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "Acme.salesdesk"
    with CompanyFile.create(made, "Acme") as company:
        _import(company, 1)
        _import(company, 2)
    return made


def _dump(path: Path) -> list[str]:
    """What a file holds; it is opened as a copy, because opening touches it."""
    copy = path.with_name("opened copy")
    shutil.copyfile(path, copy)
    try:
        with CompanyFile.open(copy) as company:
            return list(company.dump())
    finally:
        copy.unlink()


def test_that_a_backup_holds_everything_and_its_sum_is_right(path: Path, tmp_path: Path) -> None:
    to = tmp_path / "copy.salesdesk"
    with CompanyFile.open(path) as company:
        company.backup(to)
        before = list(company.dump())
        _import(company, 3)
        assert sqlite3.connect(to).execute("SELECT COUNT(*) FROM lead").fetchone() == (2,)
    words = (tmp_path / "copy.salesdesk.sha256").read_text().split()
    assert words == [hashlib.sha256(to.read_bytes()).hexdigest(), "copy.salesdesk"]
    assert to.stat().st_mode & 0o777 == 0o600
    assert {p.name for p in tmp_path.iterdir()} == {
        path.name,
        "Acme.backups",
        to.name,
        "copy.salesdesk.sha256",
    }, "a backup is one file and its sum"
    assert _dump(to) == before


def test_that_an_import_that_changes_records_is_preceded_by_a_backup(path: Path) -> None:
    (first,) = backups(path)
    assert (path.parent / "Acme.backups").stat().st_mode & 0o777 == 0o700
    before = _dump(path)
    with CompanyFile.open(path) as company:
        _import(company, 2)
        assert backups(path) == [first], "an import that changes nothing needs none"
        _import(company, 3)
    newest = backups(path)[0]
    assert newest != first
    assert _dump(newest) == before


def test_that_only_the_last_automatic_backups_are_kept(path: Path) -> None:
    with CompanyFile.open(path) as company:
        for number in range(3, KEPT + 6):
            _import(company, number)
    kept = backups(path)
    assert len(kept) == KEPT
    assert all(backup.matches_sum(p) for p in kept)
    assert len(list(kept[0].parent.iterdir())) == 2 * KEPT
    with CompanyFile.open(kept[0]) as company:
        assert company.snapshot(TODAY)[Kind.LEAD].n == KEPT + 4


def test_that_backups_give_way_when_they_take_too_much_room(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "KEPT_BYTES", 1)
    with CompanyFile.open(path) as company:
        for number in range(3, 9):
            _import(company, number)
    assert len(backups(path)) == 3


def test_that_restoring_brings_back_the_data_and_keeps_what_stood_there(path: Path) -> None:
    before = _dump(path)
    with CompanyFile.open(path) as company:
        _import(company, 3)
        after = list(company.dump())
    spare = newest_good_backup(path)
    assert spare is not None
    restore(spare, path)
    assert _dump(path) == before
    kept = backups(path)[0]
    assert "restore" in kept.name
    assert _dump(kept) == after
    with CompanyFile.open(path) as company:
        _import(company, 3)
        assert company.check() == []


def test_that_restoring_over_a_damaged_file_keeps_that_too(path: Path) -> None:
    with CompanyFile.open(path) as company:
        _import(company, 3)
    os.truncate(path, 5000)
    damaged = path.read_bytes()
    spare = newest_good_backup(path)
    assert spare is not None
    restore(spare, path)
    (kept,) = [p for p in spare.parent.iterdir() if p.name.endswith(" damaged")]
    assert kept.read_bytes() == damaged
    with CompanyFile.open(path) as company:
        assert company.snapshot(TODAY)[Kind.LEAD].n == 2


def test_that_restoring_where_nothing_stands_makes_the_file(path: Path) -> None:
    (spare,) = backups(path)
    before = _dump(spare)
    path.unlink()
    restore(spare, path)
    assert _dump(path) == before
    assert path.stat().st_mode & 0o777 == 0o600


def test_that_a_changed_backup_is_refused(path: Path) -> None:
    before = path.read_bytes()
    (spare,) = backups(path)
    content = bytearray(spare.read_bytes())
    content[-1] ^= 1
    spare.write_bytes(content)
    with pytest.raises(SalesDeskError, match="no longer as it was written"):
        restore(spare, path)
    spare.with_name(spare.name + ".sha256").unlink()
    os.truncate(spare, 8192)
    with pytest.raises(SalesDeskError, match="damaged"):
        restore(spare, path)
    spare.write_text("a workbook")
    with pytest.raises(SalesDeskError, match="not a SalesDesk company file"):
        restore(spare, path)
    assert path.read_bytes() == before


def test_that_nothing_is_restored_over_an_open_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salesdesk.store.database._BUSY_MS", 50)
    (spare,) = backups(path)
    with CompanyFile.open(path) as company:
        before = list(company.dump())
        with pytest.raises(SalesDeskError, match="in use by another program"):
            restore(spare, path)
        assert list(company.dump()) == before


def test_that_a_backup_replaces_an_older_one_at_once_or_not_at_all(path: Path, tmp_path: Path) -> None:
    to = tmp_path / "sub" / "copy.salesdesk"
    with CompanyFile.open(path) as company:
        with pytest.raises(SalesDeskError, match="cannot be created"):
            company.backup(to)
        to.parent.mkdir()
        to.write_text("older")
        company.backup(to)
    assert _dump(to) == _dump(path)
