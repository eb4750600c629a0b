import os
import sqlite3
from pathlib import Path

import pytest

from salesdesk.domain.columns import Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.task import Task
from salesdesk.domain.texts import LANGUAGES, say
from salesdesk.store import migrate
from salesdesk.store.backup import backups
from salesdesk.store.company import CompanyFile
from tests.store.factory import batch, records, sheet


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A company file with many records, closed."""
    made = tmp_path / "Acme.salesdesk"
    with CompanyFile.create(made, "Acme") as company:
        company.apply(batch(sheet([records(Kind.LEAD, [{"lead_id": f"L{i}"} for i in range(3000)])])), Task())
    return made


def _refusal(path: Path) -> str:
    with pytest.raises(SalesDeskError) as caught:
        CompanyFile.open(path)
    for language in LANGUAGES:
        assert path.name in say(caught.value.message, language)
    return caught.value.message.key


def test_that_an_existing_file_is_never_created_over(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(SalesDeskError, match="already exists"):
        CompanyFile.create(path, "Other")
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_that_an_absent_file_is_refused_and_not_created(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "none.salesdesk") == "store.error.absent"
    assert not list(tmp_path.iterdir())


def test_that_an_empty_file_is_refused_and_stays_empty(tmp_path: Path) -> None:
    path = tmp_path / "empty.salesdesk"
    path.touch()
    assert _refusal(path) == "store.error.empty"
    assert path.stat().st_size == 0


@pytest.mark.parametrize("content", [b"PK\x03\x04 a workbook", b"name;amount\n" * 100, b"x"])
def test_that_what_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "book.salesdesk"
    path.write_bytes(content)
    assert _refusal(path) == "store.error.foreign"
    assert path.read_bytes() == content


def test_that_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.salesdesk").mkdir()
    assert _refusal(tmp_path / "folder.salesdesk") == "store.error.foreign"


def test_that_the_database_of_another_program_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.salesdesk"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    assert _refusal(path) == "store.error.foreign"
    assert path.read_bytes() == before


def test_that_a_newer_file_is_refused_and_untouched(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    assert _refusal(path) == "store.error.newer"
    assert path.read_bytes() == before


@pytest.mark.parametrize("kept", [50, 100, 4096, 0.3, 0.9])
def test_that_a_truncated_file_is_refused(path: Path, kept: float) -> None:
    os.truncate(path, int(kept if kept > 1 else path.stat().st_size * kept))
    assert _refusal(path) == "store.error.damaged"


def test_that_a_file_without_its_tables_is_refused(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE edit")
    connection.commit()
    connection.close()
    assert _refusal(path) == "store.error.damaged"


def test_that_a_damaged_page_is_told_by_the_check_or_by_opening(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2)
        file.write(os.urandom(8192))
    assert _found(path)


def test_that_the_newest_good_backup_is_offered_for_a_damaged_file(path: Path) -> None:
    with CompanyFile.open(path) as company:
        for n in (1, 2):
            company.apply(batch(sheet([records(Kind.REP, [{"rep": f"R{n}"}])])), Task())
    newest, older = backups(path)
    newest.write_bytes(newest.read_bytes()[:-1])
    os.truncate(path, 5000)
    with pytest.raises(SalesDeskError) as caught:
        CompanyFile.open(path)
    assert caught.value.message.key == "store.error.damaged_backup"
    assert caught.value.message.values["backup"] == older.name


def test_that_an_older_file_is_backed_up_then_migrated(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = (*migrate.migrations(), "ALTER TABLE change ADD COLUMN seen INTEGER;")
    monkeypatch.setattr(migrate, "migrations", lambda: newer)
    with CompanyFile.open(path) as company:
        assert company._database.writer.execute("PRAGMA user_version").fetchone()[0] == len(newer)
        assert company._database.writer.execute("SELECT seen FROM change").fetchall() == [(None,)]
    (spare,) = backups(path)
    monkeypatch.undo()
    with CompanyFile.open(spare) as company:
        assert len(company.changes()) == 1


def test_that_a_failing_migration_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = (*migrate.migrations(), "CREATE TABLE extra (x) STRICT, WITHOUT ROWID;")
    with CompanyFile.open(path) as company:
        before = list(company.dump())
    monkeypatch.setattr(migrate, "migrations", lambda: broken)
    with pytest.raises(sqlite3.OperationalError):
        CompanyFile.open(path)
    monkeypatch.undo()
    with CompanyFile.open(path) as company:
        assert list(company.dump()) == before


def test_that_an_interrupted_creation_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "migrations", lambda: ("CREATE nonsense;",))
    with pytest.raises(sqlite3.OperationalError):
        CompanyFile.create(tmp_path / "a.salesdesk", "A")
    assert not list(tmp_path.iterdir())


def test_that_a_missing_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    with CompanyFile.create(tmp_path / "new" / "a.salesdesk", "A"):
        assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_that_settings_are_kept(tmp_path: Path) -> None:
    with CompanyFile.create(tmp_path / "a.salesdesk", "Société", "CHF") as company:
        company.set_setting("weights", {"bant": [1, 2.5]})
    with CompanyFile.open(tmp_path / "a.salesdesk") as company:
        assert company.name == "Société"
        assert company.setting("currency") == "CHF"
        assert company.setting("weights") == {"bant": [1, 2.5]}
        assert company.setting("absent", "default") == "default"


def _found(path: Path) -> list[str]:
    """What opening or else the check finds wrong."""
    try:
        company = CompanyFile.open(path)
    except SalesDeskError as error:
        return [error.message.key]
    with company:
        return [problem.message.key for problem in company.check()]
