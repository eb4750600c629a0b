"""Known exports by their headers, and layouts that this company has confirmed before."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from salesdesk.importing.stage_headers import is_about_stages
from salesdesk.importing.vocabulary import Layout, layouts, normal, spellings

_ENOUGH_HEADERS: Final = 6
_ENOUGH_SHARE: Final = 0.8


def signature(headers: Sequence[str]) -> str:
    """What a header list is recognised by next time: the same names in any order."""
    names = sorted(normal(header) or header for header in headers)
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class KnownLayout:
    """A known export whose headers these are; ``fields[i]`` is the import field of column i, None if unknown to it."""

    layout: Layout
    fields: tuple[str | None, ...]

    @property
    def confidence(self) -> float:
        return {"high": 0.98, "medium": 0.95}.get(self.layout.confidence, 0.9)


def known_layout(headers: Sequence[str]) -> KnownLayout | None:
    """The known export that explains most of the headers, when it explains nearly all of them."""
    forms = [spellings(header).forms for header in headers]
    counted = sum(not is_about_stages(header) for header in headers)
    best: tuple[float, KnownLayout] | None = None
    for layout in layouts():
        fields = tuple(next((layout.fields[form] for form in own if form in layout.fields), None) for own in forms)
        found = sum(field is not None for field in fields)
        if found < _ENOUGH_HEADERS or found / counted < _ENOUGH_SHARE:
            continue
        score = found / counted + found / len(layout.fields)
        if best is None or score > best[0]:
            best = (score, KnownLayout(layout, fields))
    return best[1] if best else None
