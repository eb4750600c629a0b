"""Work off the window's thread, and the one window per user."""

import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Message
from salesdesk.ui.errors import ErrorDialog, report
from salesdesk.ui.job import Job, jobs_running
from salesdesk.ui.single_instance import SingleInstance


def test_that_a_result_arrives_in_the_windows_thread(qtbot: QtBot) -> None:
    main, seen = threading.get_ident(), []
    job = Job(lambda _task: threading.get_ident())
    job.finished_with.connect(lambda worker: seen.append((worker != main, threading.get_ident() == main)))
    with qtbot.waitSignal(job.finished_with):
        job.start()
    assert seen == [(True, True)]
    qtbot.waitUntil(lambda: not jobs_running())


def test_that_progress_is_told_in_the_readers_language(qtbot: QtBot) -> None:
    def work(task: Task) -> None:
        task.step(1, 4, Message("error.cancelled"))

    job: Job[None] = Job(work, language="fr")
    with qtbot.waitSignal(job.progressed) as told, qtbot.waitSignal(job.finished_with):
        job.start()
    assert told.args[:2] == [0.25, "Interrompu\u00a0: rien n’a été modifié."]


def test_that_cancelled_work_says_so_and_nothing_else(qtbot: QtBot) -> None:
    begun, go = threading.Event(), threading.Event()

    def work(task: Task) -> None:
        begun.set()
        go.wait(5)
        task.step(0, 1, Message("error.cancelled"))

    job: Job[None] = Job(work)
    with qtbot.waitSignal(job.stopped), qtbot.assertNotEmitted(job.failed):
        job.start()
        begun.wait(5)
        job.cancel()
        go.set()


def test_that_a_failure_is_handed_over(qtbot: QtBot) -> None:
    job: Job[float] = Job(lambda _task: 1 / 0)
    with qtbot.waitSignal(job.failed) as failed:
        job.start()
    assert isinstance(failed.args[0], ZeroDivisionError)


def test_that_a_bug_nobody_waits_for_reaches_the_error_dialog(qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as caught:
        Job(lambda _task: 1 / 0).start()
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_that_the_error_dialog_gives_a_report_to_copy_and_a_sentence_to_act_on(qtbot: QtBot) -> None:
    error = ValueError("<b>odd & rich</b>")
    assert "ValueError: <b>odd & rich</b>" in report(error)
    bug = ErrorDialog(error)
    qtbot.addWidget(bug)
    bug.copy_report()
    assert QGuiApplication.clipboard().text() == report(error)
    mendable = ErrorDialog(SalesDeskError("error.kpi", key="x", known="y"))
    qtbot.addWidget(mendable)


def test_that_a_second_start_hands_its_files_over(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleInstance(tmp_path, "test")
    second = SingleInstance(tmp_path, "test")
    assert first.first
    assert not second.first
    paths = [tmp_path / "Été & co.xlsx", tmp_path / "b.csv"]
    with qtbot.waitSignal(first.files_received) as received:
        assert second.send(paths)
    assert received.args == [paths]
    first.close()


def test_that_after_the_first_has_gone_another_one_is_first(tmp_path: Path) -> None:
    first = SingleInstance(tmp_path, "test")
    first.close()
    again = SingleInstance(tmp_path, "test")
    assert again.first
    again.close()


@pytest.mark.parametrize("words", [[], ["x"]])
def test_that_nobody_answering_is_no_failure(words: list[str], tmp_path: Path, qtbot: QtBot) -> None:
    assert qtbot is not None
    lonely = SingleInstance(tmp_path, "lonely")
    lonely.close()
    assert not lonely.send([Path(word) for word in words])
