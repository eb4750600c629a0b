"""Answers to the latest questions, so many and no more."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

_T = TypeVar("_T")


class Recent(Generic[_T]):
    """The answers asked for latest.  Safe from any thread; two threads may make the same answer at once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, _T] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._held)

    def get(self, question: Hashable, make: Callable[[], _T]) -> _T:
        """The answer held, or the one that ``make`` gives, which is held from now on."""
        with self._lock:
            found = self._held.get(question)
            if found is not None:
                self._held.move_to_end(question)
                return found
        made = make()
        with self._lock:
            self._held[question] = made
            if len(self._held) > self._most:
                self._held.popitem(last=False)
        return made

    def clear(self) -> None:
        with self._lock:
            self._held.clear()
