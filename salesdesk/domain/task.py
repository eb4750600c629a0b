"""Long work that can be watched and stopped."""

import threading
import time
from collections.abc import Callable
from typing import TypeAlias

from salesdesk.domain.errors import Cancelled
from salesdesk.domain.texts import Message

Progress: TypeAlias = Callable[[float, Message, float | None], None]
"""Called with the share done (0..1), what is being done, and the seconds that remain (None while unknown)."""


class Task:
    """Handed to long work, which calls :meth:`step` often and thereby can be stopped.

    ``stages`` may be nested by :meth:`part`: a part reports on its own 0..1 scale.
    """

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress
        self._cancelled = threading.Event()
        self._started = time.monotonic()
        self._low, self._high = 0.0, 1.0

    def cancel(self) -> None:
        """Ask the work to stop; the next step raises Cancelled."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def part(self, low: float, high: float) -> "Task":
        """A task that reports inside ``low..high`` of this one and is cancelled with it."""
        child = Task(self._progress)
        child._cancelled = self._cancelled
        child._started = self._started
        span = self._high - self._low
        child._low, child._high = self._low + low * span, self._low + high * span
        return child

    def step(self, done: float, total: float, doing: Message) -> None:
        """Report progress.  Raises Cancelled when the user asked to stop."""
        if self._cancelled.is_set():
            raise Cancelled
        if self._progress is None:
            return
        share = self._low + (self._high - self._low) * (done / total if total else 1.0)
        elapsed = time.monotonic() - self._started
        remaining = elapsed * (1 - share) / share if share > 0.05 and elapsed > 1 else None
        self._progress(share, doing, remaining)
