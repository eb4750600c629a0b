"""The SQLite file: how it is opened, what is refused, and how its errors are told."""

import os
import sqlite3
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from salesdesk.domain.errors import SalesDeskError

APPLICATION_ID: Final = int.from_bytes(b"SDsk")
_HEADER_SIZE: Final = 100
_SQLITE: Final = b"SQLite format 3\0"
_BUSY_MS: Final = 10_000
_CACHE_KIB: Final = 65_536

_SENTENCES: Final = {
    sqlite3.SQLITE_FULL: "store.error.full",
    sqlite3.SQLITE_READONLY: "store.error.read_only",
    sqlite3.SQLITE_PERM: "store.error.read_only",
    sqlite3.SQLITE_AUTH: "store.error.read_only",
    sqlite3.SQLITE_BUSY: "store.error.busy",
    sqlite3.SQLITE_LOCKED: "store.error.busy",
    sqlite3.SQLITE_CORRUPT: "store.error.damaged",
    sqlite3.SQLITE_NOTADB: "store.error.damaged",
    sqlite3.SQLITE_CANTOPEN: "store.error.cannot_open",
    sqlite3.SQLITE_IOERR: "store.error.io",
}


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what the user can mend (a full disk, a locked or damaged file) into a sentence; the rest is our bug."""
    try:
        yield
    except sqlite3.Error as error:
        key = _SENTENCES.get(getattr(error, "sqlite_errorcode", -1) & 0xFF)
        if key is None:
            raise
        raise SalesDeskError(key, file=str(path)) from error


class Database:
    """One connection that writes and one that reads, so that reading goes on while an import writes.

    Both may be used from any thread, one thread at a time each.  Paths must lie on a local disk: WAL needs that.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._writing = threading.RLock()
        self._reading = threading.RLock()
        self._connect()

    def close(self) -> None:
        with self._writing, self._reading:
            self._reader.close()
            self._writer.close()

    @property
    def writer(self) -> sqlite3.Connection:
        """For what manages its own transactions; hold :meth:`exclusive` meanwhile."""
        return self._writer

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """No other thread writes through this object meanwhile."""
        with self._writing, told(self.path):
            yield

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing: leaving by an exception takes everything back.  Waits for a writer in another thread."""
        with self._writing, told(self.path):
            connection = self._writer
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                # A full disk makes SQLite roll back by itself.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            finally:
                connection.execute("PRAGMA shrink_memory")

    def put_aside(self, change: Callable[[], None]) -> None:
        """Runs ``change`` while nothing holds the file open; who reads or writes waits meanwhile."""
        with self._writing, self._reading:
            self._reader.close()
            self._writer.close()
            try:
                change()
            finally:
                self._connect()

    def _connect(self) -> None:
        with told(self.path):
            self._writer = connect(self.path)
            self._writer.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            try:
                self._reader = connect(self.path)
                self._reader.execute("PRAGMA query_only = ON")
            except sqlite3.Error:
                self._writer.close()
                raise

    def compact(self) -> None:
        """Writes the file anew without its free pages, and empties the journal beside it."""
        with self._writing, self._reading, told(self.path):
            self._writer.execute("VACUUM")
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the file for all questions asked inside, whatever is being written meanwhile."""
        with self._reading, told(self.path):
            nested = self._reader.in_transaction
            if not nested:
                self._reader.execute("BEGIN")
            try:
                yield self._reader
            finally:
                if not nested:
                    self._reader.execute("COMMIT")


def connect(path: Path) -> sqlite3.Connection:
    """A connection with the pragmas that every connection needs; transactions are begun by hand."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        connection.execute("PRAGMA journal_mode = WAL")
        # NORMAL loses acknowledged commits at a power cut.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA journal_size_limit = 0")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def inspect(path: Path) -> None:
    """Refuses what is no company file before SQLite touches it.  Raises SalesDeskError."""
    name = str(path)
    if not path.exists():
        raise SalesDeskError("store.error.absent", file=name)
    if not path.is_file():
        raise SalesDeskError("store.error.foreign", file=name)
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_SIZE)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise SalesDeskError("store.error.cannot_open", file=name) from error
    if not size:
        raise SalesDeskError("store.error.empty", file=name)
    if not header.startswith(_SQLITE[: len(header)]):
        raise SalesDeskError("store.error.foreign", file=name)
    if len(header) < _HEADER_SIZE:
        raise SalesDeskError("store.error.damaged", file=name)
    if struct.unpack_from(">I", header, 68)[0] != APPLICATION_ID:
        raise SalesDeskError("store.error.foreign", file=name)
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise SalesDeskError("store.error.read_only", file=name)


def storable(text: str) -> str:
    """The text without lone halves of surrogate pairs: broken workbooks have them, odd file names, no SQLite file."""
    return text.encode("utf-8", "replace").decode()


def make_private(path: Path) -> None:
    """Only the owner may read or write the file."""
    path.chmod(0o600)


def make_folder(folder: Path) -> None:
    """The folder, made for its owner alone; one that exists stays as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
