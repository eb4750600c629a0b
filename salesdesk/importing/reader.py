"""Files into books, in a process of its own: no spreadsheet can take the window down.

One process reads the files of a batch in turn.  When a file kills it, or takes too long, that file gets a sentence
and a new process goes on with the next.  ``__main__`` calls ``multiprocessing.freeze_support()`` first, so that the
frozen program can start itself as the reader.
"""

import importlib
import json
import multiprocessing
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Message
from salesdesk.importing import child, transport
from salesdesk.importing.book import Book

_START_SECONDS: Final = 60.0
_TICK: Final = 0.05
_NOTHING: Final[Mapping[Path, str]] = {}


def read_files(
    paths: Sequence[Path],
    task: Task,
    passwords: Mapping[Path, str] = _NOTHING,
    encodings: Mapping[Path, str] = _NOTHING,
) -> list[Book]:
    """One book per path, in order; a book without sheets has a problem that says why.

    ``encodings`` overrule what is detected, for text files.  Raises Cancelled (the process is killed at once) and
    nothing else that depends on the files.
    """
    sizes = [_size(path) for path in paths]
    total, done = float(sum(sizes)), 0.0
    books = []
    _import_ahead()
    with tempfile.TemporaryDirectory(prefix="salesdesk-") as folder, _Reader(Path(folder)) as reader:
        for path, size in zip(paths, sizes, strict=True):
            part = task.part(done / total, (done + size) / total)
            request = {"path": str(path), "password": passwords.get(path), "encoding": encodings.get(path)}
            books.append(reader.read(path, request, part))
            done += size
    return books


def _import_ahead() -> None:
    """While the process reads, what it takes to understand its sheets is imported."""
    if "pandas" not in sys.modules:
        threading.Thread(target=importlib.import_module, args=("pandas",), daemon=True).start()


def _size(path: Path) -> float:
    """Weight in the progress; the start of each file costs as much as 100 kB."""
    try:
        return path.stat().st_size + 1e5
    except OSError:
        return 1e5


class _Reader:
    """The process, started when needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def _start(self) -> Connection:
        if self._connection is None:
            spawn = multiprocessing.get_context("spawn")
            ours, theirs = spawn.Pipe()
            process = spawn.Process(target=child.serve, args=(theirs, str(self._folder)), daemon=True)
            process.start()
            self._process = process
            theirs.close()
            self._connection = ours
        return self._connection

    def _stop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._connection = None

    def read(self, path: Path, request: dict[str, Any], task: Task) -> Book:
        arrays = self._folder / "arrays.bin"
        doing = Message("reading.doing", {"file": path.name})
        known: dict[str, Any] = {}
        try:
            connection = self._start()
            connection.send_bytes(json.dumps(request | {"arrays": arrays.name}).encode())
            answer = self._wait(connection, task, doing, known)
        except TimeoutError:
            self._stop()
            answer = {"problems": [_refusal("reading.timeout")]}
        except (EOFError, OSError):
            self._stop()
            answer = {"problems": [_refusal("reading.died")]}
        return _book(path, known, answer, arrays)

    def _wait(self, connection: Connection, task: Task, doing: Message, known: dict[str, Any]) -> dict[str, Any]:
        """The book as answered.  What is learnt about the file on the way goes to ``known``."""
        deadline = time.monotonic() + _START_SECONDS
        share = 0.0
        while True:
            task.step(share, 1, doing)
            if not connection.poll(_TICK):
                if time.monotonic() > deadline:
                    raise TimeoutError
                continue
            answer: dict[str, Any] = json.loads(connection.recv_bytes())
            if "allow" in answer:
                deadline = time.monotonic() + answer["allow"]
            elif "share" in answer:
                share = answer["share"]
            elif "found" in answer:
                known.update(answer["found"])
            else:
                book: dict[str, Any] = answer["book"]
                return book


def _refusal(key: str) -> dict[str, Any]:
    return transport.problem_to_json(Problem(Severity.REJECTED, Message(key)))


def _book(path: Path, known: Mapping[str, Any], answer: Mapping[str, Any], arrays: Path) -> Book:
    sheets = answer.get("sheets")
    book = Book(
        file=path.name,
        path=path,
        sha256=known.get("sha256", ""),
        modified=datetime.fromisoformat(known.get("modified", "1970-01-01")),
        sheets=transport.read_sheets(arrays, sheets) if sheets else (),
        problems=tuple(transport.problem_from_json(problem, path.name) for problem in answer.get("problems", ())),
        password_needed=bool(answer.get("password_needed")),
    )
    arrays.unlink(missing_ok=True)
    return book
