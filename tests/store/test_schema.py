import re
import sqlite3
from pathlib import Path

import salesdesk.store
from salesdesk.domain.columns import PROVENANCE, SCHEMAS, Dtype, Kind
from salesdesk.store import migrate
from salesdesk.store.company import CompanyFile


def test_that_every_field_has_its_column_and_no_column_is_without_field(tmp_path: Path) -> None:
    path = tmp_path / "a.salesdesk"
    CompanyFile.create(path, "A").close()
    connection = sqlite3.connect(path)
    for kind, schema in SCHEMAS.items():
        held = {name: kind_of for _, name, kind_of, *_ in connection.execute(f"PRAGMA table_info({kind})")}
        wanted = {f.name: "REAL" if f.dtype is Dtype.NUMBER else "INTEGER" for f in schema.fields}
        wanted |= dict.fromkeys(PROVENANCE, "INTEGER")
        assert held == wanted, f"a new field of {kind} needs a migration"
    connection.close()


def test_that_no_field_takes_the_name_of_a_provenance_column() -> None:
    for kind in Kind:
        assert not {f.name for f in SCHEMAS[kind].fields} & set(PROVENANCE)


def test_that_migrations_are_numbered_and_know_no_application_code() -> None:
    folder = Path(salesdesk.store.__file__).parent / "migrations"
    names = sorted(path.name for path in folder.iterdir())
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    assert all(re.fullmatch(r"\d{4}_\w+\.sql", name) for name in names)
    assert len(migrate.migrations()) == len(names)


def test_that_a_company_file_is_marked_and_set_to_be_safe(tmp_path: Path) -> None:
    path = tmp_path / "a.salesdesk"
    with CompanyFile.create(path, "A") as company:
        writer = company._database.writer
        told = {
            name: writer.execute(f"PRAGMA {name}").fetchone()[0]
            for name in (
                "application_id",
                "user_version",
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "secure_delete",
            )
        }
    assert told == {
        "application_id": int.from_bytes(b"SDsk"),
        "user_version": len(migrate.migrations()),
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }
    assert path.stat().st_mode & 0o777 == 0o600
