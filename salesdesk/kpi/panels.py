"""What a page shows beside its figure, part of it made only when it is looked at."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from salesdesk.kpi.question import Question


class Panels(Mapping[str, Any]):
    """Details by name.  Those given as makers take time: each is made when it is first asked for, and kept."""

    def __init__(self, ready: Mapping[str, Any], later: Mapping[str, Callable[[], Any]]) -> None:
        self._made = dict(ready)
        self._later = dict(later)

    def add(self, name: str, make: Callable[[], Any]) -> None:
        """A further panel, made when it is first asked for."""
        self._later[name] = make

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - details are of many types
        if name not in self._made:
            # Two threads may make the same panel at once: both get equal ones.
            self._made[name] = self._later[name]()
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._made or name in self._later

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._made, *self._later)))

    def __len__(self) -> int:
        return len(self._made.keys() | self._later.keys())


def asked_later(
    question: Question, ready: Mapping[str, Any], makers: Mapping[str, Callable[[Question], Any]]
) -> Panels:
    """Panels that ask the question again when they are read: a result that is kept holds none of its entries."""
    again = question.again()
    return Panels(ready, {name: partial(_made, make, again) for name, make in makers.items()})


def _made(make: Callable[[Question], Any], again: Callable[[], Question]) -> Any:  # noqa: ANN401 - as above
    return make(again())
