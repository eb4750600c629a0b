"""Copies of a company file, each with its SHA-256 beside it, and the way back from one."""

import hashlib
import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from salesdesk.domain.errors import SalesDeskError
from salesdesk.store import database

KEPT: Final = 10
"""Automatic backups kept per company…"""
KEPT_BYTES: Final = 1 << 30
"""…as long as they take no more than this together; the newest three stay in any case."""
_MOMENT: Final = "%Y-%m-%d %H%M%S.%f"


def backups_folder(company: Path) -> Path:
    return company.with_name(f"{company.stem}.backups")


def backups(company: Path) -> list[Path]:
    """Automatic backups, newest first."""
    folder = backups_folder(company)
    return sorted(folder.glob(f"*{company.suffix}"), key=lambda path: path.name, reverse=True)


@dataclass(frozen=True)
class Backup:
    """An automatic backup: when it was made, before what (``import``, ``migration``, ``restore``…), and its size."""

    path: Path
    made_at: datetime
    before: str
    size: int


def backup_list(company: Path) -> list[Backup]:
    """The automatic backups, newest first, as their names tell them; other files in the folder are none."""
    found = []
    for path in backups(company):
        moment, _, before = path.stem.removeprefix(f"{company.stem} ").rpartition(" ")
        with suppress(ValueError):
            made_at = datetime.strptime(moment, _MOMENT).astimezone()
            found.append(Backup(path, made_at, before, path.stat().st_size))
    return found


def newest_good_backup(company: Path) -> Path | None:
    """The newest automatic backup whose bytes are as they were written."""
    return next((path for path in backups(company) if matches_sum(path)), None)


def back_up_before(company: Path, event: str) -> Path:
    """An automatic backup, named by the moment and by what comes next.  The oldest ones beyond the limits go."""
    folder = backups_folder(company)
    try:
        database.make_folder(folder)
    except OSError as error:
        raise SalesDeskError("store.error.cannot_create", file=str(folder)) from error
    moment = datetime.now().astimezone()
    to = folder / f"{company.stem} {moment.strftime(_MOMENT)} {event}{company.suffix}"
    back_up(company, to)
    _thin(company)
    return to


def back_up(company: Path, to: Path) -> None:
    """A consistent copy of the file, whatever is being written meanwhile.  Replaces ``to``; all or nothing."""
    _copy(company, to)
    digest = _sha256(to)
    sums = _sum_file(to)
    try:
        sums.write_text(f"{digest}  {to.name}\n", encoding="utf-8")
        database.make_private(sums)
    except OSError as error:
        raise SalesDeskError("store.error.cannot_create", file=str(sums)) from error


def restore(backup: Path, to: Path) -> None:
    """Puts a backup in the place of the company file ``to``, which must be closed; what stood there is backed up.

    Raises SalesDeskError when the backup is damaged or not a company file; nothing is changed then.
    """
    database.inspect(backup)
    if _sum_file(backup).exists() and not matches_sum(backup):
        raise SalesDeskError("store.error.backup_changed", file=str(backup))
    with database.told(backup), closing(sqlite3.connect(f"{backup.absolute().as_uri()}?immutable=1", uri=True)) as held:
        if held.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise SalesDeskError("store.error.damaged", file=str(backup))
    if to.exists():
        _set_aside(to)
    _copy(backup, to)


def matches_sum(backup: Path) -> bool:
    """Whether the SHA-256 beside a backup is that of its bytes."""
    try:
        told = _sum_file(backup).read_text(encoding="utf-8").split()[:1]
        return told == [_sha256(backup)]
    except OSError:
        return False


def delete_all(company: Path) -> int:
    """Deletes the automatic backups, also what was set aside damaged; returns how many there were."""
    folder = backups_folder(company)
    held = backups(company)
    try:
        for path in [*folder.iterdir()] if folder.is_dir() else []:
            if path.name.removeprefix(".").startswith(company.stem):
                path.unlink()
    except OSError as error:
        raise SalesDeskError("store.error.cannot_create", file=str(folder)) from error
    return len(held)


def _thin(company: Path) -> None:
    for left_over in backups_folder(company).glob(".*.part"):  # of a backup that was interrupted
        left_over.unlink()
    size = 0
    for place, path in enumerate(backups(company)):
        size += path.stat().st_size
        if place >= KEPT or (place >= 3 and size > KEPT_BYTES):
            _sum_file(path).unlink(missing_ok=True)
            path.unlink()


def _set_aside(company: Path) -> None:
    """Backs up what stands there, or moves it away when it is too damaged to be read; no journal is left beside it."""
    try:
        database.inspect(company)
        with database.told(company), closing(database.connect(company)) as connection:
            # Leaving WAL needs the file for itself alone: it fails when the company is open somewhere.
            connection.execute("PRAGMA journal_mode = DELETE")
        back_up_before(company, "restore")
    except SalesDeskError as error:
        if error.message.key == "store.error.busy":
            raise
        folder = backups_folder(company)
        database.make_folder(folder)
        moment = datetime.now().astimezone()
        company.replace(folder / f"{company.name} {moment:%Y-%m-%d %H%M%S.%f} damaged")
    for ending in ("-wal", "-shm"):
        company.with_name(company.name + ending).unlink(missing_ok=True)


def _copy(company: Path, to: Path) -> None:
    part = to.with_name(f".{to.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(0o600, exist_ok=False)
        with (
            database.told(to),
            closing(sqlite3.connect(company.absolute().as_uri() + "?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(part)) as target,
        ):
            source.backup(target)
            # A copy stands alone: no second file may be needed to read it.
            target.execute("PRAGMA journal_mode = DELETE")
        _to_disk(part)
        part.replace(to)
        _to_disk(to.parent)
    except OSError as error:
        raise SalesDeskError("store.error.cannot_create", file=str(to)) from error
    finally:
        part.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    """Waits until the file, or the folder's list of files, is on the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows has no way to ask this of a folder
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sum_file(backup: Path) -> Path:
    return backup.with_name(f"{backup.name}.sha256")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
