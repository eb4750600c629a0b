"""Finding leads by words among 50,000 and more: what is folded once is kept from one change to the next."""

from collections.abc import Sequence
from operator import is_

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_CODE, SCHEMAS, Dtype, Kind
from salesdesk.domain.names import folded
from salesdesk.domain.sales import Sales

_TEXTS = tuple(f for f in SCHEMAS[Kind.LEAD].fields if f.dtype in (Dtype.TEXT, Dtype.MEMBER))


class LeadSearch:
    """Names of lists without case and accents.  A change adds names at the end of a list: only those are folded."""

    def __init__(self) -> None:
        self._folded: dict[str, tuple[Sequence[str], list[str]]] = {}
        self._ranks: dict[str, tuple[list[str], NDArray[np.int64]]] = {}
        self._groups: dict[str, tuple[list[str], NDArray[np.int64]]] = {}

    def containing(self, sales: Sales, words: str) -> NDArray[np.bool_]:
        """Which leads have a text or a name that contains the words (case and accents aside)."""
        leads = sales[Kind.LEAD]
        wanted = folded(words).strip()
        found = np.full(leads.n, not wanted)
        for spec in _TEXTS if wanted else ():
            if spec.name not in leads:
                continue
            names = self.names(sales, spec.list_name)
            hits = np.fromiter((wanted in name for name in names), dtype=bool, count=len(names))
            if hits.any():
                found |= np.append(hits, np.False_)[leads[spec.name]]  # the last place serves unknown (-1)
        return found

    def prepare(self, sales: Sales) -> None:
        """Fold everything that a search looks at, off the window's thread."""
        leads = sales[Kind.LEAD]
        for spec in _TEXTS:
            if spec.name in leads:
                self.names(sales, spec.list_name)
        self.places(sales, "company")
        for field in ("company", "email"):
            self.groups(sales, field)

    def places(self, sales: Sales, field: str) -> NDArray[np.int64]:
        """Place of each lead's name in alphabetical order; those without a name come last."""
        names = self.names(sales, SCHEMAS[Kind.LEAD].by_name[field].list_name)
        held = self._ranks.get(field)
        if held is None or held[0] is not names:
            ranks = np.full(len(names) + 1, len(names), dtype=np.int64)
            ranks[np.array(sorted(range(len(names)), key=names.__getitem__), dtype=np.int64)] = np.arange(len(names))
            held = self._ranks[field] = (names, ranks)
        codes = sales[Kind.LEAD][field]
        return held[1][np.where(codes == NO_CODE, len(names), codes)]

    def groups(self, sales: Sales, field: str) -> NDArray[np.int64]:
        """A number per lead, equal where the field's words are (case and accents aside); -1 without any."""
        names = self.names(sales, SCHEMAS[Kind.LEAD].by_name[field].list_name)
        held = self._groups.get(field)
        if held is None or held[0] is not names:
            first: dict[str, int] = {}
            numbers = [first.setdefault(name, place) for place, name in enumerate(names)]
            held = self._groups[field] = (names, np.array([*numbers, -1], dtype=np.int64))
        return held[1][sales[Kind.LEAD][field]]

    def names(self, sales: Sales, list_name: str) -> list[str]:
        """The names of a list, folded."""
        names = sales.names(list_name)
        before, made = self._folded.get(list_name, ((), []))
        if names is before:
            return made
        if len(before) <= len(names) and all(map(is_, before, names)):
            more = names[len(before) :]
            made = [*made, *map(folded, more)] if more else made
        else:
            made = list(map(folded, names))
        self._folded[list_name] = (names, made)
        return made
