"""A monitor of the window's thread: how long Qt's loop was kept from turning."""

import time
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from PySide6.QtCore import Qt, QTimer

TICK = 5
LIMIT = 0.1
"""Seconds that the window's thread may be blocked."""


@dataclass
class Ticks(AbstractContextManager["Ticks"]):
    """Within ``with``: how long Qt's loop stood still, in seconds.

    Tests run on machines with other work.  From each gap is taken the time that our threads were ready to run and the
    machine let others run (Linux counts it per thread; elsewhere nothing is taken off), but never below the processor
    time that the window's thread itself spent.  What is left is ours: computing, waiting for the interpreter, for a
    lock or for the disk.
    """

    limit: float = LIMIT
    gaps: list[float] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._last = self._now()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tick()
        self._timer.stop()

    @property
    def blocks(self) -> list[float]:
        """Gaps longer than ``limit``, longest first."""
        return sorted((gap for gap in self.gaps if gap > self.limit), reverse=True)

    def _tick(self) -> None:
        now = self._now()
        clock, spent, kept = (after - before for after, before in zip(now, self._last, strict=True))
        self.gaps.append(max(clock - max(kept, 0.0), spent))
        self._last = now

    @staticmethod
    def _now() -> tuple[float, float, float]:
        """The clock, the processor time of this thread, and the time that threads of ours waited for a processor."""
        return time.monotonic(), time.thread_time(), _kept_waiting()


def _kept_waiting() -> float:
    waited = 0
    for place in Path("/proc/self/task").glob("*/schedstat"):
        try:
            waited += int(place.read_text(encoding="ascii").split()[1])
        except (OSError, IndexError):
            continue
    return waited / 1e9
