"""Whatever happens, the file holds what it held before or what it holds after."""

import multiprocessing
import os
import random
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from salesdesk.domain.columns import Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Message
from salesdesk.store import applying
from salesdesk.store.company import CompanyFile
from tests.store.crashing import SIZE, TODAY, import_step, rows, work
from tests.store.factory import batch, records, sheet

KILLS = 30
TYPED = Message("store.doing.write")


@pytest.fixture
def company(tmp_path: Path) -> Iterator[CompanyFile]:
    with CompanyFile.create(tmp_path / "a.salesdesk", "A") as made:
        made.apply(import_step(made, 1), Task())
        yield made


def test_that_a_killed_import_or_undo_leaves_all_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.salesdesk"
    CompanyFile.create(path, "A").close()
    if sys.platform == "win32":
        context = multiprocessing.get_context("spawn")
    else:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["tests.store.crashing"])
    dice = random.Random(11)
    interrupted = 0
    for kill in range(KILLS):
        heard, told = context.Pipe(duplex=False)
        child = context.Process(target=work, args=(path, told))
        child.start()
        told.close()
        assert heard.poll(30), "the child has begun"
        time.sleep(dice.uniform(0, 0.25))
        child.kill()
        child.join()
        messages = []
        try:
            while heard.poll(0):
                messages.append(heard.recv())
        except EOFError:
            pass
        heard.close()
        state, told_steps = messages[-1]
        with CompanyFile.open(path) as company:
            steps = len(company.changes())
            # What was said to be done is done; what was begun is done or not.
            assert steps in ({told_steps} if state == "done" else {told_steps - 1, told_steps, told_steps + 1})
            interrupted += state == "start"
            _holds(company, steps)
            if kill % 10 == 9:
                assert company.check() == []
    assert interrupted > KILLS // 3


def _holds(company: CompanyFile, steps: int) -> None:
    """Exactly the records, members and cells of the given step."""
    sales = company.snapshot(TODAY)
    frame = sales[Kind.ORDER_LINE]
    if not steps:
        assert not frame.n
        return
    wanted = {(row["order_no"], row["amount"]) for row in rows(steps)}
    names = sales.names("order_no")
    amounts = (frame["amount"] // 1_000_000).tolist()
    assert {(names[c], a) for c, a in zip(frame["order_no"], amounts, strict=True)} == wanted
    assert len(names) == SIZE + 20 * (steps - 1)
    assert len(company.sheets()) == steps
    assert company.raw(company.sheets()[-1].id, 2, 2).row(0) == [
        rows(steps)[0]["order_no"],
        str(rows(steps)[0]["amount"]),
    ]


@contextmanager
def _pages(company: CompanyFile, more: int) -> Iterator[None]:
    """A disk that has room for so many pages more."""
    writer = company._database.writer
    ordinary = writer.execute("PRAGMA max_page_count").fetchone()[0]
    count, free = (writer.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count"))
    assert not free or more
    writer.execute(f"PRAGMA max_page_count = {count + more}")
    try:
        yield
    finally:
        writer.execute(f"PRAGMA max_page_count = {ordinary}")


def test_that_a_full_disk_at_any_write_leaves_the_file_as_it_was(company: CompanyFile) -> None:
    before, version = list(company.dump()), company.version
    planned = import_step(company, 2)
    refused = 0
    for more in range(400):
        try:
            with _pages(company, more):
                company.apply(planned, Task())
        except SalesDeskError as error:
            refused += 1
            _told_in_full(error, "store.error.full")
            assert list(company.dump()) == before
            assert company.version == version
        else:
            break
    assert refused > 5
    _holds(company, 2)
    assert company.check() == []


def _told_in_full(error: SalesDeskError, key: str) -> None:
    assert error.message.key == key
    assert "a.salesdesk" in str(error)


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
def test_that_a_failing_write_at_any_place_leaves_the_file_as_it_was(company: CompanyFile) -> None:
    before = list(company.dump())
    planned = import_step(company, 2)
    refused = set()
    for room in range(0, 2_000_000, 29_000):
        try:
            with _largest_file(room):
                company.apply(planned, Task())
        except SalesDeskError as error:
            refused.add(error.message.key)
            assert list(company.dump()) == before
        else:
            break
    assert refused
    assert refused <= {"store.error.io", "store.error.full", "store.error.cannot_create"}
    _holds(company, 2)
    assert company.check() == []


@contextmanager
def _largest_file(size: int) -> Iterator[None]:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be made read-only there")
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o755), (0o666, 0o555)])
def test_that_a_read_only_file_or_folder_is_told(file_mode: int, folder_mode: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "a.salesdesk")
        CompanyFile.create(path, "A").close()
        before = path.read_bytes()
        path.chmod(file_mode)
        path.parent.chmod(folder_mode)
        assert _without_privileges(lambda: CompanyFile.open(path)) == "store.error.read_only"
        assert _without_privileges(lambda: CompanyFile.create(path.with_name("b"), "B")) in {
            "store.error.cannot_create",
            *(() if folder_mode == 0o555 or os.geteuid() == 0 else ("made",)),
        }
        assert path.read_bytes() == before
        path.parent.chmod(0o700)


def _without_privileges(work: Callable[[], CompanyFile]) -> str:
    """The key of the sentence that the work ends with, done by somebody who is not root."""
    heard, told = os.pipe()
    child = os.fork()
    if not child:
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            work().close()
            os.write(told, b"made")
        except SalesDeskError as error:
            os.write(told, error.message.key.encode())
        finally:
            os._exit(0)
    os.close(told)
    os.waitpid(child, 0)
    answer = os.read(heard, 1000).decode()
    os.close(heard)
    return answer


def test_that_reading_goes_on_while_an_import_writes(company: CompanyFile, monkeypatch: pytest.MonkeyPatch) -> None:
    inside, go_on = threading.Event(), threading.Event()
    ordinary = applying.next_version

    def waiting(connection: sqlite3.Connection) -> int:
        inside.set()
        assert go_on.wait(20)
        return ordinary(connection)

    before = list(company.dump())
    planned = import_step(company, 2)
    monkeypatch.setattr(applying, "next_version", waiting)
    writer = threading.Thread(target=company.apply, args=(planned, Task()))
    writer.start()
    assert inside.wait(20)
    started = time.perf_counter()
    _holds(company, 1)
    assert list(company.dump()) == before
    assert time.perf_counter() - started < 5
    go_on.set()
    writer.join()
    _holds(company, 2)


def test_that_two_windows_see_each_others_changes_and_refuse_stale_plans(company: CompanyFile) -> None:
    with CompanyFile.open(company.path) as other:
        planned = import_step(other, 2)
        company.apply(import_step(company, 2), Task())
        with pytest.raises(SalesDeskError, match="Start the import again"):
            other.apply(planned, Task())
        _holds(other, 2)
        other.undo()
        _holds(company, 1)


def test_that_a_file_locked_elsewhere_is_told(company: CompanyFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salesdesk.store.database._BUSY_MS", 50)
    made = batch(sheet([records(Kind.LEAD, [{"lead_id": "L"}])]))
    with CompanyFile.open(company.path) as other, company._database.transaction():
        with pytest.raises(SalesDeskError, match="in use by another program"):
            other.apply(made, Task())
        with pytest.raises(SalesDeskError, match="in use by another program"):
            other.edit(Kind.LEAD, None, {"lead_id": "M"}, TYPED)
        _holds(other, 1)
