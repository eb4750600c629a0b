"""The reader's process: takes one file after the other, answers in JSON, leaves arrays in a private folder.

Answers: ``{"allow": seconds}`` this long until the next sign of life; ``{"share": 0..1}`` of the file done;
``{"found": {sha256, modified}}``; ``{"book": {...}}`` the end of a file.
"""

import gc
import hashlib
import json
import os
import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.problem import Problem, Severity
from salesdesk.importing import container, limits
from salesdesk.importing.container import Format, PasswordNeeded
from salesdesk.importing.reading import Reading
from salesdesk.importing.transport import problem_to_json, write_sheets
from salesdesk.importing.workbook_reader import read_workbook

_CHUNK: Final = 4 << 20
_CHUNK_SECONDS: Final = 30.0


def serve(connection: Connection, folder: str) -> None:
    """Read files until the other side hangs up."""
    _hush()
    gc.disable()  # cells hold no cycles, and looking for some costs as much as reading
    voice = _Voice(connection)
    while True:
        try:
            request = json.loads(connection.recv_bytes())
        except (EOFError, OSError):
            return
        voice.say({"book": _read(request, Path(folder), voice)})
        gc.collect()


def _hush() -> None:
    """Readers that panic or abort print to the terminal; what happened is told by other means."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


class _Voice:
    """Says things to the other side, from any thread."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._said = 0.0

    def say(self, answer: Mapping[str, Any]) -> None:
        with self._lock:
            self._connection.send_bytes(json.dumps(answer).encode())

    def share(self, share: float) -> None:
        if share >= self._said + 0.01 or share < self._said:
            self._said = share
            self.say({"share": share})


def _read(request: Mapping[str, Any], folder: Path, voice: _Voice) -> dict[str, Any]:
    path = Path(request["path"])
    try:
        reading = _read_file(path, request, folder, voice)
    except Exception as error:  # noqa: BLE001 - a file is never worth losing the rest of the batch
        told = _told(path, error)
        refusal = problem_to_json(Problem(Severity.REJECTED, told.message))
        return {"problems": [refusal], "password_needed": isinstance(error, PasswordNeeded)}
    return {
        "sheets": write_sheets(folder / request["arrays"], tuple(reading.sheets)),
        "problems": [problem_to_json(problem) for problem in reading.problems],
    }


def _told(path: Path, error: Exception) -> SalesDeskError:
    """What went wrong, as a sentence for the user."""
    match error:
        case SalesDeskError():
            return error
        case MemoryError():
            return SalesDeskError("reading.memory")
        case FileNotFoundError():
            return SalesDeskError("reading.missing")
        case PermissionError():
            return SalesDeskError(_lock_key(path))
        case OSError():
            return SalesDeskError("reading.system", reason=error.strerror or str(error))
    return SalesDeskError("reading.unexpected", reason=f"{type(error).__name__}: {error}")


def _lock_key(path: Path) -> str:
    """Excel leaves a small file beside a workbook that it has open, as does LibreOffice."""
    beside = (f"~${path.name}", f".~lock.{path.name}#")
    return "reading.locked" if any(path.with_name(name).exists() for name in beside) else "reading.permission"


def _copied(path: Path, copy: Path, voice: "_Voice") -> tuple[str, datetime]:
    """Checksum and time of the file, which is copied first: from a slow drive it is read once, and what is read is
    what was summed, whatever another program does to it meanwhile.
    """
    before = path.stat()
    digest = hashlib.sha256()
    with path.open("rb") as file, copy.open("wb") as out:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            out.write(chunk)
            voice.say({"allow": _CHUNK_SECONDS})
    after = path.stat()
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise SalesDeskError("reading.changed")
    modified = datetime.fromtimestamp(before.st_mtime)  # noqa: DTZ006 - local time is what the user sees
    return digest.hexdigest(), modified


def _read_file(path: Path, request: Mapping[str, Any], folder: Path, voice: _Voice) -> Reading:
    if path.is_dir():
        raise SalesDeskError("reading.folder")
    if not path.is_file():
        raise SalesDeskError("reading.missing")
    limits.refuse_oversize(path.stat().st_size)
    copy = folder / "copy"
    digest, modified = _copied(path, copy, voice)
    voice.say({"found": {"sha256": digest, "modified": modified.isoformat()}})
    try:
        source, found = container.unlocked(copy, container.identify(copy), request.get("password"), folder)
        limits.limit_memory(found.size)
        voice.say({"allow": limits.seconds_for(found.size)})
        if found.format is Format.TEXT:
            from salesdesk.importing.csv_reader import read_text

            reading = read_text(source, path.stem, request.get("encoding"), voice.share)
        else:
            reading = read_workbook(source, found.format, voice.share)
    finally:
        (folder / "decrypted").unlink(missing_ok=True)
        copy.unlink(missing_ok=True)
    if not any(sheet.table.n_cells for sheet in reading.sheets) and not reading.problems:
        raise SalesDeskError("reading.blank")
    sheets = [sheet if sheet.name else replace(sheet, name=path.stem) for sheet in reading.sheets]
    return Reading(sheets, reading.problems)
