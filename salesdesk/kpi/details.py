"""What a page shows beside the figure: the cheap part at once, each panel when it is first read."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any


class Details(Mapping[str, Any]):
    """``known`` values, and ``panels`` that are computed once, when they are asked for."""

    def __init__(self, known: Mapping[str, Any], **panels: Callable[[], object]) -> None:
        self._known = dict(known)
        self._panels = panels

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - details have many types
        if key not in self._known and key in self._panels:
            self._known[key] = self._panels[key]()
        return self._known[key]

    def __contains__(self, key: object) -> bool:
        return key in self._known or key in self._panels

    def __iter__(self) -> Iterator[str]:
        yield from dict.fromkeys((*self._known, *self._panels))

    def __len__(self) -> int:
        return len(self._known.keys() | self._panels.keys())
